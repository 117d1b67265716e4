//! The totals in the order of their words, whatever the order of the partnership's lists.

use super::Given;
use crate::model::{Line, Party, Spelling};
use crate::value::{Money, Month};
use std::cmp::Ordering;

/// What a column says of a total.
pub(super) type Says<'a> = fn(&Words<'a>, &Line) -> Word<'a>;

/// A word of a line: almost always one that stands somewhere already.
pub(super) type Word<'a> = std::borrow::Cow<'a, str>;

/// Words for positions.
pub(super) struct Words<'a> {
    pub(super) given: &'a Given,
}

/// The columns a total is told apart by, in the order they are sorted and written in.
pub(super) fn columns<'a>() -> [(&'static str, Says<'a>); 12] {
    [
        ("kind", |_, line| line.kind.word().into()),
        ("pool", |words, line| words.pool(line.pool)),
        ("scheme", |words, line| words.scheme(line.scheme)),
        ("partner", |words, line| {
            words.party(line.partner.map(Party::Partner))
        }),
        ("from", |words, line| words.party(line.from)),
        ("to", |words, line| words.party(line.to)),
        ("paid_by", |words, line| {
            words.party(line.paid_by.map(Party::Partner))
        }),
        ("source", |_, line| {
            line.source.map_or("", |source| source.word()).into()
        }),
        ("cause", |_, line| {
            line.cause.as_deref().unwrap_or("").to_owned().into()
        }),
        ("version", |_, line| {
            line.version
                .map(|day| day.to_string())
                .unwrap_or_default()
                .into()
        }),
        ("provider", |words, line| words.name(line.provider)),
        ("contract", |words, line| words.name(line.contract)),
    ]
}

impl<'a> Words<'a> {
    fn pool(&self, pool: Option<usize>) -> Word<'a> {
        let pools = &self.given.plan.partnership.pools;
        pool.map_or("", |i| pools[i].id.value.as_str()).into()
    }

    fn scheme(&self, scheme: Option<usize>) -> Word<'a> {
        let schemes = &self.given.plan.partnership.schemes;
        scheme.map_or("", |i| schemes[i].id.value.as_str()).into()
    }

    fn party(&self, party: Option<Party>) -> Word<'a> {
        let plan = &self.given.plan.partnership;
        let id = match party {
            None => "",
            Some(Party::Partner(i)) => plan.partners[i].id.value.as_str(),
            Some(Party::Provider(i)) => plan.providers[i].id.value.as_str(),
        };
        id.into()
    }

    fn name(&self, name: Option<Spelling>) -> Word<'a> {
        let names = &self.given.plan.totals.names;
        name.map_or("", |name| names.text(name)).into()
    }

    /// Every total, in the order of the words of its columns, then by month.
    pub(super) fn sorted(&self) -> Vec<(&'a Line, Money)> {
        let lines = self.given.plan.totals.lines.iter();
        let mut lines: Vec<(&Line, Money)> = lines.map(|(line, amount)| (line, *amount)).collect();
        let columns = columns();
        lines.sort_by(|(a, _), (b, _)| {
            let words = columns
                .iter()
                .map(|(_, says)| says(self, a).cmp(&says(self, b)));
            let first = words.into_iter().find(|order| *order != Ordering::Equal);
            first.unwrap_or_else(|| a.month.cmp(&b.month))
        });
        lines
    }
}

/// `2025-10`: the month of the calendar, also where its financial year began before the first one.
pub(super) fn month(month: Month) -> String {
    let (year, number) = match month.number {
        1..=9 => (month.year.start(), month.number + 3),
        _ => (month.year.start() + 1, month.number - 9),
    };
    format!("{year:04}-{number:02}")
}
