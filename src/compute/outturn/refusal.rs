//! Why a figure is not given: the same for every command.

use crate::model::{Partnership, TwiceWhat};
use crate::source::Span;
use crate::value::FinancialYear;

/// Why a figure is not given, and the place to look.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// In words.
    pub why: String,
    /// Where, if one place says it.
    pub at: Option<Span>,
}

impl Refusal {
    /// A refusal with a place.
    pub fn at(at: Span, why: impl Into<String>) -> Refusal {
        Refusal {
            why: why.into(),
            at: Some(at),
        }
    }

    /// Every place of what is defined twice and bears on the figures of a year; schemes and
    /// reserves say so themselves, and what a provider is called bears on none.
    pub fn twice(plan: &Partnership, year: FinancialYear) -> impl Iterator<Item = (&str, Span)> {
        let all = plan.twice.iter();
        all.filter(move |t| t.what != TwiceWhat::Provider && t.year.is_none_or(|y| y == year))
            .map(|twice| (twice.named.as_str(), twice.at))
    }

    /// That no scheme is defined, and where one is to be written; nothing where one is, or where
    /// one is lost and told.
    pub fn no_scheme(plan: &Partnership) -> Option<Refusal> {
        let none = plan.schemes.is_empty() && plan.lost_schemes.is_empty();
        let why = "none is defined before the file ends: write each under `schemes:`, or as a row of \
                   schemes.csv";
        none.then(|| Refusal {
            at: plan.ends,
            ..Refusal::plain(why)
        })
    }

    /// The same of pools.
    pub fn no_pool(plan: &Partnership) -> Option<Refusal> {
        let none = plan.pools.is_empty() && plan.lost_pools.is_empty();
        none.then(|| Refusal {
            at: plan.ends,
            ..Refusal::plain("none is defined before the file ends: write each under `pools:`")
        })
    }

    /// A refusal no single place explains.
    pub fn plain(why: impl Into<String>) -> Refusal {
        Refusal {
            why: why.into(),
            at: None,
        }
    }
}
