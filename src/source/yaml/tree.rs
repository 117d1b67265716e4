//! Parser events → tree. The only file that knows which YAML parser is used.

use super::{Entry, Node, Shape, Slip, SlipKind, slips};
use crate::source::{FileId, Span, Spanned};
use crate::value::folded;
use granit_parser::{Event, Parser, ScalarStyle, StructureStyle};

/// Deeper nesting is nobody's plan.
const DEEPEST: usize = 64;

pub(super) fn read(file: FileId, text: &str) -> (Option<Node>, Vec<Slip>) {
    let mut builder = Builder {
        file,
        text,
        slips: slips::before_reading(file, text),
        open: Vec::new(),
        root: None,
        documents: 0,
    };
    if builder.slips.iter().any(|s| s.kind == SlipKind::Syntax) {
        return (None, builder.slips);
    }
    for next in Parser::new_from_str(text) {
        let step = match next {
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or(0..0);
                builder.take(event, builder.span(range.start, range.end))
            }
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(text.len());
                Err(slips::for_syntax(file, text, at, &error.info()))
            }
        };
        if let Err(slip) = step {
            builder.slips.push(slip);
            return (None, builder.slips);
        }
    }
    (builder.root, builder.slips)
}

/// Where the remarks of a text stand (`# …`, its sign included), in their order; a `#` within a
/// value is none.
pub(super) fn remarks(file: FileId, text: &str) -> Vec<Span> {
    let events = Parser::new_from_str(text).map_while(Result::ok);
    let values = events.filter(|(event, _)| matches!(event, Event::Scalar(..)));
    let mut values = values.filter_map(|(_, span)| span.byte_range()).peekable();
    let mut found = Vec::new();
    let mut from = 0;
    // What stands between values is brackets, signs, spaces and remarks.
    while let Some(sign) = text.get(from..).and_then(|rest| rest.find('#')) {
        let sign = from + sign;
        while values.next_if(|value| value.end <= sign).is_some() {}
        if let Some(within) = values.next_if(|value| value.start <= sign) {
            from = within.end;
            continue;
        }
        let line = text[sign..].find(['\n', '\r']);
        from = line.map_or(text.len(), |length| sign + length);
        found.push(span_of(file, text, sign, from));
    }
    found
}

fn span_of(file: FileId, text: &str, start: usize, end: usize) -> Span {
    let cut = |n: usize| u32::try_from(n.min(text.len())).unwrap_or(u32::MAX);
    Span {
        file,
        start: cut(start),
        end: cut(end.max(start)),
    }
}

/// A list or map whose end has not been read yet.
struct Open {
    at: Span,
    flow: bool,
    kind: OpenKind,
}

enum OpenKind {
    List(Vec<Node>),
    Map(Vec<Entry>, Option<Spanned<String>>),
}

struct Builder<'a> {
    file: FileId,
    text: &'a str,
    slips: Vec<Slip>,
    open: Vec<Open>,
    root: Option<Node>,
    documents: usize,
}

impl Builder<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        span_of(self.file, self.text, start, end)
    }

    fn take(&mut self, event: Event<'_>, at: Span) -> Result<(), Slip> {
        if event.tag().is_some() {
            return Err(refusal(
                at,
                "a tag (`!…`) has no meaning here",
                "write the plain value",
            ));
        }
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    let help = "keep one document to a file: remove the line `---`";
                    return Err(refusal(at, "a second document begins here", help));
                }
                Ok(())
            }
            Event::Scalar(value, style, anchor, _) => {
                refuse_anchor(anchor, at)?;
                self.scalar(&value, style, at)
            }
            Event::SequenceStart(style, anchor, _) => {
                refuse_anchor(anchor, at)?;
                self.start(style, OpenKind::List(Vec::new()), at)
            }
            Event::MappingStart(style, anchor, _) => {
                refuse_anchor(anchor, at)?;
                self.start(style, OpenKind::Map(Vec::new(), None), at)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(at),
            Event::Alias(_) | Event::UnresolvedAlias(_) => Err(refusal(
                at,
                "a value that begins with `*` is read as a reference to another value",
                "put the whole value in quotes, or write it out again",
            )),
            _ => Ok(()),
        }
    }

    fn start(&mut self, style: StructureStyle, kind: OpenKind, at: Span) -> Result<(), Slip> {
        if self.open.len() >= DEEPEST {
            let help = "no file of a partnership needs more than a few levels";
            return Err(refusal(at, "lists and maps are nested too deep", help));
        }
        if let Some(Open {
            kind: OpenKind::Map(_, key @ None),
            ..
        }) = self.open.last_mut()
        {
            *key = None;
            let help = "a key is a word before a colon; quote it if it must hold brackets";
            return Err(refusal(at, "a list or map stands where a key should", help));
        }
        let flow = matches!(style, StructureStyle::Flow);
        self.open.push(Open { at, flow, kind });
        Ok(())
    }

    fn end(&mut self, at: Span) -> Result<(), Slip> {
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        let mut whole = open.at;
        whole.end = at.end.max(whole.end);
        let shape = match open.kind {
            OpenKind::List(items) => Shape::List(items),
            OpenKind::Map(mut entries, _) => {
                if open.flow {
                    slips::comma_in_flow(self.text, &mut entries, &mut self.slips);
                }
                Shape::Map(entries)
            }
        };
        if !open.flow {
            whole.end = self.trimmed_end(whole);
        }
        self.place(Node { shape, at: whole })
    }

    /// A block ends where its last character stands, not at the next key.
    fn trimmed_end(&self, whole: Span) -> u32 {
        let text = self
            .text
            .get(whole.start as usize..whole.end as usize)
            .unwrap_or("");
        whole.start + u32::try_from(text.trim_end().len()).unwrap_or(0)
    }

    fn scalar(&mut self, value: &str, style: ScalarStyle, at: Span) -> Result<(), Slip> {
        let plain = matches!(style, ScalarStyle::Plain);
        if let Some(Open {
            kind: OpenKind::Map(entries, key @ None),
            flow,
            ..
        }) = self.open.last_mut()
        {
            // `£4,200,000` for each of two years: the noughts are no key given twice.
            let rest = *flow && !slips::follows_colon(self.text, at);
            if let Some(first) = entries
                .iter()
                .find(|e| folded(&e.key.value) == folded(value))
                && !rest
            {
                let (often, help) = match first.times {
                    1 => ("twice".to_owned(), "keep one of the two"),
                    n => (format!("{} times", n + 1), "keep one of them"),
                };
                self.slips.push(Slip {
                    kind: SlipKind::DuplicateKey,
                    at,
                    message: format!("`{value}` is given {often}"),
                    help: help.to_owned(),
                    also: Some((first.key.at, "first given here".to_owned())),
                });
            }
            *key = Some(Spanned::new(value.to_owned(), at));
            return Ok(());
        }
        let trusted = !plain || slips::in_plain_scalar(self.text, value, at, &mut self.slips);
        let shape = if !trusted {
            Shape::Misread
        } else if plain && matches!(value, "" | "~") {
            Shape::Nothing
        } else {
            Shape::Text(value.to_owned())
        };
        self.place(Node { shape, at })
    }

    fn place(&mut self, node: Node) -> Result<(), Slip> {
        let of_file = self.open.len() == 1;
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open {
                kind: OpenKind::List(items),
                ..
            }) => items.push(node),
            Some(Open {
                kind: OpenKind::Map(entries, key),
                flow,
                ..
            }) => {
                if let Some(key) = key.take() {
                    let rest = *flow && !slips::follows_colon(self.text, key.at);
                    let twice = |e: &&mut Entry| folded(&e.key.value) == folded(&key.value);
                    match entries.iter_mut().find(twice).filter(|_| !rest) {
                        Some(first) => {
                            if let Shape::Text(text) = &first.value.shape {
                                first.first = Some(text.clone());
                            }
                            first.times += 1;
                            given_twice(&mut first.value, node, first.key.at, of_file);
                        }
                        None => entries.push(Entry {
                            key,
                            value: node,
                            first: None,
                            times: 1,
                        }),
                    }
                }
            }
        }
        Ok(())
    }
}

/// A key written twice has no value; the slip tells both places, the first of them `at`. So that what
/// they define is known, of two lists every entry is kept, and one more that cannot be read; and of two
/// blocks of the file itself every key, those of both without a value.
fn given_twice(first: &mut Node, again: Node, at: Span, of_file: bool) {
    let misread = Node {
        shape: Shape::Misread,
        at,
    };
    match (&mut first.shape, again.shape) {
        (Shape::List(items), Shape::List(more)) => {
            items.retain(|item| item.at != at);
            items.extend(more);
            items.push(misread);
        }
        (Shape::Map(entries), Shape::Map(more)) if of_file => {
            for entry in more {
                let twice = |e: &&mut Entry| folded(&e.key.value) == folded(&entry.key.value);
                match entries.iter_mut().find(twice) {
                    Some(first) => given_twice(&mut first.value, entry.value, at, false),
                    None => entries.push(entry),
                }
            }
        }
        _ => *first = misread,
    }
}

fn refuse_anchor(anchor: usize, at: Span) -> Result<(), Slip> {
    if anchor == 0 {
        return Ok(());
    }
    Err(refusal(
        at,
        "a value that begins with `&` is read as a mark to refer back to",
        "put the whole value in quotes",
    ))
}

fn refusal(at: Span, message: &str, help: &str) -> Slip {
    Slip {
        kind: SlipKind::Syntax,
        at,
        message: message.to_owned(),
        help: help.to_owned(),
        also: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    /// The shape under a key of the whole text, in short.
    fn under(text: &str, key: &str) -> String {
        fn short(node: &Node) -> String {
            let all = |each: Vec<String>| each.join(" ");
            match &node.shape {
                Shape::Nothing => "nothing".to_owned(),
                Shape::Misread => "?".to_owned(),
                Shape::Text(text) => text.clone(),
                Shape::List(items) => format!("[{}]", all(items.iter().map(short).collect())),
                Shape::Map(entries) => {
                    let each = entries.iter();
                    let each = each.map(|e| format!("{}={}", e.key.value, short(&e.value)));
                    format!("({})", all(each.collect()))
                }
            }
        }
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", text);
        let (root, slips) = read(file, text);
        assert!(slips.iter().all(|s| s.kind == SlipKind::DuplicateKey));
        let Some(Shape::Map(entries)) = root.map(|root| root.shape) else {
            return String::new();
        };
        let entry = entries.iter().find(|e| e.key.value == key);
        entry.map(|e| short(&e.value)).unwrap_or_default()
    }

    #[test]
    fn what_a_key_says_twice_cannot_be_read() {
        assert_eq!(under("a: 1\nb: 2\na: 3\n", "a"), "?");
        assert_eq!(under("a: 1\na: 1\n", "a"), "?");
        assert_eq!(under("a:\na: 1\n", "a"), "?");
        assert_eq!(under("a: [1, 2]\na: [3]\n", "a"), "[1 2 3 ?]");
        assert_eq!(under("a: [1]\na: [3]\na: [4]\n", "a"), "[1 3 4 ?]");
        let two = "a: {b: 1, c: 2}\na: {c: 3, d: 4}\n";
        assert_eq!(under(two, "a"), "(b=1 c=? d=4)");
        let deeper = "x: {a: {b: 1}, a: {c: 3}, y: 4}\n";
        assert_eq!(under(deeper, "x"), "(a=? y=4)");
    }

    #[test]
    fn a_sign_within_a_value_begins_no_remark() {
        let text = "# one\na: 'x # y' # two # still two\r\nb: [é#1, \"# no\"] # three\nc: |\n  # text\n  more\n# four\nd: e#f";
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", text);
        let found: Vec<&str> = remarks(file, text)
            .into_iter()
            .map(|at| sources.slice(at))
            .collect();
        assert_eq!(found, ["# one", "# two # still two", "# three", "# four"]);
    }
}
