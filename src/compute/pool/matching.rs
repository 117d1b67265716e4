//! Which of the parts promised what came in met, and when.

use super::instalments::{Due, InLedger, WrittenUp, to_be_met};
use super::receipts::Receipts;
use crate::model::Source;
use crate::value::{Day, FinancialYear, Money, Month};

/// How a part promised stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// All of it is there.
    Met,
    /// It falls due after the day asked.
    NotDue,
    /// It fell due in a month that is not over, or that the ledger is not written up to.
    NotWritten,
    /// What is missing may still come as spend in the partner's own books.
    OwnSpend,
    /// It falls due before the year it is promised for, and the ledger has nothing of that year.
    NotMatched,
    /// It is overdue.
    Overdue,
}

/// A part promised and what came of it.
#[derive(Clone, Debug)]
pub struct Paid {
    /// What was promised.
    pub due: Due,
    /// How much of it is there. Pence.
    pub received: Money,
    /// The day since which all of it is there.
    pub met_on: Option<Day>,
    /// How it stands.
    pub stands: Stands,
    /// Days from the day it fell due to the day it was met or, if overdue, to the day asked: above
    /// nil late, below early. None where neither is known.
    pub days: Option<i32>,
}

/// One partner's promises of a year to one pool.
#[derive(Clone, Debug)]
pub struct Promised {
    /// Who, by position.
    pub partner: usize,
    /// Every part, by the day it falls due.
    pub parts: Vec<Paid>,
    /// What is dated in the year, by the day asked.
    pub received: Money,
    /// What of it met parts promised for another year that fell due in this one.
    pub for_others: Money,
    /// What of it meets none; below nil, more was taken back than came.
    pub beyond: Money,
    /// Is spend in the partner's own books counted as paid?
    pub own_books: bool,
}

/// Puts what is dated in a year, by the day asked, against what fell due in it, day by day: money that names a
/// source promised against the oldest part of that source which is not yet met; all other, spend in
/// the partner's own books among it, against the oldest of any. What is taken back is taken from
/// where the last of such money went.
pub fn matched(
    receipts: &Receipts,
    parties: (usize, usize),
    year: FinancialYear,
    (schedule, has): (Vec<Due>, InLedger),
    (written, as_at): (Option<WrittenUp>, Day),
) -> Promised {
    let mut came: Vec<_> = receipts.theirs(parties, year, as_at).collect();
    // Of one day, money that names its source first.
    came.sort_by_key(|(source, day, _)| (*day, source.is_none(), *source));
    let mut purse = Purse::of(&schedule);
    for (source, day, amount) in &came {
        purse.put(*source, *day, *amount);
    }
    let in_cash: Vec<Source> = came.iter().filter_map(|(source, ..)| *source).collect();
    let counted: Vec<&Due> = written.map_or_else(Vec::new, |written| {
        to_be_met(&schedule, year, has, &written)
    });
    let parts = schedule.iter().zip(&purse.parts).map(|(due, filled)| {
        let source_in_cash = due.source.is_some_and(|s| in_cash.contains(&s));
        let part = Part {
            due,
            received: filled.received,
            met_on: filled.met_on,
            by_others: filled.by_others,
            // A part of a source paid in cash of which nothing came is not met by other means.
            may_be_own: has.own_books && !(source_in_cash && filled.received.is_nil()),
            next: next_due(&schedule, due, year),
            judged: counted.contains(&due),
            matched: has.may_meet(due, year),
        };
        part.stands(written, as_at, receipts.to_the_day)
    });
    Promised {
        partner: parties.1,
        parts: parts.collect(),
        received: came.iter().map(|(.., amount)| *amount).sum(),
        for_others: Money::NIL,
        beyond: purse.beyond,
        own_books: has.own_books,
    }
}

/// Parts promised while they are filled.
struct Purse<'d> {
    schedule: &'d [Due],
    parts: Vec<Filled>,
    /// Where money that names a source, or none, went, in order: which part, or beyond all.
    went: Vec<(Option<Source>, Option<usize>, Money)>,
    beyond: Money,
}

/// How far a part is filled.
#[derive(Clone, Copy, Default)]
struct Filled {
    received: Money,
    met_on: Option<Day>,
    /// Did money that names none of the sources promised go into it?
    by_others: bool,
}

impl<'d> Purse<'d> {
    fn of(schedule: &'d [Due]) -> Purse<'d> {
        Purse {
            schedule,
            parts: vec![Filled::default(); schedule.len()],
            went: Vec::new(),
            beyond: Money::NIL,
        }
    }

    /// Puts an amount in, or takes one back.
    fn put(&mut self, source: Option<Source>, day: Day, amount: Money) {
        let promised = self.schedule.iter().any(|due| due.source == source);
        let source = source.filter(|_| promised);
        let unnamed = |of: Option<Source>| source.is_none() || of.is_none();
        let mut left = self.undo(amount, |of| of == source);
        // What was taken back before any had come is what comes later.
        if left.pence() > 0 {
            left = self.undo(left, unnamed);
        }
        let sign = left.pence().signum();
        for i in 0..self.schedule.len() {
            let due = &self.schedule[i];
            if source.is_some() && due.source != source {
                continue;
            }
            let missing = due.amount - self.parts[i].received;
            if left.is_nil() || missing.pence().signum() != sign {
                continue;
            }
            let part = match missing.size() < left.size() {
                true => missing,
                false => left,
            };
            left -= part;
            self.went.push((source, Some(i), part));
            let filled = &mut self.parts[i];
            filled.received += part;
            filled.by_others |= source.is_none();
            filled.met_on = (filled.received == due.amount).then_some(day);
        }
        // Nothing of its own source is left to be taken: what names no source may be any.
        if left.pence() < 0 {
            left = self.undo(left, unnamed);
        }
        if !left.is_nil() {
            self.beyond += left;
            self.went.push((source, None, left));
        }
    }

    /// Takes money back from where the last of such sources went; or puts money in that was taken back
    /// before it came. What is then still left.
    fn undo(&mut self, amount: Money, wanted: impl Fn(Option<Source>) -> bool) -> Money {
        let mut left = amount;
        let sign = amount.pence().signum();
        while !left.is_nil() {
            let last = self.went.iter().rposition(|(of, to, m)| {
                let against = m.pence().signum() == -sign && (sign < 0 || to.is_none());
                against && wanted(*of)
            });
            let Some(last) = last else {
                break;
            };
            let (_, to, put) = &mut self.went[last];
            let part = match put.size() < left.size() {
                true => -*put,
                false => left,
            };
            *put += part;
            left -= part;
            match *to {
                None => self.beyond += part,
                Some(i) => {
                    self.parts[i].received += part;
                    self.parts[i].met_on = None;
                }
            }
        }
        left
    }
}

/// The day before the next part of the same source, or the year's last.
fn next_due(schedule: &[Due], due: &Due, year: FinancialYear) -> Day {
    let later = schedule.iter();
    let later = later.filter(|d| d.source == due.source && d.on > due.on);
    let next = later.map(|d| d.on.plus(-1)).min();
    next.unwrap_or(year.last_day()).max(due.on)
}

/// A part while it is looked at.
struct Part<'d> {
    due: &'d Due,
    received: Money,
    met_on: Option<Day>,
    by_others: bool,
    may_be_own: bool,
    /// The last day for spend in the partner's own books.
    next: Day,
    judged: bool,
    matched: bool,
}

/// Days from one to the other: nil of the same, below it where the second is before the first.
fn days_after(from: Day, to: Day) -> i32 {
    to.number() - from.number()
}

impl Part<'_> {
    fn stands(self, written: Option<WrittenUp>, as_at: Day, to_the_day: bool) -> Paid {
        let own = self.may_be_own && self.by_others;
        let until = if own { self.next } else { self.due.on };
        let is_written = written.is_some_and(|w| w.holds(Month::of(self.due.on)));
        let (stands, days) = if self.received == self.due.amount {
            let days = self.met_on.filter(|_| to_the_day);
            let days = days.map(|met| match days_after(self.due.on, met) {
                early if early <= 0 => early,
                _ => days_after(until, met).max(0),
            });
            (Stands::Met, days)
        } else if !self.matched {
            (Stands::NotMatched, None)
        } else if self.due.on > as_at {
            (Stands::NotDue, None)
        } else if !is_written {
            (Stands::NotWritten, None)
        } else if self.may_be_own && !self.judged {
            (Stands::OwnSpend, None)
        } else {
            (Stands::Overdue, Some(days_after(self.due.on, as_at)))
        };
        Paid {
            due: self.due.clone(),
            received: self.received,
            met_on: self.met_on.filter(|_| stands == Stands::Met),
            stands,
            days,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, Span};

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn pounds(pounds: i128) -> Money {
        Money::from_pence(pounds * 100)
    }

    fn due(source: Source, on: &str, amount: i128) -> Due {
        let file = Sources::default().add("", "");
        Due {
            year: Month::of(day(on)).year,
            source: Some(source),
            on: day(on),
            amount: pounds(amount),
            even: false,
            at: Span {
                file,
                start: 0,
                end: 0,
            },
        }
    }

    fn filled(purse: &Purse<'_>) -> Vec<(i128, Option<String>)> {
        let parts = purse.parts.iter();
        parts
            .map(|p| (p.received.pence() / 100, p.met_on.map(|d| d.to_string())))
            .collect()
    }

    /// 100 due in April and 50 in July. 60 on 1 May and 60 on 5 May: the first is met on the 5th, 20
    /// are there of the second. 30 taken back: 20 of the second and 10 of the first. 70 on 9 May: 10
    /// and 50, and 10 are beyond.
    #[test]
    fn what_is_taken_back_empties_what_was_filled_last() {
        let schedule = [
            due(Source::Labcg, "2025-04-15", 100),
            due(Source::Labcg, "2025-07-15", 50),
        ];
        let mut purse = Purse::of(&schedule);
        purse.put(Some(Source::Labcg), day("2025-05-01"), pounds(60));
        purse.put(Some(Source::Labcg), day("2025-05-05"), pounds(60));
        assert_eq!(
            filled(&purse),
            [(100, Some("2025-05-05".to_owned())), (20, None)]
        );
        purse.put(Some(Source::Labcg), day("2025-05-07"), pounds(-30));
        assert_eq!(filled(&purse), [(90, None), (0, None)]);
        purse.put(Some(Source::Labcg), day("2025-05-09"), pounds(70));
        let met = || Some("2025-05-09".to_owned());
        assert_eq!(filled(&purse), [(100, met()), (50, met())]);
        assert_eq!(purse.beyond, pounds(10));
    }

    /// Two sources. What names one meets that one alone; what names none, or one nothing is promised
    /// of, meets the oldest that is missing.
    #[test]
    fn money_meets_its_own_source_and_other_money_the_oldest_part() {
        let schedule = [
            due(Source::Labcg, "2025-04-15", 100),
            due(Source::Dfg, "2025-05-15", 40),
        ];
        let mut purse = Purse::of(&schedule);
        purse.put(Some(Source::Dfg), day("2025-04-01"), pounds(45));
        let early = || Some("2025-04-01".to_owned());
        assert_eq!(filled(&purse), [(0, None), (40, early())]);
        assert_eq!(purse.beyond, pounds(5));
        purse.put(None, day("2025-06-30"), pounds(30));
        purse.put(Some(Source::Other), day("2025-07-31"), pounds(70));
        assert_eq!(
            filled(&purse),
            [(100, Some("2025-07-31".to_owned())), (40, early())]
        );
    }

    /// 1,000 of the minimum comes in April. 400 that name no source are taken back in May: 600 are there.
    /// Of 300 that name none and 100 of the grant, 250 of the grant taken back are its 100 and 150 of
    /// the others. 40 taken back before anything came are the first 40 of what comes.
    #[test]
    fn what_is_taken_back_without_a_source_is_taken_from_any() {
        let one = [due(Source::NhsMinimum, "2025-04-15", 1000)];
        let mut purse = Purse::of(&one);
        purse.put(Some(Source::NhsMinimum), day("2025-04-10"), pounds(1000));
        purse.put(None, day("2025-05-10"), pounds(-400));
        assert_eq!(filled(&purse), [(600, None)]);
        assert!(purse.beyond.is_nil());
        let two = [
            due(Source::Labcg, "2025-04-15", 300),
            due(Source::Dfg, "2025-04-15", 100),
        ];
        let mut purse = Purse::of(&two);
        purse.put(None, day("2025-04-10"), pounds(300));
        purse.put(Some(Source::Dfg), day("2025-04-11"), pounds(100));
        purse.put(Some(Source::Dfg), day("2025-05-10"), pounds(-250));
        assert_eq!(filled(&purse), [(150, None), (0, None)]);
        let mut purse = Purse::of(&one);
        purse.put(None, day("2025-04-01"), pounds(-40));
        assert_eq!(purse.beyond, pounds(-40));
        purse.put(Some(Source::NhsMinimum), day("2025-04-10"), pounds(1000));
        assert_eq!(filled(&purse), [(960, None)]);
        assert!(purse.beyond.is_nil());
    }

    /// A part below nil is money to go back: what is taken back beyond what came fills it.
    #[test]
    fn a_part_below_nil_is_met_by_money_going_back() {
        let schedule = [due(Source::Labcg, "2025-04-15", -20)];
        let mut purse = Purse::of(&schedule);
        purse.put(Some(Source::Labcg), day("2025-04-10"), pounds(-20));
        assert_eq!(filled(&purse), [(-20, Some("2025-04-10".to_owned()))]);
        assert!(purse.beyond.is_nil());
    }
}
