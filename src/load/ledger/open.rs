//! A ledger file opened for one reading: its encoding, a digest of every byte, and plain words
//! for what the operating system or a runaway row stops.

use crate::source::{CsvFault, Digesting, Encoding, NotText, decode, digest};
use crate::workspace::FileEntry;
use anyhow::{Context, Result, bail};
use std::io::{Cursor, Read};
use std::time::SystemTime;

/// A ledger file opened for one reading.
pub(in crate::load) struct Opened {
    /// What is read; none if it is no text.
    pub(in crate::load) input: Option<Box<dyn Read>>,
    /// Its encoding, or why it is no text.
    pub(in crate::load) encoding: String,
    /// The digest of its bytes, where what is read is another text than they are.
    pub(super) digest: Option<[u8; 32]>,
}

/// Opens a ledger file for one reading. UTF-16 is decoded whole, everything else is read as it is.
pub(in crate::load) fn ledger_input(entry: &FileEntry) -> Result<Opened> {
    let mut file = entry.open()?;
    let mut head = Vec::new();
    let context = || format!("{} cannot be read", entry.path.display());
    (&mut file)
        .take(64 * 1024)
        .read_to_end(&mut head)
        .with_context(context)?;
    let no_text = |why: NotText| Opened {
        input: None,
        encoding: format!("{} {why}", entry.name),
        digest: None,
    };
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
        file.read_to_end(&mut head).with_context(context)?;
        let decoded = match decode(&head) {
            Ok((text, encoding)) => Opened {
                input: Some(Box::new(Cursor::new(text.into_owned().into_bytes()))),
                encoding: encoding.to_string(),
                digest: Some(digest(&head)),
            },
            Err(why) => no_text(why),
        };
        return Ok(decoded);
    }
    Ok(match encoding_of(&head) {
        Ok(encoding) => Opened {
            input: Some(Box::new(Cursor::new(head).chain(file))),
            encoding: encoding.to_string(),
            digest: None,
        },
        Err(why) => no_text(why),
    })
}

/// What a file on disk must still be once it is read.
#[derive(PartialEq, Eq)]
pub(super) struct Steady {
    pub(super) length: u64,
    changed: Option<SystemTime>,
}

impl Steady {
    /// None of what is no ordinary file.
    pub(super) fn of(entry: &FileEntry) -> Result<Option<Steady>> {
        if !entry.is_on_disk() {
            return Ok(None);
        }
        let known = std::fs::metadata(&entry.path)
            .with_context(|| format!("{} cannot be read", entry.path.display()))?;
        Ok(known.is_file().then(|| Steady {
            length: known.len(),
            changed: known.modified().ok(),
        }))
    }

    /// Is it the same still? An error if not: what was read may be of two different files.
    pub(super) fn still(&self, entry: &FileEntry) -> Result<()> {
        if Steady::of(entry)?.as_ref() == Some(self) {
            return Ok(());
        }
        bail!(
            "{} changed while it was read: run it again",
            entry.path.display()
        )
    }
}

/// The encoding of a file, by its first bytes up to an end of line.
pub(super) fn encoding_of(head: &[u8]) -> Result<Encoding, NotText> {
    let head = head.get(..64 * 1024).unwrap_or(head);
    let whole = head.iter().rposition(|b| *b == b'\n' || *b == b'\r');
    let whole = whole.filter(|_| head.len() == 64 * 1024);
    decode(&head[..whole.unwrap_or(head.len())]).map(|(_, encoding)| encoding)
}

/// What the operating system or a runaway row stops, in plain words.
pub(in crate::load) fn read_through<T>(entry: &FileEntry, read: Result<T, CsvFault>) -> Result<T> {
    match read {
        Ok(value) => Ok(value),
        Err(CsvFault::Io(error)) => Err(error)
            .with_context(|| format!("{} cannot be read to its end", entry.path.display())),
        Err(CsvFault::TooLong(long)) => bail!(
            "{}: the row that begins on line {} does not end within eight million bytes: \
             a quotation mark there was never closed",
            entry.path.display(),
            long.line
        ),
    }
}

/// Reads through and keeps a digest of every byte.
pub(super) struct Hashing<'a> {
    inner: &'a mut dyn Read,
    digesting: Digesting,
    step: &'a dyn Fn(u64),
}

impl<'a> Hashing<'a> {
    pub(super) fn new(inner: &'a mut dyn Read, step: &'a dyn Fn(u64)) -> Hashing<'a> {
        Hashing {
            inner,
            step,
            digesting: Digesting::start(),
        }
    }

    /// Reads what is left and gives the digest.
    pub(super) fn finish(mut self) -> std::io::Result<[u8; 32]> {
        std::io::copy(&mut self, &mut std::io::sink())?;
        Ok(self.digesting.finish())
    }
}

impl Read for Hashing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let got = self.inner.read(buffer)?;
        self.digesting.update(&buffer[..got]);
        (self.step)(got as u64);
        Ok(got)
    }
}
