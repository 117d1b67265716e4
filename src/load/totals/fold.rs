//! The lines of a totals file put together, each added or named among what was left out.

use super::heading::Heading;
use super::line::{Brings, LineReader, Read, Unread};
use super::sum::{ANEW, Sum};
use crate::finding::{Finding, Findings};
use crate::load::asked::{Asked, Periods};
use crate::load::faults;
use crate::load::held::{HeldRow, ragged};
use crate::load::trouble::{CellFault, Trouble};
use crate::model::{Partnership, Stranded, Totals};
use crate::source::{Sources, Span};
use anyhow::{Result, bail};
use std::collections::HashMap;

/// The totals as they are put together.
pub(super) struct Fold<'a> {
    name: &'a str,
    plan: &'a Partnership,
    sources: &'a mut Sources,
    reader: LineReader<'a>,
    /// Are providers and contracts told apart?
    providers: bool,
    /// Which months are?
    periods: Periods<'a>,
    sum: Sum,
    /// What was not known when the file was made, and is now.
    put_right: Option<String>,
    totals: Totals,
    /// Which of the stranded counts the unreadable lines of a scheme, pool and year.
    counted: HashMap<Belongs, usize>,
}

/// What a line that cannot be read belongs to.
type Belongs = (Option<usize>, Option<usize>, Option<i16>);

impl<'a> Fold<'a> {
    pub(super) fn new(
        name: &'a str,
        heading: Heading,
        plan: &'a Partnership,
        sources: &'a mut Sources,
        asked: &Asked<'a>,
    ) -> Fold<'a> {
        Fold {
            name,
            plan,
            sources,
            reader: LineReader::new(heading, plan),
            providers: asked.providers,
            periods: asked.periods,
            sum: Sum::default(),
            put_right: None,
            totals: Totals::default(),
            counted: HashMap::new(),
        }
    }

    /// One line of the file.
    pub(super) fn row(&mut self, row: &HeldRow<'_>, out: &mut Findings) {
        if row.line() <= self.reader.heading.line {
            return;
        }
        let (width, wanted) = (row.width(), self.reader.heading.width);
        if width != wanted {
            if out.has_room(&faults::RAGGED_ROW, self.name) {
                out.push(ragged(row.whole(), row.line(), width, wanted));
            }
            let why = format!("{width} cells where the heading has {wanted}");
            self.lost(row.whole(), &why);
            return self.strand(&Trouble::default(), 1, row.whole(), why);
        }
        match self.reader.read(row, &mut self.totals.names) {
            Ok(Read::Line(mut line, paid_to, amount)) => {
                self.sum.line(amount);
                line.month = self.periods.month(line.month);
                self.totals.add(&line, amount);
                if self.providers {
                    self.totals.paid.add(&line, [(paid_to, amount)]);
                }
            }
            Ok(Read::LeftOut(mut stranded, place)) => {
                self.sum.left_out(stranded.rows);
                // As the ledger itself tells it: where the row stands there.
                if let Some((file, line)) = place {
                    let file = self.sources.add_piece(file, "", line);
                    let (start, end) = (0, 0);
                    stranded.at = Span { file, start, end };
                }
                self.totals.stranded.push(stranded);
            }
            Ok(Read::NotKnown(why)) => self.not_known(why),
            Ok(Read::Total(total)) => self.sum.total(total),
            Err(unread) => self.unread(row, &unread, out),
        }
    }

    /// What was not known when the file was made: the folder tells it itself while it is so still.
    fn not_known(&mut self, why: String) {
        if !self.plan.not_known().iter().any(|fact| fact.why == why) {
            self.put_right.get_or_insert(why);
        }
    }

    /// Nobody can tell what the line there brings.
    fn lost(&mut self, at: Span, why: &str) {
        let sources = &self.sources;
        self.sum.lost(|| format!("{}: {why}", sources.short(at)));
    }

    /// Tells a line that cannot be read, and names it among what was left out.
    fn unread(&mut self, row: &HeldRow<'_>, unread: &Unread, out: &mut Findings) {
        let trouble = &unread.trouble;
        let place = |fault: &CellFault| match self.reader.heading.place(fault.column) {
            Some(i) => row.span(i),
            None => row.whole(),
        };
        for fault in &trouble.faults {
            if out.has_room(fault.check, self.name) {
                let finding = Finding::new(fault.check, place(fault), fault.message.clone());
                out.push(finding.help(fault.help.clone()));
            }
        }
        let (at, why) = match trouble.faults.first() {
            Some(fault) => (place(fault), fault.message.clone()),
            None => (row.whole(), String::new()),
        };
        let rows = match unread.brings {
            Brings::Amount(amount) => {
                self.sum.line(amount);
                1
            }
            Brings::LeftOut(rows) => {
                self.sum.left_out(rows);
                rows
            }
            Brings::Unknown => {
                // What hides the sum, and not what else is wrong with the line.
                let hides = |fault: &&CellFault| ["rows", "amount", "why"].contains(&fault.column);
                let hiding = trouble.faults.iter().find(hides);
                match hiding {
                    Some(fault) => self.lost(place(fault), &fault.message),
                    None => self.lost(at, &why),
                }
                1
            }
        };
        self.strand(trouble, rows, at, why);
    }

    fn strand(&mut self, trouble: &Trouble, rows: u64, at: Span, why: String) {
        let (scheme, pool, year) = (trouble.scheme, trouble.pool, trouble.year);
        let key = (scheme, pool, year.map(|y| y.start()));
        if let Some(i) = self.counted.get(&key) {
            let alike = &mut self.totals.stranded[*i];
            alike.rows += rows;
            alike.kinds[0].rows += rows;
            return;
        }
        self.counted.insert(key, self.totals.stranded.len());
        self.totals.stranded.push(Stranded {
            scheme,
            pool,
            year,
            ..Stranded::unknown(at, why, rows)
        });
    }

    /// The totals, held against the file's own last line. `lost` rows ran away, the first of them
    /// there.
    ///
    /// # Errors
    /// A file that is not whole, or is of another partnership.
    pub(super) fn finish(mut self, lost: usize, at: Option<Span>) -> Result<Totals> {
        for at in (0..lost).filter_map(|_| at) {
            let why = "a quotation mark that runs away".to_owned();
            self.lost(at, &why);
            self.strand(&Trouble::default(), 1, at, why);
        }
        self.totals.put_names_in_order();
        self.totals.rows = self.sum.hold(self.name, self.plan)?;
        if let Some(why) = &self.put_right {
            bail!(
                "{} says what was not known when it was made ({why}), and the folder has changed \
                 since: its totals may belong elsewhere now; {ANEW}",
                self.name
            );
        }
        Ok(self.totals)
    }
}
