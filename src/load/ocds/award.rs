//! One award of a release, or one contract signed without an award → the row of a contract.

use super::place;
use super::releases::{Code, Length, Named, Release, Signed, Sum};
use crate::finding::{Finding, Findings, Severity};
use crate::load::contracts::{RegisterFile, Rows, harmless};
use crate::load::faults;
use crate::load::scalar::Reading;
use crate::model::{ContractRow, Field, Register, Value, identified};
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
    #[serde(rename = "contractPeriod")]
    period: Option<Length>,
    #[serde(default)]
    suppliers: Option<Vec<Named>>,
}

/// What a row is made of.
struct Deal<'d> {
    id: Option<&'d str>,
    title: Option<&'d str>,
    description: Option<&'d str>,
    suppliers: &'d [Named],
    period: Option<&'d Length>,
    value: Option<&'d Sum<'d>>,
    /// Its place among those of its process, from nil, and how many they are.
    place: (usize, usize),
}

/// Adds the row of an award, or tells why there is none. `signed` are the contracts of its process.
pub(super) fn read(
    source: &RegisterFile<'_>,
    (release, signed): (&Release<'_>, &[Signed<'_>]),
    (position, raw): (usize, &RawValue),
    register: &mut Register,
    rows: &mut Rows<'_>,
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
    let status = award.status.as_deref();
    if is_no_contract("award", status, (release, at), register, out) {
        return;
    }
    let mut signed = signed
        .iter()
        .filter(|c| c.award.is_some() && c.award == award.id);
    // Of one contract alone: several share out what was awarded.
    let signed = signed.next().filter(|_| signed.next().is_none());
    let deal = Deal {
        id: award.id.as_deref(),
        title: award.title.as_deref(),
        description: award.description.as_deref(),
        suppliers: award.suppliers.as_deref().unwrap_or_default(),
        period: signed
            .and_then(|c| c.period.as_ref())
            .or(award.period.as_ref()),
        value: signed
            .and_then(|c| c.value.as_ref())
            .or(award.value.as_ref()),
        place: (position, release.awards.len()),
    };
    add((release, &deal), at, register, rows, out);
}

/// Adds the row of a contract of a process no release of which has an award: nobody says whom it
/// is with.
pub(super) fn read_signed(
    source: &RegisterFile<'_>,
    release: &Release<'_>,
    position: usize,
    register: &mut Register,
    rows: &mut Rows<'_>,
    out: &mut Findings,
) {
    let contract = &release.signed[position];
    register.counts.rows += 1;
    let at = place(source, release.raw);
    let status = contract.status.as_deref();
    if is_no_contract("contract", status, (release, at), register, out) {
        return;
    }
    let deal = Deal {
        id: contract.id.as_deref(),
        title: contract.title.as_deref(),
        description: contract.description.as_deref(),
        suppliers: &[],
        period: contract.period.as_ref(),
        value: contract.value.as_ref(),
        place: (position, release.signed.len()),
    };
    add((release, &deal), at, register, rows, out);
}

/// Was it cancelled, or did nothing come of it? It is noted, and left out.
fn is_no_contract(
    what: &str,
    status: Option<&str>,
    (release, at): (&Release<'_>, Span),
    register: &mut Register,
    out: &mut Findings,
) -> bool {
    let status = folded(status.unwrap_or(""));
    let gone = ["cancelled", "unsuccessful"].contains(&status.as_str());
    if gone {
        register.counts.left_out += 1;
        let message = format!(
            "the {what} of release {} is {status}: no contract",
            release.id
        );
        let finding = Finding::new(&faults::ROW_INCOMPLETE, at, message);
        out.push(finding.graded(Severity::Note));
    }
    gone
}

fn add(
    of: (&Release<'_>, &Deal<'_>),
    at: Span,
    register: &mut Register,
    rows: &mut Rows<'_>,
    out: &mut Findings,
) {
    let mut reading = Reading {
        faults: out,
        slashes: None,
    };
    let row = row(of, at, &mut reading);
    if row.starts.is_absent() {
        let message = format!("contract {} has no start date", row.reference);
        let help = "without it the contract is left out of overlaps and breaks";
        let finding = Finding::new(&faults::ROW_INCOMPLETE, at, message);
        out.push(finding.help(help));
    }
    rows.add(register, &row.as_read());
}

fn row(
    (release, deal): (&Release<'_>, &Deal<'_>),
    at: Span,
    reading: &mut Reading<'_>,
) -> ContractRow {
    let tender = release.body.tender.as_ref();
    let period = deal.period.or(tender.and_then(|t| t.period.as_ref()));
    let day_of = |text: fn(&Length) -> Option<&str>, reading: &mut Reading<'_>| {
        day(period.and_then(text), at, reading)
    };
    let words = |own: Option<&str>, tendered: Option<&String>| {
        let own = own.filter(|text| !text.trim().is_empty());
        harmless(own.or(tendered.map(String::as_str)).unwrap_or("").trim()).into_owned()
    };
    // Lots of one process are contracts of their own, called off from it.
    let (position, all) = deal.place;
    let (reference, part_of) = if all > 1 {
        let lot = lot(&release.ocid, deal.id, position);
        (lot, release.ocid.clone())
    } else {
        (release.ocid.clone(), String::new())
    };
    let (providers, provider_numbers) = providers(release, deal.suppliers);
    let buyer = release.body.buyer.as_ref().and_then(|b| b.name.as_deref());
    ContractRow {
        at,
        reference: harmless(&reference).into_owned(),
        title: words(deal.title, tender.and_then(|t| t.title.as_ref())),
        providers,
        provider_numbers,
        commissioner: harmless(buyer.unwrap_or("").trim()).into_owned(),
        service: String::new(),
        areas: Vec::new(),
        cohorts: Vec::new(),
        pathway: String::new(),
        starts: day_of(|p| p.starts.as_deref(), reading),
        ends: day_of(|p| p.ends.as_deref(), reading),
        ended_on: Field::Absent,
        extends_to: day_of(|p| p.extends_to.as_deref(), reading),
        part_of,
        annual: Field::Absent,
        total: amount(deal.value, at, reading),
        cpv: tender.map_or_else(String::new, |t| {
            codes(t.classification.iter().chain(t.additional.iter().flatten()))
        }),
        route: harmless(tender.and_then(|t| t.route.as_deref()).unwrap_or("")).into_owned(),
        description: words(
            deal.description,
            tender.and_then(|t| t.description.as_ref()),
        ),
        scheme: String::new(),
    }
}

/// Suppliers by name, each once, and the numbers they are registered by.
fn providers(release: &Release<'_>, suppliers: &[Named]) -> (Vec<String>, Vec<String>) {
    let mut names: Vec<String> = Vec::new();
    let mut numbers: Vec<String> = Vec::new();
    for supplier in suppliers {
        let name = harmless(supplier.name.as_deref().unwrap_or("").trim()).into_owned();
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
            numbers.push(number(release, supplier));
        }
    }
    if numbers.iter().all(String::is_empty) {
        numbers = Vec::new();
    }
    (names, numbers)
}

/// A supplier's number: its own, or that of the party of the release it refers to.
fn number(release: &Release<'_>, supplier: &Named) -> String {
    let parties = release.body.parties.as_deref().unwrap_or_default();
    let party = parties
        .iter()
        .find(|party| supplier.id.is_some() && party.id == supplier.id);
    let codes = [Some(supplier), party]
        .into_iter()
        .flatten()
        .flat_map(|body| body.identifier.iter().chain(body.more.iter().flatten()));
    codes
        .map(|code| {
            let of = |text: &Option<String>| text.clone().unwrap_or_default();
            identified(&of(&code.scheme), &of(&code.id))
        })
        .find(|number| !number.is_empty())
        .unwrap_or_default()
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
fn amount(sum: Option<&Sum<'_>>, at: Span, reading: &mut Reading<'_>) -> Field<Value> {
    let Some((sum, digits)) = sum.and_then(|s| Some((s, s.amount?))) else {
        return Field::Absent;
    };
    let written = match sum
        .currency
        .as_deref()
        .filter(|c| !c.eq_ignore_ascii_case("gbp"))
    {
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
