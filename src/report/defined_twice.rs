//! Ids of partners, providers, pools and schemes that are defined twice, told alike by the reports
//! that count by them.

use super::Part;
use crate::model::{Partnership, Twice, TwiceWhat};
use crate::source::Sources;

/// Each place of one that is not a scheme, in words.
pub(super) fn bodies_and_pools(plan: &Partnership, sources: &Sources) -> Vec<String> {
    let bears = |twice: &&Twice| !matches!(twice.what, TwiceWhat::RiskShare | TwiceWhat::Row);
    let twice = plan.twice.iter().filter(bears);
    let said = twice.map(|twice| format!("{} ({})", twice.why(), sources.short(twice.at)));
    said.collect()
}

/// The first place of each scheme, in words.
pub(super) fn schemes_kept(plan: &Partnership, sources: &Sources) -> Vec<String> {
    let doubled = plan.schemes.iter().filter(|scheme| scheme.doubled);
    let said = doubled.map(|scheme| {
        let (id, at) = (&scheme.id.value, sources.short(scheme.id.at));
        format!(
            "scheme `{id}` is defined twice ({at}): what the ledger has of it is taken for this one"
        )
    });
    said.collect()
}

/// Every place of all of them, in words.
pub fn all(plan: &Partnership, sources: &Sources) -> Vec<String> {
    let again = plan.lost_schemes.iter().filter(|scheme| scheme.doubled);
    let again = again.map(|scheme| {
        let at = sources.short(scheme.at);
        format!(
            "scheme `{}` is defined twice ({at}): what is said here is in no figure",
            scheme.named
        )
    });
    let kept = schemes_kept(plan, sources).into_iter();
    let first = bodies_and_pools(plan, sources).into_iter();
    first.chain(kept).chain(again).collect()
}

/// Is there any?
pub(super) fn is_any(plan: &Partnership, sources: &Sources) -> bool {
    !all(plan, sources).is_empty()
}

/// The same as a part of a report, before any figure; `counted` says what they bear on.
pub(super) fn parts(plan: &Partnership, sources: &Sources, counted: &str) -> Vec<Part> {
    let lines = all(plan, sources);
    if lines.is_empty() {
        return Vec::new();
    }
    vec![
        Part::Heading("Defined twice".to_owned()),
        Part::List(lines),
        Part::Sentence(format!(
            "Of each the first is taken, and which is meant nobody can tell: {counted} may be wrong \
             until one of the two has another id, or is gone."
        )),
    ]
}
