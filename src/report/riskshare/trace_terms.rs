//! The terms a traced figure rests on: what each is, where it stands, and as written.

use super::trace::One;
use crate::compute::risk_share::{Term, terms};
use crate::source::{Span, yaml::Remarks};

/// Longest piece of a term that is quoted.
const QUOTED: usize = 120;

impl One<'_> {
    /// The terms those steps rest on: what each is, where, and as written.
    pub(super) fn terms(&self) -> Vec<(String, Span, String)> {
        let all = self.all;
        let found = terms(
            &all.plan,
            &all.question,
            self.scope,
            self.accounts,
            &self.steps(),
        );
        let texts = Remarks::of(&all.sources);
        let named = found.into_iter();
        named
            .map(|(term, at)| (self.term(&term), at, self.written(&texts, at)))
            .collect()
    }

    fn term(&self, term: &Term) -> String {
        let partnership = &self.all.plan.partnership;
        let scheme = |i: usize| partnership.schemes[i].id.value.to_string();
        let partner = |i: usize| partnership.partners[i].id.value.to_string();
        match term {
            Term::Baseline(s) => format!("baseline of {}", scheme(*s)),
            Term::Use(s) => format!("risk share of {}", scheme(*s)),
            Term::Definition => "its definition".to_owned(),
            Term::Clause => "its clause".to_owned(),
            Term::Step(i) => {
                let name = self.words.step_name(self.scope.steps[*i].kind);
                format!("step {}, {}", i + 1, name.to_lowercase())
            }
            Term::Trigger => "trigger".to_owned(),
            Term::Host => "host".to_owned(),
            Term::Lead(s) => format!("lead of {}", scheme(*s)),
            Term::Contribution(p) => format!("contribution of {}", partner(*p)),
            Term::Funding(s, by) => format!("funding of {} by {by}", scheme(*s)),
            Term::Opening(r) => {
                format!("opening of {}", self.words.reserve_id(self.scope.pool, *r))
            }
        }
    }

    /// What stands at a place, in one line and without remarks; a parameter with its value.
    fn written(&self, texts: &Remarks<'_>, at: Span) -> String {
        let mut text = in_one_line(texts.lines_without(at));
        if text.chars().count() > QUOTED {
            text = text.chars().take(QUOTED - 1).collect();
            text.push('…');
        }
        let named = |(name, _): &&(String, String)| {
            let mark = format!("${name}");
            let mut ends = text.match_indices(&mark).map(|(i, _)| i + mark.len());
            ends.any(|end| {
                !text[end..].starts_with(|c: char| c.is_alphanumeric() || "-_".contains(c))
            })
        };
        let given = self.scope.with.iter().filter(named);
        let given: Vec<String> = given.map(|(name, v)| format!("{name} is {v}")).collect();
        match given.is_empty() {
            true => text,
            false => format!("{text} ({})", given.join(", ")),
        }
    }
}

/// Lines of YAML as one, parted by semicolons.
fn in_one_line(lines: Vec<(&str, Span)>) -> String {
    let mut out = String::new();
    for (line, _) in lines {
        if !out.is_empty() {
            out.push_str(if out.ends_with([':', ',', '{', '[']) {
                " "
            } else {
                "; "
            });
        }
        out.push_str(line.strip_prefix("- ").unwrap_or(line));
    }
    out
}
