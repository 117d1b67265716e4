//! One award of a release → the row of a contract.

use super::place;
use super::releases::{Code, Length, Named, Release, Sum};
use crate::finding::{Finding, Findings, Severity};
use crate::load::contracts::{RegisterFile, harmless};
use crate::load::faults;
use crate::load::scalar::Reading;
use crate::model::{ContractRow, Field, Register, Value};
use crate::source::{Span, Spanned};
use crate::value::{Day, folded};
use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Deserialize)]
struct Award<'a> {
    id: Option<String>,
    title: Option<String>,
    description: Option<String>,
    status: Option<String>,
    #[serde(borrow)]
    value: Option<Sum<'a>>,
    #[serde(rename = "contractPeriod", borrow)]
    period: Option<Length<'a>>,
    #[serde(default)]
    suppliers: Option<Vec<Named>>,
}

/// Adds the row of an award, or tells why there is none.
pub(super) fn read(
    source: &RegisterFile<'_>,
    release: &Release<'_>,
    (position, raw): (usize, &RawValue),
    register: &mut Register,
    out: &mut Findings,
) {
    register.counts.rows += 1;
    let at = place(source, raw.get());
    let Ok(award) = serde_json::from_str::<Award<'_>>(raw.get()) else {
        register.counts.left_out += 1;
        let message = format!("an award of release {} is not as OCDS has it", release.id);
        out.push(Finding::new(&faults::WRONG_SHAPE, at, message).help("left out"));
        return;
    };
    let status = folded(award.status.as_deref().unwrap_or(""));
    if ["cancelled", "unsuccessful"].contains(&status.as_str()) {
        register.counts.left_out += 1;
        let message = format!(
            "the award of release {} is {status}: no contract",
            release.id
        );
        let finding = Finding::new(&faults::ROW_INCOMPLETE, at, message);
        out.push(finding.graded(Severity::Note));
        return;
    }
    let mut reading = Reading {
        faults: out,
        slashes: None,
    };
    let row = row(release, (position, &award), at, &mut reading);
    if row.starts.is_absent() {
        let message = format!("contract {} has no start date", row.reference);
        let help = "without it the contract is left out of overlaps and breaks";
        let finding = Finding::new(&faults::ROW_INCOMPLETE, at, message);
        out.push(finding.help(help));
    }
    register.rows.push(row);
    register.counts.used += 1;
}

fn row(
    release: &Release<'_>,
    (position, award): (usize, &Award<'_>),
    at: Span,
    reading: &mut Reading<'_>,
) -> ContractRow {
    let tender = release.body.tender.as_ref();
    let signed = release.body.contracts.iter().flatten();
    let mut signed = signed.filter(|c| c.award.is_some() && c.award == award.id);
    // Of one contract alone: several share out what was awarded.
    let signed = signed.next().filter(|_| signed.next().is_none());
    let period = signed
        .and_then(|c| c.period)
        .or(award.period)
        .or(tender.and_then(|t| t.period));
    let value = signed.and_then(|c| c.value).or(award.value);
    let words = |own: &Option<String>, tendered: Option<&String>| {
        let own = own.as_ref().filter(|text| !text.trim().is_empty());
        harmless(own.or(tendered).map_or("", |text| text.trim()))
    };
    // Lots of one process are contracts of their own, called off from it.
    let several = release.awards.len() > 1;
    let reference = if several {
        lot(&release.ocid, award.id.as_deref(), position)
    } else {
        release.ocid.clone()
    };
    let mut providers: Vec<String> = Vec::new();
    for name in award
        .suppliers
        .iter()
        .flatten()
        .filter_map(|s| s.name.as_deref())
    {
        let name = harmless(name.trim());
        if !name.is_empty() && !providers.contains(&name) {
            providers.push(name);
        }
    }
    let buyer = release.body.buyer.as_ref().and_then(|b| b.name.as_deref());
    ContractRow {
        at,
        reference: harmless(&reference),
        title: words(&award.title, tender.and_then(|t| t.title.as_ref())),
        providers,
        commissioner: harmless(buyer.unwrap_or("").trim()),
        service: String::new(),
        areas: Vec::new(),
        cohorts: Vec::new(),
        pathway: String::new(),
        starts: day(period.and_then(|p| p.starts), at, reading),
        ends: day(period.and_then(|p| p.ends), at, reading),
        ended_on: Field::Absent,
        extends_to: day(period.and_then(|p| p.extends_to), at, reading),
        part_of: if several {
            release.ocid.clone()
        } else {
            String::new()
        },
        annual: Field::Absent,
        total: amount(value, at, reading),
        cpv: tender.map_or_else(String::new, |t| {
            codes(t.classification.iter().chain(t.additional.iter().flatten()))
        }),
        route: harmless(tender.and_then(|t| t.route.as_deref()).unwrap_or("")),
        description: words(
            &award.description,
            tender.and_then(|t| t.description.as_ref()),
        ),
        scheme: String::new(),
    }
}

/// One of several of a process. Its own id is one of its kind only within the process, and may be
/// missing: then its place in the list tells it apart.
fn lot(ocid: &str, id: Option<&str>, position: usize) -> String {
    match id.map(str::trim).filter(|id| !id.is_empty()) {
        Some(id) => format!("{ocid}/{id}"),
        None => format!("{ocid}/no. {}", position + 1),
    }
}

/// The day as it was written, whatever the time zone.
fn day(text: Option<&str>, at: Span, reading: &mut Reading<'_>) -> Field<Day> {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        None => Field::Absent,
        Some(text) => reading.day(text, at),
    }
}

/// Pounds; nil and one are unknown, as in every register. Another currency is told.
fn amount(sum: Option<Sum<'_>>, at: Span, reading: &mut Reading<'_>) -> Field<Value> {
    let Some((sum, digits)) = sum.and_then(|s| Some((s, s.amount?))) else {
        return Field::Absent;
    };
    let written = match sum.currency.filter(|c| !c.eq_ignore_ascii_case("gbp")) {
        Some(other) => format!("{} {other}", digits.get()),
        None => digits.get().trim_matches('"').to_owned(),
    };
    match reading.money(&written, at) {
        Field::Given(money) if [0, 100].contains(&money.value.pence()) => {
            Field::Given(Spanned::new(Value::Unknown, at))
        }
        Field::Given(money) => Field::Given(money.map(Value::Known)),
        Field::Absent => Field::Absent,
        Field::Unreadable(at) => Field::Unreadable(at),
    }
}

fn codes<'c>(all: impl Iterator<Item = &'c Code>) -> String {
    let cpv = all.filter(|c| {
        c.scheme
            .as_deref()
            .is_none_or(|s| s.eq_ignore_ascii_case("cpv"))
    });
    let ids: Vec<&str> = cpv.filter_map(|c| c.id.as_deref()).collect();
    ids.join(" ")
}
