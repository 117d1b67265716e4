//! A text too long to hold: read again from its file where a piece or a place is asked for.

use std::cell::{OnceCell, RefCell};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::PathBuf;

/// Lines are counted once for every so many bytes.
const BLOCK: usize = 4 * 1024;
/// So much is read at once: a piece is as often far from the last one as near it.
const WINDOW: usize = 8 * 1024;
/// No line is looked for further back.
const LONGEST_LINE: usize = 8 * 1024 * 1024;

/// A file of UTF-8 text.
pub(super) struct LongText {
    path: PathBuf,
    length: u32,
    lines: OnceCell<Lines>,
    /// What was read last, and where it begins.
    last: RefCell<(usize, Vec<u8>)>,
}

/// How many lines end before each block.
struct Lines {
    before: Vec<u32>,
    end: u8,
}

impl LongText {
    pub(super) fn new(path: PathBuf, length: u32) -> LongText {
        LongText {
            path,
            length,
            lines: OnceCell::new(),
            last: RefCell::default(),
        }
    }

    /// What stands between two bytes; blank where the file can no longer be read.
    pub(super) fn slice(&self, from: u32, to: u32) -> String {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        self.with(from as usize, to as usize, text)
    }

    /// Line and column of a byte, from 1; columns in characters.
    pub(super) fn line_column(&self, offset: u32) -> (usize, usize) {
        let offset = offset as usize;
        let lines = self.lines();
        let before = lines.before.get(offset / BLOCK).copied().unwrap_or(0) as usize;
        let ends = |bytes: &[u8]| bytes.iter().filter(|b| **b == lines.end).count();
        let ends = self.with(offset - offset % BLOCK, offset, ends);
        let letters = |bytes: &[u8]| String::from_utf8_lossy(bytes).chars().count();
        let column = self.with(self.line_begins(offset), offset, letters);
        (before + ends + 1, column + 1)
    }

    fn lines(&self) -> &Lines {
        let count = || self.count().unwrap_or_else(|_| Lines::none());
        self.lines.get_or_init(count)
    }

    /// The first byte of the line a byte stands on.
    fn line_begins(&self, offset: usize) -> usize {
        let end = self.lines().end;
        let mut back = BLOCK;
        loop {
            let from = offset.saturating_sub(back);
            let found = self.with(from, offset, |bytes| bytes.iter().rposition(|b| *b == end));
            match found {
                Some(i) => return from + i + 1,
                None if from == 0 || back >= LONGEST_LINE => return from,
                None => back *= 8,
            }
        }
    }

    /// Looks at the bytes from one to another: as many of them as the file still has.
    fn with<T>(&self, from: usize, to: usize, look: impl FnOnce(&[u8]) -> T) -> T {
        let mut last = self.last.borrow_mut();
        if from < last.0 || to > last.0 + last.1.len() {
            // A little before as well: lines are looked for backwards.
            let begins = from.saturating_sub(BLOCK);
            let bytes = self.bytes(begins, (to - begins).max(WINDOW));
            *last = (begins, bytes.unwrap_or_default());
        }
        let held = &last.1;
        let (from, to) = (
            (from - last.0).min(held.len()),
            (to - last.0).min(held.len()),
        );
        look(&held[from..to])
    }

    /// At most so many bytes from one on.
    fn bytes(&self, from: usize, most: usize) -> std::io::Result<Vec<u8>> {
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(from as u64))?;
        let most = most.min((self.length as usize).saturating_sub(from));
        let mut bytes = Vec::with_capacity(most);
        file.take(most as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn count(&self) -> std::io::Result<Lines> {
        let mut file = File::open(&self.path)?;
        let (mut feeds, mut returns) = (vec![0_u32], vec![0_u32]);
        let mut block = Vec::with_capacity(BLOCK);
        loop {
            block.clear();
            (&mut file).take(BLOCK as u64).read_to_end(&mut block)?;
            if block.is_empty() {
                break;
            }
            for (all, end) in [(&mut feeds, b'\n'), (&mut returns, b'\r')] {
                let here = block.iter().filter(|b| **b == end).count();
                let before = all.last().copied().unwrap_or(0);
                all.push(before + u32::try_from(here).unwrap_or(0));
            }
        }
        Ok(match feeds.last() {
            Some(0) => Lines {
                before: returns,
                end: b'\r',
            },
            _ => Lines {
                before: feeds,
                end: b'\n',
            },
        })
    }
}

impl Lines {
    fn none() -> Lines {
        Lines {
            before: Vec::new(),
            end: b'\n',
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Sources, Span};

    #[test]
    fn places_in_a_long_text_are_those_of_a_held_one() {
        let at = std::env::temp_dir().join(format!("jcplan-long-{}.csv", std::process::id()));
        let mut text = String::from("a,b\n");
        for i in 0..30_000 {
            text.push_str(&format!("{i},\"£{i} and\r\nmore\"\r\n"));
        }
        std::fs::write(&at, &text).unwrap();
        let (mut held, mut long) = (Sources::default(), Sources::default());
        let file = held.add("a.csv", text.as_str());
        let length = u32::try_from(text.len()).unwrap();
        assert_eq!(long.add_long("a.csv", at.clone(), length), file);
        for start in (0..length - 40).step_by(997) {
            let start = (start..)
                .find(|n| text.is_char_boundary(*n as usize))
                .unwrap();
            let end = (start + 30..)
                .find(|n| text.is_char_boundary(*n as usize))
                .unwrap();
            let span = Span { file, start, end };
            assert_eq!(long.piece(span), held.slice(span));
            assert_eq!(long.place(span), held.place(span));
        }
        std::fs::remove_file(&at).unwrap();
    }
}
