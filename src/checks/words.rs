//! Phrases in people's texts, found as whole words with their place.

use crate::source::{Sources, Span};

/// The first of these phrases that stands in the text at a place: where, and as it is written
/// there. Case does not matter, and any run of blanks counts as one.
pub(super) fn find_phrase<'p, 's>(
    within: Span,
    sources: &'s Sources,
    phrases: impl Iterator<Item = &'p str>,
) -> Option<(Span, &'s str)> {
    let text = sources.slice(within);
    let mut first: Option<(usize, usize)> = None;
    for phrase in phrases {
        if let Some((start, end)) = position(text, phrase)
            // The longer of two that begin together is the one meant.
            && first.is_none_or(|(s, e)| start < s || (start == s && end > e))
        {
            first = Some((start, end));
        }
    }
    let (start, end) = first?;
    let offset = |n: usize| within.start + u32::try_from(n).unwrap_or(0);
    let at = Span {
        start: offset(start),
        end: offset(end),
        ..within
    };
    Some((at, &text[start..end]))
}

/// Every place at which one of these phrases stands, in order.
pub(super) fn every_phrase<'s>(
    within: Span,
    sources: &'s Sources,
    phrases: &[String],
) -> Vec<(Span, &'s str)> {
    let mut all = Vec::new();
    let mut rest = within;
    while let Some((at, phrase)) = find_phrase(rest, sources, phrases.iter().map(String::as_str)) {
        rest.start = at.end;
        all.push((at, phrase));
    }
    all
}

/// What stands around a phrase in its text, in small letters and with straight apostrophes.
pub(super) struct Around {
    before: String,
    after: String,
}

/// Words somewhere before a phrase that leave it out.
const LEFT_OUT_BEFORE: &[&str] = &[
    "exclud",
    "except",
    "other than",
    "not includ",
    "not cover",
    "apart from",
    "but not",
    "save for",
    "left out",
    "leaving out",
    "outside the scope",
    "outside this agreement",
];

/// Words after a phrase, in the same sentence, that leave it out.
const LEFT_OUT_AFTER: &[&str] = &["exclud", "left out", "not includ", "not cover", "not part"];

impl Around {
    /// Around a place in a text.
    pub(super) fn of(at: Span, within: Span, sources: &Sources) -> Around {
        let piece = |start, end| Span { start, end, ..at };
        Around {
            before: plain(sources.slice(piece(within.start, at.start))),
            after: plain(sources.slice(piece(at.end, within.end))),
        }
    }

    /// Around a run of bytes of a text.
    pub(super) fn in_text(text: &str, (start, end): (usize, usize)) -> Around {
        Around {
            before: plain(text.get(..start).unwrap_or("")),
            after: plain(text.get(end..).unwrap_or("")),
        }
    }

    /// Is the phrase named in order to leave it out?
    pub(super) fn leaves_out(&self) -> bool {
        let sentence = self.after.split([';', '.']).next().unwrap_or("");
        LEFT_OUT_BEFORE.iter().any(|w| self.before.contains(w))
            || LEFT_OUT_AFTER.iter().any(|w| sentence.contains(w))
            || self.comes_after("no")
            || self.comes_after("not")
    }

    /// Does the phrase come straight after this word?
    pub(super) fn comes_after(&self, word: &str) -> bool {
        let head = self.before.trim_end().strip_suffix(word);
        head.is_some_and(|head| !head.ends_with(|c: char| c.is_alphanumeric()))
    }

    /// Does this word come straight after the phrase?
    pub(super) fn comes_before(&self, word: &str) -> bool {
        let tail = self.after.trim_start().strip_prefix(word);
        tail.is_some_and(|tail| !tail.starts_with(|c: char| c.is_alphanumeric()))
    }

    /// Does one of these stand before the phrase with no comma, semicolon, colon, bracket or full
    /// stop in between?
    pub(super) fn runs_on_from(&self, words: &[&str]) -> bool {
        let stretch = self.before.rsplit([',', ';', ':', '(', '.']).next();
        stretch.is_some_and(|stretch| words.iter().any(|word| stretch.contains(word)))
    }
}

fn plain(text: &str) -> String {
    text.to_lowercase().replace('\u{2019}', "'")
}

/// The first of these phrases that stands in a text.
pub(super) fn first_named(text: &str, phrases: &[&str]) -> Option<(usize, usize)> {
    let found = phrases.iter().filter_map(|phrase| position(text, phrase));
    found.min()
}

/// First and last byte of a phrase in a text, as whole words.
fn position(text: &str, phrase: &str) -> Option<(usize, usize)> {
    let whole = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    // Hundreds of phrases are looked for in every text: most are done with at the first letter.
    let first = phrase.bytes().next()?.to_ascii_lowercase();
    text.bytes()
        .enumerate()
        .filter(|(_, byte)| byte.to_ascii_lowercase() == first)
        .map(|(start, _)| start)
        .filter(|start| whole(text[..*start].chars().next_back()))
        .find_map(|start| {
            let end = start + matched(&text[start..], phrase)?;
            whole(text[end..].chars().next()).then_some((start, end))
        })
}

/// How many bytes of the text's beginning the phrase takes.
fn matched(text: &str, phrase: &str) -> Option<usize> {
    let mut rest = text;
    for (i, word) in phrase.split_whitespace().enumerate() {
        if i > 0 {
            let trimmed = rest.trim_start();
            if trimmed.len() == rest.len() {
                return None;
            }
            rest = trimmed;
        }
        let head = rest.get(..word.len())?;
        if !head.eq_ignore_ascii_case(word) {
            return None;
        }
        rest = &rest[word.len()..];
    }
    Some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::position;

    #[test]
    fn a_phrase_is_found_as_whole_words_only() {
        assert_eq!(position("The CCG pays", "ccg"), Some((4, 7)));
        assert_eq!(position("The CCGs pay", "ccg"), None);
        assert_eq!(position("s13ZA", "s13Z"), None);
        assert_eq!(
            position("under  section\n 13Z.", "section 13Z"),
            Some((7, 19))
        );
        assert_eq!(position("£ccg é ccg", "ccg"), Some((2, 5)));
    }
}
