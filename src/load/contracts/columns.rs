//! Which cell of a register's row holds what: our own headings, a mapping, or a known set.

use super::RegisterFile;
use crate::finding::{Finding, Findings};
use crate::load::faults;
use crate::load::held::{columns, is_headed};
use crate::load::mapping::CellFrom;
use crate::load::strays::Strays;
use crate::model::Column;
use crate::seeds::{HeadingSet, heading_of, heading_sets};
use crate::source::{Span, Spanned};
use crate::value::{SlashOrder, bare_heading, folded, shown};

const OWN: &str = "a register with jcplan's own headings";

/// The columns of one register.
pub(super) struct Columns {
    /// Line the heading stands on.
    pub(super) line: usize,
    /// Does it stand below the rows, on the last line?
    pub(super) last: bool,
    /// How many cells the heading has.
    pub(super) width: usize,
    /// The heading as written.
    pub(super) heading: Vec<String>,
    /// What the file was recognised as.
    pub(super) recognised_as: String,
    /// How slash dates read, where the set of headings says.
    pub(super) dates: Option<SlashOrder>,
    /// Each buyer buys for its own area.
    pub(super) area_is_buyer: bool,
    /// Is it a set of headings without marks of its own: others may stand for the same?
    names_are_free: bool,
    from: Vec<(Column, CellFrom)>,
}

impl Columns {
    /// Recognises a heading; none if too little of it is known.
    pub(super) fn recognise(
        cells: &[String],
        line: usize,
        source: &RegisterFile<'_>,
        out: &mut Findings,
    ) -> Option<Columns> {
        let mut columns = Columns {
            line,
            last: false,
            width: cells.len(),
            heading: cells.to_vec(),
            recognised_as: OWN.to_owned(),
            dates: None,
            area_is_buyer: false,
            names_are_free: false,
            from: Vec::new(),
        };
        let bare: Vec<String> = cells.iter().map(|c| bare_heading(c)).collect();
        if let Some(mapping) = source.mapping {
            let resolved = mapping.resolve(cells, source.tables, out);
            columns.recognised_as = "mapped in partnership.yaml".to_owned();
            columns.from = resolved
                .into_iter()
                .filter_map(|(name, from)| Some((column_named(name)?, from)))
                .collect();
            // Whose file it is does not change with the words that say how to read it.
            let mut sets = heading_sets().iter().filter(|set| set.area_is_buyer);
            columns.area_is_buyer = sets.any(|set| set.marks_are_in(&bare));
            return columns.enough().then_some(columns);
        }
        let names: Vec<String> = cells.iter().map(|c| folded(c)).collect();
        columns.from = own(&names);
        if columns.enough() && columns.has(Column::Contract) {
            return Some(columns);
        }
        for set in heading_sets().iter().filter(|s| s.marks_are_in(&bare)) {
            let mut tried = Columns {
                heading: columns.heading.clone(),
                recognised_as: set.name.clone(),
                dates: set.dates.as_deref().and_then(SlashOrder::parse),
                area_is_buyer: set.area_is_buyer,
                names_are_free: set.marks.is_empty(),
                from: by_set(set, &bare),
                ..columns
            };
            if set.marks.is_empty() {
                for (column, from) in own(&names) {
                    if !tried.has(column) {
                        tried.from.push((column, from));
                    }
                }
            }
            if set.marks.is_empty() && !tried.has(Column::Title) {
                // What is bought stands there alone.
                let described = tried
                    .from
                    .iter_mut()
                    .filter(|(c, _)| *c == Column::Description);
                described.for_each(|(column, _)| *column = Column::Title);
            }
            if tried.enough() {
                return Some(tried);
            }
        }
        None
    }

    /// Tells headings written twice, and, where the headings are our own, those nothing is read
    /// from: another system's register may well have more than is read.
    pub(super) fn tell_unknown(&self, heading: &[Spanned<String>], out: &mut Findings) {
        if self.recognised_as != OWN {
            self.tell_twice(heading, out);
            return;
        }
        let known: Vec<&str> = Column::WORDS.iter().map(|(word, _)| *word).collect();
        columns(heading, &known, |_| false, out);
    }

    /// Tells a column that is read where another has the same heading and is not: which of the
    /// two was meant cannot be known.
    fn tell_twice(&self, heading: &[Spanned<String>], out: &mut Findings) {
        let read: Vec<usize> = self.places().into_iter().map(|(_, i)| i).collect();
        for &first in &read {
            let Some(name) = heading.get(first) else {
                continue;
            };
            let wanted = folded(&name.value);
            for (i, cell) in heading.iter().enumerate() {
                if !read.contains(&i) && folded(&cell.value) == wanted {
                    let message = format!("the column `{}` is there twice", shown(&cell.value));
                    out.push(
                        Finding::new(&faults::DUPLICATE_KEY, cell.at, message)
                            .also(name.at, "this one is read")
                            .help(
                                "the first is read: keep one of them, or give them different \
                                 headings",
                            ),
                    );
                }
            }
        }
    }

    /// Tells a register that says of no contract when it ends, for then all of them would be
    /// open-ended; and, of another system's, headings that speak of value or end and are not read.
    pub(super) fn tell_missing(&self, heading: &[Spanned<String>], name: &str, out: &mut Findings) {
        let read: Vec<usize> = self.places().into_iter().map(|(_, i)| i).collect();
        let unread = || {
            let others = heading.iter().enumerate();
            others
                .filter(|(i, _)| !read.contains(i))
                .map(|(_, cell)| cell)
        };
        if !self.has(Column::Ends) && !self.has(Column::EndedOn) {
            let at = heading.first().map(|first| {
                let end = heading.last().map_or(first.at.end, |last| last.at.end);
                Span { end, ..first.at }
            });
            let message = format!(
                "no column of {name} says when contracts end: all of them are taken for open-ended"
            );
            let help = "give that column the heading `ends`, or map it under `files:` in \
                        partnership.yaml";
            if let Some(at) = at {
                out.push(Finding::new(&faults::MISSING_COLUMN, at, message).help(help));
            }
        }
        if !self.names_are_free {
            return;
        }
        for cell in unread().filter(|cell| speaks_of_value_or_end(&cell.value)) {
            let message = format!("the column `{}` is not read", shown(&cell.value));
            let help = "if figures rest on it, give it the heading `annual_value` or `total_value` \
                        (in pounds), `ends` or `extends_to`, or map it under `files:`";
            out.push(Finding::new(&faults::UNKNOWN_COLUMN, cell.at, message).help(help));
        }
    }

    /// What tells rows that are no contract.
    pub(super) fn strays(&self) -> Strays {
        let place = |column| match self.source(column) {
            CellFrom::Column(i) => Some(*i),
            _ => None,
        };
        let places = [Column::Starts, Column::Title, Column::Provider];
        Strays::of(&self.heading, places.map(place))
    }

    /// Are they jcplan's own headings?
    pub(super) fn is_own(&self) -> bool {
        self.recognised_as == OWN
    }

    /// A title or a provider, and a start: less than that is no register.
    fn enough(&self) -> bool {
        let named = self.has(Column::Title) || self.has(Column::Provider);
        named && self.has(Column::Starts)
    }

    /// Is the row on this line one of those the heading is for?
    pub(super) fn are_of(&self, line: usize) -> bool {
        is_headed(line, self.line, self.last)
    }

    /// Is there a source for this column?
    pub(super) fn has(&self, column: Column) -> bool {
        !matches!(self.source(column), CellFrom::Nothing)
    }

    /// Where a column comes from.
    pub(super) fn source(&self, column: Column) -> &CellFrom {
        self.from
            .iter()
            .find(|(c, _)| *c == column)
            .map_or(&CellFrom::Nothing, |(_, from)| from)
    }

    /// Where every column comes from, by its place among them.
    pub(super) fn by_place(&self) -> [&CellFrom; Column::WORDS.len()] {
        let mut all = [&CellFrom::Nothing; Column::WORDS.len()];
        for (column, from) in self.from.iter().rev() {
            all[*column as usize] = from;
        }
        all
    }

    /// Columns that come from somewhere.
    pub(super) fn sources(&self) -> Vec<Column> {
        let some = |(_, from): &&(Column, CellFrom)| !matches!(from, CellFrom::Nothing);
        self.from.iter().filter(some).map(|(c, _)| *c).collect()
    }

    /// The cell of each column that has one.
    pub(super) fn places(&self) -> Vec<(Column, usize)> {
        self.from
            .iter()
            .filter_map(|(column, from)| match from {
                CellFrom::Column(i) | CellFrom::Lookup(i, _) => Some((*column, *i)),
                _ => None,
            })
            .collect()
    }

    /// Cells that hold dates.
    pub(super) fn date_columns(&self) -> Vec<usize> {
        let dates = [
            Column::Starts,
            Column::Ends,
            Column::EndedOn,
            Column::ExtendsTo,
            Column::BreakOn,
        ];
        self.places()
            .into_iter()
            .filter(|(column, _)| dates.contains(column))
            .map(|(_, i)| i)
            .collect()
    }
}

/// Does a heading that nothing is read from speak of what a contract is worth, or of its end?
fn speaks_of_value_or_end(heading: &str) -> bool {
    let words = folded(heading);
    let has = |word: &&str| words.contains(*word);
    let other = [
        "vat",
        "band",
        "type",
        "currency",
        "threshold",
        "added",
        "date-of-award",
    ];
    [
        "value",
        "cost",
        "amount",
        "spend",
        "expir",
        "extension",
        "extend",
        "end-date",
    ]
    .iter()
    .any(has)
        && !other.iter().any(has)
}

fn column_named(name: &str) -> Option<Column> {
    let name = folded(name);
    Column::WORDS
        .iter()
        .find(|(word, _)| folded(word) == name)
        .map(|(_, column)| *column)
}

fn own(names: &[String]) -> Vec<(Column, CellFrom)> {
    Column::WORDS
        .iter()
        .filter_map(|(word, column)| {
            let wanted = folded(word);
            let i = names.iter().position(|n| *n == wanted)?;
            Some((*column, CellFrom::Column(i)))
        })
        .collect()
}

fn by_set(set: &HeadingSet, names: &[String]) -> Vec<(Column, CellFrom)> {
    let mut taken: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    // In the order of our columns, so that the same heading is taken once and always by the same.
    for (word, column) in Column::WORDS {
        let Some(headings) = set.columns.get(*word) else {
            continue;
        };
        if let Some(i) = heading_of(headings, names, &taken) {
            taken.push(i);
            found.push((*column, CellFrom::Column(i)));
        }
    }
    found
}
