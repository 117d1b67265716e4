//! What keeps the audit from being whole, for the spreadsheet, which has no text before its figures:
//! a line for each thing that is not known, and for each row that is left out.

use super::Given;
use super::read::{graver_attention, not_read_lines};
use super::redesign::terms_not_read;
use super::words::Words;
use crate::report::defined_twice;
use crate::report::missing::more;

/// Something that is not known, or defined twice.
const NOT_KNOWN: &str = "not-known";
/// Rows, or cells of them, in no figure.
const LEFT_OUT: &str = "left-out";

/// Each kind of line, and what it says.
pub(super) fn missing(given: &Given, words: &Words<'_>) -> Vec<(&'static str, String)> {
    let twice = defined_twice::all(&given.plan.partnership, &given.sources);
    let not_known = not_read_lines(given).into_iter().chain(twice);
    let not_known = not_known.map(|line| (NOT_KNOWN, line));
    let rows = graver_attention(given, words.audit).into_iter();
    let rows = rows.map(|(place, why)| format!("{place}: {why}"));
    let stranded = given.plan.totals.stranded.iter();
    let stranded = stranded.filter(|_| words.audit.money.is_some());
    let stranded = stranded.map(|rows| {
        let at = given.sources.short(rows.at);
        format!("{at}: {}{}", rows.why, more(rows.rows))
    });
    let left_out = rows.chain(stranded).chain(terms_not_read(given, words));
    not_known
        .chain(left_out.map(|line| (LEFT_OUT, line)))
        .collect()
}
