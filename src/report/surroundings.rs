//! What every report says of itself: folder, day, digest of the files read, revision.

use crate::model::Plan;
use crate::value::Day;

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
}

impl Surroundings {
    /// The surroundings of a plan.
    pub fn of(plan: &Plan, folder: &str, as_at: Day, revision: Option<String>) -> Surroundings {
        Surroundings {
            folder: folder.to_owned(),
            as_at,
            digest: digest(plan),
            revision,
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
        facts
    }
}

/// The first twelve figures of one digest over the names and digests of all files.
fn digest(plan: &Plan) -> String {
    let mut hasher = blake3::Hasher::new();
    for file in &plan.files {
        hasher.update(file.name.as_bytes());
        hasher.update(&[0]);
        hasher.update(&file.digest);
    }
    let whole = hasher.finalize();
    whole.as_bytes()[..6]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
