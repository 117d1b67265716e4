//! Planning folders drawn from a row of numbers: any row gives a folder that reads.

use std::fmt::Write;

/// A row of numbers to draw from; when it is used up, every draw is nil.
pub(crate) struct Tape<'a> {
    pub(crate) numbers: &'a [u32],
    pub(crate) at: usize,
}

impl Tape<'_> {
    pub(crate) fn up_to(&mut self, most: u32) -> u32 {
        let number = self.numbers.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        number % (most + 1)
    }

    fn one_in(&mut self, n: u32) -> bool {
        self.up_to(n - 1) == n - 1
    }

    fn pick<'l>(&mut self, list: &'l [String]) -> &'l str {
        &list[self.up_to(list.len() as u32 - 1) as usize]
    }

    /// Pennies, pounds or millions, so that odd pennies are as common as large sums.
    fn amount(&mut self) -> i128 {
        match self.up_to(3) {
            0 => i128::from(self.up_to(30)),
            1 => i128::from(self.up_to(20)) * 50_000,
            2 => i128::from(self.up_to(9_999_999)),
            _ => i128::from(self.up_to(500_000_000)),
        }
    }
}

/// Which terms a law allows.
#[derive(Clone, Copy, Default)]
pub(crate) struct Allow {
    pub(crate) first: bool,
    pub(crate) trigger: bool,
    pub(crate) earned: bool,
    pub(crate) limits: bool,
    pub(crate) over_pool: bool,
    pub(crate) withhold: bool,
    pub(crate) set_aside: bool,
    pub(crate) net_pool: bool,
    /// The underspend half is the overspend half.
    pub(crate) same_halves: bool,
    pub(crate) one_risk_share: bool,
    /// What is over an `over: pool` limit goes to nobody.
    pub(crate) pool_excess_to_nobody: bool,
}

impl Allow {
    pub(crate) const ALL: Allow = Allow {
        first: true,
        trigger: true,
        earned: true,
        limits: true,
        over_pool: true,
        withhold: true,
        set_aside: true,
        net_pool: true,
        same_halves: false,
        one_risk_share: false,
        pool_excess_to_nobody: false,
    };
}

#[derive(Clone, Copy)]
pub(crate) enum Edge {
    Money(i128),
    /// Tenths of a per cent of the baseline.
    OfBaseline(u32),
    /// Tenths of a per cent of the party's contribution to the pool.
    OfContribution(u32),
}

impl Edge {
    fn yaml(self) -> String {
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
    excess_to: String,
}

#[derive(Clone, Default)]
pub(crate) struct Half {
    pub(crate) limits: Vec<Limit>,
    /// All but the limits, as lines below the half.
    lines: String,
}

#[derive(Clone)]
pub(crate) struct Rule {
    pub(crate) id: String,
    head: String,
    pub(crate) over: Half,
    pub(crate) under: Half,
}

#[derive(Clone)]
pub(crate) struct Scheme {
    pub(crate) id: String,
    pub(crate) pool: usize,
    pub(crate) rule: usize,
    lead: String,
    pub(crate) more: String,
    pub(crate) baseline: i128,
}

#[derive(Clone)]
pub(crate) struct Pool {
    pub(crate) id: String,
    pub(crate) host: String,
    /// By partner, in pence.
    pub(crate) contributions: Vec<i128>,
    pub(crate) openings: Vec<i128>,
}

/// A row of the ledger; columns without a value are blank.
#[derive(Clone, Default)]
pub(crate) struct Row {
    pub(crate) kind: &'static str,
    pub(crate) pool: String,
    pub(crate) scheme: String,
    pub(crate) partner: String,
    pub(crate) amount: i128,
    pub(crate) cause: &'static str,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) paid_by: String,
}

#[derive(Clone)]
pub(crate) struct Folder {
    pub(crate) partners: Vec<String>,
    pub(crate) providers: Vec<String>,
    pub(crate) pools: Vec<Pool>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) schemes: Vec<Scheme>,
    pub(crate) rows: Vec<Row>,
    /// Lines for one more risk share and one more scheme.
    pub(crate) more_rules: String,
    pub(crate) more_schemes: String,
}

pub(crate) fn pounds(pence: i128) -> String {
    let sign = if pence < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", pence.abs() / 100, pence.abs() % 100)
}

const RESERVES: [&str; 2] = ["winter", "renewal"];

pub(crate) fn draw(numbers: &[u32], allow: Allow) -> Folder {
    let tape = &mut Tape { numbers, at: 0 };
    let named = |stem: &str, n: u32| (1..=n).map(|i| format!("{stem}-{i}")).collect::<Vec<_>>();
    let partners = named("partner", 2 + tape.up_to(2));
    let providers = named("provider", tape.up_to(2));
    let pools = (0..=tape.up_to(1))
        .map(|i| Pool {
            id: format!("pool-{i}"),
            host: tape.pick(&partners).to_owned(),
            // The first always pays something in, so that proportions are there.
            contributions: (0..partners.len())
                .map(|p| tape.amount() + i128::from(p == 0))
                .collect(),
            openings: RESERVES.map(|_| tape.amount()).to_vec(),
        })
        .collect();
    let mut folder = Folder {
        partners,
        providers,
        pools,
        rules: Vec::new(),
        schemes: Vec::new(),
        rows: Vec::new(),
        more_rules: String::new(),
        more_schemes: String::new(),
    };
    let second = !allow.one_risk_share && tape.up_to(1) == 1;
    for i in 0..=u32::from(second) {
        let rule = rule(tape, &folder, &format!("terms-{i}"), allow);
        folder.rules.push(rule);
    }
    for i in 0..=tape.up_to(5) {
        scheme(tape, &mut folder, i);
    }
    for pool in 0..folder.pools.len() {
        payments(tape, &mut folder, pool);
    }
    folder
}

fn parties(folder: &Folder) -> Vec<String> {
    folder
        .partners
        .iter()
        .chain(&folder.providers)
        .cloned()
        .collect()
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

fn edge(tape: &mut Tape<'_>) -> Edge {
    match tape.up_to(1) {
        0 => Edge::Money(tape.amount()),
        _ => Edge::OfBaseline(tape.up_to(100)),
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

fn rule(tape: &mut Tape<'_>, folder: &Folder, id: &str, allow: Allow) -> Rule {
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

fn scheme(tape: &mut Tape<'_>, folder: &mut Folder, i: u32) {
    let id = format!("scheme-{i}");
    let baseline = tape.amount() + tape.amount();
    let variance = tape.amount() * if tape.up_to(1) == 1 { -1 } else { 1 };
    let mut more = String::new();
    if tape.one_in(4) {
        more.push_str("    profile: fixed\n");
    }
    let first = &folder.partners[0];
    let _ = writeln!(
        more,
        "    funding: {{{first}: \"{}\"}}",
        pounds(1 + tape.amount())
    );
    let mut left = baseline + variance;
    let spend = |amount: i128, cause: &'static str| Row {
        kind: "spend",
        scheme: id.clone(),
        amount,
        cause,
        ..Row::default()
    };
    for cause in ["", "fire", "flood"] {
        if tape.one_in(3) {
            let amount = tape.amount() * if tape.one_in(4) { -1 } else { 1 };
            left -= amount;
            let mut row = spend(amount, cause);
            if cause.is_empty() {
                row.paid_by = tape.pick(&folder.partners).to_owned();
            }
            folder.rows.push(row);
        }
    }
    folder.rows.push(spend(left, ""));
    folder.schemes.push(Scheme {
        pool: tape.up_to(folder.pools.len() as u32 - 1) as usize,
        rule: tape.up_to(folder.rules.len() as u32 - 1) as usize,
        lead: tape.pick(&folder.partners).to_owned(),
        id,
        more,
        baseline,
    });
}

fn payments(tape: &mut Tape<'_>, folder: &mut Folder, pool: usize) {
    let pool = folder.pools[pool].clone();
    for partner in folder.partners.clone() {
        folder.rows.push(Row {
            kind: "contribution",
            pool: pool.id.clone(),
            partner,
            amount: 1 + tape.amount(),
            ..Row::default()
        });
    }
    for from in parties(folder) {
        if from != pool.host && tape.one_in(3) {
            folder.rows.push(Row {
                kind: "settlement",
                pool: pool.id.clone(),
                amount: tape.amount(),
                from,
                to: pool.host.clone(),
                ..Row::default()
            });
        }
    }
}

impl Folder {
    pub(crate) fn yaml(&self) -> String {
        let mut out = String::from("jcplan: 1\nid: drawn\nname: Drawn\npartners:\n");
        for id in &self.partners {
            let _ = writeln!(out, "  - {{id: {id}, name: {id}, kind: unitary-authority}}");
        }
        if !self.providers.is_empty() {
            out.push_str("providers:\n");
        }
        for id in &self.providers {
            let _ = writeln!(out, "  - {{id: {id}, name: {id}}}");
        }
        out.push_str(
            "agreement:\n  arrangements: [pooled-fund]\n  starts: 2025-04-01\n  ends: 2028-03-31\npools:\n",
        );
        for pool in &self.pools {
            let _ = writeln!(
                out,
                "  - id: {}\n    host: {}\n    contributions:",
                pool.id, pool.host
            );
            for (partner, amount) in self.partners.iter().zip(&pool.contributions) {
                let amount = pounds(*amount);
                let _ = writeln!(
                    out,
                    "      - {{partner: {partner}, year: 2025-26, amount: \"{amount}\"}}"
                );
            }
            out.push_str("    reserves:\n");
            for (id, opening) in RESERVES.iter().zip(&pool.openings) {
                let opening = pounds(*opening);
                let _ = writeln!(
                    out,
                    "      - {{id: {id}, opening: {{2025-26: \"{opening}\"}}}}"
                );
            }
        }
        out.push_str("schemes:\n");
        for s in &self.schemes {
            let (pool, rule) = (&self.pools[s.pool].id, &self.rules[s.rule].id);
            let _ = writeln!(
                out,
                "  - id: {}\n    pool: {pool}\n    lead: {}\n    baseline: {{2025-26: \"{}\"}}\n    risk_share: {rule}\n{}",
                s.id,
                s.lead,
                pounds(s.baseline),
                s.more.trim_end()
            );
        }
        out.push_str(&self.more_schemes);
        self.rules_yaml(&mut out);
        out.push_str(&self.more_rules);
        out
    }

    fn rules_yaml(&self, out: &mut String) {
        out.push_str("risk_shares:\n");
        for rule in &self.rules {
            let _ = write!(out, "  - id: {}\n{}", rule.id, rule.head);
            for (name, half) in [("overspend", &rule.over), ("underspend", &rule.under)] {
                let _ = write!(out, "    {name}:\n{}", half.lines);
                if !half.limits.is_empty() {
                    out.push_str("      limits:\n");
                }
                for limit in &half.limits {
                    let over = if limit.over_pool {
                        "          over: pool\n"
                    } else {
                        ""
                    };
                    let _ = write!(
                        out,
                        "        - party: {}\n          at_most: {}\n{over}          excess_to: {}\n",
                        limit.party,
                        limit.at_most.yaml(),
                        limit.excess_to
                    );
                }
            }
        }
    }
}

pub(crate) fn ledger(rows: &[Row]) -> String {
    let mut out = String::from("date,kind,pool,scheme,partner,amount,cause,from,to,paid_by\n");
    for r in rows {
        let amount = pounds(r.amount);
        let _ = writeln!(
            out,
            "2025-09-30,{},{},{},{},{amount},{},{},{},{}",
            r.kind, r.pool, r.scheme, r.partner, r.cause, r.from, r.to, r.paid_by
        );
    }
    out
}
