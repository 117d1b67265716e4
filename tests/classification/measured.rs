//! Real rows of public registers, each labelled by hand from its title and description before the
//! program's own answer was looked at; the labels are in tests/labels, the rows beside the project.
//! Where they are not there the test says so and passes.
//!
//! The figures stand in docs/services.md, and every mistake stands below with its reason.

use crate::support;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const NONE: &str = "none";
const DOCS: &str = include_str!("../../docs/services.md");

/// Reference, label, what it is taken for.
type Mistake = (&'static str, &'static str, &'static str);

/// With CPV codes, as the files come.
const MISTAKES: &[Mistake] = &[
    // Its title names a street and says "care and support" alone; only the description says that
    // people with learning disabilities live there. A rule on "care and support" would take half of
    // social care for supported living.
    ("NORTHLC001-DN470552-70328118", "supported-living", NONE),
    // The title is of another notice; the description awards extra care flats. Titles are believed.
    (
        "Provision of Intermediate Care Nursing Beds",
        "extra-care-housing",
        "bed-based-intermediate-care",
    ),
    // One person's placement, in all likelihood a child's as the buyer's others of that day are; its
    // own words do not say so.
    (
        "ocds-b5fd17-801be325-f2a6-4754-a221-938f79af6df8",
        NONE,
        "residential-and-nursing-care",
    ),
];

/// Without CPV codes, also this one.
const WITHOUT_CODES: &[Mistake] = &[
    // A study of infections in care homes: only its CPV code (73, research) says what it is.
    (
        "CF-0018300D0O000000rwimUAA1",
        NONE,
        "residential-and-nursing-care",
    ),
];

/// Lines of spend: what a line is headed is all there is to go by.
const SPEND: &[Mistake] = &[
    // Only the name of who was paid says home care, or a nursing home. Providers are not looked at:
    // most of them do several things.
    ("31634215", "short-term-domiciliary-care", NONE),
    ("31651082", "residential-and-nursing-care", NONE),
    // "Social Care-Res Long Stay Exp", "Integrated Comm Equip Services": a ledger's own short forms.
    ("33237307", "residential-and-nursing-care", NONE),
    ("1155485", "community-equipment", NONE),
];

struct Label {
    file: String,
    reference: String,
    service: String,
    drawn: String,
}

fn labels(text: &str) -> Vec<Label> {
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let read = rows.records().map(|row| {
        let row = row.unwrap();
        let cell = |i: usize| row.get(i).unwrap_or_default().to_owned();
        Label {
            file: cell(0),
            reference: cell(1),
            service: cell(2),
            drawn: cell(3),
        }
    });
    read.collect()
}

fn contracts() -> Vec<Label> {
    labels(include_str!("../labels/contracts.csv"))
}

fn data() -> Option<PathBuf> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if data.is_dir() {
        return Some(data);
    }
    println!("skipped: the public registers are not beside the project");
    None
}

/// A third of the labels, by their references, was not looked at until the rules were final.
fn is_apart(reference: &str) -> bool {
    let hash = reference
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    hash.is_multiple_of(3)
}

/// File and reference → what each contract of these files is taken for.
fn taken(folder: &Path, files: &BTreeSet<String>) -> BTreeMap<(String, String), String> {
    let mut all = BTreeMap::new();
    for file in files {
        let answer = support::jcplan(&folder.join(file), &["audit", "--why"]);
        for one in answer["why"].as_array().unwrap() {
            let reference = one["reference"].as_str().unwrap().to_owned();
            all.insert((file.clone(), reference), service(one));
        }
    }
    all
}

fn service(one: &Value) -> String {
    one["taken"][0]["service"]
        .as_str()
        .unwrap_or(NONE)
        .to_owned()
}

/// Service → right, wrongly taken, missed; and every mistake.
#[derive(Default)]
struct Figures {
    of: BTreeMap<String, [usize; 3]>,
    mistakes: BTreeSet<(String, String, String)>,
    rows: usize,
}

impl Figures {
    fn add(&mut self, label: &Label, taken: &str) {
        self.rows += 1;
        let mut count =
            |service: &str, i: usize| self.of.entry(service.to_owned()).or_default()[i] += 1;
        if label.service == taken {
            return count(taken, 0);
        }
        count(taken, 1);
        count(&label.service, 2);
        let mistake = (
            label.reference.clone(),
            label.service.clone(),
            taken.to_owned(),
        );
        self.mistakes.insert(mistake);
    }

    /// As docs/services.md has them.
    fn table(&self) -> String {
        let share = |part: usize, whole: usize| match whole {
            0 => "–".to_owned(),
            _ => format!("{part} of {whole}"),
        };
        let mut lines = String::from("| service | precision | recall |\n|---|---|---|\n");
        let mut all = [0; 3];
        for (service, [right, wrong, missed]) in &self.of {
            if service == NONE {
                continue;
            }
            let (precision, recall) = (share(*right, right + wrong), share(*right, right + missed));
            lines += &format!("| `{service}` | {precision} | {recall} |\n");
            all = [all[0] + right, all[1] + wrong, all[2] + missed];
        }
        let [right, wrong, missed] = all;
        lines
            + &format!(
                "| all | {} | {} |\n",
                share(right, right + wrong),
                share(right, right + missed)
            )
    }

    #[track_caller]
    fn stand_in_docs(&self, name: &str) {
        let table = self.table();
        println!("{name}, {} rows:\n{table}", self.rows);
        let heading = format!("{name}, {} rows:\n\n{table}", self.rows);
        assert!(
            DOCS.contains(&heading),
            "docs/services.md has not:\n{heading}"
        );
    }
}

#[track_caller]
fn are(mistakes: &BTreeSet<(String, String, String)>, known: &[&[Mistake]]) {
    let known = known.iter().copied().flatten();
    let known: BTreeSet<(String, String, String)> = known
        .map(|(a, b, c)| ((*a).to_owned(), (*b).to_owned(), (*c).to_owned()))
        .collect();
    assert_eq!(*mistakes, known);
}

fn files_of(labels: &[Label]) -> BTreeSet<String> {
    labels.iter().map(|l| l.file.clone()).collect()
}

#[test]
fn what_contracts_are_taken_for_is_what_they_buy_as_far_as_docs_say() {
    let Some(data) = data() else { return };
    let labels = contracts();
    let taken = taken(&data, &files_of(&labels));
    let (mut tuned, mut apart) = (Figures::default(), Figures::default());
    for label in &labels {
        let key = (label.file.clone(), label.reference.clone());
        let part = match is_apart(&label.reference) {
            true => &mut apart,
            false => &mut tuned,
        };
        part.add(label, &taken[&key]);
    }
    tuned.stand_in_docs("Rows the rules were tuned on");
    apart.stand_in_docs("Rows held apart");
    let all = tuned.mistakes.union(&apart.mistakes).cloned().collect();
    are(&all, &[MISTAKES]);
}

/// A row that a rule matches and nobody labelled would make precision look better than it is.
#[test]
fn every_row_that_a_rule_takes_is_labelled() {
    let Some(data) = data() else { return };
    let labels = contracts();
    let known: BTreeSet<&str> = labels.iter().map(|l| l.reference.as_str()).collect();
    for folder in [data.clone(), without_codes(&data, "every-row")] {
        for ((file, reference), service) in taken(&folder, &files_of(&labels)) {
            assert!(
                service == NONE || known.contains(reference.as_str()),
                "{file}: {reference} is taken for {service}"
            );
        }
    }
}

/// The same registers with the heading of their codes struck out.
fn without_codes(data: &Path, name: &str) -> PathBuf {
    let folder = support::folder(&format!("classification-{name}"), &[]);
    fs::create_dir_all(&folder).unwrap();
    for file in files_of(&contracts()) {
        let text = fs::read_to_string(data.join(&file)).unwrap();
        let text = text.replacen("Cpv Codes", "Other Codes", 1);
        let text = text.replace("\"scheme\": \"CPV\"", "\"scheme\": \"other\"");
        fs::write(folder.join(file), text).unwrap();
    }
    folder
}

#[test]
fn without_cpv_codes_titles_alone_tell_nearly_as_well() {
    let Some(data) = data() else { return };
    let labels = contracts();
    let taken = taken(&without_codes(&data, "without"), &files_of(&labels));
    let mut all = Figures::default();
    for label in &labels {
        all.add(
            label,
            &taken[&(label.file.clone(), label.reference.clone())],
        );
    }
    all.stand_in_docs("All of them without their CPV codes");
    are(&all.mistakes, &[MISTAKES, WITHOUT_CODES]);
}

/// Spend files read as registers: the heading a line is booked under for a title.
const AS_REGISTERS: &[(&str, [&str; 3])] = &[
    (
        "calderdale-spend-over-500-2022-08.csv",
        ["Internal Ref Number", "Definition", "Expense Area"],
    ),
    (
        "nhs-croydon-health-services-spend-2020-09.csv",
        ["Transaction Number", "Expense area", "Expense type"],
    ),
    (
        "nhs-havering-ccg-spend-2020-07-redacted.csv",
        ["Transaction Number", "Expense Area", "Expense Type"],
    ),
    (
        "nhs-whittington-spend-2020-06.csv",
        ["Transaction Date", "Expense Area", "Expense Type"],
    ),
];

#[test]
fn lines_of_spend_tell_little() {
    let Some(data) = data() else { return };
    let labels = labels(include_str!("../labels/spend.csv"));
    let mut plan = String::from("id: a\nname: A\npartners: []\nfiles:\n");
    for (file, [contract, title, description]) in AS_REGISTERS {
        plan += &format!(
            "  - path: {file}\n    as: contracts\n    dates: dd/mm/yyyy\n    columns: {{contract: \
             {contract}, title: {title}, description: {description}, starts: Date}}\n"
        );
    }
    let folder = support::folder("classification-spend", &[("partnership.yaml", &plan)]);
    for (file, _) in AS_REGISTERS {
        fs::copy(data.join(file), folder.join(file)).unwrap();
    }
    let answer = support::jcplan(&folder, &["audit", "--why"]);
    let all = answer["why"].as_array().unwrap().iter();
    let taken: BTreeMap<(&str, &str), String> = all
        .map(|one| {
            let key = (
                one["file"].as_str().unwrap(),
                one["reference"].as_str().unwrap(),
            );
            (key, service(one))
        })
        .collect();
    let mut figures = Figures::default();
    for label in &labels {
        figures.add(
            label,
            &taken[&(label.file.as_str(), label.reference.as_str())],
        );
    }
    figures.stand_in_docs("Lines of spend");
    are(&figures.mistakes, &[SPEND]);
}

/// How the rows came to be labelled: those that any rule of that day or any of a list of wide words
/// found, and a seeded sample of the rest, none of which buys a service.
#[test]
fn the_sample_is_what_docs_say() {
    let labels = contracts();
    let drawn = |how: &str| labels.iter().filter(|l| l.drawn == how).count();
    let buys = |l: &&Label| l.service != NONE;
    let of_random = labels
        .iter()
        .filter(|l| l.drawn == "random")
        .filter(buys)
        .count();
    assert_eq!(of_random, 0);
    let said = format!(
        "{} rows were labelled: {} that a rule or a wide word found, and {} drawn at random from the rest",
        labels.len(),
        drawn("wide"),
        drawn("random")
    );
    let flat = DOCS.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains(&said), "docs/services.md has not: {said}");
    let services = labels.iter().filter(buys).count();
    let said = format!("{services} of them buy one of the services");
    assert!(flat.contains(&said), "docs/services.md has not: {said}");
}
