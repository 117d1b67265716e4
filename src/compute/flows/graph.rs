//! Flows as nodes and links: payer → pool → scheme → provider. Not every pound paid into a pool can
//! be tied to a scheme, so the pool stands between; what is left in it, or was spent beyond what was
//! paid in, has a node of its own, so that what goes into a node comes out of it.

use super::dimension::{Dimension, Key, key};
use super::entry::{Entry, Held, Paid, Payer};
use super::{Flows, Planned};
use crate::model::{Kind, Party, Plan, Source};
use crate::value::Money;
use std::collections::BTreeMap;

/// What money comes from, passes through or ends in. The order is that of a picture: by column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// A partner, with its money of one source.
    Payer(usize, Option<Source>),
    /// A partner, with what it spends in its own books, from one source.
    Direct(usize, Option<Source>),
    /// Money a pool spent beyond what was paid in.
    Beyond(Option<usize>),
    /// A pool.
    Fund(Option<usize>),
    /// A partner's own books, for the schemes of a pool.
    OwnBooks(Option<usize>, Payer),
    /// Clients and others whose payments the schemes of a pool keep.
    Clients(Option<usize>),
    /// A scheme.
    Scheme(Option<usize>, usize),
    /// Grant handed on from a pool.
    HandedOn(Option<usize>),
    /// What a pool has not yet spent.
    Left(Option<usize>),
    /// A provider, by its position among the payees.
    Provider(usize),
    /// Somebody grant is handed on to.
    Party(Party),
    /// Payments that name no provider.
    Nobody,
}

impl Node {
    /// Its column in a picture: payers, pools, schemes, providers.
    pub fn column(self) -> usize {
        match self {
            Node::Payer(..) | Node::Direct(..) | Node::Beyond(_) => 0,
            Node::Fund(_) | Node::OwnBooks(..) | Node::Clients(_) => 1,
            Node::Scheme(..) | Node::HandedOn(_) | Node::Left(_) => 2,
            Node::Provider(_) | Node::Party(_) | Node::Nobody => 3,
        }
    }

    /// Does money neither begin nor end in it?
    pub fn is_between(self) -> bool {
        matches!(
            self,
            Node::Fund(_) | Node::OwnBooks(..) | Node::Scheme(..) | Node::HandedOn(_)
        )
    }
}

/// What tells links between the same nodes apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// As the ledger has it.
    Ledger,
    /// Planned, and not in the ledger.
    Planned,
    /// Paid to a provider under this arrangement.
    Payment(Key),
}

/// Money from one node to another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// From here.
    pub from: Node,
    /// To here.
    pub to: Node,
    /// What tells it apart from others between the same two.
    pub mark: Mark,
}

/// What one pool took in and gave out in the months asked about. Pence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Contributions in the ledger.
    pub paid_in: Money,
    /// Contributions planned of which the ledger has nothing.
    pub planned: Money,
    /// Spend through the pool.
    pub spend: Money,
    /// Client charges and other income of its schemes.
    pub income: Money,
    /// Grant handed on.
    pub handed_on: Money,
    /// Spend on its schemes in partners' own books.
    pub own_books: Money,
}

impl Account {
    /// Paid in less what went out of the pool: above nil not yet spent, below nil spent beyond it.
    pub fn left(&self) -> Money {
        self.paid_in - self.went_out()
    }

    /// Spend less income, and grant handed on.
    pub fn went_out(&self) -> Money {
        self.spend - self.income + self.handed_on
    }
}

/// The flows of money of one standing.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// Amounts of links. Below nil where more came back than went.
    pub links: BTreeMap<Link, Money>,
    /// The account of each pool.
    pub pools: BTreeMap<Option<usize>, Account>,
}

impl Graph {
    /// What comes into a node, and what goes out of it.
    pub fn through(&self, node: Node) -> (Money, Money) {
        let sum = |wanted: &dyn Fn(&Link) -> bool| {
            let links = self.links.iter().filter(|(link, _)| wanted(link));
            links.map(|(_, amount)| *amount).sum()
        };
        (sum(&|l| l.to == node), sum(&|l| l.from == node))
    }

    /// Every node with a link.
    pub fn nodes(&self) -> Vec<Node> {
        let ends = self.links.keys().flat_map(|link| [link.from, link.to]);
        let mut all: Vec<Node> = ends.collect();
        all.sort();
        all.dedup();
        all
    }

    /// A node in which money neither begins nor ends, and into which other comes than goes out.
    pub(super) fn broken(&self) -> Option<Node> {
        let mut sums: BTreeMap<Node, Money> = BTreeMap::new();
        for (link, amount) in &self.links {
            *sums.entry(link.from).or_default() -= *amount;
            *sums.entry(link.to).or_default() += *amount;
        }
        let mut wrong = sums.iter().filter(|(_, sum)| !sum.is_nil());
        wrong.find(|(node, _)| node.is_between()).map(|(n, _)| *n)
    }

    fn add(&mut self, from: Node, to: Node, mark: Mark, amount: Money) {
        let link = Link { from, to, mark };
        *self.links.entry(link).or_default() += amount;
    }
}

/// Draws up the flows of each standing.
pub(super) fn graphs(plan: &Plan, flows: &Flows) -> BTreeMap<Held, Graph> {
    let mut graphs: BTreeMap<Held, Graph> = BTreeMap::new();
    for (entry, amount) in flows.entries.iter() {
        let graph = graphs.entry(entry.held).or_default();
        let account = graph.pools.entry(entry.pool).or_default();
        match entry.kind {
            Kind::Contribution => account.paid_in += *amount,
            Kind::Spend if entry.payer == Payer::Fund => account.spend += *amount,
            Kind::Spend => account.own_books += *amount,
            Kind::Income => account.income += *amount,
            Kind::Passport => account.handed_on += *amount,
            // A settlement passes beside the pool.
            _ => continue,
        }
        links(plan, flows, graph, entry, *amount);
    }
    for (planned, amount) in &flows.plans.not_in_ledger {
        let Planned {
            pool,
            partner,
            source,
            ..
        } = *planned;
        let graph = graphs.entry(Held::of(plan, Some(pool))).or_default();
        graph.pools.entry(Some(pool)).or_default().planned += *amount;
        let from = Node::Payer(partner, source);
        graph.add(from, Node::Fund(Some(pool)), Mark::Planned, *amount);
    }
    for graph in graphs.values_mut() {
        for (pool, account) in graph.pools.clone() {
            let left = account.left() + account.planned;
            match left.pence() {
                0 => {}
                1.. => graph.add(Node::Fund(pool), Node::Left(pool), Mark::Ledger, left),
                _ => graph.add(Node::Beyond(pool), Node::Fund(pool), Mark::Ledger, -left),
            }
        }
        graph.links.retain(|_, amount| !amount.is_nil());
    }
    graphs
}

/// The links of one movement.
fn links(plan: &Plan, flows: &Flows, graph: &mut Graph, entry: &Entry, amount: Money) {
    let fund = Node::Fund(entry.pool);
    let partner = match entry.payer {
        Payer::Party(Party::Partner(partner)) => Some(partner),
        _ => None,
    };
    let scheme = entry.scheme.map(|s| Node::Scheme(entry.pool, s));
    let paid = match entry.paid {
        Paid::Provider(payee) => Node::Provider(payee),
        Paid::Party(party) => Node::Party(party),
        Paid::Fund | Paid::Clients | Paid::Nobody => Node::Nobody,
    };
    match (entry.kind, scheme) {
        (Kind::Contribution, _) => {
            if let Some(partner) = partner {
                let from = Node::Payer(partner, entry.source);
                graph.add(from, fund, Mark::Ledger, amount);
            }
        }
        (Kind::Passport, _) => {
            let on = Node::HandedOn(entry.pool);
            graph.add(fund, on, Mark::Ledger, amount);
            graph.add(on, paid, Mark::Ledger, amount);
        }
        (Kind::Income, Some(scheme)) => {
            let clients = Node::Clients(entry.pool);
            graph.add(clients, scheme, Mark::Ledger, amount);
            graph.add(fund, scheme, Mark::Ledger, -amount);
        }
        (Kind::Spend, Some(scheme)) => {
            match partner {
                None => graph.add(fund, scheme, Mark::Ledger, amount),
                Some(partner) => {
                    let from = Node::Direct(partner, entry.source);
                    let own = Node::OwnBooks(entry.pool, entry.payer);
                    graph.add(from, own, Mark::Ledger, amount);
                    graph.add(own, scheme, Mark::Ledger, amount);
                }
            }
            let payment = key(plan, flows, Dimension::Payment, entry);
            graph.add(scheme, paid, Mark::Payment(payment), amount);
        }
        _ => {}
    }
}
