//! Sets of headings that publishers of registers use.

use super::read;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

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
struct Headings {
    sets: Vec<HeadingSet>,
}

/// Heading sets, in the order they are tried.
pub fn heading_sets() -> &'static [HeadingSet] {
    static ALL: OnceLock<Vec<HeadingSet>> = OnceLock::new();
    ALL.get_or_init(|| {
        let text = include_str!("../../seeds/register-headings/headings.yaml");
        read::<Headings>(text, "headings").sets
    })
}
