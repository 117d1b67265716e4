//! The working of a division in figures: weights, exact shares, whole pennies, and who got the odd
//! ones.

use super::working::Telling;
use crate::compute::risk_share::{By, Division, Portion, Role, Who};
use crate::report::listed;
use crate::value::{Exact, Money};

/// Digits shown beyond the penny.
pub(super) const DIGITS: u32 = 4;
/// Scopes of one division that are all named; of more, only the one in question.
const NAMED: usize = 6;

impl Telling<'_> {
    /// One amount divided: by what, among whom, and what each gets.
    pub(super) fn division(&self, division: &Division) -> String {
        let amount = division.amount;
        if let [one] = &division.portions[..] {
            let role = match one.role {
                Some(Role::Host) => ", the host",
                Some(Role::Lead) => ", the lead",
                None => "",
            };
            return match (&one.who, division.by) {
                // Divided by its own weights in the next line.
                (Who::Word(_), _) => String::new(),
                (who, By::Whole | By::PerCents | By::Parts) => {
                    format!("all {amount} to {}{role}", self.who(who))
                }
                (who, by) => format!(
                    "all {amount} to {}, alone in {}",
                    self.who(who),
                    by_word(by)
                ),
            };
        }
        let by = match division.by {
            By::Whole | By::PerCents | By::Parts => String::new(),
            By::Equally => " equally".to_owned(),
            by => format!(" by {}", by_word(by)),
        };
        let weights = division.portions.iter().map(|portion| {
            let who = self.who(&portion.who);
            match weight(division, portion) {
                Some(weight) => format!("{who} {weight}"),
                None => who,
            }
        });
        let weights: Vec<String> = weights.collect();
        let parts = self.parts(division);
        format!("{amount}{by}, {} = {parts}", weights.join(" : "))
    }

    /// Exact shares, then whole pennies where they differ, and who got the odd ones.
    fn parts(&self, division: &Division) -> String {
        let portions = &division.portions;
        let exact = portions.iter().map(|p| division.exact(p).shown(DIGITS));
        let exact = listed(&exact.collect::<Vec<_>>());
        let uneven = portions
            .iter()
            .any(|p| division.exact(p).beyond_pence() != 0);
        if !uneven {
            return exact;
        }
        let odd = portions.iter().filter(|p| division.got_odd_penny(p));
        let odd: Vec<String> = odd.map(|p| self.who(&p.who)).collect();
        let pennies = match odd.len() {
            1 => "the odd penny",
            _ => "an odd penny each",
        };
        let tie = match division.was_tie() {
            true => ", first named of equal remainders",
            false => "",
        };
        let parts = portions.iter().map(|p| p.part.to_string());
        let parts = listed(&parts.collect::<Vec<_>>());
        format!("{exact}; {pennies} to {}{tie}: {parts}", listed(&odd))
    }

    /// A division among scopes; where there are many, only what concerns this one.
    pub(super) fn together(&self, division: &Division) -> String {
        if division.portions.len() == 1 {
            return String::new();
        }
        if division.portions.len() <= NAMED {
            return self.division(division);
        }
        let own = Who::Scope(self.scope.name.clone(), self.scope.part);
        let Some(portion) = division.portions.iter().find(|p| p.who == own) else {
            return String::new();
        };
        let exact = division.exact(portion);
        let odd = match (exact.beyond_pence(), division.got_odd_penny(portion)) {
            (0, _) => String::new(),
            (_, true) => format!("; with an odd penny {}", portion.part),
            (_, false) => format!("; without an odd penny {}", portion.part),
        };
        format!(
            "{} by {} among {} scopes: this one's {} of {} = {}{odd}",
            division.amount,
            by_word(division.by),
            division.portions.len(),
            Money::from_pence(portion.weight),
            Money::from_pence(division.total()),
            exact.shown(DIGITS)
        )
    }
}

/// What an amount is divided by, in a word.
pub(super) fn by_word(by: By) -> &'static str {
    match by {
        By::Whole => "whole",
        By::PerCents => "per cents",
        By::Parts => "parts",
        By::Contributions { paid: false } => "contributions",
        By::Contributions { paid: true } => "contributions paid",
        By::Funding => "funding",
        By::Equally => "equally",
        By::Left => "what is left of each",
        By::Need => "need",
        By::Had => "what the party has in each",
    }
}

/// A portion's weight as it is written: a per cent, parts, or pounds; none where all are alike.
pub(super) fn weight(division: &Division, portion: &Portion) -> Option<String> {
    match division.by {
        By::Whole | By::Equally => None,
        By::Parts => Some(portion.weight.to_string()),
        By::PerCents => {
            let whole = Money::from_pence(10_000);
            let share = Exact::fraction(whole, portion.weight, division.total());
            let text = share.shown(10);
            let number = text.trim_start_matches('£');
            let number = match number.contains('.') {
                true => number.trim_end_matches('0').trim_end_matches('.'),
                false => number,
            };
            Some(format!("{number}%"))
        }
        _ => Some(Money::from_pence(portion.weight).to_string()),
    }
}
