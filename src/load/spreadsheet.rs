//! What a spreadsheet makes of a cell that was something else: recognised where it can be.
//! Leading noughts lost and long numbers rounded leave no trace, and are not looked for.

use super::faults;
use super::scalar::Reading;
use crate::finding::Finding;
use crate::source::Span;
use crate::value::{DateText, Day, DayFault, FinancialYear, SlashOrder, read_date, shown};

/// Days a spreadsheet counts from its beginning of 1900 to 1 January 1990.
const COUNT_OF_1990: i32 = 32_874;
/// 31 December 2100 by the same count.
const COUNT_OF_2100: i32 = 73_415;

/// What a short text reads as in a spreadsheet.
enum Taken {
    /// `01-Apr`, `03/04`: the numbers of its day and month, or month and day.
    NoYear(u8, u8),
    /// `Oct-25`: the first day of that month.
    Month(Day),
    /// `01-Apr-25`, `03/04/2025`.
    Whole,
    /// `1E5`, `1.23E+11`.
    Exponent,
}

fn taken(text: &str) -> Option<Taken> {
    if let Some(day) = month_alone(text) {
        return Some(Taken::Month(day));
    }
    if let Some((day, month)) = no_year(text) {
        return Some(Taken::NoYear(day, month));
    }
    if exponent(text) {
        return Some(Taken::Exponent);
    }
    // Full stops part the numbers of many registers' own references: 12.03.2020 is left alone.
    let dated = text.len() <= 11 && text.contains(['-', '/']) && !text.contains(['.', ' ']);
    (dated && read_date(text).is_ok()).then_some(Taken::Whole)
}

/// `Oct-25`, in the letters a spreadsheet writes; `OCT-25` may be a reference of its own.
fn month_alone(text: &str) -> Option<Day> {
    let (month, year) = text.split_once('-')?;
    let two_digits = year.len() == 2 && year.bytes().all(|b| b.is_ascii_digit());
    (two_digits && is_month(month)).then(|| Day::parse(&format!("1-{text}")).ok())?
}

/// `01-Apr` or `03/04`.
fn no_year(text: &str) -> Option<(u8, u8)> {
    let short = |n: &str| (1..=2).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit());
    if let Some((day, month)) = text.split_once('-') {
        if !short(day) || !is_month(month) {
            return None;
        }
        // 2024 has a 29 February.
        let read = Day::parse(&format!("{text}-2024")).ok()?;
        return Some((read.day(), read.month()));
    }
    let (first, second) = text.split_once('/')?;
    if !short(first) || !short(second) {
        return None;
    }
    let slash @ DateText::Slash(a, b, _) = read_date(&format!("{text}/2024")).ok()? else {
        return None;
    };
    let read = |order| slash.in_order(order).is_ok();
    (read(SlashOrder::DayFirst) || read(SlashOrder::MonthFirst)).then_some((a, b))
}

fn is_month(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 3
        && bytes[0].is_ascii_uppercase()
        && bytes[1..].iter().all(u8::is_ascii_lowercase)
}

fn exponent(text: &str) -> bool {
    let Some((number, power)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let power = power.strip_prefix(['+', '-']).unwrap_or(power);
    let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
    [whole, decimals, power]
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

/// May a spreadsheet have made this of something else? Most texts are told by their letters alone.
pub(super) fn may_be_taken(text: &str) -> bool {
    let telling = |b: u8| matches!(b, b'-' | b'/' | b'E' | b'e');
    text.starts_with(|c: char| !c.is_ascii_alphabetic() || c.is_ascii_uppercase())
        && text.bytes().any(telling)
        && text.bytes().any(|b| b.is_ascii_digit())
}

/// Reads it as something a spreadsheet makes of another text?
pub(super) fn is_taken(text: &str) -> bool {
    may_be_taken(text) && taken(text).is_some()
}

/// Tells a contract's reference that reads as a date or as a shortened number.
pub(super) fn reference(text: &str, at: Span, file: &str, reading: &mut Reading<'_>) {
    let message = match taken(text) {
        None => return,
        Some(Taken::Exponent) => format!(
            "the reference `{}` is written with an exponent, as a spreadsheet shortens a long number",
            shown(text)
        ),
        Some(_) => format!(
            "the reference `{}` reads as a date, which a spreadsheet may have made of it",
            shown(text)
        ),
    };
    let help = "compare it with the contract itself; set the column to text before the register \
                is saved as CSV";
    tell(message, help.to_owned(), at, file, reading);
}

/// Tells a cohort that reads as a date: ages `5-11` become `05-Nov`.
pub(super) fn cohort(text: &str, at: Span, file: &str, reading: &mut Reading<'_>) {
    let ages = match taken(text) {
        None | Some(Taken::Exponent) => return,
        Some(Taken::Whole) => None,
        Some(Taken::NoYear(a, b)) => Some((i16::from(a), i16::from(b))),
        Some(Taken::Month(day)) => Some((i16::from(day.month()), day.year() % 100)),
    };
    let message = format!(
        "the cohort `{}` reads as a date, which a spreadsheet makes of ages",
        shown(text)
    );
    let help = match ages {
        Some((a, b)) => format!(
            "write ages so that no date can be read: {} to {}, if those are meant",
            a.min(b),
            a.max(b)
        ),
        None => "write ages so that no date can be read: 5 to 11".to_owned(),
    };
    tell(message, help, at, file, reading);
}

fn tell(message: String, help: String, at: Span, file: &str, reading: &mut Reading<'_>) {
    let check = &faults::SPREADSHEET_DAMAGE;
    if reading.faults.has_room(check, file) {
        let finding = Finding::new(check, at, message);
        reading.faults.push(finding.help(help));
    }
}

/// Does a cell name a posting period as finance systems write them: `202507`, `007/2025`, `P07`,
/// `2025-26-M07`? There are up to sixteen in a year.
fn is_posting_period(text: &str) -> bool {
    let period = |digits: &str| {
        let whole = (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        whole && digits.parse().is_ok_and(|n: u8| (1..=16).contains(&n))
    };
    let year = |text: &str| {
        let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        digits && (text.starts_with("19") || text.starts_with("20"))
    };
    let text = text.to_ascii_lowercase();
    let (first, last) = text
        .rsplit_once(['/', '-', ' ', '.'])
        .unwrap_or(("", &text));
    let worded = last.trim_start_matches(['p', 'm']);
    match first {
        "" if text.len() == 6 && text.is_ascii() => year(&text[..4]) && period(&text[4..]),
        "" => period(worded) && (worded.len() < last.len() || worded.starts_with('0')),
        "period" | "month" => period(last),
        _ => {
            let of_year = year(first.get(..4).unwrap_or_default());
            (of_year && worded.len() < last.len() && period(worded))
                || (period(first) && year(last))
        }
    }
}

/// Why a text is no date, in a whole sentence, and what to write instead.
pub(super) fn no_date(text: &str, fault: DayFault) -> (String, String) {
    if fault == DayFault::Blank {
        let help = "write it with the year first: 2025-04-01";
        return (fault.to_string(), help.to_owned());
    }
    let trimmed = text.trim();
    let (why, help) = match (month_alone(trimmed), no_year(trimmed)) {
        (Some(month), _) => (
            "it names a month and no day".to_owned(),
            format!("write the day too, the year first: {month}"),
        ),
        (None, Some(_)) => (
            "it names no year".to_owned(),
            "write the year too, and first: 2025-04-01".to_owned(),
        ),
        _ => {
            let help = match (fault, counted_day(trimmed)) {
                _ if is_posting_period(trimmed) => {
                    "if it is a posting period, say in a table of two columns which day each stands \
                     for: `date: {from: Period, table: mappings/periods.csv}`"
                        .to_owned()
                }
                (_, Some(day)) => {
                    format!("write the date itself: {day}, if the count begins in 1900 as most do")
                }
                (DayFault::Hashes, _) => {
                    "widen the column in the spreadsheet and save the file again".to_owned()
                }
                (DayFault::NoSuchDay, _) => {
                    "write the day that was meant, the year first, as in 2025-04-01".to_owned()
                }
                _ => "write the year first: 2025-04-01".to_owned(),
            };
            let why = match (fault, counted_day(trimmed)) {
                (DayFault::SerialNumber, None) => "it is a bare number".to_owned(),
                _ => fault.to_string(),
            };
            (why, help)
        }
    };
    (
        format!("`{}` cannot be read as a date: {why}", shown(text)),
        help,
    )
}

/// Why a text is no financial year, and what to write instead.
pub(super) fn no_year_of_account(text: &str) -> (String, String) {
    not_a_year(text).unwrap_or_else(|| {
        (
            format!("`{}` is not a financial year", shown(text)),
            "write a year as 2025-26, April to March".to_owned(),
        )
    })
}

/// Why a text is neither a financial year nor a day, and what to write instead.
pub(super) fn no_time(text: &str) -> (String, String) {
    not_a_year(text).unwrap_or_else(|| {
        (
            format!("`{}` is neither a year nor a date", shown(text)),
            "write a year as 2025-26, or the first day as 2025-10-01".to_owned(),
        )
    })
}

fn not_a_year(text: &str) -> Option<(String, String)> {
    let trimmed = text.trim();
    let (why, day) = match (month_alone(trimmed), counted_day(trimmed)) {
        (Some(day), _) => ("names a month, not a financial year", day),
        (None, Some(day)) => (
            "is a spreadsheet's count of days, not a financial year",
            day,
        ),
        (None, None) => return None,
    };
    let message = format!("`{}` {why}", shown(text));
    let year = FinancialYear::of(day);
    let help = format!("write {year}, if the year of {} is meant", day.long());
    Some((message, help))
}

/// The day a spreadsheet's count from 1900 stands for, 1990 to 2100.
fn counted_day(text: &str) -> Option<Day> {
    let days: i32 = (text.len() == 5).then(|| text.parse().ok())??;
    let start = Day::of(1990, 1, 1).ok()?;
    (COUNT_OF_1990..=COUNT_OF_2100)
        .contains(&days)
        .then(|| start.plus(days - COUNT_OF_1990))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_takes_for_a_date_or_a_number_is_recognised() {
        for text in [
            "03/04",
            "31/1",
            "1E5",
            "1.23E+11",
            "2e10",
            "Oct-25",
            "01-Apr",
            "1-Apr-25",
            "03/04/2025",
            "2025-04-01",
            "29-Feb",
            "4/30",
        ] {
            assert!(taken(text).is_some(), "{text}");
        }
        for text in [
            "",
            "C-0042",
            "DEC-21",
            "18-64",
            "65+",
            "32/13",
            "5-11",
            "2025-26",
            "E5",
            "1E",
            "3.E5",
            "12.03.2020",
            "12345",
            "30-Feb",
            "Oct-2025x",
            "CCT/25/03",
            "A1E5",
            "1/2/3",
            "Été-25",
        ] {
            assert!(taken(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_count_of_days_names_its_day() {
        // A spreadsheet's 45748 is 1 April 2025; 32874 is 1 January 1990.
        let day = |text: &str| counted_day(text).map(|d| d.to_string());
        assert_eq!(day("45748"), Some("2025-04-01".into()));
        assert_eq!(day("32874"), Some("1990-01-01".into()));
        assert_eq!(day("73415"), Some("2100-12-31".into()));
        for text in ["32873", "73416", "4574", "4574x", "+4574", "045748"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn a_month_where_a_year_stands_names_the_year_it_falls_in() {
        let (message, help) = no_year_of_account("Mar-26");
        assert_eq!(message, "`Mar-26` names a month, not a financial year");
        assert_eq!(help, "write 2025-26, if the year of 1 March 2026 is meant");
        let (message, _) = no_date("2025", DayFault::SerialNumber);
        assert_eq!(
            message,
            "`2025` cannot be read as a date: it is a bare number"
        );
        let (message, help) = no_date("Oct-25", DayFault::NotADate);
        assert!(message.ends_with("it names a month and no day"));
        assert_eq!(help, "write the day too, the year first: 2025-10-01");
    }

    #[test]
    fn a_posting_period_is_told_apart_from_a_year_and_a_count_of_days() {
        for text in [
            "202507",
            "202513",
            "007/2025",
            "13/2025",
            "P07",
            "p7",
            "M12",
            "007",
            "Period 7",
            "2025-26-M07",
            "2025/P13",
        ] {
            assert!(is_posting_period(text), "{text}");
        }
        for text in [
            "", "2025", "202517", "45748", "31/2025", "7", "2025-26", "Pune", "é1", "P", "1/2/3",
        ] {
            assert!(!is_posting_period(text), "{text}");
        }
        let (_, help) = no_date("202507", DayFault::SerialNumber);
        assert!(
            help.contains("`date: {from: Period, table: mappings/periods.csv}`"),
            "{help}"
        );
    }
}
