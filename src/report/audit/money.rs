//! Contracts and the ledger, as people read them; and prices of like units.

use super::meaning::{a_year, first, number};
use super::words::{Words, first_words, more};
use super::{Given, SHOWN};
use crate::compute::audit::{After, Audit, Over, Tied, UnitPrices, Without, yearly};
use crate::report::{Cell, Part, Table, counted, text};
use crate::value::{Money, Month, shown};

/// Prices of units, and the ledger.
pub(super) fn parts(given: &Given, audit: &Audit, words: &Words<'_>) -> Vec<Part> {
    let mut parts = units(audit, words);
    parts.extend(money(given, audit, words));
    parts
}

fn money(given: &Given, audit: &Audit, words: &Words<'_>) -> Vec<Part> {
    let Some(tied) = &audit.money else {
        return Vec::new();
    };
    let mut parts = vec![Part::Heading("Contracts and the ledger".to_owned())];
    parts.extend(sums(given, tied));
    parts.extend(without(&tied.without));
    parts.extend(after(&tied.after, words));
    parts.extend(over(&tied.over, words, given.question.tolerance_per_cent));
    parts.extend(unpaid(&tied.unpaid, words, audit));
    parts.extend(shares(tied));
    parts
}

/// Where the ledger's spend goes; it adds up.
fn sums(given: &Given, tied: &Tied) -> Vec<Part> {
    let without: Money = tied.without.iter().map(|w| w.amount).sum();
    let mut table = Table::new(&["Spend in the ledger", "Amount"], &[1]);
    let rows = [
        ("tied to one contract", tied.tied),
        ("with no contract behind it", without),
        (
            "to providers with several contracts, none named",
            tied.several,
        ),
        ("that names neither provider nor contract", tied.unnamed),
        ("beyond the sums that are kept", tied.beyond),
    ];
    for (name, amount) in rows.into_iter().filter(|(_, amount)| !amount.is_nil()) {
        table.row(vec![text(name), Cell::Money(amount)]);
    }
    table.total(vec![
        text(format!("All spend to {}", given.question.as_at.long())),
        Cell::Money(tied.spend),
    ]);
    let unknown = tied.several + tied.unnamed + tied.beyond;
    let mut said = match unknown.is_nil() {
        true if without.is_nil() => "All of it is tied to a contract.".to_owned(),
        true => "What has no contract behind it is told below, the rest is tied.".to_owned(),
        false => format!(
            "Of {unknown} it cannot be told which contract it is for: `contract` in the ledger \
             would say."
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
    vec![Part::Table(table), Part::Sentence(said)]
}

fn without(all: &[Without]) -> Vec<Part> {
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
    parts.push(Part::Sentence(format!(
        "{sum} was paid that no contract in these registers stands behind: is one missing from \
         them, or was there none?"
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

fn over(all: &[Over], words: &Words<'_>, tolerance: i32) -> Vec<Part> {
    if all.is_empty() {
        return Vec::new();
    }
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
        Part::Heading("Paid beyond the value".to_owned()),
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

fn unpaid(all: &[u32], words: &Words<'_>, audit: &Audit) -> Vec<Part> {
    if all.is_empty() {
        return Vec::new();
    }
    let mut table = Table::new(&["Contract", "For", "In force"], &[]);
    for position in all.iter().take(SHOWN) {
        let contract = words.contract(*position);
        table.row(vec![
            text(name(words, *position)),
            text(super::words::few_of(&contract.commissioners)),
            text(words.in_force(contract)),
        ]);
    }
    let mut parts = vec![
        Part::Heading("Contracts nobody paid".to_owned()),
        Part::Sentence(
            "In force through a whole month of the ledger, and no payment is theirs.".to_owned(),
        ),
        Part::Table(table),
    ];
    parts.extend(more(all.len(), "contract", "contracts"));
    parts.push(Part::Sentence(format!(
        "{}, {}, {} paid from other books, or not at all.",
        first(&match all.len() {
            1 => "one contract".to_owned(),
            n => format!("{} contracts", number(n)),
        }),
        a_year(yearly(all, &audit.contracts)),
        if all.len() == 1 { "is" } else { "are" }
    )));
    parts
}

fn shares(tied: &Tied) -> Vec<Part> {
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
    parts.push(Part::Sentence(format!(
        "Of {} that names its provider, the largest {} have {}.{}%. Index of concentration {index}: \
         the sum of the squares of all shares in per cent; 10,000 is one provider alone, and ten of \
         one size come to 1,000.",
        Money::from_pence(all),
        number(tied.shares.len().min(3)),
        three / 10,
        three % 10,
    )));
    parts
}

/// Prices of like units, with their fences.
fn units(audit: &Audit, words: &Words<'_>) -> Vec<Part> {
    let all = &audit.redesign.units;
    if all.is_empty() {
        return Vec::new();
    }
    let headings = [
        "Service and unit",
        "Prices",
        "Least",
        "Lower fence",
        "Lower quartile",
        "Median",
        "Upper quartile",
        "Upper fence",
        "Most",
    ];
    let mut table = Table::new(&headings, &[1, 2, 3, 4, 5, 6, 7, 8]);
    let mut apart = Vec::new();
    for group in all.iter().take(SHOWN) {
        table.row(prices(words, group));
        let beyond = group
            .prices
            .iter()
            .filter(|(_, price)| group.fences.is_some_and(|f| f.is_beyond(*price)));
        apart.extend(beyond.map(|(position, price)| {
            format!(
                "{}: {price} a year for one of {}",
                name(words, *position),
                shown(&group.unit)
            )
        }));
    }
    let said = match apart.len() {
        0 => "No price lies beyond a fence, or there are too few to say.".to_owned(),
        1 => "One price lies beyond a fence:".to_owned(),
        n => format!("{} prices lie beyond a fence:", first(&number(n))),
    };
    let mut parts = vec![
        Part::Heading("Prices of a unit".to_owned()),
        Part::Sentence(
            "A year's value ÷ `capacity`, for contracts not yet ended of one service in one unit. \
             Fences are the quartiles less, or plus, one and a half times the distance between \
             them; five prices are needed."
                .to_owned(),
        ),
        Part::Table(table),
    ];
    parts.extend(more(all.len(), "service and unit", "services and units"));
    parts.push(Part::Sentence(said));
    if !apart.is_empty() {
        parts.push(Part::List(apart));
    }
    parts
}

fn prices(words: &Words<'_>, group: &UnitPrices) -> Vec<Cell> {
    let end = |price: Option<&(u32, Money)>| price.map_or(Cell::Blank, |(_, p)| Cell::Money(*p));
    let n = i64::try_from(group.prices.len()).unwrap_or(i64::MAX);
    let mut row = vec![
        text(format!(
            "{}: {}",
            words.service_name(&group.service),
            shown(&group.unit)
        )),
        Cell::Count(n),
        end(group.prices.first()),
    ];
    match group.fences {
        Some(fences) => row.extend(fences.shown().map(Cell::Money)),
        None => row.extend(vec![Cell::Blank; 5]),
    }
    row.push(end(group.prices.last()));
    row
}

/// `C-1, Home reablement`.
fn name(words: &Words<'_>, position: u32) -> String {
    let contract = words.contract(position);
    let (label, title) = (shown(&contract.label), first_words(&contract.title));
    match title.is_empty() {
        true => label,
        false => format!("{label}, {title}"),
    }
}

fn or(words: &str, none: &str) -> String {
    match words.is_empty() {
        true => none.to_owned(),
        false => shown(words),
    }
}

/// `April 2025`, or `April 2025 to June 2025`.
fn months((from, to): (Month, Month)) -> String {
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
