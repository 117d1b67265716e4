//! The working of a step in figures: one line for each thing that was worked out, and where its
//! term is written.

use super::divisions::{DIGITS, by_word};
use super::words::Words;
use crate::compute::risk_share::{Edge, Of, Parted, RateOf, Reckoning, Scope, Step, Target, Who};
use crate::model::{Party, SetAsideWhat};
use crate::report::listed;
use crate::source::{Sources, Span};
use crate::value::{Exact, Money, Month};

/// What a scope's working is told with.
pub(super) struct Telling<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) sources: &'a Sources,
    pub(super) scope: &'a Scope,
}

impl Telling<'_> {
    /// The working of one step.
    pub(super) fn lines(&self, step: &Step) -> Vec<String> {
        self.all(&step.working)
    }

    /// A line for each reckoning; a slice stands in the line of its edge.
    pub(super) fn all(&self, working: &[Reckoning]) -> Vec<String> {
        let mut lines: Vec<(String, Option<Span>)> = Vec::new();
        let mut after_edge = false;
        for reckoning in working {
            let (words, at) = self.one(reckoning);
            match (reckoning, lines.last_mut()) {
                (Reckoning::Slice { .. }, Some((edge, _))) if after_edge => {
                    edge.push_str("; ");
                    edge.push_str(&words);
                }
                _ if words.is_empty() => {}
                _ => lines.push((words, at)),
            }
            after_edge = matches!(reckoning, Reckoning::Edge(_));
        }
        let placed = lines.into_iter();
        placed.map(|(words, at)| self.placed(words, at)).collect()
    }

    /// Words and the place of the term they rest on. What has no definition has no place.
    fn placed(&self, words: String, at: Option<Span>) -> String {
        match at.filter(|_| self.scope.rule.is_some()) {
            Some(at) => format!("{words} ({})", self.sources.short(at)),
            None => words,
        }
    }

    fn one(&self, reckoning: &Reckoning) -> (String, Option<Span>) {
        match reckoning {
            Reckoning::SetAside { what, of } => (self.set_aside(what, of), None),
            Reckoning::Offset { losses, gains } => {
                let least = (*losses).min(*gains);
                let words = format!(
                    "losses {losses}, gains {gains}: the smaller, {least}, is taken off both sides"
                );
                (words, None)
            }
            Reckoning::Reserve {
                reserve,
                opening,
                left,
                need,
            } => (self.reserve(*reserve, *opening, *left, *need), None),
            Reckoning::Edge(edge) => (self.edge(edge), Some(edge.at)),
            Reckoning::Reached(edge, size) => {
                let words = format!("{}; {size} reaches it, so all is shared", self.edge(edge));
                (words, Some(edge.at))
            }
            Reckoning::Slice { size, from, edge } => (slice(*size, *from, *edge), None),
            Reckoning::Parted(parted) => (self.parted(parted), Some(parted.at)),
            Reckoning::Over {
                party,
                had,
                limit,
                together,
            } => {
                let over = *had - *limit;
                let has = self.has(*party, *had, *together);
                (format!("{has}: {had} − {limit} = {over}"), None)
            }
            Reckoning::Within {
                party,
                has,
                limit,
                together,
            } => {
                let edge = self.edge(limit);
                let has = self.has(*party, *has, *together);
                (format!("{has}, within its limit: {edge}"), Some(limit.at))
            }
            Reckoning::Divided(division) => (self.division(division), Some(division.at)),
            Reckoning::Together(division) => (self.together(division), Some(division.at)),
        }
    }

    fn has(&self, party: Party, amount: Money, together: bool) -> String {
        let over = match together {
            true => " over all schemes of the pool and risk share together",
            false => "",
        };
        format!("{} has {amount}{over}", self.words.id(party))
    }

    fn set_aside(&self, what: &SetAsideWhat, of: &[(usize, Money)]) -> String {
        let name = |scheme: usize| &self.words.plan.partnership.schemes[scheme].id.value;
        let each = of.iter().map(|(s, part)| format!("{} {part}", name(*s)));
        let each = listed(&each.collect::<Vec<_>>());
        match what {
            SetAsideWhat::Cause(cause) => {
                format!("spend less income of cause `{cause}`: {each}")
            }
            SetAsideWhat::Fixed => format!("the whole variance of fixed schemes: {each}"),
            SetAsideWhat::Capital => format!("the whole variance of capital schemes: {each}"),
        }
    }

    fn reserve(&self, reserve: usize, opening: Money, left: Money, need: Money) -> String {
        let name = self.words.reserve_id(self.scope.pool, reserve);
        let drawn = need.min(left);
        let before = match left == opening {
            true => String::new(),
            false => format!(" − {} drawn before = {left}", opening - left),
        };
        let which = match drawn == need {
            true => "all that is needed",
            false => "all there is",
        };
        format!(
            "in {name} at the start of the year {opening}{before}; needed {need}: {drawn}, {which}"
        )
    }

    /// An edge, and what it is of.
    fn edge(&self, edge: &Edge) -> String {
        let Some(rate) = edge.rate else {
            return format!("{} as written", edge.amount);
        };
        let of = match edge.of {
            Of::Contribution => "its planned contribution ",
            Of::Contributions => "the planned contributions of those it goes to ",
            Of::Funding => "its own funding of the schemes ",
            Of::Baseline | Of::Itself => "",
        };
        let exact = rate.of(edge.base);
        let rounded = match exact.beyond_pence() {
            0 => String::new(),
            _ => format!("{}, to the penny ", exact.shown(DIGITS)),
        };
        let base = edge.base;
        format!("{rate} of {of}{base} = {rounded}{}", edge.amount)
    }

    fn parted(&self, parted: &Parted) -> String {
        let all: Money = parted.parties.iter().map(|(_, had, ..)| *had).sum();
        let each = parted.parties.iter().map(|(party, had, stays, goes)| {
            let who = self.words.id(*party);
            let (rate, exact) = match parted.rate {
                RateOf::PerCent(rate) => (rate.to_string(), rate.of(*had)),
                RateOf::Part([stay, go]) => {
                    let whole = stay + go;
                    (
                        format!("{stay} of {whole} parts"),
                        Exact::fraction(*had, stay, whole),
                    )
                }
                RateOf::Money(money) => (
                    format!("{money} of {all} in all, and so"),
                    Exact::fraction(*had, money.pence(), all.pence()),
                ),
            };
            let exact = exact.shown(DIGITS);
            format!("{rate} of {who}'s {had} = {exact}: {stays} stays, {goes} goes")
        });
        let each: Vec<String> = each.collect();
        each.join("; ")
    }

    /// What stands for a portion.
    pub(super) fn who(&self, who: &Who) -> String {
        match who {
            Who::Target(Target::Party(party)) => self.words.id(*party),
            Who::Target(Target::Reserve(r)) => self.words.reserve_id(self.scope.pool, *r),
            Who::Target(Target::Unallocated) => "nobody".to_owned(),
            Who::Word(by) => by_word(*by).to_owned(),
            Who::Scope(name, None) => name.clone(),
            Who::Scope(name, Some((from, to))) => format!("{name}, {}", Month::names(*from, *to)),
        }
    }
}

/// What of an amount lies between two edges.
fn slice(size: Money, from: Money, edge: Option<Money>) -> String {
    let less = |upper: Money| match from.is_nil() {
        true => String::new(),
        false => format!("{upper} − {from} = "),
    };
    match edge {
        Some(edge) if edge < size => {
            let part = edge - from;
            format!(
                "{size} reaches beyond it: {}{part} in this band",
                less(edge)
            )
        }
        Some(_) => {
            let part = size - from;
            format!(
                "{size} does not reach beyond it: {}{part} in this band",
                less(size)
            )
        }
        None if from.is_nil() => String::new(),
        None => format!("{}{} above the last edge", less(size), size - from),
    }
}
