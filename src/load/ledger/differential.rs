//! Files folded in pieces against the same files read row by row: drawn files, some of them torn,
//! by windows from 37 bytes on and on one to five threads.

use super::*;
use crate::load::asked::Periods;
use crate::load::folder::read;
use crate::value::{Money, Month};
use crate::workspace::find;
use std::fmt::Write;
use std::path::{Path, PathBuf};

const PARTNERSHIP: &str = "\
jcplan: 1
id: hill
name: Hill and Dale
partners:
  - {id: icb, name: NHS Hill, kind: integrated-care-board}
  - {id: council, name: Dale Council, kind: unitary-authority}
agreement: {starts: 2025-04-01, ends: 2027-03-31, host: council}
providers:
  - {id: wren, name: Wren Care}
pools:
  - {id: pool, name: The pool, host: council}
  - {id: other, name: Another, host: icb}
schemes:
  - {id: night, name: Nights, pool: pool, lead: icb}
  - {id: day, name: Days, pool: other, lead: council}
";

/// A folder of its own for one test, whose ledger stands where it is not read by itself.
fn folder(test: &str) -> PathBuf {
    let at = std::env::temp_dir().join(format!("jcplan-fold-{test}-{}", std::process::id()));
    std::fs::create_dir_all(&at).unwrap();
    std::fs::write(at.join("partnership.yaml"), PARTNERSHIP).unwrap();
    at
}

fn ledger_file<'a>(
    entry: &'a FileEntry,
    tables: &'a std::collections::HashMap<String, std::collections::HashMap<String, String>>,
) -> LedgerFile<'a> {
    LedgerFile {
        name: &entry.name,
        mapping: None,
        tables,
        slashes: None,
        years: None,
    }
}

fn income(line: &crate::model::Line) -> bool {
    line.kind == crate::model::Kind::Income
}

fn quarter(month: Month) -> Month {
    let number = month.number.div_ceil(3) * 3;
    Month { number, ..month }
}

/// All that reading a file gives, in words; where providers are told apart, by quarters, and the
/// rows of income that were shown one by one too.
fn told(at: &Path, manner: Option<Manner>, providers: bool) -> String {
    let folder = find(at).unwrap().remove(0);
    let shown = std::cell::RefCell::new(String::new());
    let watch = |_: &crate::model::Plan, row: &LedgerRow, at: &RowAt<'_>| {
        if income(&row.line) {
            let (line, date, amount) = (at.line, row.date, row.amount);
            writeln!(shown.borrow_mut(), "shown: {line} {date} {amount}").unwrap();
        }
        Vec::new()
    };
    let asked = Asked {
        providers,
        periods: Periods(providers.then_some(&quarter)),
        watch: providers.then_some(&watch),
        wanted: Some(&income),
        ..Asked::default()
    };
    let mut loaded = read(&folder, &Asked::default()).unwrap();
    let entry = folder.file("rows.csv").unwrap();
    let tables = std::collections::HashMap::new();
    let file = ledger_file(&entry, &tables);
    let mut out = String::new();
    match fold(&mut loaded, &entry, &file, &asked, manner) {
        Ok(None) => {}
        Ok(Some(Unread::NoText(why))) => writeln!(out, "no text: {why}").unwrap(),
        Ok(Some(Unread::NoHeading(_))) => writeln!(out, "no heading").unwrap(),
        Err(error) => writeln!(out, "refused: {error:#}").unwrap(),
    }
    out.push_str(&shown.borrow());
    loaded.plan.totals.put_names_in_order();
    loaded.findings.close(&loaded.sources);
    let totals = &loaded.plan.totals;
    for (line, amount) in &totals.lines {
        writeln!(out, "{line:?} {amount}").unwrap();
    }
    for (line, to, amount) in totals.paid.iter() {
        let name = |name: Option<_>| name.map_or("", |n| totals.names.text(n));
        let (provider, contract) = (name(to.provider), name(to.contract));
        writeln!(out, "{line:?} {provider} {contract} {amount}").unwrap();
    }
    writeln!(out, "{} rows", totals.rows).unwrap();
    for left in &totals.stranded {
        let place = loaded.sources.place(left.at);
        writeln!(out, "{left:?} {place:?}").unwrap();
    }
    for finding in loaded.findings.list() {
        let place = loaded.sources.place(finding.at);
        let piece = loaded.sources.piece(finding.at);
        let (check, message) = (finding.check.name, &finding.message);
        writeln!(
            out,
            "{check} {message} {:?} {place:?} {piece}",
            finding.help
        )
        .unwrap();
    }
    for file in &loaded.plan.files {
        writeln!(out, "{file:?}").unwrap();
    }
    out
}

fn agrees(at: &Path, text: &[u8], window: usize, providers: bool) {
    std::fs::write(at.join("rows.csv"), text).unwrap();
    let want = told(at, None, providers);
    for threads in 1..=5 {
        let manner = Manner {
            threads,
            window,
            unit: 1024,
        };
        let got = told(at, Some(manner), providers);
        let shown = String::from_utf8_lossy(text);
        assert_eq!(got, want, "{threads} threads, by {window}:\n{shown}");
    }
}

fn pick(all: &'static [&'static str]) -> impl proptest::strategy::Strategy<Value = &'static str> {
    proptest::sample::select(all)
}

/// Rows of a heading with every column, most of them sound.
fn row() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    prop_oneof![12 => sound_row(), 1 => odd_row()]
}

fn sound_row() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    (
        pick(&[
            "2025-04-01",
            "2025-06-20",
            "2026-02-28",
            " 2025-05-05 ",
            "\"2025-07-07\"",
        ]),
        pick(&[
            "spend",
            "spend",
            "Spend",
            "income",
            "\"baseline\"",
            "forecast",
        ]),
        pick(&["night", "day", "Night", "\"day\""]),
        pick(&["", "icb", "council"]),
        pick(&[
            "12.50",
            "-7",
            "1234.5",
            "\"1,234.50\"",
            "(3.00)",
            "£4",
            "1,2",
            " 5.00 ",
            " \"5\"",
            "\"5\" ",
            "\"5\"0",
            " \"1,234.50\"",
            "-",
            "0.1",
        ]),
        pick(&["", "", "", "nhs-minimum"]),
        pick(&["", "late", "\"Late\"", "a \"\"b"]),
        pick(&[
            "words",
            "\"two, words\"",
            "\"two\nlines\"",
            "\"a \"\"b\"\" c\"",
            "5\" pipe",
            "\u{e9}",
            "",
        ]),
    )
        .prop_map(
            |(date, kind, scheme, partner, amount, source, provider, words)| {
                format!(
                    "{date},{kind},,{scheme},{partner},{amount},{source},{provider},C-1,{words}\n"
                )
            },
        )
}

fn odd_row() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    pick(&[
        "\n",
        "\r\n",
        ",,,,,,,,,\n",
        " \n",
        "2025-04-01,spend,,nothing,icb,5.00,,,,\n",
        "2025-04-01,spend,other,night,icb,5.00,,,,\n",
        "2025-04-01,spend,,night,icb,1e3,,,,\n",
        "01/02/2025,spend,,night,icb,5.00,,,,\n",
        "13/04/2025,spend,,night,,5.00,,,,\r\n",
        "2025-02-30,spend,,night,,5.00,,,,\n",
        ",spend,,night,,5.00,,,,\n",
        "2025-04-01,spend\n",
        "2025-04-01,spend,,night,,5.00,,,,,,\n",
        "2025-04-01,spend,,night,,5.00,,,,,,surplus\n",
        "2025-04-01,contribution,,night,,5.00,,,,\n",
        "2025-04-01,spend,,night,,999999999999999.99,,,,\n",
        "2025-04-01,\"spend\"x,,night,,5.00,,,,\r\n",
        "2025-04-01,spend,,night,,5.00,,,,\"\n2025-04-01,spend,,night,,5.00,,,,\n\"\n",
        "2025-04-01,spend,,night,,5.00,,,,\"a\nb\"c\n",
        "2025-04-01,spend,,night,,5.00,,,,\"open\n",
        "2025-04-01,spend,,night,,5.00,,,,a\rb\n",
    ])
    .prop_map(str::to_owned)
}

const HEADING: &str = "date,kind,pool,scheme,partner,amount,source,provider,contract,description\n";

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig {
        cases: 1_000,
        failure_persistence: None,
        ..Default::default()
    })]
    #[test]
    fn drawn_files_come_to_the_same(
        rows in proptest::collection::vec(row(), 0..120),
        window in 37_usize..3000,
        mark in proptest::bool::weighted(0.2),
        western in proptest::bool::weighted(0.2),
        returns in proptest::bool::weighted(0.2),
        cut in 0_usize..40,
        providers: bool,
    ) {
        let mut text = format!("{}{HEADING}{}", if mark { "\u{feff}" } else { "" }, rows.concat());
        if returns {
            text = text.replace('\n', "\r\n");
        }
        let mut bytes = match western && !mark {
            // One byte a letter, as Windows-1252 has them.
            true => text.chars().map(|c| u8::try_from(c as u32).unwrap_or(b'?')).collect(),
            false => text.into_bytes(),
        };
        bytes.truncate(bytes.len() - cut.min(bytes.len().saturating_sub(HEADING.len())));
        agrees(&folder("drawn"), &bytes, window, providers);
    }
}

#[test]
fn files_with_more_faults_than_are_told_come_to_the_same() {
    let at = folder("many");
    let mut text = String::from(HEADING);
    for i in 0..400 {
        let scheme = ["night", "nothing", "day", "neither"][i % 4];
        writeln!(text, "2025-04-{:02},spend,,{scheme},icb,{i}.00,,,,", i % 31).unwrap();
    }
    agrees(&at, text.as_bytes(), 100, false);
    let slashes = text
        .replace("2025-04-01", "01/04/2025")
        .replace("2025-04-13", "13/04/2025");
    agrees(&at, slashes.as_bytes(), 1000, true);
    agrees(&at, text.replace('\n', "\r").as_bytes(), 1000, true);
    agrees(&at, text.replace("icb", "\"i\ncb\"").as_bytes(), 300, true);
}

#[test]
fn a_sound_file_is_not_read_row_by_row() {
    let at = folder("sound");
    let row = "2025-04-01,spend,,night,icb,\"1,234.50\",,,,\"two\nlines\"\n";
    std::fs::write(at.join("rows.csv"), [HEADING, &row.repeat(200)].concat()).unwrap();
    let folder = find(&at).unwrap().remove(0);
    let asked = Asked::default();
    let mut loaded = read(&folder, &asked).unwrap();
    let entry = folder.file("rows.csv").unwrap();
    let tables = std::collections::HashMap::new();
    let manner = Manner {
        threads: 3,
        window: 300,
        unit: 1024,
    };
    let file = ledger_file(&entry, &tables);
    let outcome = in_pieces(&mut loaded, &entry, &file, &asked, (None, manner)).unwrap();
    assert!(matches!(outcome, Outcome::Folded(_)));
    let totals = loaded.plan.totals;
    assert_eq!((totals.rows, totals.lines.len()), (200, 1));
    // 200 times £1,234.50.
    let sum: Money = totals.lines.into_values().sum();
    assert_eq!(sum, Money::from_pence(24_690_000));
}

#[test]
fn a_file_that_changes_while_it_is_read_is_refused() {
    type Change = fn(&Path);
    let changes: [(&str, Change); 3] = [
        ("changed while it was read", |rows| {
            let mut file = std::fs::OpenOptions::new().append(true).open(rows).unwrap();
            std::io::Write::write_all(&mut file, b"2025-04-01,spend,,night,icb,1.00,,,,\n")
                .unwrap();
        }),
        ("became shorter while it was read", |rows| {
            let file = std::fs::OpenOptions::new().write(true).open(rows).unwrap();
            file.set_len(2000).unwrap();
        }),
        ("cannot be read", |rows| std::fs::remove_file(rows).unwrap()),
    ];
    let at = folder("changing");
    let row = "2025-04-01,spend,,night,icb,5.00,,,,words\n";
    for (said, change) in changes {
        for manner in [1, 3].map(|threads| Manner {
            threads,
            window: 300,
            unit: 1024,
        }) {
            let rows = at.join("rows.csv");
            std::fs::write(&rows, [HEADING, &row.repeat(500)].concat()).unwrap();
            let folder = find(&at).unwrap().remove(0);
            let once = std::sync::Once::new();
            let asked = Asked {
                progress: Some(&|_| once.call_once(|| change(&rows))),
                ..Asked::default()
            };
            let mut loaded = read(&folder, &Asked::default()).unwrap();
            let entry = folder.file("rows.csv").unwrap();
            let tables = std::collections::HashMap::new();
            let file = ledger_file(&entry, &tables);
            let refused = match fold(&mut loaded, &entry, &file, &asked, Some(manner)) {
                Ok(_) => panic!("{said}: it is folded"),
                Err(refused) => format!("{refused:#}"),
            };
            assert!(refused.contains(said), "{refused}");
        }
    }
}

#[test]
fn a_mark_after_a_space_is_part_of_the_amount_whatever_the_order_of_rows() {
    let at = folder("marks");
    let row = |amount: &str| format!("2025-04-01,spend,,night,icb,{amount},,,,\n");
    for amounts in [[" \"5\"", "7.00", " \"5\""], [" \"5\"", " \"5\"", "7.00"]] {
        let text = [HEADING, &amounts.map(row).concat()].concat();
        agrees(&at, text.as_bytes(), 100, false);
        let told = told(&at, Some(Manner::of_this_machine()), false);
        // A mark opens at the cell's first byte alone: two rows are left out.
        assert!(
            told.contains("7.00\n") && told.contains("\n1 rows\n"),
            "{told}"
        );
    }
}

#[test]
fn what_ends_a_line_is_told_by_as_much_of_a_file_in_either_way() {
    let at = folder("ends");
    let row = "2025-04-01,spend,,night,icb,1.00,,,,\n";
    // Some 93,000 bytes end by carriage returns, and then lines by line feeds.
    let first = [HEADING, &row.repeat(2_500)].concat().replace('\n', "\r");
    let text = format!(
        "{first}{}2025-04-01,spend,,night,icb,oops,,,,\n",
        row.repeat(100)
    );
    agrees(&at, text.as_bytes(), 128 * 1024, false);
}

#[test]
fn the_digest_of_a_file_in_two_bytes_a_letter_is_that_of_its_bytes() {
    let at = folder("wide");
    let text = format!("\u{feff}{HEADING}2025-04-01,spend,,night,icb,1.00,,,,\n");
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(at.join("rows.csv"), &bytes).unwrap();
    let folder = find(&at).unwrap().remove(0);
    let mut loaded = read(&folder, &Asked::default()).unwrap();
    let entry = folder.file("rows.csv").unwrap();
    let tables = std::collections::HashMap::new();
    let file = ledger_file(&entry, &tables);
    row_by_row(&mut loaded, &entry, &file, &Asked::default(), None).unwrap();
    let read = loaded.plan.files.last().unwrap();
    assert_eq!(read.digest, crate::source::digest(&bytes));
    assert_eq!(loaded.plan.totals.rows, 1);
}
