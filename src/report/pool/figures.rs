//! Figures that may not be known, and names for what they are of.

use super::told::Told;
use crate::compute::outturn::{Basis, Question};
use crate::compute::pool::{Account, Known};
use crate::model::Source;
use crate::report::{Cell, text};
use crate::value::Money;

/// Said in place of a figure there is not.
pub(super) const NOT_COMPUTED: &str = "not computed";

/// An amount, or that it is not computed.
pub(super) fn cell(known: &Known<Money>) -> Cell {
    match known {
        Ok(amount) => Cell::Money(*amount),
        Err(_) => text(NOT_COMPUTED),
    }
}

/// An amount for programs; null where there is none.
pub(super) fn plain(known: &Known<Money>) -> Option<String> {
    known.as_ref().ok().map(|amount| amount.plain())
}

/// `2026-27-Q2`, `2025-26`, `2026-27 forecast`.
pub(super) fn period(question: &Question) -> String {
    let period = question.period;
    match question.basis {
        Basis::Forecast if !period.is_whole_year() => format!("{} forecast", period.year()),
        _ if period.is_whole_year() => period.year().to_string(),
        _ => period.to_string(),
    }
}

/// A source's word; `no source named` without one.
pub(super) fn source(source: Option<Source>) -> &'static str {
    source.map_or("no source named", Source::word)
}

/// What an account's surplus is called: `a surplus of £5.00`, `a deficit of £5.00`, `neither …`.
pub(super) fn surplus_words(amount: Money) -> String {
    match amount.pence() {
        0 => "neither a surplus nor a deficit".to_owned(),
        n if n > 0 => format!("a surplus of {amount}"),
        _ => format!("a deficit of {}", amount.size()),
    }
}

impl Told {
    /// The account of the period asked about.
    pub(super) fn now<'f>(&self, fund: &'f crate::compute::pool::Fund) -> Option<&'f Account> {
        fund.accounts.first()
    }

    /// A partner's id, by position.
    pub(super) fn partner_id(&self, partner: usize) -> String {
        self.plan().partnership.partners[partner]
            .id
            .value
            .to_string()
    }

    /// A partner's name, else its id.
    pub(super) fn partner_name(&self, partner: usize) -> String {
        self.words().name(crate::model::Party::Partner(partner))
    }
}
