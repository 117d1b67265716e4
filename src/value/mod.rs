//! Small values everything else is made of: money, shares of money, days, periods, ids.
//!
//! No files, no places, no domain. Each value has its own strict grammar and
//! refuses in words that can be shown to a user as they are.

mod armed;
mod change;
mod count;
mod day;
mod id;
mod money;
mod number;
mod period;
mod plain_money;
mod registered;
mod share;
mod total;
mod words;

pub use armed::{armed, unarmed};
pub use change::Change;
pub use day::{DateText, Day, DayFault, SlashOrder, read_date};
pub use id::Id;
pub use money::{Money, MoneyFault};
pub use number::{Number, on_one_scale};
pub use period::{FinancialYear, Month, Period, last_full_quarter};
pub use registered::{charity_number, company_number};
pub use share::{Exact, Percent, SplitFault, percent_weights, split, twelfths};
pub use total::{TOTAL_BEFORE, TOTAL_BEHIND, is_total};
pub use words::{alike, bare_heading, folded, names_nobody, nearest, shown, suggestion};
