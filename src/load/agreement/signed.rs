//! Who signed, who manages the fund, and where the signed document deals with each matter.

use super::stated::is_thin;
use crate::load::fields::Fields;
use crate::load::scalar::Reading;
use crate::model::{Clause, Field, PoolManager, Signature};
use crate::source::yaml::Node;

pub(super) fn signatures(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Vec<Signature> {
    let mut all = Vec::new();
    for item in fields.items("signatures", reading) {
        let Some(mut entry) = Fields::of(item, "a signature", reading) else {
            continue;
        };
        let partner = entry.id("partner", reading);
        entry.node("by");
        let on = entry.day("on", reading);
        entry.require(&["partner"], reading);
        entry.finish(reading);
        all.push(Signature {
            partner,
            on,
            at: item.at,
        });
    }
    all
}

pub(in crate::load) fn pool_manager(
    fields: &mut Fields<'_>,
    reading: &mut Reading<'_>,
) -> Option<PoolManager> {
    let node = fields.node("pool_manager")?;
    let mut entry = Fields::of(node, "a pool manager", reading)?;
    let post = match entry.text("post", reading) {
        // A place held for a post is no post.
        Field::Given(post) if is_thin(&post.value) => Field::Absent,
        post => post,
    };
    let manager = PoolManager {
        post,
        employer: entry.id("employer", reading),
        at: node.at,
    };
    entry.finish(reading);
    Some(manager)
}

pub(super) fn clause(row: &Node, reading: &mut Reading<'_>) -> Option<Clause> {
    let mut fields = Fields::of(row, "a clause", reading)?;
    let clause = Clause {
        matter: fields.text("matter", reading),
        clause: fields.text("clause", reading),
        note: fields.text("note", reading),
        at: row.at,
    };
    fields.require(&["matter"], reading);
    fields.finish(reading);
    Some(clause)
}
