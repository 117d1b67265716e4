//! Every pool put together, and every reason why a figure is not there.

use super::super::outturn::{Basis, Book, Question, Refusal};
use super::super::risk_share::{BrokenIdentity, Outcome, compute_on, host};
use super::account::{Account, Known};
use super::bridge::{self, Bridge, BySource};
use super::budget::{Budget, budgets};
use super::members::{has_actuals, members, of_year};
use super::minimums::{Margin, margins};
use super::promises::{Promises, promises};
use super::receipts::Receipts;
use crate::model::{Plan, Standing};
use crate::source::Span;
use crate::value::{FinancialYear, Period};

/// Every pool of a plan.
#[derive(Clone, Debug)]
pub struct Funds {
    /// What is asked.
    pub question: Question,
    /// The year before.
    pub before: FinancialYear,
    /// Each pool, in the order written.
    pub pools: Vec<Fund>,
    /// The minimums of the year.
    pub minimums: Vec<Margin>,
    /// What is of no pool and cannot be read.
    pub refused: Vec<Refusal>,
}

/// One pool.
#[derive(Clone, Debug)]
pub struct Fund {
    /// Which, by position.
    pub pool: usize,
    /// Is its money pooled, kept beside the fund, or only in view; none where that cannot be read.
    pub standing: Option<Standing>,
    /// Its host, by position.
    pub host: Known<usize>,
    /// This period, then the same period of the year before, then that year as a whole: those the
    /// files know anything of.
    pub accounts: Vec<Account>,
    /// What partners promised for the year, and what came of it by the day asked.
    pub promises: Known<Promises>,
    /// Each scheme's budget and spend.
    pub budgets: Vec<Budget>,
    /// The way from last year's contributions to this year's; none where there were none.
    pub contributions: Known<Option<BySource>>,
    /// The same of each scheme's baseline.
    pub baselines: Option<Vec<(usize, Known<Bridge>)>>,
}

/// A question with its figures and what is shared by them.
struct Answer {
    question: Question,
    book: Book,
    outcome: Outcome,
}

impl Answer {
    fn to(plan: &Plan, question: Question) -> Result<Answer, BrokenIdentity> {
        let book = Book::of(plan, &question);
        let outcome = compute_on(plan, &question, &book)?;
        Ok(Answer {
            question,
            book,
            outcome,
        })
    }
}

/// Where every pool stands.
pub fn compute(
    plan: &Plan,
    question: &Question,
    receipts: &Receipts,
) -> Result<Funds, BrokenIdentity> {
    let year = question.period.year();
    let before = FinancialYear::starting(year.start() - 1);
    let now = Answer::to(plan, *question)?;
    let to_date = Book::of(plan, &of_basis(question, Basis::ToDate));
    let forecast = Book::of(plan, &of_basis(question, Basis::Forecast));
    let mut earlier = Vec::new();
    for period in periods_before(question, before) {
        let asked = Question {
            period,
            basis: Basis::ToDate,
            as_at: question.as_at,
        };
        earlier.push(Answer::to(plan, asked)?);
    }
    let (minimums, mut refused) = margins(plan, year);
    let lost = plan.partnership.lost_pools.iter();
    refused.extend(lost.map(|pool| Refusal::at(pool.at, pool.why())));
    let twice = Refusal::twice(&plan.partnership, year);
    refused.extend(twice.map(|(named, at)| Refusal::at(at, format!("{named} is defined twice"))));
    let was = of_year(plan, before);
    let mut pools = Vec::new();
    for pool in 0..plan.partnership.pools.len() {
        let schemes = members(plan, pool);
        let of_before: Vec<usize> = schemes.iter().copied().filter(|s| was[*s]).collect();
        let mut accounts = vec![account(plan, &now, pool, &schemes)?];
        if has_actuals(plan, pool, before) {
            for answer in &earlier {
                accounts.push(account(plan, answer, pool, &of_before)?);
            }
        }
        let at = plan.partnership.pools[pool].id.at;
        let known = !of_before.is_empty();
        let bridged = || bridge::schemes(plan, &schemes, (before, year));
        pools.push(Fund {
            pool,
            standing: plan.partnership.pools[pool].stands(),
            host: host(plan, question.period.last_day(), pool, at),
            accounts,
            promises: promises(plan, question, pool, receipts),
            budgets: budgets(&schemes, question, (&to_date, &forecast)),
            contributions: bridge::contributions(plan, pool, (before, year)),
            baselines: known.then(bridged),
        });
    }
    refused.extend(lost_schemes(plan, &pools));
    refused.extend(Refusal::no_pool(&plan.partnership));
    Ok(Funds {
        question: *question,
        before,
        pools,
        minimums,
        refused,
    })
}

/// Schemes that cannot be read and that no pool's account has named.
fn lost_schemes(plan: &Plan, pools: &[Fund]) -> Vec<Refusal> {
    let accounts = || pools.iter().flat_map(|fund| &fund.accounts);
    let told = |at: Span| {
        accounts().any(|account| account.doubt.as_ref().is_some_and(|d| d.at == Some(at)))
    };
    let lost = plan.partnership.lost_schemes.iter();
    let lost = lost.filter(|scheme| !told(scheme.at));
    lost.map(|scheme| {
        let why = format!("scheme `{}` {}", scheme.named, scheme.why());
        Refusal::at(scheme.at, why)
    })
    .collect()
}

fn of_basis(question: &Question, basis: Basis) -> Question {
    Question { basis, ..*question }
}

/// The same months of the year before, and the whole of it.
fn periods_before(question: &Question, before: FinancialYear) -> Vec<Period> {
    let whole = Period::Quarter(before, 4);
    if question.period.is_whole_year() || question.basis == Basis::Forecast {
        return vec![whole];
    }
    let same = match question.period {
        Period::Quarter(_, quarter) => Period::Quarter(before, quarter),
        Period::Month(_, month) => Period::Month(before, month),
    };
    vec![same, whole]
}

fn account(
    plan: &Plan,
    answer: &Answer,
    pool: usize,
    schemes: &[usize],
) -> Result<Account, BrokenIdentity> {
    let Answer {
        question,
        book,
        outcome,
    } = answer;
    match plan.partnership.pools[pool].is_pooled() {
        true => Account::of(plan, question, (book, outcome), (pool, schemes)),
        false => Ok(Account::unshared(plan, question, book, (pool, schemes))),
    }
}
