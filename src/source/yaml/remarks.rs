//! What texts say without the remarks (`# …`) people write beside it.

use super::tree;
use crate::source::{FileId, Sources, Span};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Where remarks stand in texts; each is looked through once, when it is first asked about.
pub struct Remarks<'s> {
    sources: &'s Sources,
    found: RefCell<BTreeMap<FileId, Vec<Span>>>,
}

impl<'s> Remarks<'s> {
    /// Of these texts.
    pub fn of(sources: &'s Sources) -> Remarks<'s> {
        Remarks {
            sources,
            found: RefCell::default(),
        }
    }

    /// What stands at a span, line by line, each with its place: without remarks, outer spaces and
    /// lines that say nothing.
    pub fn lines_without(&self, at: Span) -> Vec<(&'s str, Span)> {
        let mut found = self.found.borrow_mut();
        let remarks = found.entry(at.file).or_insert_with(|| {
            // A table has none.
            match self.sources.name(at.file).ends_with(".csv") {
                true => Vec::new(),
                false => tree::remarks(at.file, self.sources.text(at.file)),
            }
        });
        let mut lines = Vec::new();
        let mut start = at.start;
        for line in self.sources.slice(at).split_inclusive(['\n', '\r']) {
            let end = start + length(line);
            let next = remarks.partition_point(|remark| remark.start < start);
            // A remark runs to the end of its line.
            let said = match remarks.get(next) {
                Some(remark) if remark.start < end => &line[..(remark.start - start) as usize],
                _ => line,
            };
            if !said.trim().is_empty() {
                let place = Span {
                    file: at.file,
                    start: start + length(said) - length(said.trim_start()),
                    end: start + length(said.trim_end()),
                };
                lines.push((said.trim(), place));
            }
            start = end;
        }
        lines
    }
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(0)
}
