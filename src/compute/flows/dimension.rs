//! What a table of flows can be told apart by, and tables of any of them.

use super::entry::{Entry, Paid, Payer};
use super::{Agreed, Flows, Found};
use crate::model::{Kind, Party, Plan, Source};
use crate::value::Money;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// What movements can be told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    /// Pooled, aligned, in view.
    Standing,
    /// The pool.
    Pool,
    /// The kind of ledger row.
    Kind,
    /// Who pays.
    Payer,
    /// The funding source.
    Source,
    /// The scheme.
    Scheme,
    /// The partner that commissions the scheme.
    Lead,
    /// The service the scheme buys.
    Service,
    /// Revenue or capital.
    Nature,
    /// Who is paid.
    Provider,
    /// The contract's reference.
    Contract,
    /// How the contract is paid for; of money paid in, how that was agreed.
    Payment,
    /// The form of the contract.
    Form,
    /// The ledger's word for the cause.
    Cause,
}

impl Dimension {
    /// Every dimension with its word, in the order of a spreadsheet's columns.
    pub const WORDS: &'static [(&'static str, Dimension)] = &[
        ("standing", Dimension::Standing),
        ("pool", Dimension::Pool),
        ("kind", Dimension::Kind),
        ("payer", Dimension::Payer),
        ("source", Dimension::Source),
        ("scheme", Dimension::Scheme),
        ("lead", Dimension::Lead),
        ("service", Dimension::Service),
        ("nature", Dimension::Nature),
        ("provider", Dimension::Provider),
        ("contract", Dimension::Contract),
        ("payment", Dimension::Payment),
        ("form", Dimension::Form),
        ("cause", Dimension::Cause),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        let mut all = Self::WORDS.iter();
        all.find(|(_, d)| *d == self).map_or("", |(word, _)| word)
    }

    /// Does money paid into a pool say anything of it?
    pub fn is_of_contributions(self) -> bool {
        use Dimension::{Kind, Payer, Payment, Pool, Source, Standing};
        matches!(self, Standing | Pool | Kind | Payer | Source | Payment)
    }
}

/// What one movement is in one dimension. The order is that of a table's rows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// By position: a partner's list, a pool, a scheme, a payee, a contract.
    Number(usize),
    /// Named by a word.
    Word(String),
    /// A partner or listed provider.
    Party(Party),
    /// The pool itself.
    Fund(Option<usize>),
    /// Clients and others.
    Clients,
    /// Its contract is in several registers, which differ.
    Several,
    /// Its contract is in no register.
    Nowhere,
    /// A contract that does not say.
    Unsaid,
    /// Nothing is named.
    Nothing,
    /// There can be none: money paid in has no provider.
    Beside,
}

/// What a movement is in a dimension.
pub fn key(plan: &Plan, flows: &Flows, dimension: Dimension, entry: &Entry) -> Key {
    let spent = entry.kind == Kind::Spend;
    let scheme = entry.scheme.and_then(|s| plan.partnership.schemes.get(s));
    match dimension {
        Dimension::Standing => Key::Word(entry.held.word().to_owned()),
        Dimension::Pool => entry.pool.map_or(Key::Nothing, Key::Number),
        Dimension::Kind => Key::Word(entry.kind.word().to_owned()),
        Dimension::Payer => match entry.payer {
            Payer::Party(party) => Key::Party(party),
            Payer::Fund => Key::Fund(entry.pool),
            Payer::Nobody => Key::Nothing,
        },
        Dimension::Source => {
            let word = |s: Source| Key::Word(s.word().to_owned());
            entry.source.map_or(Key::Nothing, word)
        }
        Dimension::Scheme => entry.scheme.map_or(Key::Beside, Key::Number),
        Dimension::Lead => match scheme {
            None => Key::Beside,
            Some(scheme) => {
                let on = scheme.lead.on(entry.month.last_day());
                let lead = on.and_then(|lead| lead.value.as_ref());
                lead.map_or(Key::Nothing, |id| Key::Word(id.to_string()))
            }
        },
        Dimension::Service => match scheme {
            None => Key::Beside,
            Some(scheme) => {
                let service = scheme.service.value().cloned();
                service.map_or(Key::Nothing, Key::Word)
            }
        },
        Dimension::Nature => match scheme {
            None => Key::Beside,
            Some(scheme) if scheme.capital => Key::Word("capital".to_owned()),
            Some(_) => Key::Word("revenue".to_owned()),
        },
        Dimension::Provider => match entry.paid {
            Paid::Provider(payee) => Key::Number(payee),
            Paid::Party(party) => Key::Party(party),
            Paid::Clients => Key::Clients,
            Paid::Fund => Key::Beside,
            Paid::Nobody => Key::Nothing,
        },
        Dimension::Payment if entry.kind == Kind::Contribution => paid_in(flows, entry),
        Dimension::Contract | Dimension::Payment | Dimension::Form if !spent => Key::Beside,
        Dimension::Contract => entry.contract.map_or(Key::Nothing, Key::Number),
        Dimension::Payment => of_contract(flows, entry, |payment, _| payment),
        Dimension::Form => of_contract(flows, entry, |_, form| form),
        Dimension::Cause => {
            let word = |cause: &str| Key::Word(cause.to_owned());
            entry.cause.as_deref().map_or(Key::Nothing, word)
        }
    }
}

/// How a contribution was agreed to be paid in.
fn paid_in(flows: &Flows, entry: &Entry) -> Key {
    let ways = match (entry.pool, entry.payer) {
        (Some(pool), Payer::Party(Party::Partner(partner))) => {
            flows.plans.agreed(pool, partner, entry.source)
        }
        _ => BTreeSet::new(),
    };
    let words: BTreeSet<String> = ways.into_iter().map(Agreed::word).collect();
    match words.len() {
        0 => Key::Word("not-planned".to_owned()),
        _ => Key::Word(words.into_iter().collect::<Vec<_>>().join(" and ")),
    }
}

fn of_contract<'f>(
    flows: &'f Flows,
    entry: &Entry,
    which: impl Fn(&'f str, &'f str) -> &'f str,
) -> Key {
    let contract = entry.contract.and_then(|c| flows.contracts.all.get(c));
    match contract.map(|c| &c.found) {
        None => Key::Nothing,
        Some(Found::Nowhere) => Key::Nowhere,
        Some(Found::Several) => Key::Several,
        Some(Found::In { payment, form, .. }) => match which(payment, form) {
            "" => Key::Unsaid,
            word => Key::Word(word.to_owned()),
        },
    }
}

/// Amounts of one combination, for each period told apart.
pub type Amounts = Vec<Money>;

/// Adds movements up by dimensions: of each combination its amount in each period, income taken off.
pub fn pivot(
    plan: &Plan,
    flows: &Flows,
    dimensions: &[Dimension],
    wanted: impl Fn(&Entry) -> bool,
) -> BTreeMap<Vec<Key>, Amounts> {
    let slots = flows.question.slots();
    let mut rows: BTreeMap<Vec<Key>, Amounts> = BTreeMap::new();
    // A scheme's lead may change within a period.
    let entries = match dimensions.contains(&Dimension::Lead) {
        true => flows.by_month(plan),
        false => Cow::Borrowed(&flows.entries),
    };
    for (entry, amount) in entries.iter().filter(|(entry, _)| wanted(entry)) {
        let Some(slot) = slots.iter().position(|s| s.holds(entry.month)) else {
            continue;
        };
        let keys = dimensions.iter().map(|d| key(plan, flows, *d, entry));
        let row = rows.entry(keys.collect());
        let row = row.or_insert_with(|| vec![Money::NIL; slots.len()]);
        row[slot] += entry.signed(*amount);
    }
    rows
}
