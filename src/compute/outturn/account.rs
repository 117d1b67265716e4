//! How one scheme's baseline and out-turn come about: which ledger rows count, and what each kind
//! of them comes to.

use super::lines::{ByScheme, place};
use super::{Basis, Monthly, Question, baseline, forecast};
use crate::compute::spread::twelve_months;
use crate::model::{Kind, Line, Plan};
use crate::source::Span;
use crate::value::{Day, Money};
use std::collections::BTreeMap;

/// The account of one scheme's months.
#[derive(Clone, Debug)]
pub struct Account {
    /// Which scheme, by position.
    pub scheme: usize,
    /// The first and last month, April being 1.
    pub months: (u8, u8),
    /// How the baseline falls on the months.
    pub baseline: Expected,
    /// What of it falls in these months, later changes left out.
    pub expected: Money,
    /// Each kind of ledger row that counts and what those rows come to.
    pub kinds: BTreeMap<Kind, Money>,
    /// The out-turn of the months gone carried on, where no forecast says better.
    pub carried: Option<Carried>,
    /// Which forecast counts: made on that day, or without a day.
    pub forecast: Option<Option<Day>>,
    /// The last month of the year with actual figures.
    pub gone: u8,
}

/// How a baseline falls on the months of its year.
#[derive(Clone, Copy, Debug)]
pub enum Expected {
    /// Month by month in the ledger.
    Phased,
    /// The year's amount, written here, evenly over twelve months.
    Evenly(Money, Span),
    /// The year's amount, which changes within the year or is by the week: each month its own part.
    Unevenly(Money, Span),
}

/// An out-turn carried on at the rate so far.
#[derive(Clone, Copy, Debug)]
pub struct Carried {
    /// Out-turn of the months gone, from April.
    pub to_date: Money,
    /// How many those are.
    pub gone: u8,
    /// The year's: to date ÷ gone × 12, half away from nil.
    pub year: Money,
    /// What of the months to come falls in the account's months.
    pub part: Money,
}

impl Account {
    /// The account of a scheme's months whose figures are these; none if it has no baseline.
    pub fn of(
        plan: &Plan,
        question: &Question,
        ledger: &ByScheme<'_>,
        figures: &Monthly,
        (scheme, months): (usize, (u8, u8)),
    ) -> Option<Account> {
        let (from, to) = months;
        let gone = question.period.months_gone();
        let phased = ledger.any(scheme, &[Kind::Baseline], 1, 12);
        let to_come = question.basis == Basis::Forecast && gone < 12;
        let version = match to_come {
            true => forecast::version(ledger, scheme, gone, question.as_at),
            false => None,
        };
        let year = question.period.year();
        let planned = twelve_months(&plan.partnership.schemes[scheme], year);
        let (baseline, evenly) = match (phased, planned.ok().flatten()) {
            (true, _) => (Expected::Phased, Money::NIL),
            (false, Some(planned)) => {
                let whole = planned.whole();
                let even =
                    (1..=12).all(|month| planned.to(month) == baseline::spread(whole, month));
                let expected = match even {
                    true => Expected::Evenly(whole, planned.at),
                    false => Expected::Unevenly(whole, planned.at),
                };
                (expected, planned.to(to) - planned.to(from - 1))
            }
            (false, None) => return None,
        };
        let mut account = Account {
            scheme,
            months,
            baseline,
            expected: evenly,
            kinds: BTreeMap::new(),
            carried: None,
            forecast: version,
            gone,
        };
        for (line, amount) in ledger.scheme(scheme) {
            if account.counts(line) {
                *account.kinds.entry(line.kind).or_default() += *amount;
            }
        }
        if phased {
            account.expected = account.sum(Kind::Baseline);
        }
        account.carried = (to_come && version.is_none()).then(|| carried(figures, gone, months));
        Some(account)
    }

    /// Does a line of this scheme and year count in it?
    pub fn counts(&self, line: &Line) -> bool {
        let month = line.month.number;
        let within = (self.months.0..=self.months.1).contains(&month);
        within
            && match line.kind {
                Kind::Baseline | Kind::Rebase => true,
                Kind::Spend | Kind::Income => month <= self.gone,
                Kind::Forecast | Kind::ForecastIncome => {
                    month > self.gone && self.forecast == Some(line.version)
                }
                Kind::Contribution | Kind::Settlement | Kind::Passport => false,
            }
    }

    /// What the rows of one kind come to.
    pub fn sum(&self, kind: Kind) -> Money {
        self.kinds.get(&kind).copied().unwrap_or_default()
    }

    /// Expected cost of these months.
    pub fn baseline(&self) -> Money {
        self.expected + self.sum(Kind::Rebase)
    }

    /// Cost of these months.
    pub fn outturn(&self) -> Money {
        let actual = self.sum(Kind::Spend) - self.sum(Kind::Income);
        let forecast = self.sum(Kind::Forecast) - self.sum(Kind::ForecastIncome);
        actual + forecast + self.carried.map_or(Money::NIL, |c| c.part)
    }
}

fn carried(figures: &Monthly, gone: u8, (from, to): (u8, u8)) -> Carried {
    let ahead = from.max(gone + 1);
    let part = match ahead <= to {
        true => figures.outturn[place(ahead)..=place(to)]
            .iter()
            .copied()
            .sum(),
        false => Money::NIL,
    };
    Carried {
        to_date: figures.outturn[..usize::from(gone)].iter().copied().sum(),
        gone,
        year: figures.outturn.iter().copied().sum(),
        part,
    }
}
