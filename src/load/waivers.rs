//! `waivers.yaml` → waivers. Whether one holds, and what it covers, is for the checks.

use super::fields::{Fields, items_of};
use super::folder::{Loaded, add_text, no_text, not_text_sentence, yaml_tree};
use super::scalar::Reading;
use crate::finding::{Severity, WAIVERS_FILE, Waiver};
use crate::model::Field;
use crate::source::yaml::Node;
use crate::source::{Span, Spanned};
use crate::workspace::Folder;
use anyhow::Result;

/// Reads the waivers of a folder, if it has any. Faults in them are told among `loaded`'s.
pub fn waivers(folder: &Folder, loaded: &mut Loaded) -> Result<Vec<Waiver>> {
    let Some(entry) = folder.file(WAIVERS_FILE) else {
        return Ok(Vec::new());
    };
    let bytes = entry.bytes()?;
    let Some((file, text)) = add_text(loaded, &entry.name, &bytes) else {
        let sentence = not_text_sentence(&entry.name, &bytes);
        no_text(loaded, &entry.name, &sentence);
        return Ok(Vec::new());
    };
    let Some(root) = yaml_tree(loaded, file, &text) else {
        return Ok(Vec::new());
    };
    let mut reading = Reading {
        slashes: loaded.plan.partnership.dates.value().copied(),
        faults: &mut loaded.findings,
    };
    let mut waivers: Vec<Waiver> = items_of(&root, &mut reading)
        .iter()
        .filter_map(|node| waiver(node, &mut reading))
        .collect();
    // An entry read in part may mean less than what is left of it says.
    let errors: Vec<Span> = loaded
        .findings
        .list()
        .iter()
        .filter(|f| f.severity == Severity::Error && f.at.file == file)
        .map(|f| f.at)
        .collect();
    for waiver in &mut waivers {
        let inside = |at: &Span| waiver.at.start <= at.start && at.start <= waiver.at.end;
        waiver.sound = !errors.iter().any(inside);
    }
    Ok(waivers)
}

fn waiver(node: &Node, reading: &mut Reading<'_>) -> Option<Waiver> {
    let mut fields = Fields::of(node, "a waiver", reading)?;
    let finding = fields.text("finding", reading);
    let file = fields.text("at", reading);
    let id = fields.text("id", reading);
    let grade = fields.word("grade", Severity::WORDS, reading);
    let reason = fields.text("reason", reading);
    let by = fields.text("by", reading);
    let until = fields.day("until", reading);
    fields.require(&["finding"], reading);
    fields.finish(reading);
    Some(Waiver {
        at: node.at,
        finding: given(finding)?,
        file: given(file).map(|file| Spanned::new(name_of(&file.value), file.at)),
        id: given(id).map(|id| Spanned::new(id.value.trim().to_owned(), id.at)),
        grade: given(grade).map(|grade| grade.value),
        reason: given(reason).filter(says_something),
        by: given(by).filter(says_something),
        until: given(until),
        sound: true,
    })
}

fn given<T>(field: Field<T>) -> Option<Spanned<T>> {
    match field {
        Field::Given(given) => Some(given),
        Field::Absent | Field::Unreadable(_) => None,
    }
}

/// `...` and `tbc` are no reason.
fn says_something(text: &Spanned<String>) -> bool {
    let word = text.value.trim().to_lowercase();
    word.contains(char::is_alphanumeric) && word != "tbc"
}

/// A file's name as it stands in findings.
fn name_of(written: &str) -> String {
    let name = written.trim().replace('\\', "/");
    let parts = name.split('/').filter(|part| !matches!(*part, "" | "."));
    parts.collect::<Vec<_>>().join("/")
}
