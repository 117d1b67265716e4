//! What is read of each award, as if it stood under headings.

use crate::model::{ContractRow, Field, HeadingRead, Value};
use crate::value::{Day, shown};

type Cell = fn(&ContractRow) -> String;

/// Where in a release a column is read from, the column, and a row's value.
const READ: [(&str, &str, Cell); 7] = [
    ("ocid", "contract", |row| row.reference.clone()),
    ("tender/title", "title", |row| row.title.clone()),
    ("awards/suppliers/name", "provider", |row| {
        row.providers.join("; ")
    }),
    ("buyer/name", "commissioner", |row| row.commissioner.clone()),
    ("awards/contractPeriod/startDate", "starts", |row| {
        day(&row.starts)
    }),
    (
        "awards/contractPeriod/endDate",
        "ends",
        |row| day(&row.ends),
    ),
    ("awards/value/amount", "total_value", |row| {
        match row.total.value() {
            Some(Value::Known(money)) => money.plain(),
            _ => String::new(),
        }
    }),
];

fn day(day: &Field<Day>) -> String {
    day.value().map(Day::to_string).unwrap_or_default()
}

/// Every column with the first values of its rows, so many of each.
pub(in crate::load) fn headings(rows: &[ContractRow], samples: usize) -> Vec<HeadingRead> {
    let each = READ.iter().map(|(heading, column, value)| {
        let values: Vec<String> = rows.iter().map(value).filter(|v| !v.is_empty()).collect();
        HeadingRead {
            heading: (*heading).to_owned(),
            column: Some(column),
            said: String::new(),
            samples: values.iter().take(samples).map(|v| shown(v)).collect(),
            filled: values.len(),
        }
    });
    each.collect()
}
