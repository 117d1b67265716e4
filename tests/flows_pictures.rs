//! Pictures of flows whatever the names in them: sound, and nothing in a name does anything.

#![allow(clippy::unwrap_used)]

mod support;

use std::path::PathBuf;
use support::{folder, printed, run};

/// Names nobody should have.
fn names() -> Vec<String> {
    vec![
        "<script>alert(1)</script>".to_owned(),
        "\"\"quoted\"\" & 'single'".to_owned(),
        "broken\nover lines".to_owned(),
        "x".repeat(200),
        "مراقبة عن بعد".to_owned(),
        "%%{init: {}}%% #quot; \\N".to_owned(),
        "=HYPERLINK(\"\"http://x\"\")".to_owned(),
        "]]> --> */".to_owned(),
        "Tŷ'r Onnen \u{fffe}\u{ffff}".to_owned(),
    ]
}

fn hostile(name: &str) -> PathBuf {
    let plan = support::tarn_and_vale(
        "pools:\n  - {id: care, name: '\"</title><b>Care</b>\\', standing: pooled}\n\
         schemes:\n  - {id: home, name: 'Home --> \"x\" %%{init}%%', pool: care}\n",
    );
    let mut ledger = String::from("date,kind,pool,scheme,partner,amount,provider\n");
    ledger.push_str("2025-04-15,contribution,care,,icb,1000.00,\n");
    for (i, name) in names().iter().enumerate() {
        let amount = (i + 1) * 10;
        ledger.push_str(&format!("2025-04-30,spend,,home,,{amount}.00,\"{name}\"\n"));
    }
    let files = [
        ("partnership.yaml", plan.as_str()),
        ("ledger/a.csv", ledger.as_str()),
    ];
    folder(name, &files)
}

fn drawn(at: &std::path::Path, format: &str) -> String {
    let asked = [
        "flows",
        "--through",
        "2025-26-Q1",
        "--as-at",
        "2025-10-20",
        "--format",
        format,
    ];
    printed(&run(at, &asked))
}

#[test]
fn a_name_is_never_markup() {
    let at = hostile("flows-names");
    let svg = drawn(&at, "svg");
    let tree = roxmltree::Document::parse(&svg).unwrap();
    assert!(!tree.descendants().any(|n| n.tag_name().name() == "script"));
    assert!(
        tree.descendants()
            .any(|n| n.text() == Some("<script>alert(1)</script>: £10.00 (no contract named)"))
    );
    let html = drawn(&at, "html");
    assert!(!html.contains("<script") && !html.contains("<b>Care"));
    let markdown = drawn(&at, "markdown");
    // In prose it is escaped, in the diagram there is no such mark.
    assert!(!markdown.replace("\\<", "").contains('<'));
}

#[test]
fn a_picture_is_named_for_those_who_cannot_see_it() {
    let svg = drawn(&hostile("flows-named"), "svg");
    let tree = roxmltree::Document::parse(&svg).unwrap();
    let root = tree.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    let ids: Vec<&str> = tree
        .descendants()
        .filter_map(|n| n.attribute("id"))
        .collect();
    for id in root.attribute("aria-labelledby").unwrap().split(' ') {
        assert!(ids.contains(&id), "{id}");
    }
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len());
}

#[test]
fn names_of_two_pictures_on_a_page_differ() {
    let plan = support::tarn_and_vale(
        "pools:\n  - {id: care, standing: pooled}\n  - {id: beds, standing: aligned}\n",
    );
    let ledger = "date,kind,pool,partner,amount\n2025-04-15,contribution,care,icb,10.00\n\
                  2025-04-15,contribution,beds,icb,10.00\n";
    let files = [
        ("partnership.yaml", plan.as_str()),
        ("ledger/a.csv", ledger),
    ];
    let at = folder("flows-two", &files);
    for format in ["html", "svg"] {
        let page = drawn(&at, format);
        for id in [
            "flow-1",
            "flow-2",
            "flow-1-title",
            "flow-2-title",
            "flow-2-planned",
        ] {
            assert_eq!(
                page.matches(&format!(" id=\"{id}\"")).count(),
                1,
                "{format} {id}"
            );
        }
    }
}

#[test]
fn every_line_of_a_mermaid_diagram_is_two_names_and_an_amount() {
    let text = drawn(&hostile("flows-mermaid"), "mermaid");
    let body = text.split("sankey-beta\n\n").nth(1).unwrap();
    assert!(!body.contains("%%{") && !body.contains('<') && !body.contains('#'));
    let lines: Vec<&str> = body.lines().filter(|l| !l.starts_with("%% ")).collect();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(lines.join("\n").leak().as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    // One in, nine providers, one scheme, what is left: 1,000 − 450.
    assert_eq!(rows.len(), 1 + 1 + 9 + 1);
    // Mermaid takes no other letters in a name, and no name that is empty.
    assert!(lines.iter().all(|l| l.is_ascii() && !l.contains("\"\",")));
    for name in ["Ty'r Onnen", "? ? ?"] {
        assert!(rows.iter().any(|row| &row[1] == name), "{name}");
    }
    assert!(body.contains("\n%% Ty'r Onnen: Tŷ'r Onnen\n"), "{body}");
    for row in &rows {
        assert_eq!(row.len(), 3);
        assert!(row[2].parse::<rust_decimal::Decimal>().is_ok(), "{row:?}");
    }
    assert!(
        rows.iter()
            .any(|row| &row[1] == "Not yet spent" && &row[2] == "550.00")
    );
}

/// £30 of £10 spent came back: more came back from Home than went there. Each picture says of how much and from
/// whom it is.
#[test]
fn a_picture_says_what_it_does_not_draw() {
    let plan = support::tarn_and_vale(
        "pools:\n  - {id: care, standing: pooled}\nschemes:\n  - {id: home, name: Home, pool: care}\n",
    );
    let ledger = "date,kind,pool,scheme,partner,amount,provider\n2025-04-15,contribution,care,,icb,50.00,\n\
                  2025-04-30,spend,,home,,10.00,Becks\n2025-05-31,spend,,home,,-30.00,Becks\n";
    let files = [
        ("partnership.yaml", plan.as_str()),
        ("ledger/a.csv", ledger),
    ];
    let at = folder("flows-not-drawn", &files);
    // Pool to scheme and scheme to provider: −20.00 each.
    let said = "2 links of £40.00 together are not drawn: more came back there than went.";
    let title = "Tarn and Vale: Pooled money, 1 April 2025 to 30 June 2025";
    for format in ["svg", "html", "markdown", "mermaid", "dot"] {
        let drawn = drawn(&at, format);
        assert!(drawn.contains(said), "{format}: {drawn}");
        assert!(drawn.contains(title), "{format}: {drawn}");
    }
    // A row that cannot be read may be of any ribbon: a picture alone names it too.
    let torn = format!("{ledger}2025-05-31,spend,,home,,1o.00,Becks\n");
    std::fs::write(at.join("ledger/a.csv"), &torn).unwrap();
    let one = "1 ledger row that cannot be read is left out: ledger/a.csv:5.";
    for format in ["svg", "html", "markdown", "mermaid", "dot"] {
        let drawn = drawn(&at, format);
        assert!(
            drawn.contains(one) && drawn.contains(said),
            "{format}: {drawn}"
        );
    }
    let more = format!("{torn}2025-05-31,spend,,home,,2o.00,Becks\n");
    std::fs::write(at.join("ledger/a.csv"), more).unwrap();
    let two = "2 ledger rows that cannot be read are left out, the first ledger/a.csv:5.";
    assert!(drawn(&at, "svg").contains(two));
    std::fs::write(at.join("ledger/a.csv"), ledger).unwrap();
    let text = drawn(&at, "text")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let beside = "No picture shows 2 links of £40.00 together, where more came back than went:";
    assert!(text.contains(beside), "{text}");
    let svg = drawn(&at, "svg");
    let tree = roxmltree::Document::parse(&svg).unwrap();
    let seen = |n: roxmltree::Node<'_, '_>| n.tag_name().name() == "text" && n.text() == Some(said);
    assert!(tree.descendants().any(seen));
}

#[test]
fn a_name_stays_between_its_quotation_marks_in_graphviz() {
    let text = drawn(&hostile("flows-dot"), "dot");
    for line in text.lines() {
        let mut marks = 0;
        let mut letters = line.chars();
        while let Some(c) = letters.next() {
            match c {
                '\\' => drop(letters.next()),
                '"' => marks += 1,
                _ => {}
            }
        }
        assert_eq!(marks % 2, 0, "{line}");
    }
    assert!(text.contains("\\\\N"));
}
