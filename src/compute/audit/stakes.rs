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

/// Days at stake. Those of a contract that has one cell are counted with it; the others when all
/// cells are known.
pub(super) struct Stakes<'b> {
    book: &'b Book,
    as_at: DayNumber,
    /// Of the cell that is swept.
    here: Vec<Stake>,
    /// Of contracts with several cells.
    later: Vec<Stake>,
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
            here: Vec::new(),
            later: Vec::new(),
            sums: [const { Sum::NOTHING }; 4],
        }
    }

    pub(super) fn add(&mut self, days: Interval, in_handover: bool) {
        self.here.push(Stake {
            contract: days.contract,
            from: days.from,
            to: days.to * 2 + i32::from(in_handover),
        });
    }

    /// A cell was swept.
    pub(super) fn settle(&mut self) {
        let mut here = std::mem::take(&mut self.here);
        here.sort_unstable();
        for held in here.chunk_by(|a, b| a.contract == b.contract) {
            match self.book.cells(held[0].contract) {
                [_] => self.count(held),
                _ => self.later.extend(held),
            }
        }
        here.clear();
        self.here = here;
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
