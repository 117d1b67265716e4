//! The sentences below overlaps.

use super::printed;

#[test]
fn each_overlap_is_told_in_a_sentence() {
    let rows = [
        "A,One,Becks,council,reablement-at-home,north,,2025-04-01,2027-03-31,,,,300000,,",
        "B,Two,Moss,icb,reablement-at-home,north,,2025-04-01,2027-03-31,,,,100000,,",
        "C,Three,Tarn,NHS England,reablement-at-home,north,,2025-04-01,2027-03-31,,,,84000,,",
    ];
    let (text, _) = printed(&rows, &[]);
    let flat: Vec<&str> = text.split_whitespace().collect();
    // 100,000 + 84,000.
    assert!(flat.join(" ").contains(
        "Three commissioners buy reablement at home in north until 31 March 2027; the smaller two \
         cost £184,000.00 a year."
    ));
}

/// Every sentence of overlaps, each run of blanks and line ends as one space.
fn flat(rows: &[&str], flags: &[&str]) -> String {
    let (text, _) = printed(rows, flags);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn an_overlap_of_contracts_that_follow_each_other_says_how_many_are_at_once() {
    let row = |label: &str, of: &str, days: &str, value: u32| {
        format!("{label},T{label},P{label},{of},reablement-at-home,north,,{days},,,,{value},,")
    };
    // A runs all the time; C begins on the day after B's end.
    let rows = [
        row("A", "council", "2025-04-01,2026-03-31", 300_000),
        row("B", "icb", "2025-04-01,2025-08-31", 100_000),
        row("C", "NHS England", "2025-09-01,2026-03-31", 84_000),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    // A and B to August, A and C from September: never three.
    let text = flat(&rows, &[]);
    assert!(
        text.contains(
            "Three commissioners buy reablement at home in north by three contracts until 31 \
             March 2026, at most two on any one day; a year of all but the dearest comes to \
             £184,000.00."
        ),
        "{text}"
    );
    // All three at once from September to December alone.
    let longer = row("B", "icb", "2025-04-01,2025-12-31", 100_000);
    let text = flat(&[rows[0], &longer, rows[2]], &[]);
    assert!(
        text.contains("until 31 March 2026, not all of them on every day;"),
        "{text}"
    );
    // With extensions used B lasts as long as the others, and all begin together.
    let both = [
        "A,A,P,council,reablement-at-home,,,2025-04-01,2026-03-31,,,,1000,,",
        "B,B,Q,icb,reablement-at-home,,,2025-04-01,2025-12-31,2026-03-31,,,600,,",
        "C,C,R,icb,reablement-at-home,,,2025-04-01,2026-03-31,,,,200,,",
    ];
    let text = flat(&both, &["--with-extensions"]);
    assert!(
        text.contains(
            "Two commissioners buy reablement at home until 31 March 2026; the smaller two cost \
             £800.00 a year."
        ),
        "{text}"
    );
}

#[test]
fn who_buys_and_what_it_costs_is_not_said_where_it_is_not_known() {
    let rows = [
        "A,A,P,,reablement-at-home,,,2025-04-01,2026-03-31,,,,1000,,",
        "B,B,P,council,reablement-at-home,,,2025-04-01,2026-03-31,,,,,,",
    ];
    let text = flat(&rows, &[]);
    assert!(
        text.contains(
            "Reablement at home is bought twice over until 31 March 2026; what one of them costs \
             is not known. Whether one commissioner buys twice, or several do, cannot be told"
        ),
        "{text}"
    );
    // £1,000 and £600 are known, what C costs is not.
    let unknown = [
        rows[0],
        "B,B,P,council,reablement-at-home,,,2025-04-01,2026-03-31,,,,600,,",
        "C,C,Q,council,reablement-at-home,,,2025-04-01,2026-03-31,,,,,,",
    ];
    let text = flat(&unknown, &[]);
    assert!(
        text.contains(
            "a year of those of known value, the dearest left aside, comes to £600.00; one is of \
             unknown value."
        ),
        "{text}"
    );
}

#[test]
fn a_service_most_of_whose_contracts_overlap_is_doubted() {
    // Twelve contracts in places of their own, but for the first few, which share one.
    let rows = |together: usize| -> Vec<String> {
        let row = |i: usize| {
            let area = if i < together { 0 } else { i };
            format!("C{i},Title {i},P{i},council,home-care,a{area},,2024-04-01,2027-03-31,,,,1,,")
        };
        (0..12).map(row).collect()
    };
    let said = |together: usize| {
        let rows = rows(together);
        flat(&rows.iter().map(String::as_str).collect::<Vec<_>>(), &[])
    };
    assert!(said(9).contains(
        "Home care: 9 of 12 contracts overlap another; the grouping is probably wrong: see that \
         `service`, `area` and `cohort` tell apart what is meant to be apart."
    ));
    // Eight of twelve is two thirds, and not more.
    assert!(!said(8).contains("contracts overlap another;"));
}

#[test]
fn a_service_that_serves_one_way_is_no_need_the_partnership_listed() {
    let rows = [
        "A,One,Becks,council,home-care,north,step-down,2025-04-01,2027-03-31,,,,1000,,",
        "B,Two,Moss,icb,home-care,south,step-down,2025-04-01,2027-03-31,,,,1000,,",
    ];
    let text = flat(&rows, &[]);
    assert!(
        text.contains(
            "Services whose contracts on 30 September 2025 all say they are step-down, so that \
             none is step-up: - Home care"
        ),
        "{text}"
    );
    assert!(
        !text.contains("What the partnership means to cover"),
        "{text}"
    );
    assert!(text.contains("2 rows of 1 register were read;"), "{text}");
}
