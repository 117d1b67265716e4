//! The contract audit, step 1 of a joint plan: rows → contracts, cells, stretches, breaks, cliffs,
//! and the cost at stake. Pure arithmetic, exact throughout; each figure is rounded once.

mod acting;
mod answer;
mod book;
mod contract;
mod coverage;
mod days;
mod decisions;
mod entry;
mod gaps;
mod gather;
mod lots;
mod money;
mod names;
mod numbers;
mod opportunity;
mod order;
mod overlap;
mod paid;
mod pairs;
mod parties;
mod phrases;
mod place;
mod pooled;
mod principles;
mod providers;
mod rate;
mod references;
mod sections;
mod service;
mod sets;
mod stakes;
mod stretch;
mod terms;
mod together;
mod twice;
mod units;
mod unmet;
mod wanting;
mod ways;
mod whole;
mod why;

pub use acting::{Deadline, Decision, deadlines};
pub use answer::{Audit, LeftOut, Question, Tally};
pub use book::Book;
pub use contract::{Audited, Pathways, Worth};
pub use coverage::{Cover, Lane, Stretch, contracts_of, coverage, line_of};
pub use gaps::{Break, Cliff};
pub use gather::Gathering;
pub use money::{After, OnLeftOut, Over, Share, Tied, Without, tie};
pub use numbers::ByNumber;
pub use opportunity::{
    Chance, Often, Opportunity, Redesign, TermNotRead, Untold, Why, Yearly, yearly,
};
pub use overlap::{AtStakeTotal, Kind, Overlap};
pub use paid::Paid;
pub use place::Cell;
pub use principles::{Evidence, ServiceShows};
pub use sections::{Section, Sections};
pub use terms::{Said, Terms};
pub use twice::Twice;
pub use units::{Fences, UnitPrices, Unpriced};
pub use unmet::Unmet;
pub use whole::compute;
pub use why::{Against, By, Classified, Fit, Reason, Where, why};
