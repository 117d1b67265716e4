//! One scalar at a time: text → value, or a finding and nothing.

use super::{faults, spreadsheet};
use crate::finding::{Finding, Findings};
use crate::model::Field;
use crate::source::{Span, Spanned};
use crate::value::{
    DateText, Day, FinancialYear, Id, Money, MoneyFault, Percent, SlashOrder, alike, read_date,
    shown, suggestion,
};

/// What reading a scalar needs to know and to tell.
pub(super) struct Reading<'f> {
    /// Where faults go.
    pub(super) faults: &'f mut Findings,
    /// How dates with slashes read, if the folder or file says.
    pub(super) slashes: Option<SlashOrder>,
}

impl Reading<'_> {
    fn refuse<T>(&mut self, finding: Finding) -> Field<T> {
        let at = finding.at;
        self.faults.push(finding);
        Field::Unreadable(at)
    }

    /// An amount of money.
    pub(super) fn money(&mut self, text: &str, at: Span) -> Field<Money> {
        match Money::parse(text) {
            Ok(money) => Field::Given(Spanned::new(money, at)),
            Err(fault) => {
                let help = amount_help(fault);
                let finding = Finding::new(&faults::UNREADABLE_AMOUNT, at, no_amount(text, fault));
                self.refuse(finding.help(help))
            }
        }
    }

    /// A date, slashes read as the folder says.
    pub(super) fn day(&mut self, text: &str, at: Span) -> Field<Day> {
        let read = match read_date(text) {
            Ok(date) => self.in_order(date, at),
            Err(fault) => Some(Err(fault)),
        };
        match read {
            None => Field::Unreadable(at),
            Some(Ok(day)) => Field::Given(Spanned::new(day, at)),
            Some(Err(fault)) => {
                let (message, help) = spreadsheet::no_date(text, fault);
                let finding = Finding::new(&faults::UNREADABLE_DATE, at, message);
                self.refuse(finding.help(help))
            }
        }
    }

    /// A slash date without an order has one reading only if the other is no day at all.
    fn in_order(
        &mut self,
        date: DateText,
        at: Span,
    ) -> Option<Result<Day, crate::value::DayFault>> {
        if let (DateText::Day(day), _) = (date, ()) {
            return Some(Ok(day));
        }
        if let Some(order) = self.slashes {
            return Some(date.in_order(order));
        }
        let day_first = date.in_order(SlashOrder::DayFirst);
        let month_first = date.in_order(SlashOrder::MonthFirst);
        match (day_first, month_first) {
            (Ok(a), Ok(b)) if a != b => {
                self.faults.push(
                    Finding::new(
                        &faults::AMBIGUOUS_DATE,
                        at,
                        format!("this date may be {} or {}", a.long(), b.long()),
                    )
                    .help("write the year first, or say `dates: dd/mm/yyyy` at the top of partnership.yaml"),
                );
                None
            }
            (Ok(day), _) | (_, Ok(day)) => Some(Ok(day)),
            (fault, _) => Some(fault),
        }
    }

    /// A percentage with its sign.
    pub(super) fn percent(&mut self, text: &str, at: Span) -> Field<Percent> {
        match Percent::parse(text) {
            Some(percent) => Field::Given(Spanned::new(percent, at)),
            None => {
                let message = format!("`{}` is not a percentage", shown(text));
                let finding = Finding::new(&faults::UNREADABLE_PERCENTAGE, at, message);
                self.refuse(finding.help(percent_help(text)))
            }
        }
    }

    /// A financial year.
    pub(super) fn year(&mut self, text: &str, at: Span) -> Field<FinancialYear> {
        match FinancialYear::parse(text) {
            Some(year) => Field::Given(Spanned::new(year, at)),
            None => {
                let (message, help) = spreadsheet::no_year_of_account(text);
                let finding = Finding::new(&faults::UNREADABLE_PERIOD, at, message);
                self.refuse(finding.help(help))
            }
        }
    }

    /// An id: lower-case words joined by hyphens.
    pub(super) fn id(&mut self, text: &str, at: Span) -> Field<Id> {
        match Id::parse(text) {
            Some(id) => Field::Given(Spanned::new(id, at)),
            None => {
                let message = format!("`{}` cannot be an id", shown(text));
                let finding = Finding::new(&faults::UNREADABLE_ID, at, message);
                let near = Id::nearest(text);
                let help = if near.is_empty() {
                    "an id is lower-case words joined by hyphens".to_owned()
                } else {
                    format!("an id is lower-case words joined by hyphens: {near}")
                };
                self.refuse(finding.help(help))
            }
        }
    }

    /// One of a list of words.
    pub(super) fn word<T: Copy>(
        &mut self,
        text: &str,
        at: Span,
        words: &'static [(&'static str, T)],
    ) -> Field<T> {
        match words.iter().find(|(word, _)| alike(word, text)) {
            Some((_, value)) => Field::Given(Spanned::new(*value, at)),
            None => {
                let message = format!("`{}` is not a word that may stand here", shown(text));
                let finding = Finding::new(&faults::UNKNOWN_WORD, at, message);
                let help = suggestion(text, words.iter().map(|(word, _)| *word));
                self.refuse(finding.help(help))
            }
        }
    }
}

/// Why a text is no amount of money, in a whole sentence.
pub(super) fn no_amount(text: &str, fault: MoneyFault) -> String {
    match fault {
        MoneyFault::Blank => fault.to_string(),
        _ => {
            let why = worded(text).map_or_else(|| fault.to_string(), str::to_owned);
            format!("`{}` cannot be read as an amount: {why}", shown(text))
        }
    }
}

/// What is said of an amount with a word behind it that people write and none is read by.
fn worded(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let word = text
        .trim()
        .rsplit(|c: char| !c.is_ascii_alphabetic())
        .next();
    match word? {
        _ if !text.contains(|c: char| c.is_ascii_digit()) => None,
        "cr" | "dr" => {
            Some("CR and DR are no signs; write a minus before what is taken off, and neither word")
        }
        "million" | "mn" | "mill" | "mil" => Some("millions are written with an m, as in £1.2m"),
        "thousand" => Some("thousands are written with a k, as in £250k"),
        "billion" | "bn" => Some("billions are written in millions, as in £1200m"),
        _ => None,
    }
}

fn amount_help(fault: MoneyFault) -> &'static str {
    match fault {
        MoneyFault::PartOfAPenny => "write it in pounds and whole pence; nothing is rounded",
        MoneyFault::Exponent => "write the whole number: 1200000.00 or £1.2m",
        MoneyFault::Dash => "write 0.00 for nil",
        _ => "write it as 1234.50, £1,234.50, (1,234.50), £250k or £12.4m",
    }
}

fn percent_help(text: &str) -> String {
    let bare = text.trim();
    let parts: Option<(u32, &str)> = bare
        .split_once('.')
        .and_then(|(whole, rest)| Some((whole.parse().ok()?, rest)));
    match parts {
        Some((0, tenths)) if (1..=2).contains(&tenths.len()) => {
            let hundredths = format!("{tenths:0<2}");
            let hundredths = hundredths.trim_start_matches('0');
            format!("write {hundredths}% if a part of the whole is meant, or {bare}%")
        }
        _ if bare.parse::<u32>().is_ok() => format!("write {bare}%"),
        _ => "write a percentage with its sign: 60%".to_owned(),
    }
}
