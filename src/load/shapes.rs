//! The ledger's files looked at and not folded, for those who read them elsewhere.

use super::folder::{Work, years_named};
use super::ledger::{LedgerFile, ledger_input, read_through, shape};
use super::mapping::{As, Mapping};
use anyhow::Result;

impl Work<'_> {
    /// Looks at every ledger file; one whose heading cannot be used is told, and left out by name.
    pub(super) fn shapes(&mut self, mappings: &[Mapping]) -> Result<()> {
        let files = self.ledger_files(mappings)?;
        let slashes = self.loaded.plan.partnership.dates.value().copied();
        let years = years_named(&self.loaded.plan);
        for (entry, mapping) in files {
            let opened = ledger_input(&entry)?;
            let Some(mut input) = opened.input else {
                let at = self.not_text(&entry.name, &opened.encoding);
                self.unread(As::Ledger, &entry.name, at, "it is no text");
                continue;
            };
            let file = LedgerFile {
                name: &entry.name,
                mapping,
                tables: &self.lookups,
                slashes,
                years: years.clone(),
            };
            let loaded = &mut self.loaded;
            let read = shape(
                &file,
                &mut *input,
                &mut loaded.sources,
                &mut loaded.findings,
            );
            match read_through(&entry, read)? {
                Some(mut shape) => {
                    shape.path = entry.path.display().to_string();
                    shape.encoding = opened.encoding;
                    self.loaded.plan.ledger.push(shape);
                }
                None => {
                    let at = self.last_place();
                    self.unread(As::Ledger, &entry.name, at, "its heading cannot be used");
                }
            }
        }
        Ok(())
    }
}
