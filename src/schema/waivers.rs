//! `waivers.yaml`: findings that are accepted, or graded otherwise.

use super::shape::{Map, key};
use super::values::{date, names, text, words};
use crate::checks;
use crate::finding::Severity;

pub(super) fn maps() -> Vec<Map> {
    vec![waiver()]
}

fn waiver() -> Map {
    let named: Vec<(&str, String)> = checks::all()
        .map(|check| (check.name, check.summary()))
        .collect();
    let grades: Vec<(&str, &str)> = Severity::WORDS
        .iter()
        .map(|(word, _)| (*word, ""))
        .collect();
    Map {
        name: "waiver",
        what: "A finding that is accepted until a day, or graded otherwise.",
        keys: vec![
            key(
                "finding",
                "The name of the check. `jcplan list checks` names them. Needed.",
                names(&named, None),
            )
            .needed(),
            key(
                "at",
                "The file it stands in, by its path from this folder: contracts/council.csv.",
                text(),
            ),
            key(
                "id",
                "The id, reference or name that the finding is about: C-0042.",
                text(),
            ),
            key(
                "grade",
                "How grave the finding counts instead; without it the finding is waived.",
                words(&grades),
            ),
            key(
                "reason",
                "Why it is accepted, or graded otherwise. Needed.",
                text(),
            )
            .needed(),
            key(
                "by",
                "The post that answers for it, not the person. Needed.",
                text(),
            )
            .needed(),
            key(
                "until",
                "The last day it holds on. Needed, but where `grade` stands.",
                date(),
            ),
        ],
    }
}
