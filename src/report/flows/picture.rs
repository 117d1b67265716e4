//! The picture of flows: which boxes it has, in which order, and what is put together.

use super::words::{Words, held_words, own_books};
use crate::compute::flows::{Dimension, Graph, Held, Link, Mark, Node};
use crate::model::Party;
use crate::report::sources::source_words;
use crate::report::{Part, Ribbon, Sankey, Station, Tone, counted};
use crate::value::Money;
use std::collections::{BTreeMap, BTreeSet};

/// What stands over the columns.
const HEADS: [&str; 4] = ["Who pays", "Where it is held", "What for", "Who is paid"];

/// The box a node is drawn in: its own, or that of the rest of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Drawn {
    Own(Node),
    /// Schemes of a pool put together.
    Schemes(Option<usize>),
    /// Providers put together.
    Providers,
}

/// The picture, and a sentence on what it cannot show.
pub(super) fn parts(words: &Words<'_>, held: Held, graph: &Graph, largest: usize) -> Vec<Part> {
    let mut parts = Vec::new();
    let back: Vec<String> = came_back(graph)
        .map(|(link, amount)| {
            let (from, to) = (words.node(link.from), words.node(link.to));
            format!(
                "{} came back from {to} to {from}, beyond what went there",
                amount.size()
            )
        })
        .collect();
    if let Some(sankey) = sankey(words, held, graph, largest) {
        parts.push(Part::Sankey(sankey));
    }
    if !back.is_empty() {
        parts.push(Part::Sentence(format!(
            "No picture shows {}, where more came back than went:",
            of_back(graph)
        )));
        parts.push(Part::List(back));
    }
    parts
}

/// Links below nil, which no ribbon can be.
fn came_back(graph: &Graph) -> impl Iterator<Item = (&Link, Money)> {
    let links = graph.links.iter().map(|(link, amount)| (link, *amount));
    links.filter(|(_, amount)| amount.pence() < 0)
}

/// `2 links of £5.00 together`.
fn of_back(graph: &Graph) -> String {
    let sum: Money = came_back(graph).map(|(_, amount)| amount.size()).sum();
    match came_back(graph).count() {
        1 => format!("1 link of {sum}"),
        n => format!("{n} links of {sum} together"),
    }
}

/// The same as a sentence for the picture; nothing where there is none.
fn not_drawn(graph: &Graph) -> String {
    let is = match came_back(graph).count() {
        0 => return String::new(),
        1 => "is",
        _ => "are",
    };
    let of = of_back(graph);
    format!("{of} {is} not drawn: more came back there than went.")
}

fn sankey(words: &Words<'_>, held: Held, graph: &Graph, largest: usize) -> Option<Sankey> {
    let put = Put::of(graph, largest);
    let mut ribbons: BTreeMap<(Drawn, Drawn, Mark), Money> = BTreeMap::new();
    for (link, amount) in graph.links.iter().filter(|(_, amount)| amount.pence() > 0) {
        let ends = (put.drawn(link.from), put.drawn(link.to), link.mark.clone());
        *ribbons.entry(ends).or_default() += *amount;
    }
    let order = order(&ribbons);
    if order.is_empty() {
        return None;
    }
    let key = key(words, &ribbons);
    let stations = order
        .iter()
        .map(|one| station(words, graph, &put, &ribbons, *one));
    let place: BTreeMap<Drawn, usize> =
        order.iter().enumerate().map(|(i, one)| (*one, i)).collect();
    let ribbon = |((from, to, mark), amount): (&(Drawn, Drawn, Mark), &Money)| Ribbon {
        from: place.get(from).copied().unwrap_or(0),
        to: place.get(to).copied().unwrap_or(0),
        amount: *amount,
        shade: match mark {
            Mark::Payment(payment) => key.iter().position(|k| k == payment),
            _ => None,
        },
        planned: *mark == Mark::Planned,
        said: match mark {
            Mark::Payment(payment) => words.key(Dimension::Payment, payment),
            Mark::Planned => "planned, and not in the ledger".to_owned(),
            Mark::Ledger => String::new(),
        },
    };
    let question = &words.flows.question;
    let name = words.plan.partnership.name.value();
    let name = name.map_or_else(String::new, |name| format!("{name}: "));
    Some(Sankey {
        title: format!(
            "{name}{}, {} to {}",
            held_words(held),
            question.from.first_day().long(),
            question.through.last_day().long()
        ),
        said: said(words, graph),
        not_drawn: not_drawn(graph),
        heads: HEADS.to_vec(),
        stations: stations.collect(),
        ribbons: ribbons.iter().map(ribbon).collect(),
        key: key
            .iter()
            .map(|k| words.key(Dimension::Payment, k))
            .collect(),
    })
}

/// What the picture shows, in words.
fn said(words: &Words<'_>, graph: &Graph) -> String {
    let told = graph
        .pools
        .iter()
        .filter(|(pool, _)| pool.is_some())
        .map(|(pool, a)| {
            let left = match a.left().pence() {
                0 => "nothing left".to_owned(),
                1.. => format!("{} not yet spent", a.left()),
                _ => format!("{} more spent than paid in", a.left().size()),
            };
            format!(
                "{}: {} paid in, {} went out, {left}.",
                words.pool(*pool),
                a.paid_in,
                a.went_out()
            )
        });
    let told: Vec<String> = told.collect();
    format!(
        "Money from those who pay it, through pools and schemes, to those who are paid. {}",
        told.join(" ")
    )
}

/// Which nodes are put together.
struct Put {
    schemes: BTreeSet<Node>,
    providers: BTreeSet<Node>,
}

impl Put {
    /// The smallest beyond so many; one alone is not put together with itself.
    fn of(graph: &Graph, largest: usize) -> Put {
        let mut sizes: BTreeMap<Node, Money> = BTreeMap::new();
        for (link, amount) in &graph.links {
            if matches!(link.to, Node::Scheme(..) | Node::Provider(_)) {
                *sizes.entry(link.to).or_default() += *amount;
            }
        }
        let smallest = |wanted: fn(&Node) -> bool| -> BTreeSet<Node> {
            let mut all: Vec<(&Node, &Money)> = sizes.iter().filter(|(n, _)| wanted(n)).collect();
            all.sort_by_key(|(node, amount)| (std::cmp::Reverse(**amount), **node));
            let rest: Vec<Node> = all.iter().skip(largest).map(|(node, _)| **node).collect();
            match rest.len() {
                1 => BTreeSet::new(),
                _ => rest.into_iter().collect(),
            }
        };
        Put {
            schemes: smallest(|node| matches!(node, Node::Scheme(..))),
            providers: smallest(|node| matches!(node, Node::Provider(_))),
        }
    }

    fn drawn(&self, node: Node) -> Drawn {
        match node {
            Node::Scheme(pool, _) if self.schemes.contains(&node) => Drawn::Schemes(pool),
            Node::Provider(_) if self.providers.contains(&node) => Drawn::Providers,
            node => Drawn::Own(node),
        }
    }
}

type Ribbons = BTreeMap<(Drawn, Drawn, Mark), Money>;

fn column(drawn: Drawn) -> usize {
    match drawn {
        Drawn::Own(node) => node.column(),
        Drawn::Schemes(_) => 2,
        Drawn::Providers => 3,
    }
}

/// The pool a box of the third column belongs to, so that those of one pool stand together.
fn pool_of(drawn: Drawn) -> Option<usize> {
    match drawn {
        Drawn::Own(Node::Scheme(pool, _) | Node::HandedOn(pool) | Node::Left(pool))
        | Drawn::Own(Node::Fund(pool) | Node::OwnBooks(pool, _) | Node::Clients(pool))
        | Drawn::Schemes(pool) => pool,
        _ => None,
    }
}

/// The partner a box of the first column is of; none stands last.
fn payer_of(drawn: Drawn) -> usize {
    match drawn {
        Drawn::Own(Node::Payer(partner, _) | Node::Direct(partner, _)) => partner,
        Drawn::Own(Node::Beyond(_)) => usize::MAX,
        _ => 0,
    }
}

/// Boxes column by column: payers and pools as the partnership lists them; schemes by pool, the
/// largest first; providers where most of their money comes from, so that few ribbons cross.
fn order(ribbons: &Ribbons) -> Vec<Drawn> {
    let mut sizes: BTreeMap<Drawn, Money> = BTreeMap::new();
    for ((from, to, _), amount) in ribbons {
        if column(*from) == 0 {
            *sizes.entry(*from).or_default() += *amount;
        }
        *sizes.entry(*to).or_default() += *amount;
    }
    for (from, _, _) in ribbons.keys() {
        sizes.entry(*from).or_default();
    }
    let mut all: Vec<Drawn> = sizes.keys().copied().collect();
    let last = |drawn: &Drawn| match drawn {
        Drawn::Own(Node::Beyond(_) | Node::Nobody) => 3,
        Drawn::Providers => 2,
        Drawn::Own(Node::Left(_) | Node::HandedOn(_)) | Drawn::Schemes(_) => 1,
        _ => 0,
    };
    all.sort_by_key(|d| {
        let size = match column(*d) {
            2 => std::cmp::Reverse(sizes[d]),
            _ => std::cmp::Reverse(Money::NIL),
        };
        // No pool stands last.
        let pool = (pool_of(*d).is_none(), pool_of(*d));
        (column(*d), payer_of(*d), pool, last(d), size, *d)
    });
    let place: BTreeMap<Drawn, i128> = (0_i128..).zip(&all).map(|(i, d)| (*d, i)).collect();
    let weight = |drawn: &Drawn| {
        let (mut sum, mut at) = (0_i128, 0_i128);
        for ((from, to, _), amount) in ribbons {
            if to == drawn {
                sum += amount.pence();
                at += amount.pence() * 1000 * place.get(from).copied().unwrap_or(0);
            }
        }
        at / sum.max(1)
    };
    let weights: BTreeMap<Drawn, i128> = all
        .iter()
        .filter(|d| column(**d) == 3)
        .map(|d| (*d, weight(d)))
        .collect();
    if let Some(first) = all.iter().position(|d| column(*d) == 3) {
        all[first..].sort_by_key(|d| (last(d), weights.get(d).copied(), *d));
    }
    all
}

/// Arrangements the picture has, the largest first.
fn key(words: &Words<'_>, ribbons: &Ribbons) -> Vec<crate::compute::flows::Key> {
    let mut sums: BTreeMap<crate::compute::flows::Key, Money> = BTreeMap::new();
    for ((_, _, mark), amount) in ribbons {
        if let Mark::Payment(payment) = mark {
            *sums.entry(payment.clone()).or_default() += *amount;
        }
    }
    let mut all: Vec<_> = sums.into_iter().collect();
    all.sort_by_key(|(key, sum)| (std::cmp::Reverse(*sum), words.key(Dimension::Payment, key)));
    all.into_iter().map(|(key, _)| key).collect()
}

fn station(words: &Words<'_>, graph: &Graph, put: &Put, ribbons: &Ribbons, one: Drawn) -> Station {
    let (mut into, mut out) = (Money::NIL, Money::NIL);
    let mut payments: BTreeMap<String, Money> = BTreeMap::new();
    for ((from, to, mark), amount) in ribbons {
        if *to == one {
            into += *amount;
            if let Mark::Payment(payment) = mark {
                let payment = words.key(Dimension::Payment, payment);
                *payments.entry(payment).or_default() += *amount;
            }
        }
        if *from == one {
            out += *amount;
        }
    }
    let mut station = Station {
        column: column(one),
        group: String::new(),
        name: String::new(),
        note: String::new(),
        amount: into.max(out),
        tone: Tone::Plain,
    };
    match one {
        Drawn::Own(node) => of_node(words, graph, node, &mut station),
        Drawn::Schemes(pool) => {
            let of = |n: &&Node| matches!(n, Node::Scheme(p, _) if *p == pool);
            let n = put.schemes.iter().filter(of).count();
            station.name = counted(n, "other scheme", "other schemes");
            station.tone = Tone::Other;
        }
        Drawn::Providers => {
            station.name = counted(put.providers.len(), "other provider", "other providers");
            station.tone = Tone::Other;
        }
    }
    if station.note.is_empty() && one != Drawn::Providers {
        station.note = mostly(payments);
    }
    station
}

/// What stands beside the box of one node.
fn of_node(words: &Words<'_>, graph: &Graph, node: Node, station: &mut Station) {
    match node {
        Node::Payer(partner, source) => {
            station.group = words.party(Party::Partner(partner));
            station.name = capital(&source_words(source));
        }
        Node::Direct(partner, source) => {
            station.group = words.party(Party::Partner(partner));
            station.name = capital(&own_books(source));
        }
        Node::Beyond(pool) => {
            station.name = "More spent than paid in".to_owned();
            station.note = of_several(words, graph, pool);
            station.tone = Tone::Beyond;
        }
        Node::Left(pool) => {
            station.name = "Not yet spent".to_owned();
            station.note = match is_planned(graph, pool) {
                true => "if all planned is paid in".to_owned(),
                false => of_several(words, graph, pool),
            };
            station.tone = Tone::Left;
        }
        Node::Clients(pool) | Node::HandedOn(pool) => {
            station.name = words.node(node);
            station.note = of_several(words, graph, pool);
        }
        node => {
            station.name = words.node(node);
            if node == Node::Nobody {
                station.tone = Tone::Other;
            }
        }
    }
}

/// The pool's name, where there are several.
fn of_several(words: &Words<'_>, graph: &Graph, pool: Option<usize>) -> String {
    match graph.pools.len() {
        1 => String::new(),
        _ => words.pool(pool),
    }
}

/// The largest of several, and how many more there are.
fn mostly(all: BTreeMap<String, Money>) -> String {
    let more = all.len().saturating_sub(1);
    let largest = all.into_iter().max_by_key(|(_, sum)| *sum);
    match (largest, more) {
        (None, _) => String::new(),
        (Some((name, _)), 0) => name,
        (Some((name, _)), more) => format!("{name} +{more}"),
    }
}

/// A name as the first word of a label.
fn capital(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// Is a part of what comes into a pool only planned?
fn is_planned(graph: &Graph, pool: Option<usize>) -> bool {
    let account = graph.pools.get(&pool);
    account.is_some_and(|a| !a.planned.is_nil())
}
