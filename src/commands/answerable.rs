//! What was read of one folder, if it can be answered from: the same for every command that
//! gives a report a folder.

use super::Run;
use crate::load::Loaded;
use crate::report::Surroundings;
use crate::workspace::{self, Folder};
use anyhow::Result;

impl Run<'_> {
    /// The folder as it was read, with what its report says of itself; its faults are told. None
    /// where it cannot be answered from: the end of the run if it is the only folder, else told.
    pub(crate) fn answerable(
        &mut self,
        (folder, alone): (&Folder, bool),
        read: Result<Loaded>,
    ) -> Result<Option<(Loaded, Surroundings)>> {
        let loaded = match read {
            Ok(loaded) => loaded,
            Err(error) => {
                self.stopped(&folder.shown, error, alone)?;
                return Ok(None);
            }
        };
        self.say_files(&folder.root, &loaded.plan);
        self.say_faults(&folder.shown, &loaded);
        if !loaded.plan.readable {
            self.unreadable(folder, alone)?;
            return Ok(None);
        }
        let revision = workspace::revision(&folder.root);
        let around = Surroundings::of(&loaded.plan, &folder.shown, self.as_at, revision);
        Ok(Some((loaded, around)))
    }
}
