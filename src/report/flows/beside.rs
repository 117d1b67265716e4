//! What stands beside the flows: transfers between parties, what is planned and not in the ledger,
//! rows left out.

use super::words::{Words, held_words, transfer_words, transfer_words_of_several};
use crate::compute::flows::{Held, Transfer};
use crate::compute::outturn::Refusal;
use crate::model::{Partnership, Party, Source, Stranded};
use crate::report::defined_twice::{bodies_and_pools, schemes_kept};
use crate::report::missing::{bodies_lost, left_out_parts, left_out_row};
use crate::report::riskshare::sections::with_place;
use crate::report::sources::source_words;
use crate::report::{Cell, Part, Table, listed, text};
use crate::source::Sources;
use crate::value::Money;
use std::collections::{BTreeMap, BTreeSet};

/// Settlements and grants handed on, gross each way and net.
pub(super) fn transfers(words: &Words<'_>) -> Vec<Part> {
    let all = &words.flows.transfers;
    if all.is_empty() {
        return Vec::new();
    }
    let headings = ["Between", "And", "For", "First paid", "Second paid", "Net"];
    let mut table = Table::new(&headings, &[3, 4, 5]);
    for one in all {
        table.row(vec![
            text(words.end(one.one)),
            text(words.end(one.other)),
            text(format!(
                "{}, {}",
                transfer_words(one.kind),
                words.pool(one.pool)
            )),
            Cell::Money(one.paid),
            Cell::Money(one.received),
            Cell::Money(one.net()),
        ]);
    }
    vec![
        Part::Heading("Between the parties".to_owned()),
        Part::Table(table),
        Part::Sentence(
            "Net is what the first paid beyond what the second paid: below nil the second paid more. Settlements change no pool's account above; a grant handed on is in it, as handed on.".to_owned(),
        ),
        Part::List(pairs(words, all)),
    ]
}

/// Each pair's transfers of one kind and standing together, over pools: what is kept apart is netted
/// with nothing else.
fn pairs(words: &Words<'_>, all: &[Transfer]) -> Vec<String> {
    let mut sums: BTreeMap<_, (Money, Money)> = BTreeMap::new();
    let held = |one: &Transfer| Held::of(words.plan, one.pool);
    for one in all {
        let sum = sums.entry((held(one), one.one, one.other, one.kind));
        let sum = sum.or_default();
        sum.0 += one.paid;
        sum.1 += one.received;
    }
    let standings: BTreeSet<Held> = all.iter().map(held).collect();
    let told = sums.into_iter().map(|(key, (paid, received))| {
        let (held, one, other, kind) = key;
        let (one, other) = (words.end(one), words.end(other));
        let net = paid - received;
        let gross = match (paid.is_nil(), received.is_nil()) {
            (false, false) => format!(" ({one} {paid}, {other} {received})"),
            _ => String::new(),
        };
        let of = match standings.len() {
            1 => String::new(),
            _ => format!("{}: ", held_words(held)),
        };
        let of = format!("{of}{}", transfer_words_of_several(kind));
        match net.pence() {
            0 => format!("{of}: {one} and {other} paid one another the same{gross}"),
            1.. => format!("{of}: {one} paid {other} {net} net{gross}"),
            _ => format!("{of}: {other} paid {one} {} net{gross}", net.size()),
        }
    });
    told.collect()
}

/// Contributions planned of which the ledger has nothing.
pub(super) fn planned(words: &Words<'_>, sources: &Sources) -> Vec<Part> {
    let plans = &words.flows.plans;
    let mut parts = Vec::new();
    let mut rows: BTreeMap<(usize, usize, Option<Source>), Money> = BTreeMap::new();
    for (planned, amount) in &plans.not_in_ledger {
        let key = (planned.partner, planned.pool, planned.source);
        *rows.entry(key).or_default() += *amount;
    }
    if !rows.is_empty() || !plans.unread.is_empty() {
        let heading = "Planned, and not in the ledger";
        parts.push(Part::Heading(heading.to_owned()));
    }
    if !rows.is_empty() {
        let headings = ["Payer", "Pool", "Source", "Planned"];
        let mut table = Table::new(&headings, &[3]);
        let mut sum = Money::NIL;
        for ((partner, pool, source), amount) in &rows {
            table.row(vec![
                text(words.party(Party::Partner(*partner))),
                text(words.pool(Some(*pool))),
                text(source_words(*source)),
                Cell::Money(*amount),
            ]);
            sum += *amount;
        }
        if rows.len() > 1 {
            table.total(vec![
                text("All"),
                Cell::Blank,
                Cell::Blank,
                Cell::Money(sum),
            ]);
        }
        parts.push(Part::Table(table));
        parts.push(Part::Sentence(format!(
            "Of these partners the ledger has nothing in that pool and year, neither paid in nor spent in its own books. Planned is what falls due to {}; it is in no figure above.",
            words.flows.question.through.last_day().long()
        )));
    }
    for refusal in &plans.unread {
        let place = refusal.at.map(|at| format!(" ({})", sources.places(at)));
        let why = &refusal.why;
        parts.push(Part::Sentence(format!(
            "What is planned is not shown: {why}{}.",
            place.unwrap_or_default()
        )));
    }
    parts
}

/// Who is agreed to pay for which scheme: whole years, and no money that went.
pub(super) fn funding(words: &Words<'_>) -> Vec<Part> {
    let funding = &words.flows.funding;
    let partners: BTreeSet<usize> = funding.agreed.keys().map(|(_, partner)| *partner).collect();
    let schemes: BTreeSet<usize> = funding.agreed.keys().map(|(scheme, _)| *scheme).collect();
    if schemes.is_empty() && funding.unread.is_empty() {
        return Vec::new();
    }
    let mut parts = vec![Part::Heading("Who is agreed to pay for what".to_owned())];
    if !schemes.is_empty() {
        let names = partners.iter().map(|p| words.party_id(Party::Partner(*p)));
        let mut headings = vec!["Scheme".to_owned()];
        headings.extend(names);
        headings.push("All".to_owned());
        let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
        let figures: Vec<usize> = (1..headings.len()).collect();
        let mut table = Table::new(&headings, &figures);
        let mut sums: BTreeMap<usize, Money> = BTreeMap::new();
        let cells = |of: &dyn Fn(usize) -> Money| -> Vec<Cell> {
            let each = partners.iter().map(|p| of(*p));
            let all: Money = partners.iter().map(|p| of(*p)).sum();
            each.chain([all]).map(Cell::Money).collect()
        };
        for scheme in schemes {
            let of = |p: usize| {
                let amount = funding.agreed.get(&(scheme, p));
                amount.copied().unwrap_or_default()
            };
            for p in &partners {
                *sums.entry(*p).or_default() += of(*p);
            }
            let mut row = vec![text(words.scheme(scheme))];
            row.extend(cells(&of));
            table.row(row);
        }
        let mut row = vec![text("All")];
        row.extend(cells(&|p| sums.get(&p).copied().unwrap_or_default()));
        table.total(row);
        parts.push(Part::Table(table));
        let years = words.flows.question.years();
        let years: Vec<String> = years.iter().map(ToString::to_string).collect();
        parts.push(Part::Sentence(format!(
            "As `funding:` has it for {}, whole years: what partners agreed to pay for each scheme, not what they paid. It is in no figure above.",
            listed(&years)
        )));
    }
    let unread = funding.unread.iter().map(|scheme| {
        let id = words.scheme_id(*scheme);
        format!("who pays for scheme `{id}` cannot be read")
    });
    let unread: Vec<String> = unread.collect();
    if !unread.is_empty() {
        parts.push(Part::List(unread));
    }
    parts
}

/// Ledger rows of the years asked about that cannot be read, each with its place: in no figure.
pub(super) fn left_out(words: &Words<'_>, sources: &Sources) -> Vec<(String, String)> {
    of_years(words)
        .map(|s| {
            let of = match (s.scheme, s.pool) {
                (Some(scheme), _) => format!(" (scheme {})", words.scheme_id(scheme)),
                (None, Some(pool)) => format!(" (pool {})", words.pool_id(Some(pool))),
                (None, None) => String::new(),
            };
            left_out_row(s, sources, &of)
        })
        .collect()
}

/// The same as sentences for a picture that stands alone, files left out whole before single rows;
/// nothing where there are none.
pub(super) fn not_in_picture(words: &Words<'_>, sources: &Sources) -> String {
    let files = of_years(words).filter_map(|s| s.whole_file.as_ref());
    let named: Vec<String> = files
        .map(|file| format!("{} ({})", file.name, file.why))
        .collect();
    let all: u64 = of_years(words).map(|s| s.rows).sum();
    // Each file counts as one.
    let rows = all.saturating_sub(named.len() as u64);
    let first = of_years(words).find(|s| s.whole_file.is_none());
    let place = first.map(|s| sources.short(s.at)).unwrap_or_default();
    let of_files = match named.len() {
        0 => String::new(),
        1 => format!("1 ledger file is left out whole: {}.", listed(&named)),
        n => format!("{n} ledger files are left out whole: {}.", listed(&named)),
    };
    let of_rows = match rows {
        0 => String::new(),
        1 => format!("1 ledger row that cannot be read is left out: {place}."),
        n => format!("{n} ledger rows that cannot be read are left out, the first {place}."),
    };
    format!("{of_files} {of_rows}").trim().to_owned()
}

/// Ledger rows of the years asked about that cannot be read.
fn of_years<'a>(words: &'a Words<'_>) -> impl Iterator<Item = &'a Stranded> {
    let years = words.flows.question.years();
    let stranded = words.plan.totals.stranded.iter();
    stranded.filter(move |s| s.year.is_none_or(|y| years.contains(&y)))
}

/// The same for people, before any figure.
pub(super) fn left_out_part(rows: Vec<(String, String)>) -> Vec<Part> {
    left_out_parts(rows, "These ledger rows cannot be read.", "")
}

/// Pools, schemes and bodies that cannot be read or whose id is defined twice, and schemes whose
/// pool cannot be read, each by name and place.
pub(super) fn lost(words: &Words<'_>, sources: &Sources) -> Vec<String> {
    let partnership = &words.plan.partnership;
    let pools = partnership.lost_pools.iter().map(|pool| {
        let (why, at) = (pool.why(), sources.places(pool.at));
        format!("{why} ({at}): what is planned of it is not shown, and money of its schemes stands with that of no pool")
    });
    let twice = bodies_and_pools(partnership, sources);
    let doubled = schemes_kept(partnership, sources);
    let schemes = partnership.lost_schemes.iter().map(|scheme| {
        let (why, at) = (scheme.why(), sources.places(scheme.at));
        let what = if scheme.doubled {
            "what is said here"
        } else {
            "it"
        };
        format!(
            "scheme `{}` {why} ({at}): {what} is in no figure",
            scheme.named
        )
    });
    let poolless = partnership.schemes.iter().filter_map(|scheme| {
        let named = scheme.pool.value();
        let known = named.is_some_and(|id| partnership.pool(id.as_str()).is_some());
        let at = scheme.pool.at().filter(|_| !known)?;
        let (id, at) = (&scheme.id.value, sources.places(at));
        Some(format!("scheme `{id}` names no pool that can be read ({at}): its money stands with that of no pool"))
    });
    let twice = twice.into_iter().chain(doubled);
    let none = nothing(partnership, sources).into_iter();
    let lost = pools.chain(twice).chain(schemes).chain(poolless);
    let bodies = bodies_lost(partnership, sources);
    lost.chain(none).chain(bodies).collect()
}

/// That there is nothing money could flow through, and what to write.
fn nothing(partnership: &Partnership, sources: &Sources) -> Vec<String> {
    let pools = Refusal::no_pool(partnership);
    let schemes = Refusal::no_scheme(partnership);
    let (Some(pools), Some(schemes)) = (pools, schemes) else {
        return Vec::new();
    };
    vec![
        format!("pools: {}", with_place(&pools, sources)),
        format!("schemes: {}", with_place(&schemes, sources)),
    ]
}

/// What else keeps the answer from being whole: what is lost, registers not read, standings that
/// cannot be.
pub(super) fn not_known(words: &Words<'_>, sources: &Sources) -> Vec<Part> {
    let registers: Vec<String> = words
        .plan
        .unread
        .iter()
        .map(|(_, why)| why.clone())
        .collect();
    let mut lines = lost(words, sources);
    if !registers.is_empty() {
        lines.extend(registers);
        lines.push("contracts that stand there alone count as in no register".to_owned());
    }
    let unread: BTreeSet<Option<usize>> = words
        .flows
        .graphs
        .iter()
        .filter(|(held, _)| **held == Held::Unread)
        .flat_map(|(_, graph)| graph.pools.keys().copied())
        .collect();
    for pool in unread {
        let id = words.pool_id(pool);
        let doubled = pool.is_some_and(|pool| words.plan.partnership.pools[pool].doubled);
        let why = match doubled {
            true => format!("how pool `{id}` stands cannot be told"),
            false => {
                let at = pool.and_then(|pool| words.plan.partnership.pools[pool].standing.at());
                let at = at.map(|at| format!(" ({})", sources.places(at)));
                format!(
                    "the standing of pool `{id}` cannot be read{}",
                    at.unwrap_or_default()
                )
            }
        };
        let under = held_words(Held::Unread);
        lines.push(format!("{why}: its money is shown apart, under `{under}`"));
    }
    match lines.is_empty() {
        true => Vec::new(),
        false => vec![Part::Heading("Not known".to_owned()), Part::List(lines)],
    }
}
