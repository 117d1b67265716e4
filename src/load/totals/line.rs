//! One line of a totals file: what it adds, what was left out, or what is wrong with it.

use super::heading::Heading;
use super::sum::Total;
use crate::finding::Check;
use crate::load::faults;
use crate::load::held::HeldRow;
use crate::load::scalar::no_amount;
use crate::model::{Kind, LEFT_OUT, Line, Partnership, Party, Source, Spellings, Stranded, TOTAL};
use crate::source::Span;
use crate::value::{Day, FinancialYear, Money, Month, Period, folded, shown, suggestion};
use std::collections::HashMap;

/// What a line says.
pub(super) enum Read {
    /// An amount.
    Line(Box<Line>, Money),
    /// Ledger rows left out when the file was made, and where the first of them stands.
    LeftOut(Stranded, Option<(String, usize)>),
    /// What the whole file comes to.
    Total(Total),
}

/// Why a line cannot be read, and what could be read of it.
#[derive(Default)]
pub(super) struct Trouble {
    pub(super) faults: Vec<CellFault>,
    pub(super) scheme: Option<usize>,
    pub(super) pool: Option<usize>,
    pub(super) year: Option<FinancialYear>,
}

/// One cell that cannot be read.
pub(super) struct CellFault {
    pub(super) check: &'static Check,
    pub(super) at: Span,
    pub(super) message: String,
    pub(super) help: String,
}

/// Reads the lines of one file.
pub(super) struct LineReader<'a> {
    pub(super) heading: Heading,
    plan: &'a Partnership,
    /// The place of every scheme by its id.
    schemes: HashMap<&'a str, usize>,
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
        let schemes = plan.schemes.iter().enumerate().rev();
        LineReader {
            heading,
            plan,
            schemes: schemes.map(|(i, s)| (s.id.value.as_str(), i)).collect(),
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
        cells.trouble.scheme = cells.scheme();
        cells.trouble.pool = cells.pool();
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
        let place = self.reader.heading.place(column);
        place.map_or("", |i| self.row.text(i))
    }

    fn say(&mut self, check: &'static Check, column: &str, message: String, help: String) {
        let place = self.reader.heading.place(column);
        let at = place.map_or_else(|| self.row.whole(), |i| self.row.span(i));
        self.trouble.faults.push(CellFault {
            check,
            at,
            message,
            help,
        });
    }

    fn what(&mut self) -> Option<What> {
        match folded(self.text("kind")).as_str() {
            LEFT_OUT => Some(What::LeftOut),
            TOTAL => Some(What::Total),
            "" => {
                let message = "this line does not say what kind of movement it is".to_owned();
                let help = "fill the column `kind`".to_owned();
                self.say(&faults::UNKNOWN_WORD, "kind", message, help);
                None
            }
            _ => self.word("kind", Kind::WORDS).map(What::Of),
        }
    }

    fn word<T: Copy>(&mut self, column: &str, words: &[(&'static str, T)]) -> Option<T> {
        let text = self.text(column);
        let wanted = folded(text);
        let found = words.iter().find(|(word, _)| *word == wanted);
        if wanted.is_empty() || found.is_some() {
            return found.map(|(_, value)| *value);
        }
        let message = format!("`{}` is not a {column} that is known", shown(text));
        let help = suggestion(text, words.iter().map(|(word, _)| *word));
        self.say(&faults::UNKNOWN_WORD, column, message, help);
        None
    }

    /// What an id names, by position; tells one that names nothing.
    fn named<'n, T>(
        &mut self,
        column: &str,
        what: &str,
        find: impl Fn(&str) -> Option<T>,
        names: impl Iterator<Item = &'n str> + Clone,
    ) -> Option<T> {
        let text = self.text(column);
        let id = folded(text);
        if id.is_empty() {
            return None;
        }
        let found = find(&id);
        if found.is_none() {
            let message = format!("there is no {what} `{}`", shown(text));
            let help = suggestion(text, names);
            self.say(&faults::UNKNOWN_NAME, column, message, help);
        }
        found
    }

    fn scheme(&mut self) -> Option<usize> {
        let reader = self.reader;
        let names = reader.plan.schemes.iter().map(|s| s.id.value.as_str());
        self.named(
            "scheme",
            "scheme",
            |id| reader.schemes.get(id).copied(),
            names,
        )
    }

    fn pool(&mut self) -> Option<usize> {
        let plan = self.reader.plan;
        let names = plan.pools.iter().map(|p| p.id.value.as_str());
        self.named("pool", "pool", |id| plan.pool(id), names)
    }

    fn partner(&mut self, column: &str) -> Option<usize> {
        let plan = self.reader.plan;
        let names = plan.partners.iter().map(|p| p.id.value.as_str());
        self.named(column, "partner", |id| plan.partner(id), names)
    }

    fn party(&mut self, column: &str) -> Option<Party> {
        let plan = self.reader.plan;
        let partners = plan.partners.iter().map(|p| p.id.value.as_str());
        let names = partners.chain(plan.providers.iter().map(|p| p.id.value.as_str()));
        self.named(column, "partner or provider", |id| plan.party(id), names)
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
            partner: self.partner("partner"),
            from: self.party("from"),
            to: self.party("to"),
            paid_by: self.partner("paid_by"),
            source: self.word("source", Source::WORDS),
            cause: (!cause.is_empty()).then(|| cause.into_boxed_str()),
            version: self.version(),
            provider: names.number(unarmed(self.text("provider"))),
            contract: names.number(unarmed(self.text("contract"))),
            month,
        });
        let lacks = line.iter().flat_map(Line::lacks).collect::<Vec<_>>();
        if self.trouble.faults.is_empty() {
            for (column, what) in lacks {
                let message = format!("a total of kind `{}` needs {what}", kind.word());
                let help = format!("fill the column `{column}`");
                self.say(&faults::ROW_INCOMPLETE, column, message, help);
            }
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

/// A name without the mark that keeps a spreadsheet from running it.
fn unarmed(name: &str) -> &str {
    match name.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '@', '+', '-']) => rest,
        _ => name,
    }
}
