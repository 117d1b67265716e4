//! The day by which somebody must act: notice before a break clause or an extension, or the start
//! of letting a contract again before its end.

use super::Question;
use super::book::Book;
use super::terms::Said;
use crate::value::Day;

/// What is to be decided by a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// Whether to use a break clause that falls on this day.
    Break(Day),
    /// Whether to extend beyond this day, and to which at most.
    Extension(Day, Day),
    /// To begin letting again what ends on this day.
    Letting(Day),
}

/// Something to be decided, and by when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The last day.
    pub by: Day,
    /// What is to be decided.
    pub decision: Decision,
    /// Does the contract say its notice? Otherwise the question's is taken.
    pub notice_stated: bool,
}

/// Everything to be decided of a contract, in order of day; none where it is open-ended without a
/// break clause. What rests on a notice or a break date that cannot be read is not reckoned.
pub fn deadlines(book: &Book, contract: u32, question: &Question) -> Vec<Deadline> {
    let mut all = Vec::new();
    let Some(terms) = book.terms(contract) else {
        return all;
    };
    let stated = terms.notice_months.value().copied();
    let notice = match terms.notice_months {
        Said::Unreadable(..) => None,
        _ => Some(stated.unwrap_or(question.notice_months)),
    };
    let mut add = |by: Day, decision| {
        all.push(Deadline {
            by,
            decision,
            notice_stated: stated.is_some(),
        });
    };
    if let (Some(day), Some(notice)) = (terms.break_on.value(), notice) {
        add(day.plus_months(-notice), Decision::Break(*day));
    }
    match (book.ends(contract), book.extends_to(contract), notice) {
        (Some(ends), Some(to), Some(notice)) => {
            add(ends.plus_months(-notice), Decision::Extension(ends, to));
        }
        (Some(ends), None, _) => {
            let begin = ends.plus_months(-question.letting_months);
            add(begin, Decision::Letting(ends));
        }
        _ => {}
    }
    all.sort_by_key(|deadline| (deadline.by, deadline.decision));
    all
}

/// The next thing to be decided: the first not gone by, else the last that has.
fn next(book: &Book, contract: u32, question: &Question) -> Option<Deadline> {
    let all = deadlines(book, contract, question);
    let ahead = all.iter().find(|deadline| deadline.by >= question.as_at);
    ahead.or(all.last()).copied()
}

/// The soonest of the next days of several contracts.
pub(super) fn soonest(positions: &[u32], book: &Book, question: &Question) -> Option<Day> {
    let each = positions.iter().filter_map(|c| next(book, *c, question));
    each.map(|deadline| deadline.by).min()
}
