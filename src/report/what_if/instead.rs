//! The report of one risk share beside another on the same figures.

use super::super::riskshare::sections::who_bears_what;
use super::super::riskshare::words::Words;
use super::{Asked, table, with_place};
use crate::compute::risk_share::{NotComputed, Outcome, Scope};
use crate::compute::what_if::same_money;
use crate::model::{Party, Plan};
use crate::report::missing::Gap;
use crate::report::ready;
use crate::report::wire::amounts;
use crate::report::{Cell, Part, Report, Table, listed, text};
use crate::value::{Money, Month};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The two outcomes.
pub struct Both {
    /// As the plan has it.
    pub agreed: Outcome,
    /// With the other risk share.
    pub instead: Outcome,
    /// The plan with the other risk share in it.
    pub plan: Rc<Plan>,
    /// What was put in, in words.
    pub what: String,
    /// How many schemes it changes.
    pub schemes: usize,
}

/// Builds the report.
pub fn report(asked: &Asked, both: Both) -> Report {
    let words = asked.words();
    let mut parts = asked.head(vec![("Instead".to_owned(), both.what.clone())]);
    let any = !both.agreed.scopes.is_empty() || !both.instead.scopes.is_empty();
    if any {
        parts.extend(difference(&words, &both));
    }
    let of = |heading: &str, words: &Words<'_>, outcome: &Outcome| {
        let mut parts = who_bears_what(heading, words, outcome, &[]);
        parts.extend(asked.not_computed(&outcome.not_computed));
        parts
    };
    parts.extend(of("As agreed", &words, &both.agreed));
    let other = Words { plan: &both.plan };
    parts.extend(of("Instead", &other, &both.instead));
    let data = data(asked, &words, &both);
    let incomplete = asked.leaves_out() || both.agreed.missing() > 0 || both.instead.missing() > 0;
    let both = Rc::new(both);
    let wired = asked.clone();
    Report {
        title: format!("Risk share: {}, {} instead", asked.name(), both.what),
        parts: ready(parts),
        data: ready(data),
        incomplete,
        wire: Box::new(move || wire(&wired, &both).into()),
    }
}

/// Each party's shares over all scopes, and what is with none: with a nil key at the end.
fn totals(outcome: &Outcome) -> (BTreeMap<Party, Money>, Money) {
    let mut shares: BTreeMap<Party, Money> = BTreeMap::new();
    let mut elsewhere = Money::NIL;
    for scope in &outcome.scopes {
        let own: Money = scope.shares.values().copied().sum();
        elsewhere += scope.variance() - own;
        for (party, share) in &scope.shares {
            *shares.entry(*party).or_default() += *share;
        }
    }
    (shares, elsewhere)
}

fn difference(words: &Words<'_>, both: &Both) -> Vec<Part> {
    let heading = Part::Heading("What it would change".to_owned());
    if !same_money(&both.agreed, &both.instead) {
        let sentence = "No difference is given: the two share different months of some scheme, so that their sums are not of the same money.";
        return vec![heading, Part::Sentence(sentence.to_owned())];
    }
    let (agreed, instead) = (totals(&both.agreed), totals(&both.instead));
    let parties: BTreeSet<Party> = agreed.0.keys().chain(instead.0.keys()).copied().collect();
    let headings = ["Party", "As agreed", "Instead", "Difference"].map(str::to_owned);
    let mut shown = table(&headings, 1);
    let mut told = Vec::new();
    for party in parties {
        let before = agreed.0.get(&party).copied().unwrap_or_default();
        let after = instead.0.get(&party).copied().unwrap_or_default();
        shown.row(row(words.name(party), before, after));
        let moved = after - before;
        if !moved.is_nil() {
            let way = if moved.pence() > 0 { "more" } else { "less" };
            told.push(format!(
                "{} bears {} {way}",
                words.name(party),
                moved.size()
            ));
        }
    }
    // Explained under the tables below.
    if !agreed.1.is_nil() || !instead.1.is_nil() {
        shown.row(row("Elsewhere".to_owned(), agreed.1, instead.1));
    }
    let many = crate::report::counted(both.schemes, "scheme", "schemes");
    let sentence = match told.is_empty() {
        true => format!("With {} for {many}, nobody bears more or less.", both.what),
        false => format!("With {} for {many}, {}.", both.what, listed(&told)),
    };
    vec![heading, Part::Table(shown), Part::Sentence(sentence)]
}

fn row(name: String, before: Money, after: Money) -> Vec<Cell> {
    let figures = [before, after, after - before].map(Cell::Money);
    [text(name)].into_iter().chain(figures).collect()
}

/// One row for each of the two, scope and bearer, which add up to its variance; then what neither or
/// one of them leaves out.
fn data(asked: &Asked, words: &Words<'_>, both: &Both) -> Table {
    let headings = [
        "which",
        "scope",
        "risk_share",
        "variance",
        "bearer",
        "amount",
        "kind",
        "note",
        "months",
    ];
    let mut all = Table::new(&headings, &[3, 5]);
    let last = asked.question.last_month();
    let outcomes = [("agreed", &both.agreed), ("instead", &both.instead)];
    for (which, outcome) in outcomes {
        for scope in &outcome.scopes {
            let (from, to) = scope.part.unwrap_or((1, last));
            let shares = scope.shares.iter();
            let shares = shares.map(|(party, share)| (words.id(*party), "share", *share));
            let elsewhere = ("elsewhere".to_owned(), "elsewhere", words.elsewhere(scope));
            for (bearer, kind, amount) in shares.chain([elsewhere]) {
                all.row(vec![
                    text(which),
                    text(scope.name.clone()),
                    text(scope.risk_share.clone()),
                    Cell::Money(scope.variance()),
                    text(bearer),
                    Cell::Money(amount),
                    text(kind),
                    Cell::Blank,
                    text(Month::names(from, to)),
                ]);
            }
        }
    }
    for (which, outcome) in outcomes {
        for not in &outcome.not_computed {
            all.row_with(vec![
                ("which", text(which)),
                ("scope", text(not.scope.clone())),
                ("kind", text("not-computed")),
                ("note", text(with_place(&not.refusal, &asked.sources))),
            ]);
        }
    }
    let left_out = Gap::left_out(asked.left_out());
    Gap::add(left_out, &mut all, ["scope", "kind", "note"]);
    all
}

fn wire(asked: &Asked, both: &Both) -> Value {
    let words = asked.words();
    let scope = |scope: &Scope| {
        let shares = scope
            .shares
            .iter()
            .map(|(party, share)| (words.id(*party), *share));
        json!({
            "scope": scope.name,
            "risk_share": scope.risk_share,
            "variance": scope.variance().plain(),
            "shares": amounts(shares),
            "elsewhere": words.elsewhere(scope).plain(),
        })
    };
    let one = |outcome: &Outcome| {
        let missing: &[NotComputed] = &outcome.not_computed;
        json!({
            "scopes": outcome.scopes.iter().map(scope).collect::<Vec<_>>(),
            "not_computed": asked.not_computed_wire(missing),
        })
    };
    let (agreed, instead) = (totals(&both.agreed), totals(&both.instead));
    let parties: BTreeSet<Party> = agreed.0.keys().chain(instead.0.keys()).copied().collect();
    let parties = parties.into_iter().map(|party| {
        let before = agreed.0.get(&party).copied().unwrap_or_default();
        let after = instead.0.get(&party).copied().unwrap_or_default();
        json!({
            "party": words.id(party),
            "agreed": before.plain(),
            "instead": after.plain(),
            "difference": (after - before).plain(),
        })
    });
    let comparable = same_money(&both.agreed, &both.instead);
    let parties: Vec<Value> = match comparable {
        true => parties.collect(),
        false => Vec::new(),
    };
    let mut all = asked.wire("jcplan/riskshare-instead/1");
    let more = [
        ("what", json!(both.what)),
        ("schemes", json!(both.schemes)),
        ("parties", Value::Array(parties)),
        ("comparable", json!(comparable)),
        ("agreed", one(&both.agreed)),
        ("instead", one(&both.instead)),
    ];
    all.extend(more.map(|(key, value)| (key.to_owned(), value)));
    Value::Object(all)
}
