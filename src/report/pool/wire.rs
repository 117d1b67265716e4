//! `jcplan/pool/1`: the wire format. Money is text with two decimals; null is not computed.

use super::figures::plain;
use super::told::Told;
use super::wire_parts::{account, budget, contributions, promises, schemes};
use crate::compute::pool::Fund;
use crate::model::Standing;
use crate::report::missing::left_out_wire;
use crate::report::riskshare::sections::stage;
use crate::report::wire::place;
use serde_json::{Value, json};

pub(super) fn value(told: &Told) -> Value {
    let funds = &told.given.funds;
    let head = &told.given.around;
    let partnership = &told.plan().partnership;
    let minimums = funds.minimums.iter().map(|margin| {
        json!({
            "source": margin.source.word(),
            "partner": margin.partner.map(|p| told.partner_id(p)),
            "minimum": margin.least.plain(),
            "pooled": plain(&margin.pooled),
            "margin": plain(&margin.over()),
        })
    });
    let missing = told.missing.iter().map(|missing| {
        json!({
            "pool": missing.pool.map(|pool| told.words().pool_id(pool)),
            "of": missing.what,
            "why": missing.refusal.why,
            "at": place(told.sources(), missing.refusal.at),
        })
    });
    let mut value = json!({
        "schema": "jcplan/pool/1",
        "partnership": partnership.id.value().map(|id| id.to_string()),
        "folder": head.folder,
        "as_at": head.as_at.to_string(),
        "digest": head.digest,
        "revision": head.revision,
        "through": funds.question.period.to_string(),
        "basis": funds.question.basis.word(),
        "stage": stage(&funds.question),
        "pools": funds.pools.iter().map(|fund| pool(told, fund)).collect::<Vec<_>>(),
        "minimums": minimums.collect::<Vec<_>>(),
        "not_computed": missing.collect::<Vec<_>>(),
        "left_out": left_out_wire(told.left_out.clone()),
    });
    head.add_totals(&mut value);
    value
}

fn pool(told: &Told, fund: &Fund) -> Value {
    let pooled = fund.standing == Some(Standing::Pooled);
    let standing = Standing::WORDS
        .iter()
        .find(|(_, s)| Some(*s) == fund.standing);
    let accounts = fund.accounts.iter();
    json!({
        "pool": told.words().pool_id(fund.pool),
        "standing": standing.map(|(word, _)| word),
        "host": fund.host.as_ref().ok().map(|host| told.partner_id(*host)),
        "accounts": accounts.map(|a| account(told, fund.pool, a, pooled)).collect::<Vec<_>>(),
        "instalments": match pooled {
            true => promises(told, fund),
            false => Value::Null,
        },
        "budgets": fund.budgets.iter().map(|b| budget(told, b)).collect::<Vec<_>>(),
        "bridge": json!({
            "from": told.given.funds.before.to_string(),
            "to": told.given.funds.question.period.year().to_string(),
            "contributions": contributions(told, fund),
            "schemes": schemes(told, fund),
        }),
    })
}
