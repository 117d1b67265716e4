//! Checklists: what the law, guidance and a planning folder itself ask, item by item, in our own
//! words.

use super::read;
use serde::Deserialize;
use std::sync::OnceLock;

/// A document and its items.
#[derive(Deserialize)]
pub struct Checklist {
    /// Its id: the folder's name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it asks.
    pub items: Vec<Item>,
}

/// One thing a document asks.
#[derive(Deserialize)]
pub struct Item {
    /// Unique: `document/place`.
    pub id: String,
    /// Where the document says it.
    pub place: String,
    /// What it asks, in our words.
    pub text: String,
    /// must, should or ask.
    pub kind: String,
    /// Names of the checks that answer it.
    #[serde(default)]
    pub answered_by: Vec<String>,
}

/// Every checklist.
pub fn checklists() -> &'static [Checklist] {
    static ALL: OnceLock<Vec<Checklist>> = OnceLock::new();
    ALL.get_or_init(|| {
        vec![
            read(
                include_str!("../../seeds/si-2000-617/checklist.yaml"),
                "si-2000-617",
            ),
            read(include_str!("../../seeds/bodies/checklist.yaml"), "bodies"),
            read(
                include_str!("../../seeds/planning-folder/checklist.yaml"),
                "planning-folder",
            ),
        ]
    })
}

/// One item by its id.
pub fn item(id: &str) -> Option<&'static Item> {
    checklists()
        .iter()
        .flat_map(|c| &c.items)
        .find(|i| i.id == id)
}
