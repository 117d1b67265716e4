//! Step 1: what is taken out of the variance before anything else.

use super::super::outturn::{Question, Refusal};
use super::division::divide;
use super::reckoning::Reckoning;
use super::scope::{StepKind, Working};
use crate::model::{Plan, SetAside, SetAsideWhat};
use crate::value::{Money, folded};

/// Moves each row's part of the variance to its destination. A scheme that is set aside whole
/// takes its causes with it, whatever the order of the rows.
pub(super) fn apply(
    plan: &Plan,
    question: &Question,
    working: &mut Working<'_>,
) -> Result<(), Refusal> {
    let rows = &working.rule.set_aside;
    for (i, row) in rows.iter().enumerate() {
        let of = parts_of(plan, working, rows, row);
        let part: Money = of.iter().map(|(_, part)| *part).sum();
        if part.is_nil() {
            continue;
        }
        let loss = part.pence() > 0;
        working.at = Some(row.at);
        let what = row.what.clone();
        working.note(Reckoning::SetAside { what, of });
        let to = divide(plan, question, working, part.size(), &row.to)?;
        working.rest(&to, loss);
        working.step(StepKind::SetAside(i + 1), part.size(), loss, to);
        working.left -= part;
    }
    Ok(())
}

/// The part of each scheme's variance one row takes, with its sign.
fn parts_of(
    plan: &Plan,
    working: &Working<'_>,
    rows: &[SetAside],
    row: &SetAside,
) -> Vec<(usize, Money)> {
    let of_scheme = |(scheme, figures): &(usize, super::super::outturn::Figures)| {
        let whole = whole_row(plan, *scheme, rows);
        match &row.what {
            SetAsideWhat::Cause(cause) if whole.is_none() && first_of_cause(rows, row, cause) => {
                let folded = folded(cause);
                figures.causes.get(&folded).copied().unwrap_or_default()
            }
            SetAsideWhat::Cause(_) => Money::NIL,
            _ if whole.is_some_and(|w| std::ptr::eq(w, row)) => figures.variance(),
            _ => Money::NIL,
        }
    };
    let each = working.figures.iter().map(|f| (f.0, of_scheme(f)));
    each.filter(|(_, part)| !part.is_nil()).collect()
}

/// The first row of a cause takes it; one named again takes nothing more.
fn first_of_cause(rows: &[SetAside], row: &SetAside, cause: &str) -> bool {
    let same = |r: &&SetAside| match &r.what {
        SetAsideWhat::Cause(other) => folded(other) == folded(cause),
        _ => false,
    };
    rows.iter()
        .find(same)
        .is_some_and(|first| std::ptr::eq(first, row))
}

/// The first row that sets this scheme aside whole.
fn whole_row<'r>(plan: &Plan, scheme: usize, rows: &'r [SetAside]) -> Option<&'r SetAside> {
    let scheme = &plan.partnership.schemes[scheme];
    rows.iter().find(|row| match row.what {
        SetAsideWhat::Fixed => scheme.fixed,
        SetAsideWhat::Capital => scheme.capital,
        SetAsideWhat::Cause(_) => false,
    })
}
