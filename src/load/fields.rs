//! The keys of one map: each asked for once, the rest told as unknown with the nearest name.

use super::scalar::Reading;
use super::{faults, spreadsheet};
use crate::finding::{Finding, Severity};
use crate::model::{Dated, Field, Since};
use crate::source::yaml::{Entry, Node, Shape};
use crate::source::{Span, Spanned};
use crate::value::{Day, FinancialYear, Id, Money};
use crate::value::{alike, folded, suggestion};

/// A map being read.
pub(super) struct Fields<'n> {
    entries: &'n [Entry],
    at: Span,
    what: &'static str,
    asked: Vec<&'static str>,
}

/// What a node is, in words.
pub(super) fn shape_word(node: &Node) -> &'static str {
    match node.shape {
        Shape::Nothing | Shape::Misread => "nothing",
        Shape::Text(_) => "a single value",
        Shape::List(_) => "a list",
        Shape::Map(_) => "a map of keys",
    }
}

/// Tells that a node is of the wrong shape.
pub(super) fn wrong_shape(node: &Node, wanted: &str, reading: &mut Reading<'_>) {
    if matches!(node.shape, Shape::Misread) {
        return;
    }
    reading.faults.push(
        Finding::new(
            &faults::WRONG_SHAPE,
            node.at,
            format!("{} stands where {wanted} should", shape_word(node)),
        )
        .help(match wanted {
            "a list" => "write a list: each item on a line of its own, after a dash".to_owned(),
            "a map of keys" => "write its keys, each on a line of its own: id: …".to_owned(),
            _ => format!("write {wanted} here"),
        }),
    );
}

/// A scalar's text; anything else is told.
pub(super) fn text_of<'n>(node: &'n Node, reading: &mut Reading<'_>) -> Option<&'n str> {
    match &node.shape {
        Shape::Text(text) => Some(text),
        _ => {
            wrong_shape(node, "a single value", reading);
            None
        }
    }
}

/// The items of a list; a single item may be written without the dash.
pub(super) fn items_of<'n>(node: &'n Node, reading: &mut Reading<'_>) -> &'n [Node] {
    match &node.shape {
        Shape::List(items) => items,
        Shape::Nothing | Shape::Misread => &[],
        Shape::Map(_) => std::slice::from_ref(node),
        Shape::Text(_) => {
            wrong_shape(node, "a list", reading);
            &[]
        }
    }
}

impl<'n> Fields<'n> {
    /// A map, or a finding that it is none.
    pub(super) fn of(
        node: &'n Node,
        what: &'static str,
        reading: &mut Reading<'_>,
    ) -> Option<Fields<'n>> {
        let Shape::Map(entries) = &node.shape else {
            wrong_shape(node, "a map of keys", reading);
            return None;
        };
        Some(Fields {
            entries,
            at: node.at,
            what,
            asked: Vec::new(),
        })
    }

    /// The node under a key; a key with nothing after it counts as not written.
    pub(super) fn node(&mut self, key: &'static str) -> Option<&'n Node> {
        self.entry(key)
            .map(|e| &e.value)
            .filter(|node| !matches!(node.shape, Shape::Nothing))
    }

    /// The key and its value, even with nothing after it.
    pub(super) fn entry(&mut self, key: &'static str) -> Option<&'n Entry> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.entries.iter().find(|e| alike(&e.key.value, key))
    }

    /// Items of a list under a key.
    pub(super) fn items(&mut self, key: &'static str, reading: &mut Reading<'_>) -> &'n [Node] {
        match self.node(key) {
            Some(node) => items_of(node, reading),
            None => &[],
        }
    }

    fn scalar<T>(
        &mut self,
        key: &'static str,
        reading: &mut Reading<'_>,
        read: impl FnOnce(&mut Reading<'_>, &str, Span) -> Field<T>,
    ) -> Field<T> {
        match self.node(key) {
            None => Field::Absent,
            Some(node) => match text_of(node, reading) {
                Some(text) => read(reading, text, node.at),
                None => Field::Unreadable(node.at),
            },
        }
    }

    /// Any text.
    pub(super) fn text(&mut self, key: &'static str, reading: &mut Reading<'_>) -> Field<String> {
        self.scalar(key, reading, |_, text, at| {
            Field::Given(Spanned::new(text.to_owned(), at))
        })
    }

    /// An id.
    pub(super) fn id(&mut self, key: &'static str, reading: &mut Reading<'_>) -> Field<Id> {
        self.scalar(key, reading, |r, text, at| r.id(text, at))
    }

    /// A date.
    pub(super) fn day(&mut self, key: &'static str, reading: &mut Reading<'_>) -> Field<Day> {
        self.scalar(key, reading, |r, text, at| r.day(text, at))
    }

    /// An amount.
    pub(super) fn money(&mut self, key: &'static str, reading: &mut Reading<'_>) -> Field<Money> {
        self.scalar(key, reading, |r, text, at| r.money(text, at))
    }

    /// A financial year.
    pub(super) fn year(
        &mut self,
        key: &'static str,
        reading: &mut Reading<'_>,
    ) -> Field<FinancialYear> {
        self.scalar(key, reading, |r, text, at| r.year(text, at))
    }

    /// One of a list of words.
    pub(super) fn word<T: Copy>(
        &mut self,
        key: &'static str,
        words: &'static [(&'static str, T)],
        reading: &mut Reading<'_>,
    ) -> Field<T> {
        self.scalar(key, reading, |r, text, at| r.word(text, at, words))
    }

    /// Yes or no.
    pub(super) fn flag(&mut self, key: &'static str, reading: &mut Reading<'_>) -> Option<bool> {
        const WORDS: &[(&str, bool)] = &[
            ("yes", true),
            ("no", false),
            ("true", true),
            ("false", false),
        ];
        self.word(key, WORDS, reading).value().copied()
    }

    /// A term that may change with time: one value, or a map from year or day to value.
    pub(super) fn dated<T>(
        &mut self,
        key: &'static str,
        reading: &mut Reading<'_>,
        read: impl FnMut(&mut Reading<'_>, &'n Node) -> Option<T>,
    ) -> Dated<T> {
        match self.node(key) {
            Some(node) => dated_of(node, reading, read),
            None => Dated::default(),
        }
    }

    /// Tells which of these keys are missing, in one finding at the first key of the map.
    pub(super) fn require(&self, keys: &[&'static str], reading: &mut Reading<'_>) {
        let unknown: Vec<String> = self
            .entries
            .iter()
            .map(|e| &e.key.value)
            .filter(|k| !self.asked.iter().any(|a| alike(a, k)))
            .map(|k| folded(k))
            .collect();
        let missing: Vec<&str> =
            keys.iter()
                .filter(|key| {
                    let there = self.entries.iter().any(|e| {
                        alike(&e.key.value, key) && !matches!(e.value.shape, Shape::Nothing)
                    });
                    // A misspelt key is told as unknown; telling it as missing too would be twice.
                    let misspelt = unknown
                        .iter()
                        .any(|u| crate::value::nearest(u, [**key]).is_some());
                    !there && !misspelt
                })
                .copied()
                .collect();
        if missing.is_empty() {
            return;
        }
        // A key with nothing after it, or the empty cell of a row, is the place to fill.
        let empty = self
            .entries
            .iter()
            .find(|e| alike(&e.key.value, missing[0]));
        let at = empty.or(self.entries.first()).map_or(self.at, |e| e.key.at);
        let list = missing.join("`, `");
        // A row of a table has its headings far above it: key and value are one cell.
        let in_table = self
            .entries
            .first()
            .is_some_and(|e| e.key.at == e.value.at && !matches!(e.value.shape, Shape::Misread));
        let help = if in_table {
            format!("fill `{list}` in this row")
        } else {
            format!("add: {}: …", missing.join(": …, "))
        };
        reading.faults.push(
            Finding::new(
                &faults::MISSING_KEY,
                at,
                format!("{} has no `{list}`", self.what),
            )
            .help(help),
        );
    }

    /// Tells every key nobody asked for. Keys that begin with `x-` are the user's own.
    pub(super) fn finish(self, reading: &mut Reading<'_>) {
        for entry in self.entries {
            let key = &entry.key.value;
            if self.asked.iter().any(|a| alike(a, key)) || folded(key).starts_with("x-") {
                continue;
            }
            reading.faults.push(
                Finding::new(
                    &faults::UNKNOWN_KEY,
                    entry.key.at,
                    format!("there is no key `{}` in {}", entry.key.value, self.what),
                )
                .help(suggestion(&entry.key.value, self.asked.iter().copied())),
            );
        }
    }
}

/// One value, or a map whose every key is a year or a day.
pub(super) fn dated_of<'n, T>(
    node: &'n Node,
    reading: &mut Reading<'_>,
    mut read: impl FnMut(&mut Reading<'_>, &'n Node) -> Option<T>,
) -> Dated<T> {
    let mut values = Vec::new();
    match &node.shape {
        Shape::Map(entries) if is_by_time(entries) => {
            for entry in entries {
                let Some(since) = since_of(&entry.key.value) else {
                    let (message, help) = spreadsheet::no_time(&entry.key.value);
                    reading.faults.push(
                        Finding::new(&faults::UNREADABLE_PERIOD, entry.key.at, message).help(help),
                    );
                    values.push((Since::Unreadable, Spanned::new(None, entry.key.at)));
                    continue;
                };
                let value = match entry.value.shape {
                    Shape::Nothing => {
                        let key = &entry.key.value;
                        let message = format!("`{key}` has nothing after it");
                        reading.faults.push(
                            Finding::new(&faults::MISSING_KEY, entry.key.at, message)
                                .help("write the value from that time on, or take the key out"),
                        );
                        None
                    }
                    _ => read(reading, &entry.value),
                };
                let at = place_of(&value, &entry.value);
                values.push((since, Spanned::new(value, at)));
            }
        }
        _ => {
            let value = read(reading, node);
            let at = place_of(&value, node);
            values.push((Since::Always, Spanned::new(value, at)));
        }
    }
    Dated { values }
}

/// Where a value stands; of one that YAML misread a part of, that part.
fn place_of<T>(value: &Option<T>, node: &Node) -> Span {
    let misread = value.is_none().then(|| misread_in(node));
    let misread = misread.into_iter().flatten().next();
    misread.unwrap_or(node.at)
}

/// Where to look for what keeps an entry of a list from being read: its id, where YAML misread that.
pub(super) fn lost_at(node: &Node) -> Span {
    let Shape::Map(entries) = &node.shape else {
        return node.at;
    };
    let id = entries.iter().find(|e| alike(&e.key.value, "id"));
    let misread = id.filter(|e| matches!(e.value.shape, Shape::Misread));
    misread.map_or(node.at, |e| e.value.at)
}

/// The first of several ids an entry of a list is given.
pub(super) fn first_id(node: &Node) -> Option<&str> {
    id_of(node).and_then(|e| e.first.as_deref())
}

/// How many ids an entry of a list is given.
pub(super) fn ids_given(node: &Node) -> usize {
    id_of(node).map_or(0, |e| e.times)
}

fn id_of(node: &Node) -> Option<&Entry> {
    let Shape::Map(entries) = &node.shape else {
        return None;
    };
    entries.iter().find(|e| alike(&e.key.value, "id"))
}

/// Places told as errors since there were `before` findings.
pub(super) fn told_since(before: usize, reading: &Reading<'_>) -> Vec<Span> {
    let new = reading.faults.list()[before..].iter();
    new.filter(|f| f.severity == Severity::Error)
        .map(|f| f.at)
        .collect()
}

/// Values anywhere in a node that YAML itself read other than they were meant.
pub(super) fn misread_in(node: &Node) -> Vec<Span> {
    match &node.shape {
        Shape::Misread => vec![node.at],
        Shape::List(items) => items.iter().flat_map(misread_in).collect(),
        Shape::Map(entries) => entries.iter().flat_map(|e| misread_in(&e.value)).collect(),
        Shape::Nothing | Shape::Text(_) => Vec::new(),
    }
}

/// A map from times to values: one key is a time, or every key has a figure in it, as `Oct-25`
/// has, where times are meant and mistaken.
fn is_by_time(entries: &[Entry]) -> bool {
    let figure = |e: &Entry| e.key.value.contains(|c: char| c.is_ascii_digit());
    entries.iter().any(|e| since_of(&e.key.value).is_some())
        || (!entries.is_empty() && entries.iter().all(figure))
}

fn since_of(key: &str) -> Option<Since> {
    if let Some(year) = FinancialYear::parse(key) {
        return Some(Since::Year(year));
    }
    Day::parse(key).ok().map(Since::Day)
}

/// Reads a scalar node as an id, for terms that change with time.
pub(super) fn id_value(reading: &mut Reading<'_>, node: &Node) -> Option<Id> {
    let text = text_of(node, reading)?;
    reading.id(text, node.at).value().cloned()
}

/// Reads a scalar node as an amount, for terms that change with time.
pub(super) fn money_value(reading: &mut Reading<'_>, node: &Node) -> Option<Money> {
    let text = text_of(node, reading)?;
    reading.money(text, node.at).value().copied()
}

/// The id every entry of a list needs; without one the entry is told and left out.
pub(super) fn entry_id(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Option<Spanned<Id>> {
    match fields.id("id", reading) {
        Field::Given(id) => Some(id),
        Field::Unreadable(_) => None,
        Field::Absent => {
            fields.require(&["id"], reading);
            None
        }
    }
}
