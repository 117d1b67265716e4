//! The sound example, torn: any damage to any of its files gives an answer, never a panic, and
//! every place an answer points at lies inside its file.

#![allow(clippy::unwrap_used)]

use jcplan::value::Day;
use jcplan::{World, run};
use proptest::prelude::*;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

const FILES: &[&str] = &[
    "partnership.yaml",
    "schemes.csv",
    "clauses.csv",
    "ledger/2025-26.csv",
    "contracts/council.csv",
    "contracts/icb.csv",
    "waivers.yaml",
];

const WAIVERS: &[u8] = b"\
- finding: contract-open-ended
  at: contracts/council.csv
  id: C-0042
  reason: two lots of one framework
  by: Head of Integrated Commissioning
  until: 2027-03-31
- {finding: unknown-name, at: partnership.yaml, id: icb, reason: named, by: Clerk, until: 2027-03-31}
- {finding: ragged-row, id: '1200.00', reason: known, by: Clerk, until: 2027-03-31}
- {finding: unreadable-amount, grade: note, reason: known, by: Clerk}
";

fn example(name: &str) -> Vec<u8> {
    if name == "waivers.yaml" {
        return WAIVERS.to_vec();
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/tarn-and-vale");
    fs::read(folder.join(name)).unwrap()
}

/// One way to damage a file.
#[derive(Clone, Debug)]
enum Tear {
    Cut(usize),
    Replace(usize, Vec<u8>),
    Remove(usize, usize),
    Swap(usize, usize),
}

fn tear() -> impl Strategy<Value = Tear> {
    let spot = 0..100_000_usize;
    // What people and programs leave in files, and what no one should.
    let bits: Vec<&[u8]> = vec![
        b"\"",
        b"'",
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b",",
        b"\n",
        b"\r\n",
        b"\t",
        b"\xA3",
        b"\xFF",
        b"\0",
        "\u{a0}".as_bytes(),
        "\u{201c}".as_bytes(),
        b"#",
        b"%",
        b"- ",
        b"&a",
        b"*a",
        b"!x",
        b"$at",
        b"100%",
        b"-",
        b"1e9",
        b"99999999999999999999",
        b"31/02/2026",
        b"2025-26",
        b"each-bears-own",
        b"pool",
        b"\n  - id: x\n",
        b"over: pool",
        b"nil",
        b"lead",
        b"funding",
    ];
    prop_oneof![
        spot.clone().prop_map(Tear::Cut),
        (spot.clone(), prop::sample::select(bits))
            .prop_map(|(at, b)| Tear::Replace(at, b.to_vec())),
        (spot.clone(), 1..200_usize).prop_map(|(at, n)| Tear::Remove(at, n)),
        (spot.clone(), spot).prop_map(|(a, b)| Tear::Swap(a, b)),
    ]
}

fn torn(mut bytes: Vec<u8>, tears: &[Tear]) -> Vec<u8> {
    for tear in tears {
        let length = bytes.len().max(1);
        match tear {
            Tear::Cut(at) => bytes.truncate(at % length),
            Tear::Replace(at, with) => {
                let at = (at % length).min(bytes.len());
                let end = (at + 1).min(bytes.len());
                bytes.splice(at..end, with.iter().copied());
            }
            Tear::Remove(at, n) => {
                let at = (at % length).min(bytes.len());
                let end = (at + n).min(bytes.len());
                bytes.drain(at..end);
            }
            Tear::Swap(a, b) => {
                if !bytes.is_empty() {
                    bytes.swap(a % length, b % length);
                }
            }
        }
    }
    bytes
}

fn answer(arguments: &[&str], folder: &Path) -> (u8, String, String) {
    let mut all: Vec<OsString> = vec!["jcplan".into(), arguments[0].into(), folder.into()];
    all.extend(arguments[1..].iter().map(OsString::from));
    let world = World {
        today: Day::parse("2026-10-20").ok(),
        terminal: None,
        columns: None,
        step_summary: None,
        no_colour: true,
        progress: None,
        stdin: &mut std::io::empty(),
    };
    let ended = run(all, world);
    (ended.status, ended.stdout, ended.stderr)
}

fn written(name: &str, which: &str, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("torn-{name}"));
    for file in FILES {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        if *file == which {
            fs::write(path, bytes).unwrap();
        } else {
            fs::write(path, example(file)).unwrap();
        }
    }
    folder
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_damage_gets_an_answer(which in prop::sample::select(FILES.to_vec()), tears in prop::collection::vec(tear(), 1..6)) {
        let folder = written("any", which, &torn(example(which), &tears));
        let (status, stdout, stderr) = answer(&["check", "--format", "json"], &folder);
        prop_assert!(status < 2, "{}", stderr);
        let found: serde_json::Value = serde_json::from_str(&stdout).unwrap();
        for finding in found["findings"].as_array().unwrap() {
            let at = &finding["at"];
            let file = fs::read(folder.join(at["file"].as_str().unwrap())).unwrap();
            let lines = file.iter().filter(|b| matches!(b, b'\n' | b'\r')).count() as u64 + 1;
            prop_assert!(at["line"].as_u64().unwrap() <= lines, "{finding:#}");
        }
        answer(&["check"], &folder);
        for arguments in [
            &["riskshare", "--through", "2025-26", "--format", "json"][..],
            &["riskshare", "--through", "2026-27-Q2", "--basis", "forecast"],
            &["audit", "--format", "json"],
            &["audit"],
        ] {
            answer(arguments, &folder);
        }
    }
}
