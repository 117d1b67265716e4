//! The fold: one file's rows into the totals, faults told as they are met.

use super::heading::Heading;
use super::input::{WithoutMark, cell_of, stops};
use super::row::RowReader;
use super::{LedgerFile, RowWatch};
use crate::finding::{Finding, Findings};
use crate::load::asked::{Periods, Progress, Wanted};
use crate::load::faults;
use crate::load::held::{empty, ragged, runaway};
use crate::load::trouble::Trouble;
use crate::model::{LedgerRow, Partnership, RowAt, Stranded, StrandedKind, Totals};
use crate::source::{CsvFault, FileId, LongRow, Row, Sources, Span, decode_cell, for_each_row};
use crate::value::SlashOrder;
use std::io::Read;
use std::ops::ControlFlow;

/// What the fold writes to.
pub(super) struct Fold<'a> {
    pub(super) plan: &'a Partnership,
    pub(super) totals: &'a mut Totals,
    pub(super) sources: &'a mut Sources,
    pub(super) out: &'a mut Findings,
    pub(super) watch: Option<RowWatch<'a>>,
    /// Which lines' rows it must be shown, where not all.
    pub(super) wanted: Option<Wanted<'a>>,
    /// Are providers and contracts told apart?
    pub(super) providers: bool,
    /// Which months are told apart?
    pub(super) periods: Periods<'a>,
    pub(super) progress: Option<Progress<'a>>,
}

impl Fold<'_> {
    /// Folds one file. `order` is how its slash dates read where neither the folder nor the
    /// mapping says; see `slash_order`. A file none of whose rows can be read gives the place that
    /// says why.
    pub(super) fn file(
        &mut self,
        file: &LedgerFile<'_>,
        order: Option<SlashOrder>,
        input: &mut dyn Read,
    ) -> Result<Option<Span>, CsvFault> {
        let order = file
            .mapping
            .and_then(|m| m.dates)
            .or(file.slashes)
            .or(order);
        let skip = file.mapping.map_or(0, |m| m.skip_rows);
        let mut reader: Option<RowReader<'_>> = None;
        let mut unusable = None;
        let read = for_each_row(&mut WithoutMark::new(input), &mut |row| {
            if row.line <= skip {
                return ControlFlow::Continue(());
            }
            let Some(reader) = &mut reader else {
                return match self.heading(file, row) {
                    Ok(heading) => {
                        reader = Some(RowReader::new(heading, order, self.plan, self.periods));
                        ControlFlow::Continue(())
                    }
                    Err(at) => {
                        unusable = Some(at);
                        ControlFlow::Break(())
                    }
                };
            };
            self.row(file, reader, row)
        });
        match read {
            Err(CsvFault::TooLong(long)) => {
                let at = self.endless(file, &long);
                Ok(reader.is_none().then_some(at))
            }
            other => {
                if reader.is_none() && unusable.is_none() && skip == 0 {
                    let id = self.sources.add_piece(file.name, "", 1);
                    self.out.push(empty(marked(id, 0), file.name));
                }
                other.map(|()| unusable)
            }
        }
    }

    /// A heading, or the place that says why there is none.
    fn heading(&mut self, file: &LedgerFile<'_>, row: &Row<'_>) -> Result<Heading, Span> {
        let text = decode_cell(row.raw).into_owned();
        if let Some(fault) = row.fault {
            let id = self.sources.add_piece(file.name, text, row.line);
            let at = marked(id, fault.opened);
            self.out.push(runaway(at, fault.line, fault.closed_on));
            return Err(at);
        }
        self.heading_of(file, text, row.line)
    }

    /// The same, of its text and its line.
    pub(super) fn heading_of(
        &mut self,
        file: &LedgerFile<'_>,
        text: String,
        line: usize,
    ) -> Result<Heading, Span> {
        let id = self.sources.add_piece(file.name, text.clone(), line);
        let whole = Span {
            file: id,
            start: 0,
            end: u32::try_from(text.len()).unwrap_or(0),
        };
        let at = file.mapping.map_or(whole, |m| m.at);
        Heading::read(id, &text, file, self.out).ok_or(at)
    }

    /// Tells a row that never ends, and names what follows it among what was left out.
    fn endless(&mut self, file: &LedgerFile<'_>, long: &LongRow) -> Span {
        let text = decode_cell(&long.raw).into_owned();
        let at = marked(
            self.sources.add_piece(file.name, text, long.line),
            long.opened,
        );
        self.out.push(runaway(at, long.line, None));
        if !self.counted(None) {
            let why = "a quotation mark that is never closed: nothing after it is read";
            self.strand(None, at, why.to_owned());
        }
        at
    }

    pub(super) fn row(
        &mut self,
        file: &LedgerFile<'_>,
        reader: &mut RowReader<'_>,
        row: &Row<'_>,
    ) -> ControlFlow<()> {
        if stops(file, row) {
            return ControlFlow::Break(());
        }
        if let Some(fault) = row.fault {
            let at = self.piece(file, row, None);
            let at = marked(at.file, fault.opened);
            self.out.push(runaway(at, fault.line, fault.closed_on));
            if !self.counted(None) {
                self.strand(None, at, "a quotation mark that runs away".to_owned());
            }
            return ControlFlow::Continue(());
        }
        let (wanted, width) = (reader.width(), row.cells.len());
        let surplus = row
            .cells
            .iter()
            .skip(wanted)
            .any(|c| !c.trim_ascii().is_empty());
        if width < wanted || surplus {
            let known = self.counted(None);
            let room = self.out.has_room(&faults::RAGGED_ROW, file.name);
            if room || !known {
                let at = self.piece(file, row, None);
                if room {
                    self.out.push(ragged(at, row.line, width, wanted));
                }
                if !known {
                    let why = format!("{width} cells where the heading has {wanted}");
                    self.strand(None, at, why);
                }
            }
            return ControlFlow::Continue(());
        }
        let names = self.providers.then_some(&mut self.totals.names);
        for read in reader.rows(row, self.plan, names) {
            match read {
                Ok(ledger_row) => self.add(file, reader, row, &ledger_row),
                Err(trouble) => self.trouble(file, reader, row, trouble),
            }
        }
        ControlFlow::Continue(())
    }

    fn add(
        &mut self,
        file: &LedgerFile<'_>,
        reader: &RowReader<'_>,
        row: &Row<'_>,
        read: &LedgerRow,
    ) {
        self.totals.add(&read.line, read.amount);
        if self.providers {
            let part = (read.paid_to, read.amount);
            self.totals.paid.add(&read.line, [part]);
        }
        self.totals.rows += 1;
        let Some(watch) = self.watch else {
            return;
        };
        let at = RowAt {
            file: file.name,
            line: row.line,
            says: &|column| reader.says(row, column),
            cell: &|column| reader.cell(row, column),
            text: &|| decode_cell(row.raw).into_owned(),
        };
        for remark in watch(read, &at) {
            if self.out.has_room(remark.check, file.name) {
                let at = self.piece(file, row, reader.column(remark.column));
                let finding = Finding::new(remark.check, at, remark.message);
                self.out.push(finding.help(remark.help));
            }
        }
    }

    fn trouble(
        &mut self,
        file: &LedgerFile<'_>,
        reader: &RowReader<'_>,
        row: &Row<'_>,
        trouble: Trouble,
    ) {
        let mut place = None;
        for fault in &trouble.faults {
            if self.out.has_room(fault.check, file.name) {
                let cell = fault.cell.or_else(|| reader.column(fault.column));
                let at = self.piece(file, row, cell);
                let finding = Finding::new(fault.check, at, fault.message.clone());
                self.out.push(finding.help(fault.help.clone()));
                place.get_or_insert((at, fault.message.clone()));
            }
        }
        if self.counted(Some(&trouble)) {
            return;
        }
        // Past the first fifty of a kind: this scheme and year still get a place of their own.
        let (at, why) = place.unwrap_or_else(|| {
            let first = trouble.faults.first();
            let cell = first.and_then(|f| f.cell.or_else(|| reader.column(f.column)));
            let why = first.map_or_else(String::new, |f| f.message.clone());
            (self.piece(file, row, cell), why)
        });
        self.strand(Some(&trouble), at, why);
    }

    /// Keeps the row's text and gives the place of one of its cells, or of the whole row.
    fn piece(&mut self, file: &LedgerFile<'_>, row: &Row<'_>, column: Option<usize>) -> Span {
        let text = decode_cell(row.raw).into_owned();
        cell_of(file, self.sources, text, row.line, column)
    }

    /// Those of the same scheme, pool and year left out already, if any are.
    fn alike(&mut self, trouble: Option<&Trouble>) -> Option<&mut Stranded> {
        let scheme = trouble.and_then(|t| t.scheme);
        let pool = trouble.and_then(|t| t.pool);
        let year = trouble.and_then(|t| t.year);
        let mut all = self.totals.stranded.iter_mut();
        all.find(|s| s.scheme == scheme && s.pool == pool && s.year == year)
    }

    /// Counts a row with those of the same scheme, pool, year and kind left out already, if any
    /// are.
    fn counted(&mut self, trouble: Option<&Trouble>) -> bool {
        let kind = trouble.and_then(|t| t.kind);
        let Some(alike) = self.alike(trouble) else {
            return false;
        };
        let Some(of_kind) = alike.kinds.iter_mut().find(|k| k.kind == kind) else {
            return false;
        };
        of_kind.rows += 1;
        alike.rows += 1;
        true
    }

    /// Names the first row of a scheme, pool, year and kind among what was left out.
    fn strand(&mut self, trouble: Option<&Trouble>, at: Span, why: String) {
        let of_kind = StrandedKind {
            kind: trouble.and_then(|t| t.kind),
            at,
            why: why.clone(),
            rows: 1,
        };
        if let Some(alike) = self.alike(trouble) {
            alike.rows += 1;
            return alike.kinds.push(of_kind);
        }
        self.totals.stranded.push(Stranded {
            at,
            why,
            scheme: trouble.and_then(|t| t.scheme),
            pool: trouble.and_then(|t| t.pool),
            year: trouble.and_then(|t| t.year),
            rows: 1,
            kinds: vec![of_kind],
            whole_file: None,
        });
    }
}

/// One byte of a piece: where a quotation mark stands.
fn marked(file: FileId, opened: usize) -> Span {
    Span {
        file,
        start: u32::try_from(opened).unwrap_or(0),
        end: u32::try_from(opened + 1).unwrap_or(0),
    }
}
