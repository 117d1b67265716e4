//! The day on which a body's part in the agreement passes to the one that follows it.

use super::lives::is_board;
use super::succession::names;
use super::{FAMILY, days_of, live};
use crate::checks::days;
use crate::finding::{Case, Check, Finding, Severity};
use crate::model::{Field, Partner};
use crate::seeds;
use crate::source::{Span, Spanned};
use crate::value::{Day, shown};

const BASIS: &[&str] = &["bodies/14z28"];

/// A partner, the body it follows, that body's last day, and where it is said.
struct Change<'a> {
    partner: &'a Partner,
    before: &'a Spanned<String>,
    until: Day,
    at: Span,
}

/// Boards that end while the agreement runs, each with the partner that says it follows. Councils
/// pass by orders of their own, whose terms need no day here.
fn changes<'a>(case: &Case<'a>) -> Vec<Change<'a>> {
    let plan = &case.plan.partnership;
    let Some(agreement) = live(case) else {
        return Vec::new();
    };
    let within = |until: &Day| {
        agreement
            .starts
            .value()
            .is_none_or(|starts| starts <= until)
            && agreement.ends.value().is_none_or(|ends| ends > until)
    };
    let mut all = Vec::new();
    for partner in plan.partners.iter().filter(|p| is_board(p)) {
        for before in &partner.successor_of {
            let listed = plan.partners.iter().find(|p| names(&before.value, p));
            let until = match listed {
                Some(listed) => days_of(listed).1,
                None => seeds::life(&before.value).and_then(|life| life.until),
            };
            if let Some(until) = until.filter(within) {
                all.push(Change {
                    partner,
                    before,
                    until,
                    at: before.at,
                });
            }
        }
    }
    all
}

pub(super) static TRANSFER_DATE_MISSING: Check = Check {
    name: "transfer-date-missing",
    family: FAMILY,
    severity: Severity::Note,
    basis: BASIS,
    page: include_str!("../../../docs/checks/transfer-date-missing.md"),
    run: Some(transfer_date_missing),
};

fn transfer_date_missing(case: &Case<'_>) -> Vec<Finding> {
    let past = |change: &Change<'_>| change.until < case.as_at;
    let unsaid = |change: &Change<'_>| change.partner.transfer_date.is_absent();
    let all = changes(case).into_iter().filter(|c| past(c) && unsaid(c));
    all.map(|change| {
        let message = format!(
            "`{}` follows `{}`, which ended on {}, and the day of the transfer is not said",
            change.partner.id.value,
            shown(&change.before.value),
            change.until.long()
        );
        let help = format!(
            "add the day the transfer scheme gives: `transfer_date: {}`",
            change.until.plus(1)
        );
        Finding::new(&TRANSFER_DATE_MISSING, change.at, message).help(help)
    })
    .collect()
}

pub(super) static TRANSFER_DATE_DIFFERS: Check = Check {
    name: "transfer-date-differs",
    family: FAMILY,
    severity: Severity::Warning,
    basis: BASIS,
    page: include_str!("../../../docs/checks/transfer-date-differs.md"),
    run: Some(transfer_date_differs),
};

fn transfer_date_differs(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for change in changes(case) {
        let Field::Given(transfer) = &change.partner.transfer_date else {
            continue;
        };
        // Days between the last of the one and the first of the other.
        let between = change.until.plus(1).days_to(transfer.value) - 1;
        let what = match between {
            0 => continue,
            n if n > 0 => format!("{} later", days(n + 1)),
            _ => "before it had ended".to_owned(),
        };
        let (id, before) = (&change.partner.id.value, shown(&change.before.value));
        let message = format!(
            "`{before}` ends on {}, and its part passes to `{id}` on {}, {what}",
            change.until.long(),
            transfer.value.long()
        );
        let first = change.until.plus(1).long();
        let help =
            format!("see the transfer scheme: the part of a board that ends passes on {first}");
        found.push(
            Finding::new(&TRANSFER_DATE_DIFFERS, transfer.at, message)
                .also(change.at, "whom it follows")
                .help(help),
        );
    }
    found
}
