//! What people trip over in YAML, told in plain words before any parser's own message.

use super::{Entry, Shape, Slip, SlipKind, plain_words};
use crate::source::{FileId, Span};

fn span(file: FileId, start: usize, end: usize) -> Span {
    let cut = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Span {
        file,
        start: cut(start),
        end: cut(end),
    }
}

fn slip(kind: SlipKind, at: Span, message: impl Into<String>, help: impl Into<String>) -> Slip {
    Slip {
        kind,
        at,
        message: message.into(),
        help: help.into(),
        also: None,
    }
}

/// Lines of the text with the byte each begins at.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let begins = at;
        at += line.len();
        (begins, line.trim_end_matches(['\n', '\r']))
    })
}

/// Indents that look right and are not: tabs and no-break spaces, which paste from Word and the
/// web brings in.
pub(super) fn before_reading(file: FileId, text: &str) -> Vec<Slip> {
    let mut found = Vec::new();
    for (begins, line) in lines(text) {
        let indent = line.len() - line.trim_start().len();
        let Some((i, c)) = line[..indent].char_indices().find(|(_, c)| *c != ' ') else {
            continue;
        };
        if indent == line.len() {
            continue;
        }
        let what = if c == '\t' {
            "a tab"
        } else {
            "a no-break space"
        };
        found.push(slip(
            SlipKind::Syntax,
            span(file, begins + i, begins + i + c.len_utf8()),
            format!("this line is indented with {what}"),
            "indent with ordinary spaces, two for each level",
        ));
    }
    found
}

/// A bare value read without fault, but not as it was meant; says whether to trust it.
pub(super) fn in_plain_scalar(text: &str, value: &str, at: Span, found: &mut Vec<Slip>) -> bool {
    let before = found.len();
    if value.starts_with(['\u{201c}', '\u{201d}', '\u{2018}']) {
        let straight = value.trim_matches(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}']);
        found.push(slip(
            SlipKind::Misread,
            at,
            "curly quotation marks, as Word writes them, are read as part of the value",
            format!("use straight ones: \"{straight}\""),
        ));
    }
    // `Ward #4`: a comment people write has a space behind its sign; an item number has not.
    let rest = text.get(at.end as usize..).unwrap_or("");
    let rest = rest.split(['\n', '\r']).next().unwrap_or("");
    let spaces = rest.len() - rest.trim_start().len();
    let comment = rest.trim_start();
    if spaces > 0 && comment.len() > 1 && comment.starts_with('#') && !comment[1..].starts_with(' ')
    {
        let start = at.end as usize + spaces;
        found.push(slip(
            SlipKind::Doubtful,
            span(at.file, start, start + comment.len()),
            format!("`{comment}` is read as a comment, not as part of the value"),
            format!("if it belongs to the value, quote the whole: \"{value} {comment}\""),
        ));
    }
    if !value.is_empty()
        && let Some((key, rest)) = value.split_once(':')
        && is_key_like(key)
        && !rest.starts_with(['/', '\\'])
        && !rest.is_empty()
        && !rest.starts_with(|c: char| c.is_ascii_digit())
        && !key.contains(' ')
        && stands_alone_on_line(text, at)
    {
        found.push(slip(
            SlipKind::Misread,
            at,
            format!("`{value}` has no space after its colon, so it is one word and not a key"),
            format!("write: {key}: {rest}"),
        ));
    }
    !found[before..].iter().any(|s| s.kind == SlipKind::Misread)
}

fn is_key_like(key: &str) -> bool {
    !key.is_empty()
        && key
            .bytes()
            .all(|b| b.is_ascii_lowercase() || matches!(b, b'_' | b'-'))
}

fn stands_alone_on_line(text: &str, at: Span) -> bool {
    let before = text.get(..at.start as usize).unwrap_or("");
    let line = before.rsplit('\n').next().unwrap_or("");
    line.trim_matches([' ', '-']).is_empty()
}

/// `{2025-26: £4,200,000}`: inside braces a comma ends the value, and what follows becomes a key
/// with nothing after it.
pub(super) fn comma_in_flow(text: &str, entries: &mut Vec<Entry>, found: &mut Vec<Slip>) {
    let mut i = 0;
    while i < entries.len() {
        let cut =
            |e: &Entry| matches!(e.value.shape, Shape::Nothing) && !follows_colon(text, e.key.at);
        let run = entries[i + 1..].iter().take_while(|e| cut(e)).count();
        if run == 0 {
            i += 1;
            continue;
        }
        let (first, last) = (&entries[i], &entries[i + run]);
        let at = Span {
            file: first.value.at.file,
            start: first.value.at.start,
            end: last.key.at.end,
        };
        let meant = text
            .get(at.start as usize..at.end as usize)
            .unwrap_or("")
            .trim_matches(['"', '\'']);
        found.push(slip(
            SlipKind::Misread,
            at,
            "inside { } a comma ends a bare value, so only the part before it is read",
            format!("quote the whole: {}: \"{meant}\"", first.key.value),
        ));
        entries[i].value.shape = Shape::Misread;
        entries.drain(i + 1..=i + run);
        i += 1;
    }
}

/// Has this key a colon after it? One without is the rest of a value that a comma ended.
pub(super) fn follows_colon(text: &str, key: Span) -> bool {
    text.get(key.end as usize..)
        .unwrap_or("")
        .trim_start_matches(['"', '\'', ' '])
        .starts_with(':')
}

/// The parser gave up at byte `at`: says why in the words of the likeliest slip on that line or
/// the one before; else gives the parser's own.
pub(super) fn for_syntax(file: FileId, text: &str, at: usize, parser_says: &str) -> Slip {
    let here = line_of(text, at);
    let candidates = [here, previous_line(text, here)];
    for (begins, line) in candidates
        .into_iter()
        .flatten()
        .map(|b| (b, line_at(text, b)))
    {
        if let Some((from, to, message, help)) = likely(line) {
            return slip(
                SlipKind::Syntax,
                span(file, begins + from, begins + to),
                message,
                help,
            );
        }
    }
    let start = at.min(text.len());
    let width = text
        .get(start..)
        .and_then(|rest| rest.chars().next())
        .map_or(0, char::len_utf8);
    let (message, help) = plain_words::of_parser(parser_says);
    slip(
        SlipKind::Syntax,
        span(file, start, start + width),
        message,
        help,
    )
}

fn line_of(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at.min(text.len()))?;
    Some(before.rfind('\n').map_or(0, |i| i + 1))
}

fn previous_line(text: &str, here: Option<usize>) -> Option<usize> {
    let here = here?;
    (here > 0).then(|| text[..here - 1].rfind('\n').map_or(0, |i| i + 1))
}

fn line_at(text: &str, begins: usize) -> &str {
    text[begins..].split(['\n', '\r']).next().unwrap_or("")
}

type Likely = (usize, usize, String, String);

/// Start and end within the line, the fact, what to write.
fn likely(line: &str) -> Option<Likely> {
    let body = line.trim_start();
    let indent = line.len() - body.len();
    let item = body.strip_prefix("- ").unwrap_or(body);
    let item_at = indent + body.len() - item.len();
    if item.contains(['{', '['])
        && let Some(found) = comment_in_brackets(line)
    {
        return Some(found);
    }
    if item.starts_with(['{', '[']) {
        return None;
    }
    let Some((key, value)) = item.split_once(": ") else {
        return no_space(item, item_at);
    };
    let value_at = item_at + key.len() + 2 + (value.len() - value.trim_start().len());
    let value = value.trim();
    let quoted = |v: &str| v.replace('"', "'");
    let whole = (value_at, value_at + value.len());
    if value.starts_with(['"', '\'', '{']) {
        return None;
    }
    if value.contains(": ") || value.ends_with(':') {
        return Some((
            whole.0,
            whole.1,
            "a second colon on this line: the value is taken for another key".to_owned(),
            format!("quote the whole: {key}: \"{}\"", quoted(value)),
        ));
    }
    let first = value.chars().next()?;
    let block = ["|", ">", "|-", ">-", "|+", ">+"].contains(&value);
    if block || (first == '[' && (value.ends_with(']') || !value.contains(']'))) {
        return None;
    }
    matches!(first, '>' | '*' | '@' | '[' | '%' | '`' | '&' | '!' | '|').then(|| {
        (
            whole.0,
            whole.1,
            format!("a value that begins with `{first}` means something else in YAML"),
            format!("quote the whole: {key}: \"{}\"", quoted(value)),
        )
    })
}

/// `{name: Ward #4, pool: p}`: the bracket that would close it is part of a comment.
fn comment_in_brackets(line: &str) -> Option<Likely> {
    let at = line.find(" #")? + 1;
    let (before, comment) = line.split_at(at);
    let open = |a, b| before.matches(a).count() > before.matches(b).count();
    let inside = open('{', '}') || open('[', ']');
    (inside && !before.contains(['"', '\'']) && comment.contains(['}', ']'])).then(|| {
        (
            at,
            line.len(),
            format!("`{comment}` is read as a comment, and the bracket in it closes nothing"),
            "put the value that holds the # in quotes".to_owned(),
        )
    })
}

fn no_space(item: &str, item_at: usize) -> Option<Likely> {
    let (key, value) = item.split_once(':')?;
    (is_key_like(key) && !value.is_empty()).then(|| {
        (
            item_at,
            item_at + item.trim_end().len(),
            "a colon needs a space after it".to_owned(),
            format!("write: {key}: {}", value.trim()),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::source::Sources;

    fn told(text: &str) -> Vec<(SlipKind, usize, usize, String)> {
        let mut sources = Sources::default();
        let file = sources.add("partnership.yaml", text);
        let (_, slips) = read(file, sources.text(file));
        slips
            .into_iter()
            .map(|s| {
                let place = sources.place(s.at);
                (
                    s.kind,
                    place.line,
                    place.column,
                    format!("{} | {}", s.message, s.help),
                )
            })
            .collect()
    }

    fn only(text: &str) -> (SlipKind, usize, usize, String) {
        let mut all = told(text);
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    #[test]
    fn a_comma_inside_braces_is_told() {
        let got = only("a: 1\nb: {2025-26: £4,200,000}\n");
        assert_eq!((got.0, got.1, got.2), (SlipKind::Misread, 2, 14));
        assert!(
            got.3.ends_with("quote the whole: 2025-26: \"£4,200,000\""),
            "{}",
            got.3
        );
        let got = only("b: {clause: Schedule 5, paragraph 2}\n");
        assert!(
            got.3.ends_with("clause: \"Schedule 5, paragraph 2\""),
            "{}",
            got.3
        );
        assert!(told("b: {a: , c: 1}\n").is_empty());
    }

    #[test]
    fn thousands_of_two_years_are_told_by_year() {
        let got = told("b: {2025-26: £4,200,000, 2026-27: £4,300,000}\n");
        assert_eq!(got.len(), 2, "{got:?}");
        assert!(got.iter().all(|g| g.0 == SlipKind::Misread));
        assert!(got[1].3.ends_with("2026-27: \"£4,300,000\""), "{got:?}");
    }

    #[test]
    fn brackets_are_not_taken_for_a_second_colon() {
        let got = only("a:\n  - {id: a, name: Ward #4, pool: p}\n");
        assert_eq!((got.0, got.1, got.2), (SlipKind::Syntax, 2, 24));
        let got = only("a:\n  - {id: a, b: c}\nd: {e: f\n");
        assert!(!got.3.contains("second colon"), "{}", got.3);
        let got = only("a:\n  b: [c]\n   d: e\n");
        assert!(!got.3.contains("begins with"), "{}", got.3);
    }

    #[test]
    fn a_second_colon_is_told() {
        let got = only("name: Reablement: home\n");
        assert_eq!((got.0, got.1, got.2), (SlipKind::Syntax, 1, 7));
        assert!(
            got.3
                .contains("quote the whole: name: \"Reablement: home\"")
        );
    }

    #[test]
    fn an_item_number_taken_for_a_comment_is_a_doubt() {
        let got = only("name: Ward #4\n");
        assert_eq!((got.0, got.1, got.2), (SlipKind::Doubtful, 1, 12));
        assert!(told("name: Ward # the fourth\n").is_empty());
    }

    #[test]
    fn indents_quotes_and_odd_beginnings_are_told() {
        assert_eq!(only("a:\n\tb: 1\n").1, 2);
        assert_eq!(only("a:\n\u{a0}\u{a0}b: 1\n").1, 2);
        assert_eq!(only("a: \u{201c}x\u{201d}\n").0, SlipKind::Misread);
        assert!(only("a: @home\n").3.contains("begins with `@`"));
        assert!(only("a: *home\n").3.contains("begins with `*`"));
        assert!(only("id: 1\nname:Tarn\n").3.contains("write: name: Tarn"));
    }

    #[test]
    fn duplicate_keys_tell_both_places() {
        let mut sources = Sources::default();
        let file = sources.add("p.yaml", "a: 1\nb: 2\na: 3\n");
        let (tree, slips) = read(file, sources.text(file));
        assert_eq!(slips.len(), 1);
        assert_eq!(sources.place(slips[0].at).line, 3);
        assert_eq!(sources.place(slips[0].also.as_ref().unwrap().0).line, 1);
        assert!(matches!(tree.unwrap().shape, Shape::Map(entries) if entries.len() == 2));
    }

    #[test]
    fn anchors_tags_and_second_documents_are_refused() {
        for text in ["a: &x 1\n", "a: !!str 1\n", "a: 1\n---\nb: 2\n"] {
            assert_eq!(only(text).0, SlipKind::Syntax, "{text}");
        }
        let deep = "[".repeat(500);
        assert_eq!(only(&deep).0, SlipKind::Syntax);
    }
}
