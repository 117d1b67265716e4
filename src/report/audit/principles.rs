//! The matrix of design principles: service × principle, with the evidence below it.

use super::meaning::{first, number};
use super::words::{Words, few_of, label_shown};
use crate::compute::audit::{Audit, Evidence, ServiceShows};
use crate::report::{Part, Table, listed, text};
use crate::seeds::principles;

pub(super) fn matrix(audit: &Audit, words: &Words<'_>) -> Vec<Part> {
    let all = &audit.redesign.principles;
    if all.is_empty() {
        return Vec::new();
    }
    let mut headings = vec!["Service"];
    headings.extend(principles().iter().map(|p| p.name.as_str()));
    let mut table = Table::new(&headings, &[]);
    let mut lines = Vec::new();
    for service in all {
        let mut row = vec![text(words.service_name(&service.service))];
        for (i, evidence) in service.evidence.iter().enumerate() {
            row.push(text(cell(
                service,
                evidence,
                i + 1 == service.evidence.len(),
            )));
            if !evidence.is_empty() {
                lines.push(format!(
                    "{}, {}: {}",
                    words.service_name(&service.service),
                    principles()[i].name.to_lowercase(),
                    spoken(evidence, words)
                ));
            }
        }
        table.row(row);
    }
    vec![
        Part::Heading("Design principles".to_owned()),
        Part::Sentence(
            "In how many contracts not yet ended there is evidence: words of title or description, \
             or what `outcomes`, `payment_model` and `pathway` say. Words are not practice, and \
             no words are not its absence."
                .to_owned(),
        ),
        Part::Table(table),
        meaning(all),
        Part::List(lines),
    ]
}

fn cell(service: &ServiceShows, evidence: &[Evidence], last: bool) -> String {
    match (evidence.len(), last && service.both_ways_together) {
        (0, true) => "together".to_owned(),
        (0, false) => "none found".to_owned(),
        (n, _) => format!("{n} of {}", service.contracts.len()),
    }
}

fn spoken(evidence: &[Evidence], words: &Words<'_>) -> String {
    let each = evidence.iter().map(|one| {
        let label = label_shown(&words.label(one.contract()));
        let says = match one {
            Evidence::Words(_, phrase) => format!("\"{phrase}\""),
            Evidence::OutcomeMeasures(_) => "outcome measures".to_owned(),
            Evidence::PaidByOutcomes(_) => "paid by outcomes".to_owned(),
            Evidence::BothWays(_) => "both pathways".to_owned(),
        };
        format!("{label} ({says})")
    });
    few_of(&each.collect::<Vec<_>>())
}

fn meaning(all: &[ServiceShows]) -> Part {
    let without: Vec<String> = principles()
        .iter()
        .enumerate()
        .filter_map(|(i, principle)| {
            let lacking = all.iter().filter(|service| {
                let last = i + 1 == service.evidence.len();
                service.evidence[i].is_empty() && !(last && service.both_ways_together)
            });
            let n = lacking.count();
            (n > 0).then(|| format!("{} in {n}", principle.name.to_lowercase()))
        })
        .collect();
    let services = match all.len() {
        1 => "the one service".to_owned(),
        n => format!("{} services", number(n)),
    };
    Part::Sentence(if without.is_empty() {
        first(&format!("{services} show evidence of every principle."))
    } else {
        format!(
            "Of {services}, so many show no evidence: {}.",
            listed(&without)
        )
    })
}
