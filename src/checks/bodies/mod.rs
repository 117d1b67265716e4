//! Bodies and their codes: what a code is by its form and by the dated lists, which bodies begin
//! and end while the agreement runs and who follows them, and where councils lie.

mod areas;
mod codes;
mod forms;
mod lives;
mod succession;
mod transfers;

pub(super) use succession::{follows_a_partner, follows_one};

use crate::finding::{Case, Check};
use crate::model::{Agreement, Field, Partner, PartnerKind};
use crate::seeds::{self, Life};
use crate::source::Span;
use crate::value::Day;

pub(super) static CHECKS: &[&Check] = &[
    &codes::CODE_MALFORMED,
    &codes::CODE_OF_OTHER_KIND,
    &codes::CODE_UNKNOWN,
    &codes::CODE_SUPERSEDED,
    &codes::CODE_OF_OTHER_BODY,
    &lives::BODY_ENDED,
    &lives::SUCCESSOR_UNNAMED,
    &lives::BODY_NOT_BEGUN,
    &lives::BODY_DATES_DIFFER,
    &transfers::TRANSFER_DATE_MISSING,
    &transfers::TRANSFER_DATE_DIFFERS,
    &areas::COUNCIL_IN_SEVERAL_ICBS,
    &areas::COUNCIL_OUTSIDE_ICBS,
];

const FAMILY: &str = "bodies";

/// What the lists know of a partner by its code; nothing where the code is of another kind of
/// body than the partner is said to be.
fn life_of(partner: &Partner) -> Option<Life> {
    let life = seeds::life(partner.code.value()?)?;
    let kind = partner.kind.value();
    kind.is_none_or(|kind| kind_word(*kind) == life.kind)
        .then_some(life)
}

fn kind_word(kind: PartnerKind) -> &'static str {
    let word = PartnerKind::WORDS.iter().find(|(_, k)| *k == kind);
    word.map_or("", |(word, _)| word)
}

/// The first and last day of a partner: its own where the file says them, else the lists'.
fn days_of(partner: &Partner) -> (Option<Day>, Option<Day>) {
    let life = life_of(partner);
    let from = life.as_ref().and_then(|life| life.from);
    let until = life.as_ref().and_then(|life| life.until);
    (
        partner.from.value().copied().or(from),
        partner.until.value().copied().or(until),
    )
}

/// Is the partner there on any day of these?
pub(super) fn is_there_within(partner: &Partner, first: Day, last: Day) -> bool {
    let (from, until) = days_of(partner);
    from.is_none_or(|from| from <= last) && until.is_none_or(|until| until >= first)
}

/// The agreement, unless it is said to be over.
fn live<'a>(case: &Case<'a>) -> Option<&'a Agreement> {
    let agreement = case.plan.partnership.agreement.as_ref()?;
    let over = |status: &String| status == "expired" || status == "superseded";
    (!agreement.status.value().is_some_and(over)).then_some(agreement)
}

/// Where a partner's code stands, or its id.
fn code_at(partner: &Partner) -> Span {
    match &partner.code {
        Field::Given(code) => code.at,
        _ => partner.id.at,
    }
}

/// `one`, `one and two`, `one, two and three`.
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
