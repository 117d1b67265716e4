//! A picture of flows: boxes in columns, ribbons from one to the next.

use crate::value::Money;

/// How a box is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Like any other.
    Plain,
    /// Money not yet spent.
    Left,
    /// Money spent beyond what was paid in.
    Beyond,
    /// Several put together, or nobody named.
    Other,
}

/// One box.
#[derive(Clone, Debug)]
pub struct Station {
    /// Its column, from the left.
    pub column: usize,
    /// What stands over it and those below it that belong together; may be nothing.
    pub group: String,
    /// Its name.
    pub name: String,
    /// What is said of it beside its amount; may be nothing.
    pub note: String,
    /// What goes through it.
    pub amount: Money,
    /// How it is drawn.
    pub tone: Tone,
}

impl Station {
    /// Its whole name.
    pub fn full(&self) -> String {
        match self.group.is_empty() {
            true => self.name.clone(),
            false => format!("{}, {}", self.group, self.name),
        }
    }
}

/// One ribbon, its amount above nil.
#[derive(Clone, Debug)]
pub struct Ribbon {
    /// The box it comes from, by position.
    pub from: usize,
    /// The box it goes to.
    pub to: usize,
    /// How much.
    pub amount: Money,
    /// Its colour, by position among `key` where it has one there.
    pub shade: Option<usize>,
    /// Planned, and not in the ledger.
    pub planned: bool,
    /// What it is beside its ends and amount; may be nothing.
    pub said: String,
}

/// A picture of flows.
#[derive(Clone, Debug)]
pub struct Sankey {
    /// What it is.
    pub title: String,
    /// What it shows, for those who cannot see it.
    pub said: String,
    /// How many ledger rows are left out, how many links are not drawn and of how much, in
    /// sentences; may be nothing.
    pub not_drawn: String,
    /// What stands over the columns.
    pub heads: Vec<&'static str>,
    /// Boxes, each column from top to bottom.
    pub stations: Vec<Station>,
    /// Ribbons.
    pub ribbons: Vec<Ribbon>,
    /// What the colours of ribbons mean; of nothing, no key is drawn.
    pub key: Vec<String>,
}
