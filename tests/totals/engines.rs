//! The query of `jcplan totals --sql duckdb`, asked of DuckDB: the same file of totals, byte for byte.
//! Skipped where Python or its package duckdb is not there.

use super::{beds, file_of, support};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Is there a DuckDB to ask?
pub(super) fn duckdb() -> bool {
    let found = Command::new("python3")
        .args(["-c", "import duckdb"])
        .stderr(Stdio::null())
        .status();
    let there = found.is_ok_and(|status| status.success());
    if !there {
        println!("skipped: python3 with the package duckdb is not there");
    }
    there
}

/// The query for a folder.
fn query(at: &Path, more: &[&str]) -> String {
    let asked = [&["totals", "--as-at", "2026-06-30"], more].concat();
    let run = support::run(at, &asked);
    // 1 where the folder itself is not known whole.
    assert!(
        run.status.code() < Some(2),
        "{}: {}",
        at.display(),
        support::aside(&run)
    );
    support::printed(&run)
}

/// What DuckDB says to each query: its answer, or why not.
fn ask(name: &str, queries: &[String]) -> Vec<Result<String, String>> {
    let folder = support::folder(name, &[("queries.txt", "")]);
    let path = |i: usize, end: &str| folder.join(format!("{i}.{end}"));
    let mut list = String::new();
    for (i, query) in queries.iter().enumerate() {
        fs::write(path(i, "sql"), query).unwrap();
        list.push_str(&format!(
            "{}\t{}\n",
            path(i, "sql").display(),
            path(i, "csv").display()
        ));
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/totals/ask.py");
    let mut python = Command::new("python3")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    python
        .stdin
        .take()
        .unwrap()
        .write_all(list.as_bytes())
        .unwrap();
    let said = support::printed(&python.wait_with_output().unwrap());
    let said: Vec<&str> = said.lines().collect();
    assert_eq!(said.len(), queries.len(), "{said:?}");
    let answers = said.iter().enumerate().map(|(i, said)| match *said {
        "ok" => Ok(fs::read_to_string(path(i, "csv")).unwrap()),
        error => Err(error.to_owned()),
    });
    answers.collect()
}

/// The totals of a file without its lines of rows left out, and how many rows those are of what.
fn parted(file: &str) -> (Vec<String>, BTreeMap<Vec<String>, u64>) {
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let heading = reader.headers().unwrap().clone();
    let place = |name: &str| heading.iter().position(|column| column == name).unwrap();
    let mut left_out = BTreeMap::new();
    for row in reader.records() {
        let row = row.unwrap();
        if &row[1] == "left-out" {
            let of = ["pool", "scheme", "year"].map(|name| row[place(name)].to_owned());
            let rows: u64 = row[place("rows")].parse().unwrap();
            *left_out.entry(of.to_vec()).or_default() += rows;
        }
    }
    let lines = file.lines().filter(|line| !line.contains(",left-out,"));
    (lines.map(str::to_owned).collect(), left_out)
}

/// DuckDB's answers for these folders are those of the program.
pub(super) fn same(name: &str, folders: &[PathBuf], more: &[&str]) {
    let sql = [&["--sql", "duckdb"], more].concat();
    let queries: Vec<String> = folders.iter().map(|at| query(at, &sql)).collect();
    for (at, answer) in folders.iter().zip(ask(name, &queries)) {
        let answer = answer.unwrap_or_else(|why| panic!("{}: {why}", at.display()));
        assert_eq!(
            parted(&answer),
            parted(&file_of(at, more)),
            "{}",
            at.display()
        );
    }
}

fn examples() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sets = fs::read_dir(root.join("tests/conformance")).unwrap();
    let mut all: Vec<PathBuf> = sets.map(|entry| entry.unwrap().path()).collect();
    all.retain(|at| at.join("ledger").is_dir());
    all.sort();
    all = all.into_iter().step_by(4).collect();
    all.push(root.join("examples/tarn-and-vale"));
    all
}

#[test]
fn duckdb_comes_to_the_same_totals_byte_for_byte() {
    if !duckdb() {
        return;
    }
    let all = examples();
    assert!(all.len() > 40);
    same("totals-duckdb", &all, &[]);
    same(
        "totals-duckdb-providers",
        &all[all.len() - 1..],
        &["--providers"],
    );
}

#[test]
fn duckdb_reads_odd_cells_by_the_same_rules_and_names_what_it_cannot_read() {
    if !duckdb() {
        return;
    }
    let at = beds("totals-odd", &super::odd::odd());
    same("totals-odd-answer", std::slice::from_ref(&at), &[]);
    same("totals-odd-providers", &[at], &["--providers"]);
}

#[test]
fn duckdb_reads_mapped_files() {
    if !duckdb() {
        return;
    }
    let at = beds(
        "totals-mapped",
        "date,kind,scheme,amount\n2025-05-01,spend,beds,1.00\n",
    );
    let files = "\
files:
  - path: finance/M06.csv
    as: ledger
    kind: spend
    dates: mm/dd/yyyy
    skip_rows: 2
    columns: {amount: \"Net £\", date: Posting Date, provider: Supplier's name}
    scheme: {from: Cost Centre, table: codes.csv}
  - path: finance/budget.csv
    as: ledger
    kind: baseline
    months: Apr..Mar
    year: 2025-26
";
    let yaml = fs::read_to_string(at.join("partnership.yaml")).unwrap();
    fs::write(at.join("partnership.yaml"), format!("{yaml}{files}")).unwrap();
    fs::write(at.join("codes.csv"), "code,scheme\nB 1,beds\nV'2,visits\n").unwrap();
    fs::create_dir_all(at.join("finance")).unwrap();
    let june = "Moor Council\nMonth 6\nCost Centre,Net £,Posting Date,Supplier's name,Note\n\
        B 1,12.50,06/30/2025,Wren,a\nV'2,3,6/1/2025,Ash,\nbeds,1,05/01/2025,,\nX9,9,05/01/2025,,\n\
        B 1,25.50,06/30/2025,Grand Total:,\nTotal,25.50,06/30/2025,,\nB 1,4,06/30/2025,Total Care Ltd,\n";
    fs::write(at.join("finance/M06.csv"), june).unwrap();
    let budget = "scheme,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec,Jan,Feb,Mar\n\
        beds,100,100,100,,100,100,100,100,100,100,100,\"1,100.10\"\nvisits,1,2,3,4,5,six,7,8,9,10,11,12\n";
    fs::write(at.join("finance/budget.csv"), budget).unwrap();
    same(
        "totals-mapped-answer",
        std::slice::from_ref(&at),
        &["--providers"],
    );
    // Twelve months, one of them blank: 9 × 100 + 1,100.10 on beds; on visits 78 less the sixth's.
    let file = file_of(&at, &[]);
    let baseline = file
        .lines()
        .filter(|line| line.starts_with("beds,baseline,pool,beds"));
    assert_eq!(baseline.count(), 11);
    assert!(
        file.contains("beds,spend,pool,beds,,,,,,,,2025-26,2025-06,,16.50,,\n"),
        "{file}"
    );
}

#[test]
fn duckdb_stops_where_a_file_is_not_as_it_was() {
    if !duckdb() {
        return;
    }
    let ledger =
        "date,kind,scheme,amount\n2025-05-01,spend,beds,1.00\n2025-05-02,spend,beds,2.00\n";
    let mut queries = Vec::new();
    for (name, is) in [
        ("ragged", ledger.replace("beds,2.00", "beds")),
        ("surplus", ledger.replace("2.00", "2.00,more")),
        ("renamed", ledger.replace("scheme", "scheme id")),
        ("quote", ledger.replace("2025-05-02", "\"2025-05-02")),
        (
            "moved",
            "amount,kind,scheme,date\n1.00,spend,beds,2025-05-01\n2.00,spend,beds,2025-05-02\n"
                .to_owned(),
        ),
    ] {
        let at = beds(&format!("totals-changed-{name}"), ledger);
        queries.push(query(&at, &["--sql", "duckdb"]));
        fs::write(at.join("ledger/2025-26.csv"), is).unwrap();
    }
    let answers = ask("totals-changed-answer", &queries);
    for answer in &answers[..4] {
        assert!(answer.is_err(), "{answer:?}");
    }
    // Columns are asked for by their headings: in another order they are the same.
    let moved = answers[4].as_ref().unwrap();
    assert!(
        moved.contains("beds,total,,,,,,,,,,,,2,3.00,0 left out,"),
        "{moved}"
    );
}

#[test]
fn a_file_no_query_can_read_is_refused_by_name() {
    let ledger = "date,kind,scheme,amount\n2025-05-01,spend,beds,1.00\n";
    let at = beds("totals-refused", ledger);
    let yaml = fs::read_to_string(at.join("partnership.yaml")).unwrap();
    let refusal = |entry: &str, bytes: &[u8], engine: &str| {
        fs::create_dir_all(at.join("finance")).unwrap();
        fs::write(at.join("finance/M06.csv"), bytes).unwrap();
        let files = format!("{yaml}files:\n  - {{path: finance/M06.csv, as: ledger{entry}}}\n");
        fs::write(at.join("partnership.yaml"), files).unwrap();
        support::refused(&support::run(
            &at,
            &["totals", "--sql", engine, "--as-at", "2026-06-30"],
        ))
    };
    let stop = refusal(", stop_at: Total", ledger.as_bytes(), "duckdb");
    assert!(
        stop.contains("finance/M06.csv is read to a row where it stops (`stop_at`)"),
        "{stop}"
    );
    let less = refusal(
        ", columns: {less: credit}",
        b"date,kind,scheme,amount,credit\n2025-05-01,spend,beds,1.00,\n",
        "duckdb",
    );
    assert!(
        less.contains("finance/M06.csv takes one column off another (`less`)"),
        "{less}"
    );
    let skip = refusal(
        ", skip_rows: 1",
        format!("June\n{ledger}").as_bytes(),
        "spark",
    );
    assert!(
        skip.contains("finance/M06.csv has 1 line above its heading"),
        "{skip}"
    );
    let encoding = refusal(
        "",
        &[ledger.as_bytes(), b"2025-05-01,spend,b\xE9ds,1\n"].concat(),
        "duckdb",
    );
    assert!(
        encoding.contains("finance/M06.csv is in Windows-1252"),
        "{encoding}"
    );
    let twice = refusal("", b"date,kind,scheme,amount,Note,note\n", "duckdb");
    assert!(
        twice.contains("finance/M06.csv has two columns `note`"),
        "{twice}"
    );
    let unusable = refusal("", b"date,kind\n", "duckdb");
    assert!(
        unusable.contains("no query can be written that has all rows"),
        "{unusable}"
    );
}

#[test]
fn parquet_is_read_where_it_is_said_to_be() {
    let at = beds(
        "totals-parquet",
        "date,kind,scheme,amount\n2025-05-01,spend,beds,1.00\n",
    );
    let asked = [
        "totals",
        "--sql",
        "duckdb",
        "--from",
        "parquet",
        "--as-at",
        "2026-06-30",
    ];
    let nowhere = support::refused(&support::run(&at, &asked));
    assert!(
        nowhere.contains("say with --path where the Parquet files are"),
        "{nowhere}"
    );
    if !duckdb() {
        return;
    }
    // Amounts and dates of their own types, as a warehouse keeps them.
    let parquet = at.join("ledger.parquet");
    let make = format!(
        "import duckdb; duckdb.execute(\"COPY (SELECT CAST(d AS DATE) AS date, k AS kind, 'beds' AS scheme, \
         CAST(a AS DECIMAL(12,2)) AS amount FROM (VALUES ('2025-05-01', 'spend', 100.50), ('2025-05-31', \
         'spend', 0.50), ('2025-06-01', 'income', 7)) AS v(d, k, a)) TO '{}' (FORMAT parquet)\")",
        parquet.display()
    );
    assert!(
        Command::new("python3")
            .args(["-c", &make])
            .status()
            .unwrap()
            .success()
    );
    let path = parquet.to_str().unwrap();
    let query = query(
        &at,
        &["--sql", "duckdb", "--from", "parquet", "--path", path],
    );
    let answer = ask("totals-parquet-answer", &[query]).remove(0).unwrap();
    let wanted = "\
partnership,kind,pool,scheme,partner,from,to,paid_by,source,cause,version,year,month,rows,amount,why,at
beds,income,pool,beds,,,,,,,,2025-26,2025-06,,7.00,,
beds,spend,pool,beds,,,,,,,,2025-26,2025-05,,101.00,,
beds,total,,,,,,,,,,,,3,108.00,0 left out,
";
    assert_eq!(answer, wanted);
}
