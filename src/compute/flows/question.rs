//! Which months are asked about, and the periods they are added up by.

use crate::value::{Day, FinancialYear, Month, Period};

/// How finely time is told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// By financial year.
    Year,
    /// By quarter of it.
    Quarter,
    /// By month.
    Month,
}

impl By {
    /// Every way with its word.
    pub const WORDS: &'static [(&'static str, By)] = &[
        ("year", By::Year),
        ("quarter", By::Quarter),
        ("month", By::Month),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        let mut all = Self::WORDS.iter();
        all.find(|(_, by)| *by == self).map_or("", |(word, _)| word)
    }
}

/// What is asked: the months from the first April of `from` to the end of `through`.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// The first financial year.
    pub from: FinancialYear,
    /// The last period.
    pub through: Period,
    /// How finely time is told apart.
    pub by: By,
    /// The day it is asked for.
    pub as_at: Day,
}

/// One period that is told apart: so much of a year, a quarter or a month as is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Its financial year.
    pub year: FinancialYear,
    /// First month, April being 1.
    pub first: u8,
    /// Last month.
    pub last: u8,
}

impl Question {
    /// Is a month asked about?
    pub fn counts(&self, month: Month) -> bool {
        let end = (self.through.year(), self.through.months_gone());
        self.from <= month.year && (month.year, month.number) <= end
    }

    /// The periods told apart, in order.
    pub fn slots(&self) -> Vec<Slot> {
        let size = match self.by {
            By::Year => 12,
            By::Quarter => 3,
            By::Month => 1,
        };
        let mut all = Vec::new();
        for year in self.years() {
            let gone = self.gone(year);
            let mut first = 1;
            while first <= gone {
                let last = (first + size - 1).min(gone);
                all.push(Slot { year, first, last });
                first += size;
            }
        }
        all
    }

    /// The last month of the period a month falls in; itself where it is not asked about.
    pub fn last_of(&self, month: Month) -> Month {
        let slots = self.slots();
        let slot = slots.iter().find(|slot| slot.holds(month));
        Month {
            number: slot.map_or(month.number, |slot| slot.last),
            ..month
        }
    }

    /// The financial years asked about, in order.
    pub fn years(&self) -> Vec<FinancialYear> {
        let years = self.from.start()..=self.through.year().start();
        years.map(FinancialYear::starting).collect()
    }

    /// How many months of a year are asked about.
    pub fn gone(&self, year: FinancialYear) -> u8 {
        match year == self.through.year() {
            true => self.through.months_gone(),
            false => 12,
        }
    }
}

impl Slot {
    /// Does a month fall in it?
    pub fn holds(&self, month: Month) -> bool {
        self.year == month.year && (self.first..=self.last).contains(&month.number)
    }

    /// Its name as periods are written: `2025-26`, `2025-26-Q2`, `2025-26-M07`.
    pub fn code(&self, by: By) -> String {
        match by {
            By::Year => self.year.to_string(),
            By::Quarter => Period::Quarter(self.year, quarter(self.first)).to_string(),
            By::Month => Period::Month(self.year, self.first).to_string(),
        }
    }
}

/// The quarter a month of the financial year falls in.
pub fn quarter(month: u8) -> u8 {
    (month.clamp(1, 12) - 1) / 3 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_end_where_the_question_does() {
        let question = Question {
            from: FinancialYear::parse("2024-25").unwrap(),
            through: Period::parse("2025-26-M05").unwrap(),
            by: By::Quarter,
            as_at: Day::parse("2025-09-30").unwrap(),
        };
        let codes: Vec<String> = question
            .slots()
            .iter()
            .map(|slot| format!("{} {}-{}", slot.code(By::Quarter), slot.first, slot.last))
            .collect();
        assert_eq!(
            codes,
            [
                "2024-25-Q1 1-3",
                "2024-25-Q2 4-6",
                "2024-25-Q3 7-9",
                "2024-25-Q4 10-12",
                "2025-26-Q1 1-3",
                "2025-26-Q2 4-5"
            ]
        );
        let month = |year: &str, number| Month {
            year: FinancialYear::parse(year).unwrap(),
            number,
        };
        assert_eq!(question.last_of(month("2024-25", 5)), month("2024-25", 6));
        assert_eq!(question.last_of(month("2025-26", 4)), month("2025-26", 5));
        assert_eq!(question.last_of(month("2025-26", 6)), month("2025-26", 6));
        assert!(!question.counts(month("2023-24", 12)));
        assert!(question.counts(month("2024-25", 12)));
        assert!(question.counts(month("2025-26", 5)));
        assert!(!question.counts(month("2025-26", 6)));
    }
}
