//! What a value looks like, as regular expressions that editors and validators both know. Each
//! takes everything the reader takes; a few things it refuses get through and are left to `check`.

use crate::value::folded;

/// A financial year: `2025-26`.
pub(super) const YEAR: &str = r"\d{4}-\d{2}";
/// A date in any of its forms, a time of day behind it or not.
pub(super) const DATE: &str =
    r"[-/ .]*\d{1,4}(st|nd|rd|th)?[-/ .]+(\d{1,2}|[A-Za-z]{3,9},?)[-/ .]+\d{2,4}([-/ .T].*)?";
/// An id.
pub(super) const ID: &str = r"[a-z0-9]+(-[a-z0-9]+)*";
/// Pounds, with pence, in thousands or millions; below nil by a minus or brackets.
pub(super) const MONEY: &str = r"[-−+(\s]*(£|GBP|gbp)?[-−+\s]*[\d,]*\.?\d+\s*[kKmM]?[-−)\s]*";
/// A percentage with its sign.
pub(super) const PERCENT: &str = r"\d[\d.]*\s*%";
/// A plain number, with or without the sign of a percentage.
pub(super) const NUMBER: &str = r"[-−]?\d[\d,]*(\.\d+)?\s*%?";
/// A whole part of a division.
pub(super) const PART: &str = r"\d{1,6}";
/// What every threshold may be besides.
pub(super) const OF_BASELINE: &str =
    r"\d[\d.]*\s*%\s*[Oo][Ff] ([Tt][Hh][Ee] )?[Bb][Aa][Ss][Ee][Ll][Ii][Nn][Ee]";
/// What an edge or a limit may be besides.
pub(super) const OF_CONTRIBUTION: &str =
    r"\d[\d.]*\s*%\s*[Oo][Ff] [Cc][Oo][Nn][Tt][Rr][Ii][Bb][Uu][Tt][Ii][Oo][Nn]";
/// What a limit may be besides.
pub(super) const OF_FUNDING: &str = r"\d[\d.]*\s*%\s*[Oo][Ff] [Ff][Uu][Nn][Dd][Ii][Nn][Gg]";
/// A parameter of a risk share, filled where it is used.
pub(super) const PARAMETER: &str = r"\$.*";

/// Nothing but any of these, spaces around it aside.
pub(super) fn only(any: &[&str]) -> String {
    format!(r"^\s*({})\s*$", any.join("|"))
}

/// A name as the reader compares it: without case, space, `_` and `-` alike.
pub(super) fn loosely(name: &str) -> String {
    let mut out = String::from(r"[\s_-]*");
    for c in folded(name).chars() {
        match c {
            '-' => out.push_str(r"[\s_-]+"),
            c if c.is_ascii_alphabetic() => {
                out.push_str(&format!("[{}{c}]", c.to_ascii_uppercase()));
            }
            // Dots and dollars are themselves.
            c if c.is_ascii_punctuation() => out.push_str(&format!("[{c}]")),
            c => out.push(c),
        }
    }
    out.push_str(r"[\s_-]*");
    out
}
