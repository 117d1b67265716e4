//! Names for what flows tell of: parties, pools, schemes, payees, arrangements, periods.

use crate::compute::flows::{By, Dimension, End, Flows, Held, Key, Node, Payer, Slot};
use crate::model::{Kind, Party, Plan, Source};
use crate::report::riskshare::words::Words as Names;
use crate::report::sources::source_words;
use crate::value::Month;

/// Names for what flows tell of.
pub(super) struct Words<'a> {
    pub(super) plan: &'a Plan,
    pub(super) flows: &'a Flows,
}

impl Words<'_> {
    fn names(&self) -> Names<'_> {
        Names { plan: self.plan }
    }

    /// A party's name.
    pub(super) fn party(&self, party: Party) -> String {
        self.names().name(party)
    }

    /// A party's id.
    pub(super) fn party_id(&self, party: Party) -> String {
        self.names().id(party)
    }

    /// A pool's name.
    pub(super) fn pool(&self, pool: Option<usize>) -> String {
        pool.map_or_else(|| "no pool".to_owned(), |p| self.names().pool_name(p))
    }

    /// A pool's id; blank for none.
    pub(super) fn pool_id(&self, pool: Option<usize>) -> String {
        pool.map_or_else(String::new, |p| self.names().pool_id(p))
    }

    /// A scheme's name.
    pub(super) fn scheme(&self, scheme: usize) -> String {
        self.names().scheme_name(scheme)
    }

    /// A scheme's id.
    pub(super) fn scheme_id(&self, scheme: usize) -> String {
        self.names().scheme_id(scheme)
    }

    /// A payee as it is printed.
    pub(super) fn payee(&self, payee: usize) -> String {
        let payee = self.flows.payees.all.get(payee);
        payee.map_or_else(String::new, |p| p.shown.clone())
    }

    /// One end of a transfer.
    pub(super) fn end(&self, end: End) -> String {
        match end {
            End::Party(party) => self.party(party),
            End::Fund(pool) => self.pool(pool),
        }
    }

    /// A node of the picture.
    pub(super) fn node(&self, node: Node) -> String {
        match node {
            Node::Payer(partner, source) => {
                let name = self.party(Party::Partner(partner));
                format!("{name}, {}", source_words(source))
            }
            Node::Direct(partner, source) => {
                let name = self.party(Party::Partner(partner));
                format!("{name}, {}", own_books(source))
            }
            Node::Beyond(pool) => format!("{}: spent beyond what was paid in", self.pool(pool)),
            Node::Fund(pool) => self.pool(pool),
            Node::OwnBooks(_, Payer::Party(party)) => format!("Own books of {}", self.party(party)),
            Node::OwnBooks(..) => "Own books".to_owned(),
            Node::Clients(_) => "Client charges and other income".to_owned(),
            Node::Scheme(_, scheme) => self.scheme(scheme),
            Node::HandedOn(_) => "Grant handed on".to_owned(),
            Node::Left(pool) => format!("{}: not yet spent", self.pool(pool)),
            Node::Provider(payee) => self.payee(payee),
            Node::Party(party) => self.party(party),
            Node::Nobody => "No provider named".to_owned(),
        }
    }

    /// What a movement is in a dimension, for people.
    pub(super) fn key(&self, dimension: Dimension, key: &Key) -> String {
        match (dimension, key) {
            (_, Key::Beside) => "–".to_owned(),
            (Dimension::Pool, Key::Number(n)) => self.pool(Some(*n)),
            (Dimension::Scheme, Key::Number(n)) => self.scheme(*n),
            (Dimension::Provider, Key::Number(n)) => self.payee(*n),
            (Dimension::Contract, Key::Number(n)) => self.contract(*n),
            (_, Key::Number(n)) => n.to_string(),
            (Dimension::Source, Key::Word(_)) => words_of_source(key),
            (Dimension::Payment | Dimension::Form, Key::Word(word)) => word.replace('-', " "),
            (_, Key::Word(word)) => word.clone(),
            (_, Key::Party(party)) => self.party(*party),
            (_, Key::Fund(pool)) => format!("from {}", self.pool(*pool)),
            (_, Key::Clients) => "clients and others (income)".to_owned(),
            (_, Key::Several) => "contract in several registers".to_owned(),
            (_, Key::Nowhere) => "contract in no register".to_owned(),
            (_, Key::Unsaid) => "contract does not say".to_owned(),
            (dimension, Key::Nothing) => nothing(dimension).to_owned(),
        }
    }

    /// The same as spreadsheets sort it: ids, and blank for nothing.
    pub(super) fn code(&self, dimension: Dimension, key: &Key) -> String {
        match (dimension, key) {
            (_, Key::Beside | Key::Nothing) => String::new(),
            (Dimension::Pool, Key::Number(n)) => self.pool_id(Some(*n)),
            (Dimension::Scheme, Key::Number(n)) => self.scheme_id(*n),
            (Dimension::Provider, Key::Number(n)) => self.payee(*n),
            (Dimension::Contract, Key::Number(n)) => self.contract(*n),
            (_, Key::Number(n)) => n.to_string(),
            (_, Key::Word(word)) => word.clone(),
            (Dimension::Provider, Key::Party(party)) => self.party(*party),
            (_, Key::Party(party)) => self.party_id(*party),
            (_, Key::Fund(_)) => "pool".to_owned(),
            (_, Key::Clients) => "clients".to_owned(),
            (_, Key::Several) => "in-several-registers".to_owned(),
            (_, Key::Nowhere) => "in-no-register".to_owned(),
            (_, Key::Unsaid) => "not-said".to_owned(),
        }
    }

    fn contract(&self, contract: usize) -> String {
        let contract = self.flows.contracts.all.get(contract);
        contract.map_or_else(String::new, |c| c.reference.clone())
    }

    /// The heading of a period.
    pub(super) fn slot(&self, slot: &Slot) -> String {
        let by = self.flows.question.by;
        let code = slot.code(by);
        let last = match by {
            By::Month => return month_words(slot.year.first_day().year(), slot.first),
            By::Quarter => (slot.first + 2).min(12),
            By::Year => 12,
        };
        match slot.last == last {
            true => code,
            false => format!("{code} to {}", Month::name_of(slot.last)),
        }
    }
}

/// `April 2025`: the month of a financial year, April being 1.
fn month_words(starts: i16, number: u8) -> String {
    let year = if number > 9 { starts + 1 } else { starts };
    format!("{} {year}", Month::name_of(number))
}

fn words_of_source(key: &Key) -> String {
    let Key::Word(word) = key else {
        return String::new();
    };
    let known = Source::WORDS.iter().find(|(w, _)| w == word);
    source_words(known.map(|(_, source)| *source))
}

/// Money a partner spends in its own books, as people say it.
pub(super) fn own_books(source: Option<Source>) -> String {
    match source {
        None => "spent in its own books".to_owned(),
        source => format!("spent in its own books: {}", source_words(source)),
    }
}

/// What stands where nothing is named.
fn nothing(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Pool => "no pool",
        Dimension::Payer => "nobody named",
        Dimension::Source => "no source named",
        Dimension::Lead => "no lead",
        Dimension::Service => "no service named",
        Dimension::Provider => "no provider named",
        Dimension::Contract | Dimension::Payment | Dimension::Form => "no contract named",
        Dimension::Cause => "no cause named",
        _ => "–",
    }
}

/// The heading of a dimension's column.
pub(super) fn heading(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Standing => "Standing",
        Dimension::Pool => "Pool",
        Dimension::Kind => "Kind",
        Dimension::Payer => "Payer",
        Dimension::Source => "Source",
        Dimension::Scheme => "Scheme",
        Dimension::Lead => "Lead",
        Dimension::Service => "Service",
        Dimension::Nature => "Nature",
        Dimension::Provider => "Provider",
        Dimension::Contract => "Contract",
        Dimension::Payment => "Payment",
        Dimension::Form => "Form",
        Dimension::Cause => "Cause",
    }
}

/// The heading over money of one standing.
pub(super) fn held_words(held: Held) -> &'static str {
    match held {
        Held::Pooled => "Pooled money",
        Held::Aligned => "Aligned money, kept apart",
        Held::InView => "Money only in view",
        Held::Unread => "Money of pools whose standing cannot be read",
        Held::NoPool => "Money of no pool",
    }
}

/// A kind of transfer.
pub(super) fn transfer_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Settlement => "settlement",
        _ => "grant handed on",
    }
}

/// Several transfers of a kind, as the first words of a line.
pub(super) fn transfer_words_of_several(kind: Kind) -> &'static str {
    match kind {
        Kind::Settlement => "Settlements",
        _ => "Grant handed on",
    }
}
