//! The last line of a totals file, held against the lines above it.

use crate::model::Partnership;
use crate::value::Money;
use anyhow::{Result, bail};

/// What to do with a file that is refused.
pub(super) const ANEW: &str = "make it anew with `jcplan totals --format csv` or its query";

/// What the last line says of the file.
pub(super) struct Total {
    /// The partnership it is of, as written; may be nothing.
    pub(super) partnership: String,
    /// Ledger rows read into the lines.
    pub(super) rows: u64,
    /// All amounts added up, whatever their kind.
    pub(super) amount: Money,
    /// Ledger rows left out of them.
    pub(super) left_out: u64,
}

/// The lines so far.
#[derive(Default)]
pub(super) struct Sum {
    amount: Money,
    /// Ledger rows left out.
    left_out: u64,
    /// The first line of which nobody can tell what it brings: where it stands, and why.
    lost: Option<String>,
    totals: Vec<Total>,
}

impl Sum {
    pub(super) fn line(&mut self, amount: Money) {
        self.amount += amount;
    }

    /// A line of ledger rows left out.
    pub(super) fn left_out(&mut self, rows: u64) {
        self.left_out = self.left_out.saturating_add(rows);
    }

    /// Nobody can tell what a line brings; `which` says where it stands and why.
    pub(super) fn lost(&mut self, which: impl FnOnce() -> String) {
        self.lost.get_or_insert_with(which);
    }

    pub(super) fn total(&mut self, total: Total) {
        self.totals.push(total);
    }

    /// The ledger rows behind the file, if it is whole and of this partnership.
    ///
    /// # Errors
    /// A file that is not: a figure from it would silently lack something.
    pub(super) fn hold(&self, name: &str, plan: &Partnership) -> Result<u64> {
        if let Some(which) = &self.lost {
            bail!(
                "{which}; without it nobody can tell whether the lines of the file come to what its \
                 last line says; {ANEW}"
            );
        }
        let total = match self.totals.as_slice() {
            [one] => one,
            [] => bail!(
                "{name} has no line of kind `total`, which stands at the end of such a file: it may \
                 have been cut short; {ANEW}"
            ),
            more => bail!(
                "{name} has {} lines of kind `total`: it holds more than one folder's totals; \
                 {ANEW} for this folder alone",
                more.len()
            ),
        };
        let id = plan.id.value().map(ToString::to_string);
        if let Some(id) = id
            && !total.partnership.is_empty()
            && id != total.partnership
        {
            bail!(
                "{name} is of partnership `{}`, and this folder is `{id}`",
                total.partnership
            );
        }
        if total.amount != self.amount {
            bail!(
                "the lines of {name} come to {} and its last line says {}: a line was lost, added \
                 or changed; {ANEW}",
                self.amount,
                total.amount
            );
        }
        if total.left_out != self.left_out {
            bail!(
                "the lines of {name} name {} of the ledger's rows as left out and its last line says \
                 {}: a line was lost, added or changed; {ANEW}",
                self.left_out,
                total.left_out
            );
        }
        Ok(total.rows)
    }
}
