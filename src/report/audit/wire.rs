//! `jcplan/audit/1`: the wire format. Money is text with two decimals, days have the year first.

use super::read::{all_attention, not_read_lines};
use super::{Given, wire_money, wire_redesign};
use crate::compute::audit::{Audit, Cell, Overlap, Section, coverage};
use crate::report::defined_twice;
use crate::source::Sources;
use crate::value::{Day, Money};
use serde_json::{Value, json};

pub(super) fn value(given: &Given, audit: &Audit) -> Value {
    let out = Wire {
        audit,
        sources: &given.sources,
    };
    let question = &given.question;
    let tally = audit.tally;
    let head = &given.around;
    let id = given.plan.partnership.id.value();
    let mut value = json!({
        "schema": "jcplan/audit/1",
        "partnership": id.map(ToString::to_string),
        "folder": head.folder,
        "as_at": question.as_at.to_string(),
        "horizon": question.horizon().to_string(),
        "handover_days": question.handover_days,
        "with_extensions": question.with_extensions,
        "notice_months": question.notice_months,
        "letting_months": question.letting_months,
        "together_months": question.together_months,
        "tolerance_per_cent": question.tolerance_per_cent,
        "digest": head.digest,
        "revision": head.revision,
        "registers": registers(given),
        "rows": {"read": tally.rows, "used": tally.used, "left_out": tally.left_out},
        "contracts": tally.contracts,
        "compared": tally.compared,
        "undated": tally.undated,
        "not_read": not_read_lines(given),
        "defined_twice": defined_twice::all(&given.plan.partnership, &given.sources),
        "left_out": left_out(given, audit),
        "attention": attention(given, audit),
    });
    if let Value::Object(keys) = &mut value {
        for (_, section) in Section::WORDS {
            if question.sections.has(*section)
                && let Value::Object(more) = of(*section, &out, given)
            {
                keys.extend(more);
            }
        }
    }
    value["payments"] = json!(wire_money::payments(given));
    value["providers_by_number"] = super::numbers::wire(audit);
    value
}

/// The keys of one part.
fn of(section: Section, out: &Wire<'_>, given: &Given) -> Value {
    let audit = out.audit;
    match section {
        Section::Overlaps => json!({
            "cost_at_stake": {
                "all": audit.at_stake.all.plain(),
                "without_handovers": audit.at_stake.without_handovers.plain(),
                "still_to_come": audit.at_stake.still_to_come.plain(),
            },
            "overlaps": audit.overlaps.iter().map(|o| out.overlap(o)).collect::<Vec<_>>(),
            "overlaps_too_often": out.overlaps_too_often(),
            "recorded_twice": out.twice(),
        }),
        Section::Gaps => json!({
            "breaks": out.breaks(),
            "cliffs": out.cliffs(),
            "lapsed_cells": audit.lapsed,
            "unmet": out.unmet(given),
            "coverage": out.coverage(given),
        }),
        Section::Redesign => json!({
            "opportunities": wire_redesign::opportunities(out, given),
            "opportunities_untold": wire_redesign::untold(audit),
            "opportunities_too_often": wire_redesign::too_often(audit),
            "terms_not_read": wire_redesign::not_read(out, given),
            "unit_prices": wire_money::units(out),
            "unit_prices_not_told": wire_money::unpriced(out),
            "principles": wire_redesign::principles(out),
        }),
        Section::Money => json!({"money": wire_money::money(out)}),
        Section::Services => json!({
            "classified_by_rule": out.by_rule(),
            "unclassified": out.unclassified(),
        }),
    }
}

fn left_out(given: &Given, audit: &Audit) -> Vec<Value> {
    let left_out = audit.left_out.iter();
    left_out
        .map(|row| {
            json!({
                "at": given.sources.short(row.at),
                "contract": row.reference,
                "why": row.why,
            })
        })
        .collect()
}

fn attention(given: &Given, audit: &Audit) -> Vec<Value> {
    all_attention(given, audit)
        .into_iter()
        .map(|(at, message)| json!({"at": at, "message": message}))
        .collect()
}

fn registers(given: &Given) -> Vec<Value> {
    let registers = given.plan.registers.iter();
    registers
        .map(|r| {
            json!({
                "file": r.name,
                "recognised_as": r.recognised_as,
                "rows": r.counts.rows,
                "area_is_buyer": r.area_is_buyer,
            })
        })
        .collect()
}

pub(super) struct Wire<'a> {
    pub(super) audit: &'a Audit,
    pub(super) sources: &'a Sources,
}

pub(super) fn optional_day(day: Option<Day>) -> Value {
    day.map_or(Value::Null, |day| json!(day.to_string()))
}

fn optional_money(money: Option<Money>) -> Value {
    money.map_or(Value::Null, |money| json!(money.plain()))
}

fn cell(cell: &Cell) -> Value {
    json!({"service": cell.service, "area": cell.area, "cohort": cell.cohort})
}

impl Wire<'_> {
    pub(super) fn label(&self, contract: u32) -> String {
        self.audit.contracts.label(contract)
    }

    fn cell(&self, position: u32) -> Value {
        cell(&self.audit.cells[position as usize])
    }

    pub(super) fn cells(&self, positions: &[u32]) -> Vec<Value> {
        positions.iter().map(|c| self.cell(*c)).collect()
    }

    pub(super) fn labels(&self, contracts: &[u32]) -> Vec<String> {
        contracts.iter().map(|c| self.label(*c)).collect()
    }

    fn overlap(&self, overlap: &Overlap) -> Value {
        json!({
            "cells": self.cells(&overlap.cells),
            "kind": overlap.kind.word(),
            "from": overlap.from.to_string(),
            "to": overlap.to.to_string(),
            "days": overlap.days,
            "contracts": self.labels(&overlap.contracts),
            "peak": overlap.peak,
            "commissioners": self.audit.contracts.commissioners_of(&overlap.contracts),
            "providers": self.audit.contracts.providers_of(&overlap.contracts),
            "cost_at_stake": overlap.cost_at_stake.plain(),
            "unknown_values": overlap.unknown_values,
        })
    }

    fn coverage(&self, given: &Given) -> Vec<Value> {
        let (from, to) = super::picture::window(given);
        let lanes = coverage(self.audit, from, to).into_iter();
        lanes
            .map(|lane| {
                let stretches = lane.stretches.iter().map(|(from, to, cover)| {
                    json!({
                        "from": from.to_string(),
                        "to": to.to_string(),
                        "cover": cover.word(),
                    })
                });
                json!({
                    "cells": self.cells(&lane.cells),
                    "stretches": stretches.collect::<Vec<_>>(),
                })
            })
            .collect()
    }

    fn breaks(&self) -> Vec<Value> {
        let breaks = self.audit.breaks.iter();
        breaks
            .map(|gap| {
                json!({
                    "cells": self.cells(&gap.cells),
                    "from": gap.from.to_string(),
                    "to": gap.to.to_string(),
                    "days": gap.days,
                    "after": self.label(gap.after),
                    "before": self.label(gap.before),
                    "open_from_if_extended": optional_day(gap.open_from_if_extended),
                })
            })
            .collect()
    }

    fn overlaps_too_often(&self) -> Vec<Value> {
        let often = self.audit.overlapping_too_often().into_iter();
        often
            .map(|(service, found, asked)| {
                json!({"service": service, "found": found, "asked": asked})
            })
            .collect()
    }

    fn cliffs(&self) -> Vec<Value> {
        let cliffs = self.audit.cliffs.iter();
        cliffs
            .map(|cliff| {
                json!({
                    "cell": self.cell(cliff.cell),
                    "ends": cliff.ends.to_string(),
                    "contract": self.label(cliff.contract),
                    "extends_to": optional_day(cliff.extends_to),
                    "extended_by": cliff.extended_by.map(|c| self.label(c)),
                    "notice_by": optional_day(cliff.notice_by),
                    "begin_letting_by": cliff.begin_letting_by.to_string(),
                })
            })
            .collect()
    }

    fn twice(&self) -> Vec<Value> {
        let twice = self.audit.twice.iter();
        twice
            .map(|t| {
                json!({
                    "contracts": self.labels(&[t.kept, t.left_out]),
                    "because": t.because,
                    "values_differ": t.values_differ,
                })
            })
            .collect()
    }

    fn unmet(&self, given: &Given) -> Vec<Value> {
        let unmet = self.audit.unmet.iter();
        unmet
            .map(|u| {
                json!({
                    "cell": self.cell(u.cell),
                    "pathway": u.pathway,
                    "at": u.at.map(|at| given.sources.short(at)),
                })
            })
            .collect()
    }

    fn by_rule(&self) -> Vec<Value> {
        let book = &self.audit.contracts;
        let by_rule = book.positions().filter(|c| book.is_by_rule(*c));
        by_rule
            .map(|contract| {
                let cells = book.cells(contract).iter();
                let mut services: Vec<&str> = cells
                    .map(|c| self.audit.cells[*c as usize].service.as_str())
                    .collect();
                services.dedup();
                json!({
                    "contract": book.label(contract),
                    "title": book.title(contract, self.sources),
                    "services": services,
                })
            })
            .collect()
    }

    fn unclassified(&self) -> Vec<Value> {
        let book = &self.audit.contracts;
        let unclassified = self.audit.unclassified.iter();
        unclassified
            .map(|position| {
                let worth = book.worth(*position);
                json!({
                    "contract": book.label(*position),
                    "title": book.title(*position, self.sources),
                    "value": optional_money(worth.total.or(worth.annual)),
                })
            })
            .collect()
    }
}
