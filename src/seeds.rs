//! What jcplan knows before it reads anything: checklists, services, headings. Embedded data;
//! our own words, each folder with a note of what it rests on.

use serde::Deserialize;
use std::collections::BTreeMap;
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

/// A service and the rules by which a contract is taken for one.
#[derive(Deserialize)]
pub struct Service {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// step-up, step-down or both.
    pub pathway: String,
    /// Does what is needed of it change from month to month?
    pub demand_varies: bool,
    /// A contract that has CPV codes must have one that begins with one of these; none: any.
    #[serde(default)]
    pub cpv: Vec<String>,
    /// Any of these decides for it.
    pub rules: Vec<Rule>,
}

/// One rule of classification.
#[derive(Deserialize)]
pub struct Rule {
    /// One of these phrases.
    #[serde(default)]
    pub any: Vec<String>,
    /// One phrase of every list.
    #[serde(default)]
    pub all: Vec<Vec<String>>,
    /// None of these.
    #[serde(default)]
    pub not: Vec<String>,
    /// Looks at the description as well as the title.
    #[serde(default)]
    pub description: bool,
}

/// A set of headings some publisher uses.
#[derive(Deserialize)]
pub struct HeadingSet {
    /// What such a file is called.
    pub name: String,
    /// Headings by which the set is recognised; none: tried last, heading by heading.
    pub marks: Vec<String>,
    /// How its slash dates read.
    pub dates: Option<String>,
    /// Each buyer buys for its own area.
    #[serde(default)]
    pub area_is_buyer: bool,
    /// Our column → headings that stand for it.
    pub columns: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Services {
    services: Vec<Service>,
}

#[derive(Deserialize)]
struct Headings {
    sets: Vec<HeadingSet>,
}

fn read<T: serde::de::DeserializeOwned>(text: &str, what: &str) -> T {
    match serde_yaml::from_str(text) {
        Ok(value) => value,
        // Embedded data that a test reads on every run; it cannot differ on a user's machine.
        Err(error) => unreachable!("{what}: {error}"),
    }
}

/// Every checklist.
pub fn checklists() -> &'static [Checklist] {
    static ALL: OnceLock<Vec<Checklist>> = OnceLock::new();
    ALL.get_or_init(|| {
        vec![read(
            include_str!("../seeds/si-2000-617/checklist.yaml"),
            "si-2000-617",
        )]
    })
}

/// One item by its id.
pub fn item(id: &str) -> Option<&'static Item> {
    checklists()
        .iter()
        .flat_map(|c| &c.items)
        .find(|i| i.id == id)
}

/// The services of intermediate care, in the order their rules are tried.
pub fn services() -> &'static [Service] {
    static ALL: OnceLock<Vec<Service>> = OnceLock::new();
    ALL.get_or_init(|| {
        let text = include_str!("../seeds/intermediate-care/services.yaml");
        read::<Services>(text, "services").services
    })
}

/// Heading sets, in the order they are tried.
pub fn heading_sets() -> &'static [HeadingSet] {
    static ALL: OnceLock<Vec<HeadingSet>> = OnceLock::new();
    ALL.get_or_init(|| {
        let text = include_str!("../seeds/register-headings/headings.yaml");
        read::<Headings>(text, "headings").sets
    })
}
