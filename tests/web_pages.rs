//! Answers as web pages: whole, self-contained, and nothing from people's files becomes markup.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod support;

use std::path::Path;
use support::{folder, run};

fn page(at: &Path, arguments: &[&str]) -> String {
    let day = ["--as-at", "2026-06-30", "--format", "html"];
    support::printed(&run(at, &[arguments, &day].concat()))
}

const HOSTILE: &str = "\
jcplan: 1
id: tarn-and-vale
name: \"<script>alert(1)</script> & 'Vale'\"
partners:
  - {id: icb, name: \"<b>ICB</b>\", kind: integrated-care-board}
  - {id: council, name: Council, kind: unitary-authority}
  - {id: firm, name: Firm, kind: \"<u>firm</u>\"}
agreement:
  arrangements: [pooled-fund]
  starts: 2025-04-01
  ends: 2028-03-31
  aims: [\"<img src=x onerror=alert(1)> for the CCG\"]
  hosst: council
pools:
  - id: pool
    contributions:
      - {partner: icb, source: nhs-minimum, year: 2025-26, amount: 1e5}
schemes:
  - {id: beds, name: \"<i>Beds</i>\", pool: pool, lead: icb, baseline: {2025-26: £40k}}
";

#[test]
fn nothing_from_a_file_becomes_markup() {
    let files = [
        ("partnership.yaml", HOSTILE),
        (
            "contracts/<b>.csv",
            "contract,title,provider,commissioner,starts,ends\nA,T,P,icb,2025-04-01,\n",
        ),
    ];
    let at = folder("web-hostile", &files);
    for arguments in [
        vec!["check"],
        vec!["check", "--matters"],
        vec!["riskshare", "--through", "2025-26"],
    ] {
        let page = page(&at, &arguments);
        for markup in ["<script", "<img", "<b>", "<i>", "<u>"] {
            assert!(
                !page.contains(markup),
                "{arguments:?} lets {markup} through"
            );
        }
        assert!(page.starts_with("<!doctype html>"), "{arguments:?}");
        assert!(page.ends_with("</html>\n"), "{arguments:?}");
    }
}

#[test]
fn a_page_needs_nothing_from_elsewhere_and_closes_what_it_opens() {
    let at = folder("web-closed", &[("partnership.yaml", HOSTILE)]);
    for arguments in [vec!["check"], vec!["check", "--matters"]] {
        let page = page(&at, &arguments);
        for fetched in ["<link", "<img", "<iframe", "url(", "@import"] {
            assert!(
                !page.contains(fetched),
                "{arguments:?} fetches by {fetched}"
            );
        }
        for tag in [
            "div", "table", "tr", "td", "p", "ul", "li", "pre", "mark", "h1", "h2", "h3", "span",
            "code",
        ] {
            let opened = page.matches(&format!("<{tag}>")).count()
                + page.matches(&format!("<{tag} ")).count();
            let closed = page.matches(&format!("</{tag}>")).count();
            assert_eq!(opened, closed, "{arguments:?}: {tag}");
        }
    }
}

#[test]
fn what_is_flagged_is_marked_on_its_line() {
    let at = folder("web-marked", &[("partnership.yaml", HOSTILE)]);
    let page = page(&at, &["check", "--only", "obsolete-reference"]);
    assert!(page.contains("for the <mark>CCG</mark>"), "{page}");
    assert!(
        page.contains("line 12, column 48: obsolete-reference"),
        "{page}"
    );
}

/// An escape sequence in a name clears no screen, whichever way it is drawn.
#[test]
fn words_that_steer_a_terminal_are_shown_as_blanks() {
    let text = HOSTILE.replace("Council, kind", "\"C\\e[2Jouncil\", kind");
    let text = text.replace("icb, source: nhs", "\"i\\e[31mcb\", source: nhs");
    let at = folder("web-steered", &[("partnership.yaml", &text)]);
    for format in ["text", "csv", "markdown", "html", "junit", "github"] {
        let output = run(&at, &["check", "--format", format, "--as-at", "2026-06-30"]);
        assert!(output.stdout.len() > 200, "{format} says nothing");
        assert!(
            !output.stdout.contains(&0x1b),
            "{format} lets an escape through"
        );
    }
}

/// In a table too, a name in marks is set apart, and a day or a place in a file stays on one line.
#[test]
fn cells_are_drawn_as_sentences_are() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/tarn-and-vale");
    let drawn = page(
        &example,
        &["riskshare", "--through", "2025-26-Q2", "--simulate", "5"],
    );
    assert!(drawn.contains("<td>the limit on council in <code>placements</code> bites</td>"));
    let traced = page(
        &example,
        &["riskshare", "--through", "2025-26", "--trace", "telecare"],
    );
    assert!(traced.contains("<td class=\"one\">30 Apr 2025</td>"));
    assert!(traced.contains("<td class=\"one\">ledger/2025-26.csv:"));
}
