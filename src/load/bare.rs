//! Register files with no folder around them.

use super::contracts::{self, RegisterFile};
use super::folder::{Loaded, add_text, not_text_sentence};
use crate::source::Span;
use crate::value::SlashOrder;
use crate::workspace;
use anyhow::{Context, Result, bail};
use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

/// Reads register files with no folder around them. `-` reads standard input, given as `stdin`.
pub fn registers(
    paths: &[String],
    stdin: &mut dyn Read,
    slashes: Option<SlashOrder>,
) -> Result<Loaded> {
    let mut loaded = Loaded::default();
    for path in paths {
        let (name, bytes) = bytes_of(path, stdin)?;
        let Some((file, text)) = add_text(&mut loaded, name, &bytes) else {
            bail!(not_text_sentence(name, &bytes));
        };
        let source = RegisterFile {
            name,
            file,
            text: &text,
            mapping: None,
            tables: &HashMap::new(),
            slashes,
            years: None,
        };
        let register = contracts::read(&source, &mut loaded.findings);
        if register.is_none() {
            let at = Span {
                file,
                start: 0,
                end: 0,
            };
            let why = format!("{name} is not read: its heading is not recognised");
            loaded.plan.unread.push((at, why));
        }
        loaded.plan.registers.extend(register);
    }
    loaded.findings.close(&loaded.sources);
    Ok(loaded)
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
