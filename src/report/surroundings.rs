//! What every report says of itself: folder, day, digest of the files read, revision.

use crate::model::{FileRead, Plan};
use crate::source::{digest, written};
use crate::value::Day;
use serde_json::{Value, json};

/// Where a report's figures come from.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// The folder, or the files, as the user named them.
    pub folder: String,
    /// The day the question is asked for.
    pub as_at: Day,
    /// Digest of every file read, by name.
    pub digest: String,
    /// The git revision, if the folder is in git.
    pub revision: Option<String>,
    /// The file the ledger's totals were taken from, where the ledger itself was not read.
    pub totals: Option<OnTotals>,
}

/// A file of totals that stands for the ledger.
#[derive(Clone, Debug)]
pub struct OnTotals {
    /// Its name.
    pub file: String,
    /// The first twelve figures of the digest of its bytes.
    pub digest: String,
    /// Ledger rows left out when it was made, and lines of it that cannot be read.
    pub left_out: u64,
}

impl Surroundings {
    /// The surroundings of a plan.
    pub fn of(plan: &Plan, folder: &str, as_at: Day, revision: Option<String>) -> Surroundings {
        Surroundings {
            folder: folder.to_owned(),
            as_at,
            digest: digest_of(plan),
            revision,
            totals: plan.totals_file.as_ref().map(|file| OnTotals {
                file: file.name.clone(),
                digest: first_figures(&file.digest),
                left_out: plan.totals.stranded.iter().map(|s| s.rows).sum(),
            }),
        }
    }

    /// Says in a wire format which file stands for the ledger, if one does.
    pub(super) fn add_totals(&self, value: &mut Value) {
        if let Some(totals) = &self.totals {
            value["totals"] = json!({
                "file": totals.file,
                "digest": totals.digest,
                "rows_left_out": totals.left_out,
            });
        }
    }

    /// As facts at the head of a report.
    pub fn facts(&self) -> Vec<(String, String)> {
        let mut facts = vec![
            ("Folder".to_owned(), self.folder.clone()),
            ("As at".to_owned(), self.as_at.long()),
            ("Digest of the files".to_owned(), self.digest.clone()),
        ];
        if let Some(revision) = &self.revision {
            facts.push(("Git revision".to_owned(), revision.clone()));
        }
        if let Some(totals) = &self.totals {
            facts.push(("Ledger".to_owned(), totals.said()));
        }
        facts
    }
}

impl OnTotals {
    /// As people read it.
    fn said(&self) -> String {
        let rows = match self.left_out {
            0 => "no row was left out when it was made".to_owned(),
            1 => "1 row is left out of it".to_owned(),
            rows => format!("{rows} rows are left out of it"),
        };
        let (file, digest) = (&self.file, &self.digest);
        format!("not read: its totals are those of {file} (digest {digest}); {rows}")
    }
}

/// The first twelve figures of the digest of a list of all files in order of their names, each
/// with its digest, as `b3sum` writes such a list.
fn digest_of(plan: &Plan) -> String {
    let line = |file: &FileRead| format!("{}  {}\n", written(&file.digest), file.name);
    let list: String = plan.files.iter().map(line).collect();
    first_figures(&digest(list.as_bytes()))
}

fn first_figures(digest: &[u8]) -> String {
    written(&digest[..6])
}
