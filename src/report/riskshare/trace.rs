//! One figure traced: the terms it rests on, the ledger rows behind it, and its working.

use super::account::{before, identity, notes, worked};
use super::sections::with_place;
use super::told::facts;
use super::words::Words;
use super::{trace_rows, trace_wire};
use crate::compute::outturn::{Account, Question};
use crate::compute::risk_share::{Accounts, KeptRow, Outcome, Scope, StepKind, Target, Traced};
use crate::model::Plan;
use crate::report::missing::{Gap, left_out_part, not_computed_part};
use crate::report::ready;
use crate::report::{Cell, Part, Report, Surroundings, Table, Worked, left_out, text};
use crate::source::Sources;
use crate::value::Money;
use std::rc::Rc;

/// Everything a trace is drawn from.
pub struct Tracing {
    /// The plan.
    pub plan: Plan,
    /// The texts.
    pub sources: Sources,
    /// The question.
    pub question: Question,
    /// What it came to.
    pub outcome: Outcome,
    /// How the figures of every scope came about.
    pub accounts: Accounts,
    /// The scopes asked about.
    pub traced: Vec<Traced>,
    /// Their name.
    pub name: String,
    /// The party or reserve asked about, if one is.
    pub target: Option<Target>,
    /// The rows kept.
    pub rows: Vec<KeptRow>,
}

/// One scope of a trace, with what concerns it.
pub(super) struct One<'a> {
    pub(super) all: &'a Tracing,
    pub(super) traced: &'a Traced,
    pub(super) words: &'a Words<'a>,
    pub(super) scope: &'a Scope,
    pub(super) accounts: &'a [Account],
}

/// Builds the report of a trace.
pub fn trace(tracing: Tracing, surroundings: &Surroundings) -> Report {
    let words = Words {
        plan: &tracing.plan,
    };
    let (plan, sources) = (&tracing.plan, &tracing.sources);
    let question = &tracing.question;
    let mut parts = vec![Part::Facts(facts(question, surroundings))];
    let left_out = left_out(plan, sources, question.period.year());
    let gaps = tracing.not_computed();
    let gaps = Gap::all("not-computed", gaps.into_iter(), left_out.clone());
    let left_out = left_out_part(left_out, "");
    let incomplete = !gaps.is_empty();
    parts.extend(left_out);
    let mut data = trace_wire::empty();
    for one in tracing.scopes(&words) {
        parts.extend(one.parts());
        trace_wire::data(&mut data, &one);
    }
    parts.extend(not_computed_part(tracing.not_computed_lines()));
    Gap::add(gaps, &mut data, ["scope", "what", "text"]);
    let title = format!("Trace: {}, to {}", tracing.asked(&words), question.period);
    let head = surroundings.clone();
    let tracing = Rc::new(tracing);
    Report {
        title,
        parts: ready(parts),
        data: ready(data),
        wire: Box::new(move || trace_wire::value(&tracing, &head).into()),
        incomplete,
    }
}

impl Tracing {
    /// What was asked about, in words.
    fn asked(&self, words: &Words<'_>) -> String {
        let scope = self.traced.first().map(|t| &self.outcome.scopes[t.scope]);
        match (self.target, scope) {
            (Some(target), Some(scope)) => {
                format!("{} in {}", words.target_id(scope, target), self.name)
            }
            _ => self.name.clone(),
        }
    }

    /// Each scope traced.
    pub(super) fn scopes<'a>(&'a self, words: &'a Words<'a>) -> impl Iterator<Item = One<'a>> {
        self.traced.iter().map(move |traced| One {
            all: self,
            traced,
            words,
            scope: &self.outcome.scopes[traced.scope],
            accounts: &self.accounts[traced.scope],
        })
    }

    /// Months of the scope that are not computed, with the reason.
    fn not_computed(&self) -> Vec<(String, String)> {
        let own = self.outcome.not_computed.iter();
        let own = own.filter(|n| n.scope == self.name);
        own.map(|n| (n.scope.clone(), with_place(&n.refusal, &self.sources)))
            .collect()
    }

    /// The same, a line each.
    pub(super) fn not_computed_lines(&self) -> Vec<String> {
        let own = self.not_computed().into_iter();
        own.map(|(scope, why)| format!("{scope}: {why}")).collect()
    }
}

impl One<'_> {
    /// Steps that gave what is asked about, or took from it, by position.
    pub(super) fn giving(&self) -> Vec<usize> {
        let gave = |i: &usize| {
            let step = &self.scope.steps[*i];
            let target = self.all.target;
            target.is_none_or(|target| !step.gave(target).is_nil())
        };
        (0..self.scope.steps.len()).filter(gave).collect()
    }

    /// The same, and those before them that say how much was left to share.
    pub(super) fn steps(&self) -> Vec<usize> {
        let giving = self.giving();
        let last = giving.last().copied();
        let before = |i: usize| {
            let kind = self.scope.steps[i].kind;
            let covers = matches!(
                kind,
                StepKind::SetAside(_) | StepKind::Offset | StepKind::Reserve
            );
            covers && last.is_some_and(|last| i < last)
        };
        let all = 0..self.scope.steps.len();
        all.filter(|i| giving.contains(i) || before(*i)).collect()
    }

    /// The parts of the report about this scope.
    fn parts(&self) -> Vec<Part> {
        let (words, sources) = (self.words, &self.all.sources);
        let mut parts = vec![
            Part::Heading(words.scope_title(self.scope)),
            Part::Sentence(words.opening(&self.all.question, self.scope)),
            Part::Sentence(self.figure()),
            Part::Heading(self.heading("The terms it rests on")),
        ];
        let mut table = Table::new(&["Term", "Where", "As written"], &[]);
        for (what, at, written) in self.terms() {
            table.row(vec![text(what), text(sources.short(at)), text(written)]);
        }
        parts.push(Part::Table(table));
        parts.push(Part::Heading(self.heading("The ledger rows behind it")));
        parts.extend(trace_rows::parts(self));
        parts.push(Part::Heading(self.heading("The working")));
        let mut lines: Vec<Worked> = before(words, sources, self.scope, self.accounts);
        let steps = self.steps().into_iter();
        let steps = steps.map(|i| (i, &self.scope.steps[i]));
        lines.extend(steps.map(|step| worked(words, sources, self.scope, step)));
        parts.push(Part::Worked(lines));
        match self.all.target {
            None => {
                parts.push(Part::Sentence(words.closing(self.scope)));
                parts.push(Part::Sentence(identity(words, self.scope)));
            }
            Some(target) => parts.extend(self.given(target)),
        }
        let notes = notes(words, sources, self.scope);
        if !notes.is_empty() {
            parts.push(Part::List(notes));
        }
        parts
    }

    /// A heading, with the months where the scope has not all of those asked about.
    fn heading(&self, words: &str) -> String {
        match self.scope.part {
            Some((from, to)) => format!("{words}, {}", crate::value::Month::names(from, to)),
            None => words.to_owned(),
        }
    }

    /// The figure asked for.
    fn figure(&self) -> String {
        let Some(target) = self.all.target else {
            return format!(
                "The figure traced is its variance, {}.",
                self.scope.variance()
            );
        };
        let amount = self.scope.of(target);
        let id = self.words.target_id(self.scope, target);
        let what = match (target, amount.pence()) {
            (Target::Party(_), 0) => format!("what {id} bears of it: nothing"),
            (Target::Party(_), 1..) => format!("what {id} bears of it, {amount}"),
            (Target::Party(_), _) => format!("what {id} gets back of it, {}", amount.size()),
            (_, 0) => format!("what {id} gives or takes: nothing"),
            (_, 1..) => format!("what is added to {id}, {amount}"),
            (_, _) => format!("what is drawn from {id}, {}", amount.size()),
        };
        format!("The figure traced is {what}.")
    }

    /// What each step gave a party or reserve, and that it comes to the figure.
    fn given(&self, target: Target) -> Vec<Part> {
        let id = self.words.target_id(self.scope, target);
        let mut table = Table::new(&["Step", "Gave", "Took"], &[1, 2]);
        for i in self.giving() {
            let step = &self.scope.steps[i];
            let gave = step.gave(target);
            let name = format!("{}. {}", i + 1, self.words.step_name(step.kind));
            let (first, second) = match gave.pence() > 0 {
                true => (Cell::Money(gave), Cell::Blank),
                false => (Cell::Blank, Cell::Money(gave)),
            };
            table.row(vec![text(name), first, second]);
        }
        let sum: Money = self.scope.of(target);
        let (first, second) = match sum.pence() < 0 {
            true => (Cell::Blank, Cell::Money(sum)),
            false => (Cell::Money(sum), Cell::Blank),
        };
        table.total(vec![text("Together"), first, second]);
        vec![
            Part::Heading(self.heading(&format!("What the steps gave {id}"))),
            Part::Table(table),
            Part::Sentence(
                "Above nil is a cost to bear or added to a reserve, below nil a return or drawn from one. The steps add up to the figure."
                    .to_owned(),
            ),
        ]
    }
}
