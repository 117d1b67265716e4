//! `jcplan riskshare --since`: how every share moved since an earlier period of the year, or since
//! an earlier revision of the files.

use super::whole;
use crate::commands::Run;
use crate::compute::movement::{Side, between};
use crate::compute::outturn::Question;
use crate::load::{self, Asked, Loaded};
use crate::report::movement::{Answer, Earlier, report};
use crate::report::{Report, Surroundings, counted};
use crate::value::Period;
use crate::workspace::{self, Folder, MAIN_FILE};
use anyhow::{Result, bail};
use std::rc::Rc;

/// What is compared with.
pub(super) enum Since {
    /// The same files at an earlier period.
    Period(Period),
    /// The same question at a revision, as named.
    Revision(String),
}

/// The earlier side, read.
enum Then {
    /// Now's own files.
    Same(Question),
    /// The files of a revision.
    Revision(Box<(Loaded, Question, Surroundings, Earlier)>),
}

impl Since {
    /// What the flag says, if it is there.
    pub(super) fn asked(text: Option<&String>, question: &Question) -> Result<Option<Since>> {
        text.map(|text| Since::of(text, question)).transpose()
    }

    /// A text that reads as a period is one; anything else is a revision.
    fn of(text: &str, question: &Question) -> Result<Since> {
        let Some(period) = Period::parse(text) else {
            return Ok(Since::Revision(text.to_owned()));
        };
        let now = question.period;
        if period.year() != now.year() {
            bail!(
                "--since {period} is of another year than {now}: a risk share is of one year, so give an earlier period of {}",
                now.year()
            );
        }
        if period.months_gone() >= now.months_gone() {
            bail!(
                "--since {period} does not end before {now}: give a period that ends before {}",
                now.last_day().long()
            );
        }
        Ok(Since::Period(period))
    }

    /// The movement of one folder; none where its earlier side cannot be read and there are other
    /// folders to answer for.
    pub(super) fn report(
        &self,
        (folder, alone): (&Folder, bool),
        now: Loaded,
        question: Question,
        around: Surroundings,
        run: &mut Run<'_>,
    ) -> Result<Option<Report>> {
        match self.earlier(folder, question, run) {
            Ok(then) => movement(then, now, question, around).map(Some),
            Err(error) => run.stopped(&folder.shown, error, alone).map(|()| None),
        }
    }

    /// Reads the earlier side.
    fn earlier(&self, folder: &Folder, question: Question, run: &mut Run<'_>) -> Result<Then> {
        let named = match self {
            Since::Period(period) => {
                return Ok(Then::Same(Question {
                    period: *period,
                    ..question
                }));
            }
            Since::Revision(named) => named,
        };
        let (then, revision) = workspace::at_revision(folder, named)?;
        let mut loaded = load::read(&then, &Asked::default())?;
        loaded.sources.of_revision(&revision.short);
        if !loaded.plan.readable {
            bail!("{MAIN_FILE} at {} cannot be read", revision.short);
        }
        let errors = loaded.findings.errors();
        if errors > 0 {
            run.remarks.push(format!(
                "{} met while reading {}",
                counted(errors, "error", "errors"),
                then.shown
            ));
        }
        if run.verbose {
            let short = &revision.short;
            let files = loaded.plan.files.iter();
            let lines = files.map(|f| format!("read {} at {short} ({})", f.name, f.encoding));
            run.remarks.extend(lines);
        }
        let short = revision.short.clone();
        let around = Surroundings::of(&loaded.plan, &then.shown, question.as_at, Some(short));
        let earlier = Earlier {
            named: revision.named,
            short: revision.short,
            on: revision.on,
        };
        Ok(Then::Revision(Box::new((
            loaded, question, around, earlier,
        ))))
    }
}

/// The movement of one folder.
fn movement(then: Then, now: Loaded, question: Question, around: Surroundings) -> Result<Report> {
    let now = answer(now, question, around);
    let (then, earlier) = match then {
        Then::Same(question) => {
            let then = Answer {
                plan: Rc::clone(&now.plan),
                sources: Rc::clone(&now.sources),
                question,
                around: now.around.clone(),
            };
            (then, None)
        }
        Then::Revision(read) => {
            let (loaded, question, around, earlier) = *read;
            (answer(loaded, question, around), Some(earlier))
        }
    };
    let movement = whole(between(side(&then), side(&now)))?;
    Ok(report(then, now, earlier, movement))
}

fn side(answer: &Answer) -> Side<'_> {
    Side {
        plan: &answer.plan,
        question: &answer.question,
    }
}

fn answer(loaded: Loaded, question: Question, around: Surroundings) -> Answer {
    Answer {
        plan: Rc::new(loaded.plan),
        sources: Rc::new(loaded.sources),
        question,
        around,
    }
}
