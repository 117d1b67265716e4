//! How the baseline and out-turn of every scope come about, and what of its steps fell to whom:
//! held against the figures themselves.

use super::super::outturn::{Account, Book, ByScheme, Question};
use super::reckoning::Reckoning;
use super::scope::{Scope, Step, StepKind, Target};
use super::{BrokenIdentity, Outcome};
use crate::model::Plan;
use crate::value::Money;

/// For each scope the accounts of its schemes, in the scope's own order.
pub type Accounts = Vec<Vec<Account>>;

/// The accounts of every scope of an outcome that was worked out from this book. They add up to
/// its baseline and out-turn, or there are none.
pub fn accounts(
    plan: &Plan,
    question: &Question,
    book: &Book,
    outcome: &Outcome,
) -> Result<Accounts, BrokenIdentity> {
    let ledger = ByScheme::of(plan, question.period.year());
    let one = |member: (usize, (u8, u8))| {
        let figures = book.schemes.get(member.0)?.as_ref().ok()?;
        Account::of(plan, question, &ledger, figures, member)
    };
    let of_scope = |scope: &Scope| {
        let members = scope.schemes.iter().zip(&scope.months);
        let all: Vec<Account> = members.filter_map(|(s, m)| one((*s, *m))).collect();
        let baseline: Money = all.iter().map(Account::baseline).sum();
        let outturn: Money = all.iter().map(Account::outturn).sum();
        let whole = baseline == scope.baseline && outturn == scope.outturn;
        whole.then_some(all).ok_or_else(|| BrokenIdentity {
            scope: scope.name.clone(),
        })
    };
    outcome.scopes.iter().map(of_scope).collect()
}

impl Step {
    /// What this step gave to a party, a reserve or nobody, less what it took from it: above nil
    /// a cost to bear, below a return. For a reserve, above nil is added and below is drawn.
    pub fn gave(&self, target: Target) -> Money {
        let to = self.to.iter().filter(|(t, _)| *t == target);
        let mut size: Money = to.map(|(_, amount)| *amount).sum();
        size -= self.took(target);
        let loss = match target {
            Target::Reserve(_) => !self.loss,
            _ => self.loss,
        };
        if loss { size } else { -size }
    }

    /// What limits, `earned` and `withhold` took from a party; a size.
    fn took(&self, target: Target) -> Money {
        let Target::Party(party) = target else {
            return Money::NIL;
        };
        match self.kind {
            StepKind::Limit(_) | StepKind::Withhold if self.from == Some(party) => self.amount,
            StepKind::Earned => {
                let parted = self.working.iter().filter_map(|r| match r {
                    Reckoning::Parted(parted) => Some(&parted.parties),
                    _ => None,
                });
                let of_party = parted.flatten().filter(|(who, ..)| *who == party);
                of_party.map(|(.., goes)| *goes).sum()
            }
            _ => Money::NIL,
        }
    }
}

impl Scope {
    /// What a party or reserve comes to.
    pub fn of(&self, target: Target) -> Money {
        let found = match target {
            Target::Party(party) => self.shares.get(&party),
            Target::Reserve(reserve) => self.reserves.get(&reserve),
            Target::Unallocated => Some(&self.unallocated),
        };
        found.copied().unwrap_or_default()
    }

    /// Do the parts its steps gave to a party or reserve add up to what it comes to?
    pub fn adds_up_for(&self, target: Target) -> bool {
        let parts: Money = self.steps.iter().map(|step| step.gave(target)).sum();
        parts == self.of(target)
    }
}
