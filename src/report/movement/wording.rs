//! What the text of a risk share says otherwise than it did: lines without remarks, and of a long
//! line the part that differs.

use super::Answer;
use crate::model::RiskShare;
use crate::source::{FileId, Span, yaml};
use crate::value::shown;
use std::collections::BTreeMap;

/// The texts of one answer that hold risk shares, and where remarks stand in them.
pub(super) struct Texts<'a> {
    side: &'a Answer,
    remarks: BTreeMap<FileId, Vec<Span>>,
}

impl Texts<'_> {
    pub(super) fn of(side: &Answer) -> Texts<'_> {
        let shares = side.plan.partnership.risk_shares.iter();
        let mut remarks = BTreeMap::new();
        for file in shares.map(|share| share.at.file) {
            let read = || yaml::remarks(file, side.sources.text(file));
            remarks.entry(file).or_insert_with(read);
        }
        Texts { side, remarks }
    }

    /// Lines of a risk share that say something, each with its place. Remarks, indents and how
    /// wide a space is say nothing.
    fn lines(&self, share: &RiskShare) -> Vec<Line> {
        let remarks = self.remarks.get(&share.at.file);
        let remarks = remarks.map_or(&[][..], Vec::as_slice);
        let text = self.side.sources.slice(share.at);
        let mut found = Vec::new();
        let mut start = share.at.start;
        for line in text.split_inclusive(['\n', '\r']) {
            let end = start + length(line);
            let next = remarks.partition_point(|remark| remark.start < start);
            // A remark runs to the end of its line.
            let said = match remarks.get(next) {
                Some(remark) if remark.start < end => &line[..(remark.start - start) as usize],
                _ => line,
            };
            let words: Vec<&str> = said.split_whitespace().collect();
            if !words.is_empty() {
                let at = Span {
                    file: share.at.file,
                    start: start + length(said) - length(said.trim_start()),
                    end: start + length(said.trim_end()),
                };
                found.push((words.join(" "), at));
            }
            start = end;
        }
        found
    }
}

/// What a line says, and where.
type Line = (String, Span);

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(0)
}

/// What the text says now and what it said, by the lines between those that are alike.
pub(super) fn changed(
    (then, before): (&Texts<'_>, &RiskShare),
    (now, after): (&Texts<'_>, &RiskShare),
) -> Option<(String, Span)> {
    let (was, is) = (then.lines(before), now.lines(after));
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
