//! What `init` writes: every matter of the law as a key, and what makes an editor use the schema.

use super::{Held, accepts, json_of, printed, run, support};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn started(test: &str) -> PathBuf {
    let at = support::folder(test, &[]);
    assert_eq!(run(&["init", at.to_str().unwrap()]).status.code(), Some(0));
    at
}

/// A commented key, or an item of a list, without its `#`; any other line as it is.
fn uncommented(line: &str) -> String {
    let Some((before, after)) = line.split_once("# ") else {
        return line.to_owned();
    };
    let words = after.trim_start().trim_start_matches("- ");
    let key: String = words.chars().take_while(|c| !": ".contains(*c)).collect();
    let is_key = !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c))
        && words[key.len()..].starts_with(':');
    let is_item = after.trim_start().starts_with("- ");
    match before.trim().is_empty() && (is_key || is_item) {
        true => format!("{before}{after}"),
        false => line.to_owned(),
    }
}

/// The file with every key in force; its first line is for editors.
fn whole(text: &str) -> String {
    let (first, rest) = text.split_once('\n').unwrap();
    let lines: Vec<String> = rest.lines().map(uncommented).collect();
    format!("{first}\n{}\n", lines.join("\n"))
}

fn faults(at: &Path) -> Vec<String> {
    let answer = support::jcplan(at, &["check"]);
    let findings = answer["findings"].as_array().unwrap().iter();
    let told = findings.map(|f| f["check"].as_str().unwrap().to_owned());
    told.filter(|name| jcplan::load::faults().iter().any(|f| f.name == *name))
        .collect()
}

#[test]
fn with_every_key_in_force_the_starting_file_reads() {
    let at = started("schema-template-whole");
    let main = at.join("partnership.yaml");
    let text = whole(&fs::read_to_string(&main).unwrap());
    fs::write(&main, &text).unwrap();
    // The mapped file and the book it names are not there; nothing else is amiss in how it is
    // written.
    assert_eq!(faults(&at), ["missing-file", "missing-file"]);
    accepts(&Held::at(&printed("partnership"), ""), &text);
    let waivers = whole(&fs::read_to_string(at.join("waivers.yaml")).unwrap());
    accepts(&Held::at(&printed("waivers"), ""), &waivers);
    assert_eq!(json_of(&waivers).as_array().unwrap().len(), 1);
}

#[test]
fn every_matter_of_the_checklists_stands_in_the_starting_file() {
    let at = started("schema-template-matters");
    let text = whole(&fs::read_to_string(at.join("partnership.yaml")).unwrap());
    let file = json_of(&text);
    let mut missing = BTreeSet::new();
    for item in jcplan::seeds::items() {
        for key in item.parts.iter().flat_map(|part| &part.keys) {
            // Rows of tables: files of their own.
            if ["contracts", "ledger"].contains(&key.as_str()) {
                continue;
            }
            let of_each = [("pools.", "/pools/0/"), ("schemes.", "/schemes/0/")];
            let mut path = format!("/{}", key.replace('.', "/"));
            for (list, first) in of_each {
                if let Some(below) = key.strip_prefix(list) {
                    path = format!("{first}{below}");
                }
            }
            // A pool may name its own; the agreement's stand in the file.
            if ["pools.host", "pools.pool_manager"].contains(&key.as_str()) {
                path = key.replace("pools.", "/agreement/");
            }
            if file.pointer(&path).is_none_or(Value::is_null) {
                missing.insert(key.as_str());
            }
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

/// Regulation and letter of each matter of regulations 4, 7, 8 and 9 that is stated in words.
#[test]
fn every_matter_of_the_law_has_its_letter_beside_it() {
    let at = started("schema-template-letters");
    let text = fs::read_to_string(at.join("partnership.yaml")).unwrap();
    let mut wanting = Vec::new();
    for item in jcplan::seeds::items().filter(|item| item.id.starts_with("si-2000-617/")) {
        // `6(k) and (l)` is told by its first letter.
        let place = item.place.trim_start_matches("regulation ");
        let letter = place.split(" and ").next().unwrap().replace(' ', "");
        // `7(3)(b) and (f)` is both.
        let (regulation, last) = match letter.rfind('(') {
            Some(at) => letter.split_at(at),
            None => (letter.as_str(), ""),
        };
        let beside = |line: &str| {
            let mut known = line.split([',', ';', ':']).map(str::trim);
            known.any(|told| {
                let told = told.trim_start_matches(|c: char| !c.is_ascii_digit());
                told.strip_prefix(regulation).is_some_and(|rest| {
                    rest.split([' '])
                        .take_while(|w| w.starts_with('(') || *w == "and" || w.is_empty())
                        .any(|w| w == last)
                })
            })
        };
        for key in item.parts.iter().flat_map(|part| &part.keys) {
            let Some(key) = key.strip_prefix("agreement.") else {
                continue;
            };
            let top = key.split('.').next().unwrap();
            let line = text.lines().find(|l| {
                l.trim_start_matches([' ', '#'])
                    .starts_with(&format!("{top}:"))
            });
            if !line.is_some_and(|l| l.rsplit_once("# ").is_some_and(|(_, told)| beside(told))) {
                wanting.push(format!("{key}: {letter}"));
            }
        }
    }
    assert!(wanting.is_empty(), "{wanting:#?}");
}

#[test]
fn the_first_line_leads_an_editor_to_the_schema_beside_it() {
    let at = started("schema-template-header");
    for (file, of) in [
        ("partnership.yaml", "partnership"),
        ("waivers.yaml", "waivers"),
    ] {
        let text = fs::read_to_string(at.join(file)).unwrap();
        let first = text.lines().next().unwrap();
        let path = first
            .strip_prefix("# yaml-language-server: $schema=")
            .unwrap();
        let schema = fs::read_to_string(at.join(path)).unwrap();
        assert_eq!(json_of(&schema), printed(of));
    }
}

/// What stands there is for editors: an old one, or a broken one, changes no answer.
#[test]
fn a_stray_schema_does_no_harm() {
    let at = started("schema-template-stray");
    let before = support::jcplan(&at, &["check"]);
    fs::write(at.join(".jcplan/partnership.schema.json"), "no schema").unwrap();
    fs::write(at.join(".jcplan/old.csv"), "date,kind\n").unwrap();
    assert_eq!(support::jcplan(&at, &["check"]), before);
}

#[test]
fn what_is_there_already_stays_and_an_old_schema_is_renewed() {
    let old = [(".jcplan/partnership.schema.json", "{}")];
    let at = support::folder("schema-init-renewed", &old);
    let name = at.to_str().unwrap();
    assert_eq!(run(&["init", name]).status.code(), Some(0));
    let schema = fs::read_to_string(at.join(old[0].0)).unwrap();
    assert_eq!(json_of(&schema), printed("partnership"));

    let at = support::folder("schema-init-held", &[("waivers.yaml", "# mine\n")]);
    let output = run(&["init", at.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_dir(&at).unwrap().count(), 1);
}

#[test]
fn init_writes_nothing_where_its_answer_could_not_be_drawn_or_a_file_not_written() {
    let at = support::folder("schema-init-format", &[]);
    let output = run(&["init", at.to_str().unwrap(), "--format", "json"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        said,
        "jcplan: this answer is a page: --format text or markdown\n"
    );
    assert!(!at.exists());

    // A file where a folder is wanted.
    let at = support::folder("schema-init-torn", &[("ledger", "x")]);
    let output = run(&["init", at.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!at.join("partnership.yaml").exists());

    // A folder where the last file is wanted: those before it are taken away again.
    let at = support::folder(
        "schema-init-last",
        &[(".jcplan/waivers.schema.json/x", "x")],
    );
    let output = run(&["init", at.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!at.join("partnership.yaml").exists() && !at.join("waivers.yaml").exists());
}
