//! One line of a totals file: what it adds, what was left out, or what is wrong with it.

use super::heading::Heading;
use super::sum::Total;
use crate::finding::Check;
use crate::load::faults;
use crate::load::held::HeldRow;
use crate::load::names::{self, party_named, scheme_places};
use crate::load::scalar::no_amount;
use crate::load::trouble::Trouble;
use crate::model::{
    ALL_LEFT_OUT, Kind, LEFT_OUT, LEFT_OUT_FILE, Line, NOT_KNOWN, PaidTo, Partnership, Party,
    Source, Spellings, Stranded, TOTAL, WholeFile,
};
use crate::value::{Day, FinancialYear, Money, Month, folded, shown, unarmed};
use rustc_hash::FxHashMap;

/// What a line says.
pub(super) enum Read {
    /// An amount.
    Line(Box<Line>, PaidTo, Money),
    /// Ledger rows left out when the file was made, and where the first of them stands.
    LeftOut(Stranded, Option<(String, usize)>),
    /// What of the folder was not known when the file was made.
    NotKnown(String),
    /// What the whole file comes to.
    Total(Total),
}

/// A line that cannot be read.
pub(super) struct Unread {
    /// Why, and what it belongs to.
    pub(super) trouble: Trouble,
    /// What it brings to the sum of the file all the same.
    pub(super) brings: Brings,
}

/// What a line brings to the sum of the file.
pub(super) enum Brings {
    /// An amount.
    Amount(Money),
    /// So many ledger rows left out.
    LeftOut(u64),
    /// Nobody can tell.
    Unknown,
}

/// So many ledger rows may be left out in one line.
const MOST_LEFT_OUT: u64 = u32::MAX as u64;
/// So many may be read into one file: as many as an engine counts.
const MOST_READ: u64 = i64::MAX as u64;

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
    LeftOutFile,
    NotKnown,
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
    pub(super) fn read(&self, row: &HeldRow<'_>, names: &mut Spellings) -> Result<Read, Unread> {
        let mut cells = Cells {
            row,
            reader: self,
            trouble: Trouble::default(),
        };
        let what = cells.what();
        if matches!(what, Some(What::NotKnown)) {
            return Ok(Read::NotKnown(cells.unmarked("why").to_owned()));
        }
        let scheme = cells.named("scheme");
        let pool = cells.named("pool");
        cells.trouble.belongs(self.plan, scheme, pool);
        if matches!(what, Some(What::LeftOut)) && cells.text("pool").is_empty() {
            // The ledger could not tell which: a row of one pool's scheme that names another.
            cells.trouble.pool = None;
        }
        let month = cells.month();
        cells.trouble.year = cells.year(month);
        match what {
            Some(What::Total) => cells.total(),
            Some(What::LeftOut) => cells.left_out(false),
            Some(What::LeftOutFile) => cells.left_out(true),
            Some(What::Of(kind)) => cells.line(kind, month, names),
            Some(What::NotKnown) | None => {
                let amount = cells.amount();
                Err(cells.unread(amount.map_or(Brings::Unknown, Brings::Amount)))
            }
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
            LEFT_OUT_FILE => Some(What::LeftOutFile),
            NOT_KNOWN => Some(What::NotKnown),
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

    /// A month of the calendar: `2000-01` is January here, whatever it may be elsewhere.
    fn month(&mut self) -> Option<Month> {
        let text = self.text("month");
        if text.is_empty() {
            return None;
        }
        let month = match text.len() {
            7 => Day::parse(&format!("{text}-01")).ok().map(Month::of),
            _ => None,
        };
        if month.is_none() {
            let message = format!("`{}` is not a month", shown(text));
            let help = "write the year first: 2025-10; a spreadsheet that made Oct-25 of it must be \
                        told that the column is text";
            let help = help.to_owned();
            self.say(&faults::UNREADABLE_PERIOD, "month", message, help);
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
        let year = year_of(text);
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

    /// A number of ledger rows between these.
    fn rows(&mut self, least: u64, most: u64) -> Option<u64> {
        let text = self.text("rows");
        let rows = text.parse().ok();
        let rows = rows.filter(|rows| (least..=most).contains(rows));
        if rows.is_none() {
            let message = format!("`{}` is not a number of rows", shown(text));
            let help = format!("write a whole number from {least} to {most}");
            self.say(&faults::WRONG_SHAPE, "rows", message, help);
        }
        rows
    }

    /// A text as it was before it was marked, so that no spreadsheet runs it.
    fn unmarked(&self, column: &str) -> &str {
        unarmed(self.text(column))
    }

    fn unread(self, brings: Brings) -> Unread {
        let trouble = self.trouble;
        Unread { trouble, brings }
    }

    fn line(
        mut self,
        kind: Kind,
        month: Option<Month>,
        names: &mut Spellings,
    ) -> Result<Read, Unread> {
        if self.text("month").is_empty() {
            let message = "this line names no month".to_owned();
            let help = "write the month it counts in: 2025-10".to_owned();
            self.say(&faults::UNREADABLE_PERIOD, "month", message, help);
        }
        let amount = self.amount();
        let cause = folded(self.unmarked("cause"));
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
            month,
        });
        let paid_to = PaidTo {
            provider: names.number(self.unmarked("provider")),
            contract: names.number(self.unmarked("contract")),
        };
        if let Some(line) = &line
            && self.trouble.faults.is_empty()
        {
            self.trouble.complete(line, "total");
        }
        match (line, amount) {
            (Some(line), Some(amount)) if self.trouble.faults.is_empty() => {
                Ok(Read::Line(Box::new(line), paid_to, amount))
            }
            (_, amount) => Err(self.unread(amount.map_or(Brings::Unknown, Brings::Amount))),
        }
    }

    fn left_out(mut self, file: bool) -> Result<Read, Unread> {
        let rows = match self.rows(1, MOST_LEFT_OUT) {
            Some(rows) if self.trouble.faults.is_empty() => rows,
            rows => return Err(self.unread(rows.map_or(Brings::Unknown, Brings::LeftOut))),
        };
        let place = self.unmarked("at").rsplit_once(':');
        let place = place.and_then(|(file, line)| Some((file.to_owned(), line.parse().ok()?)));
        let why = self.unmarked("why");
        let stranded = Stranded {
            scheme: self.trouble.scheme,
            pool: self.trouble.pool,
            year: self.trouble.year,
            whole_file: WholeFile::of_sentence(why).filter(|_| file),
            ..Stranded::unknown(self.row.whole(), why.to_owned(), rows)
        };
        Ok(Read::LeftOut(stranded, place))
    }

    /// How many ledger rows the last line says were left out.
    fn all_left_out(&mut self) -> Option<u64> {
        let text = self.text("why");
        let rows = text.strip_suffix(ALL_LEFT_OUT).map(str::trim_end);
        let rows = rows.and_then(|rows| rows.parse().ok());
        if rows.is_none() {
            let message = match text.is_empty() {
                true => "the last line does not say how many ledger rows were left out".to_owned(),
                false => format!("`{}` does not say how many rows were left out", shown(text)),
            };
            let help = format!("write it as 3 {ALL_LEFT_OUT}; none is 0 {ALL_LEFT_OUT}");
            self.say(&faults::WRONG_SHAPE, "why", message, help);
        }
        rows
    }

    fn total(mut self) -> Result<Read, Unread> {
        let (rows, amount) = (self.rows(0, MOST_READ), self.amount());
        let left_out = self.all_left_out();
        match (rows, amount, left_out) {
            (Some(rows), Some(amount), Some(left_out)) if self.trouble.faults.is_empty() => {
                Ok(Read::Total(Total {
                    partnership: self.text("partnership").to_owned(),
                    rows,
                    amount,
                    left_out,
                }))
            }
            _ => Err(self.unread(Brings::Unknown)),
        }
    }
}

/// The trimmed text of a column; blank where there is none.
fn text<'r>(row: &'r HeldRow<'_>, heading: &Heading, column: &str) -> &'r str {
    heading.place(column).map_or("", |i| row.text(i))
}

/// A financial year as a total is written with it: also one of which a ledger can hold three months
/// alone, at either end of the calendar.
fn year_of(text: &str) -> Option<FinancialYear> {
    let first: i16 = text.split_once('-')?.0.parse().ok()?;
    let within = [(first, 4), (first.checked_add(1)?, 1)];
    let mut days = within
        .into_iter()
        .filter_map(|(year, month)| Day::of(year, month, 1).ok());
    let year = FinancialYear::of(days.next()?);
    (year.to_string() == text).then_some(year)
}
