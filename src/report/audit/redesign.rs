//! Opportunities to redesign: one table for each question, what it means, what cannot be told.

use super::meaning::{a_year, first, number};
use super::words::{DOUBT, Words, few_of, label_shown, more};
use super::{Given, SHOWN};
use crate::compute::audit::{Audit, Chance, Decision, Opportunity, Why, yearly};
use crate::report::{Cell, Part, Table, counted, text};
use crate::value::{Day, shown};

pub(super) fn redesign(given: &Given, audit: &Audit, words: &Words<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
    for (_, chance) in Chance::WORDS {
        parts.extend(one(*chance, given, audit, words));
    }
    parts.extend(untold(given, audit, words));
    parts
}

fn one(chance: Chance, given: &Given, audit: &Audit, words: &Words<'_>) -> Vec<Part> {
    let of = |o: &&Opportunity| o.chance == chance;
    let mut all: Vec<&Opportunity> = audit.redesign.found.iter().filter(of).collect();
    if all.is_empty() {
        return Vec::new();
    }
    let today = given.question.as_at;
    // What is ahead before what has gone by, the soonest first; undated last.
    all.sort_by_key(|o| (o.act_by.is_none(), o.act_by.map(|d| (d < today, d))));
    // The heading says it already where every reason is the same.
    let alike = matches!(chance, Chance::NoOutcomes | Chance::Block);
    let headings = ["Where", "Contracts", "Why", "A year", acting(chance)];
    let mut table = if alike {
        Table::new(&["Where", "Contracts", "A year", acting(chance)], &[2])
    } else {
        Table::new(&headings, &[3])
    };
    for opportunity in all.iter().take(SHOWN) {
        let labels: Vec<String> = opportunity
            .contracts
            .iter()
            .map(|c| label_shown(&words.label(*c)))
            .collect();
        let mut row = vec![
            text(words.cells(&opportunity.cells)),
            text(few_of(&labels)),
            text(why(opportunity)),
            value(opportunity),
            text(by(opportunity.act_by, today)),
        ];
        if alike {
            row.remove(2);
        }
        table.row(row);
    }
    let mut parts = vec![
        Part::Heading(heading(chance).to_owned()),
        Part::Sentence(asks(chance, given)),
        Part::Table(table),
    ];
    parts.extend(more(all.len(), "opportunity", "opportunities"));
    parts.push(meaning(&all, today, audit));
    parts.extend(too_often(chance, audit));
    parts
}

fn heading(chance: Chance) -> &'static str {
    match chance {
        Chance::LetTogether => "Could be let as one",
        Chance::Decision => "Notice and extensions to decide",
        Chance::NoOutcomes => "No outcome measures",
        Chance::Block => "Block payment where demand varies",
        Chance::OutsidePool => "Bought outside the pool",
        Chance::BeyondAgreement => "Beyond the agreement",
        Chance::ManyProviders => "One need, many providers",
        Chance::OneProvider => "Resting on one provider",
    }
}

/// What the day means.
fn acting(chance: Chance) -> &'static str {
    match chance {
        Chance::LetTogether => "Begin letting by",
        Chance::Decision => "Notice by",
        Chance::BeyondAgreement => "Agree by",
        _ => "Act by",
    }
}

fn asks(chance: Chance, given: &Given) -> String {
    let question = &given.question;
    let months = |n: i32| counted(usize::try_from(n).unwrap_or(0), "month", "months");
    match chance {
        Chance::LetTogether => format!(
            "Contracts of one overlap that end within {} of each other. Letting takes {}.",
            months(question.together_months),
            months(question.letting_months)
        ),
        Chance::Decision => format!(
            "Due by {}. Where a contract does not say its notice, {} are taken, marked *.",
            question.horizon().long(),
            months(question.notice_months)
        ),
        Chance::NoOutcomes => {
            "The register's `outcomes` is blank or says none. The day is the next on which terms \
             can change."
                .to_owned()
        }
        Chance::Block => {
            "Paid by block, as the register says, for a service whose demand varies by jcplan's \
             list of services."
                .to_owned()
        }
        Chance::OutsidePool => {
            "A pooled fund has a scheme for this service, and the contract names no scheme of one."
                .to_owned()
        }
        Chance::BeyondAgreement => {
            "They name a scheme and go on after the last day of the agreement.".to_owned()
        }
        Chance::ManyProviders => format!(
            "Three providers or more for the same people on {}: who hands over to whom?",
            question.as_at.long()
        ),
        Chance::OneProvider => format!(
            "More than half of the known yearly value of a service with several contracts on {}.",
            question.as_at.long()
        ),
    }
}

/// The reason, in a few words.
pub(super) fn why(opportunity: &Opportunity) -> String {
    match &opportunity.why {
        Why::EndWithin(from, to) if from == to => format!("end on {}", from.short()),
        Why::EndWithin(from, to) => format!("end {} to {}", from.short(), to.short()),
        Why::Decide(decision, stated) => {
            let mark = if *stated { "" } else { "*" };
            match decision {
                Decision::Break(day) => format!("break clause on {}{mark}", day.short()),
                Decision::Extension(ends, to) => {
                    let (ends, to) = (ends.short(), to.short());
                    format!("ends {ends}, extension possible to {to}{mark}")
                }
                Decision::Letting(ends) => format!("ends {}", ends.short()),
            }
        }
        Why::NoOutcomes => "no outcome measures".to_owned(),
        Why::Block => "block".to_owned(),
        Why::NoScheme => "names no scheme".to_owned(),
        Why::SchemeNotPooled(scheme) => format!("no pooled scheme: {}", shown(scheme)),
        Why::AgreementEnds(day) => format!("agreement ends {}", day.short()),
        Why::Providers(n) => format!("{n} providers"),
        Why::Share {
            provider,
            per_mille,
            all_known,
        } => {
            let of = if *all_known { "" } else { " of what is known" };
            let (whole, tenths) = (per_mille / 10, per_mille % 10);
            format!("{}: {whole}.{tenths}%{of}", shown(provider))
        }
    }
}

fn value(opportunity: &Opportunity) -> Cell {
    let value = opportunity.value;
    match (value.known.is_nil(), value.unknown) {
        (_, 0) => Cell::Money(value.known),
        (true, _) => text("unknown"),
        (false, n) => text(format!("{} + {n} unknown", value.known)),
    }
}

/// A day to act by; one gone by says so.
pub(super) fn by(day: Option<Day>, today: Day) -> String {
    match day {
        None => "at any time".to_owned(),
        Some(day) if day < today => format!("{}, gone by", day.short()),
        Some(day) => day.short(),
    }
}

fn meaning(all: &[&Opportunity], today: Day, audit: &Audit) -> Part {
    let chance = all.first().map(|o| o.chance);
    let mut contracts: Vec<u32> = all
        .iter()
        .flat_map(|o| o.contracts.iter().copied())
        .collect();
    contracts.sort_unstable();
    contracts.dedup();
    let who = match contracts.len() {
        1 => "One contract".to_owned(),
        n => format!("{} contracts", first(&number(n))),
    };
    let does = match (chance, contracts.len()) {
        (Some(Chance::LetTogether), _) => {
            let groups = number(all.len());
            let form = if all.len() == 1 { "" } else { "s" };
            format!("could become {groups} contract{form}")
        }
        (Some(Chance::Decision), 1) => "waits for a decision".to_owned(),
        (Some(Chance::Decision), _) => "wait for a decision".to_owned(),
        (Some(Chance::NoOutcomes), 1) => "cannot be told by its register to do good".to_owned(),
        (Some(Chance::NoOutcomes), _) => "cannot be told by their registers to do good".to_owned(),
        (Some(Chance::Block), 1) => "costs the same whether it is used or not".to_owned(),
        (Some(Chance::Block), _) => "cost the same whether they are used or not".to_owned(),
        (Some(Chance::OutsidePool), 1) => "is outside the pool by its register".to_owned(),
        (Some(Chance::OutsidePool), _) => "are outside the pool by their registers".to_owned(),
        (Some(Chance::BeyondAgreement), 1) => "goes on without an agreement to pay".to_owned(),
        (Some(Chance::BeyondAgreement), _) => "go on without an agreement to pay".to_owned(),
        (Some(Chance::ManyProviders), _) => {
            let form = if all.len() == 1 { "need" } else { "needs" };
            format!("serve {} {form}", number(all.len()))
        }
        (Some(Chance::OneProvider), n) => {
            let verb = if n == 1 { "carries" } else { "carry" };
            let form = if all.len() == 1 {
                "service"
            } else {
                "services"
            };
            format!("{verb} more than half of {} {form}", number(all.len()))
        }
        (None, _) => String::new(),
    };
    let ahead = all.iter().filter_map(|o| o.act_by).filter(|d| *d >= today);
    let next = match ahead.min() {
        Some(day) => format!(" The next day is {}.", day.long()),
        None => String::new(),
    };
    let gone = all.iter().filter(|o| o.act_by.is_some_and(|d| d < today));
    let gone = match (gone.count(), all.len()) {
        (0, _) => String::new(),
        (1, 1) => " Its day has gone by.".to_owned(),
        (n, all) if n == all => " All their days have gone by.".to_owned(),
        (1, _) => " One day has gone by.".to_owned(),
        (n, _) => format!(" {} days have gone by.", first(&number(n))),
    };
    let value = a_year(yearly(&contracts, &audit.contracts));
    Part::Sentence(format!("{who}, {value}, {does}.{next}{gone}"))
}

/// A rule that fires on most of what it is put to says more of the data than of contracts.
fn too_often(chance: Chance, audit: &Audit) -> Option<Part> {
    let often = audit.redesign.often.iter().find(|o| o.chance == chance)?;
    let (found, asked) = (often.found, often.asked);
    let look_at = match chance {
        Chance::LetTogether | Chance::ManyProviders | Chance::OneProvider => DOUBT,
        Chance::NoOutcomes => "the column `outcomes` is probably not kept",
        Chance::Block => "the column `payment_model` is probably filled by habit",
        Chance::OutsidePool => "the column `scheme` is probably not kept",
        Chance::Decision | Chance::BeyondAgreement => return None,
    };
    often.is_too_often().then(|| {
        Part::Sentence(format!(
            "This is said of {found} of {asked} contracts: {look_at}."
        ))
    })
}

/// Terms that could not be read, each with its place.
pub(super) fn terms_not_read(given: &Given, words: &Words<'_>) -> impl Iterator<Item = String> {
    let terms = words.audit.redesign.not_read.iter();
    terms.map(|term| {
        format!(
            "{}: `{}` of contract {} cannot be read as {}, and nothing is reckoned from it",
            given.sources.short(term.at),
            shown(&term.text),
            words.label(term.contract),
            term.what
        )
    })
}

/// Questions that could not be answered, and terms that could not be read.
fn untold(given: &Given, audit: &Audit, words: &Words<'_>) -> Vec<Part> {
    let mut lines: Vec<String> = audit
        .redesign
        .untold
        .iter()
        .map(|untold| {
            let n = counted(untold.contracts, "contract", "contracts");
            format!("{}: {n}, for {}", heading(untold.chance), untold.why)
        })
        .collect();
    lines.extend(terms_not_read(given, words).take(SHOWN));
    if lines.is_empty() {
        return Vec::new();
    }
    let mut parts = vec![
        Part::Heading("Cannot be told".to_owned()),
        Part::List(lines),
    ];
    parts.extend(more(audit.redesign.not_read.len(), "term", "terms"));
    parts
}
