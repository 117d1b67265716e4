//! Risk shares: the language as written, with its parameters filled.

use super::destinations::destination;
use super::faults;
use super::fields::{Fields, entry_id, items_of, lost_at, misread_in, text_of, told_since};
use super::scalar::Reading;
use super::{terms, twice};
use crate::finding::Finding;
use crate::model::{
    Base, Half, LeaveOut, Net, RiskShare, Scheme, SetAside, SetAsideWhat, Twice, TwiceWhat,
    same_values,
};
use crate::source::yaml::{Node, Shape};
use crate::source::{Span, Spanned};
use crate::value::Id;
use std::collections::HashMap;

const NETS: &[(&str, Net)] = &[("scheme", Net::Scheme), ("pool", Net::Pool)];
const BASES: &[(&str, bool)] = &[("planned", false), ("paid", true)];

/// Every definition, once for each set of values its parameters are used with.
pub(super) fn read_all(
    list: &Node,
    schemes: &[Scheme],
    (twice, lost): (&mut Vec<Twice>, &mut Vec<Span>),
    reading: &mut Reading<'_>,
) -> Vec<RiskShare> {
    let uses = uses_by_id(schemes);
    let mut all: Vec<RiskShare> = Vec::new();
    if matches!(list.shape, Shape::Misread) {
        lost.push(list.at);
    }
    for node in items_of(list, reading) {
        match id_of(node).and_then(|id| uses.get(id)) {
            None => match read_one(node, &[], reading) {
                Some(share) => all.push(share),
                None => lost.push(lost_at(node)),
            },
            Some(uses) => {
                for with in uses {
                    all.extend(read_one(node, with, reading));
                }
            }
        }
    }
    // A list that is given twice: which of its definitions were agreed is not known.
    let doubtful = misread_among(list);
    for share in &mut all {
        share.unreadable.extend(doubtful);
    }
    without_twins(all, twice, reading)
}

/// The place of an entry of a list that YAML itself misread.
fn misread_among(list: &Node) -> Option<Span> {
    let Shape::List(items) = &list.shape else {
        return None;
    };
    let mut misread = items.iter().filter(|i| matches!(i.shape, Shape::Misread));
    misread.next().map(|item| item.at)
}

/// Definitions of one id are versions of it where each says when it holds; else the later is told
/// and left out, and nothing is computed by any of that id.
fn without_twins(
    all: Vec<RiskShare>,
    noted: &mut Vec<Twice>,
    reading: &mut Reading<'_>,
) -> Vec<RiskShare> {
    let mut kept: Vec<RiskShare> = Vec::with_capacity(all.len());
    let mut by_id: HashMap<Id, Vec<usize>> = HashMap::new();
    let mut doubled: HashMap<Id, Span> = HashMap::new();
    for share in all {
        let before = by_id.entry(share.id.value.clone()).or_default();
        let twin = before.iter().map(|i| &kept[*i]).find(|other| {
            let versions = is_dated(other) && is_dated(&share);
            other.at != share.at && !versions
        });
        match twin {
            Some(first) => {
                let help = "give one of them another id, or say from and until when each holds";
                twice::tell(&share.id, first.id.at, help, reading);
                twice::note(noted, TwiceWhat::RiskShare, &share.id, first.id.at);
                doubled.insert(share.id.value, share.id.at);
            }
            None => {
                before.push(kept.len());
                kept.push(share);
            }
        }
    }
    for share in &mut kept {
        let again = doubled.get(&share.id.value);
        share.unreadable.extend(again.copied());
    }
    kept
}

/// Does a definition say when it holds?
fn is_dated(share: &RiskShare) -> bool {
    !share.from.is_absent() || !share.until.is_absent()
}

type With = [(Spanned<String>, Spanned<String>)];

/// The distinct sets of values schemes use each definition with.
fn uses_by_id(schemes: &[Scheme]) -> HashMap<&str, Vec<&With>> {
    let mut found: HashMap<&str, Vec<&With>> = HashMap::new();
    let uses = schemes.iter().flat_map(|s| &s.risk_share.values);
    for used in uses.filter_map(|(_, value)| value.value.as_ref()) {
        let of_id = found.entry(used.id.value.as_str()).or_default();
        if !of_id.iter().any(|w| same_values(w, &used.with)) {
            of_id.push(&used.with);
        }
    }
    found
}

fn id_of(node: &Node) -> Option<&str> {
    let Shape::Map(entries) = &node.shape else {
        return None;
    };
    match &entries.iter().find(|e| e.key.value == "id")?.value.shape {
        Shape::Text(id) => Some(id),
        _ => None,
    }
}

fn read_one(node: &Node, with: &With, reading: &mut Reading<'_>) -> Option<RiskShare> {
    let mut unfilled = Vec::new();
    let unreadable = misread_in(node);
    let unused = with
        .iter()
        .filter(|(name, _)| !names(node, &name.value))
        .map(|(name, _)| name.clone())
        .collect();
    let node = filled(node, with, &mut unfilled);
    let before = reading.faults.list().len();
    let mut fields = Fields::of(&node, "a risk share", reading)?;
    let id = entry_id(&mut fields, reading)?;
    let mut share = RiskShare {
        id,
        name: fields.text("name", reading),
        clause: fields.text("clause", reading),
        net: fields
            .word("net", NETS, reading)
            .value()
            .copied()
            .unwrap_or(Net::Scheme),
        base: base(&mut fields, reading),
        set_aside: set_aside(&mut fields, reading),
        overspend: half(&mut fields, "overspend", reading),
        underspend: half(&mut fields, "underspend", reading),
        from: fields.day("from", reading),
        until: fields.day("until", reading),
        unreadable,
        with: with.to_vec(),
        unfilled,
        unused,
        at: node.at,
    };
    fields.finish(reading);
    share.unreadable.extend(told_since(before, reading));
    Some(share)
}

/// Does a definition leave `$name` open anywhere?
fn names(node: &Node, name: &str) -> bool {
    match &node.shape {
        Shape::Text(text) => text.strip_prefix('$') == Some(name),
        Shape::List(items) => items.iter().any(|i| names(i, name)),
        Shape::Map(entries) => entries.iter().any(|e| names(&e.value, name)),
        Shape::Nothing | Shape::Misread => false,
    }
}

/// The node with every scalar `$name` replaced by the value given for it.
fn filled(node: &Node, with: &With, unfilled: &mut Vec<Spanned<String>>) -> Node {
    let shape = match &node.shape {
        Shape::Text(text) => match text.strip_prefix('$') {
            None => Shape::Text(text.clone()),
            Some(name) => match with.iter().find(|(n, _)| n.value == name) {
                Some((_, value)) => Shape::Text(value.value.clone()),
                None => {
                    unfilled.push(Spanned::new(name.to_owned(), node.at));
                    Shape::Misread
                }
            },
        },
        Shape::List(items) => {
            Shape::List(items.iter().map(|i| filled(i, with, unfilled)).collect())
        }
        Shape::Map(entries) => Shape::Map(
            entries
                .iter()
                .map(|e| crate::source::yaml::Entry {
                    key: e.key.clone(),
                    value: filled(&e.value, with, unfilled),
                    first: e.first.clone(),
                    times: e.times,
                })
                .collect(),
        ),
        other => other.clone(),
    };
    Node { shape, at: node.at }
}

fn base(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Base {
    let mut base = Base::default();
    let Some(node) = fields.node("in_proportion_to") else {
        return base;
    };
    let Some(mut entry) = Fields::of(node, "a base", reading) else {
        return base;
    };
    base.said = true;
    base.paid = entry
        .word("contributions", BASES, reading)
        .value()
        .copied()
        .unwrap_or(false);
    if let Some(list) = entry.node("leave_out") {
        let items = match &list.shape {
            Shape::Text(_) => std::slice::from_ref(list),
            _ => super::fields::items_of(list, reading),
        };
        for item in items {
            if let Some(text) = text_of(item, reading)
                && let Some(what) = reading.word(text, item.at, LEAVE_OUT).value()
            {
                base.leave_out.push(*what);
            }
        }
    }
    entry.finish(reading);
    base
}

const LEAVE_OUT: &[(&str, LeaveOut)] = &[
    (
        "nhs-minimum",
        LeaveOut::Source(crate::model::Source::NhsMinimum),
    ),
    (
        "nhs-additional",
        LeaveOut::Source(crate::model::Source::NhsAdditional),
    ),
    ("labcg", LeaveOut::Source(crate::model::Source::Labcg)),
    ("dfg", LeaveOut::Source(crate::model::Source::Dfg)),
    (
        "council-additional",
        LeaveOut::Source(crate::model::Source::CouncilAdditional),
    ),
    ("other", LeaveOut::Source(crate::model::Source::Other)),
    ("capital", LeaveOut::Capital),
    ("non-recurrent", LeaveOut::NonRecurrent),
];

fn set_aside(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Vec<SetAside> {
    let mut all = Vec::new();
    for item in fields.items("set_aside", reading) {
        let Some(mut row) = Fields::of(item, "a row of `set_aside`", reading) else {
            continue;
        };
        let cause = row.text("cause", reading).value().cloned();
        let fixed = row
            .word("profile", &[("fixed", ())], reading)
            .value()
            .is_some();
        let capital = row
            .word("nature", &[("capital", ())], reading)
            .value()
            .is_some();
        let to = destination(&mut row, "to", reading);
        let what = match (cause, fixed, capital) {
            (Some(cause), false, false) => Some(SetAsideWhat::Cause(cause)),
            (None, true, false) => Some(SetAsideWhat::Fixed),
            (None, false, true) => Some(SetAsideWhat::Capital),
            _ => {
                let message = "this row does not say one thing to set aside";
                let help = "write `cause: …`, `profile: fixed` or `nature: capital`, one to a row";
                reading
                    .faults
                    .push(Finding::new(&faults::WRONG_SHAPE, item.at, message).help(help));
                None
            }
        };
        row.require(&["to"], reading);
        row.finish(reading);
        if let (Some(what), Some(to)) = (what, to) {
            all.push(SetAside {
                what,
                to,
                at: item.at,
            });
        }
    }
    all
}

fn half(fields: &mut Fields<'_>, key: &'static str, reading: &mut Reading<'_>) -> Option<Half> {
    let node = fields.node(key)?;
    let mut half = Fields::of(node, "half of a risk share", reading)?;
    let first = if key == "overspend" {
        terms::cover(&mut half, reading)
    } else {
        Vec::new()
    };
    let read = Half {
        first,
        trigger: terms::trigger(&mut half, reading),
        bands: terms::bands(&mut half, reading),
        earned: terms::earned(&mut half, reading),
        limits: terms::limits(&mut half, reading),
        withhold: terms::withhold(&mut half, reading),
        at: node.at,
    };
    half.require(&["bands"], reading);
    half.finish(reading);
    Some(read)
}
