//! The report of a sweep: what each party bears along the way, and where something begins to bite.

use super::super::riskshare::sections::ELSEWHERE;
use super::super::riskshare::words::Words;
use super::failing::{Failing, add, failing};
use super::{Asked, shares_of, starting_from, table};
use crate::compute::what_if::{Bite, BiteKind, Break, Point, Run, Sweep, SweepAsked, Vary};
use crate::model::Party;
use crate::report::missing::not_computed_part;
use crate::report::ready;
use crate::report::wire::amounts;
use crate::report::{Cell, Part, Report, Table, text};
use crate::value::{Money, Month};
use serde_json::{Value, json};
use std::rc::Rc;

/// Builds the report.
pub fn report(asked: &Asked, sweep_asked: &SweepAsked, sweep: Sweep) -> Report {
    let words = asked.words();
    let ends = (sweep_asked.changes.first(), sweep_asked.changes.last());
    let range = match ends {
        (Some(low), Some(high)) => format!("{low} to {high}"),
        _ => String::new(),
    };
    let varies = match sweep_asked.vary {
        Vary::Together => "all schemes together".to_owned(),
        Vary::Each => "each scheme in turn, the others as they are".to_owned(),
        Vary::One(scheme) => format!("{} alone", words.scheme_name(scheme)),
    };
    let mut parts = asked.head(vec![
        ("Out-turn changed by".to_owned(), range.clone()),
        ("What varies".to_owned(), varies),
        (
            "Starting from".to_owned(),
            starting_from(sweep_asked.around).to_owned(),
        ),
    ]);
    for run in &sweep.runs {
        parts.extend(of_run(&words, run));
    }
    if sweep.cut_short {
        let sentence = "There are more places than are looked for in one sweep: ask for one scheme (`--vary SCHEME`) or a smaller range.";
        parts.push(Part::Sentence(sentence.to_owned()));
    }
    let runs = sweep.runs.iter();
    let runs: Vec<_> = runs.map(|run| (run.scheme, &run.points[..])).collect();
    let failing = failing(asked, &runs);
    parts.extend(not_computed_part(
        failing.iter().map(Failing::line).collect(),
    ));
    let mut data = data(&words, &sweep);
    add(asked, &failing, &mut data);
    let sweep = Rc::new(sweep);
    let wired = asked.clone();
    Report {
        title: format!("Risk share: {}, out-turns changed by {range}", asked.name()),
        parts: ready(parts),
        data: ready(data),
        incomplete: sweep.cut_short || asked.leaves_out() || !failing.is_empty(),
        wire: Box::new(move || wire(&wired, &sweep).into()),
    }
}

fn parties(run: &Run) -> Vec<Party> {
    let mut all: Vec<Party> = run
        .points
        .iter()
        .flat_map(|point| point.shares.keys().copied())
        .collect();
    all.sort();
    all.dedup();
    all
}

fn of_run(words: &Words<'_>, run: &Run) -> Vec<Part> {
    if run.points.iter().all(|point| point.scopes == 0) {
        return vec![super::nothing_computed()];
    }
    let parties = parties(run);
    let mut headings: Vec<String> = ["Change", "Out-turn", "Variance"].map(str::to_owned).into();
    headings.extend(parties.iter().map(|p| words.id(*p)));
    let others = run.points.iter().any(|point| !point.elsewhere.is_nil());
    if others {
        headings.push("Elsewhere".to_owned());
    }
    let mut shown = table(&headings, 1);
    for point in &run.points {
        let mut row = vec![
            text(point.change.to_string()),
            Cell::Money(point.outturn),
            Cell::Money(point.variance()),
        ];
        row.extend(shares_of(&parties, |p| point.shares.get(&p).copied()));
        if others {
            row.push(Cell::Money(point.elsewhere));
        }
        shown.row(row);
    }
    let heading = match run.scheme {
        Some(scheme) => format!("If {} cost more or less", words.scheme_name(scheme)),
        None => "If every scheme cost more or less".to_owned(),
    };
    let mut parts = vec![Part::Heading(heading), Part::Table(shown)];
    parts.extend(meaning(words, run, &parties).map(Part::Sentence));
    if others {
        parts.push(Part::Sentence(ELSEWHERE.to_owned()));
    }
    if !run.notes.is_empty() {
        parts.push(Part::List(run.notes.clone()));
    }
    parts.extend(breaks(words, run));
    parts
}

/// What the table means: the two ends in a sentence.
fn meaning(words: &Words<'_>, run: &Run, parties: &[Party]) -> Option<String> {
    let end = |point: &Point| {
        let told: Vec<String> = parties
            .iter()
            .map(|party| {
                let share = point.shares.get(party).copied().unwrap_or_default();
                words.bears(*party, share)
            })
            .collect();
        let change = point.change.to_string();
        format!("At {change}, {}.", super::super::listed(&told))
    };
    let (first, last) = (run.points.first()?, run.points.last()?);
    if parties.is_empty() {
        let nobody = "Nobody bears anything at any of these out-turns: it is offset, with reserves, or allocated to nobody.";
        return Some(nobody.to_owned());
    }
    Some(match run.points.len() {
        1 => end(first),
        _ => format!("{} {}", end(first), end(last)),
    })
}

fn breaks(words: &Words<'_>, run: &Run) -> Vec<Part> {
    let heading = Part::Heading("Where something begins or ceases to bite".to_owned());
    if run.breaks.is_empty() {
        let sentence = "Nothing does within this range: each party's share goes on at one rate.";
        return vec![heading, Part::Sentence(sentence.to_owned())];
    }
    let mut shown = Table::new(&["Change", "Out-turn", "Scope", "What"], &[0, 1]);
    let mut before = String::new();
    for place in &run.breaks {
        // Places a few pence apart are one place to a reader: its first out-turn is shown.
        let change = place.change.to_four_places();
        let (at, outturn) = match change == before {
            true => (Cell::Blank, Cell::Blank),
            false => (text(change.clone()), Cell::Money(place.outturn)),
        };
        before = change;
        shown.row(vec![
            at,
            outturn,
            text(scope(&place.bite)),
            text(what(words, place)),
        ]);
    }
    let sentence = "Each is read going away from no change: above it as costs rise, below it as they fall. Places alike to four decimals stand together under their lowest out-turn; each is found to the penny of one scheme, or to a ten-millionth of a per cent of all.";
    vec![
        heading,
        Part::Table(shown),
        Part::Sentence(sentence.to_owned()),
    ]
}

/// The scope as a table has it.
fn scope(bite: &Bite) -> String {
    let Some((name, part, _)) = &bite.scope else {
        return String::new();
    };
    let id = name.strip_prefix("scheme/").unwrap_or(name);
    match part {
        Some((from, to)) => format!("{id} ({})", Month::names(*from, *to)),
        None => id.to_owned(),
    }
}

/// What begins or ceases, in words.
fn what(words: &Words<'_>, place: &Break) -> String {
    let begins = place.begins;
    match &place.bite.kind {
        BiteKind::NotComputed if begins => "it can no longer be worked out".to_owned(),
        BiteKind::NotComputed => "it can be worked out".to_owned(),
        BiteKind::UsedUp(pool, reserve) => {
            let left = if begins { "nothing" } else { "something" };
            format!(
                "{left} is left of reserve {}",
                words.reserve_id(*pool, *reserve)
            )
        }
        BiteKind::Step(step, loss, party) => {
            let side = if *loss { "overspend" } else { "underspend" };
            let who = party.map(|p| words.id(p)).unwrap_or_default();
            let (name, _) = step.split_once('/').unwrap_or((step, ""));
            match (name, begins) {
                ("band", true) => format!("{} of the {side} begins", step.replace('/', " ")),
                ("band", false) => {
                    format!(
                        "{} of the {side} is no longer reached",
                        step.replace('/', " ")
                    )
                }
                ("beyond", true) => format!("the {side} passes the last band"),
                ("beyond", false) => format!("the {side} is within the last band"),
                ("trigger", true) => format!("the {side} is below the trigger, and not shared"),
                ("trigger", false) => format!("the {side} reaches the trigger, or is nil"),
                ("limit", true) => format!("the limit on {who} begins to bite"),
                ("limit", false) => format!("the limit on {who} no longer bites"),
                ("earned", true) => "part of it is not earned".to_owned(),
                ("earned", false) => "no part of it is unearned".to_owned(),
                ("withhold", true) => format!("part of {who}'s share is kept back"),
                ("withhold", false) => format!("nothing of {who}'s share is kept back"),
                (_, true) if step == "first/reserve" => "a reserve is drawn on".to_owned(),
                (_, false) if step == "first/reserve" => "no reserve is drawn on".to_owned(),
                (_, true) if *loss => "other schemes' underspends cover part of it".to_owned(),
                (_, true) => "it covers other schemes' overspends".to_owned(),
                (_, false) if *loss => "no other scheme's underspend covers it".to_owned(),
                (_, false) => "it covers no other scheme's overspend".to_owned(),
            }
        }
    }
}

/// One row for each run, change and party.
fn data(words: &Words<'_>, sweep: &Sweep) -> Table {
    let headings = [
        "varies", "change", "outturn", "baseline", "variance", "bearer", "amount", "kind", "scope",
        "note",
    ];
    let mut all = Table::new(&headings, &[2, 3, 4, 6]);
    for run in &sweep.runs {
        let varies = run.scheme.map_or("all".to_owned(), |s| words.scheme_id(s));
        for point in &run.points {
            let shares = point.shares.iter();
            let shares = shares.map(|(p, m)| (words.id(*p), "share", *m));
            let elsewhere = ("elsewhere".to_owned(), "elsewhere", point.elsewhere);
            for (bearer, kind, amount) in shares.chain([elsewhere]) {
                all.row(vec![
                    text(varies.clone()),
                    text(point.change.to_string()),
                    Cell::Money(point.outturn),
                    Cell::Money(point.baseline),
                    Cell::Money(point.variance()),
                    text(bearer),
                    Cell::Money(amount),
                    text(kind),
                    Cell::Blank,
                    Cell::Blank,
                ]);
            }
        }
    }
    all
}

fn wire(asked: &Asked, sweep: &Sweep) -> Value {
    let words = asked.words();
    let point = |point: &Point| {
        let shares = point
            .shares
            .iter()
            .map(|(party, share)| (words.id(*party), *share));
        json!({
            "change": point.change.to_string(),
            "baseline": point.baseline.plain(),
            "outturn": point.outturn.plain(),
            "variance": point.variance().plain(),
            "shares": amounts(shares),
            "elsewhere": point.elsewhere.plain(),
            "not_computed": asked.not_computed_wire(&point.not_computed),
        })
    };
    let place = |place: &Break| {
        let (step, from) = match &place.bite.kind {
            BiteKind::Step(step, _, party) => (step.clone(), party.map(|p| words.id(p))),
            BiteKind::UsedUp(pool, reserve) => (
                "reserve-used-up".to_owned(),
                Some(words.reserve_id(*pool, *reserve)),
            ),
            BiteKind::NotComputed => ("not-computed".to_owned(), None),
        };
        json!({
            "change": place.change.to_string(),
            "outturn": place.outturn.plain(),
            "scope": place.bite.scope.as_ref().map(|(name, _, _)| name),
            "step": step,
            "of": from,
            "begins": place.begins,
            "sentence": what(&words, place),
        })
    };
    let runs: Vec<Value> = sweep
        .runs
        .iter()
        .map(|run| {
            let money = |m: Money| m.plain();
            json!({
                "varies": run.scheme.map(|s| words.scheme_id(s)),
                "outturn": money(run.outturn),
                "points": run.points.iter().map(point).collect::<Vec<_>>(),
                "breaks": run.breaks.iter().map(place).collect::<Vec<_>>(),
                "notes": run.notes,
            })
        })
        .collect();
    let mut all = asked.wire("jcplan/riskshare-sweep/1");
    all.insert("runs".to_owned(), Value::Array(runs));
    all.insert("cut_short".to_owned(), Value::Bool(sweep.cut_short));
    Value::Object(all)
}
