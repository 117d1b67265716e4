//! Contracts and the ledger, as people read them.

use super::meaning::{a_year, first, number};
use super::others::to_others;
use super::words::{Words, few_of, first_words, label_shown, more};
use super::{Given, SHOWN, payments};
use crate::compute::audit::{After, Audit, OnLeftOut, Over, Tied, Without, yearly};
use crate::report::{Cell, Part, Table, counted, listed, text};
use crate::value::{Money, Month, shown};

pub(super) fn money(given: &Given, audit: &Audit, words: &Words<'_>) -> Vec<Part> {
    let Some(tied) = &audit.money else {
        return Vec::new();
    };
    let mut parts = vec![Part::Heading(format!(
        "Contracts and {}",
        payments::books(given)
    ))];
    parts.extend(sums(given, tied));
    parts.extend(payments::later(given, tied));
    parts.extend(without(&tied.without, given, audit));
    parts.extend(to_others(&tied.to_others, words));
    parts.extend(on_left_out(&tied.on_left_out));
    parts.extend(after(&tied.after, words));
    parts.extend(over(tied, words, given.question.tolerance_per_cent));
    parts.extend(unpaid(given, tied, words, audit));
    parts.extend(shares(tied));
    parts
}

/// Where the ledger's spend goes; it adds up.
fn sums(given: &Given, tied: &Tied) -> Vec<Part> {
    let without: Money = tied.without.iter().map(|w| w.amount).sum();
    let on_left_out: Money = tied.on_left_out.iter().map(|w| w.amount).sum();
    let books = payments::books(given);
    let title = match given.plan.payments.is_empty() {
        true => "Spend in the ledger",
        false => "Payments",
    };
    let mut table = Table::new(&[title, "Amount"], &[1]);
    let rows = [
        ("tied to one contract", tied.tied),
        ("with no contract behind it", without),
        ("on contracts left out of this audit", on_left_out),
        (
            "to providers with several contracts, none named",
            tied.several,
        ),
        ("that names neither provider nor contract", tied.unnamed),
        (
            "not counted by name, for there are too many",
            tied.beyond.unwrap_or_default(),
        ),
    ];
    for (name, amount) in rows.into_iter().filter(|(_, amount)| !amount.is_nil()) {
        table.row(vec![text(name), Cell::Money(amount)]);
    }
    table.total(vec![
        text(format!("All spend to {}", given.question.as_at.long())),
        Cell::Money(tied.spend),
    ]);
    let unknown = tied.several + tied.unnamed;
    let mut said = match unknown.is_nil() {
        _ if tied.beyond.is_some() => {
            "There are more sums of provider, contract and month than are kept, so none is tied \
             to a contract."
                .to_owned()
        }
        true if without.is_nil() && on_left_out.is_nil() => {
            "All of it is tied to a contract.".to_owned()
        }
        true => "What is not tied to a contract is told below.".to_owned(),
        false => format!(
            "Of {unknown} it cannot be told which contract it is for: `contract` in {books} would \
             say."
        ),
    };
    let stranded: u64 = given.plan.totals.stranded.iter().map(|s| s.rows).sum();
    if stranded > 0 {
        let n = counted(
            usize::try_from(stranded).unwrap_or(usize::MAX),
            "row",
            "rows",
        );
        said.push_str(&format!(
            " {n} of the ledger could not be read and count in none of this: `jcplan check` says \
             why."
        ));
    }
    said.push_str(&payments::left_out(given));
    vec![Part::Table(table), Part::Sentence(said)]
}

fn without(all: &[Without], given: &Given, audit: &Audit) -> Vec<Part> {
    if all.is_empty() {
        return Vec::new();
    }
    let mut table = Table::new(&["Paid to", "Naming contract", "When", "Amount"], &[3]);
    for one in all.iter().take(SHOWN) {
        table.row(vec![
            text(or(&one.provider, "not said")),
            text(or(&one.contract, "none")),
            text(months(one.months)),
            Cell::Money(one.amount),
        ]);
    }
    let sum: Money = all.iter().map(|w| w.amount).sum();
    let mut parts = vec![
        Part::Heading("Paid without a contract".to_owned()),
        Part::Sentence(
            "No register has a contract of this provider, or the one named. The largest first."
                .to_owned(),
        ),
        Part::Table(table),
    ];
    parts.extend(more(all.len(), "payee", "payees"));
    // Rows that reading left out may name any of them.
    let lost = audit.tally.left_out.saturating_sub(audit.left_out.len());
    let unread = match (given.plan.unread.is_empty(), lost) {
        (true, 0) => String::new(),
        (true, 1) => " One row of them could not be read, and may hold it.".to_owned(),
        (true, n) => format!(" {n} rows of them could not be read, and may hold it."),
        (false, _) => " Not all files could be read, and what is missing may hold it.".to_owned(),
    };
    parts.push(Part::Sentence(format!(
        "{sum} was paid that no contract in these registers stands behind: is one missing from \
         them, or was there none?{unread}"
    )));
    parts
}

fn on_left_out(all: &[OnLeftOut]) -> Vec<Part> {
    if all.is_empty() {
        return Vec::new();
    }
    let mut table = Table::new(
        &["Contract", "Left out, for", "Paid to", "When", "Amount"],
        &[4],
    );
    for one in all.iter().take(SHOWN) {
        table.row(vec![
            text(shown(&one.reference)),
            text(one.why.clone()),
            text(or(&one.provider, "not said")),
            text(months(one.months)),
            Cell::Money(one.amount),
        ]);
    }
    let sum: Money = all.iter().map(|one| one.amount).sum();
    let mut parts = vec![
        Part::Heading("Paid on contracts left out".to_owned()),
        Part::Sentence(
            "They stand in a register and could not be placed in time. The largest first."
                .to_owned(),
        ),
        Part::Table(table),
    ];
    parts.extend(more(all.len(), "payee", "payees"));
    parts.push(Part::Sentence(format!(
        "Whether {sum} was paid in their time and within their value cannot be told until their \
         dates are put right."
    )));
    parts
}

fn after(all: &[After], words: &Words<'_>) -> Vec<Part> {
    if all.is_empty() {
        return Vec::new();
    }
    let mut table = Table::new(&["Contract", "Ended", "Paid", "Amount"], &[3]);
    for one in all.iter().take(SHOWN) {
        table.row(vec![
            text(name(words, one.contract)),
            Cell::Day(one.ended),
            text(months(one.months)),
            Cell::Money(one.amount),
        ]);
    }
    let sum: Money = all.iter().map(|a| a.amount).sum();
    let mut parts = vec![
        Part::Heading("Paid after the end".to_owned()),
        Part::Sentence(
            "In months that begin more than 31 days after the last possible day.".to_owned(),
        ),
        Part::Table(table),
    ];
    parts.extend(more(all.len(), "contract", "contracts"));
    parts.push(Part::Sentence(format!(
        "{sum} was paid on {} after it had ended: was it extended, or did it roll on?",
        match all.len() {
            1 => "one contract".to_owned(),
            n => format!("{} contracts, each", number(n)),
        }
    )));
    parts
}

fn over(tied: &Tied, words: &Words<'_>, tolerance: i32) -> Vec<Part> {
    let mut parts = vec![Part::Heading("Paid beyond the value".to_owned())];
    if !tied.over.is_empty() {
        parts.extend(cases(&tied.over, words, tolerance));
    }
    let unchecked: Vec<String> = tied.unchecked.iter().map(|c| words.label(*c)).collect();
    match unchecked.as_slice() {
        [] if tied.over.is_empty() => return Vec::new(),
        [] => {}
        [one] => parts.push(Part::Sentence(format!(
            "Whether too much was paid on {} cannot be told, for its value is not known.",
            shown(one)
        ))),
        all => parts.push(Part::Sentence(format!(
            "Whether too much was paid on {} contracts cannot be told, for their value is not \
             known: {}.",
            number(all.len()),
            few_of(all)
        ))),
    }
    parts
}

fn cases(all: &[Over], words: &Words<'_>, tolerance: i32) -> Vec<Part> {
    let mut table = Table::new(&["Contract", "In", "Paid", "Value", "Beyond"], &[2, 3, 4]);
    for one in all.iter().take(SHOWN) {
        let when = one.year.map_or("all".to_owned(), |year| year.to_string());
        table.row(vec![
            text(name(words, one.contract)),
            text(when),
            Cell::Money(one.paid),
            Cell::Money(one.value),
            Cell::Money(one.paid - one.value),
        ]);
    }
    let sum: Money = all.iter().map(|o| o.paid - o.value).sum();
    let mut parts = vec![
        Part::Sentence(format!(
            "More than {tolerance}% beyond what the contract is worth for its days in the year, or \
             in all where it has only a total."
        )),
        Part::Table(table),
    ];
    parts.extend(more(all.len(), "case", "cases"));
    parts.push(Part::Sentence(format!(
        "{sum} more was paid than contracts say: varied and not recorded, or volumes nobody \
         agreed?"
    )));
    parts
}

fn unpaid(given: &Given, tied: &Tied, words: &Words<'_>, audit: &Audit) -> Vec<Part> {
    let all = &tied.unpaid;
    if all.is_empty() {
        return Vec::new();
    }
    let mut table = Table::new(&["Contract", "For", "In force"], &[]);
    for position in all.iter().take(SHOWN) {
        let contract = words.contract(*position);
        table.row(vec![
            text(name(words, *position)),
            text(few_of(&contract.commissioners)),
            text(words.in_force(&contract)),
        ]);
    }
    let books = payments::books(given);
    let said = format!(
        "In force through a whole month of {books}, and no payment can be told to be theirs."
    );
    let mut parts = vec![
        Part::Heading("Contracts nobody paid".to_owned()),
        Part::Sentence(said),
        Part::Table(table),
    ];
    parts.extend(more(all.len(), "contract", "contracts"));
    parts.push(Part::Sentence(format!(
        "{}, {}, {} paid {}.",
        first(&match all.len() {
            1 => "one contract".to_owned(),
            n => format!("{} contracts", number(n)),
        }),
        a_year(yearly(all, &audit.contracts)),
        if all.len() == 1 { "is" } else { "are" },
        otherwise(given, tied)
    )));
    parts
}

/// How a contract may be paid that no payment can be told to be for.
fn otherwise(given: &Given, tied: &Tied) -> String {
    let mut ways = Vec::new();
    if !tied.unnamed.is_nil() {
        let unnamed = tied.unnamed;
        ways.push(format!(
            "by the {unnamed} that names neither provider nor contract"
        ));
    }
    if !tied.without.is_empty() {
        ways.push("under another name, among what has no contract behind it".to_owned());
    }
    if given.plan.totals.stranded.iter().any(|s| s.rows > 0) {
        ways.push("by rows of the ledger that could not be read".to_owned());
    }
    if given.plan.payments.iter().any(|f| f.counts.left_out > 0) {
        ways.push("by payments that could not be read".to_owned());
    }
    ways.push("from other books".to_owned());
    format!("{}, or not at all", ways.join(", "))
}

pub(super) fn shares(tied: &Tied) -> Vec<Part> {
    let Some(index) = tied.index else {
        return Vec::new();
    };
    let all: i128 = tied.shares.iter().map(|s| s.amount.pence()).sum();
    let per_mille = |pence: i128| (pence * 2_000 + all) / (all * 2);
    let mut table = Table::new(&["Provider", "Paid", "Share"], &[1, 2]);
    for share in tied.shares.iter().take(SHOWN) {
        let pence = share.amount.pence();
        table.row(vec![
            text(shown(&share.provider)),
            Cell::Money(share.amount),
            Cell::PerMille(per_mille(pence)),
        ]);
    }
    let mut parts = vec![
        Part::Heading("How spend falls on providers".to_owned()),
        Part::Table(table),
    ];
    parts.extend(more(tied.shares.len(), "provider", "providers"));
    let three: i128 = tied.shares.iter().take(3).map(|s| s.amount.pence()).sum();
    let three = per_mille(three);
    let largest = match tied.shares.len().min(3) {
        1 => "one has".to_owned(),
        n => format!("{} have", number(n)),
    };
    parts.push(Part::Sentence(format!(
        "Of {} that names its provider, the largest {largest} {}.{}%. Index of concentration {index}: \
         the sum of the squares of all shares in per cent; 10,000 is one provider alone, and ten of \
         one size come to 1,000.{}",
        Money::from_pence(all),
        three / 10,
        three % 10,
        given_back(tied),
    )));
    parts
}

/// Providers that gave back more than they were paid have no share.
fn given_back(tied: &Tied) -> String {
    match tied.below {
        (0, _) => String::new(),
        (1, sum) => format!(" One more gave back more than it was paid ({sum}), and has no share."),
        (n, sum) => format!(
            " {n} more gave back more than they were paid ({sum} in all), and have no share."
        ),
    }
}

/// `C-1, Home reablement`.
pub(super) fn name(words: &Words<'_>, position: u32) -> String {
    let contract = words.contract(position);
    let (label, title) = (label_shown(&contract.label), first_words(&contract.title));
    let again = words.audit.twice.iter().filter(|t| t.kept == position);
    let again: Vec<String> = again
        .map(|t| label_shown(&words.label(t.left_out)))
        .collect();
    let again = match again.is_empty() {
        true => String::new(),
        false => format!(" (recorded again as {})", listed(&again)),
    };
    match title.is_empty() {
        true => format!("{label}{again}"),
        false => format!("{label}, {title}{again}"),
    }
}

fn or(words: &str, none: &str) -> String {
    match words.is_empty() {
        true => none.to_owned(),
        false => shown(words),
    }
}

/// `April 2025`, or `April 2025 to June 2025`.
pub(super) fn months((from, to): (Month, Month)) -> String {
    let one = |month: Month| {
        format!(
            "{} {}",
            Month::name_of(month.number),
            month.first_day().year()
        )
    };
    match from == to {
        true => one(from),
        false => format!("{} to {}", one(from), one(to)),
    }
}
