//! One ledger row: cells → what it is, or what is wrong with it.

use super::cell::{NoDay, day_of};
use super::heading::Heading;
use crate::load::asked::Periods;
use crate::load::faults;
use crate::load::mapping::CellFrom;
use crate::load::names::{Unknown, named, party_named, scheme_places};
use crate::load::scalar::no_amount;
use crate::load::trouble::Trouble;
use crate::model::{Kind, LedgerRow, Line, PaidTo, Partnership, Party, Source, Spellings};
use crate::source::{Row, decode_cell};
use crate::value::{Day, FinancialYear, Money, MoneyFault, Month, SlashOrder, folded, is_total};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Reads the rows of one file; remembers the meaning of every spelling it has seen.
pub(super) struct RowReader<'a> {
    heading: Heading,
    order: Option<SlashOrder>,
    periods: Periods<'a>,
    days: FxHashMap<Vec<u8>, Result<Day, NoDay>>,
    names: FxHashMap<(&'static str, Vec<u8>), Result<usize, Unknown>>,
    parties: FxHashMap<Vec<u8>, Result<Party, Unknown>>,
    schemes: FxHashMap<String, usize>,
}

impl<'a> RowReader<'a> {
    pub(super) fn new(
        heading: Heading,
        order: Option<SlashOrder>,
        plan: &Partnership,
        periods: Periods<'a>,
    ) -> RowReader<'a> {
        RowReader {
            heading,
            order,
            periods,
            days: FxHashMap::default(),
            names: FxHashMap::default(),
            parties: FxHashMap::default(),
            schemes: scheme_places(plan),
        }
    }

    /// How many cells a row must have.
    pub(super) fn width(&self) -> usize {
        self.heading.width
    }

    /// The cell a column stands in.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.heading.column(name)
    }

    /// The rows one line of the file stands for: one, or one a month.
    pub(super) fn rows(
        &mut self,
        row: &Row<'_>,
        plan: &Partnership,
        mut names: Option<&mut Spellings>,
    ) -> Vec<Result<LedgerRow, Trouble>> {
        if self.heading.months.is_empty() {
            return vec![self.read(row, plan, names, None)];
        }
        let months = self.heading.months.clone();
        let mut read: Vec<_> = months
            .into_iter()
            .filter(|(i, _)| {
                !row.cells
                    .get(*i)
                    .unwrap_or_default()
                    .trim_ascii()
                    .is_empty()
            })
            .map(|month| self.read(row, plan, names.as_deref_mut(), Some(month)))
            .collect();
        // What is amiss with the whole row is told once, not once for each month of the year.
        read.dedup_by(|later, earlier| match (later, earlier) {
            (Err(later), Err(earlier)) => later.is_the_same_of_its_row(earlier),
            _ => false,
        });
        read
    }

    /// The one row a line of a file stands for that has no column for each month.
    pub(super) fn one(
        &mut self,
        row: &Row<'_>,
        plan: &Partnership,
        names: Option<&mut Spellings>,
    ) -> Result<LedgerRow, Trouble> {
        self.read(row, plan, names, None)
    }

    /// What a column says of a row.
    pub(super) fn says(&self, row: &Row<'_>, name: &str) -> String {
        decode_cell(&self.cell(row, name)).trim().to_owned()
    }

    /// The bytes of a cell, trimmed.
    pub(super) fn cell<'r>(&'r self, row: &'r Row<'_>, name: &str) -> Cow<'r, [u8]> {
        match self.heading.source(name) {
            CellFrom::Nothing => Cow::Borrowed(b""),
            CellFrom::Column(i) => {
                Cow::Borrowed(row.cells.get(*i).unwrap_or_default().trim_ascii())
            }
            CellFrom::Constant(text) => Cow::Borrowed(text.as_bytes()),
            CellFrom::Lookup(i, table) => {
                let text = decode_cell(row.cells.get(*i).unwrap_or_default());
                match table.get(text.trim()) {
                    Some(meaning) => Cow::Owned(meaning.clone().into_bytes()),
                    None => Cow::Owned(text.trim().to_owned().into_bytes()),
                }
            }
        }
    }

    fn read(
        &mut self,
        row: &Row<'_>,
        plan: &Partnership,
        names: Option<&mut Spellings>,
        month: Option<(usize, Day)>,
    ) -> Result<LedgerRow, Trouble> {
        let mut trouble = Trouble::default();
        let scheme = self.named(row, "scheme", plan, &mut trouble);
        let said_pool = self.named(row, "pool", plan, &mut trouble);
        trouble.belongs(plan, scheme, said_pool);
        let date = match month {
            Some((_, day)) => Some(day),
            None => self.day(row, "date", true, &mut trouble),
        };
        trouble.year = date.map(FinancialYear::of);
        let kind = self.word(row, "kind", Kind::WORDS, &mut trouble);
        trouble.kind = kind;
        if let Some((place, word)) = self.total(row) {
            return Err(trouble.of_a_total(&word, place > 0));
        }
        let amount = self.amount(row, month, &mut trouble);
        let line = Line {
            kind: kind.unwrap_or(Kind::Spend),
            scheme,
            pool: trouble.pool,
            partner: self.named(row, "partner", plan, &mut trouble),
            from: self.party(row, "from", plan, &mut trouble),
            to: self.party(row, "to", plan, &mut trouble),
            paid_by: self.named(row, "paid_by", plan, &mut trouble),
            source: self.word(row, "source", Source::WORDS, &mut trouble),
            cause: {
                let cause = self.cell(row, "cause");
                (!cause.is_empty()).then(|| folded(&decode_cell(&cause)).into_boxed_str())
            },
            version: self.day(row, "version", false, &mut trouble),
            month: date.map_or(
                Month {
                    year: FinancialYear::starting(1990),
                    number: 1,
                },
                |date| self.periods.month(Month::of(date)),
            ),
        };
        if kind.is_some() && trouble.faults.is_empty() {
            trouble.complete(&line, "row");
        }
        match (date, amount) {
            (Some(date), Some(amount)) if trouble.faults.is_empty() => {
                let mut paid_to = PaidTo::default();
                if let Some(names) = names {
                    paid_to.provider = names.number(&decode_cell(&self.cell(row, "provider")));
                    paid_to.contract = names.number(&decode_cell(&self.cell(row, "contract")));
                }
                Ok(LedgerRow {
                    date,
                    line,
                    paid_to,
                    amount,
                })
            }
            _ => Err(trouble),
        }
    }

    /// The word for a total that a row of another system's file is called by, and its cell.
    fn total(&self, row: &Row<'_>) -> Option<(usize, String)> {
        let mut places = self.heading.totals_in.iter();
        places.find_map(|i| {
            let text = row.cells.get(*i).unwrap_or_default().trim_ascii();
            is_total(text).then(|| (*i, decode_cell(text).into_owned()))
        })
    }

    fn amount(
        &self,
        row: &Row<'_>,
        month: Option<(usize, Day)>,
        trouble: &mut Trouble,
    ) -> Option<Money> {
        let cell = match month {
            Some((i, _)) => Cow::Borrowed(row.cells.get(i).unwrap_or_default().trim_ascii()),
            None => self.cell(row, "amount"),
        };
        let less = self.cell(row, "less");
        if less.is_empty() {
            let told = match self.heading.source("amount") {
                CellFrom::Nothing => "less",
                _ => "amount",
            };
            return money(&cell, told, month, trouble);
        }
        let amount = match cell.is_empty() {
            true => Some(Money::NIL),
            false => money(&cell, "amount", month, trouble),
        };
        let less = money(&less, "less", None, trouble);
        Some(amount? - less?)
    }

    fn day(
        &mut self,
        row: &Row<'_>,
        column: &'static str,
        needed: bool,
        trouble: &mut Trouble,
    ) -> Option<Day> {
        let cell = self.cell(row, column).into_owned();
        if cell.is_empty() && !needed {
            return None;
        }
        let order = self.order;
        let read = room(&mut self.days)
            .entry(cell)
            .or_insert_with_key(|cell| day_of(&decode_cell(cell), order))
            .clone();
        match read {
            Ok(day) => Some(day),
            Err(why) => {
                trouble.say(why.check, column, why.message, why.help);
                None
            }
        }
    }

    fn word<T: Copy>(
        &self,
        row: &Row<'_>,
        column: &'static str,
        words: &[(&'static str, T)],
        trouble: &mut Trouble,
    ) -> Option<T> {
        let cell = self.cell(row, column);
        let text = decode_cell(&cell);
        if let Some((_, value)) = words.iter().find(|(word, _)| word.as_bytes() == &*cell) {
            return Some(*value);
        }
        trouble.word(column, &text, words, "row")
    }

    /// A scheme, pool or partner by id; blank is none.
    fn named(
        &mut self,
        row: &Row<'_>,
        column: &'static str,
        plan: &Partnership,
        trouble: &mut Trouble,
    ) -> Option<usize> {
        let cell = self.cell(row, column);
        if cell.is_empty() {
            return None;
        }
        let key = (column, cell.into_owned());
        let read = room(&mut self.names).entry(key);
        let read = read
            .or_insert_with_key(|(_, cell)| named(column, &decode_cell(cell), plan, &self.schemes));
        trouble.known(column, read)
    }

    /// A partner or provider by id; blank is none.
    fn party(
        &mut self,
        row: &Row<'_>,
        column: &'static str,
        plan: &Partnership,
        trouble: &mut Trouble,
    ) -> Option<Party> {
        let cell = self.cell(row, column);
        if cell.is_empty() {
            return None;
        }
        let key = cell.into_owned();
        let read = room(&mut self.parties).entry(key);
        let read = read.or_insert_with_key(|cell| party_named(&decode_cell(cell), plan));
        trouble.known(column, read)
    }
}

/// The amount a cell gives; what is amiss is told under its column.
fn money(
    cell: &[u8],
    column: &'static str,
    month: Option<(usize, Day)>,
    trouble: &mut Trouble,
) -> Option<Money> {
    if let Some(money) = Money::parse_plain(cell) {
        return Some(money);
    }
    let text = decode_cell(cell);
    match Money::parse(&text) {
        Ok(money) => Some(money),
        Err(MoneyFault::Dash) => Some(Money::NIL),
        Err(fault) => {
            let message = no_amount(&text, fault);
            let help = "write it as 1234.50, £1,234.50 or (1,234.50); nil is 0.00";
            trouble.say(&faults::UNREADABLE_AMOUNT, column, message, help);
            if let (Some((i, _)), Some(fault)) = (month, trouble.faults.last_mut()) {
                fault.cell = Some(i);
            }
            None
        }
    }
}

/// So many spellings of a kind are remembered at once: a file may have as many as rows.
const MOST_KNOWN: usize = 16 * 1024;

/// The same memory, emptied if it is full.
fn room<K, V>(known: &mut FxHashMap<K, V>) -> &mut FxHashMap<K, V> {
    if known.len() >= MOST_KNOWN {
        known.clear();
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_spellings_are_remembered_than_so_many() {
        let mut known: FxHashMap<usize, ()> = FxHashMap::default();
        for i in 0..3 * MOST_KNOWN {
            room(&mut known).insert(i, ());
            assert!(known.len() <= MOST_KNOWN && known.contains_key(&i));
        }
    }
}
