//! `jcplan check`: is the agreement, the plan and the data sound?

use super::{FolderFindings, Product, Run};
use crate::checks;
use crate::finding::{Case, Check, Severity};
use crate::load;
use crate::render::{MatterLine, findings_json};
use crate::report::counted;
use crate::value::nearest;
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
    for folder in workspace::find(&args.folder)? {
        let loaded = load::whole(&folder, Some(&checks::watch))?;
        run.say_files(&folder.root, &loaded.plan);
        let mut findings = loaded.findings;
        let case = Case {
            plan: &loaded.plan,
            sources: &loaded.sources,
            as_at: run.as_at,
        };
        findings.extend(checks::run_all(&case));
        let mut findings = findings.into_sorted(&loaded.sources);
        findings.retain(|f| args.shows(f.check));
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
        let wire = findings_json(
            plan.id.value().map(|id| id.to_string()),
            run.as_at,
            &findings,
            &matters,
            &loaded.sources,
        );
        let name = plan
            .name
            .value()
            .cloned()
            .unwrap_or_else(|| folder.shown.clone());
        let mut head = format!("{name}, as at {}", run.as_at.long());
        let met = states
            .iter()
            .filter(|m| m.state == checks::State::Met)
            .count();
        let asked = states
            .iter()
            .filter(|m| m.state != checks::State::NotApplicable)
            .count();
        if asked > 0 {
            let matters = counted(asked, "matter", "matters");
            head.push_str(&format!("\nregulation 7(3): {met} of {matters} met"));
        }
        folders.push(FolderFindings {
            folder: folder.shown,
            findings,
            sources: loaded.sources,
            checks: checks::all().filter(|check| args.shows(check)).collect(),
            wire,
            head,
            fail_on: args.fail_on.severity(),
        });
    }
    Ok(Product::Findings(folders))
}
