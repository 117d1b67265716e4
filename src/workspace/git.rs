//! Asks git, and never lets it write, run a hook or fetch.

use std::path::Path;
use std::process::{Command, Stdio};

/// What would have git look elsewhere than in the folder's own repository.
const ELSEWHERE: &[&str] = &[
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_PREFIX",
];

/// A git command in a folder: no locks, no hooks, no file-system monitor, nothing fetched, plain
/// English.
pub(super) fn command(root: &Path) -> Command {
    let mut git = Command::new("git");
    git.args(["--no-optional-locks", "--no-pager", "--literal-pathspecs"])
        .args(["-c", "core.fsmonitor=false"])
        .args(["-c", "core.hooksPath=/dev/null"])
        .arg("-C")
        .arg(root)
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    for name in ELSEWHERE {
        git.env_remove(name);
    }
    git
}

/// The git revision a folder stands at, with a mark if anything in it differs; none outside git
/// or where git is not installed.
pub fn revision(root: &Path) -> Option<String> {
    let git = |arguments: &[&str]| -> Option<String> {
        let output = command(root).args(arguments).output().ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let head = git(&["rev-parse", "--short=12", "--verify", "--quiet", "HEAD"])?;
    let changes = git(&["status", "--porcelain", "-z", "--", "."])?;
    let mark = if changes.is_empty() {
        ""
    } else {
        " (changed since)"
    };
    Some(format!("{}{mark}", head.trim()))
}
