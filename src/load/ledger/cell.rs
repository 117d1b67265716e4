//! One ledger cell: the day it names.

use crate::finding::Check;
use crate::load::{faults, spreadsheet};
use crate::value::{DateText, Day, SlashOrder, read_date, shown};

/// Why a cell gives no day.
#[derive(Clone)]
pub(in crate::load) struct NoDay {
    pub(in crate::load) check: &'static Check,
    pub(in crate::load) message: String,
    pub(in crate::load) help: String,
}

const AMBIGUOUS_HELP: &str =
    "say `dates: dd/mm/yyyy` at the top of partnership.yaml, or write the year first";

/// A date's day, slashes read in this order; without one only a date that is one day both ways.
pub(in crate::load) fn day_of(text: &str, order: Option<SlashOrder>) -> Result<Day, NoDay> {
    let refuse = |fault| {
        let (message, help) = spreadsheet::no_date(text, fault);
        NoDay {
            check: &faults::UNREADABLE_DATE,
            message,
            help,
        }
    };
    let ambiguous = |message| NoDay {
        check: &faults::AMBIGUOUS_DATE,
        message,
        help: AMBIGUOUS_HELP.to_owned(),
    };
    let date = read_date(text).map_err(refuse)?;
    if let (DateText::Slash(..), None) = (date, order) {
        // The whole column was looked at and does not say which: no row of it is guessed.
        let day = date.in_order(SlashOrder::DayFirst);
        let month = date.in_order(SlashOrder::MonthFirst);
        return match (day, month) {
            (Ok(a), Ok(b)) if a == b => Ok(a),
            (Ok(a), Ok(b)) => Err(ambiguous(format!(
                "this date may be {} or {}",
                a.long(),
                b.long()
            ))),
            (Err(fault), Err(_)) => Err(refuse(fault)),
            _ => Err(ambiguous(format!(
                "this date is `{}`, and others in its column can only be read the other way",
                shown(text)
            ))),
        };
    }
    date.in_order(order.unwrap_or(SlashOrder::DayFirst))
        .map_err(refuse)
}
