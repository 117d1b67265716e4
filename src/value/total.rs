//! Words for a total, as they stand among rows: `Total`, `GRAND TOTAL`, `Sub-total:`, `Total for April`.

/// What may stand before the word, joined to it or not.
pub const TOTAL_BEFORE: &[&str] = &["grand", "sub", "overall", "sum"];

/// What may stand behind the word, beside figures: nothing that is the name of anybody.
pub const TOTAL_BEHIND: &[&str] = &[
    "for",
    "of",
    "in",
    "the",
    "this",
    "to",
    "date",
    "all",
    "by",
    "and",
    "year",
    "month",
    "months",
    "quarter",
    "period",
    "financial",
    "ytd",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "spend",
    "spent",
    "expenditure",
    "payment",
    "payments",
    "paid",
    "amount",
    "amounts",
    "value",
    "values",
    "cost",
    "costs",
    "contract",
    "contracts",
    "supplier",
    "suppliers",
    "transactions",
    "rows",
    "net",
    "gross",
    "excluding",
    "excl",
    "including",
    "incl",
    "inc",
    "ex",
    "vat",
    "gbp",
    "annual",
];

/// Is this a word for a total, with nothing beside it but figures and words that name nothing?
/// `Total Care Ltd` is none.
#[inline]
pub fn is_total(text: &[u8]) -> bool {
    // Asked of every row: nearly all are told by their first letter.
    let first = text.iter().find(|b| b.is_ascii_alphanumeric());
    let may_be = matches!(
        first,
        Some(b't' | b'T' | b'g' | b'G' | b's' | b'S' | b'o' | b'O')
    );
    may_be && is_word_for_total(text)
}

fn is_word_for_total(text: &[u8]) -> bool {
    let parts = text.split(|b| !b.is_ascii_alphanumeric());
    let mut words = parts.filter(|word| !word.is_empty());
    let is_one_of = |all: &[&str], word: &[u8]| {
        let mut all = all.iter();
        all.any(|one| word.eq_ignore_ascii_case(one.as_bytes()))
    };
    let is_total = |word: &[u8]| is_one_of(&["total", "totals"], word);
    let is_joined = |word: &[u8]| {
        let mut before = TOTAL_BEFORE.iter();
        before.any(|one| {
            let split = word.split_at_checked(one.len());
            split.is_some_and(|(a, b)| a.eq_ignore_ascii_case(one.as_bytes()) && is_total(b))
        })
    };
    let Some(first) = words.next() else {
        return false;
    };
    let called = is_total(first)
        || is_joined(first)
        || is_one_of(TOTAL_BEFORE, first) && words.next().is_some_and(is_total);
    called && words.all(|word| is_one_of(TOTAL_BEHIND, word) || word.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_for_a_total_names_nothing_else() {
        for text in [
            "Total",
            "TOTALS:",
            "** Grand Total **",
            "grandtotal",
            "Sub-total",
            "sub total",
            "Total for April 2025",
            "Total £",
            "Total (9 contracts)",
            "Total value of contracts: 5",
            "Overall total",
            "Total payments for the financial year to date, including VAT",
            "                                                  Total",
        ] {
            assert!(is_total(text.as_bytes()), "{text}");
        }
        for text in [
            "",
            "Total Care Ltd",
            "Total communication support",
            "The Grand Total Nursing Co",
            "TOTAL-A",
            "Totally Home",
            "Grand",
            "Sub",
            "Subtotalis",
            "Becks Total",
            "Sum of Total",
        ] {
            assert!(!is_total(text.as_bytes()), "{text}");
        }
    }
}
