//! Design principles services of intermediate care are to share, and words that are evidence.

use super::read;
use serde::Deserialize;
use std::sync::OnceLock;

/// A design principle.
#[derive(Deserialize)]
pub struct Principle {
    /// Its id.
    pub id: String,
    /// Its name, short enough to head a column.
    pub name: String,
    /// Phrases of a title or description that are evidence of it.
    pub phrases: Vec<String>,
}

#[derive(Deserialize)]
struct Principles {
    principles: Vec<Principle>,
}

/// The design principles, in the order they are shown.
pub fn principles() -> &'static [Principle] {
    static ALL: OnceLock<Vec<Principle>> = OnceLock::new();
    ALL.get_or_init(|| {
        let text = include_str!("../../seeds/intermediate-care/principles.yaml");
        read::<Principles>(text, "principles").principles
    })
}
