//! The minimums of the Better Care Fund with their margin.

use super::figures::cell;
use super::told::Told;
use crate::model::Source;
use crate::report::{Cell, Part, Table, text};
use crate::seeds;
use crate::value::FinancialYear;

pub(super) fn parts(told: &Told) -> Vec<Part> {
    let funds = &told.given.funds;
    let year = funds.question.period.year();
    if funds.minimums.is_empty() {
        return Vec::new();
    }
    let mut table = Table::new(&["Source", "Of", "Minimum", "Pooled", "Margin"], &[2, 3, 4]);
    let mut short = 0;
    for margin in &funds.minimums {
        let over = margin.over();
        short += usize::from(over.as_ref().is_ok_and(|m| m.pence() < 0));
        let of = margin.partner.map(|partner| told.partner_id(partner));
        table.row(vec![
            text(name(year, margin.source)),
            text(of.unwrap_or_else(|| "all partners".to_owned())),
            Cell::Money(margin.least),
            cell(&margin.pooled),
            cell(&over),
        ]);
    }
    let computed = funds.minimums.iter().any(|m| m.pooled.is_ok());
    let met = match short {
        0 if !computed => "None of them could be computed.".to_owned(),
        0 => "None of those computed is below its minimum.".to_owned(),
        1 => "1 is below its minimum: the margin is below nil.".to_owned(),
        n => format!("{n} are below their minimum: the margin is below nil."),
    };
    vec![
        Part::Heading(format!("Better Care Fund minimums of {year}")),
        Part::Table(table),
        Part::Sentence(format!(
            "What is planned to be paid into all pooled funds for the year against the least recorded under `better_care_fund`. {met}"
        )),
    ]
}

/// What the year's framework calls a source, else its word.
fn name(year: FinancialYear, source: Source) -> String {
    let years = seeds::better_care_years().iter();
    let mut of_year = years.filter(|y| y.year == year.to_string());
    let sources = of_year.next().map_or(&[][..], |y| &y.sources);
    let named = sources.iter().find(|s| s.source == source.word());
    named.map_or_else(|| source.word().to_owned(), |s| s.name.clone())
}
