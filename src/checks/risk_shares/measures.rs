//! What is earned by an outcome measure: that there is such a measure, and that it can be counted.

use super::FAMILY;
use crate::finding::{Case, Check, Finding, Severity};
use crate::model::{Earned, Field, Outcome, Rate};
use crate::source::Span;
use crate::value::{FinancialYear, Id, suggestion};

pub(super) static MEASURE_UNKNOWN: Check = Check {
    name: "measure-unknown",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["planning-folder/names"],
    page: include_str!("../../../docs/checks/measure-unknown.md"),
    run: Some(measure_unknown),
};

pub(super) static MEASURE_INCOMPLETE: Check = Check {
    name: "measure-incomplete",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["planning-folder/complete-rows"],
    page: include_str!("../../../docs/checks/measure-incomplete.md"),
    run: Some(measure_incomplete),
};

/// Every `earned` term once, however many uses its definition has.
fn earned<'a>(case: &Case<'a>) -> Vec<&'a Earned> {
    let mut seen: Vec<Span> = Vec::new();
    let shares = case.plan.partnership.risk_shares.iter();
    shares
        .flat_map(|share| [&share.overspend, &share.underspend].into_iter().flatten())
        .filter_map(|half| half.earned.as_ref())
        .filter(|earned| {
            let new = !seen.contains(&earned.rate.at);
            seen.push(earned.rate.at);
            new
        })
        .collect()
}

fn outcomes<'a>(case: &Case<'a>) -> &'a [Outcome] {
    let agreement = case.plan.partnership.agreement.as_ref();
    agreement.map_or(&[], |agreement| &agreement.outcomes)
}

fn measure_unknown(case: &Case<'_>) -> Vec<Finding> {
    let outcomes = outcomes(case);
    let mut found = Vec::new();
    for earned in earned(case) {
        let Rate::Measure(id) = &earned.rate.value else {
            continue;
        };
        if outcomes.iter().any(|o| o.named == id.as_str()) {
            continue;
        }
        let message = format!("`{id}` is no outcome of the agreement");
        // Those that are sentences cannot be named.
        let names = outcomes.iter().map(|o| o.named.as_str());
        let names: Vec<&str> = names.filter(|name| Id::parse(name).is_some()).collect();
        let help = match names.is_empty() {
            true => "give the outcome an `id` under the agreement's `outcomes:`".to_owned(),
            false => suggestion(id.as_str(), names),
        };
        found.push(Finding::new(&MEASURE_UNKNOWN, earned.rate.at, message).help(help));
    }
    found
}

fn measure_incomplete(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for earned in earned(case) {
        let id = match (&earned.rate.value, &earned.unit_value) {
            (Rate::Measure(id), _) => id,
            (Rate::Percent(_), None) => continue,
            (Rate::Percent(_), Some(unit_value)) => {
                let message =
                    "a unit has a value here, and no outcome measure says how many there are";
                let help = "name the measure: `rate: fewer-admissions`; or leave `unit_value` out";
                found.push(Finding::new(&MEASURE_INCOMPLETE, unit_value.at, message).help(help));
                continue;
            }
        };
        let mut named = outcomes(case).iter().filter(|o| o.named == id.as_str());
        let Some(outcome) = named.next() else {
            continue;
        };
        if let Some(second) = named.next() {
            let message =
                format!("two outcomes are called `{id}`, and what is earned rests on one");
            found.push(
                Finding::new(&MEASURE_INCOMPLETE, second.at, message)
                    .also(outcome.at, "the first of them")
                    .help("give one of them another id"),
            );
            continue;
        }
        if let Some((message, help)) = lack(outcome, earned) {
            let finding = Finding::new(&MEASURE_INCOMPLETE, outcome.at, message);
            found.push(
                finding
                    .also(earned.rate.at, "what is earned rests on it")
                    .help(help),
            );
        } else {
            found.extend(without_result(case, outcome, earned));
        }
    }
    found
}

/// What a measure cannot be counted without: message and help. What cannot be read is told where
/// it is read.
fn lack(outcome: &Outcome, earned: &Earned) -> Option<(String, &'static str)> {
    let named = &outcome.named;
    let figures = [("baseline", &outcome.baseline), ("target", &outcome.target)];
    let by_units = earned.unit_value.is_some();
    if by_units || outcome.achieved.is_absent() {
        let absent = figures.iter().filter(|(_, field)| field.is_absent());
        let absent: Vec<String> = absent.map(|(name, _)| format!("`{name}`")).collect();
        if !absent.is_empty() {
            let help = match by_units {
                true => "add the figures it is counted by: baseline: 20000, target: 19160",
                false => {
                    "add them: baseline: 20000, target: 19160; or the part `achieved`, by year"
                }
            };
            return Some((
                format!("outcome `{named}` has no {}", absent.join(" and no ")),
                help,
            ));
        }
    }
    let (Field::Given(baseline), Field::Given(target)) = (&outcome.baseline, &outcome.target)
    else {
        return None;
    };
    let results = outcome.result.values.iter().filter_map(|(_, v)| v.value);
    let mut all = results.chain([target.value]);
    if all.any(|number| number.is_per_cent() != baseline.value.is_per_cent()) {
        let message = format!("the figures of outcome `{named}` are per cents and plain numbers");
        return Some((message, "write all of them with `%`, or none"));
    }
    (baseline.value == target.value).then(|| {
        let message = format!("the target of outcome `{named}` is its baseline");
        (
            message,
            "see which of the two is wrong: nothing could be achieved",
        )
    })
}

/// Is there no result on the last day of the year that ended last, if the agreement ran then?
fn without_result(case: &Case<'_>, outcome: &Outcome, earned: &Earned) -> Option<Finding> {
    let ended = FinancialYear::starting(FinancialYear::of(case.as_at).start() - 1);
    let agreement = case.plan.partnership.agreement.as_ref()?;
    let day = ended.last_day();
    let ran = *agreement.starts.value()? <= day && *agreement.ends.value()? >= ended.first_day();
    let known = outcome.result.on(day).is_some() || outcome.achieved.on(day).is_some();
    (ran && !known).then(|| {
        let message = format!("outcome `{}` has no result for {ended}", outcome.named);
        Finding::new(&MEASURE_INCOMPLETE, outcome.at, message)
            .graded(Severity::Warning)
            .also(earned.rate.at, "what is earned rests on it")
            .help(format!("add what was measured: result: {{{ended}: …}}"))
    })
}
