//! Registers as OCDS release and record packages.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod support;

use serde_json::Value;
use std::path::Path;
use support::{folder, jcplan};

/// A release of one award.
fn release(ocid: &str, date: &str, award: &str) -> String {
    format!(
        r#"{{"ocid": "{ocid}", "id": "{ocid}-{date}", "date": "{date}", "tag": ["award"],
 "buyer": {{"name": "Tarn Council"}},
 "tender": {{"title": "Reablement at home", "classification": {{"scheme": "CPV", "id": "85320000"}}}},
 "awards": [{award}]}}"#
    )
}

fn award(id: &str, supplier: &str, starts: &str, ends: &str, value: &str) -> String {
    format!(
        r#"{{"id": "{id}", "status": "active", "value": {{"amount": {value}, "currency": "GBP"}},
 "suppliers": [{{"name": "{supplier}"}}], "contractPeriod": {{"startDate": "{starts}", "endDate": "{ends}"}}}}"#
    )
}

fn audit(name: &str, file: &str, text: &str) -> Value {
    let at = folder(&format!("ocds-{name}"), &[(file, text)]);
    jcplan(&at.join(file), &["audit"])
}

/// The audit of releases one after another, as at a day.
fn audit_on(as_at: &str, name: &str, text: &str) -> Value {
    let at = folder(&format!("ocds-{name}"), &[("file.json", text)]);
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_jcplan"))
        .arg("audit")
        .arg(at.join("file.json"))
        .args(["--as-at", as_at, "--format", "json"])
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Two reablement contracts of one buyer, and of the first an older release of twice the value.
fn three() -> Vec<String> {
    let midnight = ("2025-04-01T00:00:00+01:00", "2026-03-31T23:59:59+01:00");
    vec![
        release(
            "p-1",
            "2025-01-02T09:00:00+01:00",
            &award("a", "Fellside", midnight.0, midnight.1, "1460.00"),
        ),
        // 09:00 at +01:00 is 08:00 by Greenwich: the older, though its text sorts later.
        release(
            "p-1",
            "2025-01-02T08:30:00Z",
            &award("a", "Fellside", midnight.0, midnight.1, "730.00"),
        ),
        release(
            "p-2",
            "2025-01-01T00:00:00Z",
            &award("a", "Moss", midnight.0, midnight.1, "365.00"),
        ),
    ]
}

#[test]
fn the_newest_release_of_a_process_counts_in_every_package() {
    let all = three();
    let packages = [
        (
            "release.json",
            format!(r#"{{"releases": [{}]}}"#, all.join(",\n")),
        ),
        (
            "lines.jsonl",
            all.iter()
                .map(|r| r.replace('\n', " ") + "\n")
                .collect::<String>(),
        ),
        (
            "record.json",
            format!(
                r#"{{"records": [{{"ocid": "p-1", "releases": [{}, {}]}}, {{"ocid": "p-2", "compiledRelease": {}}}]}}"#,
                all[0], all[1], all[2]
            ),
        ),
    ];
    for (file, text) in packages {
        let answer = audit(file, file, &text);
        assert_eq!(answer["rows"]["read"], 2, "{file}");
        assert_eq!(answer["contracts"], 2, "{file}");
        let overlap = &answer["overlaps"][0];
        // The day as written: 1 April, which by Greenwich is still 31 March.
        assert_eq!(overlap["from"], "2025-04-01", "{file}");
        assert_eq!(overlap["to"], "2026-03-31", "{file}");
        // The cheaper of the two over all of its 365 days.
        assert_eq!(answer["cost_at_stake"]["all"], "365.00", "{file}");
        let told = answer["attention"][0]["message"].as_str().unwrap();
        assert!(told.contains("replaced by a newer one"), "{told}");
    }
    // Were the older release counted, its 1,460 would show as what is overlapped.
    let text = format!(r#"{{"releases": [{}]}}"#, all[..2].join(","));
    let answer = audit("value", "one.json", &text);
    let value = jcplan(
        &Path::new(env!("CARGO_TARGET_TMPDIR")).join("ocds-value/one.json"),
        &["columns"],
    );
    assert_eq!(answer["contracts"], 1);
    let amount = value["headings"].as_array().unwrap().last().unwrap();
    assert_eq!(amount["samples"][0], "730.00");
}

#[test]
fn awards_to_many_suppliers_and_lots_multiply_no_value() {
    let many = r#"{"id": "a", "value": {"amount": 100}, "suppliers": [{"name": "Fellside"}, {"name": "Moss"}],
      "contractPeriod": {"startDate": "2025-04-01", "endDate": "2026-03-31"}}"#;
    let answer = audit(
        "many",
        "many.json",
        &release("p-1", "2025-01-01T00:00:00Z", many),
    );
    assert_eq!(answer["contracts"], 1);
    assert_eq!(answer["overlaps"].as_array().unwrap().len(), 0);
    // £100 over the 365 days from 1 April to 31 March is £100 a year: once, not for each supplier.
    let value = |answer: &Value, kind: &str| {
        let all = answer["opportunities"].as_array().unwrap();
        let one = all.iter().find(|o| o["kind"] == kind).unwrap();
        one["value_a_year"].clone()
    };
    let with = release("p-1", "2025-01-01T00:00:00Z", many);
    let other = award("b", "Tarn", "2025-04-01", "2026-03-31", "20");
    let other = release("p-2", "2025-01-01T00:00:00Z", &other);
    let both = audit_on("2025-12-31", "many-value", &format!("{with}\n{other}"));
    // £100 of the £120 of both.
    assert_eq!(value(&both, "one-provider"), "100.00");
    assert_eq!(both["cost_at_stake"]["all"], "20.00");
    let lots = [
        award("a", "Fellside", "2025-04-01", "2026-03-31", "100"),
        award("b", "Moss", "2025-04-01", "2026-03-31", "100"),
    ];
    let answer = audit(
        "lots",
        "lots.json",
        &release("p-1", "2025-01-01T00:00:00Z", &lots.join(",")),
    );
    assert_eq!(answer["contracts"], 2);
    assert_eq!(
        answer["overlaps"].as_array().unwrap().len(),
        0,
        "lots of one process"
    );
    // Two lots of £100 and another contract of £20: theirs is the dearest, £200 a year, once.
    let lots = release("p-1", "2025-01-01T00:00:00Z", &lots.join(","));
    let both = audit_on("2025-12-31", "lots-value", &format!("{lots}\n{other}"));
    assert_eq!(both["overlaps"][0]["peak"], 2);
    assert_eq!(value(&both, "let-together"), "220.00");
    assert_eq!(both["cost_at_stake"]["all"], "20.00");
}

#[test]
fn awards_are_told_apart_by_their_process_and_place() {
    let one = |id: &str, supplier: &str, value: &str| {
        award(id, supplier, "2025-04-01", "2026-03-31", value)
    };
    let first = [one("1", "Fell", "3650"), one("2", "Moss", "7300")].join(",");
    let second = [one("1", "Vale", "365"), one("2", "Tarn", "730")].join(",");
    let text = format!(
        "{}\n{}",
        release("p-1", "2025-01-01T00:00:00Z", &first),
        release("p-2", "2025-01-01T00:00:00Z", &second)
    );
    let answer = audit("ids", "ids.json", &text);
    assert_eq!(answer["contracts"], 4);
    assert_eq!(
        answer["overlaps"][0]["contracts"],
        serde_json::json!(["p-1/1", "p-1/2", "p-2/1", "p-2/2"])
    );
    // The lots of the second process, 365 + 730 over the 365 days, are the cheaper.
    assert_eq!(answer["cost_at_stake"]["all"], "1095.00");
    let nameless = first
        .replace("\"id\": \"1\", ", "")
        .replace("\"id\": \"2\", ", "");
    assert!(!nameless.contains("\"id\""));
    let text = release("p-1", "2025-01-01T00:00:00Z", &nameless);
    let answer = audit("no-ids", "ids.json", &text);
    assert_eq!(answer["contracts"], 2);
}

#[test]
fn what_cannot_be_read_is_told_by_its_line() {
    let dollars = award("a", "Moss", "2025-04-01", "2026-03-31", "100").replace("GBP", "USD");
    let cases = [
        (
            "no-award",
            release("p", "2025-01-01T00:00:00Z", ""),
            "has no award yet",
        ),
        (
            "cancelled",
            release(
                "p",
                "2025-01-01T00:00:00Z",
                &award("a", "Moss", "2025-04-01", "2026-03-31", "100")
                    .replace("active", "cancelled"),
            ),
            "is cancelled",
        ),
        (
            "dollars",
            release("p", "2025-01-01T00:00:00Z", &dollars),
            "100 USD",
        ),
        (
            "no-process",
            "{\"records\": [{\"id\": \"x\"}]}".to_owned(),
            "names no process",
        ),
        (
            "cut",
            format!("{}\n{{\"ocid\": ", release("p", "2025-01-01T00:00:00Z", "")),
            "cannot be read as JSON",
        ),
        (
            "other",
            "{\"beds\": [1, 2]}".to_owned(),
            "holds no OCDS release",
        ),
        (
            "exponent",
            release(
                "p",
                "2025-01-01T00:00:00Z",
                &award("a", "Moss", "2025-04-01", "2026-03-31", "1e5"),
            ),
            "1e5",
        ),
    ];
    for (name, text, told) in cases {
        let answer = audit(name, "file.json", &text);
        let attention = answer["attention"].to_string();
        assert!(attention.contains(told), "{name}: {attention}");
        assert!(attention.contains("file.json:"), "{name}: {attention}");
        let rows = &answer["rows"];
        let count = |what: &str| rows[what].as_u64().unwrap();
        assert_eq!(count("read"), count("used") + count("left_out"), "{name}");
    }
}

#[test]
fn dates_may_be_written_with_escapes() {
    let escaped = award(
        "a",
        "Moss",
        "2025-04-01T00:00:00\\u002B01:00",
        "2026-03-31",
        "365",
    );
    assert!(escaped.contains("\\u002B"));
    let escaped = escaped.replace("GBP", "G\\u0042P");
    let other = award("b", "Tarn", "2025-04-01", "2026-03-31", "730");
    let text = format!(
        "{}\n{}",
        release("p-1", "2025-01-01T00:00:00Z", &escaped),
        release("p-2", "2025-01-01T00:00:00Z", &other)
    );
    let answer = audit("escapes", "file.json", &text);
    assert_eq!(answer["rows"]["used"], 2, "{}", answer["attention"]);
    assert_eq!(answer["overlaps"][0]["from"], "2025-04-01");
    // The cheaper of the two, £365 over its 365 days.
    assert_eq!(answer["cost_at_stake"]["all"], "365.00");
}

/// A release with contracts and no award.
fn signed(contracts: &str) -> String {
    let whole = release("p-1", "2025-06-01T00:00:00Z", "");
    whole.replace("\"awards\": []", &format!("\"contracts\": [{contracts}]"))
}

fn signed_contract(id: &str, value: &str) -> String {
    format!(
        r#"{{"id": "{id}", "awardID": "a", "status": "active", "value": {{"amount": {value}, "currency": "GBP"}},
 "period": {{"startDate": "2025-04-01", "endDate": "2026-03-31"}}}}"#
    )
}

/// A process of another, awarded to Tarn.
fn of_tarn() -> String {
    let tarn = award("a", "Tarn", "2025-04-01", "2026-03-31", "7300");
    release("p-2", "2025-01-01T00:00:00Z", &tarn)
}

#[test]
fn contracts_signed_in_a_release_of_their_own_are_read() {
    let other = of_tarn();
    // No award anywhere: the contract stands alone, with a provider nobody names.
    let alone = audit(
        "signed",
        "file.json",
        &format!("{}\n{other}", signed(&signed_contract("c", "365"))),
    );
    assert_eq!(alone["contracts"], 2);
    assert_eq!(alone["attention"], serde_json::json!([]));
    assert_eq!(
        alone["overlaps"][0]["contracts"],
        serde_json::json!(["p-1", "p-2"])
    );
    assert_eq!(alone["cost_at_stake"]["all"], "365.00");
    // Two of one process are lots of it; one that was cancelled is none.
    let two = signed(&format!(
        "{},{}",
        signed_contract("c", "365"),
        signed_contract("d", "730")
    ));
    let lots = audit("signed-lots", "file.json", &two);
    assert_eq!(lots["contracts"], 2);
    assert_eq!(lots["overlaps"], serde_json::json!([]));
    let gone = audit(
        "signed-gone",
        "file.json",
        &two.replacen("active", "cancelled", 1),
    );
    assert_eq!(
        gone["rows"],
        serde_json::json!({"read": 2, "used": 1, "left_out": 1})
    );
}

#[test]
fn a_contract_signed_after_its_award_has_the_supplier_of_the_one_and_the_value_of_the_other() {
    let other = of_tarn();
    // An award told earlier gives the supplier, the contract signed later the value.
    let earlier = release(
        "p-1",
        "2025-01-01T00:00:00Z",
        &award("a", "Moss", "2025-04-01", "2026-03-31", "1460"),
    );
    let both = audit(
        "signed-later",
        "file.json",
        &format!(
            "{earlier}\n{}\n{other}",
            signed(&signed_contract("c", "730"))
        ),
    );
    assert_eq!(both["contracts"], 2);
    assert_eq!(
        both["overlaps"][0]["providers"],
        serde_json::json!(["Moss", "Tarn"])
    );
    assert_eq!(both["cost_at_stake"]["all"], "730.00");
    assert_eq!(
        both["registers"][0]["recognised_as"],
        "OCDS releases (3 = 3 with contracts)"
    );
}

#[test]
fn a_planning_folder_reads_them_beside_its_registers() {
    let package = format!(r#"{{"releases": [{}]}}"#, three().join(","));
    let yaml = support::tarn_and_vale("");
    let at = folder(
        "ocds-folder",
        &[
            ("partnership.yaml", yaml.as_str()),
            ("contracts/notices.json", package.as_str()),
        ],
    );
    let answer = jcplan(&at, &["audit"]);
    assert_eq!(answer["contracts"], 2);
    assert_eq!(answer["registers"][0]["file"], "contracts/notices.json");
}

#[test]
fn a_published_package_is_read_whole() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let file = data.join("contractsfinder-ocds-2024-11-05-redacted.json");
    if !file.exists() {
        println!("skipped: {} is not there", file.display());
        return;
    }
    let answer = jcplan(&file, &["audit"]);
    // Counted with Python's json: 100 releases of 94 processes; 28 without an award; two processes
    // came back as award and as update.
    assert_eq!(
        answer["registers"][0]["recognised_as"],
        "OCDS releases (100 = 70 with contracts + 28 without an award + 2 replaced by newer ones)"
    );
    assert_eq!(answer["rows"]["read"], 70);
    assert_eq!(answer["rows"]["used"], 70);
    let notes = answer["attention"].as_array().unwrap().iter();
    let set_aside = notes.filter(|n| n["message"].as_str().unwrap().starts_with("release "));
    assert_eq!(set_aside.count(), 30);
}
