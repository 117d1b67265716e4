//! What the figures of a report leave out, told alike by every report: scopes that are not
//! computed, ledger rows that belong to no scheme that can be read, and bodies that cannot be.

use super::{Part, Table, text};
use crate::model::{Partnership, Plan, Stranded};
use crate::source::{Sources, Span};
use crate::value::FinancialYear;
use serde_json::{Value, json};

/// Ledger rows of a year, or of no year that can be read, that belong to no scheme that can be:
/// left out of every figure, by name.
pub fn left_out(plan: &Plan, sources: &Sources, year: FinancialYear) -> Vec<(String, String)> {
    let stranded = plan.totals.stranded.iter();
    let wanted = |s: &&Stranded| s.scheme.is_none() && s.year.is_none_or(|y| y == year);
    let own = stranded.filter(wanted);
    own.map(|s| left_out_row(s, sources, "")).collect()
}

/// How many rows there are beside the one that is named.
pub(super) fn more(rows: u64) -> String {
    match rows {
        0 | 1 => String::new(),
        2 => " (and 1 more row)".to_owned(),
        n => format!(" (and {} more rows)", n - 1),
    }
}

/// The place of rows left out, and why; `of` says between what they belong to.
pub(super) fn left_out_row(rows: &Stranded, sources: &Sources, of: &str) -> (String, String) {
    let more = more(rows.rows);
    (sources.short(rows.at), format!("{}{of}{more}", rows.why))
}

/// The same as a part of a report, if there are any; `when` says of which of two answers.
pub(super) fn left_out_part(rows: Vec<(String, String)>, when: &str) -> Vec<Part> {
    let which = "These ledger rows cannot be read and name no scheme that can be.";
    left_out_parts(rows, which, when)
}

/// The same with words of its own for which rows they are.
pub(super) fn left_out_parts(rows: Vec<(String, String)>, which: &str, when: &str) -> Vec<Part> {
    if rows.is_empty() {
        return Vec::new();
    }
    let lines = rows.into_iter();
    let lines = lines.map(|(place, why)| format!("{place}: {why}"));
    vec![
        Part::Heading("Left out of every figure".to_owned()),
        Part::Sentence(format!(
            "{which} Whatever they belong to is wrong by as much{when} until they are put right."
        )),
        Part::List(lines.collect()),
    ]
}

/// The same for programs.
pub(super) fn left_out_wire(rows: Vec<(String, String)>) -> Value {
    let rows = rows.into_iter();
    rows.map(|(at, why)| json!({"at": at, "why": why}))
        .collect()
}

/// Partners and providers that cannot be read, each by place; of one that is defined twice that is
/// told elsewhere.
pub(super) fn bodies_lost(plan: &Partnership, sources: &Sources) -> Vec<String> {
    let is_twice = |at: &Span| plan.twice.iter().any(|twice| twice.at == *at);
    let partners = plan.lost_partners.iter().filter(|at| !is_twice(at));
    let partners = partners.map(|at| ("partner", *at));
    let providers = plan.lost_providers.iter().map(|at| ("provider", *at));
    let all = partners.chain(providers);
    let told = all.map(|(what, at)| {
        let at = sources.places(at);
        format!("a {what} here cannot be read ({at}): one body may be taken for several")
    });
    told.collect()
}

/// Schemes and pools that cannot be read, or have several ids, each with its places.
pub(super) fn schemes_and_pools_lost(plan: &Partnership, sources: &Sources) -> Vec<String> {
    let schemes = plan.lost_schemes.iter().filter(|scheme| !scheme.doubled);
    let schemes = schemes.map(|s| (format!("scheme `{}` {}", s.named, s.why()), s.at));
    let pools = plan.lost_pools.iter().map(|pool| (pool.why(), pool.at));
    let told = schemes.chain(pools).map(|(why, at)| {
        let at = sources.places(at);
        format!("{why} ({at}): what is in a pool may be told wrongly")
    });
    told.collect()
}

/// Scopes without figures, a line each, if there are any.
pub(super) fn not_computed_part(lines: Vec<String>) -> Vec<Part> {
    if lines.is_empty() {
        return Vec::new();
    }
    vec![Part::Heading("Not computed".to_owned()), Part::List(lines)]
}

/// Something that is in no figure of a spreadsheet, so that it does not look whole when it is not.
pub(super) struct Gap {
    /// The scope; nothing for a ledger row.
    pub(super) scope: String,
    /// `not-computed`, `not-settled`, `not-given` or `left-out`.
    pub(super) kind: &'static str,
    /// Why, with the place.
    pub(super) why: String,
}

impl Gap {
    /// Scopes (name and reason) that are not there, then ledger rows left out.
    pub(super) fn all(
        kind: &'static str,
        scopes: impl Iterator<Item = (String, String)>,
        left_out: Vec<(String, String)>,
    ) -> Vec<Gap> {
        let scopes = scopes.map(|(scope, why)| Gap { scope, kind, why });
        scopes.chain(Gap::left_out(left_out)).collect()
    }

    /// Ledger rows left out.
    pub(super) fn left_out(rows: Vec<(String, String)>) -> Vec<Gap> {
        let rows = rows.into_iter().map(|(at, why)| Gap {
            scope: String::new(),
            kind: "left-out",
            why: format!("{at}: {why}"),
        });
        rows.collect()
    }

    /// The last rows of a spreadsheet: what is missing stands in the columns of these headings, for
    /// its scope, its kind and its reason.
    pub(super) fn add(all: Vec<Gap>, table: &mut Table, [scope, kind, why]: [&str; 3]) {
        for gap in all {
            table.row_with(vec![
                (scope, text(gap.scope)),
                (kind, text(gap.kind)),
                (why, text(gap.why)),
            ]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::more;

    #[test]
    fn one_more_row_is_one_row() {
        assert_eq!(more(1), "");
        assert_eq!(more(2), " (and 1 more row)");
        assert_eq!(more(43), " (and 42 more rows)");
    }
}
