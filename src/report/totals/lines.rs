//! The totals in the order of their words, whatever the order of the partnership's lists.

use super::Given;
use crate::model::{Line, PaidTo, Party, Spelling};
use crate::value::{Money, Month};
use std::cmp::Ordering;

/// What a total is of: a line, and who is paid where that is told apart.
pub(super) type Of<'a> = (&'a Line, PaidTo);

/// What a column says of a total.
pub(super) type Says<'a> = fn(&Words<'a>, Of<'_>) -> Word<'a>;

/// A word of a line: almost always one that stands somewhere already.
pub(super) type Word<'a> = std::borrow::Cow<'a, str>;

/// Words for positions.
pub(super) struct Words<'a> {
    pub(super) given: &'a Given,
}

/// The columns a total is told apart by, in the order they are sorted and written in.
pub(super) fn columns<'a>() -> [(&'static str, Says<'a>); 12] {
    [
        ("kind", |_, (line, _)| line.kind.word().into()),
        ("pool", |words, (line, _)| words.pool(line.pool)),
        ("scheme", |words, (line, _)| words.scheme(line.scheme)),
        ("partner", |words, (line, _)| {
            words.party(line.partner.map(Party::Partner))
        }),
        ("from", |words, (line, _)| words.party(line.from)),
        ("to", |words, (line, _)| words.party(line.to)),
        ("paid_by", |words, (line, _)| {
            words.party(line.paid_by.map(Party::Partner))
        }),
        ("source", |_, (line, _)| {
            line.source.map_or("", |source| source.word()).into()
        }),
        ("cause", |_, (line, _)| {
            line.cause.as_deref().unwrap_or("").to_owned().into()
        }),
        ("version", |_, (line, _)| {
            line.version
                .map(|day| day.to_string())
                .unwrap_or_default()
                .into()
        }),
        ("provider", |words, (_, to)| words.name(to.provider)),
        ("contract", |words, (_, to)| words.name(to.contract)),
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
    pub(super) fn sorted(&self) -> Vec<(Of<'a>, Money)> {
        let mut all: Vec<(Of<'_>, Money)> = self.given.all().collect();
        let columns = columns();
        all.sort_by(|(a, _), (b, _)| {
            let words = columns
                .iter()
                .map(|(_, says)| says(self, *a).cmp(&says(self, *b)));
            let first = words.into_iter().find(|order| *order != Ordering::Equal);
            first.unwrap_or_else(|| a.0.month.cmp(&b.0.month))
        });
        all
    }
}

impl Given {
    /// Every total.
    pub(super) fn all(&self) -> impl Iterator<Item = (Of<'_>, Money)> {
        let totals = &self.plan.totals;
        let lines = totals.lines.iter().filter(|_| !self.providers);
        let lines = lines.map(|(line, amount)| ((line, PaidTo::default()), *amount));
        let paid = totals.paid.iter();
        lines.chain(paid.map(|(line, to, amount)| ((line, to), amount)))
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
