//! How cells are read in SQL, by the same rules as in a ledger file: ids and words, amounts, days.
//! What these do not read is left out by name and never guessed.

use super::engine::Engine;

/// Pounds as most cells have them.
const PLAIN: &str = "^-?[0-9]{1,16}([.][0-9]{1,2})?$";
/// A dash: nil.
const DASH: &str = "^([-\u{2212}] *(£|GBP|gbp)?|(£|GBP|gbp) *[-\u{2212}])$";

/// A word as words are compared: no case, and space, `_` and `-` alike; a blank is nothing.
pub(super) fn folded(engine: Engine, column: &str) -> String {
    let column = engine.name(column);
    let joined = engine.replaced(&column, "[-_ \\t\\n\\r\\x{A0}]+", "-");
    let bare = engine.replaced(&joined, "^-|-$", "");
    format!("nullif(lower({bare}), '')")
}

/// The amount of a row: exact, or nothing.
pub(super) fn amount(engine: Engine) -> String {
    let cell = engine.name("amount");
    let bare = engine.trimmed(&cell);
    let minuses = engine.replaced(&bare, "[^-\u{2212}(]", "");
    let digits = engine.replaced(&bare, "[^0-9.]", "");
    let sign = format!("CASE WHEN length({minuses}) = 1 THEN -1 ELSE 1 END");
    let scaled = [("", "1"), (" *[kK]", "1000"), (" *[mM]", "1000000")].map(|(letter, factor)| {
        let looks = engine.matches(&bare, &written(letter));
        format!(
            "      WHEN length({minuses}) <= 1 AND {looks}\n        THEN CAST(CAST({digits} AS \
             DECIMAL(26,8)) * {factor} * {sign} AS DECIMAL(18,2))\n"
        )
    });
    format!(
        "CASE\n      WHEN {} THEN CAST({cell} AS DECIMAL(18,2))\n      WHEN {} THEN CAST(0 AS \
         DECIMAL(18,2))\n{}    END",
        engine.matches(&cell, PLAIN),
        engine.matches(&bare, DASH),
        scaled.concat(),
    )
}

/// What an amount looks like with this letter behind it: so many figures and decimals that nothing
/// is rounded and nothing is too large.
fn written(letter: &str) -> String {
    let (figures, groups, decimals) = match letter {
        "" => (16, 4, 2),
        " *[kK]" => (13, 3, 5),
        _ => (10, 2, 8),
    };
    let number = format!("[0-9]{{1,3}}(,[0-9]{{3}}){{1,{groups}}}|[0-9]{{1,{figures}}}");
    let point = format!("[.][0-9]{{1,{decimals}}}0*");
    let size = format!("(({number})({point})?|{point})");
    let sign = "([-\u{2212}+] *)?";
    let body = format!("{sign}((£|GBP|gbp) *{sign})?{size}{letter}( *[-\u{2212}])?");
    format!("^([(] *{body} *[)]|{body})$")
}

/// A time of day behind a date.
const TIME: &str = "(t[0-9].*| .*:.*)?$";
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

fn year_first() -> String {
    format!("^([0-9]{{4}})[-/.]([0-9]{{1,2}})[-/.]([0-9]{{1,2}}){TIME}")
}

fn year_last() -> String {
    format!("^([0-9]{{1,2}})[-/.]([0-9]{{1,2}})[-/.]([0-9]{{4}}){TIME}")
}

fn in_words() -> String {
    let months = "jan|january|feb|february|mar|march|apr|april|may|jun|june|jul|july|aug|august|\
                  sep|sept|september|oct|october|nov|november|dec|december";
    format!("^([0-9]{{1,2}})(st|nd|rd|th)?[-/. ]+({months}),?[-/. ]+([0-9]{{4}}|[0-9]{{2}}){TIME}")
}

/// Year, month and day of a date in lower case; nothing where it cannot be read.
pub(super) fn day(engine: Engine, column: &str) -> [String; 3] {
    let cell = engine.name(column);
    let slashes = engine.name("slashes");
    let of =
        |pattern: &str, number| format!("CAST({} AS INT)", engine.part(&cell, pattern, number));
    let (first, last, words) = (year_first(), year_last(), in_words());
    let case = |a: String, b: String, c: String| {
        format!(
            "CASE\n      WHEN {} THEN {a}\n      WHEN {slashes} <> '' AND {} THEN {b}\n      WHEN {} \
             THEN {c}\n    END",
            engine.matches(&cell, &first),
            engine.matches(&cell, &last),
            engine.matches(&cell, &words),
        )
    };
    let ordered = |day_first: u8, month_first: u8| {
        let (a, b) = (of(&last, day_first), of(&last, month_first));
        format!("CASE WHEN {slashes} = 'dd/mm' THEN {a} ELSE {b} END")
    };
    let short = of(&words, 4);
    let century = format!(
        "{short} + CASE WHEN {short} > 99 THEN 0 WHEN {short} >= 90 THEN 1900 ELSE 2000 END"
    );
    let word = format!("substr({}, 1, 3)", engine.part(&cell, &words, 3));
    let months = (1..)
        .zip(MONTHS)
        .map(|(number, name)| format!(" WHEN '{name}' THEN {number}"));
    let named = format!("CASE {word}{} END", months.collect::<String>());
    [
        case(of(&first, 1), of(&last, 3), century),
        case(of(&first, 2), ordered(2, 1), named),
        case(of(&first, 3), ordered(1, 2), of(&words, 1)),
    ]
}

/// Is it a day of the calendar between 1990 and 2100?
pub(super) fn is_day(engine: Engine, column: &str) -> String {
    let [y, m, d] = ["y", "m", "d"].map(|part| engine.name(&format!("{column}_{part}")));
    format!(
        "coalesce({y} BETWEEN 1990 AND 2100 AND {m} BETWEEN 1 AND 12 AND {d} BETWEEN 1 AND CASE \
         WHEN {m} IN (4, 6, 9, 11) THEN 30 WHEN {m} <> 2 THEN 31 WHEN {y} % 4 = 0 AND ({y} % 100 <> \
         0 OR {y} % 400 = 0) THEN 29 ELSE 28 END, FALSE)"
    )
}
