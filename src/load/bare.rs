//! Register files with no folder around them.

use super::body::LongFile;
use super::contracts::RegisterFile;
use super::folder::{Loaded, RegisterWatch, add_long, add_text, not_text_sentence, read_register};
use crate::source::Span;
use crate::value::SlashOrder;
use crate::workspace;
use anyhow::{Context, Result, bail};
use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

/// Reads register files with no folder around them; their rows are kept unless there is somebody
/// to show them to. `-` reads standard input, given as `stdin`.
pub fn registers(
    paths: &[String],
    stdin: &mut dyn Read,
    slashes: Option<SlashOrder>,
    watch: Option<RegisterWatch<'_>>,
) -> Result<Loaded> {
    let mut loaded = Loaded::default();
    for path in paths {
        let long = match watch {
            Some(_) if path != "-" => LongFile::of(Path::new(path))?,
            _ => None,
        };
        let (name, file, text) = match &long {
            Some(long) => (
                path.as_str(),
                add_long(&mut loaded, path, long),
                String::new(),
            ),
            None => {
                let (name, bytes) = bytes_of(path, stdin)?;
                let Some((file, text)) = add_text(&mut loaded, name, &bytes) else {
                    bail!(not_text_sentence(name, &bytes));
                };
                (name, file, text)
            }
        };
        let source = RegisterFile {
            name,
            file,
            text: &text,
            long: long.as_ref(),
            mapping: None,
            tables: &HashMap::new(),
            slashes,
            years: None,
        };
        let register = read_register(&source, &loaded.plan, watch, &mut loaded.findings);
        if let Some(long) = &long {
            long.whole()?;
        }
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
