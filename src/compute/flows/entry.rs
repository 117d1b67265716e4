//! The ledger's movements of money, told apart as finely as flows need.

use super::{Contracts, Payees, Question};
use crate::model::{Kind, Line, Parts, Party, Plan, Source, Standing};
use crate::value::{Money, Month};

/// How money stands to the agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// In a pooled fund.
    Pooled,
    /// Decided on together, kept apart.
    Aligned,
    /// Only looked at together.
    InView,
    /// Its pool's standing cannot be read.
    Unread,
    /// Of no pool.
    NoPool,
}

impl Held {
    /// How the money of a pool stands.
    pub fn of(plan: &Plan, pool: Option<usize>) -> Held {
        let Some(pool) = pool.and_then(|p| plan.partnership.pools.get(p)) else {
            return Held::NoPool;
        };
        match pool.stands() {
            Some(Standing::Aligned) => Held::Aligned,
            Some(Standing::InView) => Held::InView,
            Some(Standing::Pooled) => Held::Pooled,
            None => Held::Unread,
        }
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Held::Pooled => "pooled",
            Held::Aligned => "aligned",
            Held::InView => "in-view",
            Held::Unread => "standing-not-readable",
            Held::NoPool => "no-pool",
        }
    }
}

/// Which way money goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// Into a pool.
    In,
    /// Out of a pool, or out of a partner's own books.
    Out,
    /// Between parties, beside the pools.
    Between,
}

impl Way {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Way::In => "in",
            Way::Out => "out",
            Way::Between => "between",
        }
    }

    /// The way a kind of row goes; none for rows that move no money.
    pub fn of(kind: Kind) -> Option<Way> {
        match kind {
            Kind::Contribution => Some(Way::In),
            Kind::Spend | Kind::Income | Kind::Passport => Some(Way::Out),
            Kind::Settlement => Some(Way::Between),
            Kind::Baseline | Kind::Rebase | Kind::Forecast | Kind::ForecastIncome => None,
        }
    }
}

/// Who pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Payer {
    /// A partner, or in a transfer a provider.
    Party(Party),
    /// The pool.
    Fund,
    /// Nobody named.
    Nobody,
}

/// Who is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Paid {
    /// The pool.
    Fund,
    /// A provider, by its position among the payees.
    Provider(usize),
    /// A partner or listed provider that grant is handed on to, or that settles.
    Party(Party),
    /// Income: clients and others paid it to the scheme.
    Clients,
    /// Nobody named.
    Nobody,
}

/// One movement, as finely as it is told apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Which way it goes.
    pub way: Way,
    /// How the money stands.
    pub held: Held,
    /// Which pool, by position.
    pub pool: Option<usize>,
    /// What it is.
    pub kind: Kind,
    /// Who pays.
    pub payer: Payer,
    /// Funding source.
    pub source: Option<Source>,
    /// Which scheme, by position.
    pub scheme: Option<usize>,
    /// Who is paid.
    pub paid: Paid,
    /// Under which contract, by its position among the contracts.
    pub contract: Option<usize>,
    /// A word a risk share may single out.
    pub cause: Option<Box<str>>,
    /// The month it counts in.
    pub month: Month,
}

impl Entry {
    /// An amount of it with the sign it counts with: income takes back from what is spent.
    pub fn signed(&self, amount: Money) -> Money {
        match self.kind {
            Kind::Income => -amount,
            _ => amount,
        }
    }
}

/// Movements in order, each once. Pence, each positive in its own kind.
#[derive(Clone, Debug, Default)]
pub struct Entries(Vec<(Entry, Money)>);

impl Entries {
    /// Puts movements in order and adds up those that are alike.
    fn of(mut all: Vec<(Entry, Money)>) -> Entries {
        all.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        all.dedup_by(|next, kept| {
            let alike = next.0 == kept.0;
            if alike {
                kept.1 += next.1;
            }
            alike
        });
        Entries(all)
    }

    /// Every movement and its amount.
    pub fn iter(&self) -> impl Iterator<Item = (&Entry, &Money)> {
        self.0.iter().map(|(entry, amount)| (entry, amount))
    }

    /// Every movement.
    pub fn keys(&self) -> impl Iterator<Item = &Entry> {
        self.0.iter().map(|(entry, _)| entry)
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Reads movements from the ledger's totals, by the periods of the question.
pub(super) fn entries(
    plan: &Plan,
    question: &Question,
    payees: &Payees,
    contracts: &Contracts,
) -> Entries {
    let lines = plan.totals.paid.lines();
    let lines = lines.filter(|(line, _)| question.counts(line.month));
    let lines: Vec<(Month, &Line, &Parts)> = lines
        .map(|(line, parts)| (question.last_of(line.month), line, parts))
        .collect();
    let mut entries = Vec::new();
    // Lines that differ by their month alone stand together.
    for alike in lines.chunk_by(|a, b| a.0 == b.0 && a.1.differs_by_month(b.1)) {
        let (month, line, first) = alike[0];
        let Some(entry) = entry(plan, line, month) else {
            continue;
        };
        let whole;
        let parts = match alike {
            [_] => first,
            _ => {
                whole = Parts::of(alike.iter().map(|(.., parts)| *parts));
                &whole
            }
        };
        entries.reserve(parts.iter().len());
        for (to, amount) in parts.iter() {
            let mut entry = entry.clone();
            if line.kind == Kind::Spend {
                let provider = to.provider.and_then(|p| payees.number(p));
                entry.paid = provider.map_or(Paid::Nobody, Paid::Provider);
                entry.contract = contracts.number(line, to);
            }
            entries.push((entry, amount));
        }
    }
    Entries::of(entries)
}

/// The movement of a line, whoever is paid by its spend.
fn entry(plan: &Plan, line: &Line, month: Month) -> Option<Entry> {
    let partner = |p: Option<usize>, else_: Payer| {
        p.map_or(else_, |partner| Payer::Party(Party::Partner(partner)))
    };
    let named = |to: Option<Party>| to.map_or(Paid::Nobody, Paid::Party);
    let (payer, paid) = match line.kind {
        Kind::Contribution => (partner(line.partner, Payer::Nobody), Paid::Fund),
        Kind::Spend => (partner(line.paid_by, Payer::Fund), Paid::Nobody),
        Kind::Income => (Payer::Fund, Paid::Clients),
        Kind::Passport => (Payer::Fund, named(line.to)),
        Kind::Settlement => {
            let from = line.from.map_or(Payer::Nobody, Payer::Party);
            (from, named(line.to))
        }
        _ => return None,
    };
    Some(Entry {
        way: Way::of(line.kind)?,
        held: Held::of(plan, line.pool),
        pool: line.pool,
        kind: line.kind,
        payer,
        source: line.source,
        // Grant handed on is no cost of a scheme.
        scheme: line.scheme.filter(|_| line.kind != Kind::Passport),
        paid,
        contract: None,
        cause: line.cause.clone(),
        month,
    })
}
