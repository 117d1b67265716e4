//! What was understood of a file, and the entry of `files:` that reads it so.

use super::{Cell, Part, Report, Surroundings, Table, counted, ready, text};
use crate::model::{FileKind, HeadingRead, Understood};
use crate::value::{SlashOrder, folded};
use serde_json::json;

/// How many remarks the text shows before it counts the rest.
const SHOWN: usize = 20;

/// What a report is made from.
pub struct Given {
    /// The file.
    pub file: Understood,
    /// Where it stands, by `file:line`, and what is to be said of it.
    pub remarks: Vec<(String, String)>,
    /// Where the answer comes from.
    pub around: Surroundings,
}

/// Builds the report.
pub fn report(given: Given) -> Report {
    let file = &given.file;
    let table = table(file, SPARE);
    let mapping = mapping(file);
    let mut parts = vec![Part::Facts(facts(&given)), Part::Sentence(meaning(file))];
    if !table.rows.is_empty() {
        parts.push(Part::Heading("Headings".to_owned()));
        parts.push(Part::Table(table));
    }
    if let Some(mapping) = &mapping {
        parts.push(Part::Heading("To paste into partnership.yaml".to_owned()));
        parts.push(Part::Verbatim(mapping.clone()));
    }
    parts.extend(remarks(&given));
    let title = format!("Columns of {}", file.name);
    let data = self::table(file, &[]);
    let incomplete = file.kind == FileKind::NotKnown || file.counts.left_out > 0;
    Report {
        title,
        parts: ready(parts),
        data: ready(data),
        incomplete,
        wire: Box::new(move || wire(&given, mapping.as_deref()).into()),
    }
}

fn facts(given: &Given) -> Vec<(String, String)> {
    let file = &given.file;
    let fact = |name: &str, value: String| (name.to_owned(), value);
    let mut facts = given.around.facts();
    if let Some(first) = facts.first_mut() {
        "File".clone_into(&mut first.0);
    }
    facts.push(fact("Recognised as", file.recognised_as.clone()));
    let ends = match file.line_ends {
        "rows of a sheet" => file.encoding.clone(),
        ends => format!("{}; lines end in {ends}", file.encoding),
    };
    facts.push(fact("Text", ends));
    let below = match file.heading_last {
        true => ", below the rows",
        false => "",
    };
    let place = format!("line {}{below}", file.heading_line);
    facts.push(fact("Heading", place));
    let counts = file.counts;
    let mut rows = format!("{} = {} read", counts.rows, counts.used);
    if counts.left_out > 0 {
        rows.push_str(&format!(" + {} left out", counts.left_out));
    }
    facts.push(fact("Rows", rows));
    if let Some(sum) = file.sum {
        facts.push(fact("Amounts", format!("{sum} in all")));
    }
    facts
}

/// A column left empty to part others.
fn is_spacer(heading: &HeadingRead) -> bool {
    heading.heading.is_empty() && heading.filled == 0
}

/// What it comes to, in a sentence.
fn meaning(file: &Understood) -> String {
    let read = file.headings.iter().filter(|h| h.column.is_some()).count();
    let named = file.headings.iter().filter(|h| !is_spacer(h)).count();
    let headings = counted(named, "heading is", "headings are");
    let mut said = match file.kind {
        FileKind::Contracts => {
            format!("It is read as a register of contracts: {read} of its {headings} read.")
        }
        FileKind::Payments => format!(
            "It holds payments, no contracts: {read} of its {headings} read. It goes into the \
             ledger by an entry of `files:`."
        ),
        FileKind::NotKnown if file.counts.rows == 0 && file.headings.is_empty() => {
            "The file is empty: nothing is read from it.".to_owned()
        }
        FileKind::NotKnown => {
            "Nothing is read from it. An entry of `files:` in partnership.yaml can say which \
             heading stands for what."
                .to_owned()
        }
    };
    let spacers = file.headings.len() - named;
    if spacers > 0 {
        let columns = counted(spacers, "column has", "columns have");
        said.push_str(&format!(" {columns} neither heading nor values."));
    }
    if let Some(cut) = maybe_cut(file.counts.rows) {
        said.push_str(&format!(" It has {cut}."));
    }
    said
}

/// What a round thousand rows may mean.
pub(super) fn maybe_cut(rows: usize) -> Option<String> {
    let thousands = rows / 1000;
    (rows > 0 && rows.is_multiple_of(1000)).then(|| {
        format!(
            "exactly {thousands},000 rows, as an export has that stops at a limit: see whether \
             rows are missing"
        )
    })
}

/// Columns of the table a narrow page may do without.
const SPARE: &[usize] = &[3];

fn table(file: &Understood, spare: &[usize]) -> Table {
    let headings = [
        "Heading",
        "Read as",
        "Remark",
        "Rows filled",
        "First values",
    ];
    let mut table = Table::new(&headings, &[3]).spare(spare);
    for heading in file.headings.iter().filter(|h| !is_spacer(h)) {
        table.row(vec![
            text(heading.heading.clone()),
            text(heading.column.unwrap_or("")),
            text(heading.said.clone()),
            Cell::Count(i64::try_from(heading.filled).unwrap_or(i64::MAX)),
            text(heading.samples.join(" · ")),
        ]);
    }
    table
}

fn remarks(given: &Given) -> Vec<Part> {
    if given.remarks.is_empty() {
        return Vec::new();
    }
    let lines = given.remarks.iter().take(SHOWN);
    let lines = lines.map(|(place, said)| format!("{place}: {said}"));
    let mut parts = vec![
        Part::Heading("Rows that need attention".to_owned()),
        Part::List(lines.collect()),
    ];
    let more = given.remarks.len().saturating_sub(SHOWN);
    if more > 0 {
        parts.push(Part::Sentence(format!(
            "And {} (`--format json` has all).",
            counted(more, "remark more", "remarks more")
        )));
    }
    parts
}

/// The entry of `files:` that reads the file so; none where nothing is read, or nothing is needed.
fn mapping(file: &Understood) -> Option<String> {
    let (kind, folder) = match file.kind {
        FileKind::Contracts if !file.is_own => ("contracts", "registers"),
        FileKind::Payments => ("ledger", "finance"),
        _ => return None,
    };
    let mut out = String::from("files:\n");
    let path = path_within(&file.name, folder);
    out.push_str(&format!("  - path: {}\n    as: {kind}\n", quoted(&path)));
    if file.kind == FileKind::Payments {
        out.push_str("    kind: spend\n");
    }
    for column in of_other_meaning(file) {
        out.push_str(&format!(
            "    {column}: \"\"    # its own column of this name is not what is meant by it here\n"
        ));
    }
    out.push_str("    columns:\n");
    for heading in &file.headings {
        if let Some(column) = heading.column {
            out.push_str(&format!("      {column}: {}\n", quoted(&heading.heading)));
        }
    }
    if let Some(purpose) = &file.purpose {
        out.push_str(&format!(
            "    scheme:        # a table of two columns: what stands there, and the scheme it is\n      \
             from: {}\n      table: mappings/schemes.csv\n",
            quoted(purpose)
        ));
    }
    match file.slashes {
        Some(SlashOrder::DayFirst) => out.push_str("    dates: dd/mm/yyyy\n"),
        Some(SlashOrder::MonthFirst) => out.push_str("    dates: mm/dd/yyyy\n"),
        None => {}
    }
    if file.heading_last {
        out.push_str(
            "    # the heading stands on the last line: move that line to the top first\n",
        );
    } else if file.heading_line > 1 {
        out.push_str(&format!("    skip_rows: {}\n", file.heading_line - 1));
    }
    Some(out)
}

/// Columns of the ledger that hold words of ours, and whose name the file has over something else:
/// unless the entry says that they are blank, they would be read.
fn of_other_meaning(file: &Understood) -> Vec<&'static str> {
    let ours = [
        "pool", "scheme", "partner", "from", "to", "paid_by", "source", "cause", "version",
    ];
    let has = |column: &&str| {
        let mut headings = file.headings.iter();
        headings.any(|h| h.column.is_none() && folded(&h.heading) == folded(column))
    };
    let looked_up = |column: &&str| *column == "scheme" && file.purpose.is_some();
    match file.kind {
        FileKind::Payments => ours
            .into_iter()
            .filter(|column| has(column) && !looked_up(column))
            .collect(),
        _ => Vec::new(),
    }
}

/// The path as given if it can stand in a folder, else the file's name in one of ours.
fn path_within(name: &str, folder: &str) -> String {
    let inside = !name.starts_with('/') && !name.contains(['\\', ':']) && !name.contains("..");
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match inside && name.contains('/') {
        true => name.to_owned(),
        false => format!("{folder}/{last}"),
    }
}

fn quoted(text: &str) -> String {
    let flat = text.replace('\\', "\\\\").replace('"', "\\\"");
    let flat = flat.replace(['\n', '\r', '\t'], " ");
    format!("\"{flat}\"")
}

fn wire(given: &Given, mapping: Option<&str>) -> serde_json::Value {
    let file = &given.file;
    let counts = file.counts;
    json!({
        "schema": "jcplan/columns/1",
        "file": file.name,
        "digest": given.around.digest,
        "kind": match file.kind {
            FileKind::Contracts => "contracts",
            FileKind::Payments => "payments",
            FileKind::NotKnown => "not-known",
        },
        "recognised_as": file.recognised_as,
        "encoding": file.encoding,
        "line_ends": file.line_ends,
        "heading_line": file.heading_line,
        "heading_below_rows": file.heading_last,
        "rows": {"read": counts.rows, "used": counts.used, "left_out": counts.left_out},
        "sum": file.sum.map(|sum| sum.plain()),
        "maybe_cut_short": maybe_cut(counts.rows).is_some(),
        "headings": file.headings.iter().map(|h| json!({
            "heading": h.heading,
            "column": h.column,
            "remark": h.said,
            "filled": h.filled,
            "samples": h.samples,
        })).collect::<Vec<_>>(),
        "mapping": mapping,
        "attention": given.remarks.iter()
            .map(|(at, message)| json!({"at": at, "message": message}))
            .collect::<Vec<_>>(),
    })
}
