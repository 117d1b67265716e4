//! Baseline and out-turn of each scheme for a period.
//!
//! Out-turn = spend − income. Variance = out-turn − baseline: above nil an overspend, below an
//! underspend. Whole pence throughout; nothing is rounded but a forecast at the rate so far.

use super::spread::twelve_months;
use crate::model::{Kind, Line, Plan};
use crate::source::Span;
use crate::value::{Day, Exact, FinancialYear, Money, Month, Period, split};
use std::collections::{BTreeMap, BTreeSet};

/// Which figures a period's end is judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// What has happened up to the period's end.
    ToDate,
    /// The whole year: what has happened, and what is expected of the months to come.
    Forecast,
}

impl Basis {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Basis::ToDate => "to-date",
            Basis::Forecast => "forecast",
        }
    }
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// To the end of this period.
    pub period: Period,
    /// To date, or the year as forecast.
    pub basis: Basis,
    /// Forecasts made after this day are not known yet.
    pub as_at: Day,
}

/// Why a figure is not given, and the place to look.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// In words.
    pub why: String,
    /// Where, if one place says it.
    pub at: Option<Span>,
}

impl Refusal {
    /// A refusal with a place.
    pub fn at(at: Span, why: impl Into<String>) -> Refusal {
        Refusal {
            why: why.into(),
            at: Some(at),
        }
    }

    /// A refusal no single place explains.
    pub fn plain(why: impl Into<String>) -> Refusal {
        Refusal {
            why: why.into(),
            at: None,
        }
    }
}

/// One scheme's figures for the period.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Expected cost.
    pub baseline: Money,
    /// Actual cost, or actual and expected.
    pub outturn: Money,
    /// Spend less income to date by cause.
    pub causes: BTreeMap<String, Money>,
    /// What a reader must know of how they came about.
    pub notes: Vec<String>,
}

impl Figures {
    /// Out-turn less baseline.
    pub fn variance(&self) -> Money {
        self.outturn - self.baseline
    }
}

/// The ledger's lines by scheme, so that each scheme is looked at once.
pub struct ByScheme<'a> {
    lines: Vec<Vec<(&'a Line, Money)>>,
}

impl<'a> ByScheme<'a> {
    /// Sorts the totals of one financial year by scheme.
    pub fn of(plan: &'a Plan, year: FinancialYear) -> ByScheme<'a> {
        let mut lines = vec![Vec::new(); plan.partnership.schemes.len()];
        for (line, amount) in &plan.totals.lines {
            if let Some(scheme) = line.scheme
                && line.month.year == year
            {
                lines[scheme].push((line, *amount));
            }
        }
        ByScheme { lines }
    }

    /// The amount of one kind in months `from` to `to`, April being 1.
    fn sum(&self, scheme: usize, kind: Kind, from: u8, to: u8) -> Money {
        self.lines[scheme]
            .iter()
            .filter(|(line, _)| line.kind == kind && (from..=to).contains(&line.month.number))
            .map(|(_, amount)| *amount)
            .sum()
    }

    fn any(&self, scheme: usize, kinds: &[Kind], from: u8, to: u8) -> bool {
        self.lines[scheme]
            .iter()
            .any(|(line, _)| kinds.contains(&line.kind) && (from..=to).contains(&line.month.number))
    }
}

/// One scheme's figures, or why there are none.
pub fn figures(
    plan: &Plan,
    scheme: usize,
    question: &Question,
    ledger: &ByScheme<'_>,
) -> Result<Figures, Refusal> {
    let year = question.period.year();
    refuse_stranded(plan, scheme, year)?;
    let gone = question.period.months_gone();
    let mut figures = Figures {
        baseline: baseline(plan, scheme, question, ledger)?,
        ..Figures::default()
    };
    let forecast = question.basis == Basis::Forecast && gone < 12;
    let later = if forecast {
        let chosen = chosen_forecast(ledger, scheme, gone, question.as_at);
        chosen.map(|(amount, months)| {
            figures.notes.extend(months_without_forecast(gone, &months));
            amount
        })
    } else {
        None
    };
    figures
        .notes
        .extend(ledger_stops(ledger, scheme, question.period));
    if !ledger.any(scheme, &[Kind::Spend, Kind::Income], 1, gone) && later.is_none() {
        return Err(Refusal::plain(format!(
            "no spend or income in the ledger to {}: a true nil is a row of 0.00",
            question.period
        )));
    }
    let to_date =
        ledger.sum(scheme, Kind::Spend, 1, gone) - ledger.sum(scheme, Kind::Income, 1, gone);
    figures.outturn = match later {
        Some(later) => to_date + later,
        None if forecast => {
            figures.notes.push(format!(
                "no forecast in the ledger: the out-turn of {gone} months, {to_date}, is carried on at the same rate"
            ));
            Exact::fraction(to_date, 12, i128::from(gone)).half_away()
        }
        None => to_date,
    };
    for (line, amount) in &ledger.lines[scheme] {
        let signed = match line.kind {
            Kind::Spend => *amount,
            Kind::Income => -*amount,
            _ => continue,
        };
        if let Some(cause) = &line.cause
            && line.month.number <= gone
        {
            *figures.causes.entry(cause.to_string()).or_default() += signed;
        }
    }
    Ok(figures)
}

/// Ledger rows of this scheme that could not be read: its figures would rest on them.
fn refuse_stranded(plan: &Plan, scheme: usize, year: FinancialYear) -> Result<(), Refusal> {
    let mut rows = 0;
    let mut first = None;
    for stranded in &plan.totals.stranded {
        let of_year = stranded.year.is_none_or(|y| y == year);
        if stranded.scheme == Some(scheme) && of_year {
            rows += stranded.rows;
            first.get_or_insert(stranded);
        }
    }
    match first {
        None => Ok(()),
        Some(stranded) => {
            let rows = if rows == 1 {
                "1 ledger row".to_owned()
            } else {
                format!("{rows} ledger rows")
            };
            Err(Refusal::at(
                stranded.at,
                format!("{rows} of it cannot be read: {}", stranded.why),
            ))
        }
    }
}

fn baseline(
    plan: &Plan,
    scheme: usize,
    question: &Question,
    ledger: &ByScheme<'_>,
) -> Result<Money, Refusal> {
    let year = question.period.year();
    let gone = match question.basis {
        Basis::ToDate => question.period.months_gone(),
        Basis::Forecast => 12,
    };
    let planned = twelve_months(&plan.partnership.schemes[scheme], year)?;
    let phased = ledger.any(scheme, &[Kind::Baseline], 1, 12);
    let rebased = ledger.sum(scheme, Kind::Rebase, 1, gone);
    if phased {
        let whole = ledger.sum(scheme, Kind::Baseline, 1, 12);
        if let Some(planned) = planned
            && planned.whole() != whole
        {
            let amount = planned.whole();
            return Err(Refusal::at(
                planned.at,
                format!(
                    "two baselines for {year}: {amount} in the plan and {whole} in the ledger; \
                     a later change is a ledger row of kind `rebase`"
                ),
            ));
        }
        return Ok(ledger.sum(scheme, Kind::Baseline, 1, gone) + rebased);
    }
    match planned {
        None => Err(Refusal::plain(format!("no baseline for {year}"))),
        Some(planned) => Ok(planned.to(gone) + rebased),
    }
}

/// The first months of an amount spread evenly over twelve, odd pennies to the earliest.
pub fn spread(year: Money, months: u8) -> Money {
    match split(year, &[1; 12]) {
        Ok(parts) => parts.into_iter().take(usize::from(months)).sum(),
        // Twelve equal weights always divide.
        Err(_) => Money::NIL,
    }
}

/// Forecast rows of the months to come, less forecast income: of several versions, the latest
/// made by the day, and the months it covers. None if there are no such rows.
fn chosen_forecast(
    ledger: &ByScheme<'_>,
    scheme: usize,
    gone: u8,
    as_at: Day,
) -> Option<(Money, BTreeSet<u8>)> {
    let later: Vec<&(&Line, Money)> = ledger.lines[scheme]
        .iter()
        .filter(|(line, _)| {
            matches!(line.kind, Kind::Forecast | Kind::ForecastIncome)
                && line.month.number > gone
                && line.version.is_none_or(|v| v <= as_at)
        })
        .collect();
    let latest = later.iter().map(|(line, _)| line.version).max()?;
    let chosen = later.into_iter().filter(|(line, _)| line.version == latest);
    let mut sum = Money::NIL;
    let mut months = BTreeSet::new();
    for (line, amount) in chosen {
        months.insert(line.month.number);
        match line.kind {
            Kind::Forecast => sum += *amount,
            _ => sum -= *amount,
        }
    }
    Some((sum, months))
}

/// Months to come that the chosen forecast has no row for: they count as nil, and are named.
fn months_without_forecast(gone: u8, months: &BTreeSet<u8>) -> Option<String> {
    let missing: Vec<&str> = (gone + 1..=12)
        .filter(|month| !months.contains(month))
        .map(Month::name_of)
        .collect();
    (!missing.is_empty()).then(|| {
        format!(
            "its latest forecast has nothing for {}: those months count as nil",
            missing.join(", ")
        )
    })
}

/// A ledger that ends two months or more before the period does may not be complete.
fn ledger_stops(ledger: &ByScheme<'_>, scheme: usize, period: Period) -> Option<String> {
    let gone = period.months_gone();
    let actual = |line: &Line| matches!(line.kind, Kind::Spend | Kind::Income);
    let last = ledger.lines[scheme]
        .iter()
        .filter(|(line, _)| actual(line) && line.month.number <= gone)
        .map(|(line, _)| line.month.number)
        .max()?;
    (last + 2 <= gone).then(|| {
        format!(
            "its last spend or income in the ledger is of {}: see whether the months to {} are complete",
            Month::name_of(last),
            Month::name_of(gone)
        )
    })
}
