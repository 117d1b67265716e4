//! Names that refer to something must name something: partners, pools, schemes, risk shares.

use super::faults;
use crate::finding::{Finding, Findings};
use crate::model::{BetterCare, BookFrom, EACH_BEARS_OWN, Field, Partnership, Reconciliation};
use crate::source::Span;
use crate::value::Id;
use crate::value::suggestion;
use std::collections::HashSet;

/// Tells every name in the partnership that names nothing.
pub(super) fn check(plan: &Partnership, out: &mut Findings) {
    let mut names = Names { plan, out };
    for partner in &plan.partners {
        for body in partner.successor_of.iter().chain(&partner.successor) {
            // A code has capitals and a name has too: a word in small letters is a partner's id.
            let small = |c: char| c.is_ascii_lowercase();
            if let Some(id) = Id::parse(&body.value).filter(|id| id.as_str().contains(small)) {
                names.partner_id(Some(&id), body.at);
            }
        }
    }
    if let Some(agreement) = &plan.agreement {
        names.partner(&agreement.host);
        let varied = agreement.variations.iter().flat_map(|v| &v.signatures);
        for signature in agreement.signatures.iter().chain(varied) {
            names.partner(&signature.partner);
        }
        if let Some(manager) = &agreement.pool_manager {
            names.partner(&manager.employer);
        }
    }
    if let Some(better_care) = &plan.better_care {
        names.of_better_care(better_care);
    }
    for pool in &plan.pools {
        for (_, host) in &pool.host.values {
            names.partner_id(host.value.as_ref(), host.at);
        }
        for contribution in &pool.contributions {
            names.partner(&contribution.partner);
        }
    }
    for assertion in &plan.assertions {
        names.partner(&assertion.partner);
        names.pool(&assertion.pool);
        if let Field::Given(id) = &assertion.scheme {
            let schemes = plan.schemes.iter().map(|s| &s.id.value);
            names.named("scheme", &id.value, id.at, schemes);
        }
    }
    let shares: HashSet<&Id> = plan.risk_shares.iter().map(|r| &r.id.value).collect();
    for scheme in &plan.schemes {
        names.pool(&scheme.pool);
        for (_, lead) in &scheme.lead.values {
            names.partner_id(lead.value.as_ref(), lead.at);
        }
        for (partner, _) in &scheme.funding {
            names.partner_id(Some(&partner.value), partner.at);
        }
        for (_, used) in &scheme.risk_share.values {
            if let Some(used) = &used.value
                && used.id.value.as_str() != EACH_BEARS_OWN
                && !shares.contains(&used.id.value)
            {
                let shares = plan.risk_shares.iter().map(|r| &r.id.value);
                names.named("risk share", &used.id.value, used.id.at, shares);
            }
        }
    }
}

/// Tells every name in `reconcile:` that names nothing.
pub(super) fn check_books(
    plan: &Partnership,
    reconciliations: &[Reconciliation],
    out: &mut Findings,
) {
    let mut names = Names { plan, out };
    for book in reconciliations.iter().flat_map(|r| &r.books) {
        names.partner(&book.partner);
        if let BookFrom::Ledger { pool, payer, .. } = &book.from {
            names.pool(pool);
            names.partner(payer);
        }
    }
}

struct Names<'a> {
    plan: &'a Partnership,
    out: &'a mut Findings,
}

impl Names<'_> {
    fn of_better_care(&mut self, better_care: &BetterCare) {
        for minimum in &better_care.minimums {
            self.partner(&minimum.partner);
        }
        for sign_off in &better_care.sign_offs {
            self.partner(&sign_off.partner);
        }
        for passport in &better_care.passports {
            self.payee(&passport.to);
        }
    }

    fn pool(&mut self, field: &Field<Id>) {
        if let Field::Given(pool) = field {
            let pools = self.plan.pools.iter().map(|p| &p.id.value);
            self.named("pool", &pool.value, pool.at, pools);
        }
    }

    fn partner(&mut self, field: &Field<Id>) {
        if let Field::Given(id) = field {
            self.partner_id(Some(&id.value), id.at);
        }
    }

    /// A partner or a provider: whoever may be paid.
    fn payee(&mut self, field: &Field<Id>) {
        if let Field::Given(id) = field {
            let plan = self.plan;
            let partners = plan.partners.iter().map(|p| &p.id.value);
            let all = partners.chain(plan.providers.iter().map(|p| &p.id.value));
            self.named("partner or provider", &id.value, id.at, all);
        }
    }

    fn partner_id(&mut self, id: Option<&Id>, at: Span) {
        if let Some(id) = id {
            let plan = self.plan;
            self.named("partner", id, at, plan.partners.iter().map(|p| &p.id.value));
        }
    }

    fn named<'n>(
        &mut self,
        what: &str,
        id: &Id,
        at: Span,
        known: impl Iterator<Item = &'n Id> + Clone,
    ) {
        if known.clone().any(|k| k == id) {
            return;
        }
        let names: Vec<&str> = known.map(Id::as_str).collect();
        let help = if names.is_empty() {
            format!("the file defines no {what} at all")
        } else {
            suggestion(id.as_str(), names.iter().copied())
        };
        let message = format!("there is no {what} `{id}`");
        self.out
            .push(Finding::new(&faults::UNKNOWN_NAME, at, message).help(help));
    }
}
