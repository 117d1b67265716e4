//! Payments as councils and NHS bodies publish them, where a file of them stands beside registers.

use super::RowsRead;
use crate::value::{Day, Money};

/// One payment.
#[derive(Clone, Copy, Debug)]
pub struct Payment<'a> {
    /// Who was paid; may be blank.
    pub provider: &'a str,
    /// The contract it names; mostly blank.
    pub contract: &'a str,
    /// The day of the payment.
    pub date: Day,
    /// Paid; below nil where money came back.
    pub amount: Money,
}

/// One file of payments, read row by row and not held.
#[derive(Clone, Debug)]
pub struct PaymentsFile {
    /// The file's name as the user may open it.
    pub name: String,
    /// What kind of file it was recognised as, in words.
    pub recognised_as: String,
    /// What became of its rows.
    pub counts: RowsRead,
    /// All amounts used, added up.
    pub sum: Money,
    /// Rows used whose amount is below nil: credits and money that came back.
    pub below_nil: usize,
}
