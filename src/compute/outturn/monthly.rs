//! One scheme's year, month by month: what it was to cost and what it cost.

use super::lines::{ByScheme, Months, place};
use super::{Basis, Figures, Question, Refusal, baseline, forecast};
use crate::model::{Kind, Line, Plan};
use crate::value::{Exact, FinancialYear, Money, Month, Period, split};
use std::collections::BTreeMap;

/// One scheme's figures by month. Pence; nil in months beyond the question's last.
#[derive(Clone, Debug, Default)]
pub struct Monthly {
    /// Expected cost.
    pub baseline: Months,
    /// Actual cost; on the forecast basis also the cost expected of the months to come.
    pub outturn: Months,
    /// Spend less income by cause.
    pub causes: BTreeMap<String, Months>,
    /// What a reader must know of how they came about.
    pub notes: Vec<String>,
}

impl Monthly {
    /// The figures of months `from` to `to` added up, April being 1.
    pub fn over(&self, from: u8, to: u8) -> Figures {
        let range = place(from)..=place(to);
        let sum = |months: &Months| -> Money { months[range.clone()].iter().copied().sum() };
        Figures {
            baseline: sum(&self.baseline),
            outturn: sum(&self.outturn),
            causes: self
                .causes
                .iter()
                .map(|(cause, months)| (cause.clone(), sum(months)))
                .collect(),
            notes: self.notes.clone(),
        }
    }
}

/// One scheme's figures if it costs what it is expected to cost, or why there are none.
pub fn as_planned(
    plan: &Plan,
    scheme: usize,
    question: &Question,
    ledger: &ByScheme<'_>,
) -> Result<Monthly, Refusal> {
    refuse_stranded(plan, scheme, question.period.year())?;
    let mut baseline = baseline::months(plan, scheme, question, ledger)?;
    baseline[usize::from(question.last_month())..].fill(Money::NIL);
    Ok(Monthly {
        baseline,
        outturn: baseline,
        ..Monthly::default()
    })
}

/// One scheme's figures by month, or why there are none.
pub fn figures(
    plan: &Plan,
    scheme: usize,
    question: &Question,
    ledger: &ByScheme<'_>,
) -> Result<Monthly, Refusal> {
    refuse_stranded(plan, scheme, question.period.year())?;
    let gone = question.period.months_gone();
    let last = usize::from(question.last_month());
    let mut year = Monthly {
        baseline: baseline::months(plan, scheme, question, ledger)?,
        ..Monthly::default()
    };
    year.baseline[last..].fill(Money::NIL);
    let to_come = question.basis == Basis::Forecast && gone < 12;
    let later = match to_come {
        true => forecast::chosen(ledger, scheme, gone, question.as_at),
        false => None,
    };
    if !ledger.any(scheme, &[Kind::Spend, Kind::Income], 1, gone) && later.is_none() {
        return Err(Refusal::plain(format!(
            "no spend or income in the ledger to {}: a true nil is a row of 0.00",
            question.period
        )));
    }
    let notes = later.iter().filter_map(|f| f.note.clone());
    year.notes.extend(notes);
    year.notes
        .extend(ledger_stops(ledger, scheme, question.period));
    let (spend, income) = (
        ledger.months(scheme, Kind::Spend),
        ledger.months(scheme, Kind::Income),
    );
    year.notes.extend(below_nil(&income[..usize::from(gone)]));
    for month in 0..usize::from(gone) {
        year.outturn[month] = spend[month] - income[month];
    }
    match later {
        Some(later) => {
            let months = usize::from(gone)..12;
            year.outturn[months.clone()].copy_from_slice(&later.months[months]);
        }
        None if to_come => carry_on(&mut year, gone),
        None => {}
    }
    year.causes = causes(ledger, scheme, gone);
    Ok(year)
}

/// The months to come at the rate so far: the year's out-turn is that of the months gone ÷ months
/// gone × 12, half away from nil; what is left of it falls evenly on the months to come.
fn carry_on(year: &mut Monthly, gone: u8) {
    let to_date: Money = year.outturn.iter().copied().sum();
    let whole = Exact::fraction(to_date, 12, i128::from(gone)).half_away();
    let ahead = usize::from(12 - gone);
    // Equal weights always divide.
    let parts = split(whole - to_date, &vec![1; ahead]).unwrap_or_default();
    let months = year.outturn[usize::from(gone)..].iter_mut();
    for (month, part) in months.zip(parts) {
        *month = part;
    }
    let months = if gone == 1 { "month" } else { "months" };
    year.notes.push(format!(
        "no forecast in the ledger: the out-turn of {gone} {months}, {to_date}, is carried on at the same rate"
    ));
}

fn causes(ledger: &ByScheme<'_>, scheme: usize, gone: u8) -> BTreeMap<String, Months> {
    let mut causes: BTreeMap<String, Months> = BTreeMap::new();
    for (line, amount) in ledger.scheme(scheme) {
        let signed = match line.kind {
            Kind::Spend => *amount,
            Kind::Income => -*amount,
            _ => continue,
        };
        if let Some(cause) = &line.cause
            && line.month.number <= gone
        {
            causes.entry(cause.to_string()).or_default()[place(line.month.number)] += signed;
        }
    }
    causes
}

/// Ledger rows of this scheme that could not be read: its figures would rest on them.
pub(super) fn refuse_stranded(
    plan: &Plan,
    scheme: usize,
    year: FinancialYear,
) -> Result<(), Refusal> {
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

/// Income that comes to less than nil adds to the cost: most often its signs are the other way round.
fn below_nil(income: &[Money]) -> Option<String> {
    let sum: Money = income.iter().copied().sum();
    (sum < Money::NIL).then(|| {
        format!(
            "its income comes to {sum}, below nil, and so adds to the cost: see whether its signs are the other way round"
        )
    })
}

/// A ledger that ends two months or more before the period does may not be complete.
fn ledger_stops(ledger: &ByScheme<'_>, scheme: usize, period: Period) -> Option<String> {
    let gone = period.months_gone();
    let actual = |line: &Line| matches!(line.kind, Kind::Spend | Kind::Income);
    let last = ledger
        .scheme(scheme)
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
