//! Words: how names are compared, and the name most likely meant.

/// Text as people compare it: no case, no outer spaces, and space, `_` and `-` alike.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split([' ', '_', '-', '\u{a0}', '\t', '\n', '\r']) {
        if !word.is_empty() {
            if !out.is_empty() {
                out.push('-');
            }
            // Nearly all are ASCII, and a copy of each to throw away takes longer than the rest.
            if word.is_ascii() {
                out.extend(word.chars().map(|letter| letter.to_ascii_lowercase()));
            } else {
                out.push_str(&word.to_lowercase());
            }
        }
    }
    out
}

/// A heading as sets of headings are compared: its letters and figures alone, no case, so that
/// ` Net Amount (£)` is `netamount`.
pub fn bare_heading(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// Words that stand where a name or a reference is not known, or not told: `N/A`, `TBC`, `-`,
/// `REDACTED`, `Various suppliers`. They name nobody, and two of them are not one.
#[inline]
pub fn names_nobody(text: &str) -> bool {
    // Most references end in a figure, and most names are longer than any of these words.
    let may_be = !text.as_bytes().last().is_some_and(u8::is_ascii_digit) && text.len() <= 60;
    may_be && (is_word_for_nobody(text) || is_kept_back(text))
}

/// `REDACTED – PERSONAL DATA`, `Name withheld (GDPR)`: of these words alone.
fn is_kept_back(text: &str) -> bool {
    const SAYS: &[&str] = &["redacted", "withheld"];
    const BESIDE: &[&str] = &[
        "personal",
        "data",
        "name",
        "names",
        "supplier",
        "provider",
        "individual",
        "individuals",
        "person",
        "persons",
        "sensitive",
        "information",
        "confidential",
        "gdpr",
        "foi",
        "under",
        "section",
        "details",
        "of",
        "the",
        "protection",
        "act",
        "payee",
        "recipient",
    ];
    let is = |all: &[&str], word: &str| all.iter().any(|one| word.eq_ignore_ascii_case(one));
    let words = || {
        let parts = text.split(|c: char| !c.is_alphanumeric());
        parts.filter(|word| !word.is_empty())
    };
    words().all(|word| is(SAYS, word) || is(BESIDE, word)) && words().any(|word| is(SAYS, word))
}

fn is_word_for_nobody(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "",
        "na",
        "none",
        "nil",
        "tbc",
        "tba",
        "tbd",
        "pending",
        "tobeconfirmed",
        "unknown",
        "notknown",
        "notapplicable",
        "notavailable",
        "notrecorded",
        "noreference",
        "noref",
        "seenotes",
        "various",
        "varioussuppliers",
        "variousproviders",
        "multiple",
        "multiplesuppliers",
        "multipleproviders",
        "redacted",
        "redacteddata",
        "redactedpersonaldata",
        "personaldataredacted",
        "redactedsupplier",
        "supplierredacted",
        "nameredacted",
        "namewithheld",
        "withheld",
        "confidential",
    ];
    // A dash, and whatever else is no letter, is nothing in any script.
    let letters = || text.chars().filter(|c| c.is_alphanumeric());
    let is = |word: &&str| letters().map(|c| c.to_ascii_lowercase()).eq(word.chars());
    WORDS.iter().any(is)
}

/// Would two names fold alike? Nothing is copied: keys are compared by the thousand.
pub fn alike(a: &str, b: &str) -> bool {
    if a.eq_ignore_ascii_case(b) {
        return true;
    }
    // Most keys differ in their first letter already.
    if let (Some(x), Some(y)) = (a.bytes().next(), b.bytes().next())
        && x.is_ascii_alphanumeric()
        && y.is_ascii_alphanumeric()
        && !x.eq_ignore_ascii_case(&y)
    {
        return false;
    }
    fn words(text: &str) -> impl Iterator<Item = &str> {
        let parts = text.split([' ', '_', '-', '\u{a0}', '\t', '\n', '\r']);
        parts.filter(|word| !word.is_empty())
    }
    let mut others = words(b);
    let same = words(a).all(|word| {
        others.next().is_some_and(|other| {
            word.eq_ignore_ascii_case(other)
                || (!(word.is_ascii() && other.is_ascii())
                    && word.to_lowercase() == other.to_lowercase())
        })
    });
    same && others.next().is_none()
}

/// The nearest of some names to what was written, if any is near enough to be meant.
pub fn nearest<'n>(written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let written = folded(written);
    let length = written.chars().count();
    names
        .into_iter()
        // Names whose lengths differ by more than that are further apart still.
        .filter(|name| {
            name.chars().count().abs_diff(length) <= 2 + name.len().min(written.len()) / 4
        })
        .map(|name| (strsim::damerau_levenshtein(&written, &folded(name)), name))
        .filter(|(distance, name)| *distance <= 1 + name.len().min(written.len()) / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// So many names are listed at the most: of ten thousand schemes nobody reads a list. No map of a
/// file has as many keys, and those are always listed whole.
const LISTED: usize = 60;

/// "did you mean `x`?", or the list of what may stand here.
pub fn suggestion<'n>(written: &str, names: impl IntoIterator<Item = &'n str> + Clone) -> String {
    match nearest(written, names.clone()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => {
            let mut all: Vec<&str> = names.into_iter().collect();
            if all.len() > LISTED {
                all.truncate(LISTED);
                all.push("…");
            }
            format!("one of: {}", all.join(", "))
        }
    }
}

/// A value short enough for a sentence.
pub fn shown(text: &str) -> String {
    let text = text.trim();
    let flat: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if flat.chars().count() <= 40 {
        return flat;
    }
    let cut: String = flat.chars().take(37).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_very_many_names_only_some_are_listed() {
        let names: Vec<String> = (0..61).map(|n| format!("scheme-{n}")).collect();
        let told = |names: &[String]| suggestion("beds", names.iter().map(String::as_str));
        assert!(told(&names[..60]).ends_with("scheme-58, scheme-59"));
        assert!(told(&names).ends_with("scheme-58, scheme-59, …"));
        assert_eq!(told(&names[..1]), "one of: scheme-0");
    }

    #[test]
    fn a_word_for_nothing_known_names_nobody() {
        for text in [
            "",
            "-",
            "N/A",
            "n.a.",
            "TBC",
            "Redacted Personal Data",
            "[REDACTED]",
            "Various",
            "–",
            "REDACTED – PERSONAL DATA",
            "Name redacted (personal data)",
        ] {
            assert!(names_nobody(text), "{text}");
        }
        for text in [
            "NA-1",
            "Tarn",
            "TBC Care Ltd",
            "Redactive Publishing Ltd",
            "Various Things Ltd",
            "Various Voices CIC",
            "Redacted Coffee Ltd",
            "Data Protection Ltd",
            "é",
            "0",
        ] {
            assert!(!names_nobody(text), "{text}");
        }
    }

    #[test]
    fn names_compare_without_case_spaces_or_hyphens() {
        assert_eq!(folded("  Start_Date "), "start-date");
        assert_eq!(
            nearest("legal_bassis", ["legal_basis", "starts"]),
            Some("legal_basis")
        );
        assert_eq!(nearest("zzz", ["legal_basis"]), None);
        assert_eq!(shown("a\nb"), "a b");
        for (a, b) in [
            ("  Start_Date ", "start-date"),
            ("start date", "start-date"),
            ("ÉTÉ", "été"),
            ("a--b", "a b"),
            ("", " - "),
            ("ab", "a-b"),
            ("a-b-c", "a-b"),
            ("a", "a-b"),
            ("é", "e"),
        ] {
            assert_eq!(alike(a, b), folded(a) == folded(b), "{a:?} {b:?}");
        }
    }
}
