//! Places: spans of bytes in texts, and the lines and columns people know them by.

use super::long::LongText;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::path::PathBuf;

/// One text that was read; a number `Sources` gave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A run of bytes in one text. Small and `Copy`; `Sources` turns it into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Which text.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub at: Span,
}

impl<T> Spanned<T> {
    /// A value at a place.
    pub fn new(value: T, at: Span) -> Spanned<T> {
        Spanned { value, at }
    }

    /// The same place with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned {
            value: f(self.value),
            at: self.at,
        }
    }
}

/// A place as people know it: physical lines and columns from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, as the user may open it.
    pub file: String,
    /// First line.
    pub line: usize,
    /// First column.
    pub column: usize,
    /// Last line.
    pub end_line: usize,
    /// One past the last column.
    pub end_column: usize,
}

struct Text {
    name: String,
    /// The sheet of a workbook it is: its lines are the sheet's rows.
    sheet: Option<String>,
    text: String,
    /// Instead of a text, the file it is read from again.
    long: Option<LongText>,
    /// Physical line (from 1) on which the text begins: above 1 for a row kept from a long file.
    first_line: usize,
    line_starts: OnceCell<Vec<u32>>,
}

/// Every text that was read, so that any span can be shown.
#[derive(Default)]
pub struct Sources {
    texts: Vec<Text>,
    revision: Option<String>,
    /// The first place and another of what is given twice.
    again: Vec<(Span, Span)>,
}

impl Sources {
    /// Says with every place from now on that it is of this revision.
    pub fn of_revision(&mut self, revision: impl Into<String>) {
        self.revision = Some(revision.into());
    }

    /// Keeps a whole text. Texts beyond 4 GiB cannot be pointed into and are refused earlier.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        self.add_piece(name, text, 1)
    }

    /// Keeps one piece of a file that is too long to hold: it begins on `first_line` of `name`.
    pub fn add_piece(
        &mut self,
        name: impl Into<String>,
        text: impl Into<String>,
        first_line: usize,
    ) -> FileId {
        let id = FileId(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        self.texts.push(Text {
            name: name.into(),
            sheet: None,
            text: text.into(),
            long: None,
            first_line,
            line_starts: OnceCell::new(),
        });
        id
    }

    /// Knows a file of so many bytes of UTF-8 that is too long to hold: pieces of it are read
    /// again by `piece`.
    pub fn add_long(&mut self, name: impl Into<String>, path: PathBuf, length: u32) -> FileId {
        let id = self.add(name, "");
        if let Some(text) = self.texts.last_mut() {
            text.long = Some(LongText::new(path, length));
        }
        id
    }

    /// Keeps the text of one sheet of a workbook, every row on its own line.
    pub fn add_sheet(
        &mut self,
        name: impl Into<String>,
        sheet: impl Into<String>,
        text: impl Into<String>,
    ) -> FileId {
        let id = self.add(name, text);
        self.texts[id.0 as usize].sheet = Some(sheet.into());
        id
    }

    /// A text, whole; blank for one that is not held.
    pub fn text(&self, file: FileId) -> &str {
        &self.get(file).text
    }

    /// The name a text was read under.
    pub fn name(&self, file: FileId) -> &str {
        &self.get(file).name
    }

    /// What stands at a span; blank in a text that is not held.
    pub fn slice(&self, at: Span) -> &str {
        let text = self.text(at.file);
        text.get(at.start as usize..at.end as usize).unwrap_or("")
    }

    /// The same, read again where the text is not held.
    pub fn piece(&self, at: Span) -> Cow<'_, str> {
        match &self.get(at.file).long {
            Some(long) => Cow::Owned(long.slice(at.start, at.end)),
            None => Cow::Borrowed(self.slice(at)),
        }
    }

    /// Line and column of both ends of a span.
    pub fn place(&self, at: Span) -> Place {
        let text = self.get(at.file);
        let (line, column) = text.line_column(at.start);
        let (end_line, end_column) = text.line_column(at.end.max(at.start));
        Place {
            file: match &self.revision {
                None => text.name.clone(),
                Some(revision) => format!("{} at {revision}", text.name),
            },
            line,
            column,
            end_line,
            end_column,
        }
    }

    /// `file:line`, the short form for sentences and tables; `file, sheet Contracts, row 12` of a
    /// workbook; `file:line at 3f2a…` of a revision.
    pub fn short(&self, at: Span) -> String {
        let text = self.get(at.file);
        let line = text.line_column(at.start).0;
        let short = match &text.sheet {
            None => format!("{}:{line}", text.name),
            Some(sheet) => format!("{}, sheet {sheet}, row {line}", text.name),
        };
        match &self.revision {
            None => short,
            Some(revision) => format!("{short} at {revision}"),
        }
    }

    /// What stands at `first` is given again at `other`: who is sent to the one is told of both.
    pub fn given_again(&mut self, first: Span, other: Span) {
        self.again.push((first, other));
    }

    /// Where else stands what is given at a place.
    pub fn others(&self, at: Span) -> impl Iterator<Item = Span> {
        let of = self.again.iter().filter(move |(first, _)| *first == at);
        of.map(|(_, other)| *other)
    }

    /// The short form of a place and of every other where the same is given again.
    pub fn places(&self, at: Span) -> String {
        let mut all = vec![self.short(at)];
        all.extend(self.others(at).map(|other| self.short(other)));
        let given = all.len();
        all.dedup();
        match (all.as_slice(), given) {
            ([one], 1) => one.clone(),
            ([one], 2) => format!("{one}, twice"),
            ([one], n) => format!("{one}, {n} times"),
            ([before @ .., last], _) => format!("{} and {last}", before.join(", ")),
            ([], _) => String::new(),
        }
    }

    /// The whole physical lines a span touches, without the last line's end.
    pub fn lines_around(&self, at: Span) -> Span {
        let text = self.get(at.file);
        let starts = text.line_starts();
        let last = starts.partition_point(|s| *s <= at.end.max(at.start)) - 1;
        let first = starts.partition_point(|s| *s <= at.start) - 1;
        let end = starts
            .get(last + 1)
            .map_or(text.text.len(), |s| *s as usize);
        let line = &text.text[starts[first] as usize..end];
        let kept = line.trim_end_matches(['\n', '\r']).len();
        Span {
            file: at.file,
            start: starts[first],
            end: starts[first] + u32::try_from(kept).unwrap_or(0),
        }
    }

    fn get(&self, file: FileId) -> &Text {
        &self.texts[file.0 as usize]
    }
}

impl Text {
    /// Byte offsets at which physical lines begin. Lines end with LF or CRLF; in a text without
    /// any LF, with CR.
    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let end = if bytes.contains(&b'\n') { b'\n' } else { b'\r' };
            let mut starts = vec![0];
            for (i, byte) in bytes.iter().enumerate() {
                if *byte == end {
                    starts.push(u32::try_from(i + 1).unwrap_or(u32::MAX));
                }
            }
            starts
        })
    }

    fn line_column(&self, offset: u32) -> (usize, usize) {
        if let Some(long) = &self.long {
            return long.line_column(offset);
        }
        let starts = self.line_starts();
        let line = starts.partition_point(|s| *s <= offset) - 1;
        let before = self
            .text
            .get(starts[line] as usize..offset as usize)
            .unwrap_or("");
        (self.first_line + line, before.chars().count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str, needle: &str) -> (usize, usize, usize, usize) {
        let mut sources = Sources::default();
        let file = sources.add("a.csv", text);
        let start = u32::try_from(text.find(needle).unwrap()).unwrap();
        let end = start + u32::try_from(needle.len()).unwrap();
        let p = sources.place(Span { file, start, end });
        (p.line, p.column, p.end_line, p.end_column)
    }

    #[test]
    fn lines_and_columns_are_physical_and_count_characters() {
        assert_eq!(places("a,b\n£5,x\n", "x"), (2, 4, 2, 5));
        assert_eq!(places("a\r\nb,\"x\r\ny\",z\r\n", "z"), (3, 4, 3, 5));
        assert_eq!(places("a\rb\rc", "c"), (3, 1, 3, 2));
        assert_eq!(places("a,\"one\ntwo\",c", "one\ntwo"), (1, 4, 2, 4));
    }

    #[test]
    fn what_is_given_again_has_every_place() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", "a: 1, a: 2\na: 3\na: 4\n");
        let key = |start| Span {
            file,
            start,
            end: start + 1,
        };
        assert_eq!(sources.places(key(0)), "a.yaml:1");
        sources.given_again(key(0), key(6));
        assert_eq!(sources.places(key(0)), "a.yaml:1, twice");
        assert_eq!(sources.places(key(6)), "a.yaml:1");
        sources.given_again(key(0), key(11));
        assert_eq!(sources.places(key(0)), "a.yaml:1 and a.yaml:2");
        sources.given_again(key(0), key(16));
        assert_eq!(sources.places(key(0)), "a.yaml:1, a.yaml:2 and a.yaml:3");
        for again in [7, 8] {
            sources.given_again(key(6), key(again));
        }
        assert_eq!(sources.places(key(6)), "a.yaml:1, 3 times");
    }

    #[test]
    fn a_piece_knows_the_line_it_was_cut_from() {
        let mut sources = Sources::default();
        let file = sources.add_piece("ledger/a.csv", "2025,x", 214);
        let at = Span {
            file,
            start: 5,
            end: 6,
        };
        assert_eq!(sources.short(at), "ledger/a.csv:214");
        sources.of_revision("3f2a");
        assert_eq!(sources.short(at), "ledger/a.csv:214 at 3f2a");
        assert_eq!(sources.place(at).file, "ledger/a.csv at 3f2a");
        assert_eq!(sources.slice(at), "x");
    }
}
