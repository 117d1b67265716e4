//! How a trace is drawn: nothing in it steers or marks up, and no place is broken.

use super::{STORY, made, question, refused, story, support, text};

/// Words of the ledger and of the command line are shown, and steer and mark up nothing.
#[test]
fn hostile_names_do_no_harm() {
    let rows = "date,kind,scheme,amount,reference,description\n\
                2025-09-30,spend,home,\"1,300,000\",=HYPERLINK(1),<script>\u{1b}[31m`|*\n";
    let at = made("hostile", &STORY.replace("$first", "2%"), rows);
    let html = text(&at, &["--trace", "home", "--format", "html"]);
    assert!(html.contains("&lt;script&gt;") && !html.contains("<script>"));
    let csv = text(&at, &["--trace", "home", "--format", "csv"]);
    assert!(!csv.contains(",=HYPERLINK"), "{csv}");
    for format in ["text", "markdown", "html", "csv"] {
        let shown = text(&at, &["--trace", "home", "--format", format]);
        assert!(!shown.contains('\u{1b}'), "{format}");
    }
    let said = refused(&at, &["--trace", "home/\u{1b}[31mx<script>"]);
    assert!(!said.contains('\u{1b}'), "{said}");
}

/// A line number broken over two lines of a page would be another line.
#[test]
fn places_are_never_broken_over_lines() {
    let at = story("narrow");
    for columns in ["40", "50", "60", "70", "80"] {
        let mut question = question(&at, &["--trace", "home"]);
        let shown = support::printed(&question.env("COLUMNS", columns).output().unwrap());
        for place in ["ledger/a.csv:2", "ledger/a.csv:4", "partnership.yaml:15"] {
            assert!(shown.contains(place), "{columns}: {shown}");
        }
    }
}
