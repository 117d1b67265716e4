//! Signatures the Better Care Fund asks for: under the agreement by its day, and under each year's
//! plan.

use super::{FAMILY, items_for};
use crate::checks::matters::of_better_care_fund;
use crate::checks::{bodies, days};
use crate::finding::{Case, Check, Finding, Severity};
use crate::model::{BetterCare, Field, Partner, PartnerKind, Partnership, Role, SignOff};
use crate::seeds::{self, BetterCareYear, SignOffRole};
use crate::source::Span;
use crate::value::{Day, FinancialYear, Id};

pub(super) static SIGNED_AFTER_DEADLINE: Check = Check {
    name: "signed-after-deadline",
    family: FAMILY,
    severity: Severity::Error,
    basis: &[
        "better-care-fund/2023-24/agreement-signed",
        "better-care-fund/2024-25/agreement-signed",
        "better-care-fund/2025-26/agreement-signed",
    ],
    page: include_str!("../../../docs/checks/signed-after-deadline.md"),
    run: Some(signed_after_deadline),
};

/// The last signature of an agreement for Better Care Fund money came after its first year's day.
fn signed_after_deadline(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let Some(agreement) = &plan.agreement else {
        return Vec::new();
    };
    let Some(year) = agreement.starts.value().map(|day| FinancialYear::of(*day)) else {
        return Vec::new();
    };
    let pooled = plan.pools.iter().filter(|pool| pool.is_pooled());
    let mut contributions = pooled.flat_map(|pool| &pool.contributions);
    let of_fund = contributions.any(|c| {
        c.year.value() == Some(&year) && c.source.value().is_some_and(|s| of_better_care_fund(*s))
    });
    let due = seeds::better_care_year(year).and_then(|y| y.agreement_signed_by.as_ref());
    let (true, Some(due)) = (of_fund, due) else {
        return Vec::new();
    };
    // A body that came into the place of another signs when it does.
    let first_signed = |id: &Id| {
        let partner = plan.partner(id.as_str()).map(|i| &plan.partners[i]);
        !partner.is_some_and(|p| bodies::follows_a_partner(plan, p))
    };
    let last = agreement
        .signatures
        .iter()
        .filter(|s| s.partner.value().is_some_and(first_signed))
        .filter_map(|s| match &s.on {
            Field::Given(on) if on.value <= case.as_at => Some(on),
            _ => None,
        })
        .max_by_key(|on| on.value);
    let (Some(last), Some(day)) = (last, due.day()) else {
        return Vec::new();
    };
    if last.value <= day {
        return Vec::new();
    }
    let message = format!(
        "the last signature is of {}, {} after {}: the day by which agreements for {year} were to be signed",
        last.value.long(),
        days(day.days_to(last.value) - 1),
        day.long()
    );
    let finding = Finding::new(&SIGNED_AFTER_DEADLINE, last.at, message)
        .on_items(items_for(&SIGNED_AFTER_DEADLINE, year));
    vec![match due.verified {
        true => finding.help("record why, and who was told; the date itself stays as it is"),
        false => finding.graded(Severity::Note).help(
            "the day is from general knowledge, not from a source: see what the year's planning requirements say",
        ),
    }]
}

/// Every year the block names.
fn years_signed(block: &BetterCare) -> Vec<FinancialYear> {
    let named = block.sign_offs.iter().filter_map(|s| s.year.value());
    let minimums = block.minimums.iter().filter_map(|m| m.year.value());
    let mut years: Vec<FinancialYear> = named.chain(minimums).copied().collect();
    years.sort();
    years.dedup();
    years
}

pub(super) static SIGN_OFF_MISSING: Check = Check {
    name: "sign-off-missing",
    family: FAMILY,
    severity: Severity::Error,
    basis: &[
        "better-care-fund/2023-24/plans-agreed",
        "better-care-fund/2024-25/plans-agreed",
        "better-care-fund/2025-26/plans-agreed",
        "better-care-fund/2025-26/sign-off",
        "better-care-fund/2026-27/plans-agreed",
    ],
    page: include_str!("../../../docs/checks/sign-off-missing.md"),
    run: Some(sign_off_missing),
};

/// Councils whose chief executives sign: those with a health and wellbeing board.
fn has_board(kind: PartnerKind) -> bool {
    matches!(
        kind,
        PartnerKind::UnitaryAuthority
            | PartnerKind::CountyCouncil
            | PartnerKind::LondonBorough
            | PartnerKind::CityOfLondon
            | PartnerKind::IslesOfScilly
    )
}

/// One who signs a plan: in which role, and the partner where each has its own.
struct Wanted<'p> {
    role: Role,
    partner: Option<&'p Partner>,
}

impl Wanted<'_> {
    fn named(&self) -> String {
        named(self.role, self.partner.map(|p| &p.id.value))
    }
}

fn named(role: Role, partner: Option<&Id>) -> String {
    let words = match role {
        Role::ChiefExecutive => "chief executive",
        Role::Section151Officer => "section 151 officer",
        Role::HealthAndWellbeingBoard => "health and wellbeing board",
    };
    match partner {
        Some(partner) => format!("the {words} of `{partner}`"),
        None => format!("the {words}"),
    }
}

/// What a year wants signed by those of the partners that are there on the day plans are due.
fn wanted<'p>(year: &BetterCareYear, partners: &'p [Partner], due: Day) -> Vec<Wanted<'p>> {
    let mut all = Vec::new();
    for signatory in year.sign_off.iter().filter(|s| s.verified) {
        let mut each = |theirs: fn(PartnerKind) -> bool| {
            let there = partners
                .iter()
                .filter(|p| p.kind.value().is_some_and(|k| theirs(*k)))
                .filter(|p| bodies::is_there_within(p, due, due));
            all.extend(there.map(|p| Wanted {
                role: Role::ChiefExecutive,
                partner: Some(p),
            }));
        };
        let role = match signatory.role {
            SignOffRole::ChiefExecutiveCouncil => {
                each(has_board);
                continue;
            }
            SignOffRole::ChiefExecutiveIcb => {
                each(|kind| kind == PartnerKind::IntegratedCareBoard);
                continue;
            }
            SignOffRole::Section151Officer => Role::Section151Officer,
            SignOffRole::HealthAndWellbeingBoard => Role::HealthAndWellbeingBoard,
        };
        let partner = None;
        all.push(Wanted { role, partner });
    }
    all
}

/// Once a plan was due: signatures its year wants and the block does not hold, or holds by proxy
/// where that may not be. Where nobody knows the day, once the year has ended.
fn sign_off_missing(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let Some(block) = &plan.better_care else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for year in years_signed(block) {
        let Some(known) = seeds::better_care_year(year) else {
            continue;
        };
        let due = known.plan_due.as_ref().and_then(|due| due.day());
        let due = due.unwrap_or(year.last_day());
        if case.as_at <= due {
            continue;
        }
        for wanted in wanted(known, &plan.partners, due) {
            if let Some((at, message)) = lacking(block, year, &wanted, case) {
                let finding = Finding::new(&SIGN_OFF_MISSING, at, message)
                    .help(help(year, &wanted))
                    .on_items(items_for(&SIGN_OFF_MISSING, year));
                found.push(match wanted.role {
                    // Its meeting may follow the national day.
                    Role::HealthAndWellbeingBoard => finding.graded(Severity::Warning),
                    _ => finding,
                });
            }
        }
    }
    found
}

fn help(year: FinancialYear, wanted: &Wanted<'_>) -> String {
    let words = Role::WORDS.iter().find(|(_, role)| *role == wanted.role);
    let role = words.map_or("", |(word, _)| word);
    match wanted.partner {
        Some(p) => format!(
            "record the officer's own signature under `sign_off:` {{year: {year}, role: {role}, partner: {}, on: <date>}}",
            p.id.value
        ),
        None => format!("record it under `sign_off:` {{year: {year}, role: {role}, on: <date>}}"),
    }
}

/// Where and how a signature is lacking.
fn lacking(
    block: &BetterCare,
    year: FinancialYear,
    wanted: &Wanted<'_>,
    case: &Case<'_>,
) -> Option<(Span, String)> {
    let theirs = |s: &&SignOff| {
        let partner = wanted
            .partner
            .is_none_or(|p| may_be(&s.partner, &p.id.value));
        may_be(&s.year, &year) && may_be(&s.role, &wanted.role) && partner
    };
    let own = wanted.role == Role::ChiefExecutive;
    let to_come = |s: &SignOff| s.on.value().is_some_and(|on| *on > case.as_at);
    let mut signed = block.sign_offs.iter().filter(theirs);
    if signed
        .clone()
        .any(|s| !(s.on.is_absent() || to_come(s) || own && s.delegated))
    {
        return None;
    }
    let whose = wanted.named();
    match signed.next() {
        Some(s) if own && s.delegated => Some((
            s.at,
            format!("{whose} did not sign the plan for {year}: somebody else did"),
        )),
        Some(s) if to_come(s) => Some((
            s.on.at().unwrap_or(s.at),
            format!(
                "{whose} had not signed the plan for {year} by {}",
                case.as_at.long()
            ),
        )),
        Some(s) => Some((
            s.at,
            format!("the day on which {whose} signed the plan for {year} is not recorded"),
        )),
        None => {
            let message = format!("no sign-off of the plan for {year} by {whose} is recorded");
            Some((place(block, year, &case.plan.partnership)?, message))
        }
    }
}

/// Is it this? What cannot be read may be.
fn may_be<T: PartialEq>(field: &Field<T>, wanted: &T) -> bool {
    match field {
        Field::Given(given) => given.value == *wanted,
        Field::Unreadable(_) => true,
        Field::Absent => false,
    }
}

/// Where a year stands in the block.
fn place(block: &BetterCare, year: FinancialYear, plan: &Partnership) -> Option<Span> {
    let signed = block
        .sign_offs
        .iter()
        .find(|s| s.year.value() == Some(&year));
    let minimum = block
        .minimums
        .iter()
        .find(|m| m.year.value() == Some(&year));
    signed
        .and_then(|s| s.year.at())
        .or(minimum.and_then(|m| m.year.at()))
        .or(plan.id.at())
}

pub(super) static SIGN_OFF_LATE: Check = Check {
    name: "sign-off-late",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["better-care-fund/2025-26/sign-off"],
    page: include_str!("../../../docs/checks/sign-off-late.md"),
    run: Some(sign_off_late),
};

/// Signatures a year asks for, given after its plan was due. A board's approval may follow the day.
fn sign_off_late(case: &Case<'_>) -> Vec<Finding> {
    let block = case.plan.partnership.better_care.iter();
    let late = |s: &SignOff| -> Option<Finding> {
        let Field::Given(on) = &s.on else {
            return None;
        };
        let role = *s.role.value()?;
        let year = *s.year.value()?;
        let known = seeds::better_care_year(year)?;
        let due = known.plan_due.as_ref()?;
        let day: Day = due.day()?;
        // One given for a chief executive is told as missing, and one to come is none yet.
        let given = on.value <= case.as_at && !(role == Role::ChiefExecutive && s.delegated);
        if !given || !due.verified || !must_be_in_time(known, role) || on.value <= day {
            return None;
        }
        let message = format!(
            "{} signed {} after plans for {year} were due on {}",
            named(role, s.partner.value()),
            days(day.days_to(on.value) - 1),
            day.long()
        );
        Some(
            Finding::new(&SIGN_OFF_LATE, on.at, message)
                .help("keep with the plan what was agreed about sending it late"),
        )
    };
    block.flat_map(|b| &b.sign_offs).filter_map(late).collect()
}

/// Does the year ask this role to sign before the plan is sent?
fn must_be_in_time(year: &BetterCareYear, role: Role) -> bool {
    let mut asked = year.sign_off.iter().filter(|s| s.verified);
    asked.any(|s| match s.role {
        SignOffRole::ChiefExecutiveCouncil | SignOffRole::ChiefExecutiveIcb => {
            role == Role::ChiefExecutive
        }
        SignOffRole::Section151Officer => role == Role::Section151Officer,
        SignOffRole::HealthAndWellbeingBoard => false,
    })
}
