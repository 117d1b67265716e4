//! The report of exposure: what each party would bear at given out-turns, and whether anything
//! stops it.

use super::super::riskshare::sections::{ELSEWHERE, per_mille};
use super::super::riskshare::words::Words;
use super::failing::{Failing, add, failing};
use super::{Asked, shares_of, table};
use crate::compute::risk_share::{NotComputed, contributions};
use crate::compute::what_if::{Beyond, Exposure};
use crate::model::Party;
use crate::report::missing::{Gap, not_computed_part};
use crate::report::ready;
use crate::report::wire::amounts;
use crate::report::{Cell, Part, Report, Table, listed, text};
use crate::value::{Exact, Money};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::rc::Rc;

/// Builds the report.
pub fn report(asked: &Asked, exposure: Exposure) -> Report {
    let words = asked.words();
    let year = asked.question.period.year();
    let changes: Vec<String> = exposure
        .points
        .iter()
        .map(|p| p.change.to_string())
        .collect();
    let mut parts = asked.head_of_plan(vec![(
        "Out-turn".to_owned(),
        format!("the baseline of {year} changed by {}", listed(&changes)),
    )]);
    let paid = contributions(&asked.plan, &asked.question);
    if let Err(refusal) = &paid {
        let why = super::with_place(refusal, &asked.sources);
        parts.push(Part::Sentence(format!(
            "Per cents of a contribution are not given: {why}."
        )));
    }
    let paid = paid.unwrap_or_default();
    let points = exposure.points.iter();
    let mut parties: BTreeSet<Party> = points.flat_map(|p| p.shares.keys().copied()).collect();
    parties.extend(exposure.beyond.keys());
    let parties: Vec<Party> = parties.into_iter().collect();
    if exposure.points.iter().all(|point| point.scopes == 0) {
        parts.push(super::nothing_computed());
    } else {
        parts.extend(borne(&words, &exposure, &parties, &paid));
        parts.extend(further(&words, &exposure, &paid));
    }
    parts.extend(unknown_beyond(asked, &exposure));
    let failing = failing(asked, &[(None, &exposure.points)]);
    parts.extend(not_computed_part(
        failing.iter().map(Failing::line).collect(),
    ));
    let mut data = data(&words, &exposure, &paid);
    add(asked, &failing, &mut data);
    far_beyond(asked, &exposure, &mut data);
    let (exposure, paid) = (Rc::new(exposure), Rc::new(paid));
    let wired = asked.clone();
    Report {
        title: format!("Risk share: {}, exposure in {year}", asked.name()),
        parts: ready(parts),
        data: ready(data),
        incomplete: asked.leaves_out() || !failing.is_empty() || !exposure.not_beyond.is_empty(),
        wire: Box::new(move || wire(&wired, &exposure, &paid).into()),
    }
}

fn contribution(party: Party, paid: &[Money]) -> Money {
    match party {
        Party::Partner(i) => paid.get(i).copied().unwrap_or_default(),
        Party::Provider(_) => Money::NIL,
    }
}

fn borne(words: &Words<'_>, exposure: &Exposure, parties: &[Party], paid: &[Money]) -> Vec<Part> {
    let mut headings: Vec<String> = ["Change", "Out-turn", "Variance"].map(str::to_owned).into();
    headings.extend(parties.iter().map(|p| words.id(*p)));
    let with_rate: Vec<Party> = parties
        .iter()
        .copied()
        .filter(|p| contribution(*p, paid).pence() > 0)
        .collect();
    headings.extend(
        with_rate
            .iter()
            .map(|p| format!("{}, of contribution", words.id(*p))),
    );
    let others = exposure
        .points
        .iter()
        .any(|point| !point.elsewhere.is_nil());
    if others {
        headings.push("Elsewhere".to_owned());
    }
    let mut shown = table(&headings, 1);
    for point in &exposure.points {
        let share = |party| point.shares.get(&party).copied();
        let mut row = vec![
            text(point.change.to_string()),
            Cell::Money(point.outturn),
            Cell::Money(point.variance()),
        ];
        row.extend(shares_of(parties, share));
        row.extend(with_rate.iter().map(|party| {
            per_mille(
                share(*party).unwrap_or_default(),
                contribution(*party, paid),
            )
        }));
        if others {
            row.push(Cell::Money(point.elsewhere));
        }
        shown.row(row);
    }
    let mut sentence = "Every scheme's out-turn of the year is its baseline with the same change; nothing the ledger holds as spent takes part. Above nil is a cost to bear, below nil a return.".to_owned();
    if others {
        sentence.push_str(&format!(" {ELSEWHERE}"));
    }
    vec![
        Part::Heading("What each would bear".to_owned()),
        Part::Table(shown),
        Part::Sentence(sentence),
    ]
}

/// What stops each party's share, far beyond.
fn further(words: &Words<'_>, exposure: &Exposure, paid: &[Money]) -> Vec<Part> {
    if exposure.beyond.is_empty() {
        return Vec::new();
    }
    let headings = ["Party", "Contribution", "At most", "Of each further £100"];
    let mut shown = Table::new(&headings, &[1, 2, 3]);
    let mut sentences = Vec::new();
    for (party, beyond) in &exposure.beyond {
        let name = words.name(*party);
        let (most, rate) = match beyond {
            Beyond::AtMost(most) => (Cell::Money(*most), Cell::Money(Money::NIL)),
            Beyond::Unlimited(..) => (text("no limit"), Cell::Money(per_hundred(*beyond))),
        };
        let contribution = match contribution(*party, paid) {
            amount if amount.pence() > 0 => Cell::Money(amount),
            _ => Cell::Blank,
        };
        shown.row(vec![text(name.clone()), contribution, most, rate]);
        sentences.push(match beyond {
            Beyond::AtMost(most) if exposure.triggers => {
                format!("{name} bears at most {most} at these changes and far beyond.")
            }
            Beyond::AtMost(most) => {
                format!("{name} bears at most {most}, whatever the schemes cost.")
            }
            Beyond::Unlimited(..) => format!(
                "Nothing limits what {name} bears: {} of each further £100 overspent.",
                per_hundred(*beyond)
            ),
        });
    }
    let limited = |beyond: &Beyond| matches!(beyond, Beyond::AtMost(_));
    if exposure.triggers && exposure.beyond.values().any(limited) {
        let more =
            "Below a trigger a party may bear more than beyond it: `--sweep` shows how much.";
        sentences.push(more.to_owned());
    }
    vec![
        Part::Heading("Far beyond the baseline".to_owned()),
        Part::Table(shown),
        Part::Sentence(sentences.join(" ")),
    ]
}

/// Why nobody's share far beyond is said to have an end: what cannot be worked out there may add to
/// it. Shares without an end have none all the same.
fn unknown_beyond(asked: &Asked, exposure: &Exposure) -> Vec<Part> {
    let who = match exposure.beyond.is_empty() {
        true => "Who bears how much at most",
        false => "Who else bears how much at most",
    };
    let why = |not: &NotComputed| super::with_place(&not.refusal, &asked.sources);
    match &exposure.not_beyond[..] {
        [] => Vec::new(),
        [not] => vec![Part::Sentence(format!(
            "{who} is not known: far beyond, {} cannot be worked out: {}.",
            not.scope,
            why(not)
        ))],
        several => {
            let head = format!("{who} is not known: far beyond, these cannot be worked out.");
            let lines = several.iter();
            let lines = lines.map(|not| format!("{}: {}", not.scope, why(not)));
            vec![Part::Sentence(head), Part::List(lines.collect())]
        }
    }
}

/// What is borne of each further £100, to the penny.
fn per_hundred(beyond: Beyond) -> Money {
    match beyond {
        Beyond::AtMost(_) => Money::NIL,
        Beyond::Unlimited(share, of) => {
            Exact::fraction(Money::from_pence(10_000), share.pence(), of.pence()).half_away()
        }
    }
}

/// One row for each change and party.
fn data(words: &Words<'_>, exposure: &Exposure, paid: &[Money]) -> Table {
    let headings = [
        "change",
        "outturn",
        "baseline",
        "variance",
        "bearer",
        "amount",
        "contribution",
        "kind",
        "scope",
        "note",
    ];
    let mut all = Table::new(&headings, &[1, 2, 3, 5, 6]);
    for point in &exposure.points {
        let head = || {
            vec![
                text(point.change.to_string()),
                Cell::Money(point.outturn),
                Cell::Money(point.baseline),
                Cell::Money(point.variance()),
            ]
        };
        for (party, share) in &point.shares {
            let mut row = head();
            row.extend([text(words.id(*party)), Cell::Money(*share)]);
            row.extend([Cell::Money(contribution(*party, paid)), text("share")]);
            row.extend([Cell::Blank, Cell::Blank]);
            all.row(row);
        }
        let mut row = head();
        row.extend([text("elsewhere"), Cell::Money(point.elsewhere), Cell::Blank]);
        row.extend([text("elsewhere"), Cell::Blank, Cell::Blank]);
        all.row(row);
    }
    all
}

/// What cannot be computed far beyond, in the spreadsheet.
fn far_beyond(asked: &Asked, exposure: &Exposure, table: &mut Table) {
    let scopes = exposure.not_beyond.iter().map(|not| {
        let why = super::with_place(&not.refusal, &asked.sources);
        (not.scope.clone(), format!("far beyond: {why}"))
    });
    let gaps = Gap::all("not-computed", scopes, Vec::new());
    Gap::add(gaps, table, ["scope", "kind", "note"]);
}

fn wire(asked: &Asked, exposure: &Exposure, paid: &[Money]) -> Value {
    let words = asked.words();
    let points: Vec<Value> = exposure
        .points
        .iter()
        .map(|point| {
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
        })
        .collect();
    let beyond: Vec<Value> = exposure
        .beyond
        .iter()
        .map(|(party, beyond)| {
            let most = match beyond {
                Beyond::AtMost(most) => Some(most.plain()),
                Beyond::Unlimited(..) => None,
            };
            json!({
                "party": words.id(*party),
                "contribution": contribution(*party, paid).plain(),
                "limited": most.is_some(),
                "at_most": most,
                "of_each_further_100": per_hundred(*beyond).plain(),
            })
        })
        .collect();
    let mut all = asked.wire("jcplan/riskshare-exposure/1");
    all.insert("points".to_owned(), Value::Array(points));
    all.insert("beyond".to_owned(), Value::Array(beyond));
    let not_beyond = asked.not_computed_wire(&exposure.not_beyond);
    all.insert("not_beyond".to_owned(), not_beyond);
    Value::Object(all)
}
