//! What a check is, what it looks at, and what it says while a ledger is folded.

use super::{Finding, Severity};
use crate::model::Plan;
use crate::seeds;
use crate::source::Sources;
use crate::value::Day;

/// What a check looks at.
pub struct Case<'a> {
    /// The folder, read.
    pub plan: &'a Plan,
    /// The texts it was read from.
    pub sources: &'a Sources,
    /// The day the question is asked for.
    pub as_at: Day,
}

/// A check: one fault it can tell, by a name that reads after "allow".
pub struct Check {
    /// Kebab-case, unique, also the name of its page.
    pub name: &'static str,
    /// Which part of a planning folder it is about.
    pub family: &'static str,
    /// How grave its findings are unless they say otherwise.
    pub severity: Severity,
    /// Seed items it rests on; none for a check that answers whatever items name it.
    pub basis: &'static [&'static str],
    /// Its page: explanation, and test.
    pub page: &'static str,
    /// What looks for it; none where reading the files tells it.
    pub run: Option<fn(&Case<'_>) -> Vec<Finding>>,
}

impl Check {
    /// Every seed item that names it: those it rests on, and others it answers besides.
    pub fn rests_on(&self) -> Vec<&'static str> {
        let names_it = |item: &&seeds::Item| item.answered_by.iter().any(|n| n == self.name);
        seeds::items()
            .filter(names_it)
            .map(|item| item.id.as_str())
            .collect()
    }

    /// The first paragraph of its page, as one line.
    pub fn summary(&self) -> String {
        first_paragraph(self.page)
    }
}

/// The paragraph below a page's heading, as one line.
pub fn first_paragraph(page: &str) -> String {
    let lines = page.lines().skip(1).skip_while(|line| line.is_empty());
    let paragraph: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    paragraph.join(" ")
}

/// What a check says of one ledger row while the ledger is folded.
pub struct RowRemark {
    /// Which check.
    pub check: &'static Check,
    /// The column to point at.
    pub column: &'static str,
    /// The fact.
    pub message: String,
    /// What to write instead.
    pub help: String,
}
