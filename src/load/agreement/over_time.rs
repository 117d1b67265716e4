//! Terms of the agreement that run over time: reviews, variations, extensions, and the dates on
//! which things were agreed.

use super::signed::signatures;
use crate::finding::Finding;
use crate::load::faults;
use crate::load::fields::{Fields, items_of, text_of, wrong_shape};
use crate::load::scalar::Reading;
use crate::model::{Extensions, Field, Review, Variation};
use crate::source::Spanned;
use crate::source::yaml::{Node, Shape};
use crate::value::Day;

/// Months between reviews, by the words for it.
const EVERY: &[(&str, u32)] = &[
    ("month", 1),
    ("quarter", 3),
    ("half-year", 6),
    ("year", 12),
    ("monthly", 1),
    ("quarterly", 3),
    ("half-yearly", 6),
    ("annual", 12),
];

/// `review:` as a map; a text is words only.
pub(super) fn review(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Review {
    let Some(mut block) = block(fields, "review", "a review", reading) else {
        return Review::default();
    };
    let (held, held_unread) = match block.node("held") {
        Some(list) => days(list, reading),
        None => (Vec::new(), false),
    };
    let review = Review {
        every: block.word("every", EVERY, reading),
        annual: block.day("annual", reading),
        held,
        held_unread,
    };
    block.finish(reading);
    review
}

/// The map under a key, where there is one.
fn block<'n>(
    fields: &mut Fields<'n>,
    key: &'static str,
    what: &'static str,
    reading: &mut Reading<'_>,
) -> Option<Fields<'n>> {
    let node = fields.node(key)?;
    match node.shape {
        Shape::Map(_) => Fields::of(node, what, reading),
        _ => None,
    }
}

/// A list of days, or one day; and is there one that could not be read?
fn days(list: &Node, reading: &mut Reading<'_>) -> (Vec<Spanned<Day>>, bool) {
    let items = match list.shape {
        Shape::Text(_) => std::slice::from_ref(list),
        _ => items_of(list, reading),
    };
    let mut all = Vec::new();
    for item in items {
        if let Some(text) = text_of(item, reading)
            && let Field::Given(day) = reading.day(text, item.at)
        {
            all.push(day);
        }
    }
    let unread = all.len() < items.len();
    (all, unread)
}

/// `variations:` as a list of deeds; a text says only how terms are varied.
pub(super) fn variations(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Vec<Variation> {
    let Some(node) = fields.node("variations") else {
        return Vec::new();
    };
    let items = match &node.shape {
        Shape::List(items) => items.as_slice(),
        Shape::Map(_) => std::slice::from_ref(node),
        _ => &[],
    };
    let mut all = Vec::new();
    for item in items {
        // A sentence among the deeds is words, as a sentence instead of them is.
        if let Shape::Text(_) = item.shape {
            continue;
        }
        let Some(mut deed) = Fields::of(item, "a variation", reading) else {
            continue;
        };
        all.push(Variation {
            deed: deed.text("deed", reading),
            on: deed.day("on", reading),
            signatures: signatures(&mut deed, reading),
            at: item.at,
        });
        deed.node("changes");
        deed.node("note");
        deed.finish(reading);
    }
    all
}

/// `extensions: {allowed: 2, made: [2028-03-31]}`.
pub(super) fn extensions(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Option<Extensions> {
    let node = fields.node("extensions")?;
    let Shape::Map(_) = node.shape else {
        wrong_shape(node, "a map of keys", reading);
        return None;
    };
    let mut block = Fields::of(node, "extensions", reading)?;
    let allowed = whole_number(&mut block, "allowed", reading);
    let made = match block.node("made") {
        Some(list) => days(list, reading).0,
        None => Vec::new(),
    };
    block.finish(reading);
    Some(Extensions { allowed, made })
}

fn whole_number(
    fields: &mut Fields<'_>,
    key: &'static str,
    reading: &mut Reading<'_>,
) -> Field<u32> {
    let text = match fields.text(key, reading) {
        Field::Given(text) => text,
        Field::Absent => return Field::Absent,
        Field::Unreadable(at) => return Field::Unreadable(at),
    };
    match text.value.trim().parse() {
        Ok(number) => Field::Given(Spanned::new(number, text.at)),
        Err(_) => {
            let message = format!("`{}` is not a whole number", text.value);
            let finding = Finding::new(&faults::WRONG_SHAPE, text.at, message);
            reading.faults.push(finding.help("write a whole number: 2"));
            Field::Unreadable(text.at)
        }
    }
}

/// Blocks whose days must be readable; what else they say is counted as words. Gives the day by
/// which the sharing of information is to be reviewed.
pub(super) fn dates_stated(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Field<Day> {
    const BLOCKS: &[(&str, &str, &[&str], &[&str])] = &[
        ("consultation", "a consultation", &["on"], &["with"]),
        (
            "information_sharing",
            "information sharing",
            &["agreed", "review"],
            &["text"],
        ),
        (
            "governance",
            "governance",
            &["terms_of_reference"],
            &["board", "quorum", "meets", "delegated_limits"],
        ),
    ];
    let mut sharing_review = Field::Absent;
    for (name, what, dated, worded) in BLOCKS {
        let Some(mut block) = block(fields, name, what, reading) else {
            continue;
        };
        for key in *dated {
            let day = block.day(key, reading);
            if (*name, *key) == ("information_sharing", "review") {
                sharing_review = day;
            }
        }
        for key in *worded {
            block.node(key);
        }
        block.finish(reading);
    }
    sharing_review
}
