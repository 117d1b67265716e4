//! Words that should not stand in an agreement: references that are out of date, and functions
//! the Regulations leave out.

use super::read;
use crate::value::Day;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::OnceLock;

/// A reference that no longer stands for anything.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Obsolete {
    /// How it is written.
    pub phrases: Vec<String>,
    /// What to write instead.
    pub instead: String,
    /// The first day on which it is out of date, year first.
    pub since: String,
    /// Why.
    pub why: String,
    /// What of it nobody has verified.
    pub unverified: Option<String>,
    /// The items that ask it.
    pub items: Vec<String>,
}

impl Obsolete {
    /// The first day on which it is out of date.
    pub fn begins(&self) -> Option<Day> {
        Day::parse(&self.since).ok()
    }
}

/// A function that may not be part of an arrangement.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Excluded {
    /// nhs or council.
    pub side: Side,
    /// How it is written.
    pub phrases: Vec<String>,
    /// Words just before it that turn its meaning.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Words after it that turn its meaning.
    #[serde(default)]
    pub followed: Vec<String>,
    /// Where it is left out.
    pub why: String,
    /// The item that asks it.
    pub item: String,
}

/// Whose function it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// An NHS body's.
    Nhs,
    /// A council's.
    Council,
}

/// References that are out of date.
pub fn obsolete() -> &'static [Obsolete] {
    static ALL: OnceLock<Vec<Obsolete>> = OnceLock::new();
    ALL.get_or_init(|| {
        let text = include_str!("../../seeds/health-and-care-act-2022/obsolete.yaml");
        read(text, "obsolete references")
    })
}

/// Functions left out by regulations 5 and 6.
pub fn excluded() -> &'static [Excluded] {
    static ALL: OnceLock<Vec<Excluded>> = OnceLock::new();
    ALL.get_or_init(|| {
        let text = include_str!("../../seeds/si-2000-617/excluded.yaml");
        read(text, "excluded functions")
    })
}

/// References out of date whose first word stands in a text, in the order of the list: few of them
/// do, and each is then looked for whole.
pub fn obsolete_near(text: &str) -> Vec<&'static Obsolete> {
    static BEGINNINGS: OnceLock<HashMap<String, Vec<usize>>> = OnceLock::new();
    let beginnings = BEGINNINGS.get_or_init(|| {
        let mut all: HashMap<String, Vec<usize>> = HashMap::new();
        for (i, reference) in obsolete().iter().enumerate() {
            for phrase in &reference.phrases {
                let first = runs(phrase).next().unwrap_or_default();
                all.entry(first.to_ascii_lowercase()).or_default().push(i);
            }
        }
        all
    });
    let mut near: Vec<usize> = runs(text)
        .filter_map(|run| beginnings.get(&run.to_ascii_lowercase()))
        .flatten()
        .copied()
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().map(|i| &obsolete()[i]).collect()
}

/// Runs of letters and figures.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|run| !run.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{obsolete, obsolete_near};

    #[test]
    fn a_text_that_holds_a_phrase_is_near_it() {
        for reference in obsolete() {
            for phrase in &reference.phrases {
                let text = format!("(The {}) is named", phrase.to_uppercase());
                let near = obsolete_near(&text);
                assert!(near.iter().any(|n| std::ptr::eq(*n, reference)), "{phrase}");
            }
        }
        assert!(obsolete_near("Rehabilitation at home").is_empty());
    }
}
