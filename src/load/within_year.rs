//! Amounts that change within a year, and money that is due in some of its months only. Both count
//! in whole months.

use super::faults;
use super::fields::{Fields, dated_of, money_value, text_of, wrong_shape};
use super::scalar::Reading;
use crate::finding::Finding;
use crate::model::{Dated, Field, Instalment, Since};
use crate::source::yaml::{Entry, Node, Shape};
use crate::source::{Span, Spanned};
use crate::value::{Day, FinancialYear, Money, Month, twelfths};
use std::collections::BTreeMap;

/// A contribution's amount in the months it is due in.
pub(super) struct Stretch {
    pub(super) amount: Field<Money>,
    /// A first of April as well as nothing at all is the whole year's.
    pub(super) from: Field<Day>,
    pub(super) until: Field<Day>,
}

/// The amount of a contribution with its months: one amount, or one for each stretch of the year
/// between the days on which it changes.
pub(super) fn amounts(
    fields: &mut Fields<'_>,
    year: &Field<FinancialYear>,
    reading: &mut Reading<'_>,
) -> Vec<Stretch> {
    let node = fields.node("amount");
    let (from, until) = months(fields, year, reading);
    let whole = |amount| Stretch {
        amount,
        from: from.clone(),
        until: until.clone(),
    };
    let (Some(node), Some(Shape::Map(entries))) = (node, node.map(|n| &n.shape)) else {
        let read = |node: &Node| match text_of(node, reading) {
            Some(text) => reading.money(text, node.at),
            None => Field::Unreadable(node.at),
        };
        return vec![whole(node.map_or(Field::Absent, read))];
    };
    if let Some(at) = from.at().or(until.at()) {
        let message = "the amount says itself from when it holds, and the months are given too";
        let help = "keep the amount by its days, or one amount with `from` and `until`";
        told(at, message, help, reading);
        return vec![whole(Field::Unreadable(node.at))];
    }
    let Field::Given(year) = year else {
        // It is told that the year is missing or cannot be read.
        return vec![whole(Field::Unreadable(node.at))];
    };
    match changes(node, entries, year.value, reading) {
        Some(changes) => stretches(&changes, year.value),
        None => vec![whole(Field::Unreadable(node.at))],
    }
}

fn told(at: Span, message: &str, help: &str, reading: &mut Reading<'_>) {
    let finding = Finding::new(&faults::WRONG_SHAPE, at, message);
    reading.faults.push(finding.help(help));
}

/// Instalments say when money is due: months beside them would say it again.
pub(super) fn one_account(
    stretches: &[Stretch],
    instalment: Option<&Instalment>,
    reading: &mut Reading<'_>,
) {
    let days = stretches.iter().flat_map(|s| [s.from.at(), s.until.at()]);
    if let (Some(instalment), Some(at)) = (instalment, days.flatten().next()) {
        let message = "instalments say when this contribution is due, and its months are given too";
        let finding = Finding::new(&faults::WRONG_SHAPE, at, message);
        let finding = finding.also(instalment.at, "the first instalment");
        let help = "keep the instalments and one amount for the year, or leave them out";
        reading.faults.push(finding.help(help));
    }
}

/// `from` and `until`: the first day of a month of the year, and the last of one.
fn months(
    fields: &mut Fields<'_>,
    year: &Field<FinancialYear>,
    reading: &mut Reading<'_>,
) -> (Field<Day>, Field<Day>) {
    let (from, until) = (fields.day("from", reading), fields.day("until", reading));
    for day in [&from, &until] {
        if let (Field::Given(day), Some(year)) = (day, year.value()) {
            within(day, *year, reading);
        }
    }
    if let Field::Given(from) = &from {
        first_of_month(from, reading);
    }
    if let Field::Given(until) = &until {
        let last = Month::of(until.value).last_day();
        if until.value != last {
            let message = format!("{} is not the last day of a month", until.value.long());
            let help = format!("money is due by whole months: {last}");
            reading
                .faults
                .push(Finding::new(&faults::PART_OF_A_MONTH, until.at, message).help(help));
        }
    }
    if let (Field::Given(from), Field::Given(until)) = (&from, &until)
        && until.value < from.value
    {
        told(
            until.at,
            "it ends before it begins",
            "see which of the days is wrong",
            reading,
        );
    }
    (from, until)
}

/// Is the day in the year? Told if not.
fn within(day: &Spanned<Day>, year: FinancialYear, reading: &mut Reading<'_>) -> bool {
    let within = FinancialYear::of(day.value) == year;
    if !within {
        let message = format!("{} is not in {year}", day.value.long());
        let help = "what is of another year is another entry, with its own `year`";
        told(day.at, &message, help, reading);
    }
    within
}

/// Does the day begin a month? Told if not.
fn first_of_month(day: &Spanned<Day>, reading: &mut Reading<'_>) -> bool {
    let first = day.value.day() == 1;
    if !first {
        let month = Month::of(day.value);
        let message = format!("{} is not the first day of a month", day.value.long());
        let this = day.value.plus(1 - i32::from(day.value.day()));
        let next = month.last_day().plus(1);
        let help = format!("amounts change by whole months: {this} or {next}");
        reading
            .faults
            .push(Finding::new(&faults::PART_OF_A_MONTH, day.at, message).help(help));
    }
    first
}

/// Tells that the first amount of a year comes too late for its first months.
fn hole(day: &Spanned<Day>, reading: &mut Reading<'_>) {
    let year = FinancialYear::of(day.value);
    let message = format!(
        "the first amount for {year} is from {}: the months before it have none",
        day.value.long()
    );
    let help = format!(
        "say what holds from the year's first day, 0.00 if nothing: {}: …",
        year.first_day()
    );
    reading
        .faults
        .push(Finding::new(&faults::HOLE_IN_THE_YEAR, day.at, message).help(help));
}

/// The amounts of a term given by year: two times of one year leave no amount that is the
/// year's, so they are told and neither is relied on.
pub(super) fn yearly_of(node: &Node, reading: &mut Reading<'_>) -> Dated<Money> {
    let mut amounts = dated_of(node, reading, money_value);
    one_each(&mut amounts, reading, |a, b| {
        a.year().is_some() && a.year() == b.year()
    });
    amounts
}

/// The amounts of a term given by year, or by days of one on which it changes: the first of April
/// and the first of other months. Those that are amiss are told, and nothing rests on their year.
pub(super) fn monthly_of(node: &Node, reading: &mut Reading<'_>) -> Dated<Money> {
    let mut amounts = dated_of(node, reading, money_value);
    one_each(&mut amounts, reading, |a, b| match (a, b) {
        (Since::Day(a), Since::Day(b)) => a == b,
        _ => a.year().is_some() && a.year() == b.year(),
    });
    let mut firsts: BTreeMap<FinancialYear, (Day, usize)> = BTreeMap::new();
    for i in 0..amounts.values.len() {
        let (Since::Day(day), at) = (amounts.values[i].0, amounts.values[i].1.at) else {
            continue;
        };
        if !first_of_month(&Spanned::new(day, at), reading) {
            amounts.values[i].1.value = None;
        }
        let first = firsts.entry(FinancialYear::of(day)).or_insert((day, i));
        *first = (*first).min((day, i));
    }
    for (year, (day, i)) in firsts {
        if day != year.first_day() {
            hole(&Spanned::new(day, amounts.values[i].1.at), reading);
            amounts.values[i].1.value = None;
        }
    }
    amounts
}

/// Tells every amount that stands for the same time as an earlier one; neither is relied on.
fn one_each(
    amounts: &mut Dated<Money>,
    reading: &mut Reading<'_>,
    same: impl Fn(Since, Since) -> bool,
) {
    for i in 1..amounts.values.len() {
        let (since, value) = &amounts.values[i];
        let earlier = &amounts.values[..i];
        let first = earlier.iter().position(|(other, _)| same(*since, *other));
        let (Some(first), Some(year)) = (first, since.year()) else {
            continue;
        };
        reading.faults.push(
            Finding::new(
                &faults::DUPLICATE_KEY,
                value.at,
                format!("this is a second amount for {year}"),
            )
            .also(amounts.values[first].1.at, "first given here")
            .help("keep one amount for each year"),
        );
        amounts.values[first].1.value = None;
        amounts.values[i].1.value = None;
    }
}

type Change = (Spanned<Day>, Spanned<Money>);

/// The days of a map and the amounts from then on, in their order; none where anything is amiss.
fn changes(
    node: &Node,
    entries: &[Entry],
    year: FinancialYear,
    reading: &mut Reading<'_>,
) -> Option<Vec<Change>> {
    if entries.is_empty() {
        wrong_shape(node, "an amount", reading);
        return None;
    }
    let mut sound = true;
    let mut all: Vec<Change> = Vec::new();
    for entry in entries {
        let day = reading.day(&entry.key.value, entry.key.at);
        let amount = money_value(reading, &entry.value);
        let (Field::Given(day), Some(amount)) = (day, amount) else {
            sound = false;
            continue;
        };
        sound &= within(&day, year, reading) && first_of_month(&day, reading);
        if let Some((first, _)) = all.iter().find(|(d, _)| d.value == day.value) {
            reading.faults.push(
                Finding::new(&faults::DUPLICATE_KEY, day.at, "this day is given twice")
                    .also(first.at, "first given here")
                    .help("keep one amount for each day"),
            );
            sound = false;
        }
        all.push((day, Spanned::new(amount, entry.value.at)));
    }
    all.sort_by_key(|(day, _)| day.value);
    let first = all.first().filter(|_| sound)?;
    if first.0.value != year.first_day() {
        hole(&first.0, reading);
        return None;
    }
    Some(all)
}

/// One stretch for each amount: the twelfths of it that fall into the months it is in force.
fn stretches(changes: &[Change], year: FinancialYear) -> Vec<Stretch> {
    let ends = changes.iter().skip(1).map(|(day, _)| day.value.plus(-1));
    let ends = ends.chain([year.last_day()]);
    let stretch = |((from, amount), until): (&Change, Day)| {
        let months =
            usize::from(Month::of(from.value).number) - 1..usize::from(Month::of(until).number);
        let part = twelfths(amount.value)[months].iter().copied().sum();
        Stretch {
            amount: Field::Given(Spanned::new(part, amount.at)),
            from: Field::Given(from.clone()),
            until: Field::Given(Spanned::new(until, from.at)),
        }
    };
    changes.iter().zip(ends).map(stretch).collect()
}
