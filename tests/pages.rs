//! Every fenced example of the README and the docs is executed and must print what it says.
//!
//! A fence "yaml NAME" or "csv NAME" writes that file into an empty folder; a fence "console" runs
//! its `$ jcplan …` lines there and compares what they print. A line `…` stands for any lines.
//! `BLESS=1 cargo test --test pages` writes what was printed into fences without such a line.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn every_example_prints_what_its_page_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = vec![root.join("README.md")];
    pages_below(&root.join("docs"), &mut pages);
    pages.sort();
    let mut wrong = Vec::new();
    let mut examples = 0;
    for page in &pages {
        let (count, faults) = run_page(root, page);
        examples += count;
        wrong.extend(faults);
    }
    assert!(examples > 0, "no page has an example");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn pages_below(folder: &Path, pages: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            pages_below(&path, pages);
        } else if path.extension().is_some_and(|e| e == "md") {
            pages.push(path);
        }
    }
}

/// Runs the fences of one page in an empty folder; gives how many and what differs.
fn run_page(root: &Path, page: &Path) -> (usize, Vec<String>) {
    let text = fs::read_to_string(page).unwrap();
    let name = page.strip_prefix(root).unwrap().display().to_string();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name.replace(['/', '\\'], "-"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    if text.contains("examples/") {
        copy(&root.join("examples"), &folder.join("examples"));
    }
    let (mut out, mut faults, mut examples) = (String::new(), Vec::new(), 0);
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let Some(info) = line.strip_prefix("```").filter(|i| !i.is_empty()) else {
            continue;
        };
        let body: Vec<&str> = lines.by_ref().take_while(|l| *l != "```").collect();
        if info == "console" {
            examples += 1;
            let printed = run_console(&folder, &body);
            let elided = body.contains(&"…");
            if !agrees(&body, &printed) {
                let said = body.join("\n");
                faults.push(format!(
                    "{name}: the page says\n{said}\nand it prints\n{}",
                    printed.join("\n")
                ));
            }
            let keep: Vec<&str> = printed.iter().map(String::as_str).collect();
            out.push_str(&(if elided { body } else { keep }).join("\n"));
        } else {
            if let Some((_, file)) = info.split_once(' ') {
                let path = folder.join(file);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, body.join("\n") + "\n").unwrap();
            }
            out.push_str(&body.join("\n"));
        }
        out.push_str("\n```\n");
    }
    if std::env::var_os("BLESS").is_some() && out != text {
        fs::write(page, out).unwrap();
        faults.clear();
    }
    (examples, faults)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// The command lines of a fence, each followed by what it prints.
fn run_console(folder: &Path, body: &[&str]) -> Vec<String> {
    let mut printed = Vec::new();
    for line in body {
        let Some(command) = line.strip_prefix("$ ") else {
            continue;
        };
        printed.push((*line).to_owned());
        let jcplan = command
            .strip_prefix("jcplan")
            .or(command.strip_prefix("cargo run --release --"));
        let Some(arguments) = jcplan else {
            printed.push(format!("(not a command this test runs: {command})"));
            continue;
        };
        let output = Command::new(env!("CARGO_BIN_EXE_jcplan"))
            .args(arguments.split_whitespace())
            .current_dir(folder)
            .env("COLUMNS", "80")
            .env("NO_COLOR", "1")
            .env_remove("GITHUB_STEP_SUMMARY")
            .env("GIT_CEILING_DIRECTORIES", folder.parent().unwrap())
            .output()
            .unwrap();
        for bytes in [output.stdout, output.stderr] {
            let text = String::from_utf8(bytes).unwrap();
            printed.extend(text.lines().map(|l| l.trim_end().to_owned()));
        }
    }
    while printed.last().is_some_and(String::is_empty) {
        printed.pop();
    }
    printed
}

/// Are the lines the same, `…` standing for any number of them?
fn agrees<S: AsRef<str>>(said: &[&str], printed: &[S]) -> bool {
    match said.split_first() {
        None => printed.is_empty(),
        Some((&"…", rest)) => (0..=printed.len()).any(|skip| agrees(rest, &printed[skip..])),
        Some((first, rest)) => printed
            .split_first()
            .is_some_and(|(line, more)| line.as_ref() == *first && agrees(rest, more)),
    }
}
