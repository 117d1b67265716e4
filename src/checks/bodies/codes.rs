//! Codes: their form, their kind, whether the lists hold them, whose they are.

use super::forms::{Form, form, wanted};
use super::{FAMILY, kind_word};
use crate::finding::{Case, Check, Finding, Severity};
use crate::model::{Field, PartnerKind, Partnership};
use crate::seeds::{self, Listed};
use crate::source::Spanned;
use crate::value::{folded, shown};

const BASIS: &[&str] = &["bodies/codes"];

/// A code, and what the file says it is the code of.
struct Coded<'a> {
    /// `icb`, or the area.
    whose: String,
    /// A partner's kind, where it can be read.
    kind: Option<PartnerKind>,
    /// Is it the partnership's area?
    area: bool,
    name: Option<&'a str>,
    code: &'a Spanned<String>,
}

impl Coded<'_> {
    fn text(&self) -> &str {
        self.code.value.trim()
    }

    /// The form, if it is one a body of the kind may have.
    fn fitting(&self) -> Option<Form> {
        form(self.text()).filter(|form| self.may_have(*form))
    }

    fn may_have(&self, form: Form) -> bool {
        match self.kind {
            Some(kind) => form.is_of(kind),
            None => !self.area || form.is_of_an_area(),
        }
    }
}

/// Every code in the file.
fn codes(plan: &Partnership) -> Vec<Coded<'_>> {
    let mut all = Vec::new();
    if let Some(area) = &plan.area
        && let Field::Given(code) = &area.code
    {
        all.push(Coded {
            whose: "the area".to_owned(),
            kind: None,
            area: true,
            name: area.name.value().map(String::as_str),
            code,
        });
    }
    for partner in &plan.partners {
        if let Field::Given(code) = &partner.code {
            all.push(Coded {
                whose: format!("`{}`", partner.id.value),
                kind: partner.kind.value().copied(),
                area: false,
                name: partner.name.value().map(String::as_str),
                code,
            });
        }
    }
    all
}

/// Codes by which partners say whom they follow, or who follows them: of bodies of their kind.
fn neighbours(plan: &Partnership) -> impl Iterator<Item = Coded<'_>> {
    plan.partners.iter().flat_map(|partner| {
        let named = partner.successor_of.iter().chain(&partner.successor);
        named.map(|code| Coded {
            whose: format!("`{}`", partner.id.value),
            kind: partner.kind.value().copied(),
            area: false,
            name: None,
            code,
        })
    })
}

pub(super) static CODE_MALFORMED: Check = Check {
    name: "code-malformed",
    family: FAMILY,
    severity: Severity::Warning,
    basis: BASIS,
    page: include_str!("../../../docs/checks/code-malformed.md"),
    run: Some(code_malformed),
};

fn code_malformed(case: &Case<'_>) -> Vec<Finding> {
    let all = codes(&case.plan.partnership).into_iter();
    all.filter(|coded| form(coded.text()).is_none())
        .map(|coded| {
            let message = format!("`{}` has not the form of a code", shown(coded.text()));
            let upper = coded.text().to_ascii_uppercase();
            let capitals = form(&upper).is_some_and(|form| coded.may_have(form));
            let help = if capitals {
                format!("codes are in capitals: write {upper}")
            } else {
                wanted(coded.kind).to_owned()
            };
            Finding::new(&CODE_MALFORMED, coded.code.at, message).help(help)
        })
        .collect()
}

pub(super) static CODE_OF_OTHER_KIND: Check = Check {
    name: "code-of-other-kind",
    family: FAMILY,
    severity: Severity::Warning,
    basis: BASIS,
    page: include_str!("../../../docs/checks/code-of-other-kind.md"),
    run: Some(code_of_other_kind),
};

fn code_of_other_kind(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for coded in codes(&case.plan.partnership) {
        let Some(form) = form(coded.text()).filter(|form| !coded.may_have(*form)) else {
            continue;
        };
        let (whose, of) = (&coded.whose, form.words());
        let is = match coded.kind {
            Some(kind) => format!("{whose} is of the kind `{}`", kind_word(kind)),
            None => format!("it stands for {whose}"),
        };
        let message = format!("`{}` is a code of {of}, and {is}", coded.text());
        let listed = seeds::life(coded.text()).map(|life| life.kind);
        let help = match listed {
            Some(kind) if !coded.area => {
                format!("{}; or the kind is `{kind}`", wanted(coded.kind))
            }
            _ => wanted(coded.kind).to_owned(),
        };
        found.push(Finding::new(&CODE_OF_OTHER_KIND, coded.code.at, message).help(help));
    }
    found
}

pub(super) static CODE_UNKNOWN: Check = Check {
    name: "code-unknown",
    family: FAMILY,
    severity: Severity::Warning,
    basis: BASIS,
    page: include_str!("../../../docs/checks/code-unknown.md"),
    run: Some(code_unknown),
};

/// The lists hold every board and council, and not every combined authority: for these a note.
fn code_unknown(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let plan = &case.plan.partnership;
    for coded in codes(plan).into_iter().chain(neighbours(plan)) {
        let Some(form) = coded.fitting() else {
            continue;
        };
        let board = coded.kind == Some(PartnerKind::IntegratedCareBoard);
        let (list, to, severity) = match form {
            Form::Icb | Form::OdsIcb => ("boards", seeds::ICBS_KNOWN_TO, Severity::Warning),
            // Without the kind, a code of five characters may be any body's.
            Form::OdsFive if board => ("boards", seeds::ICBS_KNOWN_TO, Severity::Warning),
            Form::Combined => (
                "combined authorities, which is not complete",
                seeds::COUNCILS_KNOWN_TO,
                Severity::Note,
            ),
            Form::Unitary | Form::Metropolitan | Form::District | Form::London | Form::County => {
                ("councils", seeds::COUNCILS_KNOWN_TO, Severity::Warning)
            }
            _ => continue,
        };
        if seeds::life(coded.text()).is_some() {
            continue;
        }
        let message = format!(
            "no body on the list of {list} has the code `{}`",
            coded.text()
        );
        let help = match named(&coded) {
            Some(body) => format!("{} has the code {}", body.name, body.code()),
            None => format!("see whether it is mistyped; the list reaches to {to}"),
        };
        found.push(
            Finding::new(&CODE_UNKNOWN, coded.code.at, message)
                .help(help)
                .graded(severity),
        );
    }
    found
}

pub(super) static CODE_SUPERSEDED: Check = Check {
    name: "code-superseded",
    family: FAMILY,
    severity: Severity::Warning,
    basis: BASIS,
    page: include_str!("../../../docs/checks/code-superseded.md"),
    run: Some(code_superseded),
};

/// A note where the day of the change is not known: it may be after the day asked for.
fn code_superseded(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for coded in codes(&case.plan.partnership) {
        let Some((until, now)) = seeds::replaced(coded.text()) else {
            continue;
        };
        let (when, severity) = match until {
            Some(until) if until >= case.as_at => continue,
            Some(until) => (format!("since {}", until.plus(1).long()), Severity::Warning),
            None => ("by now".to_owned(), Severity::Note),
        };
        let message = format!(
            "`{}` is a former code of {}, whose code {when} is {}",
            coded.text(),
            now.name,
            now.gss
        );
        let help = match now.ods {
            "" => format!("write {}", now.gss),
            ods => format!("write {}, or its ODS code {ods}", now.gss),
        };
        found.push(
            Finding::new(&CODE_SUPERSEDED, coded.code.at, message)
                .help(help)
                .graded(severity),
        );
    }
    found
}

pub(super) static CODE_OF_OTHER_BODY: Check = Check {
    name: "code-of-other-body",
    family: FAMILY,
    severity: Severity::Warning,
    basis: BASIS,
    page: include_str!("../../../docs/checks/code-of-other-body.md"),
    run: Some(code_of_other_body),
};

/// Told only where the two names have no word in common: names are written in many ways.
fn code_of_other_body(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for coded in codes(&case.plan.partnership) {
        let fits = coded.fitting().is_some();
        let (Some(name), Some(life), true) = (coded.name, seeds::life(coded.text()), fits) else {
            continue;
        };
        let (own, listed) = (telling_words(name), telling_words(life.name));
        if own.is_empty() || listed.is_empty() || own.iter().any(|word| listed.contains(word)) {
            continue;
        }
        let message = format!("`{}` is the code of {}", coded.text(), life.name);
        let help = match named(&coded) {
            Some(body) => format!("{} has the code {}", body.name, body.code()),
            None => format!(
                "{} is named `{}` here: see which is meant",
                coded.whose,
                shown(name)
            ),
        };
        found.push(Finding::new(&CODE_OF_OTHER_BODY, coded.code.at, message).help(help));
    }
    found
}

/// The one body of the kind on the lists whose name has the same telling words.
fn named(coded: &Coded<'_>) -> Option<&'static Listed> {
    let own = telling_words(coded.name?);
    let of_kind = |body: &&Listed| {
        let kind = coded.kind.is_none_or(|kind| kind_word(kind) == body.kind);
        kind && body.until.is_none() && !body.is_recoded()
    };
    let mut same = seeds::bodies()
        .iter()
        .filter(of_kind)
        .filter(|body| telling_words(body.name) == own);
    let found = same.next().filter(|_| !own.is_empty());
    found.filter(|_| same.next().is_none())
}

/// The words of a name that tell one body from another; none at all where the name has initials
/// in it, which stand for words nobody can compare.
fn telling_words(name: &str) -> Vec<String> {
    const OF_MANY: &[&str] = &[
        "nhs",
        "icb",
        "integrated",
        "care",
        "board",
        "system",
        "council",
        "county",
        "city",
        "borough",
        "district",
        "metropolitan",
        "royal",
        "london",
        "corporation",
        "of",
        "the",
        "and",
        "upon",
        "in",
        "on",
        "unitary",
        "authority",
        "combined",
        "mayoral",
        "health",
        "partnership",
    ];
    let name = name.replace(['\'', '’'], "");
    let words = || {
        name.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
    };
    let initials = |word: &str| {
        word.len() > 1
            && word.chars().all(char::is_uppercase)
            && !OF_MANY.contains(&folded(word).as_str())
    };
    if words().any(initials) {
        return Vec::new();
    }
    words()
        .map(folded)
        .filter(|word| !OF_MANY.contains(&word.as_str()))
        .collect()
}
