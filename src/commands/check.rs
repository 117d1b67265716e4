//! `jcplan check`: is the agreement, the plan and the data sound?

use super::baseline::{Baseline, BaselineArgs};
use super::on_totals::NeverOnTotals;
use super::side_by_side::side_by_side;
use super::{FolderFindings, Product, Run, matters};
use crate::checks::{self, ItemState, RowChecks};
use crate::finding::{Case, Check, Finding, Known, Severity};
use crate::load::{self, Asked, Loaded};
use crate::model::{LedgerRow, Plan, RowAt};
use crate::render::{Beside, MatterLine, findings_json};
use crate::report::Report;
use crate::value::{Day, nearest, suggestion};
use crate::workspace::{self, Folder};
use anyhow::Result;
use std::path::PathBuf;

/// Flags of `check`.
#[derive(clap::Args)]
pub(crate) struct CheckArgs {
    /// A planning folder, or one that holds several
    #[arg(default_value = ".")]
    folder: PathBuf,
    #[command(flatten)]
    totals: NeverOnTotals,
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
    /// Print the checklists item by item instead: all of them, or one document
    #[arg(
        long,
        value_name = "DOCUMENT",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "all",
        value_parser = matters::which,
        conflicts_with_all = ["only", "show_waived"]
    )]
    matters: Option<matters::Which>,
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

/// One folder, read and looked at by every check.
struct Looked {
    folder: Folder,
    loaded: Loaded,
    /// Sorted, waived ones among them.
    findings: Vec<Finding>,
    states: Vec<ItemState>,
}

/// Reads one folder and runs every check. Folders know nothing of one another, so that many can
/// be looked at side by side.
fn look(folder: Folder, args: &CheckArgs, as_at: Day) -> Result<Looked> {
    let mut loaded = read_and_look(&folder, as_at)?;
    let waivers = load::waivers(&folder, &mut loaded)?;
    let mut findings = std::mem::take(&mut loaded.findings);
    let case = Case {
        plan: &loaded.plan,
        sources: &loaded.sources,
        as_at,
    };
    findings.extend(checks::run_all(&case));
    // What is waived or graded otherwise is as it was in law.
    let states = checks::states(&case, findings.list());
    let findings = checks::waive(findings, &waivers, &args.grade, &case);
    Ok(Looked {
        folder,
        loaded,
        findings,
        states,
    })
}

/// Reads a folder and looks at its ledger's rows; once more where some have to be compared with
/// others.
fn read_and_look(folder: &Folder, as_at: Day) -> Result<Loaded> {
    let mut rows = RowChecks::default();
    let mut loaded = load::read(
        folder,
        &Asked {
            watch: Some(&|plan, row, at| rows.look(plan, row, at)),
            ..Asked::default()
        },
    )?;
    while rows.again(&loaded.plan, as_at) {
        let look = |_: &Plan, row: &LedgerRow, at: &RowAt<'_>| {
            rows.look_again(row, at);
            Vec::new()
        };
        load::ledger_again(folder, &loaded, &look)?;
    }
    let found = rows.findings(&loaded.plan, as_at, &mut loaded.sources);
    loaded.findings.extend(found);
    Ok(loaded)
}

/// Checks every planning folder found.
pub(crate) fn check(args: &CheckArgs, run: &mut Run<'_>) -> Result<Product> {
    args.totals.refuse("check")?;
    let (mut folders, mut reports) = (Vec::new(), Vec::new());
    let mut baseline = Baseline::open(&args.baseline, run)?;
    let as_at = run.as_at;
    let found = workspace::find(&args.folder)?;
    let alone = found.len() == 1;
    let every = side_by_side(found, |folder| {
        let shown = folder.shown.clone();
        look(folder, args, as_at).map_err(|error| (shown, error))
    });
    for looked in every {
        let mut looked = match looked {
            Ok(looked) => looked,
            Err((shown, error)) => {
                run.stopped(&shown, error, alone)?;
                continue;
            }
        };
        run.say_files(&looked.folder.root, &looked.loaded.plan);
        let all = std::mem::take(&mut looked.findings);
        let shown = |f: &Finding| args.shows(f.check);
        let (mut all, known) = baseline.sift(&looked.folder, all, &looked.loaded.sources, shown);
        all.retain(shown);
        let (waived, findings): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|f| f.waived.is_some());
        match &args.matters {
            Some(which) => {
                let lowest = args.fail_on.severity();
                let failed = lowest.is_some_and(|l| findings.iter().any(|f| f.severity >= l));
                let report = looked.matters(which, as_at, failed);
                reports.push((looked.folder.shown, report));
            }
            None => folders.push(looked.told(args, as_at, findings, waived, known)),
        }
    }
    run.any_answered(folders.len() + reports.len())?;
    baseline.finish(&args.folder, run)?;
    Ok(match args.matters {
        Some(_) => Product::Reports(reports),
        None => Product::Findings(folders),
    })
}

impl Looked {
    fn name(&self) -> &str {
        let name = self.loaded.plan.partnership.name.value();
        name.map_or(self.folder.shown.as_str(), String::as_str)
    }

    /// The checklists of this folder.
    fn matters(&self, which: &matters::Which, as_at: Day, failed: bool) -> Report {
        let case = Case {
            plan: &self.loaded.plan,
            sources: &self.loaded.sources,
            as_at,
        };
        matters::report(self.name(), which, &case, &self.states, failed)
    }

    /// The findings of this folder, ready to be drawn.
    fn told(
        self,
        args: &CheckArgs,
        as_at: Day,
        findings: Vec<Finding>,
        waived: Vec<Finding>,
        known: Option<Known>,
    ) -> FolderFindings {
        let written = matters::of_agreements(&self.states);
        let lines: Vec<MatterLine> = written
            .iter()
            .map(|m| MatterLine {
                matter: &m.item.id,
                state: m.state.word(),
                by: m.by,
            })
            .collect();
        let beside = Beside {
            waived: &waived,
            known: known.as_ref(),
            show_waived: args.show_waived,
        };
        let id = self.loaded.plan.partnership.id.value();
        let wire = findings_json(
            id.map(|id| id.to_string()),
            as_at,
            &findings,
            beside,
            &lines,
            &self.loaded.sources,
        );
        let head = format!(
            "{}, as at {}{}",
            self.name(),
            as_at.long(),
            matters::met(&written)
        );
        FolderFindings {
            folder: self.folder.shown,
            findings,
            waived,
            show_waived: args.show_waived,
            known,
            sources: self.loaded.sources,
            checks: checks::all().filter(|check| args.shows(check)).collect(),
            wire,
            head,
            fail_on: args.fail_on.severity(),
        }
    }
}
