//! Days at stake of every contract, and what all of them come to when each day counts once.

use super::AtStakeTotal;
use super::book::Book;
use super::days::DayNumber;
use super::rate::Sum;
use super::stretch::Interval;

/// Days one contract is at stake.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Stake {
    contract: u32,
    from: DayNumber,
    /// Twice the last day, and one more in a handover: no day that is looked at is near the limit.
    to: i32,
}

impl Stake {
    fn last(self) -> DayNumber {
        self.to.div_euclid(2)
    }

    fn in_handover(self) -> bool {
        self.to.rem_euclid(2) == 1
    }
}

/// Days at stake. Those of a contract that has one cell never meet one another and are counted as
/// they come; those of the others when all cells are known.
pub(super) struct Stakes<'b> {
    book: &'b Book,
    as_at: DayNumber,
    /// Of contracts with several cells.
    later: Vec<Stake>,
    /// Of those with one cell: overlaps but handovers, handovers, and overlaps still to come.
    alone: [Sum; 3],
    /// All, overlaps but handovers, handovers, and overlaps still to come.
    sums: [Sum; 4],
}

/// Which days are counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    All,
    Overlaps,
    Handovers,
}

impl<'b> Stakes<'b> {
    pub(super) fn new(book: &'b Book, as_at: DayNumber) -> Stakes<'b> {
        Stakes {
            book,
            as_at,
            later: Vec::new(),
            alone: [const { Sum::NOTHING }; 3],
            sums: [const { Sum::NOTHING }; 4],
        }
    }

    /// Days of one contract in one stretch.
    pub(super) fn add(&mut self, days: Interval, in_handover: bool) {
        if let [_] = self.book.cells(days.contract) {
            self.count_alone(days, in_handover);
            return;
        }
        self.later.push(Stake {
            contract: days.contract,
            from: days.from,
            to: days.to * 2 + i32::from(in_handover),
        });
    }

    fn count_alone(&mut self, days: Interval, in_handover: bool) {
        let Some(rate) = days.rate(self.book) else {
            return;
        };
        let [overlaps, handovers, to_come] = &mut self.alone;
        let length = |from: DayNumber| i128::from(days.to) - i128::from(from) + 1;
        if in_handover {
            handovers.add(rate, length(days.from));
            return;
        }
        overlaps.add(rate, length(days.from));
        if days.to >= self.as_at {
            to_come.add(rate, length(days.from.max(self.as_at)));
        }
    }

    /// All days of one contract, in order.
    fn count(&mut self, held: &[Stake]) {
        let Some(rate) = self.book.rate(held[0].contract) else {
            return;
        };
        let days = [
            united(held, DayNumber::MIN, Of::All),
            united(held, DayNumber::MIN, Of::Overlaps),
            united(held, DayNumber::MIN, Of::Handovers),
            united(held, self.as_at, Of::Overlaps),
        ];
        for (sum, days) in self.sums.iter_mut().zip(days) {
            sum.add(rate, days);
        }
    }

    /// What they come to; each contract and day counts once.
    pub(super) fn total(mut self) -> AtStakeTotal {
        let mut later = std::mem::take(&mut self.later);
        later.sort_unstable();
        for held in later.chunk_by(|a, b| a.contract == b.contract) {
            self.count(held);
        }
        let [overlaps, handovers, to_come] = self.alone;
        let [all, without_handovers, in_handovers, still_to_come] = &mut self.sums;
        all.add_sum(&overlaps, 1);
        all.add_sum(&handovers, 1);
        without_handovers.add_sum(&overlaps, 1);
        in_handovers.add_sum(&handovers, 1);
        still_to_come.add_sum(&to_come, 1);
        let [all, without_handovers, in_handovers, still_to_come] =
            self.sums.map(|sum| sum.rounded());
        AtStakeTotal {
            all,
            without_handovers,
            in_handovers,
            still_to_come,
        }
    }
}

/// How many days these come to from `since` on, each once.
fn united(held: &[Stake], since: DayNumber, of: Of) -> i128 {
    let mut days = 0;
    let mut reached = i64::from(since) - 1;
    for stake in held {
        let counts = match of {
            Of::All => true,
            Of::Overlaps => !stake.in_handover(),
            Of::Handovers => stake.in_handover(),
        };
        let (from, to) = (i64::from(stake.from).max(reached + 1), stake.last().into());
        if counts && from <= to {
            days += to - from + 1;
            reached = to;
        }
    }
    days.into()
}
