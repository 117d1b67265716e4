//! Questions that no file can answer: what people answered, when, and what shows it.

use super::FAMILY;
use super::applies;
use crate::finding::{Case, Check, Finding, Severity};
use crate::model::{Answer, Answered};
use crate::seeds::{self, Item, Kind};
use crate::value::{nearest, shown};

/// The answer to an item: the last given, where there are several.
pub(super) fn to<'a>(item: &Item, case: &Case<'a>) -> Option<&'a Answer> {
    let answers = case.plan.partnership.answers.iter();
    answers
        .filter(|a| a.item.value().is_some_and(|id| id.trim() == item.id))
        .max_by_key(|a| a.on.value().copied())
}

/// Is an answer shown by something, and given on a day that has come? If not, why it is weak.
pub(super) fn shown_by(answer: &Answer, case: &Case<'_>) -> Result<(), &'static str> {
    let evidence = answer
        .evidence
        .value()
        .is_some_and(|e| !e.trim().is_empty());
    if !evidence {
        return Err("answered without evidence");
    }
    if answer.evidence_there == Some(false) {
        return Err("answered, and the evidence named is not there");
    }
    match answer.on.value() {
        None => Err("answered without a date"),
        Some(on) if *on > case.as_at => Err("answered on a day still to come"),
        Some(_) => Ok(()),
    }
}

pub(super) static QUESTION_UNANSWERED: Check = Check {
    name: seeds::QUESTION_UNANSWERED,
    family: FAMILY,
    severity: Severity::Note,
    basis: &[],
    page: include_str!("../../../docs/checks/question-unanswered.md"),
    run: Some(question_unanswered),
};

/// One finding, once the agreement has begun, for the questions of law nobody has answered.
fn question_unanswered(case: &Case<'_>) -> Vec<Finding> {
    let Some(agreement) = &case.plan.partnership.agreement else {
        return Vec::new();
    };
    let begun = agreement.starts.value().is_some_and(|s| *s <= case.as_at);
    let open: Vec<&'static Item> = seeds::items()
        .filter(|item| item.kind == Kind::Must && item.question.is_some())
        .filter(|item| item.same_as.is_none() && applies::why_not(item, case).is_none())
        .filter(|item| to(item, case).is_none_or(|a| a.answer.value().is_none()))
        .collect();
    let (Some(first), true) = (open.first(), begun) else {
        return Vec::new();
    };
    let message = match open.len() {
        1 => "1 question that the law puts is not answered".to_owned(),
        n => format!("{n} questions that the law puts are not answered"),
    };
    let question = first.question.as_deref().unwrap_or_default();
    let help = format!(
        "answer each in answers.csv or under `answers:`, with a date and evidence; \
         `jcplan check --matters` lists them. The first is `{}`: {question}",
        first.id
    );
    let mut finding = Finding::new(&QUESTION_UNANSWERED, agreement.at, message).help(help);
    finding.basis = open.iter().map(|item| item.id.as_str()).collect();
    vec![finding.and_others(open.len() > 1)]
}

pub(super) static ANSWER_WITHOUT_EVIDENCE: Check = Check {
    name: seeds::ANSWER_WITHOUT_EVIDENCE,
    family: FAMILY,
    severity: Severity::Warning,
    basis: &[],
    page: include_str!("../../../docs/checks/answer-without-evidence.md"),
    run: Some(answer_without_evidence),
};

/// An answer of yes, partly or not-applicable with nothing to show for it, or no date.
fn answer_without_evidence(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for answer in &case.plan.partnership.answers {
        let Some(item) = answer.item.value().and_then(|id| seeds::item(id.trim())) else {
            continue;
        };
        let said = match answer.answer.value() {
            None | Some(Answered::No) => continue,
            Some(said) => Answered::WORDS
                .iter()
                .find(|(_, a)| a == said)
                .map_or("", |(word, _)| word),
        };
        let bare = answer.evidence.value().is_none_or(|e| e.trim().is_empty());
        let undated = answer.on.is_absent();
        let lacks = match (bare, undated) {
            (false, false) => continue,
            (true, false) => "no evidence",
            (false, true) => "no date",
            (true, true) => "no date and no evidence",
        };
        let at = answer.answer.at().unwrap_or(answer.at);
        let message = format!("`{}` is answered {said} with {lacks}", item.id);
        let help = "say when, and what shows it: on: <date>, evidence: evidence/<file> or the minute's reference";
        found.push(
            Finding::new(&ANSWER_WITHOUT_EVIDENCE, at, message)
                .help(help)
                .on_basis(&item.id),
        );
    }
    found
}

pub(super) static ANSWER_OF_NO_ITEM: Check = Check {
    name: "answer-of-no-item",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["planning-folder/names"],
    page: include_str!("../../../docs/checks/answer-of-no-item.md"),
    run: Some(answer_of_no_item),
};

/// An answer to something that no checklist asks, or that is no question.
fn answer_of_no_item(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for answer in &case.plan.partnership.answers {
        let (Some(id), Some(at)) = (answer.item.value(), answer.item.at()) else {
            continue;
        };
        let id = id.trim();
        let questions = seeds::items().filter(|item| item.question.is_some());
        let (message, help) = match seeds::item(id) {
            Some(item) if item.question.is_some() => continue,
            // A row of the whole checklist, kept for reading.
            Some(_) if answer.answer.is_absent() => continue,
            Some(_) => (
                format!("`{id}` is no question: the files answer it"),
                format!("`jcplan explain {id}` says what answers it; take this answer out"),
            ),
            None => (
                format!("no checklist has an item `{}`", shown(id)),
                match nearest(id, questions.map(|item| item.id.as_str())) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`jcplan list matters` names them".to_owned(),
                },
            ),
        };
        found.push(Finding::new(&ANSWER_OF_NO_ITEM, at, message).help(help));
    }
    found
}

pub(super) static EVIDENCE_MISSING: Check = Check {
    name: "evidence-missing",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["planning-folder/names"],
    page: include_str!("../../../docs/checks/evidence-missing.md"),
    run: Some(evidence_missing),
};

/// Evidence named below `evidence/` that is not there.
fn evidence_missing(case: &Case<'_>) -> Vec<Finding> {
    let answers = case.plan.partnership.answers.iter();
    answers
        .filter(|answer| answer.evidence_there == Some(false))
        .filter_map(|answer| {
            let (name, at) = (answer.evidence.value()?, answer.evidence.at()?);
            let message = format!("there is no file {}", shown(name));
            let help = "put the file there, or write the reference of the minute or letter instead";
            Some(Finding::new(&EVIDENCE_MISSING, at, message).help(help))
        })
        .collect()
}
