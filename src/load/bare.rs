//! Register files with no folder around them.

use super::asked::RegisterWatch;
use super::body::LongFile;
use super::folder::{Loaded, read_register};
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

/// Who is shown what is read of files given alone.
pub struct Shown<'w> {
    /// Every row of every register; without anybody to show them to they are kept.
    pub rows: Option<RegisterWatch<'w>>,
    /// Every payment that can be read.
    pub paid: &'w mut dyn FnMut(&Payment<'_>),
}

/// Reads registers and files of payments with no folder around them. `-` reads standard input,
/// given as `stdin`.
///
/// # Errors
/// A file that is not there, or is neither text nor a workbook that can be read.
pub fn registers(
    paths: &[String],
    stdin: &mut dyn Read,
    slashes: Option<SlashOrder>,
    shown: &mut Shown<'_>,
) -> Result<Loaded> {
    let mut loaded = Loaded::default();
    for path in paths {
        let long = match shown.rows {
            Some(_) if path != "-" => LongFile::of(Path::new(path))?,
            _ => None,
        };
        let (name, all) = match long {
            Some(long) => (path.as_str(), vec![workbook::long(&mut loaded, path, long)]),
            None => {
                let (name, bytes) = bytes_of(path, stdin)?;
                let rows = workbook::rows_of(&mut loaded, name, &bytes);
                (name, rows.map_err(|why| anyhow!(why))?)
            }
        };
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
            let read = payments::whole(&rows, &how, &mut loaded, shown.paid);
            rows.whole()?;
            loaded.plan.payments.extend(read);
            continue;
        }
        let source = how.register(&rows);
        let register = read_register(&source, &loaded.plan, shown.rows, &mut loaded.findings);
        rows.whole()?;
        if register.is_none() {
            let at = Span {
                file: rows.file,
                start: 0,
                end: 0,
            };
            let why = format!("{name} is not read: {}", rows.why_unread());
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
