//! A name for each finding that says what it flags and not on which line, so that lines put in
//! above it leave it the same: one run can be compared with the next.

use super::Finding;
use crate::source::{Sources, Span};
use std::collections::BTreeMap;

/// One fingerprint for each finding, in their order: sixteen hexadecimal figures over the check,
/// the file within its folder, the words flagged and the message. Findings alike in all four are
/// numbered in the order they stand in, so that each still has a fingerprint of its own.
///
/// The folder is no part of it: two folders may give the same one.
pub fn fingerprints(findings: &[Finding], sources: &Sources) -> Vec<String> {
    let mut met: BTreeMap<[u8; 32], u64> = BTreeMap::new();
    let named = findings.iter().map(|finding| {
        let alike = alike(finding, sources);
        let before = met.entry(alike).or_insert(0);
        let mut hasher = blake3::Hasher::new();
        hasher.update(&alike);
        hasher.update(&before.to_be_bytes());
        *before += 1;
        let whole = hasher.finalize();
        whole.as_bytes()[..8]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    });
    named.collect()
}

/// What findings must have in common to be told apart only by their number.
fn alike(finding: &Finding, sources: &Sources) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    let parts = [
        finding.check.name,
        sources.name(finding.at.file),
        flagged(finding.at, sources),
        &steady(&finding.message),
    ];
    for part in parts {
        // The length first: no two lists of parts run together to the same bytes.
        hasher.update(&(part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().into()
}

/// The words at a span, the first line of them: what follows may be changed without touching the
/// fault. Where nothing is flagged (an empty cell), the line it is missing from; where that is the
/// head of a file, which stands for the file as a whole, nothing.
fn flagged(at: Span, sources: &Sources) -> &str {
    let first_line = |words: &str| words.trim().lines().next().map_or(0, str::len);
    let words = sources.slice(at).trim();
    if !words.is_empty() {
        return &words[..first_line(words)];
    }
    let place = sources.place(at);
    if (place.line, place.column) == (1, 1) {
        return "";
    }
    let line = sources.slice(sources.lines_around(at)).trim();
    &line[..first_line(line)]
}

/// A message without what changes though the fault does not: the number of the line or row it
/// stands on, and how many days it is since or until a date.
fn steady(message: &str) -> String {
    let words: Vec<&str> = message.split(' ').collect();
    let is = |at: Option<usize>, names: &[&str]| {
        at.and_then(|at| words.get(at))
            .is_some_and(|word| names.contains(&word.trim_matches(|c: char| !c.is_alphabetic())))
    };
    let numbered = |at: usize| {
        is(at.checked_sub(1), &["line", "lines", "row"]) || is(Some(at + 1), &["day", "days"])
    };
    let kept = words.iter().enumerate().map(|(at, word)| {
        let figures = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_figures = !figures.is_empty() && figures.bytes().all(|b| b.is_ascii_digit());
        if is_figures && numbered(at) {
            word.replace(figures, "#")
        } else if *word == "day" || word.starts_with("day,") {
            word.replacen("day", "days", 1)
        } else {
            (*word).to_owned()
        }
    });
    kept.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Check, Severity};

    static FAULT: Check = Check {
        name: "fault",
        family: "files",
        severity: Severity::Error,
        basis: &[],
        page: "",
        run: None,
    };

    /// The fingerprints of findings at each place these words stand in a file.
    fn at_each(text: &str, words: &str, message: &str) -> Vec<String> {
        let mut sources = Sources::default();
        let file = sources.add("ledger/a.csv", text);
        let found = text.match_indices(words).map(|(start, _)| {
            let at = Span {
                file,
                start: u32::try_from(start).unwrap(),
                end: u32::try_from(start + words.len()).unwrap(),
            };
            Finding::new(&FAULT, at, message)
        });
        fingerprints(&found.collect::<Vec<_>>(), &sources)
    }

    #[test]
    fn lines_put_in_above_change_nothing() {
        let before = at_each("a\nb,12x\n", "12x", "the row on line 2 has 12x");
        let after = at_each("a\nnew\nnew\nb,12x\n", "12x", "the row on line 4 has 12x");
        assert_eq!(before, after);
        assert_eq!(before[0].len(), 16);
        assert!(before[0].bytes().all(|b| b.is_ascii_hexdigit()));
    }

    #[test]
    fn what_is_flagged_and_what_is_said_are_told_apart() {
        let one = at_each("a\nb,12x\n", "12x", "m");
        assert_ne!(one, at_each("a\nb,13x\n", "13x", "m"));
        assert_ne!(one, at_each("a\nb,12x\n", "12x", "n"));
        assert_ne!(
            at_each("a\n", "a", "the shares make 99%"),
            at_each("a\n", "a", "the shares make 98%")
        );
    }

    #[test]
    fn true_duplicates_are_numbered() {
        let three = at_each("12x\n12x\n12x\n", "12x", "m");
        assert_eq!(three.len(), 3);
        assert!(three[0] != three[1] && three[1] != three[2] && three[0] != three[2]);
        let two = at_each("12x\n12x\n", "12x", "m");
        assert_eq!(two, three[..2]);
    }

    #[test]
    fn days_since_a_date_change_nothing() {
        let ago = |words: &str| at_each("ends\n", "ends", words);
        assert_eq!(ago("it ended, 1 day ago"), ago("it ended, 3 days ago"));
        assert_ne!(ago("it ended on 1 May"), ago("it ended on 2 May"));
        assert_eq!(steady("ends in 12 days"), "ends in # days");
        assert_eq!(steady("line 7: 99%, row 8"), "line #: 99%, row #");
        assert_eq!(steady("every day, 1 day."), "every days, # day.");
    }

    #[test]
    fn an_empty_cell_is_known_by_its_row() {
        let cell = |text: &str, start: usize| {
            let mut sources = Sources::default();
            let file = sources.add("a.csv", text);
            let start = u32::try_from(start).unwrap();
            let at = Span {
                file,
                start,
                end: start,
            };
            fingerprints(&[Finding::new(&FAULT, at, "m")], &sources)
        };
        assert_eq!(cell("h,i\n1,\n", 6), cell("h,i\n0,0\n1,\n", 10));
        assert_ne!(cell("h,i\n1,\n", 6), cell("h,i\n2,\n", 6));
        // The head of a file stands for the whole of it.
        assert_eq!(cell("h,i\n", 0), cell("# new\nh,i\n", 0));
    }
}
