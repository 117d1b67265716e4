//! What partners promised a pool against what came, part by part, with the days late.

use super::told::Told;
use crate::compute::pool::{Fund, Paid, Promised, Promises, Stands};
use crate::report::sources::source_words;
use crate::report::{Cell, Part, Table, counted, listed, text};
use crate::value::Money;

pub(super) fn parts(told: &Told, fund: &Fund) -> Vec<Part> {
    let name = told.words().pool_name(fund.pool);
    let heading = Part::Heading(format!("{name}: contributions promised and received"));
    let Ok(promises) = &fund.promises else {
        return vec![
            heading,
            Part::Sentence("Not computed: see the last part.".to_owned()),
        ];
    };
    let year = told.given.funds.question.period.year();
    if promises.partners.is_empty() {
        return vec![
            heading,
            Part::Sentence(format!(
                "No contribution to this pool is planned for {year}."
            )),
        ];
    }
    let mut parts = vec![
        heading,
        Part::Table(table(told, promises)),
        Part::Sentence(sentence(told, promises)),
    ];
    let notes = notes(told, promises);
    if !notes.is_empty() {
        parts.push(Part::List(notes));
    }
    parts
}

fn table(told: &Told, promises: &Promises) -> Table {
    let headings = ["Of", "Due", "Promised", "Received", "How it stands"];
    let mut table = Table::new(&headings, &[2, 3]);
    let (mut promised, mut received) = (Money::NIL, Money::NIL);
    for partner in &promises.partners {
        for group in grouped(partner) {
            let (Some(first), Some(last)) = (group.first(), group.last()) else {
                continue;
            };
            let due: Money = group.iter().map(|p| p.due.amount).sum();
            let came: Money = group.iter().map(|p| p.received).sum();
            (promised, received) = (promised + due, received + came);
            let on = match group.len() {
                1 => Cell::Day(first.due.on),
                n => text(format!("{n} months to {}", last.due.on.short())),
            };
            table.row(vec![
                text(format!(
                    "{}: {}",
                    told.partner_id(partner.partner),
                    source_words(first.due.source)
                )),
                on,
                Cell::Money(due),
                Cell::Money(came),
                text(stands(first)),
            ]);
        }
    }
    let all = vec![
        text("All"),
        Cell::Blank,
        Cell::Money(promised),
        Cell::Money(received),
        Cell::Blank,
    ];
    table.total(all);
    table
}

/// A partner's parts by source and day. Even parts one after the other that stand alike, none of
/// them late, are one line.
fn grouped(partner: &Promised) -> Vec<Vec<&Paid>> {
    let mut parts: Vec<&Paid> = partner.parts.iter().collect();
    parts.sort_by_key(|p| (p.due.source, p.due.on));
    let mut groups: Vec<Vec<&Paid>> = Vec::new();
    for part in parts {
        let alike = |last: &&Paid| {
            let same = last.due.source == part.due.source && last.due.even && part.due.even;
            same && quiet(last).is_some() && quiet(last) == quiet(part)
        };
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(alike) => group.push(part),
            _ => groups.push(vec![part]),
        }
    }
    groups
}

/// How a part stands that needs no line of its own.
fn quiet(part: &Paid) -> Option<Stands> {
    match (part.stands, part.days) {
        (Stands::Met, None) => Some(Stands::Met),
        (Stands::Met, Some(days)) if days <= 0 => Some(Stands::Met),
        (Stands::NotDue | Stands::NotWritten, _) if part.received.is_nil() => Some(part.stands),
        _ => None,
    }
}

/// How a part stands, in words.
pub(super) fn stands(part: &Paid) -> String {
    let days = |n: i32| counted(n.unsigned_abs() as usize, "day", "days");
    match (part.stands, part.days) {
        (Stands::Met, Some(0)) => "on time".to_owned(),
        (Stands::Met, Some(n)) if n < 0 && part.due.even => "on time".to_owned(),
        (Stands::Met, Some(n)) if n < 0 => format!("{} early", days(n)),
        (Stands::Met, Some(n)) => format!("{} late", days(n)),
        (Stands::Met, None) => "received".to_owned(),
        (Stands::NotDue, _) if !part.received.is_nil() => "part of it early".to_owned(),
        (Stands::NotDue, _) => "not yet due".to_owned(),
        (Stands::NotWritten, _) => "not yet written up".to_owned(),
        (Stands::OwnSpend, _) => "met by own spend as it comes".to_owned(),
        (Stands::NotMatched, _) => "due in another year: not matched".to_owned(),
        (Stands::Overdue, n) => {
            let how = if part.received.is_nil() {
                "unpaid"
            } else {
                "part paid"
            };
            format!("{how}, {} late", days(n.unwrap_or_default()))
        }
    }
}

fn sentence(told: &Told, promises: &Promises) -> String {
    let funds = &told.given.funds;
    let as_at = funds.question.as_at;
    let parts = || promises.partners.iter().flat_map(|p| &p.parts);
    let late = |p: &&Paid| p.stands == Stands::Overdue;
    let overdue: Money = parts()
        .filter(late)
        .map(|p| p.due.amount - p.received)
        .sum();
    let said = match overdue.is_nil() {
        _ if promises.written.is_none() => {
            let (own, came) = match promises.partners.iter().any(|p| p.own_books) {
                true => (", only spend in partners' own books", "else came"),
                false => ("", "came"),
            };
            format!(
                "the ledger has no contribution to this pool{own}, and what {came} is not known"
            )
        }
        true => "nothing is overdue".to_owned(),
        false => format!("{overdue} is overdue"),
    };
    format!(
        "As at {}, of what was promised for {}: {said}. Money received is put against the oldest part of its source first; money that names no source, and spend in a partner's own books, against whatever is then still missing. A part without an instalment of its own falls due month by month, at the month's end.",
        as_at.long(),
        funds.question.period.year()
    )
}

fn notes(told: &Told, promises: &Promises) -> Vec<String> {
    let funds = &told.given.funds;
    let year = funds.question.period.year();
    let mut notes = Vec::new();
    for (partner, from, beyond) in &promises.differing {
        notes.push(format!(
            "The instalments of {} {} make {} {} than its contribution of the year.",
            told.partner_id(*partner),
            source_words(*from),
            beyond.size(),
            if beyond.pence() > 0 { "more" } else { "less" }
        ));
    }
    for partner in &promises.partners {
        let who = told.partner_name(partner.partner);
        if !partner.for_others.is_nil() {
            notes.push(format!(
                "{} of what came from {who} in {year} met what it promised for another year and fell due in this one.",
                partner.for_others
            ));
        }
        match partner.beyond.pence() {
            0 => {}
            n if n > 0 => notes.push(format!(
                "{} of what came from {who} is beyond what it promised for {year}.",
                partner.beyond
            )),
            _ => notes.push(format!(
                "{} more was taken back from {who}'s payments than came.",
                partner.beyond.size()
            )),
        }
        if partner.own_books {
            notes.push(format!(
                "{who} pays some of it as spend in its own books, month by month: such a part is late once the next of its source has fallen due, and its days are counted from then."
            ));
        }
    }
    if !promises.last_year.is_empty() {
        let missing: Money = promises.last_year.iter().map(|(_, m)| *m).sum();
        let each = promises.last_year.iter();
        let each = each.map(|(partner, m)| format!("{} {m}", told.partner_id(*partner)));
        notes.push(format!(
            "Of what was promised for {}, {missing} did not come in that year by the ledger's dates ({}): what comes later counts for the year it is dated in.",
            funds.before,
            listed(&each.collect::<Vec<_>>())
        ));
    }
    match promises.written {
        Some(written) if written.last.last_day() < funds.question.as_at => notes.push(format!(
            "The ledger of this pool is written up to {}: what fell due after it may have been paid.",
            written.last.last_day().long()
        )),
        // What is not known of a ledger without contributions is said before.
        _ => {}
    }
    if !told.given.to_the_day {
        notes.push("Only months are known of what was received: days late are not.".to_owned());
    }
    notes
}
