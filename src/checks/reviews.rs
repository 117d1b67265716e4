//! Whether the agreement is kept alive: reviews held, deeds signed, extensions within its terms,
//! a ledger that is written up.

use super::{bodies, days};
use crate::finding::{Case, Check, Finding, Severity};
use crate::model::{Agreement, Field, Kind, Partner, Signature};
use crate::source::Span;
use crate::value::{Day, Month, shown};

pub(super) static CHECKS: &[&Check] = &[
    &REVIEW_OVERDUE,
    &INFORMATION_SHARING_OVERDUE,
    &VARIATION_UNSIGNED,
    &EXTENSION_BEYOND_TERMS,
    &LEDGER_STALE,
];

const FAMILY: &str = "reviews";

/// Days past its date before a review counts as overdue: meetings move.
const GRACE: i32 = 31;

static REVIEW_OVERDUE: Check = Check {
    name: "review-overdue",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &[
        "lga-intermediate-care/c1-5",
        "pooled-fund-practice/reviews-held",
        "scie-risk-sharing/quarterly-review",
    ],
    page: include_str!("../../docs/checks/review-overdue.md"),
    run: Some(review_overdue),
};

/// The agreement and its first day, where it runs on this day and is not said to be over.
fn running<'a>(case: &Case<'a>) -> Option<(&'a Agreement, Day)> {
    let agreement = case.plan.partnership.agreement.as_ref()?;
    let starts = *agreement.starts.value()?;
    let ended = agreement
        .ends
        .value()
        .is_some_and(|ends| *ends < case.as_at);
    let over = agreement
        .status
        .value()
        .is_some_and(|s| s == "expired" || s == "superseded");
    (starts <= case.as_at && !ended && !over).then_some((agreement, starts))
}

fn review_overdue(case: &Case<'_>) -> Vec<Finding> {
    let Some((agreement, starts)) = running(case) else {
        return Vec::new();
    };
    let review = &agreement.review;
    let draft = agreement.status.value().is_some_and(|s| s == "draft");
    // A day that cannot be read may be that of the review that seems to be missing.
    if draft || review.held_unread {
        return Vec::new();
    }
    let held: Vec<_> = review
        .held
        .iter()
        .filter(|day| day.value <= case.as_at)
        .collect();
    let last = held.iter().max_by_key(|day| day.value);
    if let (Some(months), Some(at)) = (review.every.value(), review.every.at()) {
        // A review of an earlier agreement does not put off the first of this one.
        let from = last.map_or(starts, |day| day.value.max(starts));
        let due = from.plus_months(i32::try_from(*months).unwrap_or(12));
        if let Some(late) = overdue(due, case.as_at) {
            let due = due.long();
            let message = match last {
                Some(day) => format!(
                    "the last review was held on {}; the next was due on {due}, {late} ago",
                    day.value.long()
                ),
                None => format!("no review is recorded; the first was due on {due}, {late} ago"),
            };
            return vec![told(last.map_or(at, |day| day.at), message)];
        }
    }
    let (Some(annual), Some(at)) = (review.annual.value(), review.annual.at()) else {
        return Vec::new();
    };
    // A review in the month before it, or since, is that year's.
    if held.iter().any(|day| annual.days_to(day.value) > -GRACE) {
        return Vec::new();
    }
    let late = overdue(*annual, case.as_at).map(|late| {
        let due = annual.long();
        told(
            at,
            format!("the annual review was due on {due}, {late} ago, and none is recorded"),
        )
    });
    late.into_iter().collect()
}

/// How late a day is, in words, once the grace has passed.
fn overdue(due: Day, as_at: Day) -> Option<String> {
    let late = due.days_to(as_at) - 1;
    (late > GRACE).then(|| days(late))
}

fn told(at: Span, message: String) -> Finding {
    Finding::new(&REVIEW_OVERDUE, at, message)
        .help("hold it, and add its day to `held:`; if it was held, its day is all that is missing")
}

static INFORMATION_SHARING_OVERDUE: Check = Check {
    name: "information-sharing-overdue",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["pooled-fund-practice/information-sharing"],
    page: include_str!("../../docs/checks/information-sharing-overdue.md"),
    run: Some(information_sharing_overdue),
};

/// The partners' own day for reviewing how information is shared has passed.
fn information_sharing_overdue(case: &Case<'_>) -> Vec<Finding> {
    let Some((agreement, _)) = running(case) else {
        return Vec::new();
    };
    let Field::Given(review) = &agreement.sharing_review else {
        return Vec::new();
    };
    let gone = review.value.days_to(case.as_at) - 1;
    if gone <= 0 {
        return Vec::new();
    }
    let message = format!(
        "the sharing of information was to be reviewed by {}, {} ago",
        review.value.long(),
        days(gone)
    );
    let help = "review it, and move the day on: review: <the next day>";
    vec![Finding::new(&INFORMATION_SHARING_OVERDUE, review.at, message).help(help)]
}

static VARIATION_UNSIGNED: Check = Check {
    name: "variation-unsigned",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["pooled-fund-practice/variation-log"],
    page: include_str!("../../docs/checks/variation-unsigned.md"),
    run: Some(variation_unsigned),
};

/// A deed in force that not every partner has signed. A partner is bound by the signature of one
/// it follows, and is not asked where it is not there on the deed's day.
fn variation_unsigned(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let mut found = Vec::new();
    for variation in plan.agreement.iter().flat_map(|a| &a.variations) {
        let Field::Given(on) = &variation.on else {
            continue;
        };
        if on.value > case.as_at {
            continue;
        }
        let named = match variation.deed.value() {
            Some(deed) => format!("deed `{}`", shown(deed)),
            None => "this deed".to_owned(),
        };
        // A signature whose partner cannot be read may be the one that seems to be missing.
        let unread = |s: &Signature| s.partner.value().is_none();
        let of = |partner: &Partner| {
            let mut all = variation.signatures.iter();
            all.find(|s| s.partner.value() == Some(&partner.id.value))
        };
        for partner in &plan.partners {
            let id = &partner.id.value;
            let (at, message) = match of(partner) {
                Some(signature) if !signature.on.is_absent() => continue,
                Some(signature) => (
                    signature.at,
                    format!("the signature of `{id}` on {named} has no date"),
                ),
                None if bodies::follows_one(plan, partner, |before| of(before).is_some())
                    || !bodies::is_there_within(partner, on.value, on.value)
                    || variation.signatures.iter().any(unread) =>
                {
                    continue;
                }
                None => (
                    on.at,
                    format!(
                        "`{id}` has not signed {named}, in force since {}",
                        on.value.long()
                    ),
                ),
            };
            let help =
                format!("add under its `signatures:` {{partner: {id}, by: <post>, on: <date>}}");
            found.push(Finding::new(&VARIATION_UNSIGNED, at, message).help(help));
        }
    }
    found
}

static EXTENSION_BEYOND_TERMS: Check = Check {
    name: "extension-beyond-terms",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["pooled-fund-practice/extensions"],
    page: include_str!("../../docs/checks/extension-beyond-terms.md"),
    run: Some(extension_beyond_terms),
};

fn extension_beyond_terms(case: &Case<'_>) -> Vec<Finding> {
    let agreement = case.plan.partnership.agreement.as_ref();
    let Some(extensions) = agreement.and_then(|a| a.extensions.as_ref()) else {
        return Vec::new();
    };
    let Some(allowed) = extensions.allowed.value() else {
        return Vec::new();
    };
    let allowed = usize::try_from(*allowed).unwrap_or(usize::MAX);
    let mut made: Vec<_> = extensions.made.iter().collect();
    made.sort_by_key(|day| day.value);
    let Some(first) = made.get(allowed) else {
        return Vec::new();
    };
    let message = format!(
        "the agreement allows {}, and the one to {} is number {}",
        match allowed {
            0 => "no extension".to_owned(),
            1 => "1 extension".to_owned(),
            n => format!("{n} extensions"),
        },
        first.value.long(),
        allowed + 1
    );
    let finding = Finding::new(&EXTENSION_BEYOND_TERMS, first.at, message);
    let finding = match extensions.allowed.at() {
        Some(at) => finding.also(at, "allowed here"),
        None => finding,
    };
    vec![finding.help("make a new agreement, or vary this one by deed to allow more")]
}

static LEDGER_STALE: Check = Check {
    name: "ledger-stale",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["pooled-fund-practice/ledger-kept-up"],
    page: include_str!("../../docs/checks/ledger-stale.md"),
    run: Some(ledger_stale),
};

/// Days after a month's end by which its actual figures are expected: a quarter, and the weeks a
/// quarter's close takes.
const WRITTEN_UP: i32 = 123;

/// A ledger whose last actual month ended more than that before the day.
fn ledger_stale(case: &Case<'_>) -> Vec<Finding> {
    let Some((agreement, _)) = running(case) else {
        return Vec::new();
    };
    let actual = [Kind::Spend, Kind::Income, Kind::Contribution];
    let now = Month::of(case.as_at);
    let lines = case.plan.totals.lines.keys();
    // What is booked for a month to come says nothing of the months before it.
    let months = lines
        .filter(|l| actual.contains(&l.kind) && l.month <= now)
        .map(|l| l.month);
    let Some(last) = months.max() else {
        return Vec::new();
    };
    let ended = last.last_day();
    let gone = ended.days_to(case.as_at) - 1;
    // A row left out may be of a later month.
    let mut left_out = case.plan.totals.stranded.iter();
    if gone <= WRITTEN_UP || left_out.any(|s| s.year.is_none_or(|year| year >= last.year)) {
        return Vec::new();
    }
    let message = format!(
        "the ledger's last actual figures are of the month to {}, {} ago",
        ended.long(),
        days(gone)
    );
    let help = "add the months since to ledger/, or say with --as-at the day the figures are for";
    vec![Finding::new(&LEDGER_STALE, agreement.at, message).help(help)]
}
