//! The plain sentences of the movement report.

use super::super::listed;
use super::Moved;
use crate::compute::movement::{Bearer, Parts, Withheld};
use crate::compute::outturn::{Basis, Question};
use crate::model::Partnership;
use crate::report::riskshare::sections::{basis, stage};
use crate::source::Span;
use crate::value::{Money, Month};

/// Names and sentences for what moved.
pub(super) struct Words<'a> {
    pub(super) moved: &'a Moved,
}

fn higher(more: i128) -> &'static str {
    match more {
        0 => "changed",
        n if n > 0 => "higher",
        _ => "lower",
    }
}

impl Words<'_> {
    pub(super) fn title(&self) -> String {
        let moved = self.moved;
        let name = moved.now.plan.partnership.name.value();
        let name = name.cloned().unwrap_or_default();
        let now = moved.now.question.period;
        match &moved.earlier {
            None => {
                let then = moved.then.question.period;
                format!("Risk share: {name}, movement from {then} to {now}")
            }
            Some(earlier) => {
                let short = &earlier.short;
                format!("Risk share: {name}, to {now}, movement since {short}")
            }
        }
    }

    pub(super) fn facts(&self) -> Vec<(String, String)> {
        let moved = self.moved;
        let period = |q: &Question| format!("{} (to {})", q.period, q.period.last_day().long());
        let (then, now) = (&moved.then.question, &moved.now.question);
        let mut facts = Vec::new();
        match &moved.earlier {
            None => {
                facts.push(("Then".to_owned(), period(then)));
                facts.push(("Now".to_owned(), period(now)));
            }
            Some(earlier) => {
                facts.push(("Period".to_owned(), period(now)));
                let on = earlier.on.map(|day| format!(" of {}", day.long()));
                let on = on.unwrap_or_default();
                let named = match earlier.named.starts_with(&earlier.short) {
                    true => String::new(),
                    false => format!(" (`{}`)", earlier.named),
                };
                let said = format!("revision {}{on}{named}", earlier.short);
                facts.push(("Then".to_owned(), said));
                let digest = moved.then.around.digest.clone();
                facts.push(("Digest of the files then".to_owned(), digest));
            }
        }
        let stages = match (stage(then), stage(now)) {
            (then, now) if then == now => now.to_owned(),
            (then, now) => format!("{then} then, {now} now"),
        };
        facts.push((
            "Basis".to_owned(),
            format!("{}, {stages}", basis(now.basis)),
        ));
        facts.extend(moved.now.around.facts());
        facts
    }

    /// What is compared with what, and how the difference is taken apart.
    pub(super) fn compared(&self) -> Vec<String> {
        let (then, now) = (&self.moved.then.question, &self.moved.now.question);
        let (first, last) = (then.period.last_day().long(), now.period.last_day().long());
        let compared = match (&self.moved.earlier, now.basis) {
            (Some(_), _) => format!(
                "The same question is asked of the files as they stood then and of the files as they are now, to {last} both times."
            ),
            (None, Basis::ToDate) => format!(
                "Both are worked out from the same files: then with the months to {first}, now with those to {last}. What came after {first} is first shared by the terms of that day; what another term makes of it is under terms."
            ),
            (None, Basis::Forecast) => format!(
                "Both are worked out from the same files for the whole year: then with what happened to {first} and the forecast of the months after it, now with what happened to {last} and the forecast after that. Each takes the latest forecast made by {}.",
                now.as_at.long()
            ),
        };
        let schemes = match self.moved.movement.schemes_changed() {
            true => "the schemes that are new or gone, ",
            false => "",
        };
        vec![
            compared,
            format!(
                "The movement is taken apart in this order: {schemes}the out-turn put as it is now, then the baseline, then the terms, which is everything else."
            ),
        ]
    }

    /// Since when: `at 30 June 2025`, `at revision 3f2a…`.
    fn since(&self) -> String {
        let then = &self.moved.then.question;
        let day = then.period.last_day().long();
        match (&self.moved.earlier, then.basis) {
            (Some(earlier), _) => format!("at revision {}", earlier.short),
            (None, Basis::ToDate) => format!("at {day}"),
            (None, Basis::Forecast) => format!("as forecast at {day}"),
        }
    }

    /// The months that came between two periods, where they and nothing else move the figures.
    fn months_between(&self) -> Option<String> {
        let (then, now) = (&self.moved.then.question, &self.moved.now.question);
        let same = self.moved.earlier.is_none() && now.basis == Basis::ToDate;
        same.then(|| Month::names(then.period.months_gone() + 1, now.period.months_gone()))
    }

    fn partnerships(&self) -> [&Partnership; 2] {
        [&self.moved.now, &self.moved.then].map(|side| &side.plan.partnership)
    }

    /// A bearer's id, for tables.
    pub(super) fn id(&self, bearer: &Bearer) -> String {
        match bearer {
            Bearer::Party(_, id) => id.clone(),
            Bearer::Elsewhere => "elsewhere".to_owned(),
        }
    }

    /// A bearer's name, else its id.
    pub(super) fn name(&self, bearer: &Bearer) -> String {
        let Bearer::Party(_, id) = bearer else {
            return "Elsewhere".to_owned();
        };
        let named = self.partnerships().into_iter().find_map(|plan| {
            let partner = plan.partner(id).map(|i| &plan.partners[i].name);
            let provider = || plan.provider(id).map(|i| &plan.providers[i].name);
            partner.or_else(provider).and_then(|name| name.value())
        });
        named.unwrap_or(id).clone()
    }

    /// `partner`, `provider` or `elsewhere`.
    pub(super) fn kind(&self, bearer: &Bearer) -> &'static str {
        match bearer {
            Bearer::Elsewhere => "elsewhere",
            Bearer::Party(_, id) => {
                let partner = self.partnerships().iter().any(|p| p.partner(id).is_some());
                if partner { "partner" } else { "provider" }
            }
        }
    }

    /// One sentence for a bearer: how much more or less it bears, and why.
    pub(super) fn sentence(&self, bearer: &Bearer, parts: &Parts, all: &Parts) -> String {
        let (name, since) = (self.name(bearer), self.since());
        let (verb, more, less) = match bearer {
            Bearer::Party(..) => ("bears", "more", "less"),
            Bearer::Elsewhere => ("takes", "more", "less"),
        };
        let moved = parts.movement();
        let head = match moved.pence() {
            0 => format!("{name} {verb} as much as {since}"),
            n if n > 0 => format!("{name} {verb} {moved} {more} than {since}"),
            _ => format!("{name} {verb} {} {less} than {since}", moved.size()),
        };
        let reasons: Vec<String> = self
            .reasons(parts, all)
            .into_iter()
            .filter(|(amount, _)| !amount.is_nil())
            .map(|(amount, why)| {
                let way = if amount.pence() > 0 { more } else { less };
                format!("{} {way} for {why}", amount.size())
            })
            .collect();
        match reasons.is_empty() {
            true => format!("{head}."),
            false => format!("{head}: {}.", listed(&reasons)),
        }
    }

    /// Amounts that make the movement, and what each is for.
    fn reasons(&self, parts: &Parts, all: &Parts) -> Vec<(Money, String)> {
        let mut reasons = vec![(parts.schemes, "schemes new or gone".to_owned())];
        match self.months_between() {
            Some(months) => {
                let both = parts.outturn + parts.baseline;
                let of_them = match months.contains(" to ") {
                    true => "those months",
                    false => "that month",
                };
                let why = format!("what {months} cost against the baseline of {of_them}");
                reasons.push((both, why));
            }
            None => {
                let spend = match self.moved.now.question.basis {
                    Basis::ToDate => "spend",
                    Basis::Forecast => "spend to date and forecast",
                };
                let spend = format!("{} {spend}", higher(all.outturn.pence()));
                let baseline = format!("a {} baseline", higher(-all.baseline.pence()));
                reasons.extend([(parts.outturn, spend), (parts.baseline, baseline)]);
            }
        }
        let mut terms = self.moved.changes.iter().filter(|change| change.term);
        let terms = match (terms.next(), terms.next()) {
            (Some(one), None) => format!("one changed term, the {}", one.what),
            _ => "changed terms".to_owned(),
        };
        reasons.push((parts.terms, terms));
        reasons
    }

    /// A scope in a table.
    pub(super) fn scope_label(&self, name: &str) -> String {
        match name.split_once('/') {
            Some(("pool", id)) => format!("pool {id}"),
            Some((_, id)) => id.to_owned(),
            None => name.to_owned(),
        }
    }

    /// A place of then or of now, in short.
    pub(super) fn place(&self, at: Span, is_then: bool) -> String {
        let side = if is_then {
            &self.moved.then
        } else {
            &self.moved.now
        };
        side.sources.places(at)
    }

    /// Why a scope is withheld, with its place.
    pub(super) fn why(&self, withheld: &Withheld) -> String {
        let refusal = &withheld.refusal;
        let place = refusal
            .at
            .map(|at| format!(" ({})", self.place(at, withheld.stage.is_then())));
        format!("{}{}", refusal.why, place.unwrap_or_default())
    }
}
