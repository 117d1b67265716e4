//! What one assertion adds up: rows of a kind, of a pool or scheme, from a day to a day.

use crate::model::{Asserted, Assertion, Field, Line, Partnership, Party, Plan};
use crate::source::Span;
use crate::value::{Day, FinancialYear, Id, Money, Month};

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
    /// What an assertion adds up; where it adds up nothing that can be told, the place and why.
    pub fn of(assertion: &Assertion, plan: &Partnership) -> Result<Scope, (Span, String)> {
        let on = *needed(&assertion.on, assertion)?;
        let since = match &assertion.since {
            Field::Absent => FinancialYear::of(on).first_day(),
            since => *needed(since, assertion)?,
        };
        if since > on {
            let (since, on) = (since.long(), on.long());
            let why = format!("the first day that counts, {since}, is after the last, {on}");
            return Err((assertion.since.at().unwrap_or(assertion.at), why));
        }
        type Named<'a> = &'a dyn Fn(&str) -> Option<usize>;
        let named = |what: &str, field: &Field<Id>, place: Named<'_>| match field {
            Field::Absent => Ok(None),
            field => {
                let id = needed(field, assertion)?;
                let why = || format!("there is no {what} `{id}`");
                let at = field.at().unwrap_or(assertion.at);
                let place = place(id.as_str()).map(Some);
                place.ok_or_else(|| (at, why()))
            }
        };
        let scope = Scope {
            since,
            on,
            what: *needed(&assertion.kind, assertion)?,
            pool: named("pool", &assertion.pool, &|id| plan.pool(id))?,
            scheme: named("scheme", &assertion.scheme, &|id| plan.scheme(id))?,
            partner: named("partner", &assertion.partner, &|id| plan.partner(id))?,
        };
        scope.of_one_pool(assertion, plan)?;
        Ok(scope)
    }

    /// A scheme's figure is of the scheme's own pool.
    fn of_one_pool(&self, assertion: &Assertion, plan: &Partnership) -> Result<(), (Span, String)> {
        let Some(scheme) = self.scheme else {
            return Ok(());
        };
        let own = pool_of(plan, scheme).map_err(|at| (at, poolless(plan, scheme)))?;
        if self.pool.is_none_or(|said| said == own) {
            return Ok(());
        }
        let why = format!(
            "the scheme `{}` is not of this pool, but of `{}`",
            plan.schemes[scheme].id.value, plan.pools[own].id.value
        );
        Err((assertion.pool.at().unwrap_or(assertion.at), why))
    }

    /// What a row of this line adds whatever its day; none if it does not count.
    pub(super) fn counts(&self, line: &Line, amount: Money) -> Option<Money> {
        let among = |wanted: Option<usize>, is: Option<usize>| wanted.is_none() || wanted == is;
        let pays = |partner| line.payer() == Some(Party::Partner(partner));
        let counts = among(self.pool, line.pool)
            && among(self.scheme, line.scheme)
            && self.partner.is_none_or(pays);
        counts.then(|| self.what.counts(line, amount)).flatten()
    }

    /// A scheme whose rows may belong to this pool, for its own pool cannot be read: where that
    /// stands, and what.
    pub(super) fn poolless(&self, plan: &Plan) -> Option<(Span, String)> {
        self.pool?;
        let of_any = Scope {
            pool: None,
            ..self.clone()
        };
        let months = Month::of(self.since)..=Month::of(self.on);
        let mut lines = plan.totals.lines.iter();
        lines.find_map(|(line, amount)| {
            let scheme = line.scheme.filter(|_| line.pool.is_none())?;
            of_any.counts(line, *amount)?;
            let at = pool_of(&plan.partnership, scheme).err()?;
            let may = months.contains(&line.month);
            may.then(|| (at, poolless(&plan.partnership, scheme)))
        })
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

/// What cannot be done without.
fn needed<'f, T>(field: &'f Field<T>, assertion: &Assertion) -> Result<&'f T, (Span, String)> {
    field.value().ok_or_else(|| {
        let why = "part of the assertion itself cannot be read".to_owned();
        (field.at().unwrap_or(assertion.at), why)
    })
}

/// A scheme's own pool; the place where it ought to stand, if it cannot be told.
pub(super) fn pool_of(plan: &Partnership, scheme: usize) -> Result<usize, Span> {
    let scheme = &plan.schemes[scheme];
    let pool = scheme.pool.value().and_then(|id| plan.pool(id.as_str()));
    pool.ok_or_else(|| scheme.pool.at().unwrap_or(scheme.id.at))
}

fn poolless(plan: &Partnership, scheme: usize) -> String {
    let id = &plan.schemes[scheme].id.value;
    format!("the pool of scheme `{id}` cannot be read")
}
