//! How a column of slash dates reads when nothing says: judged by the whole column, never guessed.

use super::faults;
use crate::finding::Finding;
use crate::source::Span;
use crate::value::{DateText, FinancialYear, SlashOrder, read_date};
use std::ops::RangeInclusive;

/// What a column of dates allows.
#[derive(Default)]
pub(super) struct Survey {
    /// Slash dates seen.
    slashes: usize,
    /// Those that are no day when read day first.
    not_day_first: usize,
    /// Those that are no day when read month first.
    not_month_first: usize,
    /// Years that day first and month first would give, earliest and latest.
    years: [Option<(FinancialYear, FinancialYear)>; 2],
}

impl Survey {
    /// Looks at one cell.
    pub(super) fn look(&mut self, text: &str) {
        let Ok(date @ DateText::Slash(..)) = read_date(text) else {
            return;
        };
        // A date that is none either way says nothing of the others' order.
        if [SlashOrder::DayFirst, SlashOrder::MonthFirst]
            .iter()
            .all(|order| date.in_order(*order).is_err())
        {
            return;
        }
        self.slashes += 1;
        for (i, order) in [SlashOrder::DayFirst, SlashOrder::MonthFirst]
            .into_iter()
            .enumerate()
        {
            match date.in_order(order) {
                Ok(day) => {
                    let year = FinancialYear::of(day);
                    let (first, last) = self.years[i].unwrap_or((year, year));
                    self.years[i] = Some((first.min(year), last.max(year)));
                }
                Err(_) if i == 0 => self.not_day_first += 1,
                Err(_) => self.not_month_first += 1,
            }
        }
    }

    /// Were there any slash dates at all?
    pub(super) fn any(&self) -> bool {
        self.slashes > 0
    }

    /// Are some no day when read day first, and others none when read month first?
    pub(super) fn is_mixed(&self) -> bool {
        self.not_day_first > 0 && self.not_month_first > 0
    }

    /// The one order every date fits, if only one does.
    pub(super) fn order(&self) -> Option<SlashOrder> {
        match (self.not_day_first, self.not_month_first) {
            _ if self.slashes == 0 => None,
            (0, n) if n > 0 => Some(SlashOrder::DayFirst),
            (n, 0) if n > 0 => Some(SlashOrder::MonthFirst),
            _ => None,
        }
    }

    /// The same, and where both orders fit every date, day first if all its years are among those
    /// the folder names and month first's are not.
    pub(super) fn order_within(
        &self,
        named: Option<RangeInclusive<FinancialYear>>,
    ) -> Option<SlashOrder> {
        if let Some(order) = self.order() {
            return Some(order);
        }
        if self.not_day_first + self.not_month_first > 0 {
            return None;
        }
        let named = named?;
        let fits =
            |i: usize| self.years[i].is_some_and(|(a, b)| named.contains(&a) && named.contains(&b));
        // Never month first by years alone: a payment of the year before would turn the column.
        (fits(0) && !fits(1)).then_some(SlashOrder::DayFirst)
    }
}

/// The note on an order nobody wrote: settled by the calendar, or only by the agreement's years.
pub(super) fn inferred(order: SlashOrder, by_years: bool, at: Span) -> Finding {
    let (which, write) = match order {
        SlashOrder::DayFirst => ("day first", "dd/mm/yyyy"),
        SlashOrder::MonthFirst => ("month first", "mm/dd/yyyy"),
    };
    let why = if by_years {
        "read the other way, some fall outside the years of the agreement"
    } else {
        "no other reading fits every row"
    };
    let message = format!("dates with slashes are read {which}: {why}");
    let help = format!("say so at the top of partnership.yaml: dates: {write}");
    Finding::new(&faults::DATE_ORDER_INFERRED, at, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(dates: &[&str]) -> Option<SlashOrder> {
        let mut survey = Survey::default();
        dates.iter().for_each(|d| survey.look(d));
        survey.order()
    }

    #[test]
    fn one_date_that_fits_only_one_way_settles_the_column() {
        assert_eq!(
            order(&["01/04/2025", "13/04/2025"]),
            Some(SlashOrder::DayFirst)
        );
        assert_eq!(
            order(&["01/04/2025", "7/31/2020"]),
            Some(SlashOrder::MonthFirst)
        );
        assert_eq!(order(&["01/04/2025", "02/05/2025"]), None);
        assert_eq!(order(&["13/04/2025", "04/13/2025"]), None);
        assert_eq!(order(&["2025-04-01"]), None);
        assert_eq!(
            order(&["31/02/2025", "13/04/2025"]),
            Some(SlashOrder::DayFirst)
        );
    }

    #[test]
    fn years_the_folder_names_settle_what_the_calendar_cannot() {
        let mut survey = Survey::default();
        survey.look("01/04/2025"); // 1 April 2025, or 4 January 2025 (2024-25)
        let named = FinancialYear::starting(2025)..=FinancialYear::starting(2027);
        assert_eq!(
            survey.order_within(Some(named.clone())),
            Some(SlashOrder::DayFirst)
        );
        let mut survey = Survey::default();
        survey.look("05/03/2025"); // 5 March 2025 (2024-25), or 3 May 2025
        assert_eq!(survey.order_within(Some(named)), None);
    }
}
