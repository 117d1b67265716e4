//! Where councils lie: in one integrated care board, in several, or in none that is a partner.

use super::lives::is_board;
use super::{FAMILY, code_at, life_of, listed};
use crate::finding::{Case, Check, Finding, Severity};
use crate::model::Partner;
use crate::seeds::{self, Life, Part};
use crate::value::Day;

const BASIS: &[&str] = &["bodies/areas"];

/// Less of a council than this many parts per thousand is a sliver, and not told.
const SLIVER: u32 = 10;

pub(super) static COUNCIL_IN_SEVERAL_ICBS: Check = Check {
    name: "council-in-several-icbs",
    family: FAMILY,
    severity: Severity::Note,
    basis: BASIS,
    page: include_str!("../../../docs/checks/council-in-several-icbs.md"),
    run: Some(council_in_several_icbs),
};

pub(super) static COUNCIL_OUTSIDE_ICBS: Check = Check {
    name: "council-outside-icbs",
    family: FAMILY,
    severity: Severity::Warning,
    basis: BASIS,
    page: include_str!("../../../docs/checks/council-outside-icbs.md"),
    run: Some(council_outside_icbs),
};

/// A council among the partners, and the parts of it by whether a partner covers them.
struct Lies<'a> {
    partner: &'a Partner,
    life: Life,
    covered: Vec<&'static Part>,
    open: Vec<&'static Part>,
}

/// Every council of which the lists know where it lies; none where a board among the partners
/// cannot be told by its code, for it may be the one that seems to be missing.
fn lies<'a>(case: &Case<'a>) -> Vec<Lies<'a>> {
    let plan = &case.plan.partnership;
    let boards: Vec<&Partner> = plan.partners.iter().filter(|p| is_board(p)).collect();
    let known: Vec<&'static str> = boards
        .iter()
        .filter_map(|board| Some(life_of(board)?.code))
        .collect();
    if boards.is_empty() || known.len() < boards.len() {
        return Vec::new();
    }
    let partners: Vec<Vec<&str>> = known.iter().map(|code| heirs(code, case.as_at)).collect();
    let mut all = Vec::new();
    for partner in plan.partners.iter().filter(|p| !is_board(p)) {
        let Some(life) = life_of(partner) else {
            continue;
        };
        let codes = seeds::codes_of(life.code);
        let parts = seeds::parts().iter().filter(|p| codes.contains(&p.council));
        // Which of a divided board's heirs has this part is not known: any of them may.
        let covers = |part: &&Part| {
            let heirs = heirs(part.icb, case.as_at);
            partners.iter().flatten().any(|code| heirs.contains(code))
        };
        let (covered, open): (Vec<_>, Vec<_>) = parts.partition(covers);
        if !covered.is_empty() || !open.is_empty() {
            all.push(Lies {
                partner,
                life,
                covered,
                open,
            });
        }
    }
    all
}

/// The boards that have a board's people on a day: itself, or those that followed it.
fn heirs(code: &'static str, day: Day) -> Vec<&'static str> {
    let Some(life) = seeds::life(code) else {
        return Vec::new();
    };
    match life.until {
        Some(until) if until < day => {
            let next = life.successors.iter().filter_map(|s| s.code);
            next.flat_map(|code| heirs(code, day)).collect()
        }
        _ => vec![life.code],
    }
}

fn council_in_several_icbs(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for lies in lies(case) {
        let open: Vec<&&Part> = lies.open.iter().filter(|p| p.per_mille >= SLIVER).collect();
        if lies.covered.is_empty() || open.is_empty() {
            continue;
        }
        let parts: Vec<String> = open.iter().map(|part| told(part, case.as_at)).collect();
        let message = format!(
            "`{}`, {}, also lies in {}, and no partner has that part",
            lies.partner.id.value,
            lies.life.name,
            listed(&parts)
        );
        let help = "say in the agreement that it is made for the rest of the council's area, or \
                    who acts for that part";
        let at = code_at(lies.partner);
        found.push(Finding::new(&COUNCIL_IN_SEVERAL_ICBS, at, message).help(help));
    }
    found
}

fn council_outside_icbs(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for lies in lies(case).iter().filter(|lies| lies.covered.is_empty()) {
        let large = lies.open.iter().filter(|p| p.per_mille >= SLIVER);
        let parts: Vec<String> = large.map(|part| told(part, case.as_at)).collect();
        let message = format!(
            "`{}`, {}, lies in no board that is a partner",
            lies.partner.id.value, lies.life.name
        );
        let help = format!("it lies in {}: see which code is wrong", listed(&parts));
        found.push(Finding::new(&COUNCIL_OUTSIDE_ICBS, code_at(lies.partner), message).help(help));
    }
    found
}

/// A part with its size, under the name of the board that has it on the day, or of all that may.
fn told(part: &Part, day: Day) -> String {
    let names: Vec<String> = heirs(part.icb, day)
        .into_iter()
        .filter_map(|code| Some(format!("{} ({code})", seeds::life(code)?.name)))
        .collect();
    let (whole, tenths) = (part.per_mille / 10, part.per_mille % 10);
    let size = if tenths == 0 {
        format!("{whole}%")
    } else {
        format!("{whole}.{tenths}%")
    };
    format!("{} with {size} of it", names.join(" or "))
}
