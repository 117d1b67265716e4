//! Flows as a Mermaid diagram: one line for each ribbon.

use super::plain_letters::plain_letters;
use crate::report::{Sankey, Station};
use std::collections::BTreeMap;

/// How it is to be drawn: tall enough for the boxes of its longest column.
fn head(sankeys: &[&Sankey]) -> String {
    let mut boxes = [0; 4];
    for station in sankeys.iter().flat_map(|sankey| &sankey.stations) {
        boxes[station.column.min(3)] += 1;
    }
    let tall = 40 * boxes.into_iter().max().unwrap_or(0).max(10);
    format!(
        "---\nconfig:\n  sankey:\n    showValues: true\n    prefix: \"£\"\n    width: 1200\n    height: {tall}\n---\nsankey-beta\n\n"
    )
}

/// One picture.
pub(super) fn sankey(sankey: &Sankey) -> String {
    drawn(&[sankey])
}

/// Every picture in one diagram; none if there is none.
pub(super) fn file(sankeys: &[&Sankey]) -> Option<String> {
    (!sankeys.is_empty()).then(|| drawn(sankeys))
}

fn drawn(sankeys: &[&Sankey]) -> String {
    let mut out = head(sankeys);
    // A box is known by its name alone.
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for sankey in sankeys {
        out.push_str(&format!("%% {}\n", plain(&sankey.title)));
        if !sankey.not_drawn.is_empty() {
            out.push_str(&format!("%% {}\n", plain(&sankey.not_drawn)));
        }
        let mut names = Vec::new();
        for station in &sankey.stations {
            let written = plain(&whole(station));
            let name = unique(&plain_letters(&written), &mut taken);
            if name != written {
                out.push_str(&format!("%% {name}: {written}\n"));
            }
            names.push(name.replace('"', "\"\""));
        }
        for ribbon in &sankey.ribbons {
            if !ribbon.said.is_empty() {
                out.push_str(&format!("%% {}\n", plain(&ribbon.said)));
            }
            let (from, to) = (&names[ribbon.from], &names[ribbon.to]);
            out.push_str(&format!("\"{from}\",\"{to}\",{}\n", ribbon.amount.plain()));
        }
    }
    out
}

/// A box's name, with what tells it from others.
fn whole(station: &Station) -> String {
    match (station.group.as_str(), station.note.as_str()) {
        // What stands beside a provider is how it is paid, and no part of its name.
        ("", note) if !note.is_empty() && station.column < 3 => {
            format!("{} ({note})", station.name)
        }
        _ => station.full(),
    }
}

/// A name no other box has.
fn unique(name: &str, taken: &mut BTreeMap<String, usize>) -> String {
    let mut number = *taken
        .entry(name.to_owned())
        .and_modify(|n| *n += 1)
        .or_insert(1);
    let mut unique = name.to_owned();
    while number > 1 {
        unique = format!("{name} ({number})");
        if !taken.contains_key(&unique) {
            taken.insert(unique.clone(), 1);
            break;
        }
        number += 1;
    }
    unique
}

/// Words on one line that begin no directive, comment or entity, and no markup where the diagram is
/// put into a page.
fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in super::calm(words).chars() {
        match c {
            '<' => out.push('('),
            '>' => out.push(')'),
            '#' => out.push_str("No "),
            '%' if out.ends_with('%') => out.push_str(" %"),
            '`' => out.push('\''),
            // No characters.
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}
