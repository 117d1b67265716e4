//! `--why=CONTRACT`: one contract, with every way its rows were taken, told in full.

use super::read;
use super::why::{Asked, kept, service_and_words};
use super::words::label_shown;
use crate::compute::audit::{By, Classified, Reason};
use crate::report::{Part, counted};
use crate::value::shown;

pub(super) fn parts(asked: &Asked) -> Vec<Part> {
    let mut parts = Vec::new();
    parts.extend(read::services_lost(&asked.given));
    for one in &asked.all {
        parts.extend(contract(asked, one));
    }
    parts
}

fn contract(asked: &Asked, one: &Classified) -> Vec<Part> {
    let rows: usize = one.reasons.iter().map(|r| r.rows).sum();
    let register = &asked.given.plan.registers[one.register].name;
    let fact = |name: &str, value: String| (name.to_owned(), value);
    let mut parts = vec![
        Part::Heading(label_shown(&one.label)),
        Part::Facts(vec![
            fact(
                "Title",
                one.title.split_whitespace().collect::<Vec<_>>().join(" "),
            ),
            fact("Register", register.clone()),
            fact("Rows", rows.to_string()),
        ]),
    ];
    if one.contract.is_none() {
        parts.push(Part::Sentence(
            "None of its rows could be placed in time: whatever its service, it is left out."
                .to_owned(),
        ));
    }
    for reason in &one.reasons {
        parts.push(Part::Sentence(taken(asked, one, reason)));
        let also = reason.also.iter().map(|fit| {
            let what = service_and_words(asked, fit);
            match reason.by {
                By::Column(_) => format!("Its words would say {what}; the column counts."),
                _ => format!("Fitted as well, but asked later: {what}."),
            }
        });
        let nearly = reason.nearly.iter().map(|(fit, against)| {
            let what = service_and_words(asked, fit);
            format!("Kept out: {what}; by {}.", kept(against))
        });
        let lines: Vec<String> = also.chain(nearly).collect();
        if !lines.is_empty() {
            parts.push(Part::List(lines));
        }
    }
    parts
}

fn taken(asked: &Asked, one: &Classified, reason: &Reason) -> String {
    let rows = match one.reasons.len() {
        1 => String::new(),
        _ => format!(
            "{}, the first at {}: ",
            counted(reason.rows, "row", "rows"),
            asked.given.sources.short(reason.at)
        ),
    };
    let passed_over = match &reason.passed_over {
        Some(word) => format!(
            " Its `service` column says `{}`, which is no service, and was passed over.",
            shown(word)
        ),
        None => String::new(),
    };
    let how = match &reason.by {
        By::Column(written) => {
            let name = reason.service.as_deref().unwrap_or_default();
            let name = asked.audit.service_name(name);
            let written = shown(written);
            format!("its `service` column says `{written}`: {name}.")
        }
        By::Rule(fit) => format!("taken for {}.", service_and_words(asked, fit)),
        By::Nothing => {
            "not classified: no rule fits its title, nor its description where rules look at it."
                .to_owned()
        }
    };
    let mut said = format!("{rows}{how}{passed_over}");
    if let Some(first) = said.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    said
}
