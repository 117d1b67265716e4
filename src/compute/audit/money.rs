//! Contracts and the ledger: payments tied to contracts, those that no contract stands behind,
//! contracts nobody paid, and how spend falls on providers.

use super::book::Book;
use super::days::day;
use super::entry::Entry;
use super::paid::Paid;
use super::rate::{Rate, Sum};
use super::ways::{Meant, Ways};
use super::{Audit, Question};
use crate::model::Plan;
use crate::value::{Day, FinancialYear, Money, Month, names_nobody};
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// Spend no contract stands behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Without {
    /// The provider as the ledger has it; may be blank.
    pub provider: String,
    /// The contract it names and no register has; may be blank.
    pub contract: String,
    /// How much.
    pub amount: Money,
    /// First and last month.
    pub months: (Month, Month),
}

/// Spend on a contract that stands in a register and was left out of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnLeftOut {
    /// The contract, as its register has it.
    pub reference: String,
    /// Why it was left out.
    pub why: String,
    /// The provider as the ledger has it; may be blank.
    pub provider: String,
    /// How much.
    pub amount: Money,
    /// First and last month.
    pub months: (Month, Month),
}

/// Spend on a contract in months that begin more than 31 days after its end, extensions used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    /// The contract, by position.
    pub contract: u32,
    /// Its last possible day.
    pub ended: Day,
    /// How much.
    pub amount: Money,
    /// First and last month.
    pub months: (Month, Month),
}

/// Spend on a contract beyond its value and the tolerance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Over {
    /// The contract, by position.
    pub contract: u32,
    /// The year, where it has a yearly value; none: over its whole length.
    pub year: Option<FinancialYear>,
    /// What was paid.
    pub paid: Money,
    /// What it is worth for the days in force in that time.
    pub value: Money,
}

/// Paid to somebody who is no provider of the contract the payments name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToOther {
    /// The contract, by position.
    pub contract: u32,
    /// Who was paid, as the ledger has it.
    pub provider: String,
    /// How much.
    pub amount: Money,
    /// The first and last month of it.
    pub months: (Month, Month),
}

/// What one provider was paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Its name as the ledger has it; of several spellings the first by letter.
    pub provider: String,
    /// How much.
    pub amount: Money,
}

/// The ledger's spend and the contracts. Spend = tied + without + on those left out + several +
/// unnamed + beyond.
#[derive(Clone, Debug, Default)]
pub struct Tied {
    /// All spend up to the day asked about.
    pub spend: Money,
    /// What could be tied to one contract.
    pub tied: Money,
    /// Paid to providers of whose several contracts none is named.
    pub several: Money,
    /// Names neither provider nor contract.
    pub unnamed: Money,
    /// Payments after the day asked about, and their sum: counted in nothing else.
    pub later: (usize, Money),
    /// All spend, where there are more sums than are kept: then nothing is tied.
    pub beyond: Option<Money>,
    /// Of what is tied, paid to somebody else than the contract's providers, the largest first.
    pub to_others: Vec<ToOther>,
    /// Paid on contracts that were left out, the largest first.
    pub on_left_out: Vec<OnLeftOut>,
    /// Without a contract, the largest first.
    pub without: Vec<Without>,
    /// After the end, the largest first.
    pub after: Vec<After>,
    /// Beyond the value, in order of contract and year.
    pub over: Vec<Over>,
    /// Paid, and their value is not known or cannot be read, by position: whether too much was paid
    /// cannot be told.
    pub unchecked: Vec<u32>,
    /// In force through a month of the ledger and paid nothing, by position.
    pub unpaid: Vec<u32>,
    /// Providers by what they were paid, the largest first; those below nil in sum left out.
    pub shares: Vec<Share>,
    /// How many are below nil in sum, and what they come to.
    pub below: (usize, Money),
    /// Sum of the squares of their shares in per cent: 10,000 is one provider alone.
    pub index: Option<i128>,
}

impl Share {
    fn of(provider: &str) -> Share {
        Share {
            provider: provider.to_owned(),
            amount: Money::NIL,
        }
    }
}

type Months = BTreeMap<Month, Money>;

/// Ties a ledger's spend to contracts.
pub fn tie(audit: &Audit, plan: &Plan, paid: &Paid, question: &Question) -> Tied {
    let ways = Ways::new(audit, plan);
    let beyond = paid.beyond();
    let mut out = Tied {
        beyond,
        later: paid.later(),
        spend: beyond.unwrap_or_default(),
        ..Tied::default()
    };
    let mut of: BTreeMap<u32, Months> = BTreeMap::new();
    let mut without: BTreeMap<(String, String), Months> = BTreeMap::new();
    let mut shares: BTreeMap<String, Share> = BTreeMap::new();
    let mut on_left_out: BTreeMap<(usize, String), Months> = BTreeMap::new();
    let mut others: BTreeMap<(u32, String), Months> = BTreeMap::new();
    let mut unsure: FxHashSet<u32> = FxHashSet::default();
    // Words such as `REDACTED` or `N/A` name nobody, and no contract.
    let named = |text| if names_nobody(text) { "" } else { text };
    for (provider, contract, month, amount) in paid.sorted() {
        let (provider, contract) = (named(provider), named(contract));
        out.spend += amount;
        if !provider.is_empty() {
            let share = shares.entry(ways.key(provider));
            share.or_insert_with(|| Share::of(provider)).amount += amount;
        } else if contract.is_empty() {
            out.unnamed += amount;
            continue;
        }
        let meant = ways.meant(provider, contract, month);
        match meant {
            Meant::One(position) => {
                out.tied += amount;
                if ways.is_of_others(position, provider) {
                    let key = (position, provider.to_owned());
                    note(&mut others, key, month, amount);
                }
                note(&mut of, position, month, amount);
            }
            Meant::Several(all) => {
                out.several += amount;
                unsure.extend(all);
            }
            Meant::LeftOut(row) => {
                let key = (row, provider.to_owned());
                note(&mut on_left_out, key, month, amount);
            }
            Meant::Nothing => {
                let key = (provider.to_owned(), contract.to_owned());
                note(&mut without, key, month, amount);
            }
        }
    }
    out.without = told_without(without);
    out.on_left_out = told_on_left_out(on_left_out, audit);
    out.to_others = told_to_others(others);
    for (position, months) in &of {
        of_contract(*position, months, audit, question, &mut out);
    }
    out.after
        .sort_by_key(|a| (std::cmp::Reverse(a.amount), a.contract));
    out.unpaid = unpaid(audit, paid, &of, &unsure);
    concentration(shares, &mut out);
    out
}

fn note<K: Ord>(all: &mut BTreeMap<K, Months>, key: K, month: Month, amount: Money) {
    *all.entry(key).or_default().entry(month).or_default() += amount;
}

fn ends_of(months: &Months) -> Option<(Month, Month)> {
    Some((*months.keys().next()?, *months.keys().next_back()?))
}

fn told_without(all: BTreeMap<(String, String), Months>) -> Vec<Without> {
    let mut told: Vec<Without> = all
        .into_iter()
        .filter_map(|((provider, contract), months)| {
            Some(Without {
                provider,
                contract,
                amount: months.values().copied().sum(),
                months: ends_of(&months)?,
            })
        })
        .collect();
    told.sort_by_key(|w| std::cmp::Reverse(w.amount));
    told
}

fn told_on_left_out(all: BTreeMap<(usize, String), Months>, audit: &Audit) -> Vec<OnLeftOut> {
    let mut told: Vec<OnLeftOut> = all
        .into_iter()
        .filter_map(|((row, provider), months)| {
            let left_out = &audit.left_out[row];
            Some(OnLeftOut {
                reference: left_out.reference.clone(),
                why: left_out.why.clone(),
                provider,
                amount: months.values().copied().sum(),
                months: ends_of(&months)?,
            })
        })
        .collect();
    told.sort_by_key(|one| std::cmp::Reverse(one.amount));
    told
}

fn told_to_others(all: BTreeMap<(u32, String), Months>) -> Vec<ToOther> {
    let told = all
        .into_iter()
        .filter_map(|((contract, provider), months)| {
            Some(ToOther {
                contract,
                provider,
                amount: months.values().copied().sum(),
                months: ends_of(&months)?,
            })
        });
    let mut told: Vec<ToOther> = told.collect();
    told.sort_by_key(|one| std::cmp::Reverse(one.amount));
    told
}

/// After the end, and beyond the value.
fn of_contract(position: u32, months: &Months, audit: &Audit, question: &Question, out: &mut Tied) {
    let contract = audit.contracts.entry(position);
    let late = |month: &Month| month.first_day().number() > contract.possible.saturating_add(31);
    let mut after = months.clone();
    after.retain(|month, _| late(month));
    let mut within = months.clone();
    within.retain(|month, _| !late(month));
    let amount: Money = after.values().copied().sum();
    if let Some(months) = ends_of(&after).filter(|_| amount.pence() > 0) {
        out.after.push(After {
            contract: position,
            ended: day(contract.possible),
            amount,
            months,
        });
    }
    let mut tell = |year, paid: Money, value: Money| {
        let most = value.pence() * i128::from(100 + question.tolerance_per_cent);
        if paid.pence() * 100 > most {
            out.over.push(Over {
                contract: position,
                year,
                paid,
                value,
            });
        }
    };
    let rate = match checked_by(&audit.contracts, position) {
        Check::Total(total) => {
            tell(None, within.values().copied().sum(), total);
            return;
        }
        Check::Year(rate) => rate,
        Check::Cannot => {
            out.unchecked.push(position);
            return;
        }
    };
    // Paid in advance or in arrears, it counts in the first or last year of the contract.
    let first = FinancialYear::of(day(contract.first));
    // An open end has no last year: no payment is later than the day asked about.
    let ends = contract.possible.min(question.horizon().number());
    let last = FinancialYear::of(day(ends));
    let mut years: BTreeMap<FinancialYear, Money> = BTreeMap::new();
    for (month, amount) in within {
        *years.entry(month.year.min(last).max(first)).or_default() += amount;
    }
    for (year, paid) in years {
        let from = contract.first.max(year.first_day().number());
        let to = contract.possible.min(year.last_day().number());
        let mut value = Sum::default();
        value.add(rate, i128::from(to) - i128::from(from) + 1);
        tell(Some(year), paid, value.rounded());
    }
}

/// What payments are held against.
enum Check {
    /// All of them: the contract has a total alone, and needs no end for that.
    Total(Money),
    /// Those of each year.
    Year(Rate),
    /// Its value, or a part of it, is not known.
    Cannot,
}

fn checked_by(book: &Book, position: u32) -> Check {
    let worth = book.worth(position);
    match (worth.annual, worth.total, book.full_rate(position)) {
        _ if book.has_unreadable_value(position) => Check::Cannot,
        (None, Some(total), _) => Check::Total(total),
        (_, _, Some(rate)) => Check::Year(rate),
        (_, _, None) => Check::Cannot,
    }
}

/// Contracts firm through a whole month between the ledger's first and last, with no payment.
fn unpaid(
    audit: &Audit,
    paid: &Paid,
    of: &BTreeMap<u32, Months>,
    unsure: &FxHashSet<u32>,
) -> Vec<u32> {
    let months: Vec<Month> = paid
        .sorted()
        .iter()
        .map(|(_, _, month, _)| *month)
        .collect();
    let (Some(first), Some(last)) = (months.iter().min(), months.iter().max()) else {
        return Vec::new();
    };
    // With no payment tied at all the names of the ledger are not those of the registers.
    if of.is_empty() {
        return Vec::new();
    }
    let (from, to) = (first.first_day(), last.last_day());
    let whole_month = |contract: &Entry| {
        let begins = day(contract.first).max(from);
        let month = match begins.day() {
            1 => Month::of(begins),
            _ => Month::of(Month::of(begins).last_day().plus(1)),
        };
        month.last_day().number() <= contract.firm.min(to.number())
    };
    let book = &audit.contracts;
    let again: FxHashSet<u32> = audit.twice.iter().map(|t| t.left_out).collect();
    let lacks = |position: &u32| {
        let paid = of.contains_key(position) || unsure.contains(position);
        !paid && !again.contains(position) && whole_month(book.entry(*position))
    };
    book.positions().filter(lacks).collect()
}

fn concentration(shares: BTreeMap<String, Share>, out: &mut Tied) {
    let (above, others): (Vec<Share>, Vec<Share>) =
        shares.into_values().partition(|s| s.amount.pence() > 0);
    for share in others.iter().filter(|s| !s.amount.is_nil()) {
        out.below.0 += 1;
        out.below.1 += share.amount;
    }
    out.shares = above;
    out.shares
        .sort_by(|a, b| (b.amount, &a.provider).cmp(&(a.amount, &b.provider)));
    let all: i128 = out.shares.iter().map(|s| s.amount.pence()).sum();
    if all > 0 {
        // Squares of sums in pence can be larger than any number of fixed size.
        let square = |pence: i128| BigInt::from(pence) * pence;
        let squares: BigInt = out.shares.iter().map(|s| square(s.amount.pence())).sum();
        let whole = square(all);
        let index: BigInt = (squares * 20_000 + &whole) / (whole * 2);
        out.index = index.to_i128();
    }
}
