//! The memorandum account of one pool for one period: funding, expenditure, what is over or short,
//! whose it is, and what is carried forward (SI 2000/617 reg 7(4): the host's accounts of the fund).
//!
//! ```text
//! surplus = funding − spend less income − grant handed on
//!         = − Σ shares + Σ changes of reserves + not budgeted − borne by nobody
//! ```

use super::super::outturn::{Book, Question, Refusal};
use super::super::risk_share::{
    BrokenIdentity, Outcome, Position, Scope, of_pool, opening, refuse_stranded,
};
use super::funding::AllFunding;
use super::members::{doubt, nameless};
use crate::model::{Kind, Line, Party, Plan};
use crate::value::Money;
use std::collections::BTreeMap;

/// A figure, or why there is none.
pub type Known<T> = Result<T, Refusal>;

/// One scheme's part of it.
#[derive(Clone, Debug)]
pub struct Spend {
    /// Which scheme, by position.
    pub scheme: usize,
    /// Spend less income. Pence.
    pub amount: Known<Money>,
}

/// One reserve over the period.
#[derive(Clone, Debug)]
pub struct Reserve {
    /// Which, by position in its pool.
    pub reserve: usize,
    /// What was in it when the year opened.
    pub opening: Known<Money>,
    /// Added by the risk shares, less drawn.
    pub change: Known<Money>,
}

impl Reserve {
    /// What is carried forward in it.
    pub fn closing(&self) -> Known<Money> {
        Ok(self.opening.clone()? + self.change.clone()?)
    }
}

/// What becomes of the surplus, by the agreement's risk shares.
#[derive(Clone, Debug)]
pub struct Shared {
    /// What each party bears: above nil a cost, below a return. As the risk shares have it.
    pub shares: BTreeMap<Party, Money>,
    /// What nobody bears; above nil of a loss, below of a gain.
    pub unallocated: Money,
    /// Expected cost of what is shared.
    pub baseline: Money,
    /// Funding less grant handed on and less that baseline: budgeted for no scheme or, within a
    /// year, due before it is.
    pub not_budgeted: Known<Money>,
}

/// The account.
#[derive(Clone, Debug)]
pub struct Account {
    /// What is asked.
    pub question: Question,
    /// What partners pay.
    pub funding: Known<AllFunding>,
    /// What each scheme cost.
    pub spend: Vec<Spend>,
    /// Grant handed on, of the rows that can be read.
    read_as_handed_on: Money,
    /// Something that may belong to it and cannot be read.
    pub doubt: Option<Refusal>,
    /// Rows of it that cannot be read, those of its schemes among them.
    unread: Option<Refusal>,
    /// Its reserves, in their order.
    pub reserves: Vec<Reserve>,
    /// Whose the surplus is.
    pub shared: Known<Shared>,
    /// Where each party stands with the pool.
    pub positions: Known<BTreeMap<Party, Position>>,
    /// Does the ledger have a row of a contribution paid into it in the period?
    pub receives: bool,
}

impl Account {
    /// The account of one pooled fund, from the figures of this book and what was shared by them.
    pub fn of(
        plan: &Plan,
        question: &Question,
        (book, outcome): (&Book, &Outcome),
        (pool, schemes): (usize, &[usize]),
    ) -> Result<Account, BrokenIdentity> {
        let mut account = Account::unshared(plan, question, book, (pool, schemes));
        let positions = of_pool(plan, question, outcome, pool);
        account.positions = positions;
        let shared = shared(plan, outcome, pool, schemes);
        let known = shared.as_ref().map(|_| ()).map_err(Clone::clone);
        account.reserves = reserves(plan, question, (outcome, &known), pool);
        account.shared = shared.and_then(|mut shared| {
            let funding = account.funding.as_ref().map_err(Clone::clone)?;
            let rest = funding.counted() - shared.baseline;
            shared.not_budgeted = account.handed_on().map(|handed_on| rest - handed_on);
            Ok(shared)
        });
        match account.adds_up() {
            true => Ok(account),
            false => Err(BrokenIdentity {
                scope: format!("pool/{}", plan.partnership.pools[pool].id.value),
            }),
        }
    }

    /// Funding and expenditure only, as of money that is not pooled.
    pub fn unshared(
        plan: &Plan,
        question: &Question,
        book: &Book,
        (pool, schemes): (usize, &[usize]),
    ) -> Account {
        let last = question.last_month();
        let spend = schemes.iter().map(|scheme| {
            let months = book.schemes[*scheme].as_ref().map_err(Clone::clone);
            Spend {
                scheme: *scheme,
                amount: months.map(|months| months.over(1, last).outturn),
            }
        });
        let in_time = |line: &&Line| {
            line.pool == Some(pool)
                && line.month.year == question.period.year()
                && line.month.number <= question.period.months_gone()
        };
        let lines = plan.totals.lines.iter();
        let handed_on = lines.filter(|(line, _)| line.kind == Kind::Passport && in_time(line));
        let mut paid_in = plan.totals.lines.keys().filter(in_time);
        let year = question.period.year();
        Account {
            question: *question,
            funding: AllFunding::of(plan, question, pool),
            spend: spend.collect(),
            read_as_handed_on: handed_on.map(|(_, amount)| *amount).sum(),
            doubt: doubt(plan, pool).or_else(|| nameless(plan, pool, year)),
            unread: refuse_stranded(plan, question, pool).err(),
            reserves: Vec::new(),
            shared: Err(Refusal::plain("its money is not pooled")),
            positions: Err(Refusal::plain("its money is not pooled")),
            receives: paid_in.any(|line| line.kind == Kind::Contribution),
        }
    }

    /// Everything the schemes cost, and grant handed on.
    pub fn spent(&self) -> Known<Money> {
        if let Some(doubt) = &self.doubt {
            return Err(doubt.clone());
        }
        let schemes: Known<Money> = self.spend.iter().map(|s| s.amount.clone()).sum();
        Ok(schemes? + self.handed_on()?)
    }

    /// Grant handed on.
    pub fn handed_on(&self) -> Known<Money> {
        match self.doubt.as_ref().or(self.unread.as_ref()) {
            None => Ok(self.read_as_handed_on),
            Some(unread) => Err(unread.clone()),
        }
    }

    /// Does the ledger have grant handed on of it?
    pub fn hands_on(&self) -> bool {
        !self.read_as_handed_on.is_nil()
    }

    /// Funding less everything spent: above nil a surplus, below a deficit.
    pub fn surplus(&self) -> Known<Money> {
        Ok(self.counted()? - self.spent()?)
    }

    /// The funding it counts.
    pub fn counted(&self) -> Known<Money> {
        let funding = self.funding.as_ref().map_err(Clone::clone)?;
        Ok(funding.counted())
    }

    /// What was in its reserves when the year opened.
    pub fn brought_forward(&self) -> Known<Money> {
        self.reserves.iter().map(|r| r.opening.clone()).sum()
    }

    /// What is carried forward in its reserves.
    pub fn carried_forward(&self) -> Known<Money> {
        self.reserves.iter().map(Reserve::closing).sum()
    }

    /// Added to its reserves, less drawn.
    fn reserved(&self) -> Known<Money> {
        self.reserves.iter().map(|r| r.change.clone()).sum()
    }

    /// Contributions paid in by the end of the period.
    pub fn received(&self) -> Known<Money> {
        let funding = self.funding.as_ref().map_err(Clone::clone)?;
        match self.doubt.as_ref().or(self.unread.as_ref()) {
            None => Ok(funding.received()),
            Some(unread) => Err(unread.clone()),
        }
    }

    /// Spend in partners' own books, which counts as paid.
    pub fn in_own_books(&self) -> Known<Money> {
        self.spent()?;
        let funding = self.funding.as_ref().map_err(Clone::clone)?;
        Ok(funding.in_own_books())
    }

    /// Brought forward, and what was paid in or for it, less everything spent: what the fund holds
    /// before shares are settled. Below nil the host has laid it out.
    pub fn held(&self) -> Known<Money> {
        let paid = self.received()? + self.in_own_books()?;
        Ok(self.brought_forward()? + paid - self.spent()?)
    }

    /// What was paid, in cash or own books, beyond the funding counted; below nil is not yet paid.
    pub fn paid_ahead(&self) -> Known<Money> {
        Ok(self.received()? + self.in_own_books()? - self.counted()?)
    }

    /// Where both are known, is the surplus what became of it, to the penny; and is what the fund
    /// holds what is carried forward, the shares, and what is neither, less what is not paid in?
    fn adds_up(&self) -> bool {
        let (Ok(surplus), Ok(shared)) = (self.surplus(), &self.shared) else {
            return true;
        };
        let Ok(not_budgeted) = shared.not_budgeted else {
            return true;
        };
        let shares: Money = shared.shares.values().copied().sum();
        let rest = not_budgeted - shared.unallocated;
        if self.reserved() != Ok(surplus + shares - rest) {
            return false;
        }
        let (Ok(held), Ok(carried), Ok(ahead)) =
            (self.held(), self.carried_forward(), self.paid_ahead())
        else {
            return true;
        };
        held == carried - shares + rest + ahead
    }
}

/// What the risk shares make of the pool's schemes, or the first reason why not all of it is known.
fn shared(plan: &Plan, outcome: &Outcome, pool: usize, schemes: &[usize]) -> Known<Shared> {
    if let Some(doubt) = doubt(plan, pool) {
        return Err(doubt);
    }
    let ids = schemes
        .iter()
        .map(|s| &plan.partnership.schemes[*s].id.value);
    let mut names: Vec<String> = ids.map(|id| format!("scheme/{id}")).collect();
    names.push(format!("pool/{}", plan.partnership.pools[pool].id.value));
    let mut missing = outcome.not_computed.iter();
    if let Some(missing) = missing.find(|n| names.contains(&n.scope)) {
        return Err(Refusal {
            why: format!("{}: {}", missing.scope, missing.refusal.why),
            at: missing.refusal.at,
        });
    }
    let scopes: Vec<&Scope> = outcome.scopes.iter().filter(|s| s.pool == pool).collect();
    let mut shares: BTreeMap<Party, Money> = BTreeMap::new();
    for (party, amount) in scopes.iter().flat_map(|s| &s.shares) {
        *shares.entry(*party).or_default() += *amount;
    }
    Ok(Shared {
        shares,
        // Offsets cancel within a risk share and pool.
        unallocated: scopes.iter().map(|s| s.unallocated).sum(),
        baseline: scopes.iter().map(|s| s.baseline).sum(),
        not_budgeted: Ok(Money::NIL),
    })
}

/// Every reserve of the pool, whether a risk share touched it or not.
fn reserves(
    plan: &Plan,
    question: &Question,
    (outcome, known): (&Outcome, &Known<()>),
    pool: usize,
) -> Vec<Reserve> {
    let all = 0..plan.partnership.pools[pool].reserves.len();
    let change = |reserve: usize| -> Known<Money> {
        // What is not computed may draw on it too.
        known.clone()?;
        let touched = outcome.reserves.iter();
        let of_it = touched.filter(|end| (end.pool, end.reserve) == (pool, reserve));
        Ok(of_it.map(|end| end.change).sum())
    };
    all.map(|reserve| Reserve {
        reserve,
        opening: opening(plan, question, (pool, reserve)),
        change: change(reserve),
    })
    .collect()
}
