//! Laws of risk shares, held for folders drawn at random: a party, a penny and a row at a time
//! nothing is lost, and nothing changes that should not.

#![allow(clippy::unwrap_used)]

mod folders;
#[path = "../support/mod.rs"]
mod support;

use folders::terms::Half;
use folders::{Allow, Folder, Row, draw, ledger};
use jcplan::compute::outturn::{Basis, Question};
use jcplan::compute::risk_share::{Outcome, Scope, StepKind, Target, compute};
use jcplan::model::{Party, Plan};
use jcplan::report::{Surroundings, riskshare};
use jcplan::value::{Day, Money, Period};
use jcplan::{load, workspace};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Enough for six schemes and two risk shares with every term.
fn numbers() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(any::<u32>(), 250)
}

fn question() -> Question {
    Question {
        period: Period::parse("2025-26").unwrap(),
        basis: Basis::ToDate,
        as_at: Day::parse("2026-06-30").unwrap(),
    }
}

struct Answer {
    plan: Rc<Plan>,
    outcome: Rc<Outcome>,
    /// The JSON, without what names the files themselves.
    json: String,
}

/// Reads and computes a folder of this partnership and these ledgers. `name` is one law's alone.
fn ask(name: &str, yaml: &str, ledgers: &[String]) -> Answer {
    let names: Vec<String> = (0..ledgers.len())
        .map(|i| format!("ledger/{i}.csv"))
        .collect();
    let mut files = vec![("partnership.yaml", yaml)];
    files.extend(
        names
            .iter()
            .map(String::as_str)
            .zip(ledgers.iter().map(String::as_str)),
    );
    let at = support::folder(name, &files);
    let found = workspace::find(&at).unwrap();
    let loaded = load::read(&found[0], &load::Asked::default()).unwrap();
    // What reads amiss would be refused, and the law with it held of nothing.
    let faults = loaded.findings.list().iter().map(|f| f.message.as_str());
    let faults: Vec<&str> = faults.filter(|_| !yaml.contains("nobody")).collect();
    assert!(faults.is_empty(), "{faults:?} {yaml}");
    let outcome = Rc::new(compute(&loaded.plan, &question()).unwrap());
    let plan = Rc::new(loaded.plan);
    let around = Surroundings {
        folder: String::new(),
        as_at: question().as_at,
        digest: String::new(),
        totals: None,
        revision: None,
    };
    let (sources, shown) = (Rc::new(loaded.sources), outcome.clone());
    let report = riskshare::explained(plan.clone(), sources, question(), shown, &around, None);
    let json = (report.wire)().whole().to_string();
    Answer {
        plan,
        outcome,
        json,
    }
}

fn answer(name: &str, folder: &Folder) -> Answer {
    ask(name, &folder.yaml(), &[ledger(&folder.rows)])
}

fn pence(money: Money) -> i128 {
    money.pence()
}

fn sum<'a>(all: impl IntoIterator<Item = &'a Money>) -> i128 {
    all.into_iter().map(|m| m.pence()).sum()
}

fn party(folder: &Folder, id: &str) -> Party {
    let at = |list: &[String]| list.iter().position(|p| p == id);
    match at(&folder.partners) {
        Some(i) => Party::Partner(i),
        None => Party::Provider(at(&folder.providers).unwrap()),
    }
}

fn share(scope: &Scope, party: Party) -> i128 {
    scope.shares.get(&party).map_or(0, |m| m.pence())
}

/// What a pool is owed by each party: due, its shares, less paid and settled. Worked out here from
/// what was drawn, so that the payments can be held against it.
fn owed(folder: &Folder, outcome: &Outcome, pool: usize) -> BTreeMap<Party, i128> {
    let mut owed = BTreeMap::new();
    let mut add = |party: Party, amount: i128| *owed.entry(party).or_insert(0) += amount;
    for (i, amount) in folder.pools[pool].contributions.iter().enumerate() {
        add(Party::Partner(i), *amount);
    }
    for scope in outcome.scopes.iter().filter(|s| s.pool == pool) {
        for (party, amount) in &scope.shares {
            add(*party, pence(*amount));
        }
    }
    let id = &folder.pools[pool].id;
    for row in &folder.rows {
        let of_scheme = folder.schemes.iter().find(|s| s.id == row.scheme);
        match row.kind {
            "contribution" if row.pool == *id => add(party(folder, &row.partner), -row.amount),
            "settlement" if row.pool == *id => {
                add(party(folder, &row.from), -row.amount);
                add(party(folder, &row.to), row.amount);
            }
            "spend" if !row.paid_by.is_empty() && of_scheme.is_some_and(|s| s.pool == pool) => {
                add(party(folder, &row.paid_by), -row.amount);
            }
            _ => {}
        }
    }
    owed
}

/// The half a scope without anything set aside falls into.
fn half<'f>(folder: &'f Folder, scope: &Scope) -> &'f Half {
    let rule = folder
        .rules
        .iter()
        .find(|r| r.id == scope.risk_share)
        .unwrap();
    match scope.variance().pence() > 0 {
        true => &rule.over,
        false => &rule.under,
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 128,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn shares_close_and_payments_settle_them(numbers in numbers()) {
        let folder = draw(&numbers, Allow::ALL);
        let Answer { outcome, .. } = answer("laws-close", &folder);
        let mut offsets = BTreeMap::new();
        for s in &outcome.scopes {
            let borne = sum(s.shares.values());
            let rest = pence(s.offset) + sum(s.reserves.values()) - pence(s.unallocated);
            prop_assert_eq!(borne, pence(s.outturn) - pence(s.baseline) + rest);
            *offsets.entry((s.pool, s.risk_share.clone())).or_insert(0) += pence(s.offset);
        }
        for (of, total) in offsets {
            prop_assert_eq!(total, 0, "offsets of {:?} cover one another", of);
        }
        for position in &outcome.positions {
            let borne: i128 = outcome.scopes.iter().map(|s| share(s, position.party)).sum();
            prop_assert_eq!(pence(position.share), borne);
            let pools = 0..folder.pools.len();
            let owed = pools.map(|p| owed(&folder, &outcome, p).get(&position.party).copied());
            prop_assert_eq!(pence(position.balance()), owed.map(Option::unwrap_or_default).sum());
        }
        for (i, pool) in folder.pools.iter().enumerate() {
            let host = party(&folder, &pool.host);
            let mut owed = owed(&folder, &outcome, i);
            owed.remove(&host);
            for t in outcome.transfers.iter().filter(|t| t.pool == i) {
                prop_assert!(pence(t.amount) > 0 && (t.from == host) != (t.to == host));
                let (who, sign) = if t.to == host { (t.from, 1) } else { (t.to, -1) };
                *owed.entry(who).or_insert(0) -= sign * pence(t.amount);
            }
            prop_assert!(owed.values().all(|left| *left == 0), "{:?}", owed);
        }
    }

    #[test]
    fn reserves_tell_what_was_moved_and_cover_no_more_than_they_hold(numbers in numbers()) {
        let folder = draw(&numbers, Allow::ALL);
        let Answer { outcome, .. } = answer("laws-reserves", &folder);
        for end in &outcome.reserves {
            let moved = outcome.scopes.iter().filter(|s| s.pool == end.pool);
            let moved = moved.filter_map(|s| s.reserves.get(&end.reserve));
            prop_assert_eq!(pence(end.change), sum(moved));
        }
        for (i, pool) in folder.pools.iter().enumerate() {
            for (reserve, opening) in pool.openings.iter().enumerate() {
                let steps = outcome.scopes.iter().filter(|s| s.pool == i).flat_map(|s| &s.steps);
                let drawn = steps.filter(|s| s.kind == StepKind::Reserve).flat_map(|s| &s.to);
                let drawn = drawn.filter(|(to, _)| *to == Target::Reserve(reserve));
                prop_assert!(sum(drawn.map(|(_, amount)| amount)) <= *opening);
            }
        }
    }

    #[test]
    fn a_gain_is_its_loss_with_the_sign_turned(numbers in numbers()) {
        let allow = Allow { first: false, same_halves: true, ..Allow::ALL };
        let folder = draw(&numbers, allow);
        let mut mirrored = folder.clone();
        let spend = |r: &&mut Row| r.kind == "spend";
        for row in mirrored.rows.iter_mut().filter(spend) {
            row.amount = -row.amount;
        }
        // Spent before: b + v. Turned about: −b − v; with twice b it comes to b − v.
        for scheme in &folder.schemes {
            let row = Row { kind: "spend", scheme: scheme.id.clone(), ..Row::default() };
            mirrored.rows.push(Row { amount: 2 * scheme.baseline, ..row });
        }
        let loss = answer("laws-mirror", &folder).outcome;
        let gain = answer("laws-mirror", &mirrored).outcome;
        prop_assert_eq!(loss.scopes.len(), gain.scopes.len());
        for (l, g) in loss.scopes.iter().zip(&gain.scopes) {
            prop_assert_eq!(pence(l.variance()), -pence(g.variance()));
            prop_assert_eq!(pence(l.unallocated), -pence(g.unallocated));
            let turned: Vec<_> = g.shares.iter().map(|(k, m)| (*k, -*m)).collect();
            prop_assert_eq!(l.shares.clone().into_iter().collect::<Vec<_>>(), turned);
            let turned: Vec<_> = g.reserves.iter().map(|(k, m)| (*k, -*m)).collect();
            prop_assert_eq!(l.reserves.clone().into_iter().collect::<Vec<_>>(), turned);
        }
    }

    // Nothing moves after the limits here, and what goes round is told unallocated: so no party is
    // left beyond one, whatever the others pass on to it.
    #[test]
    fn nobody_is_beyond_its_limit(numbers in numbers()) {
        let allow = Allow { first: true, earned: true, limits: true, net_pool: true, ..Allow::default() };
        let folder = draw(&numbers, allow);
        let Answer { outcome, .. } = answer("laws-limits", &folder);
        for s in &outcome.scopes {
            for limit in &half(&folder, s).limits {
                let who = party(&folder, &limit.party);
                let paid_in = match who {
                    Party::Partner(i) => folder.pools[s.pool].contributions[i],
                    Party::Provider(_) => 0,
                };
                let most = limit.at_most.pence(pence(s.baseline), paid_in);
                prop_assert!(share(s, who).abs() <= most, "{} {} {}", s.name, limit.party, most);
            }
        }
    }

    // Limits over the pool follow one another once. Where the excess goes to nobody, none can push
    // a party back over another.
    #[test]
    fn nobody_is_beyond_its_limit_over_the_pool(numbers in numbers()) {
        let allow = Allow {
            limits: true, over_pool: true, pool_excess_to_nobody: true, ..Allow::default()
        };
        let folder = draw(&numbers, allow);
        let Answer { outcome, .. } = answer("laws-over-pool", &folder);
        for (pool, at) in folder.pools.iter().zip(0..) {
            for rule in &folder.rules {
                let group: Vec<&Scope> = outcome.scopes.iter()
                    .filter(|s| s.pool == at && s.risk_share == rule.id).collect();
                let baseline: i128 = group.iter().map(|s| pence(s.baseline)).sum();
                for (half, sign) in [(&rule.over, 1), (&rule.under, -1)] {
                    for limit in half.limits.iter().filter(|l| l.over_pool) {
                        let who = party(&folder, &limit.party);
                        let paid_in = match who {
                            Party::Partner(i) => pool.contributions[i],
                            Party::Provider(_) => 0,
                        };
                        let borne: i128 = group.iter().map(|s| sign * share(s, who))
                            .filter(|amount| *amount > 0).sum();
                        prop_assert!(borne <= limit.at_most.pence(baseline, paid_in));
                    }
                }
            }
        }
    }

    // Largest remainders are not monotone: 10 pennies by 3 : 3 : 1 are 4, 4, 2, but 11 are 5, 5, 1. A
    // share is the exact one rounded down, or a penny more; the exact share never falls, and only
    // the slice the variance ends in divides anew. So nobody's falls by more than one penny.
    #[test]
    fn a_larger_overspend_lowers_nobody_by_more_than_a_penny(
        weights in prop::collection::vec(0..1000_u32, 2..5),
        loss in 0..100_000_000_i128, more in prop_oneof![0..20_i128, 0..100_000_000_i128],
        edges in prop::collection::vec(1..60_000_000_i128, 0..4),
    ) {
        prop_assume!(weights.iter().any(|w| *w > 0));
        let ids: Vec<String> = (0..weights.len()).map(|i| format!("partner-{i}")).collect();
        let map: Vec<String> = ids.iter().zip(&weights).map(|(id, w)| format!("{id}: {w}")).collect();
        let to = format!("{{{}}}", map.join(", "));
        let mut yaml = String::from("jcplan: 1\nid: drawn\nname: Drawn\npartners:\n");
        for id in &ids {
            yaml.push_str(&format!("  - {{id: {id}, name: {id}, kind: unitary-authority}}\n"));
        }
        yaml.push_str("agreement:\n  arrangements: [pooled-fund]\n  starts: 2025-04-01\n  \
            ends: 2028-03-31\n  host: partner-0\npools:\n  - id: pool\nschemes:\n");
        for id in ["small", "large"] {
            yaml.push_str(&format!(
                "  - id: {id}\n    pool: pool\n    baseline: {{2025-26: £0}}\n    risk_share: terms\n"
            ));
        }
        yaml.push_str("risk_shares:\n  - id: terms\n    overspend:\n      bands:\n");
        let mut up_to = 0;
        for edge in edges {
            up_to += edge;
            let edge = folders::pounds(up_to);
            yaml.push_str(&format!("        - {{up_to: £{edge}, to: {to}}}\n"));
        }
        yaml.push_str(&format!("        - {{to: {to}}}\n    underspend:\n      bands:\n        - {{to: {to}}}\n"));
        let spend = |id: &str, amount| Row { kind: "spend", scheme: id.into(), amount, ..Row::default() };
        let rows = [spend("small", loss), spend("large", loss + more)];
        let Answer { outcome, .. } = ask("laws-larger", &yaml, &[ledger(&rows)]);
        let [small, large] = &outcome.scopes[..] else {
            return Err(TestCaseError::fail("two scopes"));
        };
        for i in 0..ids.len() {
            let who = Party::Partner(i);
            prop_assert!(share(large, who) >= share(small, who) - 1, "{} {}", yaml, i);
        }
    }

    #[test]
    fn order_files_and_split_rows_change_no_byte(
        numbers in numbers(), order in prop::collection::vec(any::<u32>(), 60), cut in -500..500_i128,
    ) {
        let folder = draw(&numbers, Allow::ALL);
        let before = answer("laws-order", &folder).json;
        let mut rows: Vec<(u32, Row)> = Vec::new();
        for (i, row) in folder.rows.iter().enumerate() {
            let key = order[i % order.len()];
            let mut part = row.clone();
            if key % 3 == 0 {
                part.amount -= cut;
                rows.push((key.rotate_left(7), Row { amount: cut, ..row.clone() }));
            }
            rows.push((key, part));
        }
        rows.sort_by_key(|(key, _)| *key);
        let mut files = [Vec::new(), Vec::new(), Vec::new()];
        for (key, row) in rows {
            files[(key / 5 % 3) as usize].push(row);
        }
        let files = files.map(|rows| ledger(&rows));
        let after = ask("laws-order", &folder.yaml(), &files).json;
        prop_assert_eq!(before, after);
    }

    #[test]
    fn a_scope_refused_changes_no_other_risk_share(numbers in numbers(), fault in 0..5_usize) {
        let folder = draw(&numbers, Allow::ALL);
        let whole = answer("laws-refused", &folder);
        let mut amiss = folder.clone();
        let to = ["winter", "nobody", "{partner-1: 50%, partner-2: 49%}", "winter", "{partner-1: 0}"][fault];
        // Without a baseline or a row its terms are sound, and would have drawn on the reserve.
        let first = if fault % 3 == 0 { "      first:\n        - reserve: winter\n" } else { "" };
        amiss.more_rules = format!(
            "  - id: nobody-s\n    overspend:\n{first}      bands:\n        - to: {to}\n    \
             underspend:\n      bands:\n        - to: {to}\n"
        );
        // Written first, so that what it would have drawn would be missed.
        let baseline = if fault == 0 { "" } else { "    baseline: {2025-26: £5}\n" };
        amiss.more_schemes = format!(
            "  - id: extra\n    pool: pool-0\n    lead: partner-1\n{baseline}    risk_share: nobody-s\n"
        );
        if fault != 3 {
            let row = Row { kind: "spend", scheme: "extra".into(), amount: 77_777, ..Row::default() };
            amiss.rows.push(row);
        }
        let yaml = amiss.yaml().replacen(
            "risk_shares:\n", &format!("risk_shares:\n{}", amiss.more_rules), 1,
        );
        let yaml = yaml.strip_suffix(&amiss.more_rules).unwrap();
        let with = ask("laws-refused", yaml, &[ledger(&amiss.rows)]);
        prop_assert!(with.outcome.not_computed.iter().any(|n| n.scope == "scheme/extra"));
        prop_assert_eq!(with.plan.partnership.schemes.len(), folder.schemes.len() + 1);
        // Places in the file move with the rule written first, and scopes that the one refused may
        // have drawn a reserve away from say so; figures must not move.
        let shown = |o: &Outcome| -> Vec<String> {
            let scopes = o.scopes.iter();
            scopes
                .map(|s| {
                    let steps = s.steps.iter().map(|t| (t.kind, t.amount, t.to.clone(), t.edge));
                    let steps: Vec<_> = steps.collect();
                    let rests = (&s.shares, &s.reserves, s.offset, s.unallocated);
                    let notes = s.notes.iter().filter(|n| !n.contains("`scheme/extra`") && !n.contains("`extra`"));
                    let notes: Vec<_> = notes.collect();
                    format!("{} {} {} {steps:?} {rests:?} {notes:?}", s.name, s.baseline, s.outturn)
                })
                .collect()
        };
        prop_assert_eq!(shown(&whole.outcome), shown(&with.outcome));
    }
}
