//! Each scheme's budget against spend to date and the year as forecast.

use super::figures::cell;
use super::told::Told;
use crate::compute::outturn::Refusal;
use crate::compute::pool::{Budget, Figures, Fund, Known, budgeted};
use crate::report::riskshare::sections::per_mille;
use crate::report::{Cell, Part, Table, text};
use crate::value::Money;

pub(super) fn parts(told: &Told, fund: &Fund) -> Vec<Part> {
    let name = told.words().pool_name(fund.pool);
    let question = &told.given.funds.question;
    let heading = |what: &str| Part::Heading(format!("{name}: {what}"));
    if fund.budgets.is_empty() {
        return vec![
            heading("budget and spend"),
            Part::Sentence("No scheme names this pool.".to_owned()),
        ];
    }
    let whole = question.period.is_whole_year();
    let mut parts = vec![heading("budget and spend")];
    parts.push(Part::Table(table(told, fund, "Spend", |b| &b.to_date)));
    parts.push(Part::Sentence(format!(
        "To {}. Budget is the baseline with its later changes, spend is less income; a variance above nil is an overspend. The per cent is of the budget.",
        question.period.last_day().long()
    )));
    if !whole {
        parts.push(heading("the year as forecast"));
        parts.push(Part::Table(table(told, fund, "Forecast", |b| &b.year)));
        parts.push(Part::Sentence(format!(
            "The whole of {}: spend less income to {}, and after it the latest forecast made by {}.",
            question.period.year(),
            question.period.last_day().long(),
            question.as_at.long()
        )));
    }
    let notes = fund.budgets.iter().flat_map(|b| {
        let scheme = told.words().scheme_name(b.scheme);
        b.notes.iter().map(move |note| format!("{scheme}: {note}"))
    });
    let notes: Vec<String> = notes.collect();
    if !notes.is_empty() {
        parts.push(Part::List(notes));
    }
    parts
}

fn table(told: &Told, fund: &Fund, cost: &str, of: impl Fn(&Budget) -> &Known<Figures>) -> Table {
    let headings = ["Scheme", "Budget", cost, "Variance", "Of budget"];
    let mut table = Table::new(&headings, &[1, 2, 3, 4]);
    let cells = |name: String, known: &Known<Figures>| -> Vec<Cell> {
        let of = |what: fn(&Figures) -> Money| -> Cell {
            cell(&known.as_ref().map(what).map_err(Clone::clone))
        };
        let part = match known {
            Ok(figures) => per_mille(figures.variance(), figures.budget),
            Err(_) => Cell::Blank,
        };
        vec![
            text(name),
            of(|f| f.budget),
            of(|f| f.outturn),
            of(Figures::variance),
            part,
        ]
    };
    for budget in &fund.budgets {
        table.row(cells(told.words().scheme_name(budget.scheme), of(budget)));
    }
    if fund.budgets.len() > 1 {
        let all = unread(told, fund).map_or_else(|| budgeted(fund.budgets.iter().map(&of)), Err);
        table.total(cells("All".to_owned(), &all));
    }
    table
}

/// Why what the schemes cost together is not known though each is: rows of the ledger that name
/// none of them may be of any.
fn unread(told: &Told, fund: &Fund) -> Option<Refusal> {
    let period = told.given.funds.question.period;
    let mut accounts = fund.accounts.iter();
    let account = accounts.find(|account| account.question.period == period)?;
    account.spent().err()
}
