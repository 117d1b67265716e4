//! Which scopes have no figures at which changes: of all points and runs, and not of the first alone.

use super::{Asked, with_place};
use crate::compute::what_if::Point;
use crate::report::missing::Gap;
use crate::report::{Table, listed};
use std::collections::HashMap;

/// Schemes named where one thing holds while each of several varies.
const NAMED: usize = 3;

/// A scope without figures at some change at least.
pub(super) struct Failing {
    /// The scope.
    pub(super) scope: String,
    /// At which changes; nothing where at all.
    pub(super) when: String,
    /// Why, with its place.
    pub(super) why: String,
}

impl Failing {
    /// When and why, in one.
    pub(super) fn said(&self) -> String {
        match self.when.is_empty() {
            true => self.why.clone(),
            false => format!("{}: {}", self.when, self.why),
        }
    }

    /// As a line of a list.
    pub(super) fn line(&self) -> String {
        match self.when.is_empty() {
            true => format!("{}: {}", self.scope, self.why),
            false => format!("{}, {}: {}", self.scope, self.when, self.why),
        }
    }
}

/// The last rows of a spreadsheet: everything that fails, and ledger rows left out.
pub(super) fn add(asked: &Asked, all: &[Failing], table: &mut Table) {
    let scopes = all.iter().map(|one| (one.scope.clone(), one.said()));
    let gaps = Gap::all("not-computed", scopes, asked.left_out());
    Gap::add(gaps, table, ["scope", "kind", "note"]);
}

/// At which points of a run something holds, in order.
type Held = Vec<bool>;

/// A scope, and why it has no figures.
type Cause<'a> = (&'a str, String);

/// Everything that fails at any point of any run; a run has a scheme where one alone varies.
pub(super) fn failing(asked: &Asked, runs: &[(Option<usize>, &[Point])]) -> Vec<Failing> {
    let mut found: Vec<(Cause<'_>, Vec<(usize, Held)>)> = Vec::new();
    let mut places: HashMap<Cause<'_>, usize> = HashMap::new();
    for (run, (_, points)) in runs.iter().enumerate() {
        for (i, point) in points.iter().enumerate() {
            for not in &point.not_computed {
                let key = (not.scope.as_str(), with_place(&not.refusal, &asked.sources));
                let place = *places.entry(key.clone()).or_insert_with(|| {
                    found.push((key, Vec::new()));
                    found.len() - 1
                });
                let held = &mut found[place].1;
                if held.last().is_none_or(|(last, _)| *last != run) {
                    held.push((run, vec![false; points.len()]));
                }
                if let Some((_, held)) = held.last_mut() {
                    held[i] = true;
                }
            }
        }
    }
    let each = found.into_iter().map(|((scope, why), held)| Failing {
        scope: scope.to_owned(),
        when: when(asked, runs, &held),
        why,
    });
    each.collect()
}

/// In which runs and at which changes; nothing where in all and at all.
fn when(asked: &Asked, runs: &[(Option<usize>, &[Point])], held: &[(usize, Held)]) -> String {
    let whole = |held: &Held| held.iter().all(|at| *at);
    if held.len() == runs.len() && held.iter().all(|(_, at)| whole(at)) {
        return String::new();
    }
    let mut alike: Vec<(String, Vec<usize>)> = Vec::new();
    for (run, at) in held {
        let changes = match whole(at) {
            true => String::new(),
            false => format!("at {}", listed(&stretches(runs[*run].1, at))),
        };
        match alike.iter_mut().find(|(told, _)| *told == changes) {
            Some((_, runs)) => runs.push(*run),
            None => alike.push((changes, vec![*run])),
        }
    }
    let told = alike.into_iter().map(|(changes, which)| {
        let schemes = which.iter().filter_map(|run| runs[*run].0);
        let mut names: Vec<String> = schemes.map(|s| asked.words().scheme_id(s)).collect();
        if runs.len() == 1 || names.is_empty() {
            return changes;
        }
        let vary = if names.len() == 1 { "varies" } else { "vary" };
        if names.len() > NAMED {
            let more = names.len() - NAMED;
            names.truncate(NAMED);
            names.push(format!("{more} more"));
        }
        let which = format!("where {} {vary}", listed(&names));
        match changes.is_empty() {
            true => which,
            false => format!("{which} {changes}"),
        }
    });
    told.collect::<Vec<String>>().join("; ")
}

/// The changes something holds at, three and more that follow one another as a stretch.
fn stretches(points: &[Point], held: &Held) -> Vec<String> {
    let mut all: Vec<Vec<String>> = Vec::new();
    let mut follows = false;
    for (point, held) in points.iter().zip(held) {
        if *held {
            let change = point.change.to_string();
            match all.last_mut() {
                Some(stretch) if follows => stretch.push(change),
                _ => all.push(vec![change]),
            }
        }
        follows = *held;
    }
    let told = all.into_iter().flat_map(|stretch| match &stretch[..] {
        [first, _, .., last] => vec![format!("{first} to {last}")],
        _ => stretch,
    });
    told.collect()
}
