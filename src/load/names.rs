//! What the ids in a row of the ledger, or in a line of its totals, name: schemes, pools, partners,
//! providers.

use crate::model::{Partnership, Party};
use crate::value::{folded, shown, suggestion};
use rustc_hash::FxHashMap;

/// A spelling that names nothing: the message and the help, found once.
pub(super) struct Unknown(pub(super) String, pub(super) String);

/// What the ids of a column name.
fn thing(column: &str) -> &str {
    if column == "paid_by" {
        "partner"
    } else {
        column
    }
}

/// The place of every scheme by its id: there may be as many as rows.
pub(super) fn scheme_places(plan: &Partnership) -> FxHashMap<String, usize> {
    let schemes = plan.schemes.iter().enumerate().rev();
    schemes
        .map(|(i, scheme)| (scheme.id.value.to_string(), i))
        .collect()
}

/// The place of an id among those a column may name; what to write instead if it is not there.
pub(super) fn named(
    column: &str,
    text: &str,
    plan: &Partnership,
    schemes: &FxHashMap<String, usize>,
) -> Result<usize, Unknown> {
    let id = folded(text);
    if column == "scheme"
        && let Some(found) = schemes.get(&id)
    {
        return Ok(*found);
    }
    let found = match column {
        "scheme" => None,
        "pool" => plan.pool(&id),
        _ => plan.partner(&id),
    };
    if let Some(found) = found {
        return Ok(found);
    }
    let what = thing(column);
    let ids: Vec<&str> = match column {
        "scheme" => plan.schemes.iter().map(|s| s.id.value.as_str()).collect(),
        "pool" => plan.pools.iter().map(|p| p.id.value.as_str()).collect(),
        _ => plan.partners.iter().map(|p| p.id.value.as_str()).collect(),
    };
    let help = match ids.len() {
        0 => format!("partnership.yaml defines no {what} at all"),
        1..=12 => suggestion(text, ids.iter().copied()),
        _ => match crate::value::nearest(text, ids.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("add the {what} to partnership.yaml, or correct its id here"),
        },
    };
    let message = format!("there is no {what} `{}`", shown(text));
    Err(Unknown(message, help))
}

/// The partner or provider of an id.
pub(super) fn party_named(text: &str, plan: &Partnership) -> Result<Party, Unknown> {
    let id = folded(text);
    let party = plan.party(&id);
    party.ok_or_else(|| {
        let partners = plan.partners.iter().map(|p| p.id.value.as_str());
        let names = partners.chain(plan.providers.iter().map(|p| p.id.value.as_str()));
        let message = format!("there is no partner or provider `{}`", shown(text));
        Unknown(message, suggestion(text, names))
    })
}
