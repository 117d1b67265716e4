//! What was drawn, as the files of a planning folder.

use super::{Folder, RESERVES, Row, pounds};
use std::fmt::Write;

impl Folder {
    pub(crate) fn yaml(&self) -> String {
        let mut out = String::from("jcplan: 1\nid: drawn\nname: Drawn\npartners:\n");
        for id in &self.partners {
            let _ = writeln!(out, "  - {{id: {id}, name: {id}, kind: unitary-authority}}");
        }
        if !self.providers.is_empty() {
            out.push_str("providers:\n");
        }
        for id in &self.providers {
            let _ = writeln!(out, "  - {{id: {id}, name: {id}}}");
        }
        out.push_str(
            "agreement:\n  arrangements: [pooled-fund]\n  starts: 2025-04-01\n  ends: 2028-03-31\npools:\n",
        );
        for pool in &self.pools {
            let _ = writeln!(
                out,
                "  - id: {}\n    host: {}\n    contributions:",
                pool.id, pool.host
            );
            for (partner, amount) in self.partners.iter().zip(&pool.contributions) {
                let amount = pounds(*amount);
                let _ = writeln!(
                    out,
                    "      - {{partner: {partner}, year: 2025-26, amount: \"{amount}\"}}"
                );
            }
            out.push_str("    reserves:\n");
            for (id, opening) in RESERVES.iter().zip(&pool.openings) {
                let opening = pounds(*opening);
                let _ = writeln!(
                    out,
                    "      - {{id: {id}, opening: {{2025-26: \"{opening}\"}}}}"
                );
            }
        }
        out.push_str("schemes:\n");
        for s in &self.schemes {
            let (pool, rule) = (&self.pools[s.pool].id, &self.rules[s.rule].id);
            let _ = writeln!(
                out,
                "  - id: {}\n    pool: {pool}\n    lead: {}\n    baseline: {{2025-26: \"{}\"}}\n    risk_share: {rule}\n{}",
                s.id,
                s.lead,
                pounds(s.baseline),
                s.more.trim_end()
            );
        }
        out.push_str(&self.more_schemes);
        self.rules_yaml(&mut out);
        out.push_str(&self.more_rules);
        out
    }

    fn rules_yaml(&self, out: &mut String) {
        out.push_str("risk_shares:\n");
        for rule in &self.rules {
            let _ = write!(out, "  - id: {}\n{}", rule.id, rule.head);
            for (name, half) in [("overspend", &rule.over), ("underspend", &rule.under)] {
                let _ = write!(out, "    {name}:\n{}", half.lines);
                if !half.limits.is_empty() {
                    out.push_str("      limits:\n");
                }
                for limit in &half.limits {
                    let over = if limit.over_pool {
                        "          over: pool\n"
                    } else {
                        ""
                    };
                    let _ = write!(
                        out,
                        "        - party: {}\n          at_most: {}\n{over}          excess_to: {}\n",
                        limit.party,
                        limit.at_most.yaml(),
                        limit.excess_to
                    );
                }
            }
        }
    }
}

pub(crate) fn ledger(rows: &[Row]) -> String {
    let mut out = String::from("date,kind,pool,scheme,partner,amount,cause,from,to,paid_by\n");
    for r in rows {
        let amount = pounds(r.amount);
        let _ = writeln!(
            out,
            "2025-09-30,{},{},{},{},{amount},{},{},{},{}",
            r.kind, r.pool, r.scheme, r.partner, r.cause, r.from, r.to, r.paid_by
        );
    }
    out
}
