//! A sweep of out-turns, and the places on the way where a band, a limit or a reserve begins to
//! bite.

use super::Point;
use crate::compute::outturn::{Around, Book, Question};
use crate::compute::risk_share::{BrokenIdentity, Outcome, StepKind, shared};
use crate::model::{Party, Plan};
use crate::value::{Change, Money};
use std::collections::BTreeSet;

/// What is swept.
#[derive(Clone, Debug)]
pub struct SweepAsked {
    /// The changes of the out-turn, ascending.
    pub changes: Vec<Change>,
    /// Which schemes vary.
    pub vary: Vary,
    /// What the changes start from.
    pub around: Around,
}

/// Which schemes vary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vary {
    /// All by the same per cent.
    Together,
    /// One after the other, the others staying as they are.
    Each,
    /// One alone.
    One(usize),
}

/// A sweep.
#[derive(Clone, Debug)]
pub struct Sweep {
    /// One run, or one a scheme.
    pub runs: Vec<Run>,
    /// The places were not all looked for: there are too many.
    pub cut_short: bool,
}

/// One run through the changes.
#[derive(Clone, Debug)]
pub struct Run {
    /// The scheme that varies; none where all do.
    pub scheme: Option<usize>,
    /// The out-turn the changes start from.
    pub outturn: Money,
    /// The figures at each change.
    pub points: Vec<Point>,
    /// Where something begins to bite, from the lowest out-turn to the highest.
    pub breaks: Vec<Break>,
    /// What a reader must know of the figures it starts from.
    pub notes: Vec<String>,
}

/// A place where something begins or ceases to bite.
#[derive(Clone, Debug)]
pub struct Break {
    /// The change of the out-turn; found to a penny of one scheme, or a thousand-millionth of all.
    pub change: Change,
    /// The out-turn there: of the scheme that varies, or of all scopes computed.
    pub outturn: Money,
    /// Going away from no change: does it begin here, or cease?
    pub begins: bool,
    /// What it is.
    pub bite: Bite,
}

/// Something that bites.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bite {
    /// The scope; for a reserve used up, none.
    pub scope: Option<WhichScope>,
    /// What.
    pub kind: BiteKind,
}

/// A scope by name, its months where it has not all, and its risk share.
pub type WhichScope = (String, Option<(u8, u8)>, String);

/// What bites.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BiteKind {
    /// A step of the waterfall: its name in wire formats, whether of a loss, and whose share it
    /// is taken from.
    Step(String, bool, Option<Party>),
    /// Nothing of a reserve is left: pool and reserve, by position.
    UsedUp(usize, usize),
    /// The scope cannot be computed.
    NotComputed,
}

/// How often a sweep may work the risk share out in search of places.
const MOST_LOOKS: usize = 20_000;

/// Sweeps.
pub fn sweep(
    plan: &Plan,
    question: &Question,
    asked: &SweepAsked,
) -> Result<Sweep, BrokenIdentity> {
    let book = Book::around(plan, question, asked.around);
    let mut looks = MOST_LOOKS;
    let varied: Vec<Option<usize>> = match asked.vary {
        Vary::Together => vec![None],
        Vary::One(scheme) => vec![Some(scheme)],
        Vary::Each => (0..book.schemes.len())
            .filter(|scheme| book.schemes[*scheme].is_ok())
            .map(Some)
            .collect(),
    };
    let mut runs = Vec::new();
    for scheme in varied {
        let line = Line {
            plan,
            question,
            book: &book,
            scheme,
        };
        runs.push(line.run(&asked.changes, &mut looks)?);
    }
    Ok(Sweep {
        runs,
        cut_short: looks == 0,
    })
}

/// The out-turns one run goes through, by a whole number: pence of one scheme, thousand-millionths
/// of all.
struct Line<'a> {
    plan: &'a Plan,
    question: &'a Question,
    book: &'a Book,
    scheme: Option<usize>,
}

/// What bites at one place.
type Bites = BTreeSet<Bite>;

/// A place on the way: where, what bites there, and the out-turn of the scopes computed.
struct Place(i128, Bites, Money);

impl Line<'_> {
    fn start(&self) -> Money {
        match self.scheme {
            Some(scheme) => self.book.outturn(scheme).unwrap_or_default(),
            None => (0..self.book.schemes.len())
                .filter_map(|scheme| self.book.outturn(scheme))
                .sum(),
        }
    }

    fn place(&self, change: Change) -> i128 {
        match self.scheme {
            Some(_) => change.of(self.start()).pence(),
            None => change.units(),
        }
    }

    fn outcome(&self, place: i128) -> Result<Outcome, BrokenIdentity> {
        let mut book = self.book.clone();
        let months = 1..=self.question.last_month();
        match self.scheme {
            Some(scheme) => book.add(scheme, Money::from_pence(place), months),
            None => {
                let change = Change::from_units(place);
                for scheme in 0..book.schemes.len() {
                    if let Some(outturn) = self.book.outturn(scheme) {
                        book.add(scheme, change.of(outturn), months.clone());
                    }
                }
            }
        }
        shared(self.plan, self.question, &book)
    }

    fn run(&self, changes: &[Change], looks: &mut usize) -> Result<Run, BrokenIdentity> {
        let mut points = Vec::new();
        let mut places: Vec<Place> = Vec::new();
        for change in changes {
            let place = self.place(*change);
            let outcome = self.outcome(place)?;
            let point = Point::of(*change, &outcome);
            places.push(Place(place, bites(&outcome), point.outturn));
            points.push(point);
        }
        // Of a scheme with more income than spend, a rise is a fall of its out-turn.
        places.sort_by_key(|place| place.0);
        let mut breaks = Vec::new();
        for pair in places.windows(2) {
            self.between(&pair[0], &pair[1], looks, &mut breaks)?;
        }
        let notes = self.scheme.map(|s| &self.book.schemes[s]);
        let notes = notes.and_then(|months| months.as_ref().ok());
        Ok(Run {
            scheme: self.scheme,
            outturn: self.start(),
            points,
            breaks,
            notes: notes.map(|m| m.notes.clone()).unwrap_or_default(),
        })
    }

    /// Halves the way between two places until they are neighbours.
    fn between(
        &self,
        low: &Place,
        high: &Place,
        looks: &mut usize,
        breaks: &mut Vec<Break>,
    ) -> Result<(), BrokenIdentity> {
        if low.1 == high.1 || *looks == 0 {
            return Ok(());
        }
        if high.0 - low.0 <= 1 {
            self.tell(low, high, breaks);
            return Ok(());
        }
        *looks -= 1;
        let middle = low.0 + (high.0 - low.0) / 2;
        let outcome = self.outcome(middle)?;
        let outturn = outcome.scopes.iter().map(|s| s.outturn).sum();
        let middle = Place(middle, bites(&outcome), outturn);
        self.between(low, &middle, looks, breaks)?;
        self.between(&middle, high, looks, breaks)
    }

    fn tell(&self, low: &Place, high: &Place, breaks: &mut Vec<Break>) {
        // Going away from no change.
        let (near, far) = match high.0 > 0 {
            true => (low, high),
            false => (high, low),
        };
        let (change, outturn) = match self.scheme {
            Some(_) => {
                let moved = Money::from_pence(far.0);
                (per_cent(moved, self.start()), self.start() + moved)
            }
            None => (Change::from_units(far.0), far.2),
        };
        let begun = far.1.difference(&near.1).map(|bite| (bite, true));
        let ceased = near.1.difference(&far.1).map(|bite| (bite, false));
        breaks.extend(begun.chain(ceased).map(|(bite, begins)| Break {
            change,
            outturn,
            begins,
            bite: bite.clone(),
        }));
    }
}

/// An amount as a change of another, cut to thousand-millionths. Nothing is a change of nil.
fn per_cent(moved: Money, of: Money) -> Change {
    let whole = moved.pence() * Change::times(1).units();
    Change::from_units(whole.checked_div(of.pence()).unwrap_or_default())
}

/// What bites in an outcome.
fn bites(outcome: &Outcome) -> Bites {
    let mut all = Bites::new();
    for scope in &outcome.scopes {
        let key = (scope.name.clone(), scope.part, scope.risk_share.clone());
        for step in &scope.steps {
            // What is set aside is no edge: it follows from the rows.
            if matches!(step.kind, StepKind::SetAside(_)) {
                continue;
            }
            all.insert(Bite {
                scope: Some(key.clone()),
                kind: BiteKind::Step(step.kind.name(), step.loss, step.from),
            });
        }
    }
    for not in &outcome.not_computed {
        all.insert(Bite {
            scope: Some((not.scope.clone(), None, String::new())),
            kind: BiteKind::NotComputed,
        });
    }
    for end in &outcome.reserves {
        if end.is_used_up() {
            all.insert(Bite {
                scope: None,
                kind: BiteKind::UsedUp(end.pool, end.reserve),
            });
        }
    }
    all
}
