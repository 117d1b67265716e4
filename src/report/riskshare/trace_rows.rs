//! The ledger rows behind a figure, kind by kind, and the sums they come to.

use super::trace::One;
use crate::compute::risk_share::{Group, KeptRow};
use crate::model::Kind;
use crate::report::{Cell, Part, Table, counted, text};
use crate::value::Money;

/// Rows of one kind that a page shows; programs get all.
const SHOWN: usize = 200;

/// A table for each kind of row, then what they come to.
pub(super) fn parts(one: &One<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
    for group in groups(one) {
        parts.push(Part::Sentence(format!(
            "Rows of kind `{}`: {}.",
            group.kind.word(),
            counted(group.rows.len(), "row", "rows")
        )));
        parts.push(Part::Table(table(one, group)));
        if group.rows.len() > SHOWN {
            parts.push(Part::Sentence(format!(
                "{} more of them: --format csv or json gives all.",
                group.rows.len() - SHOWN
            )));
        }
    }
    parts.push(Part::Sentence(sums(one)));
    parts
}

/// Every group of rows, contributions paid last.
pub(super) fn groups<'a>(one: &'a One<'_>) -> impl Iterator<Item = &'a Group> {
    one.traced.groups.iter().chain(&one.traced.paid)
}

/// A column of words: its heading, and what a row says in it.
type Says<'a> = (&'static str, &'a dyn Fn(&KeptRow) -> String);

fn table(one: &One<'_>, group: &Group) -> Table {
    let shown: Vec<&KeptRow> = group
        .rows
        .iter()
        .take(SHOWN)
        .map(|i| &one.all.rows[*i])
        .collect();
    let partnership = &one.all.plan.partnership;
    // A column nobody filled says nothing.
    let columns: [Says<'_>; 5] = [
        ("Scheme", &|kept| {
            let scheme = kept.row.line.scheme.filter(|_| one.scope.schemes.len() > 1);
            scheme.map_or_else(String::new, |s| partnership.schemes[s].id.value.to_string())
        }),
        ("Partner", &|kept| {
            let partner = kept.row.line.partner;
            partner.map_or_else(String::new, |p| {
                partnership.partners[p].id.value.to_string()
            })
        }),
        ("Cause", &|kept| {
            kept.row
                .line
                .cause
                .as_deref()
                .unwrap_or_default()
                .to_owned()
        }),
        ("Reference", &|kept| kept.reference.clone()),
        ("Description", &|kept| kept.description.clone()),
    ];
    let filled =
        |says: &dyn Fn(&KeptRow) -> String| shown.iter().any(|kept| !says(kept).is_empty());
    let used: Vec<_> = columns
        .into_iter()
        .filter(|(_, says)| filled(says))
        .collect();
    let mut headings = vec!["Where", "Date", "Amount"];
    headings.extend(used.iter().map(|(heading, _)| *heading));
    let mut table = Table::new(&headings, &[2]);
    // On a narrow page the reference finds it.
    if headings.contains(&"Reference") && headings.contains(&"Description") {
        table = table.spare(&[headings.len() - 1]);
    }
    for kept in &shown {
        let mut cells = vec![
            text(format!("{}:{}", kept.file, kept.line)),
            Cell::Day(kept.row.date),
            Cell::Money(kept.row.amount),
        ];
        cells.extend(used.iter().map(|(_, says)| text(says(kept))));
        table.row(cells);
    }
    let mut total = vec![text("All"), Cell::Blank, Cell::Money(group.sum)];
    total.resize(headings.len(), Cell::Blank);
    table.total(total);
    table
}

/// What the rows come to, and that it is what the figures are made of.
fn sums(one: &One<'_>) -> String {
    let sum = |kind: Kind| -> Money {
        let own = one.traced.groups.iter().filter(|g| g.kind == kind);
        own.map(|group| group.sum).sum()
    };
    let has = |kind: Kind| one.traced.groups.iter().any(|g| g.kind == kind);
    let mut said = Vec::new();
    if has(Kind::Baseline) {
        said.push(format!("baseline {}", sum(Kind::Baseline)));
    }
    if has(Kind::Rebase) {
        said.push(format!("later changes {}", sum(Kind::Rebase)));
    }
    if has(Kind::Spend) || has(Kind::Income) {
        let (spend, income) = (sum(Kind::Spend), sum(Kind::Income));
        said.push(format!(
            "spend {spend} less income {income} = {}",
            spend - income
        ));
    }
    if has(Kind::Forecast) || has(Kind::ForecastIncome) {
        let (cost, income) = (sum(Kind::Forecast), sum(Kind::ForecastIncome));
        said.push(format!(
            "forecast {cost} less forecast income {income} = {}",
            cost - income
        ));
    }
    if let Some(paid) = &one.traced.paid {
        said.push(format!("contributions paid {}", paid.sum));
    }
    match said.is_empty() {
        true => "No ledger row stands behind it.".to_owned(),
        false => format!(
            "The rows add up, to the penny, to the sums the figures are made of: {}.",
            said.join("; ")
        ),
    }
}
