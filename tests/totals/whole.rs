//! What a file must hold to be taken for whole: every amount, every row left out, and nothing that
//! only a hostile hand would write.

use super::refused::{LEDGER, refusal, riskshare};
use super::{beds, file_of, support, written};

#[test]
fn the_pool_of_a_line_is_held_against_its_scheme_as_in_the_ledger() {
    let at = beds("totals-whole-pool", LEDGER);
    let yaml = at.join("partnership.yaml");
    let text = std::fs::read_to_string(&yaml).unwrap();
    std::fs::write(
        &yaml,
        text.replace("schemes:", "  - {id: other, name: The other}\nschemes:"),
    )
    .unwrap();
    let file = file_of(&at, &[]);
    let pools = |totals: &[&str]| {
        let asked = ["pool", "--through", "2025-26-Q1"];
        support::jcplan(&at, &[&asked[..], totals].concat())["pools"].take()
    };
    // £100.00 and £50.00 on beds, £1.00 on visits, all of it the pool's.
    let wanted = pools(&["--totals", &written(&at, &file)]);
    assert_eq!(wanted[0]["accounts"][0]["expenditure_total"], "151.00");
    // A blank pool is the scheme's own.
    let blank = written(&at, &file.replace("spend,pool,", "spend,,"));
    assert_eq!(pools(&["--totals", &blank]), wanted);
    let other = written(
        &at,
        &file.replace("spend,pool,visits", "spend,other,visits"),
    );
    let run = riskshare(&at, &other);
    assert_eq!(run.status.code(), Some(1));
    let said = support::aside(&run);
    assert!(
        said.contains("this scheme belongs to pool `pool`, not `other`"),
        "{said}"
    );
}

#[test]
fn a_row_of_two_pools_counts_against_both_from_the_file_too() {
    // The scheme beds is of pool `pool`; the row says `other`: neither's payments are whole.
    let ledger = "\
date,kind,pool,scheme,partner,amount
2025-05-01,spend,,beds,,100.00
2025-05-02,spend,,visits,,60.00
2025-05-03,contribution,other,,icb,7.00
2025-05-04,spend,other,beds,,9.00
";
    let at = beds("totals-whole-two-pools", ledger);
    let yaml = at.join("partnership.yaml");
    let text = std::fs::read_to_string(&yaml).unwrap();
    let with_other = text.replace("schemes:", "  - {id: other, name: The other}\nschemes:");
    std::fs::write(&yaml, with_other).unwrap();
    let run = ["totals", "--as-at", "2026-06-30", "--format", "csv"];
    let file = support::printed(&support::run(&at, &run));
    assert!(file.contains(",left-out,,beds,"), "{file}");
    let not_computed = |totals: &[&str]| {
        let asked = ["pool", "--through", "2025-26-Q1"];
        let answer = support::jcplan(&at, &[&asked[..], totals].concat());
        let all = answer["not_computed"].as_array().unwrap().clone();
        let told = |one: &serde_json::Value| format!("{} {}", one["pool"], one["what"]);
        all.iter().map(told).collect::<Vec<_>>()
    };
    let from_ledger = not_computed(&[]);
    assert!(
        from_ledger.iter().any(|told| told.contains("other")),
        "{from_ledger:?}"
    );
    assert_eq!(
        not_computed(&["--totals", &written(&at, &file)]),
        from_ledger
    );
}

#[test]
fn a_line_of_rows_left_out_that_is_lost_is_noticed() {
    // One row of beds is read; two of it and one of visits are not.
    let ledger = "\
date,kind,scheme,amount
2025-05-01,spend,beds,100.00
2025-05-02,spend,beds,twelve
2025-05-03,spend,beds,12.345
never,spend,visits,5.00
";
    let at = beds("totals-whole-left-out", ledger);
    let run = ["totals", "--as-at", "2026-06-30", "--format", "csv"];
    let file = support::printed(&support::run(&at, &run));
    assert!(file.ends_with("beds,total,,,,,,,,,,,,1,100.00,3 left out,\n"));
    let lines = file
        .lines()
        .filter(|line| !line.contains("left-out,pool,visits"));
    let lost = written(&at, &lines.collect::<Vec<_>>().join("\n"));
    let said = support::refused(&riskshare(&at, &lost));
    assert!(
        said.contains(
            "name 2 of the ledger's rows as left out and its last line says 3: a line was"
        ),
        "{said}"
    );
    // A file that does not say how many is not taken for one that has none.
    let silent = written(&at, &file.replace("3 left out", ""));
    let said = support::refused(&riskshare(&at, &silent));
    assert!(
        said.contains("the last line does not say how many ledger rows were left out"),
        "{said}"
    );
}

#[test]
fn a_cell_that_cannot_be_read_hides_no_other_change() {
    // The lines come to 100.00 + 50.00 + 1.00; with ten pounds more to £161.00.
    let tampered = refusal("totals-whole-told", |file| {
        let file = file.replacen("pool,beds,,", "pool,beds,nobody,", 1);
        file.replace(",50.00,", ",60.00,")
    });
    assert!(
        tampered.contains("come to £161.00 and its last line says £151.00"),
        "{tampered}"
    );
    let amount = refusal("totals-whole-amount", |file| {
        let file = file.replace(",100.00,", ",a hundred,");
        file.replace(",50.00,", ",60.00,")
    });
    assert!(
        amount.contains("FILE:2: `a hundred` cannot be read as an amount: ")
            && amount.contains("without it nobody can tell whether the lines of the file come to"),
        "{amount}"
    );
    let cut = refusal("totals-whole-cut", |file| {
        file.replace(",,100.00,,", ",,100.00,")
    });
    assert!(
        cut.contains("FILE:2: 16 cells where the heading has 17"),
        "{cut}"
    );
    let quote = refusal("totals-whole-quote", |file| {
        file.replace(",50.00,,", ",\"50.00,,")
    });
    assert!(quote.contains("nobody can tell whether"), "{quote}");
    let total = refusal("totals-whole-total", |file| {
        file.replace(",151.00,", ",much,")
    });
    assert!(
        total.contains("FILE:5: `much` cannot be read as an amount"),
        "{total}"
    );
}

#[test]
fn a_number_of_rows_left_out_is_one_that_can_be() {
    let ledger = "date,kind,scheme,amount\n2025-05-01,spend,beds,1.00\n2025-05-02,spend,beds,x\n";
    let at = beds("totals-whole-rows", ledger);
    let run = ["totals", "--as-at", "2026-06-30", "--format", "csv"];
    let file = support::printed(&support::run(&at, &run));
    let of = |rows: &str| {
        let file = file.replace("2025-26,,1,,", &format!("2025-26,,{rows},,"));
        written(
            &at,
            &file.replace("1 left out", &format!("{rows} left out")),
        )
    };
    let wrong = [
        "0",
        "18446744073709551615",
        "4294967296",
        "-1",
        "1.5",
        "99999999999999999999999",
    ];
    for rows in wrong {
        let said = support::refused(&riskshare(&at, &of(rows)));
        let wanted = format!("totals.csv:3: `{rows}` is not a number of rows; ");
        assert!(said.contains(&wanted), "{said}");
    }
    // The last line counts rows as an engine does, and no further.
    let most = file.replace(",,1,1.00,", ",,18446744073709551615,1.00,");
    let said = support::refused(&riskshare(&at, &written(&at, &most)));
    assert!(
        said.contains("totals.csv:4: `18446744073709551615` is not a number of rows; "),
        "{said}"
    );
    let answer = support::answer(&riskshare(&at, &of("4294967295")));
    assert_eq!(answer["totals"]["rows_left_out"], 4_294_967_295_u64);
}

#[test]
fn a_month_is_a_month_also_where_it_looks_like_a_financial_year() {
    // January 2000 lies in 1999-00, December 2011 in 2011-12, February 1990 in the year before the
    // first that can be named.
    let ledger = "\
date,kind,scheme,amount
1990-02-28,spend,beds,1.00
2000-01-15,spend,beds,2.00
2011-12-31,spend,beds,4.00
2100-12-31,spend,beds,8.00
";
    let at = beds("totals-whole-months", ledger);
    let file = file_of(&at, &[]);
    let wanted = "\
beds,spend,pool,beds,,,,,,,,1989-90,1990-02,,1.00,,
beds,spend,pool,beds,,,,,,,,1999-00,2000-01,,2.00,,
beds,spend,pool,beds,,,,,,,,2011-12,2011-12,,4.00,,
beds,spend,pool,beds,,,,,,,,2100-01,2100-12,,8.00,,
beds,total,,,,,,,,,,,,4,15.00,0 left out,
";
    assert_eq!(file.split_once('\n').unwrap().1, wanted);
    let spent = |year: &str, more: &[&str]| {
        let asked = [
            "riskshare",
            "--through",
            year,
            "--as-at",
            "2026-06-30",
            "--format",
            "json",
        ];
        let run = support::run(&at, &[&asked[..], more].concat());
        (run.status.code(), support::aside(&run))
    };
    let whole = written(&at, &file);
    for year in ["1999-00", "2011-12"] {
        assert_eq!(spent(year, &["--totals", &whole]), spent(year, &[]));
    }
    // A year in the column of months is one of those months, and the column of years says another.
    let year = written(&at, &file.replace("1999-00,2000-01", "2000-01,2000-01"));
    let (_, aside) = spent("2011-12", &["--totals", &year]);
    assert!(
        aside.contains("totals.csv:3: the month is one of 1999-00, and the year says 2000-01"),
        "{aside}"
    );
}

#[test]
fn words_that_begin_like_a_formula_come_back_as_they_were() {
    let ledger = "\
date,kind,scheme,amount,provider,contract,cause
2025-05-01,spend,beds,1.00,=Wren,-C-1,=Late
2025-05-02,spend,beds,2.00,'=Wren,'-C-1,'=Late
2025-05-03,spend,beds,4.00,Wren,'-5,Late
";
    let at = beds("totals-whole-marks", ledger);
    let file = file_of(&at, &["--providers"]);
    let spend: Vec<&str> = file.lines().filter(|line| line.contains("spend")).collect();
    let wanted = [
        "beds,spend,pool,beds,,,,,,''=late,,''=Wren,''-C-1,2025-26,2025-05,,2.00,,",
        "beds,spend,pool,beds,,,,,,'=late,,'=Wren,'-C-1,2025-26,2025-05,,1.00,,",
        "beds,spend,pool,beds,,,,,,late,,Wren,'-5,2025-26,2025-05,,4.00,,",
    ];
    assert_eq!(spend, wanted);
    let given = written(&at, &file);
    let flows = |totals: &[&str]| {
        let asked = [&["flows", "--through", "2025-26-Q1"][..], totals].concat();
        let answer = support::jcplan(&at, &asked);
        ["flows", "rows", "providers", "contracts"].map(|part| answer[part].clone())
    };
    assert_eq!(flows(&["--totals", &given]), flows(&[]));
}
