//! A ledger file on disk, folded at the speed of the machine: in pieces, side by side, and only
//! what is not plain row by row. What it gives is what reading it row by row gives.

use super::LedgerFile;
use super::fold::Fold;
use super::heading::Heading;
use super::input::mark_of;
use super::open::{Steady, encoding_of};
use super::piece::{Aside, Counting, Piece, Stop};
use super::pieces::{Folded, Halt, Long, Manner, fold};
use super::row::RowReader;
use crate::finding::Findings;
use crate::load::asked::Step;
use crate::model::{FileRead, Spellings};
use crate::source::{
    Encoding, Sources, decode_cell, digest_of_pieces, for_each_row, for_row, line_end_of,
};
use crate::value::SlashOrder;
use crate::workspace::FileEntry;
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;

/// So many bytes are looked at before anything is folded: as many as tell elsewhere what ends a line.
const HEAD: u64 = 64 * 1024;

/// What came of it.
pub(super) enum Outcome {
    /// It is folded.
    Folded(FileRead),
    /// It has dates with slashes, and it is to be said first how they read.
    Slashes,
    /// It has to be read row by row; nothing is done yet.
    RowByRow,
}

/// What a file's first bytes say.
struct Head {
    heading: Heading,
    /// The heading's text, and its line.
    text: String,
    line: usize,
    /// The first byte behind it, and the line that byte is on.
    body: u64,
    body_line: usize,
    encoding: String,
}

impl Fold<'_> {
    /// Folds a file, if it is on disk and each of its lines is one row. `order` is how its slash
    /// dates read, if that is settled.
    pub(super) fn in_pieces(
        &mut self,
        entry: &FileEntry,
        file: &LedgerFile<'_>,
        order: Option<Option<SlashOrder>>,
        manner: Manner,
    ) -> Result<Outcome> {
        if !entry.is_on_disk() {
            return Ok(Outcome::RowByRow);
        }
        let shown = entry.path.display();
        let Some(steady) = Steady::of(entry)? else {
            return Ok(Outcome::RowByRow);
        };
        let head = Head::of(entry, file).with_context(|| format!("{shown} cannot be read"))?;
        let Some(head) = head else {
            return Ok(Outcome::RowByRow);
        };
        let net = (!head.heading.takes_off()).then_some(&head.heading);
        let Some(counting) = net.and_then(|h| Counting::under(h, self.providers)) else {
            return Ok(Outcome::RowByRow);
        };
        let (plan, providers, wanted) = (self.plan, self.providers, self.wanted);
        let periods = self.periods;
        let settled = order.is_some();
        let order = order.flatten();
        let make = || {
            let reader = RowReader::new(head.heading.clone(), order, plan, periods);
            let names = providers.then(Spellings::default);
            Piece::new(&counting, plan, reader, settled, names, wanted)
        };
        let (progress, length) = (self.progress, steady.length);
        let step = |bytes| {
            if let Some(progress) = progress {
                let file = file.name;
                progress(Step {
                    file,
                    bytes,
                    length,
                });
            }
        };
        let long = Long {
            path: &entry.path,
            length: steady.length,
            body: head.body,
            step: &step,
        };
        let folded = match fold(&long, manner, &make) {
            Ok(folded) => folded,
            Err(Halt::Stop(Stop::Slashes)) => return Ok(Outcome::Slashes),
            Err(Halt::Stop(Stop::Unfit)) => return Ok(Outcome::RowByRow),
            Err(Halt::Shorter) => bail!("{shown} became shorter while it was read: run it again"),
            Err(Halt::Io(error)) => {
                return Err(error).with_context(|| format!("{shown} cannot be read to its end"));
            }
        };
        let digest = self.gather(entry, file, order, &head, folded)?;
        steady.still(entry)?;
        Ok(Outcome::Folded(FileRead {
            name: entry.name.clone(),
            digest,
            encoding: head.encoding,
        }))
    }

    /// Adds what the pieces come to, and reads what they put aside, in the order of the file.
    fn gather(
        &mut self,
        entry: &FileEntry,
        file: &LedgerFile<'_>,
        order: Option<SlashOrder>,
        head: &Head,
        folded: Vec<Folded<'_>>,
    ) -> Result<[u8; 32]> {
        let shown = entry.path.display();
        // Told here, once it is known that nothing is read again.
        let _ = self.heading_of(file, head.text.clone(), head.line);
        let mut reader = RowReader::new(head.heading.clone(), order, self.plan, self.periods);
        let mut input =
            File::open(&entry.path).with_context(|| format!("{shown} cannot be read"))?;
        let mut line = head.body_line;
        let mut digests = Vec::new();
        for Folded {
            piece,
            digesting,
            lines,
            ..
        } in folded
        {
            for aside in &piece.aside {
                let raw = read_again(&mut input, aside)
                    .with_context(|| format!("{shown} changed while it was read: run it again"))?;
                for_row(&raw, line + aside.lines as usize, aside.start, &mut |row| {
                    self.row(file, &mut reader, row)
                });
            }
            piece.into_totals(self.totals);
            digests.push(digesting);
            line += lines;
        }
        Ok(digest_of_pieces(digests))
    }
}

fn read_again(input: &mut File, aside: &Aside) -> std::io::Result<Vec<u8>> {
    input.seek(SeekFrom::Start(aside.start))?;
    let mut raw = vec![0; aside.length as usize];
    input.read_exact(&mut raw)?;
    Ok(raw)
}

impl Head {
    /// None if the file has no heading that can be used, or is to be read row by row.
    fn of(entry: &FileEntry, file: &LedgerFile<'_>) -> std::io::Result<Option<Head>> {
        if file.mapping.is_some_and(|m| m.stop_at.is_some()) {
            return Ok(None);
        }
        let mut input = File::open(&entry.path)?;
        let mut first = Vec::new();
        (&mut input).take(HEAD).read_to_end(&mut first)?;
        let encoding = match encoding_of(&first) {
            Ok(encoding) if encoding != Encoding::Utf16 => encoding.to_string(),
            _ => return Ok(None),
        };
        let mark = mark_of(&first);
        if line_end_of(&first[mark..]) != b'\n' {
            return Ok(None);
        }
        let skip = file.mapping.map_or(0, |m| m.skip_rows);
        let mut head = None;
        let mut text = (&first[mark..]).chain(input);
        let read = for_each_row(&mut text, &mut |row| {
            if row.line <= skip {
                return ControlFlow::Continue(());
            }
            let text = decode_cell(row.raw).into_owned();
            let id = Sources::default().add(file.name, "");
            // What is amiss with it is told once it is read for good.
            let heading = Heading::read(id, &text, file, &mut Findings::default());
            let within = row.raw.iter().filter(|b| **b == b'\n').count();
            head = heading.filter(|_| row.fault.is_none()).map(|heading| Head {
                heading,
                text,
                line: row.line,
                body: mark as u64 + row.start + row.raw.len() as u64,
                body_line: row.line + within,
                encoding: encoding.clone(),
            });
            ControlFlow::Break(())
        });
        Ok(read.ok().and(head))
    }
}
