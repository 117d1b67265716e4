//! Bodies that may be partners, with their codes and days: integrated care boards, councils and
//! combined authorities of England, and in which boards a council lies. Read when first asked for.

use crate::value::Day;
use std::sync::OnceLock;

/// How far the list of integrated care boards reaches, in words.
pub const ICBS_KNOWN_TO: &str = "1 April 2026";

/// How far the list of councils reaches, in words.
pub const COUNCILS_KNOWN_TO: &str = "1 May 2025, with Surrey's end in 2027";

/// One code of one body: a body whose code has changed has several rows.
#[derive(Debug)]
pub struct Listed {
    /// Code of the Organisation Data Service; blank for councils.
    pub ods: &'static str,
    /// Code of the Office for National Statistics.
    pub gss: &'static str,
    /// Its name in the list.
    pub name: &'static str,
    /// The word files use for this kind of partner.
    pub kind: &'static str,
    /// First day, where the list has it.
    pub from: Option<Day>,
    /// Last day, where the list has it.
    pub until: Option<Day>,
    /// Who follows: codes, or names of bodies that have none yet.
    pub successors: Vec<&'static str>,
}

impl Listed {
    /// The code such a body is known by.
    pub fn code(&self) -> &'static str {
        if self.ods.is_empty() {
            self.gss
        } else {
            self.ods
        }
    }

    /// Does the body go on, and only its code change?
    pub fn is_recoded(&self) -> bool {
        match self.successors.as_slice() {
            [] => false,
            [own] if !self.ods.is_empty() => *own == self.ods,
            _ => self.until.is_none(),
        }
    }
}

/// Who follows a body.
#[derive(Debug, PartialEq, Eq)]
pub struct Successor {
    /// Its code, if it has one.
    pub code: Option<&'static str>,
    /// Its name.
    pub name: &'static str,
}

/// What the lists know of the body that has a code.
#[derive(Debug)]
pub struct Life {
    /// The code it is known by: ODS for boards, GSS for councils.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The word files use for its kind.
    pub kind: &'static str,
    /// Its first day, where known.
    pub from: Option<Day>,
    /// Its last day, where one is known.
    pub until: Option<Day>,
    /// Who follows it.
    pub successors: Vec<Successor>,
}

/// The part of a council that lies in one integrated care board of 2024.
#[derive(Debug)]
pub struct Part {
    /// The council's GSS code.
    pub council: &'static str,
    /// The board's ODS code.
    pub icb: &'static str,
    /// Parts per thousand of the council's small areas.
    pub per_mille: u32,
}

/// Every row of the lists.
pub fn bodies() -> &'static [Listed] {
    static ALL: OnceLock<Vec<Listed>> = OnceLock::new();
    ALL.get_or_init(|| {
        let boards = rows(include_str!("../../seeds/bodies/icbs.csv"));
        let councils = rows(include_str!("../../seeds/bodies/councils.csv"));
        let boards = boards.map(|cells| match cells.as_slice() {
            [ods, gss, name, from, until, successors] => listed(
                [ods, gss, name, "integrated-care-board"],
                [from, until, successors],
            ),
            other => unreachable!("icbs.csv: {other:?}"),
        });
        let councils = councils.map(|cells| match cells.as_slice() {
            [gss, name, kind, from, until, successors] => {
                listed(["", gss, name, kind], [from, until, successors])
            }
            other => unreachable!("councils.csv: {other:?}"),
        });
        boards.chain(councils).collect()
    })
}

/// Which parts of which councils lie in which boards of 2024, the largest of a council first.
pub fn parts() -> &'static [Part] {
    static ALL: OnceLock<Vec<Part>> = OnceLock::new();
    ALL.get_or_init(|| {
        rows(include_str!("../../seeds/bodies/council-icb.csv"))
            .map(|cells| match cells.as_slice() {
                [council, icb, per_mille] => Part {
                    council,
                    icb,
                    per_mille: per_mille.parse().unwrap_or(0),
                },
                other => unreachable!("council-icb.csv: {other:?}"),
            })
            .collect()
    })
}

/// The cells of every row below the heading. Only a name stands in quotes, for its commas.
fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().skip(1).map(|line| {
        let (mut cells, mut start, mut quoted) = (Vec::new(), 0, false);
        for (at, c) in line.char_indices() {
            match c {
                '"' => quoted = !quoted,
                ',' if !quoted => {
                    cells.push(line[start..at].trim_matches('"'));
                    start = at + 1;
                }
                _ => {}
            }
        }
        cells.push(&line[start..]);
        cells
    })
}

fn listed(
    [ods, gss, name, kind]: [&'static str; 4],
    [from, until, successors]: [&'static str; 3],
) -> Listed {
    Listed {
        ods,
        gss,
        name,
        kind,
        from: Day::parse(from).ok(),
        until: Day::parse(until).ok(),
        successors: successors.split(';').filter(|s| !s.is_empty()).collect(),
    }
}

/// The rows that have this code, in either list of codes.
fn with_code(code: &str) -> impl Iterator<Item = &'static Listed> {
    let wanted = code.trim().to_ascii_uppercase();
    let known = !wanted.is_empty();
    bodies()
        .iter()
        .filter(move |body| known && (body.ods == wanted || body.gss == wanted))
}

/// What is known of the body with this code; none if no list holds it.
pub fn life(code: &str) -> Option<Life> {
    let row = current(with_code(code).last()?);
    let own = |body: &&Listed| body.gss == row.gss || (!row.ods.is_empty() && body.ods == row.ods);
    let from = bodies().iter().filter(own).filter_map(|body| body.from);
    Some(Life {
        code: row.code(),
        name: row.name,
        kind: row.kind,
        from: from.min(),
        until: row.until,
        successors: row.successors.iter().map(|s| successor(s)).collect(),
    })
}

/// The row a body has now, where the one given is only a former code of it.
fn current(row: &'static Listed) -> &'static Listed {
    if !row.is_recoded() {
        return row;
    }
    let next = row.successors.first().and_then(|code| {
        with_code(code)
            .filter(|body| body.gss != row.gss)
            .find(|body| row.ods.is_empty() || body.ods == row.ods)
    });
    next.map_or(row, current)
}

fn successor(text: &'static str) -> Successor {
    match with_code(text).last() {
        Some(body) => Successor {
            code: Some(body.code()),
            name: body.name,
        },
        None => Successor {
            code: None,
            name: text,
        },
    }
}

/// A GSS code that another has replaced while the body goes on: the last day it held, where known,
/// and the body's row now.
pub fn replaced(code: &str) -> Option<(Option<Day>, &'static Listed)> {
    let wanted = code.trim().to_ascii_uppercase();
    let row = bodies().iter().find(|body| body.gss == wanted)?;
    row.is_recoded().then(|| (row.until, current(row)))
}

/// Former and present GSS codes of the body with this code, itself among them.
pub fn codes_of(code: &str) -> Vec<&'static str> {
    let Some(body) = life(code) else {
        return Vec::new();
    };
    let same = |row: &&'static Listed| current(row).code() == body.code;
    bodies().iter().filter(same).map(|row| row.gss).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<Day> {
        Day::parse(text).ok()
    }

    fn followers(code: &str) -> Vec<&'static str> {
        let life = life(code).unwrap();
        let all = life.successors.iter();
        all.map(|s| s.code.unwrap_or(s.name)).collect()
    }

    #[test]
    fn frimley_ended_with_march_2026_and_went_three_ways() {
        let frimley = life("QNQ").unwrap();
        assert_eq!(frimley.name, "NHS Frimley Integrated Care Board");
        assert_eq!(frimley.from, day("2022-07-01"));
        assert_eq!(frimley.until, day("2026-03-31"));
        assert_eq!(followers("QNQ"), ["S9B9J", "S0E4D", "QRL"]);
        assert_eq!(followers("E54000034"), ["S9B9J", "S0E4D", "QRL"]);
    }

    #[test]
    fn hampshire_keeps_its_ods_code_under_a_new_gss_code() {
        for code in ["QRL", "E54000042", "E54000067"] {
            let life = life(code).unwrap();
            assert_eq!((life.code, life.until), ("QRL", None), "{code}");
            assert_eq!(life.from, day("2022-07-01"), "{code}");
        }
        let (until, now) = replaced("E54000042").unwrap();
        assert_eq!((until, now.gss), (day("2026-03-31"), "E54000067"));
        assert!(replaced("E54000067").is_none());
        assert!(replaced("QRL").is_none());
    }

    #[test]
    fn of_42_boards_12_ended_and_36_remain() {
        let boards = || bodies().iter().filter(|b| !b.ods.is_empty());
        let on = |day: &str| {
            let day = Day::parse(day).unwrap();
            let mut held: Vec<&str> = boards()
                .filter(|b| {
                    let life = life(b.ods).unwrap();
                    life.from.unwrap() <= day && life.until.is_none_or(|until| until >= day)
                })
                .map(|b| b.ods)
                .collect();
            held.sort_unstable();
            held.dedup();
            held.len()
        };
        assert_eq!((on("2026-03-31"), on("2026-04-01")), (42, 36));
        let mut ended: Vec<&str> = boards()
            .filter(|b| b.until.is_some() && !b.is_recoded())
            .map(|b| b.ods)
            .collect();
        ended.sort_unstable();
        let dissolved = [
            "QH8", "QHG", "QJG", "QM7", "QMJ", "QMM", "QNQ", "QNX", "QRV", "QU9", "QUE", "QXU",
        ];
        assert_eq!(ended, dissolved);
    }

    #[test]
    fn councils_go_many_to_many() {
        assert_eq!(followers("E10000006"), ["E06000063", "E06000064"]); // Cumbria
        assert_eq!(followers("E07000026"), ["E06000063"]); // Allerdale
        assert_eq!(followers("E10000030"), ["East Surrey", "West Surrey"]);
        assert_eq!(life("E10000030").unwrap().until, day("2027-03-31"));
        assert_eq!(life("E10000002").unwrap().until, day("2020-03-31")); // Buckinghamshire
        assert_eq!(followers("E07000207"), ["East Surrey"]); // Elmbridge
        assert_eq!(followers("E07000217"), ["West Surrey"]); // Woking
        // Taunton Deane became Somerset West and Taunton, and that Somerset.
        assert_eq!(followers("E07000190"), ["E07000246"]);
        assert_eq!(followers("E07000246"), ["E06000066"]);
    }

    #[test]
    fn a_code_of_older_boundaries_leads_to_the_present_one() {
        assert_eq!(replaced("E08000020").unwrap().1.gss, "E08000037");
        assert_eq!(life("E08000020").unwrap().code, "E08000037");
        assert_eq!(codes_of("E08000037"), ["E08000020", "E08000037"]);
        assert_eq!(life("E08000016").unwrap().code, "E08000038"); // Barnsley
    }

    #[test]
    fn the_lists_hold_together() {
        use std::collections::BTreeSet;
        let mut seen = BTreeSet::new();
        for body in bodies() {
            assert!(seen.insert(body.gss), "{} is there twice", body.gss);
            assert!(!body.name.is_empty() && !body.name.contains('"'));
            if let (Some(from), Some(until)) = (body.from, body.until) {
                assert!(from < until, "{}", body.gss);
            }
            if let Some(until) = body.until {
                // A body ends with the last day of a financial year, and somebody follows.
                assert_eq!((until.month(), until.day()), (3, 31), "{}", body.gss);
                assert!(!body.successors.is_empty(), "{}", body.gss);
            }
            for next in &body.successors {
                let coded = with_code(next).last();
                let unborn = ["East Surrey", "West Surrey"].contains(next);
                assert!(coded.is_some() || unborn, "{}: {next}", body.gss);
                let (Some(next), Some(until)) = (coded, body.until) else {
                    continue;
                };
                let begun = next.from.is_none_or(|from| from <= until.plus(1));
                assert!(begun, "{} leaves days to nobody", body.gss);
                assert!(next.until.is_none_or(|end| end > until), "{}", body.gss);
            }
        }
        // Rows of one ODS code follow one another without sharing a day.
        for (i, a) in bodies().iter().enumerate() {
            for b in &bodies()[i + 1..] {
                if let (false, Some(until), Some(from)) = (a.ods.is_empty(), a.until, b.from) {
                    assert!(a.ods != b.ods || until < from, "{}", a.ods);
                }
            }
        }
    }

    #[test]
    fn every_council_lies_wholly_somewhere() {
        use std::collections::BTreeMap;
        let mut sums: BTreeMap<&str, u32> = BTreeMap::new();
        for part in parts() {
            assert!(part.per_mille > 0);
            assert_eq!(life(part.icb).unwrap().kind, "integrated-care-board");
            assert!(life(part.council).is_some(), "{}", part.council);
            *sums.entry(part.council).or_default() += part.per_mille;
        }
        // Rounded part by part, a council may be out by one.
        assert!(sums.values().all(|sum| (999..=1001).contains(sum)));
        assert_eq!(sums.len(), 153);
        let several = sums.keys().filter(|c| {
            let of = parts().iter().filter(|p| p.council == **c);
            of.count() > 1
        });
        assert_eq!(several.count(), 10);
    }
}
