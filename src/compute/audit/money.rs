//! Contracts and the ledger: payments tied to contracts, those that no contract stands behind,
//! contracts nobody paid, and how spend falls on providers.

use super::contract::Audited;
use super::days::day;
use super::gather::known_names;
use super::names;
use super::paid::Paid;
use super::rate::Sum;
use super::{Audit, Question};
use crate::model::Plan;
use crate::value::{Day, FinancialYear, Money, Month, folded};
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use rustc_hash::{FxHashMap, FxHashSet};
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

/// What one provider was paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Its name as the ledger has it; of several spellings the first by letter.
    pub provider: String,
    /// How much.
    pub amount: Money,
}

/// The ledger's spend and the contracts. Spend = tied + without + several + unnamed + beyond.
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
    /// All spend, where there are more sums than are kept: then nothing is tied.
    pub beyond: Option<Money>,
    /// Without a contract, the largest first.
    pub without: Vec<Without>,
    /// After the end, the largest first.
    pub after: Vec<After>,
    /// Beyond the value, in order of contract and year.
    pub over: Vec<Over>,
    /// In force through a month of the ledger and paid nothing, by position.
    pub unpaid: Vec<u32>,
    /// Providers by what they were paid, the largest first; those below nil in sum left out.
    pub shares: Vec<Share>,
    /// Sum of the squares of their shares in per cent: 10,000 is one provider alone.
    pub index: Option<i128>,
}

type Months = BTreeMap<Month, Money>;

/// Ties a ledger's spend to contracts.
pub fn tie(audit: &Audit, plan: &Plan, paid: &Paid, question: &Question) -> Tied {
    let ways = Ways::new(audit, plan);
    let beyond = paid.beyond();
    let mut out = Tied {
        beyond,
        spend: beyond.unwrap_or_default(),
        ..Tied::default()
    };
    let mut of: BTreeMap<u32, Months> = BTreeMap::new();
    let mut without: BTreeMap<(String, String), Months> = BTreeMap::new();
    let mut shares: BTreeMap<String, Share> = BTreeMap::new();
    let mut unsure: FxHashSet<u32> = FxHashSet::default();
    for (provider, contract, month, amount) in paid.sorted() {
        out.spend += amount;
        if !provider.is_empty() {
            let share = shares.entry(ways.key(provider)).or_insert_with(|| Share {
                provider: provider.to_owned(),
                amount: Money::NIL,
            });
            share.amount += amount;
        } else if contract.is_empty() {
            out.unnamed += amount;
            continue;
        }
        let meant = ways.meant(provider, contract, month, &audit.contracts);
        match meant {
            Meant::One(position) => {
                out.tied += amount;
                *of.entry(position).or_default().entry(month).or_default() += amount;
            }
            Meant::Several(all) => {
                out.several += amount;
                unsure.extend(all);
            }
            Meant::Nothing => {
                let key = (provider.to_owned(), contract.to_owned());
                *without.entry(key).or_default().entry(month).or_default() += amount;
            }
        }
    }
    out.without = told_without(without);
    for (position, months) in &of {
        of_contract(*position, months, audit, question, &mut out);
    }
    out.after
        .sort_by_key(|a| (std::cmp::Reverse(a.amount), a.contract));
    out.unpaid = unpaid(audit, paid, &of, &unsure);
    concentration(shares, &mut out);
    out
}

/// How contracts are found.
struct Ways {
    known: FxHashMap<String, String>,
    by_provider: FxHashMap<String, Vec<u32>>,
    by_reference: FxHashMap<String, Vec<u32>>,
}

impl Ways {
    fn new(audit: &Audit, plan: &Plan) -> Ways {
        let mut ways = Ways {
            known: known_names(&plan.partnership),
            by_provider: FxHashMap::default(),
            by_reference: FxHashMap::default(),
        };
        for (position, contract) in (0_u32..).zip(&audit.contracts) {
            let mut keys: Vec<String> = contract.providers.iter().map(|n| ways.key(n)).collect();
            keys.sort();
            keys.dedup();
            for key in keys {
                ways.by_provider.entry(key).or_default().push(position);
            }
            let mut own = vec![folded(&contract.reference), folded(&contract.label)];
            own.dedup();
            for name in own {
                ways.by_reference.entry(name).or_default().push(position);
            }
        }
        ways
    }

    /// What a provider's name is compared by.
    fn key(&self, name: &str) -> String {
        let tidy = names::provider(name);
        self.known.get(&tidy).cloned().unwrap_or(tidy)
    }

    fn meant(&self, provider: &str, contract: &str, month: Month, all: &[Audited]) -> Meant {
        let held = match provider {
            "" => None,
            name => self.by_provider.get(&self.key(name)),
        };
        let held = held.map_or(&[][..], Vec::as_slice);
        match contract {
            "" => one_of(held, month, all),
            name => named(self.by_reference.get(&folded(name)), held),
        }
    }
}

/// What a payment is for.
enum Meant {
    One(u32),
    Several(Vec<u32>),
    Nothing,
}

/// The contract a payment names; of several with that reference the one of its provider.
fn named(found: Option<&Vec<u32>>, held: &[u32]) -> Meant {
    let found = found.map_or(&[][..], Vec::as_slice);
    let both: Vec<u32> = found.iter().filter(|c| held.contains(c)).copied().collect();
    match (found, both.as_slice()) {
        ([], _) => Meant::Nothing,
        ([one], _) | (_, [one]) => Meant::One(*one),
        _ => Meant::Several(found.to_vec()),
    }
}

/// The only contract of a provider, or the only one in force in the month.
fn one_of(held: &[u32], month: Month, contracts: &[Audited]) -> Meant {
    let (first, last) = (month.first_day().number(), month.last_day().number());
    let in_force = |c: &&u32| {
        let one = &contracts[**c as usize];
        one.first <= last && first <= one.possible
    };
    let now: Vec<u32> = held.iter().filter(in_force).copied().collect();
    match (held, now.as_slice()) {
        ([], _) => Meant::Nothing,
        ([one], _) | (_, [one]) => Meant::One(*one),
        _ => Meant::Several(held.to_vec()),
    }
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

/// After the end, and beyond the value.
fn of_contract(position: u32, months: &Months, audit: &Audit, question: &Question, out: &mut Tied) {
    let contract = &audit.contracts[position as usize];
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
    let Some(rate) = contract.rate else {
        return;
    };
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
    if let (None, Some(total)) = (contract.worth.annual, contract.worth.total) {
        tell(None, within.values().copied().sum(), total);
        return;
    }
    // Paid in advance or in arrears, it counts in the first or last year of the contract.
    let first = FinancialYear::of(contract.starts);
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
    if of.is_empty() {
        return Vec::new();
    }
    let (from, to) = (first.first_day(), last.last_day());
    let whole_month = |contract: &Audited| {
        let begins = contract.starts.max(from);
        let month = match begins.day() {
            1 => Month::of(begins),
            _ => Month::of(Month::of(begins).last_day().plus(1)),
        };
        month.last_day().number() <= contract.firm.min(to.number())
    };
    let each = (0_u32..).zip(&audit.contracts);
    each.filter(|(position, contract)| {
        !of.contains_key(position) && !unsure.contains(position) && whole_month(contract)
    })
    .map(|(position, _)| position)
    .collect()
}

fn concentration(shares: BTreeMap<String, Share>, out: &mut Tied) {
    out.shares = shares
        .into_values()
        .filter(|s| s.amount.pence() > 0)
        .collect();
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
