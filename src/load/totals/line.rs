//! One line of a totals file: what it adds, what was left out, or what is wrong with it.

use super::heading::Heading;
use super::sum::Total;
use crate::finding::Check;
use crate::load::faults;
use crate::load::held::HeldRow;
use crate::load::names::{self, party_named, scheme_places};
use crate::load::scalar::no_amount;
use crate::load::trouble::Trouble;
use crate::model::{Kind, LEFT_OUT, Line, Partnership, Party, Source, Spellings, Stranded, TOTAL};
use crate::value::{Day, FinancialYear, Money, Month, Period, folded, shown};
use rustc_hash::FxHashMap;

/// What a line says.
pub(super) enum Read {
    /// An amount.
    Line(Box<Line>, Money),
    /// Ledger rows left out when the file was made, and where the first of them stands.
    LeftOut(Stranded, Option<(String, usize)>),
    /// What the whole file comes to.
    Total(Total),
}

/// Reads the lines of one file.
pub(super) struct LineReader<'a> {
    pub(super) heading: Heading,
    plan: &'a Partnership,
    /// The place of every scheme by its id.
    schemes: FxHashMap<String, usize>,
}

/// What a line is.
enum What {
    Of(Kind),
    LeftOut,
    Total,
}

/// One line being read.
struct Cells<'r, 'a> {
    row: &'r HeldRow<'r>,
    reader: &'r LineReader<'a>,
    trouble: Trouble,
}

impl<'a> LineReader<'a> {
    pub(super) fn new(heading: Heading, plan: &'a Partnership) -> LineReader<'a> {
        LineReader {
            heading,
            plan,
            schemes: scheme_places(plan),
        }
    }

    /// Reads one line.
    pub(super) fn read(&self, row: &HeldRow<'_>, names: &mut Spellings) -> Result<Read, Trouble> {
        let mut cells = Cells {
            row,
            reader: self,
            trouble: Trouble::default(),
        };
        let what = cells.what();
        let scheme = cells.named("scheme");
        let pool = cells.named("pool");
        cells.trouble.belongs(self.plan, scheme, pool);
        let month = cells.month();
        cells.trouble.year = cells.year(month);
        match what {
            Some(What::Total) => cells.total(),
            Some(What::LeftOut) => cells.left_out(),
            Some(What::Of(kind)) => cells.line(kind, month, names),
            None => Err(cells.trouble),
        }
    }
}

impl Cells<'_, '_> {
    fn text(&self, column: &str) -> &str {
        text(self.row, &self.reader.heading, column)
    }

    fn say(&mut self, check: &'static Check, column: &'static str, message: String, help: String) {
        self.trouble.say(check, column, message, help);
    }

    fn what(&mut self) -> Option<What> {
        match folded(self.text("kind")).as_str() {
            LEFT_OUT => Some(What::LeftOut),
            TOTAL => Some(What::Total),
            _ => self.word("kind", Kind::WORDS).map(What::Of),
        }
    }

    fn word<T: Copy>(&mut self, column: &'static str, words: &[(&'static str, T)]) -> Option<T> {
        let text = text(self.row, &self.reader.heading, column);
        self.trouble.word(column, text, words, "line")
    }

    /// A scheme, pool or partner by id; blank is none.
    fn named(&mut self, column: &'static str) -> Option<usize> {
        let reader = self.reader;
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let read = names::named(column, text, reader.plan, &reader.schemes);
        self.trouble.known(column, &read)
    }

    /// A partner or provider by id; blank is none.
    fn party(&mut self, column: &'static str) -> Option<Party> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let read = party_named(text, self.reader.plan);
        self.trouble.known(column, &read)
    }

    fn month(&mut self) -> Option<Month> {
        let text = self.text("month");
        if text.is_empty() {
            return None;
        }
        let month = match Period::parse(text) {
            Some(Period::Month(year, number)) if text.len() == 7 => Some(Month { year, number }),
            _ => None,
        };
        if month.is_none() {
            let message = format!("`{}` is not a month", shown(text));
            let help = "write the year first: 2025-10; a spreadsheet that made Oct-25 of it must be \
                        told that the column is text";
            self.say(
                &faults::UNREADABLE_PERIOD,
                "month",
                message,
                help.to_owned(),
            );
        }
        month
    }

    /// The year as written, else the month's; told if the two differ.
    fn year(&mut self, month: Option<Month>) -> Option<FinancialYear> {
        let text = self.text("year");
        let of_month = month.map(|m| m.year);
        if text.is_empty() {
            return of_month;
        }
        let year = FinancialYear::parse(text);
        match (year, of_month) {
            (None, _) => {
                let message = format!("`{}` is not a financial year", shown(text));
                let help = "write a year as 2025-26, April to March".to_owned();
                self.say(&faults::UNREADABLE_PERIOD, "year", message, help);
            }
            (Some(year), Some(of_month)) if year != of_month => {
                let message = format!("the month is one of {of_month}, and the year says {year}");
                let help = "correct one of the two".to_owned();
                self.say(&faults::UNREADABLE_PERIOD, "year", message, help);
                return None;
            }
            _ => {}
        }
        year
    }

    fn amount(&mut self) -> Option<Money> {
        let text = self.text("amount");
        if let Some(money) = Money::parse_plain(text.as_bytes()) {
            return Some(money);
        }
        match Money::parse(text) {
            Ok(money) => Some(money),
            Err(fault) => {
                let message = no_amount(text, fault);
                let help = "write it as 1234.50; nil is 0.00".to_owned();
                self.say(&faults::UNREADABLE_AMOUNT, "amount", message, help);
                None
            }
        }
    }

    fn version(&mut self) -> Option<Day> {
        let text = self.text("version");
        if text.is_empty() {
            return None;
        }
        let day = Day::parse(text);
        if day.is_err() {
            let message = format!("`{}` is not a day", shown(text));
            let help = "write it with the year first: 2025-10-01".to_owned();
            self.say(&faults::UNREADABLE_DATE, "version", message, help);
        }
        day.ok()
    }

    /// A number of ledger rows.
    fn rows(&mut self) -> Option<u64> {
        let text = self.text("rows");
        let rows = text.parse().ok();
        if rows.is_none() {
            let message = format!("`{}` is not a number of rows", shown(text));
            let help = "write a whole number: 12".to_owned();
            self.say(&faults::WRONG_SHAPE, "rows", message, help);
        }
        rows
    }

    fn line(
        mut self,
        kind: Kind,
        month: Option<Month>,
        names: &mut Spellings,
    ) -> Result<Read, Trouble> {
        if self.text("month").is_empty() {
            let message = "this line names no month".to_owned();
            let help = "write the month it counts in: 2025-10".to_owned();
            self.say(&faults::UNREADABLE_PERIOD, "month", message, help);
        }
        let amount = self.amount();
        let cause = folded(self.text("cause"));
        let line = month.map(|month| Line {
            kind,
            scheme: self.trouble.scheme,
            pool: self.trouble.pool,
            partner: self.named("partner"),
            from: self.party("from"),
            to: self.party("to"),
            paid_by: self.named("paid_by"),
            source: self.word("source", Source::WORDS),
            cause: (!cause.is_empty()).then(|| cause.into_boxed_str()),
            version: self.version(),
            provider: names.number(unarmed(self.text("provider"))),
            contract: names.number(unarmed(self.text("contract"))),
            month,
        });
        if let Some(line) = &line
            && self.trouble.faults.is_empty()
        {
            self.trouble.complete(line, "total");
        }
        match (line, amount) {
            (Some(line), Some(amount)) if self.trouble.faults.is_empty() => {
                Ok(Read::Line(Box::new(line), amount))
            }
            _ => Err(self.trouble),
        }
    }

    fn left_out(mut self) -> Result<Read, Trouble> {
        let Some(rows) = self.rows().filter(|_| self.trouble.faults.is_empty()) else {
            return Err(self.trouble);
        };
        let place = self.text("at").rsplit_once(':');
        let place = place.and_then(|(file, line)| Some((file.to_owned(), line.parse().ok()?)));
        let stranded = Stranded {
            scheme: self.trouble.scheme,
            pool: self.trouble.pool,
            year: self.trouble.year,
            ..Stranded::unknown(self.row.whole(), self.text("why").to_owned(), rows)
        };
        Ok(Read::LeftOut(stranded, place))
    }

    fn total(mut self) -> Result<Read, Trouble> {
        let (rows, amount) = (self.rows(), self.amount());
        match (rows, amount) {
            (Some(rows), Some(amount)) if self.trouble.faults.is_empty() => {
                Ok(Read::Total(Total {
                    partnership: self.text("partnership").to_owned(),
                    rows,
                    amount,
                }))
            }
            _ => Err(self.trouble),
        }
    }
}

/// The trimmed text of a column; blank where there is none.
fn text<'r>(row: &'r HeldRow<'_>, heading: &Heading, column: &str) -> &'r str {
    heading.place(column).map_or("", |i| row.text(i))
}

/// A name without the mark that keeps a spreadsheet from running it.
fn unarmed(name: &str) -> &str {
    match name.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '@', '+', '-']) => rest,
        _ => name,
    }
}
