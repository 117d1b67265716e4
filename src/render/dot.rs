//! Flows for Graphviz: a box for each node, an arrow for each ribbon.

use crate::report::{Sankey, Tone};

/// Every picture in one graph, each in a frame of its own; none if there is none.
pub(super) fn file(sankeys: &[&Sankey]) -> Option<String> {
    if sankeys.is_empty() {
        return None;
    }
    let mut out = String::from(
        "digraph flows {\n  rankdir=LR;\n  node [shape=box, style=filled, fillcolor=\"#f4f6f8\", \
         fontname=\"Arial\", fontsize=11];\n  edge [fontname=\"Arial\", fontsize=9, color=\"#5b7083\"];\n",
    );
    for (number, sankey) in sankeys.iter().enumerate() {
        out.push_str(&cluster(sankey, number));
    }
    out.push_str("}\n");
    Some(out)
}

fn cluster(sankey: &Sankey, number: usize) -> String {
    let not_drawn = match sankey.not_drawn.is_empty() {
        true => String::new(),
        false => format!("\\n{}", quoted(&sankey.not_drawn)),
    };
    let mut out = format!(
        "  subgraph cluster_{number} {{\n    label=\"{}{not_drawn}\";\n    fontname=\"Arial\";\n",
        quoted(&sankey.title)
    );
    for (i, station) in sankey.stations.iter().enumerate() {
        let note = match station.note.is_empty() {
            true => String::new(),
            false => format!("\\n{}", quoted(&station.note)),
        };
        out.push_str(&format!(
            "    n{number}_{i} [label=\"{}\\n{}{note}\"{}];\n",
            quoted(&station.full()),
            station.amount,
            look(station.tone)
        ));
    }
    for column in 0..sankey.heads.len() {
        let own = sankey.stations.iter().enumerate();
        let own = own.filter(|(_, station)| station.column == column);
        let names: Vec<String> = own.map(|(i, _)| format!("n{number}_{i};")).collect();
        if !names.is_empty() {
            out.push_str(&format!("    {{ rank=same; {} }}\n", names.join(" ")));
        }
    }
    let most = sankey.ribbons.iter().map(|r| r.amount.pence()).max();
    let most = most.unwrap_or(1).max(1);
    for ribbon in &sankey.ribbons {
        let said = match ribbon.said.is_empty() {
            true => String::new(),
            false => format!("\\n{}", quoted(&ribbon.said)),
        };
        let dashed = if ribbon.planned { ", style=dashed" } else { "" };
        out.push_str(&format!(
            "    n{number}_{} -> n{number}_{} [label=\"{}{said}\", penwidth={}{dashed}];\n",
            ribbon.from,
            ribbon.to,
            ribbon.amount,
            // From one to twelve points, by its amount.
            1 + ribbon.amount.pence() * 11 / most
        ));
    }
    out.push_str("  }\n");
    out
}

fn look(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "",
        Tone::Left => ", fillcolor=\"#e6f4ec\"",
        Tone::Beyond => ", fillcolor=\"#fbe9ee\"",
        Tone::Other => ", fillcolor=\"#e3e7ea\"",
    }
}

/// Words between quotation marks: no mark ends them, no stroke is an escape, no ampersand an entity.
fn quoted(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in super::calm(words).chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
