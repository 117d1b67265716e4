//! The file of totals: a line for each, lines for ledger rows left out and for what of the folder is
//! not known, and last what it all comes to.

use super::Given;
use super::lines::{Words, columns, month};
use crate::model::{
    ALL_LEFT_OUT, LEFT_OUT, LEFT_OUT_FILE, NOT_KNOWN, Plan, TOTAL, TOTALS_COLUMNS, TOTALS_PROVIDERS,
};
use crate::report::{Cell, Table, text};
use crate::source::Sources;
use crate::value::Money;

/// The table.
pub(super) fn data(given: &Given) -> Table {
    let kept = TOTALS_COLUMNS.iter().copied();
    let kept: Vec<&str> = kept
        .filter(|name| given.providers || !TOTALS_PROVIDERS.contains(name))
        .collect();
    let mut table = Table::new(&kept, &[]);
    let words = Words { given };
    let plan = &given.plan.partnership;
    let partnership = plan.id.value().map(ToString::to_string).unwrap_or_default();
    let says: Vec<_> = columns()
        .into_iter()
        .filter(|(name, _)| kept.contains(name))
        .collect();
    let mut sum = Money::NIL;
    for (of, amount) in words.sorted() {
        let line = of.0;
        sum += amount;
        let mut row = vec![text(partnership.as_str())];
        row.extend(says.iter().map(|(_, says)| match says(&words, of) {
            none if none.is_empty() => Cell::Blank,
            word => text(word),
        }));
        row.extend([
            text(line.month.year.to_string()),
            text(month(line.month)),
            Cell::Blank,
            Cell::Money(amount),
            Cell::Blank,
            Cell::Blank,
        ]);
        table.row(row);
    }
    left_out(given, &partnership, &mut table);
    not_known(given, &partnership, &mut table);
    let left_out: u64 = given.plan.totals.stranded.iter().map(|s| s.rows).sum();
    table.row_with(vec![
        ("partnership", text(partnership.as_str())),
        ("kind", text(TOTAL)),
        ("rows", text(given.plan.totals.rows.to_string())),
        ("amount", Cell::Money(sum)),
        ("why", text(format!("{left_out} {ALL_LEFT_OUT}"))),
    ]);
    table
}

/// The lines of ledger rows left out.
fn left_out(given: &Given, partnership: &str, table: &mut Table) {
    let plan = &given.plan.partnership;
    for stranded in &given.plan.totals.stranded {
        let kind = match stranded.whole_file {
            Some(_) => LEFT_OUT_FILE,
            None => LEFT_OUT,
        };
        let known = |found: Option<String>| found.map_or(Cell::Blank, text);
        table.row_with(vec![
            ("partnership", text(partnership)),
            ("kind", text(kind)),
            (
                "pool",
                known(stranded.pool.map(|i| plan.pools[i].id.value.to_string())),
            ),
            (
                "scheme",
                known(
                    stranded
                        .scheme
                        .map(|i| plan.schemes[i].id.value.to_string()),
                ),
            ),
            ("year", known(stranded.year.map(|year| year.to_string()))),
            ("rows", text(stranded.rows.to_string())),
            ("why", text(stranded.why.as_str())),
            ("at", text(given.sources.short(stranded.at))),
        ]);
    }
}

/// The lines of what of the folder is not known, in the order of their words.
fn not_known(given: &Given, partnership: &str, table: &mut Table) {
    for (why, at) in facts(&given.plan, &given.sources) {
        table.row_with(vec![
            ("partnership", text(partnership)),
            ("kind", text(NOT_KNOWN)),
            ("why", text(why)),
            ("at", text(at)),
        ]);
    }
}

/// What of the folder is not known, and where, in the order of the words.
pub(super) fn facts(plan: &Plan, sources: &Sources) -> Vec<(String, String)> {
    let all = plan.partnership.not_known().into_iter();
    let mut all: Vec<(String, String)> =
        all.map(|fact| (fact.why, sources.short(fact.at))).collect();
    all.sort();
    all
}
