//! Where each pooled fund stands: its memorandum account beside last year's, what partners promised
//! against what came, budgets, the way from last year's figures to this year's, and the minimums.

mod account;
mod bridge;
mod budget;
mod funding;
pub mod instalments;
mod matching;
mod members;
mod minimums;
mod promises;
mod receipts;
mod standing;

pub use account::{Account, Known, Reserve, Shared, Spend};
pub use bridge::{Bridge, BySource, together as bridged};
pub use budget::{Budget, Figures, together as budgeted};
pub use funding::{AllFunding, Funding};
pub use matching::{Paid, Promised, Stands, matched};
pub use minimums::{Margin, margins, pooled};
pub use promises::Promises;
pub use receipts::Receipts;
pub use standing::{Fund, Funds, compute};
