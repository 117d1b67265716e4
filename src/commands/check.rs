//! `jcplan check`: is the agreement, the plan and the data sound?

use super::baseline::{Baseline, BaselineArgs};
use super::{FolderFindings, Product, Run};
use crate::checks;
use crate::finding::{Case, Check, Finding, Severity};
use crate::load;
use crate::model::Partnership;
use crate::render::{Beside, MatterLine, findings_json};
use crate::report::counted;
use crate::value::{Day, nearest, suggestion};
use crate::workspace;
use anyhow::Result;
use std::path::PathBuf;

/// Flags of `check`.
#[derive(clap::Args)]
pub(crate) struct CheckArgs {
    /// A planning folder, or one that holds several
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// The lowest severity that makes the exit status 1
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// Show only findings of this check; may be given several times
    #[arg(long, value_name = "CHECK", value_parser = check_name)]
    only: Vec<&'static str>,
    /// Grade the findings of a check otherwise, as signed-late=note; may be given several times
    #[arg(long, value_name = "CHECK=SEVERITY", value_parser = grade)]
    grade: Vec<(&'static str, Severity)>,
    /// List waived findings with their waivers, and not only their number
    #[arg(long)]
    show_waived: bool,
    #[command(flatten)]
    baseline: BaselineArgs,
}

fn grade(text: &str) -> Result<(&'static str, Severity), String> {
    let (name, word) = text
        .split_once('=')
        .ok_or("write the check and its severity, as signed-late=note")?;
    let words = Severity::WORDS;
    let severity = words.iter().find(|(known, _)| *known == word);
    let (_, severity) = severity.ok_or_else(|| {
        format!(
            "`{word}` is no severity: {}",
            suggestion(word, words.iter().map(|(w, _)| *w))
        )
    })?;
    Ok((check_name(name)?, *severity))
}

impl CheckArgs {
    fn shows(&self, check: &Check) -> bool {
        self.only.is_empty() || self.only.contains(&check.name)
    }
}

fn check_name(text: &str) -> Result<&'static str, String> {
    let names = checks::all().map(|check| check.name);
    let found = names.clone().find(|name| *name == text);
    found.ok_or_else(|| match nearest(text, names) {
        Some(near) => format!("there is no such check; did you mean `{near}`?"),
        None => "there is no such check: `jcplan list checks` names them all".to_owned(),
    })
}

/// The lowest severity that fails a run.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    /// Errors
    Error,
    /// Warnings and errors
    Warning,
    /// Any finding
    Note,
    /// None
    Never,
}

impl FailOn {
    fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Note => Some(Severity::Note),
            FailOn::Never => None,
        }
    }
}

/// Checks every planning folder found.
pub(crate) fn check(args: &CheckArgs, run: &mut Run<'_>) -> Result<Product> {
    let mut folders = Vec::new();
    let mut baseline = Baseline::open(&args.baseline, run)?;
    for folder in workspace::find(&args.folder)? {
        let mut loaded = load::whole(&folder, Some(&checks::watch))?;
        let waivers = load::waivers(&folder, &mut loaded)?;
        run.say_files(&folder.root, &loaded.plan);
        let mut findings = loaded.findings;
        let case = Case {
            plan: &loaded.plan,
            sources: &loaded.sources,
            as_at: run.as_at,
        };
        findings.extend(checks::run_all(&case));
        let all = checks::waive(findings, &waivers, &args.grade, &case);
        let shown = |f: &Finding| args.shows(f.check);
        let (mut all, known) = baseline.sift(&folder, all, &loaded.sources, shown);
        all.retain(shown);
        let (waived, findings): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|f| f.waived.is_some());
        let plan = &loaded.plan.partnership;
        let states = checks::states(plan);
        let matters: Vec<MatterLine> = states
            .iter()
            .map(|m| MatterLine {
                matter: m.item,
                state: m.state.word(),
                by: m.by,
            })
            .collect();
        let beside = Beside {
            waived: &waived,
            known: known.as_ref(),
            show_waived: args.show_waived,
        };
        let wire = findings_json(
            plan.id.value().map(|id| id.to_string()),
            run.as_at,
            &findings,
            beside,
            &matters,
            &loaded.sources,
        );
        let head = head(plan, &states, &folder.shown, run.as_at);
        folders.push(FolderFindings {
            folder: folder.shown,
            findings,
            waived,
            show_waived: args.show_waived,
            known,
            sources: loaded.sources,
            checks: checks::all().filter(|check| args.shows(check)).collect(),
            wire,
            head,
            fail_on: args.fail_on.severity(),
        });
    }
    baseline.finish(&args.folder, run)?;
    Ok(Product::Findings(folders))
}

/// Who is answered for, as at when, and how many of the matters the law asks for are met.
fn head(plan: &Partnership, states: &[checks::MatterState], shown: &str, as_at: Day) -> String {
    let name = plan.name.value().map_or(shown, String::as_str);
    let mut head = format!("{name}, as at {}", as_at.long());
    let count =
        |wanted: fn(&checks::State) -> bool| states.iter().filter(|m| wanted(&m.state)).count();
    let met = count(|state| *state == checks::State::Met);
    let asked = count(|state| *state != checks::State::NotApplicable);
    if asked > 0 {
        let matters = counted(asked, "matter", "matters");
        head.push_str(&format!("\nregulation 7(3): {met} of {matters} met"));
    }
    head
}
