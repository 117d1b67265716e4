//! What one assertion adds up: rows of a kind, of a pool or scheme, from a day to a day.

use crate::model::{Asserted, Assertion, Field, Line, Partnership};
use crate::value::{Day, FinancialYear, Id, Money};

/// What one assertion adds up.
#[derive(Clone, Debug)]
pub struct Scope {
    /// First day that counts.
    pub since: Day,
    /// Last day that counts.
    pub on: Day,
    pub(super) what: Asserted,
    pub(super) pool: Option<usize>,
    pub(super) scheme: Option<usize>,
    partner: Option<usize>,
}

impl Scope {
    /// What an assertion adds up; none where part of it cannot be read or names nothing.
    pub fn of(assertion: &Assertion, plan: &Partnership) -> Option<Scope> {
        let on = *assertion.on.value()?;
        let since = match &assertion.since {
            Field::Absent => FinancialYear::of(on).first_day(),
            Field::Given(since) => since.value,
            Field::Unreadable(_) => return None,
        };
        let named = |field: &Field<Id>, place: &dyn Fn(&str) -> Option<usize>| match field {
            Field::Absent => Some(None),
            Field::Given(id) => place(id.value.as_str()).map(Some),
            Field::Unreadable(_) => None,
        };
        Some(Scope {
            since,
            on,
            what: *assertion.kind.value()?,
            pool: named(&assertion.pool, &|id| plan.pool(id))?,
            scheme: named(&assertion.scheme, &|id| plan.scheme(id))?,
            partner: named(&assertion.partner, &|id| plan.partner(id))?,
        })
    }

    /// What a row of this line adds whatever its day; none if it does not count.
    pub(super) fn counts(&self, line: &Line, amount: Money) -> Option<Money> {
        let among = |wanted: Option<usize>, is: Option<usize>| wanted.is_none() || wanted == is;
        let counts = among(self.pool, line.pool)
            && among(self.scheme, line.scheme)
            && among(self.partner, line.partner);
        counts.then(|| self.what.counts(line, amount)).flatten()
    }

    /// Do both add up the same, but for the last day?
    pub(super) fn is_like(&self, other: &Scope) -> bool {
        self.since == other.since
            && self.what == other.what
            && self.pool == other.pool
            && self.scheme == other.scheme
            && self.partner == other.partner
    }
}
