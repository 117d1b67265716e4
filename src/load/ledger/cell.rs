//! One ledger cell: the day it names, and the amount it holds where that is written plainly.

use crate::finding::Check;
use crate::load::{faults, spreadsheet};
use crate::value::{DateText, Day, Money, SlashOrder, read_date, shown};

/// Why a cell gives no day.
#[derive(Clone)]
pub(super) struct NoDay {
    pub(super) check: &'static Check,
    pub(super) message: String,
    pub(super) help: String,
}

/// `1234.50`, `-7`, `12.5` and nothing else; the tolerant reader takes the rest.
pub(super) fn plain_amount(cell: &[u8]) -> Option<Money> {
    let (digits, negative) = match cell.split_first()? {
        (b'-', rest) => (rest, true),
        _ => (cell, false),
    };
    let point = digits
        .iter()
        .position(|b| *b == b'.')
        .unwrap_or(digits.len());
    let decimals = digits.get(point + 1..).unwrap_or_default();
    if point == 0 || point > 15 || decimals.len() > 2 || (point + 1 == digits.len()) {
        return None;
    }
    let mut pence: i128 = 0;
    for b in digits[..point].iter().chain(decimals) {
        if !b.is_ascii_digit() {
            return None;
        }
        pence = pence * 10 + i128::from(b - b'0');
    }
    for _ in decimals.len()..2 {
        pence *= 10;
    }
    Some(Money::from_pence(if negative { -pence } else { pence }))
}

const AMBIGUOUS_HELP: &str =
    "say `dates: dd/mm/yyyy` at the top of partnership.yaml, or write the year first";

/// A date's day, slashes read in this order; without one only a date that is one day both ways.
pub(super) fn day_of(text: &str, order: Option<SlashOrder>) -> Result<Day, NoDay> {
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
