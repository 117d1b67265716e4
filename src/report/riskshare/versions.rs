//! Terms that change within the year: which holds for which months.

use super::words::Words;
use crate::compute::outturn::Question;
use crate::compute::risk_share::Outcome;
use crate::model::{Contribution, Scheme, Since};
use crate::report::{Part, Table, listed, text};
use crate::value::{Day, Month};

/// Which terms hold when, where any of them changes within the year.
pub(super) fn versions(words: &Words<'_>, question: &Question, outcome: &Outcome) -> Vec<Part> {
    let rules = rules(words, question, outcome);
    let amounts = amounts(words, question);
    if rules.is_empty() && amounts.is_empty() {
        return Vec::new();
    }
    let mut parts = vec![Part::Heading("Which terms hold when".to_owned())];
    parts.extend(rules);
    if !amounts.is_empty() {
        parts.push(Part::List(amounts));
    }
    parts
}

/// Baselines and contributions that change within the year, a sentence each.
pub(super) fn amounts(words: &Words<'_>, question: &Question) -> Vec<String> {
    let schemes = words.plan.partnership.schemes.iter();
    let baselines = schemes.filter_map(|scheme| baseline(question, scheme));
    let mut amounts: Vec<String> = baselines.collect();
    for (i, pool) in words.plan.partnership.pools.iter().enumerate() {
        let changing = pool.contributions.iter();
        amounts.extend(changing.filter_map(|c| contribution(words, question, i, c)));
    }
    amounts
}

/// A baseline that changes on a day of the year.
fn baseline(question: &Question, scheme: &Scheme) -> Option<String> {
    let year = question.period.year();
    let mut days: Vec<(Day, String)> = Vec::new();
    for (since, written) in &scheme.baseline.values {
        let from = match since {
            Since::Day(day) => *day,
            Since::Year(of) => of.first_day(),
            Since::Always | Since::Unreadable => continue,
        };
        if (year.first_day()..=year.last_day()).contains(&from) {
            days.push((from, written.value?.to_string()));
        }
    }
    days.sort();
    if days.len() < 2 {
        return None;
    }
    let ends = days.iter().skip(1).map(|(day, _)| day.plus(-1));
    let ends = ends.chain([year.last_day()]);
    let told: Vec<String> = days
        .iter()
        .zip(ends)
        .map(|((from, amount), to)| format!("{amount} a year in {}", months(*from, to)))
        .collect();
    let id = &scheme.id.value;
    Some(format!(
        "baseline of {id}: {}; each month takes a twelfth",
        listed(&told)
    ))
}

/// A contribution of some months of the year.
fn contribution(
    words: &Words<'_>,
    question: &Question,
    pool: usize,
    contribution: &Contribution,
) -> Option<String> {
    let year = question.period.year();
    if contribution.year.value() != Some(&year) {
        return None;
    }
    let from = contribution.from.value().copied();
    let until = contribution.until.value().copied();
    if from.is_none() && until.is_none() {
        return None;
    }
    let months = months(
        from.unwrap_or(year.first_day()),
        until.unwrap_or(year.last_day()),
    );
    let source = contribution
        .source
        .value()
        .map_or("", |source| source.word());
    Some(format!(
        "contribution of {} to {} ({source}): {} falls due in {months}",
        contribution.partner.value()?,
        words.pool_id(pool),
        contribution.amount.value()?,
    ))
}

fn months(from: Day, to: Day) -> String {
    Month::names(Month::of(from).number, Month::of(to).number)
}

/// Which version of a risk share holds for which months, where any of them changes.
fn rules(words: &Words<'_>, question: &Question, outcome: &Outcome) -> Vec<Part> {
    if outcome.scopes.iter().all(|scope| scope.part.is_none()) {
        return Vec::new();
    }
    let headings = ["Scope", "Months", "Risk share", "In force", "Clause"];
    let mut table = Table::new(&headings, &[]);
    for scope in &outcome.scopes {
        let (from, to) = scope.part.unwrap_or((1, question.last_month()));
        table.row(vec![
            text(scope.name.clone()),
            text(Month::names(from, to)),
            text(scope.risk_share.clone()),
            text(words.in_force(scope).trim_start_matches("in force ")),
            text(scope.clause.clone().unwrap_or_default()),
        ]);
    }
    vec![
        Part::Table(table),
        Part::Sentence(
            "The variance of each month is shared by the rule in force in it.".to_owned(),
        ),
    ]
}
