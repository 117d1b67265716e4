//! Days of ledger rows: outside the agreement, or in another year than their file is named for.

use super::FAMILY;
use crate::finding::{Check, RowRemark, Severity};
use crate::model::{Kind, LedgerRow, Partnership, RowAt};
use crate::value::{Day, FinancialYear};
use std::cell::RefCell;

pub(super) static ROW_AFTER_AGREEMENT: Check = Check {
    name: "row-after-agreement",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["si-2000-617/7-3-f"],
    page: include_str!("../../../docs/checks/row-after-agreement.md"),
    run: None,
};

pub(super) static ROW_BEFORE_AGREEMENT: Check = Check {
    name: "row-before-agreement",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["si-2000-617/7-3-f"],
    page: include_str!("../../../docs/checks/row-before-agreement.md"),
    run: None,
};

pub(super) static ROW_OF_OTHER_YEAR: Check = Check {
    name: "row-of-other-year",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["planning-folder/one-meaning"],
    page: include_str!("../../../docs/checks/row-of-other-year.md"),
    run: None,
};

/// The days rows may bear.
pub(super) struct Terms {
    starts: Option<Day>,
    /// Its last day, extensions made counted in, and the day as written.
    ends: Option<Day>,
    /// Of each pool: does its money need the agreement?
    pooled: Vec<bool>,
    /// The year the file last met is named for.
    file: RefCell<(String, Option<FinancialYear>)>,
}

impl Terms {
    pub(super) fn of(plan: &Partnership) -> Terms {
        let agreement = plan.agreement.as_ref();
        let ends = agreement.and_then(|a| {
            let made = a.extensions.iter().flat_map(|e| &e.made);
            let ends = *a.ends.value()?;
            Some(made.map(|day| day.value).fold(ends, Ord::max))
        });
        Terms {
            starts: agreement.and_then(|a| a.starts.value().copied()),
            ends,
            pooled: plan.pools.iter().map(|pool| pool.is_pooled()).collect(),
            file: RefCell::default(),
        }
    }

    /// What is wrong with a row's day: one slip is told once.
    pub(super) fn amiss(&self, row: &LedgerRow, at: &RowAt<'_>) -> Option<RowRemark> {
        self.outside_agreement(row)
            .or_else(|| self.other_year(row, at))
    }

    /// Spend, income and contributions of pooled money dated outside the agreement.
    fn outside_agreement(&self, row: &LedgerRow) -> Option<RowRemark> {
        let moves_money = matches!(
            row.line.kind,
            Kind::Spend | Kind::Income | Kind::Contribution
        );
        let pooled = row.line.pool.is_none_or(|pool| self.pooled[pool]);
        if !moves_money || !pooled {
            return None;
        }
        let kind = row.line.kind.word();
        let day = row.date;
        if let Some(ends) = self.ends.filter(|ends| day > *ends) {
            return Some(RowRemark {
                check: &ROW_AFTER_AGREEMENT,
                column: "date",
                message: format!(
                    "this {kind} is dated {}, after the agreement ended on {}",
                    day.long(),
                    ends.long()
                ),
                help: "correct the date, or record the agreement that pays for it".to_owned(),
            });
        }
        let starts = self.starts.filter(|starts| day < *starts)?;
        Some(RowRemark {
            check: &ROW_BEFORE_AGREEMENT,
            column: "date",
            message: format!(
                "this {kind} is dated {}, before the agreement starts on {}",
                day.long(),
                starts.long()
            ),
            help: "correct the date, or keep the row with the agreement before this one".to_owned(),
        })
    }

    /// Baselines and money moved in a file named for one year and dated in another. Settlements and
    /// grants handed on are paid after the year they are for, and forecasts look ahead.
    fn other_year(&self, row: &LedgerRow, at: &RowAt<'_>) -> Option<RowRemark> {
        let of_its_year = matches!(
            row.line.kind,
            Kind::Spend | Kind::Income | Kind::Contribution | Kind::Baseline
        );
        if !of_its_year {
            return None;
        }
        let mut file = self.file.borrow_mut();
        if file.0 != at.file {
            *file = (at.file.to_owned(), year_named(at.file));
        }
        let year = file.1?;
        let of = row.line.month.year;
        (of != year).then(|| RowRemark {
            check: &ROW_OF_OTHER_YEAR,
            column: "date",
            message: format!(
                "this {} is dated {}, in {of}, and its file is named for {year}",
                row.line.kind.word(),
                row.date.long()
            ),
            help: format!("correct the date, or move the row to a file of {of}"),
        })
    }
}

/// The one financial year a file's name gives; none if it gives none, or several. Of a path the
/// last part that gives any counts.
fn year_named(name: &str) -> Option<FinancialYear> {
    name.rsplit('/')
        .map(years_in)
        .find(|years| !years.is_empty())
        .and_then(|years| match years.as_slice() {
            [year] => Some(*year),
            _ => None,
        })
}

/// Financial years written in a text, as `2025-26`, `2025_26` or `2025-2026`.
fn years_in(text: &str) -> Vec<FinancialYear> {
    let mut years = Vec::new();
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    for pair in parts.windows(2) {
        let second = match pair[1].len() {
            4 => pair[1].get(2..).filter(|_| pair[1].starts_with("20")),
            _ => Some(pair[1]),
        };
        let year = second.and_then(|second| FinancialYear::parse(&format!("{}-{second}", pair[0])));
        years.extend(year.filter(|year| !years.contains(year)));
    }
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_found_in_a_files_name_and_a_month_is_none() {
        let of = |name| year_named(name).map(|year| year.to_string());
        assert_eq!(of("ledger/2025-26.csv").as_deref(), Some("2025-26"));
        assert_eq!(
            of("ledger/spend_2025_26_M06.csv").as_deref(),
            Some("2025-26")
        );
        assert_eq!(of("ledger/2025-2026/spend.csv").as_deref(), Some("2025-26"));
        // April of 2025, a day, and two years.
        assert_eq!(of("ledger/2025-04.csv"), None);
        assert_eq!(of("ledger/2026-02-27.csv"), None);
        assert_eq!(of("ledger/2024-25-and-2025-26.csv"), None);
        assert_eq!(of("ledger/spend.csv"), None);
    }
}
