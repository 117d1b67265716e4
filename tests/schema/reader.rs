//! The keys and words of the schemas are those of the reader, and the reader's are the schemas'.

use super::made::{Maker, Mark};
use super::{Held, printed, support};
use serde_json::Value;
use std::collections::BTreeSet;

/// What `check` tells of one file made of its schema; a sound file stands beside any other.
fn told(test: &str, file: &str, made: &Value) -> Vec<Value> {
    let text = serde_yaml::to_string(made).unwrap();
    let mut files = vec![("partnership.yaml", "id: a\nname: A\npartners: []\n")];
    files.retain(|(name, _)| *name != file);
    files.push((file, &text));
    let at = support::folder(&format!("schema-made-{test}"), &files);
    let answer = support::jcplan(&at, &["check"]);
    let findings = answer["findings"].as_array().unwrap().iter();
    let of_it = findings.filter(|f| f["at"]["file"] == file);
    of_it.cloned().collect()
}

/// The finding of this check about what was put in.
fn about<'f>(findings: &'f [Value], check: &str, mark: &Mark) -> Option<&'f Value> {
    findings.iter().find(|f| {
        let message = f["message"].as_str().unwrap_or_default();
        f["check"] == check && message.contains(&mark.word)
    })
}

/// The list that a help line gives: `one of: a, b, c`.
fn offered(finding: &Value) -> BTreeSet<&str> {
    let help = finding["help"].as_str().unwrap_or_default();
    let list = help.strip_prefix("one of: ");
    let list = list.unwrap_or_else(|| panic!("no list: {finding}"));
    list.split(", ").collect()
}

fn known(mark: &Mark) -> BTreeSet<&str> {
    mark.known.iter().map(String::as_str).collect()
}

fn the_reader_knows_every_key(of: &str, file: &str) {
    let schema = printed(of);
    let whole = Maker::of(&schema).whole();
    assert_eq!(Held::at(&schema, "").fault(&whole), None);
    for finding in told(&format!("{of}-known"), file, &whole) {
        let check = finding["check"].as_str().unwrap();
        assert!(
            !["unknown-key", "unknown-word"].contains(&check),
            "{finding}"
        );
    }
}

/// A key that nobody knows is put into every map: the reader then says which it knows.
fn the_reader_knows_no_other_key(of: &str, file: &str) {
    let schema = printed(of);
    let mut maker = Maker::of(&schema);
    maker.keys = true;
    let whole = maker.whole();
    let findings = told(&format!("{of}-keys"), file, &whole);
    for mark in &maker.marks {
        let finding = about(&findings, "unknown-key", mark);
        let finding = finding.unwrap_or_else(|| panic!("{}: not told", mark.place));
        assert_eq!(offered(finding), known(mark), "{}", mark.place);
    }
    // Nothing was left out: every map of the schema stands in the file made of it.
    let met: BTreeSet<&str> = maker.marks.iter().map(|m| m.place.as_str()).collect();
    for (name, map) in schema["definitions"].as_object().unwrap() {
        let closed = map["additionalProperties"] == false;
        assert!(!closed || met.contains(name.as_str()), "{name} is not met");
    }
}

/// Keys whose words the reader does not hold against a list of its own: a check does, or the schema
/// has one word of several there.
const ELSEWHERE: &[&str] = &[
    "as", "finding", "first", "item", "jcplan", "kind", "matter", "service", "to",
];

/// A word that nobody knows is put in place of each list's: the reader then says which it knows.
fn the_reader_knows_the_same_words(of: &str, file: &str) {
    let schema = printed(of);
    let mut maker = Maker::of(&schema);
    maker.words_but = Some(ELSEWHERE);
    let whole = maker.whole();
    let findings = told(&format!("{of}-words"), file, &whole);
    assert!(!maker.marks.is_empty(), "{of}");
    for mark in &maker.marks {
        let finding = about(&findings, "unknown-word", mark);
        let finding = finding.unwrap_or_else(|| panic!("{}: not told", mark.place));
        assert_eq!(offered(finding), known(mark), "{}", mark.place);
    }
}

#[test]
fn the_schema_of_a_partnership_is_what_is_read() {
    the_reader_knows_every_key("partnership", "partnership.yaml");
    the_reader_knows_no_other_key("partnership", "partnership.yaml");
    the_reader_knows_the_same_words("partnership", "partnership.yaml");
}

#[test]
fn the_schema_of_waivers_is_what_is_read() {
    the_reader_knows_every_key("waivers", "waivers.yaml");
    the_reader_knows_no_other_key("waivers", "waivers.yaml");
    the_reader_knows_the_same_words("waivers", "waivers.yaml");
}

/// Words that checks and computations hold: each of the schema's is one they know.
#[test]
fn words_that_the_reader_leaves_to_checks_are_known_to_them() {
    let schema = printed("partnership");
    let words = |place: &str| -> Vec<String> {
        let all = schema.pointer(place).unwrap().as_array().unwrap().iter();
        all.map(|word| word.as_str().unwrap().to_owned()).collect()
    };
    let kinds = words("/definitions/partner/properties/kind/anyOf/0/enum");
    let of_model: Vec<&str> = jcplan::model::PartnerKind::WORDS
        .iter()
        .map(|(w, _)| *w)
        .collect();
    assert_eq!(kinds, of_model);
    let services = words("/definitions/service/anyOf/0/enum");
    let of_seeds: Vec<&str> = jcplan::seeds::services()
        .iter()
        .map(|s| s.id.as_str())
        .collect();
    assert_eq!(services, of_seeds);
    for map in ["mapped_ledger", "mapped_register"] {
        let kind = words(&format!("/definitions/{map}/properties/as/anyOf/0/enum"));
        assert_eq!(kind.len(), 1, "{kind:?}");
    }
    let mut bands = String::new();
    for word in words("/definitions/destination/anyOf/0/enum") {
        bands.push_str(&format!("        - to: {word}\n"));
    }
    let text = format!(
        "id: a\nname: A\npartners: []\nrisk_shares:\n  - id: r\n    overspend:\n      bands:\n{bands}        - to: qqqq\n"
    );
    let at = support::folder("schema-destinations", &[("partnership.yaml", &text)]);
    let answer = support::jcplan(&at, &["check", "--only", "destination-unknown"]);
    let told: Vec<&str> = answer["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["message"].as_str().unwrap())
        .collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("qqqq"));
}
