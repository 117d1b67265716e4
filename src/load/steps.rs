//! The steps from one year's amount to the next: `uplift`, `recurrent_change`, `planned_change`,
//! `efficiency`, of a contribution or, by year, of a scheme.

use super::faults::WRONG_SHAPE;
use super::fields::{Fields, money_value, text_of};
use super::scalar::Reading;
use super::within_year::yearly_of;
use crate::finding::Finding;
use crate::model::{Dated, Field, Steps, StepsByYear, Uplift};
use crate::source::Spanned;
use crate::source::yaml::Node;
use crate::value::{Change, Money};

/// The keys of one year's entry.
pub(super) fn of_year(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Steps {
    Steps {
        uplift: field(fields.node("uplift"), reading, uplift),
        recurrent_change: fields.money("recurrent_change", reading),
        planned_change: fields.money("planned_change", reading),
        efficiency: field(fields.node("efficiency"), reading, saving),
    }
}

/// The same keys, each a map from year to value.
pub(super) fn by_year(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> StepsByYear {
    let mut money = |key, reading: &mut Reading<'_>| match fields.node(key) {
        Some(node) => yearly_of(node, reading),
        None => Dated::default(),
    };
    let recurrent_change = money("recurrent_change", reading);
    let planned_change = money("planned_change", reading);
    StepsByYear {
        uplift: fields.dated("uplift", reading, uplift),
        recurrent_change,
        planned_change,
        efficiency: fields.dated("efficiency", reading, saving),
    }
}

fn field<T>(
    node: Option<&Node>,
    reading: &mut Reading<'_>,
    read: impl Fn(&mut Reading<'_>, &Node) -> Option<T>,
) -> Field<T> {
    let Some(node) = node else {
        return Field::Absent;
    };
    match read(reading, node) {
        Some(value) => Field::Given(Spanned::new(value, node.at)),
        None => Field::Unreadable(node.at),
    }
}

/// `4.1%`, or an amount.
fn uplift(reading: &mut Reading<'_>, node: &Node) -> Option<Uplift> {
    let text = text_of(node, reading)?;
    if !text.trim_end().ends_with('%') {
        return money_value(reading, node).map(Uplift::Money);
    }
    let change = Change::parse(text);
    if change.is_none() {
        let message = format!("`{}` is no percentage", text.trim());
        let help = "write it as 4.1% or -0.5%, or as an amount of money";
        let finding = Finding::new(&WRONG_SHAPE, node.at, message);
        reading.faults.push(finding.help(help));
    }
    change.map(Uplift::PerCent)
}

/// What is saved, below nil: with the other sign it would raise the amount.
fn saving(reading: &mut Reading<'_>, node: &Node) -> Option<Money> {
    let amount = money_value(reading, node)?;
    if amount.pence() <= 0 {
        return Some(amount);
    }
    let message = format!("an efficiency of {amount} would raise the amount of the year");
    let finding = Finding::new(&WRONG_SHAPE, node.at, message);
    let help = format!("write what is saved below nil: -{}", amount.plain());
    reading.faults.push(finding.help(help));
    None
}
