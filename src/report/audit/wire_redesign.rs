//! Opportunities and design principles in `jcplan/audit/1`.

use super::Given;
use super::redesign::why;
use super::wire::{Wire, optional_day};
use crate::compute::audit::{Audit, Evidence};
use crate::seeds;
use serde_json::{Value, json};

pub(super) fn opportunities(out: &Wire<'_>, given: &Given) -> Vec<Value> {
    let today = given.question.as_at;
    let found = out.audit.redesign.found.iter();
    found
        .map(|o| {
            json!({
                "kind": o.chance.word(),
                "cells": out.cells(&o.cells),
                "contracts": out.labels(&o.contracts),
                "because": why(o),
                "value_a_year": o.value.known.plain(),
                "unknown_values": o.value.unknown,
                "act_by": optional_day(o.act_by),
                "gone_by": o.act_by.is_some_and(|day| day < today),
            })
        })
        .collect()
}

pub(super) fn untold(audit: &Audit) -> Vec<Value> {
    let untold = audit.redesign.untold.iter();
    untold
        .map(|u| json!({"kind": u.chance.word(), "contracts": u.contracts, "why": u.why}))
        .collect()
}

pub(super) fn too_often(audit: &Audit) -> Vec<Value> {
    let often = audit.redesign.often.iter();
    often
        .filter(|o| o.is_too_often())
        .map(|o| json!({"kind": o.chance.word(), "found": o.found, "asked": o.asked}))
        .collect()
}

pub(super) fn not_read(out: &Wire<'_>, given: &Given) -> Vec<Value> {
    let not_read = out.audit.redesign.not_read.iter();
    not_read
        .map(|term| {
            json!({
                "contract": out.label(term.contract),
                "at": given.sources.short(term.at),
                "as_written": term.text,
                "should_be": term.what,
            })
        })
        .collect()
}

pub(super) fn principles(out: &Wire<'_>) -> Vec<Value> {
    let evidence = |one: &Evidence| {
        let (by, words) = match one {
            Evidence::Words(_, phrase) => ("words", Some(phrase)),
            Evidence::OutcomeMeasures(_) => ("outcomes", None),
            Evidence::PaidByOutcomes(_) => ("payment_model", None),
            Evidence::BothWays(_) => ("pathway", None),
        };
        json!({"contract": out.label(one.contract()), "by": by, "words": words})
    };
    let services = out.audit.redesign.principles.iter();
    services
        .map(|service| {
            let each = service.evidence.iter().zip(seeds::principles());
            let each: Vec<Value> = each
                .map(|(all, principle)| {
                    let evidence: Vec<Value> = all.iter().map(evidence).collect();
                    json!({"principle": principle.id, "evidence": evidence})
                })
                .collect();
            json!({
                "service": service.service,
                "contracts": service.contracts.len(),
                "both_ways_together": service.both_ways_together,
                "principles": each,
            })
        })
        .collect()
}
