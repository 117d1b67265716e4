//! Why a row of the ledger, or a line of its totals, cannot be read, and what of it can: the rules
//! both keep alike.

use super::faults;
use super::names::Unknown;
use crate::finding::Check;
use crate::model::{Kind, Line, Partnership};
use crate::value::{FinancialYear, folded, shown, suggestion};

/// Why a row cannot be added to the totals, and what could be read of it.
#[derive(Default)]
pub(super) struct Trouble {
    pub(super) faults: Vec<CellFault>,
    pub(super) scheme: Option<usize>,
    pub(super) pool: Option<usize>,
    pub(super) year: Option<FinancialYear>,
    pub(super) kind: Option<Kind>,
}

/// One cell that cannot be read.
pub(super) struct CellFault {
    pub(super) check: &'static Check,
    pub(super) column: &'static str,
    /// The cell, where the column does not say it: one month's of a file with one a month.
    pub(super) cell: Option<usize>,
    pub(super) message: String,
    pub(super) help: String,
}

impl Trouble {
    /// Is it told of the row as a whole, and the same as another of its year?
    pub(super) fn is_the_same_of_its_row(&self, other: &Trouble) -> bool {
        let messages = |trouble: &Trouble| -> Vec<String> {
            let faults = trouble.faults.iter();
            faults.map(|fault| fault.message.clone()).collect()
        };
        self.year == other.year
            && self.faults.iter().all(|fault| fault.cell.is_none())
            && messages(self) == messages(other)
    }

    /// The same of a row that is called a total, by whom it was paid to or not: what else is amiss
    /// with it does not matter.
    pub(super) fn of_a_total(mut self, word: &str, as_paid_to: bool) -> Trouble {
        self.faults.clear();
        let word = shown(word);
        let message = format!("this row is called `{word}`: a total of other rows");
        let help = match as_paid_to {
            true => {
                "take it out of the file, or write the full name of whom it was paid to".to_owned()
            }
            false => format!(
                "write `stop_at: {word}` in the file's entry under `files:` if its rows end there, \
                 else take it out of the file"
            ),
        };
        self.say(&faults::ROW_INCOMPLETE, "amount", message, help);
        self
    }

    pub(super) fn say(
        &mut self,
        check: &'static Check,
        column: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.faults.push(CellFault {
            check,
            column,
            cell: None,
            message: message.into(),
            help: help.into(),
        });
    }

    /// The scheme and pool a row belongs to: a scheme knows its own pool, and a row that names
    /// another is told.
    pub(super) fn belongs(
        &mut self,
        plan: &Partnership,
        scheme: Option<usize>,
        said: Option<usize>,
    ) {
        let own = scheme.and_then(|s| plan.schemes[s].pool.value());
        let own = own.and_then(|p| plan.pool(p.as_str()));
        self.scheme = scheme;
        self.pool = own.or(said);
        if let (Some(own), Some(said)) = (own, said)
            && own != said
        {
            // Of two pools it cannot be told which.
            self.pool = None;
            let message = format!(
                "this scheme belongs to pool `{}`, not `{}`",
                plan.pools[own].id.value, plan.pools[said].id.value
            );
            let help = "leave the pool blank: a scheme knows its own";
            self.say(&faults::ROW_INCOMPLETE, "pool", message, help);
        }
    }

    /// What a spelling names; tells one that names nothing.
    pub(super) fn known<T: Copy>(
        &mut self,
        column: &'static str,
        read: &Result<T, Unknown>,
    ) -> Option<T> {
        match read {
            Ok(found) => Some(*found),
            Err(Unknown(message, help)) => {
                self.say(
                    &faults::UNKNOWN_NAME,
                    column,
                    message.as_str(),
                    help.as_str(),
                );
                None
            }
        }
    }

    /// What a word means; tells one that is not known. A blank is nothing, save for the kind.
    pub(super) fn word<T: Copy>(
        &mut self,
        column: &'static str,
        text: &str,
        words: &[(&'static str, T)],
        row: &str,
    ) -> Option<T> {
        let wanted = folded(text);
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == wanted) {
            return Some(*value);
        }
        let blank = text.is_empty();
        if blank && column != "kind" {
            return None;
        }
        let message = match blank {
            true => format!("this {row} does not say what kind of movement it is"),
            false => format!("`{}` is not a {column} that is known", shown(text)),
        };
        let help = suggestion(text, words.iter().map(|(word, _)| *word));
        self.say(&faults::UNKNOWN_WORD, column, message, help);
        None
    }

    /// Tells what a kind cannot do without; `what` is a row or a total.
    pub(super) fn complete(&mut self, line: &Line, what: &str) {
        let word = line.kind.word();
        for (column, needed) in line.lacks() {
            let message = format!("a {what} of kind `{word}` needs {needed}");
            let help = format!("fill the column `{column}`");
            self.say(&faults::ROW_INCOMPLETE, column, message, help);
        }
    }
}
