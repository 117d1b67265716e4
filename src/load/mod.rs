//! Shape: files → model, and findings for what cannot be read. Whether something is wise is for
//! the checks.

mod again;
mod agreement;
mod answers;
mod asked;
mod bare;
mod better_care;
mod body;
mod book_rows;
mod books;
mod contracts;
mod dates;
mod definitions;
mod destinations;
mod faults;
mod fields;
mod folder;
mod grouped;
mod held;
mod ledger;
mod listing;
mod mapping;
mod names;
mod ocds;
mod parties;
mod partnership;
mod payments;
mod pools;
mod references;
mod risk_shares;
mod scalar;
mod schemes;
mod services;
mod shapes;
mod sheet;
mod spreadsheet;
mod steps;
mod strays;
mod tables;
mod terms;
mod totals;
mod trouble;
mod twice;
mod understood;
mod waivers;
mod within_year;
mod workbook;

use crate::finding::Check;
pub use again::ledger_again;
pub use asked::{Asked, Periods, Progress, RegisterWatch, Step, Watch};
pub use bare::{Shown, registers};
pub use definitions::definitions;
pub use folder::{Loaded, read};
pub use totals::GivenTotals;
pub use understood::understood;
pub use waivers::waivers;

/// Every fault that reading can tell.
pub fn faults() -> &'static [&'static Check] {
    faults::FAULTS
}

/// The columns of the ledger, by our names for them.
pub fn ledger_columns() -> &'static [&'static str] {
    mapping::LEDGER_COLUMNS
}

/// Does this fault keep other findings of its file from being told?
pub fn hides_others(check: &Check) -> bool {
    faults::HIDING.iter().any(|fault| fault.name == check.name)
}
