//! Files of payments given beside registers, or alone: what was read of them, and what they tell
//! where there is no register.

use super::{Given, money};
use crate::compute::audit::{Audit, Tied};
use crate::model::PaymentsFile;
use crate::report::{Cell, Part, Table, counted, text};
use crate::value::Money;

/// The books spend is told from.
pub(super) fn books(given: &Given) -> &'static str {
    match given.plan.payments.is_empty() {
        true => "the ledger",
        false => "the payments",
    }
}

fn all(given: &Given, of: impl Fn(&PaymentsFile) -> usize) -> usize {
    given.plan.payments.iter().map(of).sum()
}

/// Are rows of the ledger or of payments in no figure?
pub(super) fn are_wanting(given: &Given, audit: &Audit) -> bool {
    let ledger = audit.money.is_some() && !given.plan.totals.stranded.is_empty();
    ledger || all(given, |f| f.counts.left_out) > 0
}

/// What became of the rows of all files of payments; it adds up.
pub(super) fn fact(given: &Given, audit: &Audit) -> Option<(String, String)> {
    if given.plan.payments.is_empty() {
        return None;
    }
    let later = audit.money.as_ref().map_or(0, |tied| tied.later.0);
    let used = all(given, |f| f.counts.used);
    let mut sum = format!(
        "{} = {} used",
        all(given, |f| f.counts.rows),
        used.saturating_sub(later)
    );
    if later > 0 {
        let day = given.question.as_at.long();
        sum.push_str(&format!(" + {later} after {day}"));
    }
    match all(given, |f| f.counts.left_out) {
        0 => {}
        n => sum.push_str(&format!(" + {n} left out")),
    }
    Some(("Rows of payments".to_owned(), sum))
}

/// The files of payments, and what each comes to.
pub(super) fn files(given: &Given) -> Vec<Part> {
    let files = &given.plan.payments;
    if files.is_empty() {
        return Vec::new();
    }
    let headings = ["Payments", "Rows", "Recognised as", "Amounts"];
    let mut table = Table::new(&headings, &[1, 3]);
    for file in files {
        table.row(vec![
            text(file.name.clone()),
            Cell::Count(i64::try_from(file.counts.rows).unwrap_or(i64::MAX)),
            text(file.recognised_as.clone()),
            Cell::Money(file.sum),
        ]);
    }
    let below = all(given, |f| f.below_nil);
    let used = counted(all(given, |f| f.counts.used), "payment", "payments");
    let sum: Money = files.iter().map(|f| f.sum).sum();
    let mut said = format!("{used} of {sum} in all");
    match below {
        0 => said.push('.'),
        1 => said.push_str("; one is below nil, and taken off."),
        n => said.push_str(&format!("; {n} are below nil, and taken off.")),
    }
    vec![Part::Table(table), Part::Sentence(said)]
}

/// Payments after the day asked about count in no figure.
pub(super) fn later(given: &Given, tied: &Tied) -> Option<Part> {
    let (rows, sum) = tied.later;
    (rows > 0).then(|| {
        let day = given.question.as_at.long();
        Part::Sentence(format!(
            "{} of {sum} in all {} after {day}, and counted in nothing below.",
            counted(rows, "payment", "payments"),
            if rows == 1 { "is" } else { "are" },
        ))
    })
}

/// Rows of payments that are in no figure.
pub(super) fn left_out(given: &Given) -> String {
    match all(given, |f| f.counts.left_out) {
        0 => String::new(),
        1 => " One row of the payments is left out, and told at the end.".to_owned(),
        n => format!(" {n} rows of the payments are left out, and told at the end."),
    }
}

/// Payments and no register: how they fall on providers, and nothing else.
pub(super) fn alone(given: &Given, audit: &Audit) -> Vec<Part> {
    let Some(tied) = audit.money.as_ref() else {
        return Vec::new();
    };
    if given.plan.payments.is_empty() {
        return Vec::new();
    }
    let mut parts = files(given);
    parts.extend(later(given, tied));
    parts.push(Part::Sentence(format!(
        "Without a register it cannot be told whether a contract stands behind a payment, whether \
         it was made in its time and within its value, and which contracts nobody paid: give a \
         register beside {}.{}",
        match given.plan.payments.len() {
            1 => "the file of payments",
            _ => "the files of payments",
        },
        left_out(given)
    )));
    parts.extend(money::shares(tied));
    parts
}
