//! Entries of one list that have one id: the first is kept, each other is told and left out. What
//! rests on such an id is refused by what is kept here of both places.

use super::faults;
use super::scalar::Reading;
use crate::finding::Finding;
use crate::model::{LostScheme, OwnService, Partnership, Pool, Scheme, Twice, TwiceWhat};
use crate::source::{Span, Spanned};
use crate::value::Id;
use std::collections::HashMap;

/// What to write instead, where nothing else is possible.
pub(super) const ANOTHER_ID: &str = "give one of them another id, or remove it";

/// The first of every id; and the others, each with the position of the one that is kept.
pub(super) fn apart<T>(
    items: Vec<T>,
    id: impl Fn(&T) -> &Spanned<Id>,
    reading: &mut Reading<'_>,
) -> (Vec<T>, Vec<(usize, T)>) {
    let (mut kept, mut again): (Vec<T>, Vec<(usize, T)>) = (Vec::new(), Vec::new());
    let mut places: HashMap<Id, usize> = HashMap::new();
    for item in items {
        let this = id(&item).clone();
        match places.get(&this.value) {
            Some(first) => {
                tell(&this, id(&kept[*first]).at, ANOTHER_ID, reading);
                again.push((*first, item));
            }
            None => {
                places.insert(this.value, kept.len());
                kept.push(item);
            }
        }
    }
    (kept, again)
}

/// Tells that an id is defined again.
pub(super) fn tell(id: &Spanned<Id>, first: Span, help: &str, reading: &mut Reading<'_>) {
    let message = format!("`{}` is defined twice", id.value);
    let finding = Finding::new(&faults::DUPLICATE_ID, id.at, message);
    let finding = finding.also(first, "first defined here").help(help);
    reading.faults.push(finding);
}

/// Keeps both places of an id that is defined again, the first of them once.
pub(super) fn note(all: &mut Vec<Twice>, what: TwiceWhat, id: &Spanned<Id>, first: Span) {
    for at in [first, id.at] {
        if !all.iter().any(|twice| twice.at == at) {
            let (named, year) = (format!("{} `{}`", what.word(), id.value), None);
            all.push(Twice {
                what,
                named,
                year,
                at,
            });
        }
    }
}

/// The first of every id, and both places of those that are defined again.
pub(super) fn noted<T>(
    items: Vec<T>,
    (what, id): (TwiceWhat, impl Fn(&T) -> &Spanned<Id>),
    all: &mut Vec<Twice>,
    reading: &mut Reading<'_>,
) -> Vec<T> {
    let (kept, again) = apart(items, &id, reading);
    for (first, item) in &again {
        note(all, what, id(item), id(&kept[*first]).at);
    }
    kept
}

/// The pools. Of one that is defined again neither standing nor contributions are known.
pub(super) fn pools(
    items: Vec<Pool>,
    all: &mut Vec<Twice>,
    reading: &mut Reading<'_>,
) -> Vec<Pool> {
    let (mut kept, again) = apart(items, |pool| &pool.id, reading);
    for (first, pool) in again {
        let first = &mut kept[first];
        note(all, TwiceWhat::Pool, &pool.id, first.id.at);
        first.doubled = true;
        first.unreadable.push(first.id.at);
    }
    kept
}

/// The schemes. One that is defined again is lost where it stands again, and has no figures where
/// it stands first.
pub(super) fn schemes(
    items: Vec<Scheme>,
    plan: &mut Partnership,
    reading: &mut Reading<'_>,
) -> Vec<Scheme> {
    let (mut kept, again) = apart(items, |scheme| &scheme.id, reading);
    for (first, scheme) in again {
        let first = &mut kept[first];
        first.doubled = true;
        first.funding_unreadable.push(first.id.at);
        plan.lost_schemes.push(LostScheme {
            named: scheme.id.value.to_string(),
            pool: scheme.pool.value().map(Id::to_string),
            doubled: true,
            ids: 1,
            at: scheme.id.at,
        });
    }
    kept
}

/// The services of the partnership's own; both places of one that is defined again are lost.
pub(super) fn services(
    items: Vec<OwnService>,
    lost: &mut Vec<Span>,
    reading: &mut Reading<'_>,
) -> Vec<OwnService> {
    let (kept, again) = apart(items, |service| &service.id, reading);
    for (first, service) in &again {
        lost.extend([kept[*first].id.at, service.id.at]);
    }
    kept
}
