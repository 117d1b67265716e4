//! Risk shares in a file of their own, to be put beside those of a folder.

use super::folder::yaml_tree;
use super::scalar::Reading;
use super::{folder, risk_shares};
use crate::finding::Severity;
use crate::model::{FileRead, Partnership, RiskShare};
use crate::source::Sources;
use crate::source::yaml::Shape;
use crate::workspace;
use anyhow::{Context, Result, bail};
use std::path::Path;

/// Reads the definitions of a file: a list of them, or a map with that list under `risk_shares`.
/// Blanks are filled with the values the folder's schemes use. With them, the file as it was read.
///
/// # Errors
/// A file that cannot be read, that defines nothing, or in which anything cannot be read: nothing
/// is compared with half a rule.
pub fn definitions(
    path: &Path,
    plan: &Partnership,
    sources: &mut Sources,
) -> Result<(Vec<RiskShare>, Vec<FileRead>)> {
    let name = path.display().to_string();
    let bytes = workspace::bytes(path)?;
    let mut loaded = folder::Loaded {
        sources: std::mem::take(sources),
        ..folder::Loaded::default()
    };
    let read = read(&mut loaded, &name, &bytes, plan);
    *sources = loaded.sources;
    let faults = loaded.findings.list().iter();
    let mut worst = faults.filter(|f| f.severity == Severity::Error);
    if let Some(fault) = worst.next() {
        let place = sources.short(fault.at);
        bail!("{place}: {}", fault.message);
    }
    match read.with_context(|| format!("{name} cannot be read"))? {
        shares if shares.is_empty() => bail!(
            "{name} defines no risk share: write it as in partnership.yaml, a list under `risk_shares:`"
        ),
        shares => Ok((shares, loaded.plan.files)),
    }
}

fn read(
    loaded: &mut folder::Loaded,
    name: &str,
    bytes: &[u8],
    plan: &Partnership,
) -> Option<Vec<RiskShare>> {
    let (file, text) = folder::add_text(loaded, name, bytes)?;
    let Some(root) = yaml_tree(loaded, file, &text) else {
        return Some(Vec::new());
    };
    let mut reading = Reading {
        faults: &mut loaded.findings,
        slashes: None,
    };
    let list = match &root.shape {
        Shape::Map(entries) => match entries.iter().find(|e| e.key.value == "risk_shares") {
            Some(entry) => &entry.value,
            None => return Some(Vec::new()),
        },
        _ => &root,
    };
    // What is defined twice there or lost is told, and the file refused for it.
    let told = (&mut Vec::new(), &mut Vec::new());
    let shares = risk_shares::read_all(list, &plan.schemes, told, &mut reading);
    Some(shares)
}
