//! Payments that name a contract of somebody else than was paid, as people read them.

use super::SHOWN;
use super::money::{months, name};
use super::words::{Words, few_of, more};
use crate::compute::audit::ToOther;
use crate::report::{Cell, Part, Table, text};
use crate::value::{Money, shown};

pub(super) fn to_others(all: &[ToOther], words: &Words<'_>) -> Vec<Part> {
    if all.is_empty() {
        return Vec::new();
    }
    let headings = ["Paid to", "Naming contract", "Of", "When", "Amount"];
    let mut table = Table::new(&headings, &[4]);
    for one in all.iter().take(SHOWN) {
        table.row(vec![
            text(shown(&one.provider)),
            text(name(words, one.contract)),
            text(few_of(&words.contract(one.contract).providers)),
            text(months(one.months)),
            Cell::Money(one.amount),
        ]);
    }
    let sum: Money = all.iter().map(|one| one.amount).sum();
    let mut parts = vec![
        Part::Heading("Paid on a contract of somebody else".to_owned()),
        Part::Sentence(
            "The payments name a contract, and the register says that another provides it. They \
             count as paid on that contract. The largest first."
                .to_owned(),
        ),
        Part::Table(table),
    ];
    parts.extend(more(all.len(), "payee", "payees"));
    parts.push(Part::Sentence(format!(
        "{sum} was paid so: is it another name of the same provider, which `providers:` can say, a \
         partner in the contract, or the wrong reference?"
    )));
    parts
}
