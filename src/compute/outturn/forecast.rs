//! What the months to come are expected to cost.

use super::lines::{ByScheme, Months, place};
use crate::model::{Kind, Line};
use crate::value::{Day, Money, Month};

/// The forecast of one scheme.
pub(super) struct Forecast {
    /// What each month to come is expected to cost.
    pub(super) months: Months,
    /// A sentence on the months it has nothing for.
    pub(super) note: Option<String>,
}

/// Forecast rows of the months to come, less forecast income: of several versions, the latest
/// made by the day. None if there are no such rows.
pub(super) fn chosen(
    ledger: &ByScheme<'_>,
    scheme: usize,
    gone: u8,
    as_at: Day,
) -> Option<Forecast> {
    let latest = version(ledger, scheme, gone, as_at)?;
    let mut months = [Money::NIL; 12];
    let mut covered = [false; 12];
    for (line, amount) in later(ledger, scheme, gone, as_at).filter(|(l, _)| l.version == latest) {
        let month = place(line.month.number);
        covered[month] = true;
        match line.kind {
            Kind::Forecast => months[month] += *amount,
            _ => months[month] -= *amount,
        }
    }
    Some(Forecast {
        months,
        note: without(gone, &covered),
    })
}

/// Which forecast is chosen: the day it was made, or none for rows without one.
pub(super) fn version(
    ledger: &ByScheme<'_>,
    scheme: usize,
    gone: u8,
    as_at: Day,
) -> Option<Option<Day>> {
    let lines = || later(ledger, scheme, gone, as_at);
    let latest = lines().map(|(line, _)| line.version).max()?;
    // Income alone is no forecast of what a scheme costs.
    let costs = |line: &Line| line.kind == Kind::Forecast && line.version == latest;
    lines().any(|(line, _)| costs(line)).then_some(latest)
}

/// Forecast lines of the months to come that were made by the day.
fn later<'l>(
    ledger: &'l ByScheme<'_>,
    scheme: usize,
    gone: u8,
    as_at: Day,
) -> impl Iterator<Item = &'l (&'l Line, Money)> {
    ledger.scheme(scheme).iter().filter(move |(line, _)| {
        matches!(line.kind, Kind::Forecast | Kind::ForecastIncome)
            && line.month.number > gone
            && line.version.is_none_or(|v| v <= as_at)
    })
}

/// Months to come that the chosen forecast has no row for: they count as nil, and are named.
fn without(gone: u8, covered: &[bool; 12]) -> Option<String> {
    let missing: Vec<&str> = (gone + 1..=12)
        .filter(|month| !covered[place(*month)])
        .map(Month::name_of)
        .collect();
    (!missing.is_empty()).then(|| {
        format!(
            "its latest forecast has nothing for {}: those months count as nil",
            missing.join(", ")
        )
    })
}
