//! A git repository a test makes for itself.

use super::support;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A repository of this name with these files committed in the folder `plan` and tagged `then`;
/// none, with a word, where git is not installed.
pub(crate) fn repository(name: &str, files: &[(&str, &str)]) -> Option<PathBuf> {
    if Command::new("git").arg("--version").output().is_err() {
        println!("skipped: git is not installed");
        return None;
    }
    let root = support::folder(&format!("since-{name}"), &[(".keep", "")]);
    git(&root, &["init", "--quiet"]);
    write(&root.join("plan"), files);
    commit(&root);
    git(&root, &["tag", "then"]);
    Some(root)
}

/// Puts these files in a folder, beside what is there.
pub(crate) fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

pub(crate) fn commit(root: &Path) {
    git(root, &["add", "--all"]);
    git(
        root,
        &["commit", "--quiet", "--allow-empty", "--message", "figures"],
    );
}

pub(crate) fn git(root: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(["-c", "user.name=Test", "-c", "user.email=test@example.org"])
        .args(["-c", "commit.gpgsign=false", "-c", "tag.gpgsign=false"])
        .args([
            "-c",
            "core.autocrlf=false",
            "-c",
            "core.hooksPath=/dev/null",
        ])
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        // Half past midnight in London, the day before in Greenwich.
        .env("GIT_AUTHOR_DATE", "2025-10-01T00:30:00+0100")
        .env("GIT_COMMITTER_DATE", "2025-10-01T00:30:00+0100")
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {error}");
}

/// The movement of the folder `plan` since a revision, to the end of September.
pub(crate) fn run(root: &Path, since: &str, format: &str) -> Output {
    let plan = root.join("plan");
    let since = format!("--since={since}");
    let asked = ["riskshare", "--through", "2025-26-Q2", &since];
    let day = ["--as-at", "2026-06-30", "--format", format];
    support::run(&plan, &[asked, day].concat())
}

pub(crate) fn movement(root: &Path, since: &str) -> Value {
    support::answer(&run(root, since, "json"))
}
