//! What the text of a risk share says otherwise than it did: lines without remarks, and of a long
//! line the part that differs.

use crate::model::RiskShare;
use crate::source::{Span, yaml::Remarks};
use crate::value::shown;

/// What a line says, and where.
type Line = (String, Span);

/// Lines of a risk share that say something. Indents, and how wide a space is, say nothing.
fn lines(texts: &Remarks<'_>, share: &RiskShare) -> Vec<Line> {
    let lines = texts.lines_without(share.at).into_iter();
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    lines.map(|(line, at)| (words(line), at)).collect()
}

/// What the text says now and what it said, by the lines between those that are alike.
pub(super) fn changed(
    (then, before): (&Remarks<'_>, &RiskShare),
    (now, after): (&Remarks<'_>, &RiskShare),
) -> Option<(String, Span)> {
    let (was, is) = (lines(then, before), lines(now, after));
    let alike = |(a, b): &(&Line, &Line)| a.0 == b.0;
    let first = was.iter().zip(&is).take_while(alike).count();
    let (was, is) = (&was[first..], &is[first..]);
    let backwards = was.iter().rev().zip(is.iter().rev());
    let last = backwards.take_while(alike).count();
    let (was, is) = (&was[..was.len() - last], &is[..is.len() - last]);
    let quoted = |text: &str, lines: &[Line]| -> String {
        let more = if lines.len() > 1 { " …" } else { "" };
        format!("`{}`{more}", shown(text))
    };
    match (was, is) {
        ([], []) => None,
        ([], [new, ..]) => Some((format!("{} is added", quoted(&new.0, is)), new.1)),
        ([old, ..], []) => {
            let what = format!("{} is taken out", quoted(&old.0, was));
            Some((what, after.id.at))
        }
        ([old, ..], [new, ..]) => {
            let (said, says) = parts_that_differ(&old.0, &new.0);
            let what = format!("{} where it said {}", quoted(&says, is), quoted(&said, was));
            Some((what, new.1))
        }
    }
}

/// Two lines that differ, whole where both are short; of longer ones what lies between their like
/// beginnings and ends, with a word before it to know it by.
fn parts_that_differ(one: &str, other: &str) -> (String, String) {
    /// No longer than what is shown of any text.
    const SHORT: usize = 40;
    /// So many letters before the difference at the most, for it must not be cut off again.
    const BEFORE: usize = 20;
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if a.len().max(b.len()) <= SHORT {
        return (one.to_owned(), other.to_owned());
    }
    let alike = |(x, y): &(&char, &char)| x == y;
    let first = a.iter().zip(&b).take_while(alike).count();
    let (rest_a, rest_b) = (&a[first..], &b[first..]);
    let backwards = rest_a.iter().rev().zip(rest_b.iter().rev());
    let like_end = backwards.take_while(alike).count();
    let spaces = (0..first).rev().filter(|i| a[*i] == ' ');
    let word = spaces.map(|i| i + 1).nth(1).unwrap_or(0);
    let from = word.max(first.saturating_sub(BEFORE));
    let part = |line: &[char]| -> String {
        let differs = line.len() - like_end;
        let rest = line[differs..].iter().position(|c| *c == ' ');
        let to = differs + rest.unwrap_or(like_end);
        let part: String = line[from..to].iter().collect();
        let before = if from > 0 { "… " } else { "" };
        let after = if to < line.len() { " …" } else { "" };
        format!("{before}{part}{after}")
    };
    (part(&a), part(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The amounts stand at the end of lines of 55 letters.
    #[test]
    fn of_long_lines_the_part_that_differs_is_shown() {
        let line = |at_most: &str| {
            format!("- {{party: council, excess_to: icb, at_most: {at_most}, over: pool}}")
        };
        let (was, is) = parts_that_differ(&line("£250k"), &line("£300k"));
        assert_eq!(was, "… at_most: £250k, …");
        assert_eq!(is, "… at_most: £300k, …");
        let short = parts_that_differ("- {to: icb}", "- {to: host}");
        assert_eq!(short, ("- {to: icb}".to_owned(), "- {to: host}".to_owned()));
    }

    /// Sixty like letters without a space, then one that differs; and one line that goes on where
    /// the other ends.
    #[test]
    fn what_differs_is_never_cut_off() {
        let like = "x".repeat(60);
        for (a, b) in [
            (format!("{like}a"), format!("{like}b")),
            (like.clone(), format!("{like} more")),
            (format!("{like} é tail"), format!("{like} è tail")),
        ] {
            let (was, is) = parts_that_differ(&a, &b);
            assert_ne!(shown(&was), shown(&is), "{a} {b}");
        }
    }
}
