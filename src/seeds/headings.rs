//! Sets of headings that publishers of registers use.

use super::read;
use crate::value::bare_heading;
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

impl HeadingSet {
    /// Are all of its marks among these headings, written bare?
    pub fn marks_are_in(&self, bare: &[String]) -> bool {
        self.marks.iter().all(|m| bare.contains(&bare_heading(m)))
    }
}

/// Headings of files of payments, and what stands for each column of the ledger.
#[derive(Deserialize)]
pub struct Payments {
    /// What such a file is called.
    pub name: String,
    /// Column of the ledger → headings that stand for it.
    pub columns: BTreeMap<String, Vec<String>>,
    /// Headings that tell what the money was for: a scheme may be looked up by them.
    pub purpose: Vec<String>,
}

#[derive(Deserialize)]
struct Headings {
    sets: Vec<HeadingSet>,
    payments: Payments,
}

fn all() -> &'static Headings {
    static ALL: OnceLock<Headings> = OnceLock::new();
    ALL.get_or_init(|| {
        let text = include_str!("../../seeds/register-headings/headings.yaml");
        read(text, "headings")
    })
}

/// Heading sets, in the order they are tried.
pub fn heading_sets() -> &'static [HeadingSet] {
    &all().sets
}

/// Headings of files of payments.
pub fn payments() -> &'static Payments {
    &all().payments
}

/// The first of some headings that a file has and that is not taken, by position. `there` are the
/// file's headings as [`bare_heading`] leaves them.
pub fn heading_of(wanted: &[String], there: &[String], taken: &[usize]) -> Option<usize> {
    wanted.iter().find_map(|heading| {
        let heading = bare_heading(heading);
        let mut places = there.iter().enumerate();
        places.position(|(i, name)| *name == heading && !taken.contains(&i))
    })
}
