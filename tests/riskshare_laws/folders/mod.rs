//! Planning folders drawn from a row of numbers: any row gives a folder that reads.

mod schemes;
mod tape;
pub(crate) mod terms;
mod text;

pub(crate) use schemes::Row;
pub(crate) use text::ledger;

use schemes::{Scheme, payments, scheme};
use tape::Tape;
use terms::{Rule, rule};

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

#[derive(Clone)]
pub(crate) struct Pool {
    pub(crate) id: String,
    pub(crate) host: String,
    /// By partner, in pence.
    pub(crate) contributions: Vec<i128>,
    pub(crate) openings: Vec<i128>,
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

pub(crate) fn pounds(pence: i128) -> String {
    let sign = if pence < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", pence.abs() / 100, pence.abs() % 100)
}
