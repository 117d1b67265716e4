//! Terms of risk shares, drawn.

use super::tape::Tape;
use super::{Allow, Folder, RESERVES, parties, pounds};
use std::fmt::Write;

#[derive(Clone, Copy)]
pub(crate) enum Edge {
    Money(i128),
    /// Tenths of a per cent of the baseline.
    OfBaseline(u32),
    /// Tenths of a per cent of the party's contribution to the pool.
    OfContribution(u32),
}

impl Edge {
    pub(super) fn yaml(self) -> String {
        let tenths = |n: u32| format!("{}.{}%", n / 10, n % 10);
        match self {
            Edge::Money(pence) => format!("£{}", pounds(pence)),
            Edge::OfBaseline(n) => tenths(n),
            Edge::OfContribution(n) => format!("{} of contribution", tenths(n)),
        }
    }

    /// In pence, half a penny away from nil.
    pub(crate) fn pence(self, baseline: i128, contribution: i128) -> i128 {
        match self {
            Edge::Money(pence) => pence,
            Edge::OfBaseline(n) => (baseline * i128::from(n) * 2 + 1000) / 2000,
            Edge::OfContribution(n) => (contribution * i128::from(n) * 2 + 1000) / 2000,
        }
    }
}

#[derive(Clone)]
pub(crate) struct Limit {
    pub(crate) party: String,
    pub(crate) at_most: Edge,
    pub(crate) over_pool: bool,
    pub(super) excess_to: String,
}

#[derive(Clone, Default)]
pub(crate) struct Half {
    pub(crate) limits: Vec<Limit>,
    /// All but the limits, as lines below the half.
    pub(super) lines: String,
}

#[derive(Clone)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(super) head: String,
    pub(crate) over: Half,
    pub(crate) under: Half,
}

pub(super) fn rule(tape: &mut Tape<'_>, folder: &Folder, id: &str, allow: Allow) -> Rule {
    let mut head = String::new();
    if allow.net_pool && tape.one_in(3) {
        head.push_str("    net: pool\n");
    }
    if tape.one_in(4) {
        head.push_str("    in_proportion_to: {contributions: paid}\n");
    }
    if allow.set_aside && tape.one_in(2) {
        head.push_str("    set_aside:\n");
        for row in ["cause: fire", "profile: fixed", "cause: flood"] {
            let to = destination(tape, folder);
            let _ = writeln!(head, "      - {row}\n        to: {to}");
        }
    }
    let over = half(tape, folder, true, allow);
    let under = match allow.same_halves {
        true => over.clone(),
        false => half(tape, folder, false, allow),
    };
    Rule {
        id: id.to_owned(),
        head,
        over,
        under,
    }
}

fn half(tape: &mut Tape<'_>, folder: &Folder, loss: bool, allow: Allow) -> Half {
    let mut lines = String::new();
    if loss && allow.first {
        let items = ["offset", "reserve: winter", "reserve: renewal"];
        let order = [[0, 1, 2], [1, 0, 2], [2, 1, 0], [0, 2, 1]][tape.up_to(3) as usize];
        let taken = tape.up_to(3) as usize;
        if taken > 0 {
            lines.push_str("      first:\n");
        }
        for i in order.into_iter().take(taken) {
            let _ = writeln!(lines, "        - {}", items[i]);
        }
    }
    if allow.trigger && tape.one_in(3) {
        let at = edge(tape).yaml();
        let below = destination(tape, folder);
        let _ = writeln!(
            lines,
            "      trigger:\n        at: {at}\n        below_to: {below}"
        );
    }
    lines.push_str("      bands:\n");
    let mut from = 0;
    for _ in 0..tape.up_to(2) {
        from += 1 + tape.amount();
        let to = destination(tape, folder);
        let _ = writeln!(
            lines,
            "        - up_to: £{}\n          to: {to}",
            pounds(from)
        );
    }
    let to = destination(tape, folder);
    // Beyond a last band with an edge lies what nobody bears.
    let end = from + 1 + tape.amount();
    let closed = tape
        .one_in(4)
        .then(|| format!("up_to: £{}\n          ", pounds(end)));
    let _ = writeln!(lines, "        - {}to: {to}", closed.unwrap_or_default());
    after_bands(tape, folder, allow, &mut lines);
    let mut limits = Vec::new();
    if allow.limits {
        for _ in 0..tape.up_to(3) {
            limits.push(limit(tape, folder, allow));
        }
    }
    Half { limits, lines }
}

/// What of a share is not earned, and what is kept back.
fn after_bands(tape: &mut Tape<'_>, folder: &Folder, allow: Allow, lines: &mut String) {
    if allow.earned && tape.one_in(3) {
        let (rate, to) = (tape.up_to(1000), destination(tape, folder));
        let _ = writeln!(
            lines,
            "      earned:\n        rate: {}.{}%\n        unearned_to: {to}",
            rate / 10,
            rate % 10
        );
    }
    if allow.withhold && tape.one_in(3) {
        let (rate, to) = (tape.up_to(1000), destination(tape, folder));
        let from = tape.pick(&parties(folder)).to_owned();
        let _ = writeln!(
            lines,
            "      withhold:\n        - rate: {}.{}%\n          from: {from}\n          to: {to}",
            rate / 10,
            rate % 10
        );
    }
}

fn limit(tape: &mut Tape<'_>, folder: &Folder, allow: Allow) -> Limit {
    let party = tape.pick(&parties(folder)).to_owned();
    let of_contribution = folder.partners.contains(&party) && tape.one_in(3);
    let at_most = match of_contribution {
        true => Edge::OfContribution(tape.up_to(200)),
        false => edge(tape),
    };
    let over_pool = allow.over_pool && tape.up_to(1) == 1;
    let excess_to = match over_pool && allow.pool_excess_to_nobody {
        true => "unallocated".to_owned(),
        false => destination(tape, folder),
    };
    Limit {
        party,
        at_most,
        over_pool,
        excess_to,
    }
}

fn edge(tape: &mut Tape<'_>) -> Edge {
    match tape.up_to(1) {
        0 => Edge::Money(tape.amount()),
        _ => Edge::OfBaseline(tape.up_to(100)),
    }
}

/// A destination: a party, a reserve, a word, or a map of some of them.
fn destination(tape: &mut Tape<'_>, folder: &Folder) -> String {
    let mut names = parties(folder);
    let words = [
        "contributions",
        "equally",
        "host",
        "lead",
        "funding",
        "unallocated",
    ];
    names.extend(words.iter().chain(&RESERVES).map(|w| (*w).to_owned()));
    let shape = tape.up_to(3);
    if shape < 2 {
        return tape.pick(&names).to_owned();
    }
    let mut entries: Vec<String> = Vec::new();
    for _ in 0..=1 + tape.up_to(2) {
        let name = tape.pick(&names).to_owned();
        if !entries.contains(&name) {
            entries.push(name);
        }
    }
    let last = entries.len() - 1;
    let mut left = 1000;
    let mut map = Vec::new();
    for (i, name) in entries.iter().enumerate() {
        let share = if i == last {
            left
        } else {
            1 + tape.up_to(left / 2 - 1)
        };
        left -= share;
        map.push(match shape {
            2 => format!("{name}: {}", 1 + tape.up_to(6)),
            _ => format!("{name}: {}.{}%", share / 10, share % 10),
        });
    }
    format!("{{{}}}", map.join(", "))
}
