//! House rules: what the compiler cannot hold.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use jcplan::checks;
use jcplan::seeds;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

/// The floors in the order of the journey. Each may use those before it.
const FLOORS: &[&str] = &[
    "value",
    "source",
    "seeds",
    "model",
    "finding",
    "workspace",
    "load",
    "compute",
    "checks",
    "schema",
    "report",
    "render",
    "cli",
    "commands",
];

/// What a floor must not use although it stands before it.
const NEVER: &[(&str, &[&str])] = &[
    ("seeds", &["source"]),
    ("compute", &["finding", "workspace", "load"]),
    ("report", &["load", "checks", "workspace"]),
    (
        "render",
        &["model", "load", "compute", "checks", "workspace"],
    ),
];

#[test]
fn each_floor_knows_only_the_floors_before_it() {
    let mut wrong = Vec::new();
    for path in sources(&root().join("src")) {
        let inside = path.strip_prefix(root().join("src")).unwrap();
        let first = inside.iter().next().unwrap().to_str().unwrap();
        let floor = first.trim_end_matches(".rs");
        let Some(place) = FLOORS.iter().position(|f| *f == floor) else {
            continue;
        };
        let text = fs::read_to_string(&path).unwrap();
        for used in uses(&text) {
            let Some(at) = FLOORS.iter().position(|f| *f == used) else {
                continue;
            };
            let forbidden = NEVER
                .iter()
                .any(|(f, never)| *f == floor && never.contains(&used.as_str()));
            // The flags of every command are listed in cli, and commands draw on it.
            let known = floor == "cli" && used == "commands";
            if (at > place && !known) || forbidden {
                wrong.push(format!("{} uses {used}", shown(&path)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Floors named by `crate::floor`, also inside `crate::{…}`.
fn uses(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let name = |part: &str| -> String {
        part.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    for part in text.split("crate::").skip(1) {
        match part.strip_prefix('{') {
            None => {
                found.insert(name(part));
            }
            Some(inside) => {
                // Names at the first level of the braces.
                let mut depth = 0;
                let mut start = true;
                for (at, c) in inside.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => start = true,
                        c if start && c.is_alphabetic() => {
                            found.insert(name(&inside[at..]));
                            start = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    found
}

#[test]
fn files_stay_small() {
    let mut wrong = Vec::new();
    for folder in ["src", "tests"] {
        for path in sources(&root().join(folder)) {
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            // In the source a mod.rs is the way in; tests keep there what several of them use.
            let way_in = folder == "src" && path.ends_with("mod.rs");
            let most = if way_in { 120 } else { 400 };
            if lines > most {
                wrong.push(format!("{}: {lines} lines, {most} at most", shown(&path)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_lives_there() {
    for folder in ["src", "tests"] {
        for path in sources(&root().join(folder)) {
            let text = fs::read_to_string(&path).unwrap();
            assert!(
                text.starts_with("//! "),
                "{} does not open with //!",
                shown(&path)
            );
        }
    }
}

#[test]
fn every_check_is_named_once_and_has_its_page() {
    let mut names = BTreeSet::new();
    for (family, family_checks) in checks::families() {
        for check in family_checks {
            let name = check.name;
            assert!(names.insert(name), "{name} is there twice");
            assert_eq!(check.family, family, "{name}");
            let kebab = name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
            assert!(kebab, "{name} is not kebab-case");
            let page = fs::read_to_string(root().join(format!("docs/checks/{name}.md"))).unwrap();
            assert_eq!(page, check.page, "{name} embeds another page");
            assert!(
                page.starts_with(&format!("# {name}\n\n")),
                "{name}'s page has another heading"
            );
            assert!(
                check.summary().ends_with('.'),
                "{name}'s page has no summary"
            );
            for part in [
                "**Why it matters**",
                "**How it is found**",
                "**Example**",
                "**Putting it right**",
                "**Basis**",
            ] {
                assert!(page.contains(part), "{name}'s page has no {part}");
            }
        }
    }
    for entry in fs::read_dir(root().join("docs/checks")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(names.contains(name), "{name}.md is no check's page");
    }
}

#[test]
fn every_page_provokes_its_own_check() {
    for check in checks::all() {
        let printed = check.page.split("```console").nth(1).unwrap_or_default();
        let told = format!(": {}\n", check.name);
        assert!(
            printed.contains(&told),
            "{}'s example does not provoke it",
            check.name
        );
    }
}

#[test]
fn every_matter_is_answered_and_every_basis_is_a_matter() {
    let names: BTreeSet<&str> = checks::all().map(|c| c.name).collect();
    let mut ids = BTreeSet::new();
    for item in seeds::checklists().iter().flat_map(|c| &c.items) {
        assert!(ids.insert(item.id.as_str()), "{} is there twice", item.id);
        for name in &item.answered_by {
            assert!(
                names.contains(name.as_str()),
                "{} is answered by no check {name}",
                item.id
            );
        }
    }
    for check in checks::all() {
        // Five checks answer every item of one make, whichever document it stands in.
        assert!(
            !check.rests_on().is_empty(),
            "{} rests on nothing",
            check.name
        );
        for basis in check.basis {
            assert!(
                ids.contains(basis),
                "{} rests on {basis}, which is no seed item",
                check.name
            );
            let item = seeds::item(basis).unwrap();
            let back = item.answered_by.iter().any(|n| n == check.name);
            assert!(back, "{basis} does not say that {} answers it", check.name);
            // A check of every item of its make names on its page what they are, not each of them.
            assert!(
                check.basis.is_empty() || check.page.contains(&format!("`{basis}`")),
                "{}'s page does not name {basis}",
                check.name
            );
        }
    }
}

#[test]
fn embedded_data_reads() {
    assert!(seeds::services().len() > 5);
    assert!(seeds::heading_sets().len() > 1);
    for service in seeds::services() {
        assert!(
            jcplan::value::Id::parse(&service.id).is_some(),
            "{}",
            service.id
        );
        assert!(["step-up", "step-down", "both"].contains(&service.pathway.as_str()));
        assert!(!service.rules.is_empty(), "{} has no rule", service.id);
    }
}

#[test]
fn dependencies_stay_few() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let packages = lock.lines().filter(|l| *l == "[[package]]").count();
    // It can be raised, by a line in docs/decisions.md that says why.
    assert!(packages <= 205, "{packages} packages");
}

#[test]
fn the_demo_is_the_sound_example_whole() {
    let example = root().join("examples/tarn-and-vale");
    let at = Path::new(env!("CARGO_TARGET_TMPDIR")).join("house-demo");
    let _ = fs::remove_dir_all(&at);
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_jcplan"))
        .args(["init", "--demo"])
        .arg(&at)
        .stdout(std::process::Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    let files = |folder: &Path| -> Vec<(String, Vec<u8>)> {
        let mut all = Vec::new();
        let mut open = vec![folder.to_owned()];
        while let Some(next) = open.pop() {
            for entry in fs::read_dir(next).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let name = path.strip_prefix(folder).unwrap().display().to_string();
                    all.push((name, fs::read(&path).unwrap()));
                }
            }
        }
        all.sort();
        all
    };
    assert!(
        files(&example) == files(&at),
        "`init --demo` writes other files than examples/tarn-and-vale"
    );
}

#[test]
fn the_seeds_hold_together() {
    for year in seeds::better_care_years() {
        assert!(jcplan::value::FinancialYear::parse(&year.year).is_some());
        let days = [&year.plan_due, &year.agreement_signed_by];
        assert!(
            days.into_iter().flatten().all(|due| due.day().is_some()),
            "{}",
            year.year
        );
        for condition in &year.conditions {
            assert!(
                seeds::item(condition).is_some(),
                "{}: no item {condition}",
                year.year
            );
        }
        assert!(!year.not_known.is_empty() || year.metrics.iter().all(|m| m.verified));
    }
    for obsolete in seeds::obsolete() {
        assert!(
            jcplan::value::Day::parse(&obsolete.since).is_ok(),
            "{}",
            obsolete.since
        );
        assert!(!obsolete.phrases.is_empty());
    }
    let asked = seeds::obsolete().iter().flat_map(|o| &o.items);
    for id in asked.chain(seeds::excluded().iter().map(|e| &e.item)) {
        assert!(seeds::item(id).is_some(), "no item {id}");
    }
    assert!(!seeds::excluded().is_empty() && !seeds::health_codes().is_empty());
    for item in seeds::items() {
        let ways = !item.parts.is_empty() || item.question.is_some() || item.same_as.is_some();
        assert!(
            ways || !item.answered_by.is_empty(),
            "nothing answers {}",
            item.id
        );
        if let Some(other) = &item.same_as {
            assert!(seeds::item(other).is_some(), "{}: no item {other}", item.id);
        }
        let only_checks =
            item.parts.is_empty() && item.question.is_none() && item.same_as.is_none();
        assert!(
            !only_checks || !item.shown.is_empty(),
            "{} would look met where there is nothing to check",
            item.id
        );
    }
}
