//! The report of a simulation: each party's expected share, how far it spreads, and how likely a
//! limit or a reserve is to be reached.

use super::super::riskshare::sections::ELSEWHERE;
use super::super::riskshare::words::Words;
use super::{Asked, starting_from, with_place};
use crate::compute::outturn::Around;
use crate::compute::what_if::{Chance, Event, Simulation};
use crate::model::Party;
use crate::report::missing::{Gap, not_computed_part};
use crate::report::ready;
use crate::report::{Cell, Part, Report, Table, listed, text};
use crate::value::Money;
use serde_json::{Value, json};
use std::rc::Rc;

/// How the draws were made.
#[derive(Clone, Copy)]
pub struct Drawn {
    /// The seed.
    pub seed: u64,
    /// All schemes by the same draw?
    pub together: bool,
    /// What they were drawn about.
    pub around: Around,
}

/// The percentiles shown.
const PERCENTILES: [usize; 3] = [5, 50, 95];

/// Builds the report.
pub fn report(asked: &Asked, drawn: Drawn, simulation: Simulation) -> Report {
    let words = asked.words();
    let moves = match drawn.together {
        true => "all schemes by the same draw",
        false => "each scheme by a draw of its own",
    };
    let mut parts = asked.head(vec![
        (
            "Draws".to_owned(),
            format!("{}, seed {}", simulation.draws, drawn.seed),
        ),
        ("What varies".to_owned(), moves.to_owned()),
        (
            "Drawn about".to_owned(),
            starting_from(drawn.around).to_owned(),
        ),
    ]);
    if simulation.computed {
        parts.extend(shares(&words, &simulation));
        parts.extend(chances(&words, &simulation));
        parts.extend(spreads(asked, &words, &simulation));
    } else {
        parts.push(super::nothing_computed());
    }
    let not_computed: Vec<String> = simulation
        .not_computed
        .iter()
        .map(|(scope, (refusal, draws))| {
            let why = with_place(refusal, &asked.sources);
            match *draws == simulation.draws {
                true => format!("{scope}: {why}"),
                false => format!("{scope}, in {draws} of {} draws: {why}", simulation.draws),
            }
        })
        .collect();
    parts.extend(not_computed_part(not_computed));
    let data = data(asked, &words, &simulation);
    let incomplete = asked.leaves_out() || !simulation.not_computed.is_empty();
    let simulation = Rc::new(simulation);
    let wired = asked.clone();
    Report {
        title: format!("Risk share: {}, simulated to the year's end", asked.name()),
        parts: ready(parts),
        data: ready(data),
        incomplete,
        wire: Box::new(move || wire(&wired, drawn, &simulation).into()),
    }
}

fn shares(words: &Words<'_>, simulation: &Simulation) -> Vec<Part> {
    let headings = ["Party", "Expected", "5 in 100", "50 in 100", "95 in 100"];
    let mut shown = Table::new(&headings, &[1, 2, 3, 4]);
    let row = |name: String, amounts: &[Money]| {
        let mut row = vec![text(name), Cell::Money(Simulation::mean(amounts))];
        row.extend(PERCENTILES.map(|p| Cell::Money(Simulation::percentile(amounts, p))));
        row
    };
    let mut sentences = Vec::new();
    for (party, amounts) in &simulation.shares {
        shown.row(row(words.name(*party), amounts));
        let high = Simulation::percentile(amounts, 95);
        let name = words.name(*party);
        sentences.push(match high.pence() < 0 {
            true => format!("{name} gets back {} or more", high.size()),
            false => format!("{name} bears {high} or less"),
        });
    }
    let others = elsewhere(simulation);
    if !others.is_nil() {
        let mut row = vec![text("Elsewhere"), Cell::Money(others)];
        row.resize(headings.len(), Cell::Blank);
        shown.row(row);
    }
    shown.total(row("Variance of all".to_owned(), &simulation.variances));
    let mut said =
        "Expected is the mean of all draws; so many in 100 draws come to the amount or less."
            .to_owned();
    if !sentences.is_empty() {
        said.push_str(&format!(
            " In nineteen draws of twenty {}; these do not add up, for they are not of one draw.",
            listed(&sentences)
        ));
    }
    if !others.is_nil() {
        said.push_str(&format!(" {ELSEWHERE}"));
    }
    vec![
        Part::Heading("What each may bear".to_owned()),
        Part::Table(shown),
        Part::Sentence(said),
    ]
}

/// What is with no party in the mean of all draws. Means add up, unlike percentiles, but for odd
/// pennies of their rounding.
fn elsewhere(simulation: &Simulation) -> Money {
    let mut left = simulation.variances.clone();
    for shares in simulation.shares.values() {
        for (left, share) in left.iter_mut().zip(shares) {
            *left -= *share;
        }
    }
    Simulation::mean(&left)
}

fn chances(words: &Words<'_>, simulation: &Simulation) -> Vec<Part> {
    let mut shown = Table::new(&["What", "Draws", "Chance"], &[1, 2]);
    for chance in &simulation.chances {
        shown.row(vec![
            text(event(words, &chance.event)),
            Cell::Count(i64::from(chance.draws)),
            Cell::PerMille(per_mille(chance, simulation.draws)),
        ]);
    }
    vec![
        Part::Heading("How likely".to_owned()),
        Part::Table(shown),
        Part::Sentence("The chance is the part of all draws in which it happens.".to_owned()),
    ]
}

/// Tenths of a per cent, half up.
fn per_mille(chance: &Chance, draws: u32) -> i128 {
    let (some, all) = (i128::from(chance.draws), i128::from(draws.max(1)));
    (some * 2_000 + all) / (all * 2)
}

fn event(words: &Words<'_>, event: &Event) -> String {
    match event {
        Event::Limit(rule, party, over_pool) => {
            let over = if *over_pool { " over the pool" } else { "" };
            format!("the limit on {}{over} in `{rule}` bites", words.id(*party))
        }
        Event::UsedUp(pool, reserve) => format!(
            "nothing is left of reserve {} of {}",
            words.reserve_id(*pool, *reserve),
            words.pool_id(*pool)
        ),
        Event::Unallocated => "something is allocated to nobody".to_owned(),
    }
}

fn spreads(asked: &Asked, words: &Words<'_>, simulation: &Simulation) -> Vec<Part> {
    let mut shown = Table::new(&["Scheme", "Expected", "Spread", "Taken from"], &[1, 2]);
    let mut still = Vec::new();
    for spread in &simulation.spreads {
        let name = words.scheme_id(spread.scheme);
        let (amount, from) = match (&spread.deviation, spread.months) {
            (Ok(amount), Some(months)) => (Cell::Money(*amount), format!("{months} months")),
            (Ok(amount), None) => (Cell::Money(*amount), "`spread` in the plan".to_owned()),
            (Err(refusal), _) => {
                still.push(format!("{name}: {}", with_place(refusal, &asked.sources)));
                (Cell::Blank, "does not vary".to_owned())
            }
        };
        shown.row(vec![
            text(name),
            Cell::Money(spread.expected),
            amount,
            text(from),
        ]);
    }
    let mut parts = vec![
        Part::Heading("How far each scheme spreads".to_owned()),
        Part::Table(shown),
        Part::Sentence("Spread is one standard deviation of the months to come: two draws of three lie within it of what is expected, nineteen of twenty within twice as much. Worked out from months, it is that of their variances times the root of the months to come. Nothing says that the months to come will be like those gone.".to_owned()),
    ];
    if !still.is_empty() {
        parts.push(Part::List(still));
    }
    parts
}

/// One row for each party and figure.
fn data(asked: &Asked, words: &Words<'_>, simulation: &Simulation) -> Table {
    let headings = ["of", "kind", "figure", "amount", "draws", "note"];
    let mut all = Table::new(&headings, &[3, 4]);
    let parties = simulation.shares.iter();
    let parties = parties.map(|(p, amounts)| (words.id(*p), "share", amounts));
    let whole = [("all".to_owned(), "variance", &simulation.variances)];
    for (name, kind, amounts) in parties.chain(whole) {
        let figures = PERCENTILES.map(|p| (p.to_string(), Simulation::percentile(amounts, p)));
        let mean = ("expected".to_owned(), Simulation::mean(amounts));
        for (figure, amount) in [mean].into_iter().chain(figures) {
            all.row(vec![
                text(name.clone()),
                text(kind),
                text(figure),
                Cell::Money(amount),
                Cell::Blank,
                Cell::Blank,
            ]);
        }
    }
    all.row_with(vec![
        ("of", text("elsewhere")),
        ("kind", text("elsewhere")),
        ("figure", text("expected")),
        ("amount", Cell::Money(elsewhere(simulation))),
    ]);
    for chance in &simulation.chances {
        all.row(vec![
            text(event(words, &chance.event)),
            text("chance"),
            Cell::Blank,
            Cell::Blank,
            Cell::Count(i64::from(chance.draws)),
            Cell::Blank,
        ]);
    }
    for (scope, (refusal, draws)) in &simulation.not_computed {
        all.row_with(vec![
            ("of", text(scope.clone())),
            ("kind", text("not-computed")),
            ("draws", Cell::Count(i64::from(*draws))),
            ("note", text(with_place(refusal, &asked.sources))),
        ]);
    }
    let left_out = Gap::left_out(asked.left_out());
    Gap::add(left_out, &mut all, ["of", "kind", "note"]);
    all
}

fn wire(asked: &Asked, drawn: Drawn, simulation: &Simulation) -> Value {
    let words = asked.words();
    let figures = |name: Value, amounts: &[Money]| {
        let at = |p| Simulation::percentile(amounts, p).plain();
        json!({
            "party": name,
            "expected": Simulation::mean(amounts).plain(),
            "p5": at(5), "p50": at(50), "p95": at(95),
        })
    };
    let id = |party: &Party| Value::String(words.id(*party));
    let shares = simulation.shares.iter().map(|(p, a)| figures(id(p), a));
    let chances = simulation.chances.iter().map(|chance| {
        let kind = match &chance.event {
            Event::Limit(..) => "limit",
            Event::UsedUp(..) => "reserve-used-up",
            Event::Unallocated => "unallocated",
        };
        json!({"what": kind, "sentence": event(&words, &chance.event), "draws": chance.draws})
    });
    let spreads = simulation.spreads.iter().map(|spread| {
        json!({
            "scheme": words.scheme_id(spread.scheme),
            "expected": spread.expected.plain(),
            "spread": spread.deviation.as_ref().ok().map(|amount| amount.plain()),
            "months": spread.months,
            "why_none": spread.deviation.as_ref().err().map(|r| with_place(r, &asked.sources)),
        })
    });
    let not_computed = simulation.not_computed.iter().map(|(scope, (refusal, draws))| {
        json!({"scope": scope, "why": with_place(refusal, &asked.sources), "draws": draws})
    });
    let mut all = asked.wire("jcplan/riskshare-simulation/1");
    let around = match drawn.around {
        Around::Outturn => "outturn",
        Around::Baseline => "baseline",
    };
    let more = [
        ("draws", json!(simulation.draws)),
        ("seed", json!(drawn.seed)),
        (
            "vary",
            json!(if drawn.together { "together" } else { "each" }),
        ),
        ("around", json!(around)),
        ("shares", Value::Array(shares.collect())),
        (
            "elsewhere",
            json!({"expected": elsewhere(simulation).plain()}),
        ),
        ("variance", figures(Value::Null, &simulation.variances)),
        ("chances", Value::Array(chances.collect())),
        ("spreads", Value::Array(spreads.collect())),
        ("not_computed", Value::Array(not_computed.collect())),
    ];
    all.extend(more.map(|(key, value)| (key.to_owned(), value)));
    Value::Object(all)
}
