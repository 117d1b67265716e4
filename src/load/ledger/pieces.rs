//! A ledger file folded in pieces, side by side. Each piece but the first begins where a line may
//! begin; whether it does is known once the piece before it is read, and if it does not, all is
//! read again as one.

use super::piece::{Piece, Stop};
use crate::source::{Digesting, LONGEST_ROW, Scan, UNIT};
use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::panic::resume_unwind;
use std::path::Path;
use std::thread;

/// How a file is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// At most so many pieces, each on a thread of its own.
    pub(super) threads: usize,
    /// So many bytes at a time.
    pub(super) window: usize,
    /// Pieces begin at multiples of so many bytes, as their digests must.
    pub(super) unit: u64,
}

impl Manner {
    /// As many threads as there are processors, up to eight: more would only wait for the disk.
    pub(super) fn of_this_machine() -> Manner {
        Manner {
            threads: thread::available_parallelism().map_or(1, |n| n.get().min(8)),
            window: 64 * 1024,
            unit: UNIT,
        }
    }
}

/// One file to be folded.
pub(super) struct Long<'a> {
    pub(super) path: &'a Path,
    pub(super) length: u64,
    /// The first byte after the heading.
    pub(super) body: u64,
    /// Told of every window that is read.
    pub(super) step: &'a (dyn Fn(u64) + Sync),
}

/// Where a piece stands in the file.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    /// It is digested from here on, up to there.
    digest: (u64, u64),
    /// Its rows begin here, and the next piece's there.
    rows: (u64, u64),
    /// It is the file's last.
    last: bool,
}

/// What came of a piece.
pub(super) struct Folded<'a> {
    pub(super) piece: Piece<'a>,
    pub(super) digesting: Digesting,
    /// Ends of lines in it.
    pub(super) lines: usize,
    /// The first byte that is not done with.
    end: u64,
}

/// Why a file is not folded.
#[derive(Debug)]
pub(super) enum Halt {
    Stop(Stop),
    Io(std::io::Error),
    /// It ended before its length.
    Shorter,
}

impl From<std::io::Error> for Halt {
    fn from(error: std::io::Error) -> Halt {
        Halt::Io(error)
    }
}

/// Folds a file in as many pieces as there are threads for, each made by `make`.
pub(super) fn fold<'a>(
    long: &Long<'_>,
    manner: Manner,
    make: &(dyn Fn() -> Piece<'a> + Sync),
) -> Result<Vec<Folded<'a>>, Halt> {
    let stretches = stretches(long, manner)?;
    let folded = side_by_side(long, manner, make, &stretches)?;
    let mut both = folded.iter().zip(&stretches);
    if both.all(|(piece, stretch)| piece.end == stretch.rows.1) {
        return Ok(folded);
    }
    drop(folded);
    let whole = Stretch {
        digest: (0, long.length),
        rows: (long.body, long.length),
        last: true,
    };
    Ok(vec![one(long, manner, make(), whole)?])
}

/// Parts a file into pieces of about the same length. Each but the first begins after an end of
/// line, which may yet be one inside a cell.
fn stretches(long: &Long<'_>, manner: Manner) -> std::io::Result<Vec<Stretch>> {
    let units = long.length / manner.unit;
    let pieces = (manner.threads as u64).min(units / 2).max(1);
    let mut begins = vec![(0, long.body)];
    for i in 1..pieces {
        let at = units * i / pieces * manner.unit;
        let before = begins.last().map_or(0, |(_, rows)| *rows);
        if at <= before {
            continue;
        }
        match next_line(long, at)? {
            Some(rows) if rows < long.length => begins.push((at, rows)),
            _ => break,
        }
    }
    let ends = begins.iter().skip(1).copied();
    let ends = ends.chain([(long.length, long.length)]);
    let both = begins.iter().zip(ends);
    Ok(both
        .map(|(begin, end)| Stretch {
            digest: (begin.0, end.0),
            rows: (begin.1, end.1),
            last: end.0 == long.length,
        })
        .collect())
}

/// The first line that begins at or after a byte.
fn next_line(long: &Long<'_>, at: u64) -> std::io::Result<Option<u64>> {
    let mut file = File::open(long.path)?;
    let mut from = at - 1;
    file.seek(SeekFrom::Start(from))?;
    let mut held = [0; 4096];
    loop {
        let got = file.read(&mut held)?;
        if got == 0 {
            return Ok(None);
        }
        if let Some(i) = held[..got].iter().position(|b| *b == b'\n') {
            return Ok(Some(from + i as u64 + 1));
        }
        from += got as u64;
    }
}

fn side_by_side<'a>(
    long: &Long<'_>,
    manner: Manner,
    make: &(dyn Fn() -> Piece<'a> + Sync),
    stretches: &[Stretch],
) -> Result<Vec<Folded<'a>>, Halt> {
    let fold = |stretch: &Stretch| one(long, manner, make(), *stretch);
    let Some((first, rest)) = stretches.split_first() else {
        return Ok(Vec::new());
    };
    thread::scope(|scope| {
        let spawn = |stretch| thread::Builder::new().spawn_scoped(scope, move || fold(stretch));
        let started: Vec<_> = rest.iter().map(spawn).collect();
        let mut all = vec![fold(first)];
        for (started, stretch) in started.into_iter().zip(rest) {
            all.push(match started {
                Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
                // No room for one thread more.
                Err(_) => fold(stretch),
            });
        }
        all.into_iter().collect()
    })
}

/// Folds one piece.
fn one<'a>(
    long: &Long<'_>,
    manner: Manner,
    mut piece: Piece<'a>,
    stretch: Stretch,
) -> Result<Folded<'a>, Halt> {
    let mut file = File::open(long.path)?;
    file.seek(SeekFrom::Start(stretch.digest.0))?;
    let mut bytes = Bytes {
        file,
        at: stretch.digest.0,
        digested_to: stretch.digest.1,
        digesting: Digesting::by(manner.unit, stretch.digest.0),
    };
    let (mut held, mut filled, mut start) = (Vec::new(), 0_usize, stretch.digest.0);
    let (mut scan, mut lines) = (Scan::default(), 0);
    loop {
        // As much again where a row is longer than what was read of it, which is looked at anew.
        let window = manner.window.max(filled.next_power_of_two());
        held.resize(held.len().max(filled + window), 0);
        let got = bytes.window(&mut held[filled..], window, stretch.rows.1)?;
        (long.step)(got as u64);
        filled += got;
        let before = cut(stretch.rows.0.saturating_sub(start)).min(filled);
        let over = bytes.at == stretch.rows.1;
        let rows = &held[before..filled];
        let used = scan.read(rows, over && stretch.last, b'\n');
        let read = piece.rows(&scan, rows, start + before as u64, lines);
        read.map_err(Halt::Stop)?;
        lines += used.lines;
        let done = before + used.bytes;
        start += done as u64;
        if over {
            piece.forget_cells();
            return Ok(Folded {
                piece,
                digesting: bytes.digesting,
                lines,
                end: start,
            });
        }
        held.copy_within(done..filled, 0);
        filled -= done;
        if filled >= LONGEST_ROW {
            return Err(Halt::Stop(Stop::Unfit));
        }
    }
}

fn cut(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

/// A file read on from one byte, and digested up to another.
struct Bytes {
    file: File,
    at: u64,
    digested_to: u64,
    digesting: Digesting,
}

impl Bytes {
    /// Reads up to the next multiple of so many bytes, which digests are quickest of, or up to
    /// byte `to`.
    fn window(&mut self, into: &mut [u8], window: usize, to: u64) -> Result<usize, Halt> {
        let window = window as u64;
        let to = to.min((self.at / window + 1) * window);
        let mut got = 0;
        while self.at < to {
            got += self.read(&mut into[got..], to)?;
        }
        Ok(got)
    }

    /// Reads some bytes, none from byte `to` on.
    fn read(&mut self, into: &mut [u8], to: u64) -> Result<usize, Halt> {
        let most = into.len().min(cut(to - self.at));
        let got = loop {
            match self.file.read(&mut into[..most]) {
                Ok(0) => return Err(Halt::Shorter),
                Ok(got) => break got,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(Halt::Io(error)),
            }
        };
        let digested = cut(self.digested_to.saturating_sub(self.at)).min(got);
        self.digesting.update(&into[..digested]);
        self.at += got as u64;
        Ok(got)
    }
}
