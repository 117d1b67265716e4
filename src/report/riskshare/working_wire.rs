//! The working of steps as it stands in wire formats: `working` lists of `jcplan/riskshare/1` and
//! `jcplan/riskshare-trace/1`. Money is text with two decimals, exact shares are fractions of pence.

use super::divisions::weight;
use super::words::Words;
use super::working::Telling;
use crate::compute::outturn::{Account, Expected};
use crate::compute::risk_share::{By, Division, Edge, Of, Parted, RateOf, Reckoning, Scope, Who};
use crate::model::SetAsideWhat;
use crate::report::wire::{amounts, place};
use crate::source::{Sources, Span};
use crate::value::Money;
use serde_json::{Map, Value, json};

/// Puts the working into one scope.
pub(super) fn add_to_scope(
    value: &mut Value,
    words: &Words<'_>,
    sources: &Sources,
    scope: &Scope,
    accounts: &[Account],
) {
    let wire = Wire {
        sources,
        telling: Telling {
            words,
            sources,
            scope,
        },
    };
    for (j, step) in scope.steps.iter().enumerate() {
        value["steps"][j]["working"] = step.working.iter().map(|r| wire.one(r)).collect();
        value["steps"][j]["at"] = wire.place(step.at);
    }
    value["within"] = scope.within.iter().map(|r| wire.one(r)).collect();
    value["accounts"] = accounts
        .iter()
        .map(|a| account(words, sources, a))
        .collect();
}

fn account(words: &Words<'_>, sources: &Sources, account: &Account) -> Value {
    let scheme = &words.plan.partnership.schemes[account.scheme].id.value;
    let kinds = account.kinds.iter();
    let kinds = amounts(kinds.map(|(kind, sum)| (kind.word().to_owned(), *sum)));
    let (year, at) = match account.baseline {
        Expected::Phased => (Value::Null, None),
        Expected::Evenly(year, at) | Expected::Unevenly(year, at) => {
            (json!(year.plain()), Some(at))
        }
    };
    json!({
        "scheme": scheme.to_string(),
        "months": {"from": account.months.0, "to": account.months.1},
        "phased": matches!(account.baseline, Expected::Phased),
        "year": year,
        "at": place(sources, at),
        "expected": account.expected.plain(),
        "rows": kinds,
        "forecast_made": account.forecast.flatten().map(|day| day.to_string()),
        "carried": account.carried.map(|c| json!({
            "to_date": c.to_date.plain(),
            "months_gone": c.gone,
            "year": c.year.plain(),
            "part": c.part.plain(),
        })),
        "baseline": account.baseline().plain(),
        "outturn": account.outturn().plain(),
    })
}

struct Wire<'a> {
    sources: &'a Sources,
    telling: Telling<'a>,
}

impl Wire<'_> {
    fn place(&self, at: Option<Span>) -> Value {
        place(
            self.sources,
            at.filter(|_| self.telling.scope.rule.is_some()),
        )
    }

    fn one(&self, reckoning: &Reckoning) -> Value {
        let words = self.telling.words;
        match reckoning {
            Reckoning::SetAside { what, of } => self.set_aside(what, of),
            Reckoning::Offset { losses, gains } => json!({
                "kind": "offset", "losses": losses.plain(), "gains": gains.plain(),
                "amount": (*losses).min(*gains).plain(),
            }),
            Reckoning::Reserve {
                reserve,
                opening,
                left,
                need,
            } => json!({
                "kind": "reserve",
                "reserve": words.reserve_id(self.telling.scope.pool, *reserve),
                "opening": opening.plain(), "drawn_before": (*opening - *left).plain(),
                "left": left.plain(), "need": need.plain(),
                "amount": (*need).min(*left).plain(),
            }),
            Reckoning::Edge(edge) => self.edge("edge", edge, Map::new()),
            Reckoning::Reached(edge, size) => self.edge("reached", edge, pairs(&[("size", *size)])),
            Reckoning::Slice { size, from, edge } => {
                let upper = edge.map_or(*size, |edge| edge.min(*size));
                json!({
                    "kind": "slice", "size": size.plain(), "from": from.plain(),
                    "to": edge.map(Money::plain), "amount": (upper - *from).plain(),
                })
            }
            Reckoning::Parted(parted) => self.parted(parted),
            Reckoning::Over {
                party,
                had,
                limit,
                together,
            } => json!({
                "kind": "over", "over_pool": together, "party": words.id(*party), "had": had.plain(),
                "limit": limit.plain(), "amount": (*had - *limit).plain(),
            }),
            Reckoning::Within {
                party,
                has,
                limit,
                together,
            } => {
                let mut more = pairs(&[("has", *has)]);
                more.insert("over_pool".to_owned(), json!(together));
                more.insert("party".to_owned(), json!(words.id(*party)));
                self.edge("within", limit, more)
            }
            Reckoning::Divided(division) => self.division("division", division),
            Reckoning::Together(division) => self.division("division-among-scopes", division),
        }
    }

    fn parted(&self, parted: &Parted) -> Value {
        let words = self.telling.words;
        let each = parted.parties.iter().map(|(party, had, stays, goes)| {
            json!({
                "party": words.id(*party), "amount": had.plain(),
                "stays": stays.plain(), "goes": goes.plain(),
            })
        });
        let rate = match parted.rate {
            RateOf::PerCent(rate) => json!(rate.to_string()),
            RateOf::Part([stays, goes]) => {
                json!({"stays": stays.to_string(), "goes": goes.to_string()})
            }
            RateOf::Money(money) => json!({"stays": money.plain()}),
        };
        json!({
            "kind": "parted", "rate": rate,
            "of": if parted.stays { "stays" } else { "goes" },
            "parties": each.collect::<Vec<_>>(), "at": self.place(Some(parted.at)),
        })
    }

    fn set_aside(&self, what: &SetAsideWhat, of: &[(usize, Money)]) -> Value {
        let (what, cause) = match what {
            SetAsideWhat::Cause(cause) => ("cause", Some(cause)),
            SetAsideWhat::Fixed => ("fixed", None),
            SetAsideWhat::Capital => ("capital", None),
        };
        let schemes = &self.telling.words.plan.partnership.schemes;
        let each = of
            .iter()
            .map(|(s, m)| json!({"scheme": schemes[*s].id.value.to_string(), "amount": m.plain()}));
        json!({
            "kind": "set-aside", "what": what, "cause": cause,
            "of": each.collect::<Vec<_>>(),
        })
    }

    fn edge(&self, kind: &str, edge: &Edge, mut more: Map<String, Value>) -> Value {
        let of = match edge.of {
            Of::Itself => "itself",
            Of::Baseline => "baseline",
            Of::Contribution => "contribution",
            Of::Contributions => "contributions",
            Of::Funding => "funding",
        };
        more.insert("kind".to_owned(), json!(kind));
        more.insert("rate".to_owned(), json!(edge.rate.map(|r| r.to_string())));
        more.insert("of".to_owned(), json!(of));
        more.insert("base".to_owned(), json!(edge.base.plain()));
        more.insert("amount".to_owned(), json!(edge.amount.plain()));
        more.insert("at".to_owned(), self.place(Some(edge.at)));
        Value::Object(more)
    }

    fn division(&self, kind: &str, division: &Division) -> Value {
        let parts = division.portions.iter().map(|p| {
            let (numerator, denominator) = division.exact(p).in_pence();
            let name = match &p.who {
                Who::Word(by) => by_name(*by).to_owned(),
                Who::Target(crate::compute::risk_share::Target::Unallocated) => {
                    "unallocated".to_owned()
                }
                who => self.telling.who(who),
            };
            json!({
                "to": name,
                "weight": weight(division, p).map(|w| w.replace(['£', ','], "")),
                "exact_pence": format!("{numerator}/{denominator}"),
                "amount": p.part.plain(),
                "odd_penny": division.got_odd_penny(p),
            })
        });
        json!({
            "kind": kind, "amount": division.amount.plain(), "by": by_name(division.by),
            "parts": parts.collect::<Vec<_>>(), "at": self.place(Some(division.at)),
        })
    }
}

fn pairs(all: &[(&str, Money)]) -> Map<String, Value> {
    let each = all.iter();
    each.map(|(name, m)| ((*name).to_owned(), json!(m.plain())))
        .collect()
}

/// What an amount is divided by, as programs know it.
fn by_name(by: By) -> &'static str {
    match by {
        By::Whole => "whole",
        By::PerCents => "per-cents",
        By::Parts => "parts",
        By::Contributions { paid: false } => "contributions",
        By::Contributions { paid: true } => "contributions-paid",
        By::Funding => "funding",
        By::Equally => "equally",
        By::Left => "left",
        By::Need => "need",
        By::Had => "had",
    }
}
