//! One piece of a ledger file, folded: rows that say what others said before are added as they
//! stand, new ones are read once, and whatever is not plain is put aside by its place, for the
//! reader of rows to tell.

use super::days::Days;
use super::heading::Heading;
use super::memo::{MOST_RUNS, Memo, RawRow, Run};
use super::row::RowReader;
use super::sums::Sums;
use crate::load::asked::Wanted;
use crate::load::mapping::CellFrom;
use crate::model::{Line, PaidTo, Partnership, Spellings, Totals};
use crate::source::{Knots, Row, Scan, decode_cell};
use crate::value::{DateText, Money, is_total, read_date};

/// More rows than that are not put aside: the file is read row by row.
const MOST_ASIDE: usize = 128 * 1024;
/// Nor are more spellings of a row's line kept, or of who is paid.
const MOST_LINES: usize = 512 * 1024;
/// Nor are more lines told apart by who is paid.
const MOST_CELLS: u32 = 1024 * 1024;
const MOST_BYTES: usize = 16 * 1024 * 1024;
/// What cells mean whose rows are put aside: no row can be added with them, or each is to be shown.
const ASIDE: u32 = u32::MAX;

/// Which cells of a row count.
#[derive(Clone)]
pub(super) struct Counting {
    width: usize,
    date: Run,
    amount: Run,
    /// Every cell that holds a date.
    dates: Vec<usize>,
    /// What line a row is of.
    keys: Vec<Run>,
    /// Who is paid, where that is told apart.
    paid: Vec<Run>,
    /// Cells that may hold the word for a total.
    totals_in: Vec<usize>,
}

/// A row put aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Aside {
    /// Its first byte in the file, how many it has, and ends of lines of the piece before it.
    pub(super) start: u64,
    pub(super) length: u32,
    pub(super) lines: u32,
}

/// Why a piece is not folded to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// A date with slashes: the whole column says how they read.
    Slashes,
    /// It is not for this way of reading: a row without end, or too many that are not plain.
    Unfit,
}

/// Folds the rows of one piece.
pub(super) struct Piece<'a> {
    counting: &'a Counting,
    plan: &'a Partnership,
    reader: RowReader<'a>,
    /// Is it known how slashes read?
    surveyed: bool,
    keys: Memo,
    paid: Memo,
    days: Days,
    sums: Sums,
    names: Option<Spellings>,
    wanted: Option<Wanted<'a>>,
    pub(super) aside: Vec<Aside>,
}

impl Counting {
    /// The cells that count under a heading; none if a row of it is not one row of the ledger
    /// with a date and an amount in it.
    pub(super) fn under(heading: &Heading, providers: bool) -> Option<Counting> {
        let column = |name: &str| match heading.source(name) {
            CellFrom::Column(i) => Some(Run {
                first: *i,
                last: *i,
            }),
            _ => None,
        };
        let always = [
            "kind", "pool", "scheme", "partner", "from", "to", "paid_by", "source", "cause",
            "version",
        ];
        let asked: &[&str] = if providers {
            &["provider", "contract"]
        } else {
            &[]
        };
        let (keys, paid) = (runs(heading, &always), runs(heading, asked));
        (keys.len() <= MOST_RUNS).then_some(())?;
        Some(Counting {
            width: heading.width,
            date: column("date").filter(|_| heading.months.is_empty())?,
            amount: column("amount")?,
            dates: heading.date_columns(),
            keys,
            paid,
            totals_in: heading.totals_in.clone(),
        })
    }
}

/// May a cell hold the word for a total, in marks or not?
#[inline]
fn may_be_total(row: RawRow<'_>, i: usize) -> bool {
    is_total(row.run(Run { first: i, last: i }))
}

/// The cells of some columns, those that stand side by side together.
fn runs(heading: &Heading, names: &[&str]) -> Vec<Run> {
    let cells = names.iter().filter_map(|name| heading.column(name));
    let mut cells: Vec<usize> = cells.collect();
    cells.sort_unstable();
    cells.dedup();
    let mut runs: Vec<Run> = Vec::new();
    for cell in cells {
        match runs.last_mut() {
            Some(run) if run.last + 1 == cell => run.last = cell,
            _ => runs.push(Run {
                first: cell,
                last: cell,
            }),
        }
    }
    runs
}

impl<'a> Piece<'a> {
    pub(super) fn new(
        counting: &'a Counting,
        plan: &'a Partnership,
        reader: RowReader<'a>,
        surveyed: bool,
        names: Option<Spellings>,
        wanted: Option<Wanted<'a>>,
    ) -> Piece<'a> {
        Piece {
            counting,
            plan,
            reader,
            surveyed,
            keys: Memo::default(),
            paid: Memo::default(),
            days: Days::default(),
            sums: Sums::default(),
            names,
            wanted,
            aside: Vec::new(),
        }
    }

    /// Folds the rows that were found in what is held, which begins at byte `start` of the file,
    /// `lines` ends of lines into the piece.
    pub(super) fn rows(
        &mut self,
        scan: &Scan,
        held: &[u8],
        start: u64,
        lines: usize,
    ) -> Result<(), Stop> {
        let mut knots = Knots::default();
        for found in scan.rows().iter().copied() {
            let row = RawRow {
                held,
                edges: scan.edges(found),
            };
            if !found.doubtful() && self.plain(row) {
                continue;
            }
            let (raw, cells) = scan.cells(held, found, &mut knots);
            if cells.is_blank() {
                continue;
            }
            let read = Row {
                line: lines + found.lines_before(),
                start: start + found.from() as u64,
                raw,
                cells: &cells,
                fault: None,
            };
            if found.doubtful() || !self.new_row(row, &read)? {
                self.put_aside(&read)?;
            }
        }
        Ok(())
    }

    /// Adds a row that says what others said before.
    #[inline(always)]
    fn plain(&mut self, row: RawRow<'_>) -> bool {
        let counting = self.counting;
        if row.cells() != counting.width && !self.padded(row) {
            return false;
        }
        if counting.totals_in.iter().any(|i| may_be_total(row, *i)) {
            return false;
        }
        let Some(line) = self.keys.find(row, &counting.keys) else {
            return false;
        };
        if line == ASIDE {
            return false;
        }
        let Some(cell) = self.cell(row, line) else {
            return false;
        };
        let Some(month) = self.days.find(row, counting.date) else {
            return false;
        };
        let (from, to) = row.bounds(counting.amount);
        match pence(row.held, from, to) {
            Some(pence) => self.sums.add(cell, month, pence),
            None => false,
        }
    }

    /// What a row of a line is added to, if others were.
    #[inline(always)]
    fn cell(&mut self, row: RawRow<'_>, line: u32) -> Option<u32> {
        match self.counting.paid.as_slice() {
            [] => Some(line),
            runs => self.sums.cell(line, self.paid.find(row, runs)?),
        }
    }

    /// Are there more cells than headings, with nothing in them?
    #[cold]
    fn padded(&self, row: RawRow<'_>) -> bool {
        let more = row.cells().checked_sub(self.counting.width + 1);
        let Some(_) = more else { return false };
        let surplus = row.run(Run {
            first: self.counting.width,
            last: row.cells() - 1,
        });
        surplus.iter().all(|b| matches!(b, b',' | b' '))
    }

    /// Reads a row that says something new, and adds it; not if it cannot be.
    #[cold]
    fn new_row(&mut self, raw: RawRow<'_>, row: &Row<'_>) -> Result<bool, Stop> {
        let width = self.counting.width;
        let mut surplus = row.cells.iter().skip(width);
        if row.cells.len() < width || surplus.any(|cell| !cell.trim_ascii().is_empty()) {
            return Ok(false);
        }
        let (keys, date) = (&self.counting.keys, self.counting.date);
        let known = self.keys.find(raw, keys);
        if known == Some(ASIDE) {
            return Ok(false);
        }
        self.settle(row)?;
        match self.reader.one(row, self.plan, self.names.as_mut()) {
            Ok(read) if self.wanted.is_some_and(|wanted| wanted(&read.line)) => {
                if !self.keys.holds(MOST_LINES, MOST_BYTES) {
                    self.keys.learn(raw, keys, ASIDE);
                }
                Ok(false)
            }
            Ok(read) => {
                let line = match known {
                    Some(line) => line,
                    None => self.learn(raw, &read.line)?,
                };
                let cell = self.new_cell(raw, line, read.paid_to)?;
                let month = self.days.find(raw, date).unwrap_or_else(|| {
                    let month = self.sums.month(read.line.month);
                    self.days.learn(raw, date, read.date, month);
                    month
                });
                let pence = i64::try_from(read.amount.pence());
                Ok(pence.is_ok_and(|pence| self.sums.add(cell, month, pence)))
            }
            Err(trouble) => {
                let of_line = |column| !matches!(column, "date" | "amount");
                let room = !self.keys.holds(MOST_LINES, MOST_BYTES);
                if known.is_none() && room && trouble.faults.iter().any(|f| of_line(f.column)) {
                    self.keys.learn(raw, keys, ASIDE);
                }
                Ok(false)
            }
        }
    }

    fn learn(&mut self, raw: RawRow<'_>, line: &Line) -> Result<u32, Stop> {
        if self.keys.holds(MOST_LINES, MOST_BYTES) {
            return Err(Stop::Unfit);
        }
        let line = self.sums.line(line);
        self.keys.learn(raw, &self.counting.keys, line);
        Ok(line)
    }

    /// What a row of a line is added to, whether or not others were.
    fn new_cell(&mut self, raw: RawRow<'_>, line: u32, to: PaidTo) -> Result<u32, Stop> {
        let runs = &self.counting.paid;
        if runs.is_empty() {
            return Ok(self.sums.only_cell(line, to));
        }
        let place = match self.paid.find(raw, runs) {
            Some(place) => place,
            None if self.paid.holds(MOST_LINES, MOST_BYTES) => return Err(Stop::Unfit),
            None => self.paid.learn_next(raw, runs),
        };
        if let Some(cell) = self.sums.cell(line, place) {
            return Ok(cell);
        }
        let cell = self.sums.new_cell(line, place, to);
        (cell < MOST_CELLS).then_some(cell).ok_or(Stop::Unfit)
    }

    /// Leaves a row to the reader of rows.
    fn put_aside(&mut self, row: &Row<'_>) -> Result<(), Stop> {
        self.settle(row)?;
        if self.aside.len() >= MOST_ASIDE {
            return Err(Stop::Unfit);
        }
        self.aside.push(Aside {
            start: row.start,
            length: u32::try_from(row.raw.len()).unwrap_or(u32::MAX),
            lines: u32::try_from(row.line).unwrap_or(u32::MAX),
        });
        Ok(())
    }

    /// Stops at the first date with slashes while it is not known how they read.
    fn settle(&self, row: &Row<'_>) -> Result<(), Stop> {
        if self.surveyed {
            return Ok(());
        }
        let mut dates = self.counting.dates.iter();
        let slashes = dates.any(|i| {
            let text = decode_cell(row.cells.get(*i).unwrap_or_default());
            matches!(read_date(text.trim()), Ok(DateText::Slash(..)))
        });
        match slashes {
            true => Err(Stop::Slashes),
            false => Ok(()),
        }
    }
}

impl Piece<'_> {
    /// All its rows are read: what their cells say need not be known any more.
    pub(super) fn forget_cells(&mut self) {
        self.keys = Memo::default();
        self.paid = Memo::default();
    }

    /// Adds what its rows come to.
    pub(super) fn into_totals(self, totals: &mut Totals) {
        self.sums.into_totals(self.names.as_ref(), totals);
    }
}

/// An amount as most ledgers write it: `1234.50`, `"1,234.50"`.
#[inline(always)]
fn pence(held: &[u8], from: usize, to: usize) -> Option<i64> {
    Money::pence_at(held, from, to).or_else(|| slower(&held[from..to]))
}

fn slower(cell: &[u8]) -> Option<i64> {
    let plain = Money::parse_plain(cell).or_else(|| {
        // A mark means something at a cell's first byte alone.
        let quoted = cell.strip_prefix(b"\"").and_then(|c| c.strip_suffix(b"\""));
        Money::parse_grouped(quoted.unwrap_or(cell).trim_ascii())
    });
    i64::try_from(plain?.pence()).ok()
}
