//! A picture of days: lanes one below the other, each in stretches of days that are alike. Drawn
//! month by month where there are only letters, to the day where there is ink.

use crate::value::{Day, Month};

/// How a lane is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shade {
    /// Nothing.
    Nothing,
    /// It may be.
    Possible,
    /// Once.
    Firm,
    /// Twice or more.
    Double,
}

/// One lane.
#[derive(Clone, Debug)]
pub struct Lane {
    /// What it shows.
    pub name: String,
    /// First day, last day, how: in order and without a hole.
    pub stretches: Vec<(Day, Day, Shade)>,
}

/// A picture.
#[derive(Clone, Debug)]
pub struct Chart {
    /// What it is, for those who cannot see it.
    pub title: String,
    /// First of a month.
    pub from: Day,
    /// Last of a month.
    pub to: Day,
    /// The day asked about.
    pub today: Day,
    /// Lanes from top to bottom.
    pub lanes: Vec<Lane>,
}

/// Marks of a month with what they mean, in the order a key tells them.
pub const MARKS: [(char, &str); 5] = [
    ('=', "firm"),
    ('~', "possible only"),
    ('#', "double"),
    ('/', "part of the month without"),
    ('.', "none"),
];

impl Chart {
    /// The first day of every month shown.
    pub fn months(&self) -> Vec<Day> {
        let mut all = Vec::new();
        let mut day = self.from;
        while day <= self.to {
            all.push(day);
            let next = Month::of(day).last_day().plus(1);
            if next <= day {
                break;
            }
            day = next;
        }
        all
    }
}

impl Lane {
    /// The mark of the month that begins on this day: none on any day, on some days, else double on
    /// any day, else only possible on any day, else firm.
    pub fn mark(&self, first: Day) -> char {
        let last = Month::of(first).last_day();
        let shades: Vec<Shade> = self
            .stretches
            .iter()
            .filter(|(from, to, _)| *from <= last && *to >= first)
            .map(|(_, _, shade)| *shade)
            .collect();
        let has = |shade| shades.contains(&shade);
        let without = has(Shade::Nothing) || shades.is_empty();
        match (without, shades.iter().any(|s| *s != Shade::Nothing)) {
            (true, false) => '.',
            (true, true) => '/',
            _ if has(Shade::Double) => '#',
            _ if has(Shade::Possible) => '~',
            _ => '=',
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_marked_by_its_worst_days() {
        let day = |text: &str| Day::parse(text).unwrap();
        let lane = Lane {
            name: "Beds".to_owned(),
            stretches: vec![
                (day("2025-04-01"), day("2025-05-31"), Shade::Firm),
                (day("2025-06-01"), day("2025-06-10"), Shade::Double),
                (day("2025-06-11"), day("2025-07-20"), Shade::Firm),
                (day("2025-07-21"), day("2025-08-31"), Shade::Possible),
                (day("2025-09-01"), day("2025-09-01"), Shade::Nothing),
                (day("2025-09-02"), day("2025-09-30"), Shade::Double),
                (day("2025-10-01"), day("2025-10-31"), Shade::Nothing),
            ],
        };
        let months = ["04", "05", "06", "07", "08", "09", "10"];
        let marks: String = months
            .iter()
            .map(|m| lane.mark(day(&format!("2025-{m}-01"))))
            .collect();
        assert_eq!(marks, "==#~~/.");
    }
}
