//! Does an item of a checklist apply to this partnership, on this day?

use crate::checks::words::{Around, first_named};
use crate::finding::Case;
use crate::model::{
    Agreement, ArrangementKind, PartnerKind, Partnership, PlaceModel, Pool, Source,
};
use crate::seeds::{Item, When};
use crate::value::{Day, FinancialYear, folded};

/// Why an item does not apply; none if it does.
pub(super) fn why_not(item: &Item, case: &Case<'_>) -> Option<String> {
    if let Some(why) = outside(item.since, item.until, case.as_at) {
        return Some(why);
    }
    if let Some(year) = item.year {
        let now = FinancialYear::of(case.as_at);
        if year != now {
            return Some(format!("it is for {year}, and the day falls in {now}"));
        }
    }
    let holds = item.applies.iter().any(|when| holds(*when, case));
    if item.applies.is_empty() || holds {
        return None;
    }
    let mut reasons: Vec<&str> = item.applies.iter().map(|when| when.otherwise()).collect();
    reasons.dedup();
    Some(reasons.join(", and "))
}

/// Why a day lies outside the first and last on which something holds, both included.
fn outside(since: Option<Day>, until: Option<Day>, day: Day) -> Option<String> {
    match (since, until) {
        (Some(since), _) if day < since => Some(format!("it holds from {}", since.long())),
        (_, Some(until)) if day > until => Some(format!("it held until {}", until.long())),
        _ => None,
    }
}

fn holds(when: When, case: &Case<'_>) -> bool {
    let plan = &case.plan.partnership;
    let agreement = plan.agreement.as_ref();
    let makes = |kind| agreement.is_some_and(|a| makes(a, kind));
    let follows = |model| agreement.is_some_and(|a| a.place_model.value() == Some(&model));
    match when {
        When::PooledFund => makes(ArrangementKind::PooledFund),
        When::NhsExercisesCouncilFunctions => makes(ArrangementKind::NhsExercisesCouncilFunctions),
        When::CouncilExercisesNhsFunctions => makes(ArrangementKind::CouncilExercisesNhsFunctions),
        When::NhsTrust => has_partner(plan, &[PartnerKind::NhsTrust]),
        When::CombinedAuthority => has_partner(
            plan,
            &[
                PartnerKind::CombinedAuthority,
                PartnerKind::CombinedCountyAuthority,
            ],
        ),
        When::DistrictCouncil => has_partner(plan, &[PartnerKind::DistrictCouncil]),
        When::TwoTier => has_partner(plan, &[PartnerKind::CountyCouncil]),
        When::BetterCareFund => pooled(plan).any(|pool| is_better_care(pool, case)),
        When::OtherThanBetterCareFund => pooled(plan).any(|pool| !is_better_care(pool, case)),
        When::SeatAtTheTable => follows(PlaceModel::SeatAtTheTable),
        When::JointArrangements => follows(PlaceModel::JointArrangements),
        When::Delegation => follows(PlaceModel::Delegation),
        When::Devolution => follows(PlaceModel::Devolution),
        When::RiskShare => !plan.risk_shares.is_empty(),
        When::Contracts => !case.plan.registers.is_empty(),
        When::Ledger => !case.plan.totals.lines.is_empty(),
        When::Aftercare => agreement.is_some_and(|a| aftercare(a).is_some()),
        When::Charging => agreement.is_some_and(charging),
    }
}

/// Does the agreement make this arrangement?
pub(in crate::checks) fn makes(agreement: &Agreement, kind: ArrangementKind) -> bool {
    agreement.arrangements.iter().any(|k| k.value == kind)
}

fn has_partner(plan: &Partnership, kinds: &[PartnerKind]) -> bool {
    plan.partners
        .iter()
        .any(|p| p.kind.value().is_some_and(|k| kinds.contains(k)))
}

fn pooled(plan: &Partnership) -> impl Iterator<Item = &Pool> {
    plan.pools.iter().filter(|pool| pool.is_pooled())
}

/// Sources of the Better Care Fund: a pool that takes from one is made under s223GA(3).
pub(in crate::checks) fn of_better_care_fund(source: Source) -> bool {
    matches!(source, Source::NhsMinimum | Source::Labcg | Source::Dfg)
}

fn is_better_care(pool: &Pool, case: &Case<'_>) -> bool {
    let now = FinancialYear::of(case.as_at);
    let of_year = |c: &&crate::model::Contribution| {
        c.source.value().is_some_and(|s| of_better_care_fund(*s)) && c.year.value() == Some(&now)
    };
    let any_year =
        |c: &crate::model::Contribution| c.source.value().is_some_and(|s| of_better_care_fund(*s));
    let has_now = pool
        .contributions
        .iter()
        .any(|c| c.year.value() == Some(&now));
    // A pool with nothing for this year is what it is in the others.
    match has_now {
        true => pool.contributions.iter().any(|c| of_year(&c)),
        false => pool.contributions.iter().any(any_year),
    }
}

/// Does the agreement deal with charges, by its key or by a clause?
fn charging(agreement: &Agreement) -> bool {
    let mut matters = agreement.clauses.iter().filter_map(|c| c.matter.value());
    agreement.stated.contains_key("charging") || matters.any(|m| folded(m) == "charging")
}

/// Names of after-care under section 117 of the Mental Health Act 1983. The bare word also stands
/// for other care: after detoxification, say.
const AFTERCARE: &[&str] = &[
    "section 117",
    "sections 117",
    "s117",
    "s.117",
    "s 117",
    "s. 117",
    "mental health after-care",
    "mental health aftercare",
    "after-care under the Mental Health Act",
    "aftercare under the Mental Health Act",
];

/// Names under which a row of `clauses` may place who pays how much of it.
pub(in crate::checks) const APPORTIONMENT: &[&str] =
    &["aftercare", "after-care", "section-117", "s117"];

/// The function that names section 117 after-care, if one does and not to leave it out.
pub(in crate::checks) fn aftercare(agreement: &Agreement) -> Option<crate::source::Span> {
    let all = agreement
        .nhs_functions
        .iter()
        .chain(&agreement.council_functions);
    let found = all.into_iter().find(|function| {
        let named = first_named(&function.value, AFTERCARE);
        named.is_some_and(|at| !Around::in_text(&function.value, at).leaves_out())
    });
    found.map(|function| function.at)
}

#[cfg(test)]
mod tests {
    use super::outside;
    use crate::value::Day;

    #[test]
    fn the_first_and_the_last_day_are_inside() {
        let day = |text: &str| Day::parse(text).ok();
        let (since, until) = (day("2025-04-01"), day("2026-03-31"));
        for (asked, inside) in [
            ("2025-03-31", false),
            ("2025-04-01", true),
            ("2026-03-31", true),
            ("2026-04-01", false),
        ] {
            let why = day(asked).and_then(|asked| outside(since, until, asked));
            assert_eq!(why.is_none(), inside, "{asked}");
        }
        assert_eq!(
            day("1990-01-01").and_then(|asked| outside(None, None, asked)),
            None
        );
    }
}
