//! Days at stake of every contract, and what all of them come to when each day counts once.

use super::AtStakeTotal;
use super::book::Book;
use super::days::DayNumber;
use super::rate::Sum;
use super::stretch::Interval;

const NONE: u32 = u32::MAX;

/// Days one contract is at stake.
#[derive(Clone, Copy)]
struct Stake {
    /// The next of the same contract.
    next: u32,
    from: DayNumber,
    /// Twice the last day, and one more in a handover: no day that is looked at is near the limit.
    to: i32,
}

/// Days at stake, those of one contract strung together.
pub(super) struct Stakes {
    first: Vec<u32>,
    all: Vec<Stake>,
}

/// Which days are counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    All,
    Overlaps,
    Handovers,
}

impl Stakes {
    pub(super) fn new(contracts: usize) -> Stakes {
        Stakes {
            first: vec![NONE; contracts],
            all: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, days: Interval, in_handover: bool) {
        let place = u32::try_from(self.all.len()).unwrap_or(NONE);
        let first = &mut self.first[days.contract as usize];
        self.all.push(Stake {
            next: *first,
            from: days.from,
            to: days.to * 2 + i32::from(in_handover),
        });
        *first = place;
    }

    /// What they come to; each contract and day counts once.
    pub(super) fn total(&self, book: &Book, as_at: DayNumber) -> AtStakeTotal {
        let mut sums = [const { Sum::NOTHING }; 4];
        let mut held: Vec<(DayNumber, DayNumber, bool)> = Vec::new();
        for position in book.positions() {
            held.clear();
            let mut next = self.first[position as usize];
            while let Some(stake) = self.all.get(next as usize) {
                let (to, in_handover) = (stake.to.div_euclid(2), stake.to.rem_euclid(2) == 1);
                held.push((stake.from, to, in_handover));
                next = stake.next;
            }
            let (false, Some(rate)) = (held.is_empty(), book.rate(position)) else {
                continue;
            };
            held.sort_unstable();
            let days = [
                united(&held, DayNumber::MIN, Of::All),
                united(&held, DayNumber::MIN, Of::Overlaps),
                united(&held, DayNumber::MIN, Of::Handovers),
                united(&held, as_at, Of::Overlaps),
            ];
            for (sum, days) in sums.iter_mut().zip(days) {
                sum.add(rate, days);
            }
        }
        let [all, without_handovers, in_handovers, still_to_come] = sums.map(|sum| sum.rounded());
        AtStakeTotal {
            all,
            without_handovers,
            in_handovers,
            still_to_come,
        }
    }
}

/// How many days these come to from `since` on, each once.
fn united(held: &[(DayNumber, DayNumber, bool)], since: DayNumber, of: Of) -> i128 {
    let mut days = 0;
    let mut reached = i64::from(since) - 1;
    for (from, to, in_handover) in held {
        let counts = match of {
            Of::All => true,
            Of::Overlaps => !in_handover,
            Of::Handovers => *in_handover,
        };
        let (from, to) = (i64::from(*from).max(reached + 1), i64::from(*to));
        if counts && from <= to {
            days += i128::from(to - from + 1);
            reached = to;
        }
    }
    days
}
