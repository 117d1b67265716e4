//! The last line of a totals file, held against the lines above it.

use crate::model::Partnership;
use crate::value::Money;
use anyhow::{Result, bail};

/// What the last line says of the file.
pub(super) struct Total {
    /// The partnership it is of, as written; may be nothing.
    pub(super) partnership: String,
    /// Ledger rows read into the lines.
    pub(super) rows: u64,
    /// All amounts added up, whatever their kind.
    pub(super) amount: Money,
}

/// The lines so far.
#[derive(Default)]
pub(super) struct Sum {
    amount: Money,
    /// Is there a line that could not be read?
    lost: bool,
    totals: Vec<Total>,
}

impl Sum {
    pub(super) fn line(&mut self, amount: Money) {
        self.amount += amount;
    }

    /// A line could not be read.
    pub(super) fn lost(&mut self) {
        self.lost = true;
    }

    pub(super) fn total(&mut self, total: Total) {
        self.totals.push(total);
    }

    /// The ledger rows behind the file, if it is whole and of this partnership.
    ///
    /// # Errors
    /// A file that is not: a figure from it would silently lack something.
    pub(super) fn hold(&self, name: &str, plan: &Partnership) -> Result<u64> {
        let anew = "make it anew with `jcplan totals --format csv` or its query";
        let total = match self.totals.as_slice() {
            [one] => one,
            [] if self.lost => bail!(
                "{name} has no line of kind `total` that can be read: without it nobody can tell \
                 whether the file is whole; {anew}"
            ),
            [] => bail!(
                "{name} has no line of kind `total`, which stands at the end of such a file: it may \
                 have been cut short; {anew}"
            ),
            more => bail!(
                "{name} has {} lines of kind `total`: it holds more than one folder's totals; \
                 {anew} for this folder alone",
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
        if !self.lost && total.amount != self.amount {
            bail!(
                "the lines of {name} come to {} and its last line says {}: a line was lost, added \
                 or changed; {anew}",
                self.amount,
                total.amount
            );
        }
        Ok(total.rows)
    }
}
