//! Rows posted twice, as findings: the first fifty of a file in full, the rest counted.

use super::compared::{Again, Compared};
use super::rounds::Beyond;
use super::{ROW_ALIKE, ROW_TWICE};
use crate::finding::{Finding, Findings, SpeaksFor};
use crate::source::{Sources, Span};

/// What was found, and of each file how many rows were not compared.
pub(super) fn findings(compared: Compared, beyond: Beyond, sources: &mut Sources) -> Vec<Finding> {
    let mut found = Findings::default();
    for again in compared.again() {
        let check = match again.wholly {
            true => &ROW_TWICE,
            false => &ROW_ALIKE,
        };
        if found.has_room(check, &again.file) {
            let (row, first) = (&again.row, &again.first);
            let at = place(&again.file, row.line, &row.text, sources);
            let first = place(&again.first_file, first.line, &first.text, sources);
            let finding = Finding::new(check, at, message(&again)).also(first, "the other row");
            found.push(finding.help(help(&again)));
        }
    }
    found.close(sources);
    for (file, (count, line)) in beyond.files {
        let at = place(&file, line, "", sources);
        let message = format!(
            "{count} more rows of {file} look like earlier ones and are not compared with them"
        );
        let mut rest = Finding::new(&ROW_TWICE, at, message)
            .help("take out what is there twice, and look again");
        rest.speaks_for = SpeaksFor::Counted;
        found.push(rest);
    }
    found.into_sorted(sources)
}

fn place(file: &str, line: usize, text: &str, sources: &mut Sources) -> Span {
    let end = u32::try_from(text.len()).unwrap_or(0);
    let file = sources.add_piece(file, text, line);
    Span {
        file,
        start: 0,
        end,
    }
}

fn message(again: &Again) -> String {
    let other = match again.file == again.first_file {
        true => format!("line {}", again.first.line),
        false => format!("{}:{}", again.first_file, again.first.line),
    };
    let what = &again.what;
    if again.wholly {
        return format!("this {what} stands on {other} too");
    }
    let (row, first) = (&again.row, &again.first);
    let differ = match (
        row.description == first.description,
        row.contract == first.contract,
    ) {
        (true, _) => "contract",
        (_, true) => "description",
        _ => "description and contract",
    };
    format!("this {what} stands on {other} too, with another {differ}")
}

fn help(again: &Again) -> String {
    match again.wholly {
        true => "take one of the two out; of two payments that are both right, give each its own reference",
        false => "see whether one bill was entered twice, or these are two lines of one bill",
    }
    .to_owned()
}
