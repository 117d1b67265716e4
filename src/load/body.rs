//! A text to be read row by row: held in memory, or in a file too long for that.

use crate::source::{CsvFault, Row, for_each_row};
use anyhow::{Context, Result, bail};
use std::borrow::Cow;
use std::cell::RefCell;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::{ControlFlow, Range};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Where rows are read from.
#[derive(Clone, Copy)]
pub(super) enum Body<'a> {
    /// A text in memory.
    Held(&'a str),
    /// A file of UTF-8.
    Long(&'a LongFile),
}

/// Files of fewer bytes are held.
const LONG: u64 = 8 * 1024 * 1024;
const BLOCK: usize = 256 * 1024;

/// A file that is read anew each time.
pub(super) struct LongFile {
    pub(super) path: PathBuf,
    pub(super) length: u32,
    pub(super) digest: [u8; 32],
    changed: Option<SystemTime>,
    /// What kept it from being read to its end.
    fault: RefCell<Option<std::io::Error>>,
}

impl<'a> From<&'a str> for Body<'a> {
    fn from(text: &'a str) -> Body<'a> {
        Body::Held(text)
    }
}

impl<'a> From<&'a String> for Body<'a> {
    fn from(text: &'a String) -> Body<'a> {
        Body::Held(text)
    }
}

impl Body<'_> {
    /// Calls `each` with every row until it says to stop. What the operating system refuses is
    /// kept, to be told once all that leans on it is done.
    pub(super) fn rows(
        self,
        each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), CsvFault> {
        let read = match self {
            Body::Held(text) => for_each_row(&mut text.as_bytes(), each),
            Body::Long(file) => match File::open(&file.path) {
                Ok(mut input) => for_each_row(&mut input, each),
                Err(error) => Err(CsvFault::Io(error)),
            },
        };
        match (read, self) {
            (Err(CsvFault::Io(error)), Body::Long(file)) => {
                file.fault.borrow_mut().get_or_insert(error);
                Ok(())
            }
            (read, _) => read,
        }
    }

    /// What stands between two bytes.
    pub(super) fn slice(&self, range: Range<usize>) -> Option<Cow<'_, str>> {
        match self {
            Body::Held(text) => text.get(range).map(Cow::Borrowed),
            Body::Long(file) => {
                let mut input = File::open(&file.path).ok()?;
                input.seek(SeekFrom::Start(range.start as u64)).ok()?;
                let mut bytes = Vec::new();
                input
                    .take(range.len() as u64)
                    .read_to_end(&mut bytes)
                    .ok()?;
                String::from_utf8(bytes).ok().map(Cow::Owned)
            }
        }
    }
}

impl LongFile {
    /// A file to be read without being held: of more than eight million bytes, UTF-8 throughout,
    /// and no JSON. Any other is none, and is read whole.
    pub(super) fn of(path: &Path) -> Result<Option<LongFile>> {
        let failed = || format!("{} cannot be read", path.display());
        let known = std::fs::metadata(path).with_context(failed)?;
        if !known.is_file() || known.len() < LONG {
            return Ok(None);
        }
        let Ok(length) = u32::try_from(known.len()) else {
            bail!(
                "{} is longer than four thousand million bytes: part it into several files",
                path.display()
            );
        };
        let mut file = File::open(path).with_context(failed)?;
        let digest = digest_of_utf8(&mut file).with_context(failed)?;
        Ok(digest.map(|digest| LongFile {
            path: path.to_owned(),
            length,
            digest,
            changed: known.modified().ok(),
            fault: RefCell::default(),
        }))
    }

    /// Was it read to its end each time, and is it still the same?
    pub(super) fn whole(&self) -> Result<()> {
        let shown = self.path.display();
        if let Some(error) = self.fault.take() {
            return Err(error).with_context(|| format!("{shown} cannot be read to its end"));
        }
        let failed = || format!("{shown} cannot be read again");
        let now = std::fs::metadata(&self.path).with_context(failed)?;
        if now.len() != u64::from(self.length) || now.modified().ok() != self.changed {
            bail!("{shown} changed while it was read: run it again");
        }
        Ok(())
    }
}

/// The digest of every byte; none if they are no plain UTF-8, or JSON.
fn digest_of_utf8(file: &mut File) -> std::io::Result<Option<[u8; 32]>> {
    let mut hasher = blake3::Hasher::new();
    let mut held: Vec<u8> = Vec::with_capacity(BLOCK + 4);
    let mut first = true;
    loop {
        let before = held.len();
        let got = file.take(BLOCK as u64).read_to_end(&mut held)?;
        hasher.update(&held[before..]);
        if std::mem::take(&mut first) && !is_plain(&held) {
            return Ok(None);
        }
        if held.contains(&0) {
            return Ok(None);
        }
        match std::str::from_utf8(&held) {
            Ok(_) => held.clear(),
            // A letter may be cut at the end of what is held.
            Err(fault) if fault.error_len().is_none() && got > 0 => {
                held.drain(..fault.valid_up_to());
            }
            Err(_) => return Ok(None),
        }
        if got == 0 {
            return Ok(Some(hasher.finalize().into()));
        }
    }
}

/// Is it neither a workbook, nor marked as another encoding, nor JSON?
fn is_plain(head: &[u8]) -> bool {
    let marks: [&[u8]; 5] = [
        b"PK\x03\x04",
        b"%PDF-",
        b"\xFF\xFE",
        b"\xFE\xFF",
        b"\xC3\xAF\xC2\xBB\xC2\xBF",
    ];
    let rest = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    !marks.iter().any(|mark| head.starts_with(mark)) && !rest.trim_ascii_start().starts_with(b"{")
}
