//! Days counted from 1 January 1970, without a calendar's help: asked for millions of times.

/// 1 January 1990 and 31 December 2100, the first and last day that is read.
pub(super) const FIRST: i32 = 7_305;
pub(super) const LAST: i32 = 47_846;

/// 1 January 1970, counted from 1 March of the year nil.
const EPOCH: i32 = 719_468;

/// The count of a date: year, month, day.
pub(super) fn count_of((year, month, day): (i16, i8, i8)) -> i32 {
    // Years begin in March, so that the leap day is a year's last; eras are of 400 years.
    let (year, month) = (i32::from(year), i32::from(month));
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i32::from(day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH
}

/// The date of a count from `FIRST` to `LAST`.
pub(super) fn date_of(count: i32) -> (i16, i8, i8) {
    let days = count + EPOCH;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, early) = match month {
        0..10 => (month + 3, 0),
        _ => (month - 9, 1),
    };
    let small = |n: i32| i8::try_from(n).unwrap_or(1);
    let year = i16::try_from(era * 400 + year + early).unwrap_or(1990);
    (year, small(month), small(day))
}

#[cfg(test)]
mod tests {
    use super::super::Day;
    use super::*;
    use jiff::civil::Date;

    #[test]
    fn every_day_has_a_number_and_every_number_a_day() {
        let first = Date::constant(1970, 1, 1);
        let mut date = Date::constant(1990, 1, 1);
        while date <= Date::constant(2100, 12, 31) {
            let days = first.until((jiff::Unit::Day, date)).unwrap().get_days();
            let parts = (date.year(), date.month(), date.day());
            assert_eq!(count_of(parts), days);
            assert_eq!(date_of(days), parts);
            date = date.tomorrow().unwrap();
        }
        assert_eq!(Day::of_number(i32::MIN), Day::parse("1990-01-01").unwrap());
        assert_eq!(Day::of_number(i32::MAX), Day::parse("2100-12-31").unwrap());
    }
}
