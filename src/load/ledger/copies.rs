//! A ledger file that is another one, byte for byte: its rows would count twice.

use super::read_through;
use crate::finding::Finding;
use crate::load::faults;
use crate::load::folder::Work;
use crate::load::mapping::{As, Mapping};
use crate::source::{Span, for_each_row};
use crate::workspace::FileEntry;
use anyhow::{Context, Result};
use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::ops::ControlFlow;

impl Work<'_> {
    /// The ledger's files in the order of their names, without those that are another one.
    pub(in crate::load) fn ledger_files<'m>(
        &mut self,
        mappings: &'m [Mapping],
    ) -> Result<Vec<(FileEntry, Option<&'m Mapping>)>> {
        let mut kept: Vec<(FileEntry, Option<&'m Mapping>)> = Vec::new();
        let mut by_length: HashMap<u64, Vec<usize>> = HashMap::new();
        for (entry, mapping) in self.files("ledger", As::Ledger, mappings)? {
            // Where the length is not known, reading it says what is amiss.
            let alike = match entry.length() {
                Some(length) => by_length.entry(length).or_default(),
                None => &mut Vec::new(),
            };
            let copied = copied((&entry, mapping), alike.iter().map(|i| &kept[*i]))?;
            match copied.map(|other| other.name.clone()) {
                Some(other) => self.tell_copy(&entry.name, &other),
                None => {
                    alike.push(kept.len());
                    kept.push((entry, mapping));
                }
            }
        }
        Ok(kept)
    }

    /// Tells a file that is another one, and names it among what is left out: which was meant to
    /// hold other rows is not known.
    fn tell_copy(&mut self, name: &str, other: &str) {
        let file = self.loaded.sources.add(name, "");
        let at = Span {
            file,
            start: 0,
            end: 0,
        };
        let message = format!("{name} is {other}, byte for byte: its rows would count twice");
        let help =
            "remove one of them; if this one was to hold other rows, save those under its name";
        let finding = Finding::new(&faults::FILE_TWICE, at, message).help(help);
        self.loaded.findings.push(finding);
        let why = format!("it is {other}, byte for byte");
        self.unread(As::Ledger, name, at, &why);
    }
}

/// The file before this one that is the same and is read in the same way, if this has rows.
fn copied<'a, 'm: 'a>(
    (entry, mapping): (&FileEntry, Option<&Mapping>),
    alike: impl Iterator<Item = &'a (FileEntry, Option<&'m Mapping>)>,
) -> Result<Option<&'a FileEntry>> {
    for (other, read_as) in alike {
        if same_reading(mapping, *read_as) && same(entry, other)? {
            let skip = mapping.map_or(0, |m| m.skip_rows);
            return Ok(has_rows(entry, skip)?.then_some(other));
        }
    }
    Ok(None)
}

/// Do two entries of `files:` say the same of the rows?
fn same_reading(one: Option<&Mapping>, other: Option<&Mapping>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => {
            let constants = |m: &Mapping| -> Vec<(&str, String)> {
                let all = m.constants.iter().chain(&m.headings);
                all.map(|(column, said)| (*column, said.value.clone()))
                    .collect()
            };
            let tables = |m: &Mapping| -> Vec<(&str, String, String)> {
                let all = m.lookups.iter();
                all.map(|(column, heading, table)| {
                    (*column, heading.value.clone(), table.value.clone())
                })
                .collect()
            };
            constants(one) == constants(other)
                && tables(one) == tables(other)
                && one.months == other.months
        }
        _ => false,
    }
}

fn same(one: &FileEntry, other: &FileEntry) -> Result<bool> {
    let failed = || format!("{} and {} cannot be compared", one.name, other.name);
    let (mut a, mut b) = (BufReader::new(one.open()?), BufReader::new(other.open()?));
    loop {
        let (here, there) = (
            a.fill_buf().with_context(failed)?,
            b.fill_buf().with_context(failed)?,
        );
        let n = here.len().min(there.len());
        if n == 0 {
            return Ok(here.len() == there.len());
        }
        if here[..n] != there[..n] {
            return Ok(false);
        }
        a.consume(n);
        b.consume(n);
    }
}

/// Is there a row below the heading? A file that only waits for its rows may be any other's.
fn has_rows(entry: &FileEntry, skip: usize) -> Result<bool> {
    let Some(mut input) = super::ledger_input(entry)?.input else {
        return Ok(true);
    };
    let mut rows = 0;
    let read = for_each_row(&mut input, &mut |row| {
        rows += usize::from(row.line > skip && !row.cells.is_blank());
        match rows {
            2.. => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    });
    read_through(entry, read)?;
    Ok(rows > 1)
}
