//! Registers as OCDS release and record packages: JSON, or one JSON value after another. Of the
//! releases of a process the newest with an award counts; every other is told.

mod award;
mod headings;
mod releases;

use super::contracts::{RegisterFile, Rows};
use super::faults;
use crate::finding::{Finding, Findings, Severity};
use crate::model::{Register, RowsRead};
use crate::source::Span;
pub(super) use headings::headings;
use releases::{Gathered, Release};

/// Does the text look like JSON? No CSV of ours begins so.
pub(super) fn is_json(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

/// Where in the file's text a part of it begins.
fn place(source: &RegisterFile<'_>, part: &str) -> Span {
    let start = (part.as_ptr() as usize).saturating_sub(source.text.as_ptr() as usize);
    let cut = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Span {
        file: source.file,
        start: cut(start),
        end: cut(start + 1),
    }
}

/// Reads one package. A file that holds no release is told, and gives no rows.
pub(super) fn read(
    source: &RegisterFile<'_>,
    rows: &mut Rows<'_>,
    out: &mut Findings,
) -> Option<Register> {
    let gathered = releases::gather(source, out);
    let Gathered { releases, left_out } = gathered;
    if releases.is_empty() {
        let message = format!("{} is JSON, but holds no OCDS release", source.name);
        let help = "give a release package, a record package, or one release on each line";
        let at = place(source, source.text);
        out.push(Finding::new(&faults::MISSING_COLUMN, at, message).help(help));
        return None;
    }
    let mut register = Register {
        name: source.name.to_owned(),
        file: source.file,
        recognised_as: String::new(),
        columns: Vec::new(),
        rows: Vec::new(),
        first: None,
        counts: RowsRead::default(),
        area_is_buyer: true,
        slashes: None,
        has: Vec::new(),
    };
    let newest = releases::newest(&releases);
    let (mut older, mut without) = (0, 0);
    for (i, release) in releases.iter().enumerate() {
        let newest = newest.get(release.ocid.as_str());
        let newest = newest.copied().unwrap_or_default();
        if release.awards.is_empty() && release.signed.is_empty() {
            without += 1;
            let why = "has no award yet: it is no contract";
            out.push(set_aside(source, release, why));
        } else if newest.award == Some(i) {
            let signed = newest.signed.map_or(&[][..], |i| &releases[i].signed);
            for award in release.awards.iter().copied().enumerate() {
                award::read(source, (release, signed), award, &mut register, rows, out);
            }
        } else if newest.signed != Some(i) {
            older += 1;
            let why = "is replaced by a newer one of the same process";
            out.push(set_aside(source, release, why));
        } else if newest.award.is_none() {
            for position in 0..release.signed.len() {
                award::read_signed(source, release, position, &mut register, rows, out);
            }
        }
    }
    register.counts.rows += left_out;
    register.counts.left_out += left_out;
    let used = releases.len() - older - without;
    let mut said = format!("OCDS releases ({} = {used} with contracts", releases.len());
    for (n, what) in [
        (without, "without an award"),
        (older, "replaced by newer ones"),
    ] {
        if n > 0 {
            said.push_str(&format!(" + {n} {what}"));
        }
    }
    said.push(')');
    register.recognised_as = said;
    Some(register)
}

/// A release nothing is taken from, and why: a note, for nothing is amiss.
fn set_aside(source: &RegisterFile<'_>, release: &Release<'_>, why: &str) -> Finding {
    let message = format!("release {} {why}", release.id);
    Finding::new(&faults::ROW_INCOMPLETE, place(source, release.raw), message)
        .graded(Severity::Note)
}
