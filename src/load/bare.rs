//! Register files with no folder around them.

use super::contracts;
use super::folder::Loaded;
use super::payments;
use super::workbook::{self, How, Kind};
use crate::model::Payment;
use crate::source::Span;
use crate::value::SlashOrder;
use crate::workspace;
use anyhow::{Context, Result, anyhow};
use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

/// Reads registers and files of payments with no folder around them; `paid` is told every payment
/// that can be read. `-` reads standard input, given as `stdin`.
///
/// # Errors
/// A file that is not there, or is neither text nor a workbook that can be read.
pub fn registers(
    paths: &[String],
    stdin: &mut dyn Read,
    slashes: Option<SlashOrder>,
    paid: &mut dyn FnMut(&Payment<'_>),
) -> Result<Loaded> {
    let mut loaded = Loaded::default();
    for path in paths {
        let (name, bytes) = bytes_of(path, stdin)?;
        let all = workbook::rows_of(&mut loaded, name, &bytes).map_err(|why| anyhow!(why))?;
        let how = How {
            name,
            mapping: None,
            tables: &HashMap::new(),
            slashes,
            years: None,
        };
        let (rows, kind) = workbook::chosen(all, &how, &mut loaded);
        if kind == Kind::Payments {
            if let Some(first) = same_as(&loaded) {
                let why = format!("{name} is not read: it is {first}, byte for byte");
                loaded.plan.unread.push((rows.start(), why));
                continue;
            }
            let read = payments::whole(&rows, &how, &mut loaded, paid);
            loaded.plan.payments.extend(read);
            continue;
        }
        let register = contracts::read(&how.register(&rows), &mut loaded.findings);
        if register.is_none() {
            let at = Span {
                file: rows.file,
                start: 0,
                end: 0,
            };
            let why = format!("{name} is not read: its heading is not recognised");
            loaded.plan.unread.push((at, why));
        }
        let register = workbook::finished(&rows, register, &mut loaded);
        loaded.plan.registers.extend(register);
    }
    loaded.findings.close(&loaded.sources);
    Ok(loaded)
}

/// The file that is the same, byte for byte, as the one added last.
fn same_as(loaded: &Loaded) -> Option<String> {
    let (last, before) = loaded.plan.files.split_last()?;
    let same = before.iter().find(|file| file.digest == last.digest)?;
    Some(same.name.clone())
}

/// The name and the bytes of a file given alone.
pub(super) fn bytes_of<'p>(path: &'p str, stdin: &mut dyn Read) -> Result<(&'p str, Vec<u8>)> {
    if path != "-" {
        return Ok((path, workspace::bytes(Path::new(path))?));
    }
    let mut bytes = Vec::new();
    stdin
        .read_to_end(&mut bytes)
        .context("standard input cannot be read")?;
    Ok(("standard input", bytes))
}
