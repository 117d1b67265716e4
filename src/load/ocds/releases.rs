//! The releases of a file, whatever package they came in.

use super::place;
use crate::finding::{Finding, Findings};
use crate::load::contracts::RegisterFile;
use crate::load::faults;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde_json::value::RawValue;

/// One release.
pub(super) struct Release<'a> {
    /// Its own text.
    pub(super) raw: &'a str,
    /// The process it is of.
    pub(super) ocid: String,
    /// Its own name.
    pub(super) id: String,
    /// When it was published: seconds since 1970, for order alone.
    date: Option<i64>,
    /// Its parts.
    pub(super) body: Body<'a>,
    /// Its awards, each with its text.
    pub(super) awards: Vec<&'a RawValue>,
    /// Contracts signed, for its awards or for those of an earlier release.
    pub(super) signed: Vec<Signed<'a>>,
}

/// The parts of a release that are read.
#[derive(Deserialize)]
pub(super) struct Body<'a> {
    ocid: Option<String>,
    id: Option<String>,
    date: Option<String>,
    pub(super) buyer: Option<Named>,
    #[serde(default)]
    pub(super) parties: Option<Vec<Named>>,
    pub(super) tender: Option<Tender>,
    #[serde(borrow, default)]
    awards: Option<Vec<&'a RawValue>>,
    #[serde(borrow, default)]
    contracts: Option<Vec<Signed<'a>>>,
}

/// A body by its name.
#[derive(Deserialize)]
pub(super) struct Named {
    pub(super) id: Option<Id>,
    pub(super) name: Option<String>,
    pub(super) identifier: Option<Code>,
    #[serde(rename = "additionalIdentifiers", default)]
    pub(super) more: Option<Vec<Code>>,
}

/// What a body is called by within its release: text, or a number.
#[derive(Deserialize, PartialEq)]
#[serde(untagged)]
pub(super) enum Id {
    Text(String),
    Number(i64),
}

/// What was tendered.
#[derive(Deserialize)]
pub(super) struct Tender {
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) classification: Option<Code>,
    #[serde(rename = "additionalClassifications", default)]
    pub(super) additional: Option<Vec<Code>>,
    #[serde(rename = "procurementMethodDetails")]
    pub(super) route: Option<String>,
    #[serde(rename = "contractPeriod")]
    pub(super) period: Option<Length>,
}

/// A code of what is bought.
#[derive(Deserialize)]
pub(super) struct Code {
    pub(super) scheme: Option<String>,
    pub(super) id: Option<String>,
}

/// From when to when. Text may be written with escapes, so that it is not the file's own.
#[derive(Deserialize)]
pub(super) struct Length {
    #[serde(rename = "startDate")]
    pub(super) starts: Option<String>,
    #[serde(rename = "endDate")]
    pub(super) ends: Option<String>,
    #[serde(rename = "maxExtentDate")]
    pub(super) extends_to: Option<String>,
}

/// An amount with its currency, its digits as written.
#[derive(Deserialize)]
pub(super) struct Sum<'a> {
    #[serde(borrow)]
    pub(super) amount: Option<&'a RawValue>,
    pub(super) currency: Option<String>,
}

/// A contract signed for an award.
#[derive(Deserialize)]
pub(super) struct Signed<'a> {
    pub(super) id: Option<String>,
    #[serde(rename = "awardID")]
    pub(super) award: Option<String>,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) status: Option<String>,
    pub(super) period: Option<Length>,
    #[serde(borrow)]
    pub(super) value: Option<Sum<'a>>,
}

/// A package, a record, or a release: what tells them apart.
#[derive(Deserialize)]
struct Outer<'a> {
    #[serde(borrow, default)]
    releases: Option<Vec<&'a RawValue>>,
    #[serde(borrow, default)]
    records: Option<Vec<&'a RawValue>>,
    #[serde(rename = "compiledRelease", borrow, default)]
    compiled: Option<&'a RawValue>,
}

/// All releases, and how many could not be read.
#[derive(Default)]
pub(super) struct Gathered<'a> {
    pub(super) releases: Vec<Release<'a>>,
    pub(super) left_out: usize,
}

/// Every release of the file; what cannot be read is told.
pub(super) fn gather<'a>(source: &RegisterFile<'a>, out: &mut Findings) -> Gathered<'a> {
    let mut gathered = Gathered::default();
    let stream = serde_json::Deserializer::from_str(source.text);
    let mut values = stream.into_iter::<&'a RawValue>();
    loop {
        let before = values.byte_offset();
        match values.next() {
            None => return gathered,
            Some(Ok(value)) => open(value, source, &mut gathered, out),
            Some(Err(_)) => {
                let rest = source.text.get(before..).unwrap_or_default().trim_start();
                let message = "what begins here cannot be read as JSON, and nothing after it is";
                let help = "the file may be cut short: fetch it again";
                let at = place(source, rest);
                out.push(Finding::new(&faults::WRONG_SHAPE, at, message).help(help));
                gathered.left_out += 1;
                return gathered;
            }
        }
    }
}

/// Takes the releases out of a package or a record; anything else is taken for a release.
fn open<'a>(
    value: &'a RawValue,
    source: &RegisterFile<'a>,
    gathered: &mut Gathered<'a>,
    out: &mut Findings,
) {
    let outer: Option<Outer<'a>> = serde_json::from_str(value.get()).ok();
    match outer {
        Some(Outer {
            compiled: Some(one),
            ..
        }) => release(one, source, gathered, out),
        Some(Outer {
            records: Some(all), ..
        }) => {
            for one in all {
                open(one, source, gathered, out);
            }
        }
        Some(Outer {
            releases: Some(all),
            ..
        }) => {
            for one in all {
                release(one, source, gathered, out);
            }
        }
        _ => release(value, source, gathered, out),
    }
}

fn release<'a>(
    value: &'a RawValue,
    source: &RegisterFile<'a>,
    gathered: &mut Gathered<'a>,
    out: &mut Findings,
) {
    let read = serde_json::from_str::<Body<'a>>(value.get());
    let why = match read {
        Ok(mut body) => match body.ocid.take() {
            Some(ocid) => {
                let date = body.date.as_deref();
                gathered.releases.push(Release {
                    raw: value.get(),
                    id: body.id.take().unwrap_or_else(|| ocid.clone()),
                    date: date
                        .and_then(|d| d.parse::<jiff::Timestamp>().ok())
                        .map(seconds),
                    awards: body.awards.take().unwrap_or_default(),
                    signed: body.contracts.take().unwrap_or_default(),
                    ocid,
                    body,
                });
                return;
            }
            None => "it names no process (`ocid`)".to_owned(),
        },
        Err(error) => {
            let words = error.to_string();
            let words = words
                .split(" at line")
                .next()
                .unwrap_or_default()
                .to_owned();
            format!("it is not as OCDS has it: {words}")
        }
    };
    gathered.left_out += 1;
    let message = format!("a release cannot be read: {why}");
    let at = place(source, value.get());
    out.push(Finding::new(&faults::WRONG_SHAPE, at, message).help("left out"));
}

fn seconds(stamp: jiff::Timestamp) -> i64 {
    stamp.as_second()
}

/// Which releases of each process count, by position.
#[derive(Clone, Copy, Default)]
pub(super) struct Newest {
    /// The newest with an award; of two of one time the later in the file.
    pub(super) award: Option<usize>,
    /// The newest with a contract signed, likewise.
    pub(super) signed: Option<usize>,
}

/// The newest releases of each process that say something of contracts.
pub(super) fn newest<'r>(releases: &'r [Release<'_>]) -> FxHashMap<&'r str, Newest> {
    let mut newest: FxHashMap<&str, Newest> = FxHashMap::default();
    for (i, release) in releases.iter().enumerate() {
        let of = newest.entry(release.ocid.as_str()).or_default();
        for (known, has) in [
            (&mut of.award, !release.awards.is_empty()),
            (&mut of.signed, !release.signed.is_empty()),
        ] {
            if has && known.is_none_or(|best| releases[best].date <= release.date) {
                *known = Some(i);
            }
        }
    }
    // What was signed before the award was last told is told with it, if it still stands.
    for of in newest.values_mut() {
        if let (Some(award), Some(signed)) = (of.award, of.signed)
            && (releases[signed].date, signed) < (releases[award].date, award)
        {
            of.signed = None;
        }
    }
    newest
}
