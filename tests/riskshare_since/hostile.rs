//! Revisions that are none, files a revision does not really hold, and a repository that must not
//! be written to.

use super::repository::{commit, git, repository, run, write};
use super::{BY_CONTRIBUTIONS, ledger, plan, support};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn files() -> [(&'static str, String); 2] {
    let rows = ["2025-04-30,spend,s,640000,"];
    [
        (
            "partnership.yaml",
            plan(&[("s", "£1.2m")], BY_CONTRIBUTIONS),
        ),
        ("ledger/a.csv", ledger(&rows)),
    ]
}

fn sound(name: &str) -> Option<PathBuf> {
    let files = files();
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (*n, t.as_str())).collect();
    repository(name, &files)
}

/// The one sentence a refused run says.
fn refused(root: &Path, since: &str) -> String {
    let error = support::refused(&run(root, since, "text"));
    assert_eq!(error.lines().count(), 1, "{since}: {error}");
    error
        .trim_end()
        .replace(&root.display().to_string(), "ROOT")
}

#[test]
fn what_is_no_revision_is_refused_in_one_sentence() {
    let Some(root) = sound("no-revision") else {
        return;
    };
    let names = [
        "nowhere",
        "2025-26-Q5",
        "-x",
        "--output=stolen",
        "--git-dir=/",
        "",
        " ",
        "HEAD:plan/partnership.yaml",
        "HEAD^{tree}",
        "HEAD..then",
        "^HEAD",
        "@{99}",
        "$(touch stolen)",
        ":/",
        "0000000000000000000000000000000000000000",
    ];
    for name in names {
        let said = refused(&root, name);
        assert_eq!(
            said,
            format!(
                "jcplan: `{name}` is neither a period (2025-26-Q1, 2025-26-M07, 2025-10) nor a revision that git knows in ROOT/plan"
            )
        );
    }
    assert!(!root.join("stolen").exists() && !Path::new("stolen").exists());
}

#[test]
fn a_branch_named_like_a_period_is_given_in_full() {
    let Some(root) = sound("branch") else {
        return;
    };
    git(&root, &["branch", "2025-26-Q1"]);
    let text = support::printed(&run(&root, "refs/heads/2025-26-Q1", "text"));
    assert!(text.contains("(`refs/heads/2025-26-Q1`)"), "{text}");
}

#[test]
fn a_folder_that_was_not_there_is_refused() {
    let Some(root) = sound("not-there") else {
        return;
    };
    fs::rename(root.join("plan"), root.join("later")).unwrap();
    commit(&root);
    fs::rename(root.join("later"), root.join("plan")).unwrap();
    let said = refused(&root, "HEAD");
    assert!(
        said.starts_with("jcplan: ROOT/plan was not there at revision "),
        "{said}"
    );
    fs::rename(root.join("plan/partnership.yaml"), root.join("kept")).unwrap();
    commit(&root);
    fs::rename(root.join("kept"), root.join("plan/partnership.yaml")).unwrap();
    let said = refused(&root, "HEAD");
    assert!(
        said.starts_with("jcplan: there was no partnership.yaml in ROOT/plan at revision "),
        "{said}"
    );
}

#[test]
fn a_folder_outside_git_and_a_machine_without_it_are_told() {
    let files = files();
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (*n, t.as_str())).collect();
    let folder = support::folder("since-no-git", &files);
    let run = |variable: &str, value: &str| {
        let mut program = support::program();
        program.arg("riskshare").arg(&folder).env(variable, value);
        program.args(["--through", "2025-26-Q2", "--since", "HEAD"]);
        support::refused(&program.output().unwrap())
    };
    let shown = folder.display();
    let above = folder.parent().unwrap().display().to_string();
    if Command::new("git").arg("--version").output().is_ok() {
        assert_eq!(
            run("GIT_CEILING_DIRECTORIES", &above),
            format!(
                "jcplan: {shown} is not kept in git: an earlier revision of it cannot be read\n"
            )
        );
    }
    assert_eq!(
        run("PATH", &format!("{above}/nowhere")),
        "jcplan: an earlier revision is asked for, and git is not installed\n"
    );
}

/// A file whose text lies elsewhere is named, never read as if it were the text.
#[test]
fn what_is_kept_elsewhere_is_named() {
    let Some(root) = sound("elsewhere") else {
        return;
    };
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
    write(&root.join("plan"), &[("ledger/a.csv", pointer)]);
    commit(&root);
    let said = refused(&root, "HEAD");
    assert!(said.contains("ledger/a.csv at "), "{said}");
    assert!(
        said.ends_with("is kept by Git LFS: its text is not in the repository"),
        "{said}"
    );
}

#[cfg(unix)]
#[test]
fn links_and_other_repositories_are_named() {
    let Some(root) = sound("links") else {
        return;
    };
    let plan = root.join("plan");
    let is_link = "is a link: what it led to then cannot be told";
    fs::rename(plan.join("ledger/a.csv"), root.join("a.csv")).unwrap();
    std::os::unix::fs::symlink("../../a.csv", plan.join("ledger/a.csv")).unwrap();
    commit(&root);
    let said = refused(&root, "HEAD");
    assert!(
        said.contains("ledger/a.csv at ") && said.ends_with(is_link),
        "{said}"
    );
    fs::remove_dir_all(plan.join("ledger")).unwrap();
    std::os::unix::fs::symlink("../elsewhere", plan.join("ledger")).unwrap();
    commit(&root);
    let said = refused(&root, "HEAD");
    assert!(
        said.contains("ledger at ") && said.ends_with(is_link),
        "{said}"
    );
    // A repository within the repository.
    fs::remove_file(plan.join("ledger")).unwrap();
    fs::create_dir_all(plan.join("ledger")).unwrap();
    git(&plan.join("ledger"), &["init", "--quiet"]);
    write(&plan.join("ledger"), &[("a.csv", "date\n")]);
    commit(&plan.join("ledger"));
    commit(&root);
    let said = refused(&root, "HEAD");
    assert!(
        said.ends_with("is another repository: its files are not kept here"),
        "{said}"
    );
}

/// Names no text can hold, quoted names and files below folders are listed and no trouble.
#[cfg(unix)]
#[test]
fn odd_names_are_no_trouble() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let Some(root) = sound("odd-names") else {
        return;
    };
    let folder = root.join("plan/evidence");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(OsStr::from_bytes(b"odd \xFF\n\"name\"")), "x").unwrap();
    write(
        &root.join("plan"),
        &[
            ("ledger/old/b.csv", "date\n"),
            (
                "ledger/é.csv",
                "date,kind,scheme,amount\n2025-05-01,spend,s,1\n",
            ),
        ],
    );
    commit(&root);
    let output = run(&root, "HEAD", "json");
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let got = support::answer(&output);
    assert_eq!(got["scopes"][0]["outturn"]["then"], "640001.00");
    // The same files then and now: not a byte differs.
    assert_eq!(got["then"]["digest"], got["now"]["digest"]);
}

/// Neither a hook nor a file-system monitor nor a filter on the way out runs, and nothing in the repository
/// changes.
#[cfg(unix)]
#[test]
fn the_repository_is_only_read() {
    use std::os::unix::fs::PermissionsExt;
    let Some(root) = sound("only-read") else {
        return;
    };
    let ran = root.join("ran");
    let hook = root.join("hook.sh");
    fs::write(&hook, format!("#!/bin/sh\ntouch {}\n", ran.display())).unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    let hook = hook.display().to_string();
    write(
        &root,
        &[("plan/.gitattributes", "*.csv filter=spy diff=spy\n")],
    );
    commit(&root);
    for key in [
        "core.fsmonitor",
        "filter.spy.smudge",
        "diff.spy.textconv",
        "core.pager",
    ] {
        git(&root, &["config", key, &hook]);
    }
    for name in [
        "post-checkout",
        "post-index-change",
        "reference-transaction",
    ] {
        let to = root.join(".git/hooks").join(name);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(&hook, to).unwrap();
    }
    let before = everything(&root);
    let _ = fs::remove_file(&ran);
    let output = run(&root, "then", "json");
    assert_eq!(output.status.code(), Some(0));
    assert!(!ran.exists(), "something of the repository's was run");
    assert!(before == everything(&root), "the repository was written to");
}

/// Every file below a folder with its bytes.
fn everything(root: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let bytes = fs::read(&path).unwrap();
                all.push((path, bytes));
            }
        }
    }
    all.sort();
    all
}
