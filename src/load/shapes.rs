//! The ledger's files looked at and not folded, for those who read them elsewhere.

use super::folder::Work;
use super::ledger::{LedgerFile, Unread, ledger_input, read_through, shape};
use super::mapping::Mapping;
use anyhow::Result;

impl Work<'_> {
    /// Looks at every ledger file; one whose heading cannot be used is told, and left out by name.
    pub(super) fn shapes(&mut self, mappings: &[Mapping]) -> Result<()> {
        let files = self.ledger_files(mappings)?;
        for (entry, mapping) in files {
            let opened = ledger_input(&entry)?;
            let Some(mut input) = opened.input else {
                self.ledger_unread(&entry.name, Unread::NoText(opened.encoding));
                continue;
            };
            let file = LedgerFile::of(&entry, mapping, &self.lookups, &self.loaded.plan);
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
                    self.ledger_unread(&entry.name, Unread::NoHeading(at));
                }
            }
        }
        Ok(())
    }
}
