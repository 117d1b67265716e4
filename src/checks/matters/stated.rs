//! Is a part of an item stated, and where? By a key of `partnership.yaml`, by what the lists hold,
//! or by a row of `clauses`.

use crate::finding::Case;
use crate::model::{Agreement, BetterCare, Partnership, Pool, Scheme};
use crate::seeds::Stating;
use crate::source::Span;
use crate::value::{FinancialYear, folded};

/// How a part is stated.
#[derive(Clone, Copy, Default)]
pub(super) struct Found {
    /// Where, if anywhere.
    pub(super) at: Option<Span>,
    /// Is there anything at all?
    pub(super) some: bool,
    /// Is it whole, not only a heading or a part of the list?
    pub(super) whole: bool,
}

impl Found {
    fn whole(at: Option<Span>) -> Found {
        Found {
            at,
            some: true,
            whole: true,
        }
    }

    fn partly(at: Option<Span>, whole: bool) -> Found {
        Found {
            at,
            some: true,
            whole,
        }
    }
}

/// The best of what states a part: a key, or a clause.
pub(super) fn find(part: &Stating, case: &Case<'_>) -> Found {
    let mut best = Found::default();
    for key in &part.keys {
        let found = of_key(key, None, case);
        if found.whole {
            return found;
        }
        if found.some && !best.some {
            best = found;
        }
    }
    let Some(agreement) = &case.plan.partnership.agreement else {
        return best;
    };
    for clause in &agreement.clauses {
        let matter = clause.matter.value().map(|m| folded(m)).unwrap_or_default();
        if !part.clauses.contains(&matter) {
            continue;
        }
        let placed = clause.clause.value().is_some_and(|t| !t.trim().is_empty());
        if placed {
            return Found::whole(Some(clause.at));
        }
        if !best.some {
            best = Found::partly(Some(clause.at), false);
        }
    }
    best
}

/// What one key holds; of what is kept by year, that of the year asked for.
pub(super) fn of_key(key: &str, year: Option<FinancialYear>, case: &Case<'_>) -> Found {
    let plan = &case.plan.partnership;
    if let Some(path) = key.strip_prefix("agreement.") {
        return plan
            .agreement
            .as_ref()
            .map(|agreement| of_agreement(path, agreement))
            .unwrap_or_default();
    }
    match key {
        "folder" => first(case.plan.main.map(|file| Span {
            file,
            start: 0,
            end: 0,
        })),
        "agreement" => first(plan.agreement.as_ref().map(|a| a.at)),
        "partners" => first(plan.partners.first().map(|p| p.id.at)),
        // Without a code there is nothing the lists could say of a body.
        "partners.code" => first(plan.partners.iter().find_map(|p| p.code.at())),
        "pools" => first(plan.pools.first().map(|p| p.id.at)),
        "risk_shares" => first(plan.risk_shares.first().map(|r| r.id.at)),
        "needs" => first(plan.needs.first().map(|n| n.at)),
        "schemes" => first(plan.schemes.first().map(|s| s.id.at)),
        "contracts" => {
            let rows = case.plan.registers.iter().flat_map(|r| &r.rows);
            first(rows.map(|row| row.at).next())
        }
        // A route can be held against the law only where codes stand beside it.
        "contracts.codes" => {
            let rows = case.plan.registers.iter().flat_map(|r| &r.rows);
            let mut both = rows.filter(|r| !r.cpv.trim().is_empty() && !r.route.trim().is_empty());
            first(both.next().map(|row| row.at))
        }
        // Its rows are not held; that it is there is all that is asked.
        "ledger" => match case.plan.totals.lines.is_empty() {
            true => Found::default(),
            false => Found::whole(None),
        },
        _ => match (key.strip_prefix("better_care_fund."), &plan.better_care) {
            (Some(path), Some(block)) => of_better_care(path, year, block),
            (Some(_), None) => Found::default(),
            (None, _) => of_lists(key, plan),
        },
    }
}

fn first(at: Option<Span>) -> Found {
    at.map(|at| Found::whole(Some(at))).unwrap_or_default()
}

fn of_agreement(path: &str, agreement: &Agreement) -> Found {
    if let Some(stated) = agreement.stated.get(path) {
        return Found::partly(Some(stated.at), stated.words > 0);
    }
    // A text in place of a map states those of its parts that it names.
    let Some((parent, part)) = path.split_once('.') else {
        return Found::default();
    };
    let in_one = agreement.stated.get(parent).filter(|s| s.words > 0);
    in_one
        .and_then(|stated| Some((stated.at, stated.text.as_ref()?)))
        .map(|(at, text)| Found::partly(Some(at), is_named(part, text)))
        .unwrap_or_default()
}

/// Does a text name a part of its matter, such as `quarterly`?
fn is_named(part: &str, text: &str) -> bool {
    let text = text.to_lowercase();
    let has = |stem: &str| text.contains(stem);
    match part {
        // Of consultation: a text tells of both, if of anything.
        "on" | "with" => true,
        "annual" => has("annual") || has("year"),
        "quarterly" => has("quarter") || has("month"),
        _ => has(&part.trim_end_matches('s').replace('_', " ")),
    }
}

/// What the Better Care Fund's block holds for a year: `minimums` of any source, or of the one named
/// after it.
fn of_better_care(path: &str, year: Option<FinancialYear>, block: &BetterCare) -> Found {
    let asked = |of: Option<&FinancialYear>| year.is_none_or(|year| of == Some(&year));
    let (list, source) = path.split_once('.').unwrap_or((path, ""));
    let at = match list {
        "minimums" => {
            let all = block.minimums.iter().filter(|m| asked(m.year.value()));
            let mut all = all.filter(|m| {
                source.is_empty() || m.source.value().is_some_and(|s| s.word() == source)
            });
            all.next().map(|m| m.at)
        }
        "sign_off" => {
            let mut all = block.sign_offs.iter().filter(|s| asked(s.year.value()));
            all.next().map(|s| s.at)
        }
        "passports" => {
            let mut all = block.passports.iter().filter(|p| asked(p.year.value()));
            all.next().map(|p| p.at)
        }
        _ => None,
    };
    first(at)
}

/// Terms that every pooled fund, or every scheme, must have: whole only where all have it.
fn of_lists(key: &str, plan: &Partnership) -> Found {
    let agreement = plan.agreement.as_ref();
    let of_pools = |term: &dyn Fn(&Pool) -> Option<Span>| {
        all_of(plan.pools.iter().filter(|p| p.is_pooled()).map(term))
    };
    let of_schemes = |term: &dyn Fn(&Scheme) -> Option<Span>| all_of(plan.schemes.iter().map(term));
    match key {
        "pools.contributions" => {
            let pooled = plan.pools.iter().filter(|p| p.is_pooled());
            first(pooled.flat_map(|p| &p.contributions).map(|c| c.at).next())
        }
        "pools.host" => of_pools(&|p| p.host.at().or(agreement.and_then(|a| a.host.at()))),
        "pools.pool_manager" => of_pools(&|p| {
            let own = p.pool_manager.as_ref();
            own.or(agreement.and_then(|a| a.pool_manager.as_ref()))
                .map(|m| m.at)
        }),
        "pools.reserves" => first(
            plan.pools
                .iter()
                .flat_map(|p| &p.reserves)
                .map(|r| r.at)
                .next(),
        ),
        "schemes.baseline" => of_schemes(&|s| s.baseline.at().or(s.per_week.first().map(|w| w.at))),
        "schemes.lead" => of_schemes(&|s| s.lead.at()),
        "schemes.service" => of_schemes(&|s| s.service.at()),
        "schemes.risk_share" => of_schemes(&|s| s.risk_share.at()),
        _ => Found::default(),
    }
}

fn all_of(places: impl Iterator<Item = Option<Span>>) -> Found {
    let places: Vec<Option<Span>> = places.collect();
    let stated: Vec<Span> = places.iter().flatten().copied().collect();
    match stated.first() {
        None => Found::default(),
        Some(at) => Found::partly(Some(*at), stated.len() == places.len()),
    }
}

/// Every key known beside those of the agreement's block.
#[cfg(test)]
const LISTS: &[&str] = &[
    "folder",
    "agreement",
    "partners",
    "partners.code",
    "pools",
    "risk_shares",
    "needs",
    "schemes",
    "contracts",
    "contracts.codes",
    "ledger",
    "better_care_fund.minimums",
    "better_care_fund.minimums.nhs-minimum",
    "better_care_fund.minimums.labcg",
    "better_care_fund.minimums.dfg",
    "better_care_fund.sign_off",
    "better_care_fund.passports",
    "pools.contributions",
    "pools.host",
    "pools.pool_manager",
    "pools.reserves",
    "schemes.baseline",
    "schemes.lead",
    "schemes.service",
    "schemes.risk_share",
];

#[cfg(test)]
mod tests {
    use super::LISTS;
    use crate::seeds;

    #[test]
    fn every_key_the_checklists_name_is_one_that_can_be_looked_for() {
        for item in seeds::items() {
            let parts = item.parts.iter().flat_map(|part| &part.keys);
            for key in parts.chain(&item.shown) {
                let known = key.starts_with("agreement.") || LISTS.contains(&key.as_str());
                assert!(known, "{} names {key}", item.id);
            }
        }
    }
}
