//! What one scope's figures rest on: its ledger rows, added up to the very sums used, and the
//! terms and contributions behind its divisions.

use super::super::outturn::{Account, Expected, Question};
use super::accounts::Accounts;
use super::reckoning::{By, Of, Reckoning, Role, Who};
use super::scope::{Scope, Target};
use super::{BrokenIdentity, Outcome, weights};
use crate::model::{Base, Kind, LedgerRow, Party, Plan, SetAsideWhat};
use crate::source::Span;
use crate::value::{Id, Money};
use crate::value::{Month, folded};
use std::collections::BTreeMap;

/// A ledger row that was kept, with its place and what it says of itself.
#[derive(Clone, Debug)]
pub struct KeptRow {
    /// The row.
    pub row: LedgerRow,
    /// The file, within the folder.
    pub file: String,
    /// Its line there, from 1.
    pub line: usize,
    /// Its reference, if there is one.
    pub reference: String,
    /// Its description, if there is one.
    pub description: String,
}

/// Rows of one kind that count in a scope.
#[derive(Clone, Debug)]
pub struct Group {
    /// Which kind.
    pub kind: Kind,
    /// The rows, by position among those kept.
    pub rows: Vec<usize>,
    /// What they come to.
    pub sum: Money,
}

/// One scope traced.
#[derive(Clone, Debug)]
pub struct Traced {
    /// Which, by position in the outcome.
    pub scope: usize,
    /// Its rows by kind. Their sums are those its baseline and out-turn are made of.
    pub groups: Vec<Group>,
    /// Contributions paid that its divisions weigh by.
    pub paid: Option<Group>,
}

/// Traces the scopes of this name. Rows must be all those of their schemes and pools: they add up
/// to the figures used, or there is no trace.
pub fn trace(
    plan: &Plan,
    question: &Question,
    outcome: &Outcome,
    accounts: &Accounts,
    (name, rows): (&str, &[KeptRow]),
) -> Result<Vec<Traced>, BrokenIdentity> {
    let mut all = Vec::new();
    for (i, (scope, accounts)) in outcome.scopes.iter().zip(accounts).enumerate() {
        if scope.name != name {
            continue;
        }
        let groups = grouped(accounts, rows);
        let paid = paid(plan, question, scope, rows);
        let whole = adds_up(accounts, &groups)
            && causes_add_up(scope, accounts, rows)
            && paid.as_ref().is_none_or(|p| weighs(scope, p, rows));
        if !whole {
            return Err(BrokenIdentity {
                scope: scope.name.clone(),
            });
        }
        all.push(Traced {
            scope: i,
            groups,
            paid,
        });
    }
    Ok(all)
}

/// The rows that count in one of these accounts, by kind.
fn grouped(accounts: &[Account], rows: &[KeptRow]) -> Vec<Group> {
    let mut kinds: BTreeMap<Kind, Group> = BTreeMap::new();
    for (i, kept) in rows.iter().enumerate() {
        if !accounts.iter().any(|account| takes(account, kept)) {
            continue;
        }
        let kind = kept.row.line.kind;
        let group = kinds.entry(kind).or_insert_with(|| Group {
            kind,
            rows: Vec::new(),
            sum: Money::NIL,
        });
        group.rows.push(i);
        group.sum += kept.row.amount;
    }
    kinds.into_values().collect()
}

fn takes(account: &Account, kept: &KeptRow) -> bool {
    kept.row.line.scheme == Some(account.scheme) && account.counts(&kept.row.line)
}

/// Each kind's rows come to what the accounts have of it, and no kind is missing.
fn adds_up(accounts: &[Account], groups: &[Group]) -> bool {
    let mut wanted: BTreeMap<Kind, Money> = BTreeMap::new();
    for (kind, sum) in accounts.iter().flat_map(|a| &a.kinds) {
        *wanted.entry(*kind).or_default() += *sum;
    }
    let found = groups.iter().map(|g| (g.kind, g.sum)).collect();
    wanted == found
}

/// What was set aside for a cause is what its rows come to.
fn causes_add_up(scope: &Scope, accounts: &[Account], rows: &[KeptRow]) -> bool {
    let mut reckonings = scope.steps.iter().flat_map(|step| &step.working);
    reckonings.all(|reckoning| match reckoning {
        Reckoning::SetAside {
            what: SetAsideWhat::Cause(cause),
            of,
        } => {
            let cause = folded(cause);
            let set_aside: Money = of.iter().map(|(_, part)| *part).sum();
            let named = |scheme| of.iter().any(|(s, _)| Some(*s) == scheme);
            let counts = |kept: &&KeptRow| {
                let line = &kept.row.line;
                line.cause.as_deref() == Some(cause.as_str())
                    && named(line.scheme)
                    && accounts.iter().any(|account| takes(account, kept))
            };
            let signed = |kept: &KeptRow| match kept.row.line.kind {
                Kind::Spend => kept.row.amount,
                Kind::Income => -kept.row.amount,
                _ => Money::NIL,
            };
            let sum: Money = rows.iter().filter(counts).map(signed).sum();
            sum == set_aside
        }
        _ => true,
    })
}

/// Divisions of a scope by contributions that were paid.
fn by_paid(scope: &Scope) -> impl Iterator<Item = &super::Division> {
    let reckonings = scope.steps.iter().flat_map(|step| &step.working);
    reckonings.filter_map(|reckoning| match reckoning {
        Reckoning::Divided(d) if d.by == (By::Contributions { paid: true }) => Some(d),
        _ => None,
    })
}

/// Contributions paid that count, if a division weighs by them.
fn paid(plan: &Plan, question: &Question, scope: &Scope, rows: &[KeptRow]) -> Option<Group> {
    by_paid(scope).next()?;
    let base = base_of(plan, scope)?;
    let payer = |kept: &KeptRow| {
        weights::payer(plan, scope.pool, question, &base.leave_out, &kept.row.line)
    };
    let counted = rows.iter().enumerate().filter(|(_, k)| payer(k).is_some());
    let counted: Vec<usize> = counted.map(|(i, _)| i).collect();
    Some(Group {
        kind: Kind::Contribution,
        sum: counted.iter().map(|i| rows[*i].row.amount).sum(),
        rows: counted,
    })
}

fn base_of<'p>(plan: &'p Plan, scope: &Scope) -> Option<&'p Base> {
    scope.rule.map(|i| &plan.partnership.risk_shares[i].base)
}

/// Each partner's payments are its weight in every division by them.
fn weighs(scope: &Scope, paid: &Group, rows: &[KeptRow]) -> bool {
    let of_partner = |partner: usize| -> Money {
        let own = paid.rows.iter().map(|i| &rows[*i].row);
        let own = own.filter(|row| row.line.partner == Some(partner));
        own.map(|row| row.amount).sum()
    };
    by_paid(scope).all(|division| {
        division.portions.iter().all(|portion| match portion.who {
            Who::Target(Target::Party(Party::Partner(p))) => {
                of_partner(p).pence() == portion.weight
            }
            _ => true,
        })
    })
}

/// What a term is, for those who look it up.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// The year's baseline of a scheme.
    Baseline(usize),
    /// Which risk share a scheme uses.
    Use(usize),
    /// The risk share's definition, by its id.
    Definition,
    /// Its clause.
    Clause,
    /// The term of a step, by position.
    Step(usize),
    /// A trigger that was reached.
    Trigger,
    /// The host of the pool.
    Host,
    /// The lead of a scheme.
    Lead(usize),
    /// A planned contribution of a partner.
    Contribution(usize),
    /// Funding of a scheme by a partner.
    Funding(usize, Id),
    /// The opening of a reserve.
    Opening(usize),
}

/// The terms a scope's steps rest on, each once, in the order they are met. `steps` says which of
/// them are asked about.
pub fn terms(
    plan: &Plan,
    question: &Question,
    scope: &Scope,
    accounts: &[Account],
    steps: &[usize],
) -> Vec<(Term, Span)> {
    let mut terms = Terms {
        plan,
        question,
        scope,
        found: Vec::new(),
    };
    terms.heads(accounts);
    for i in steps {
        let step = &scope.steps[*i];
        if let Some(at) = step.at {
            terms.add(Term::Step(*i), at);
        }
        for reckoning in &step.working {
            terms.of_reckoning(*i, reckoning);
        }
    }
    terms.found
}

struct Terms<'a> {
    plan: &'a Plan,
    question: &'a Question,
    scope: &'a Scope,
    found: Vec<(Term, Span)>,
}

impl Terms<'_> {
    /// Keeps a term unless what stands there is kept already.
    fn add(&mut self, term: Term, at: Span) {
        let inside =
            |outer: &Span| outer.file == at.file && outer.start <= at.start && at.end <= outer.end;
        let same_kind = |other: &Term| matches!((other, &term), (Term::Step(_), Term::Step(_)));
        let mut found = self.found.iter();
        if !found.any(|(other, span)| *span == at || (same_kind(other) && inside(span))) {
            self.found.push((term, at));
        }
    }

    fn heads(&mut self, accounts: &[Account]) {
        let partnership = &self.plan.partnership;
        for account in accounts {
            if let Expected::Evenly(_, at) | Expected::Unevenly(_, at) = account.baseline {
                self.add(Term::Baseline(account.scheme), at);
            }
        }
        for (scheme, (_, to)) in self.scope.schemes.iter().zip(&self.scope.months) {
            let day = self.last_day(*to);
            if let Some(used) = partnership.schemes[*scheme].risk_share.on(day) {
                self.add(Term::Use(*scheme), used.at);
            }
        }
        if let Some(rule) = self.scope.rule {
            let rule = &partnership.risk_shares[rule];
            self.add(Term::Definition, rule.id.at);
            if let Some(at) = rule.clause.at() {
                self.add(Term::Clause, at);
            }
        }
    }

    fn last_day(&self, month: u8) -> crate::value::Day {
        let year = self.question.period.year();
        let number = month;
        let last = Month { year, number }.last_day();
        last.min(self.question.period.last_day())
    }

    fn of_reckoning(&mut self, step: usize, reckoning: &Reckoning) {
        let defined = self.scope.rule.is_some();
        match reckoning {
            Reckoning::Divided(division) => {
                if defined {
                    self.add(Term::Step(step), division.at);
                }
                let roles = division.portions.iter().filter_map(|p| p.role);
                let roles: Vec<Role> = roles.collect();
                roles.into_iter().for_each(|role| self.of_role(role));
                match division.by {
                    By::Contributions { paid: false } => {
                        let base = base_of(self.plan, self.scope);
                        let leave_out = base.map(|b| b.leave_out.clone()).unwrap_or_default();
                        self.contributions(&leave_out, None);
                    }
                    By::Funding => self.funding(),
                    _ => {}
                }
            }
            Reckoning::Edge(edge) if defined => {
                self.add(Term::Step(step), edge.at);
                match edge.of {
                    Of::Contributions => self.contributions(&[], None),
                    Of::Funding => self.funding(),
                    // Whose it is stands beside it, in what is over.
                    Of::Contribution | Of::Baseline | Of::Itself => {}
                }
            }
            Reckoning::Reached(edge, _) if defined => self.add(Term::Trigger, edge.at),
            Reckoning::Over { party, .. } => {
                let of_contribution = self.scope.steps[step]
                    .working
                    .iter()
                    .any(|r| matches!(r, Reckoning::Edge(edge) if edge.of == Of::Contribution));
                if let (Party::Partner(partner), true) = (party, of_contribution) {
                    self.contributions(&[], Some(*partner));
                }
            }
            Reckoning::Reserve { reserve, .. } => {
                let pool = &self.plan.partnership.pools[self.scope.pool];
                let opening = &pool.reserves[*reserve].opening;
                if let Some(written) = opening.for_year(self.question.period.year()) {
                    self.add(Term::Opening(*reserve), written.at);
                }
            }
            _ => {}
        }
    }

    fn of_role(&mut self, role: Role) {
        let partnership = &self.plan.partnership;
        let to = self.scope.months.iter().map(|(_, to)| *to).max();
        let day = self.last_day(to.unwrap_or(12));
        match role {
            Role::Host => {
                let own = partnership.pools[self.scope.pool].host.on(day);
                let agreement = partnership.agreement.as_ref();
                let of_all = || agreement.and_then(|a| a.host.at());
                if let Some(at) = own.map(|h| h.at).or_else(of_all) {
                    self.add(Term::Host, at);
                }
            }
            Role::Lead => {
                for scheme in &self.scope.schemes {
                    if let Some(lead) = partnership.schemes[*scheme].lead.on(day) {
                        self.add(Term::Lead(*scheme), lead.at);
                    }
                }
            }
        }
    }

    fn contributions(&mut self, leave_out: &[crate::model::LeaveOut], of: Option<usize>) {
        let pool = self.scope.pool;
        let entries = weights::planned_entries(self.plan, pool, self.question, leave_out);
        for (partner, _, at) in entries.unwrap_or_default() {
            if of.is_none_or(|only| only == partner) {
                self.add(Term::Contribution(partner), at);
            }
        }
    }

    fn funding(&mut self) {
        let year = self.question.period.year();
        for scheme in &self.scope.schemes {
            for (partner, amounts) in &self.plan.partnership.schemes[*scheme].funding {
                if let Some(written) = amounts.for_year(year) {
                    self.add(Term::Funding(*scheme, partner.value.clone()), written.at);
                }
            }
        }
    }
}
