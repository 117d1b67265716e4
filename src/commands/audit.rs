//! `jcplan audit`: overlaps, gaps and cost at stake in contract registers, of planning folders or
//! of files alone.

use super::on_totals::NeverOnTotals;
use super::{Product, Run};
use crate::compute::audit::{self, Gathering, Paid, Question, Section, Sections};
use crate::finding::Severity;
use crate::load::{self, Asked, Loaded, RegisterWatch};
use crate::model::{LedgerRow, Plan, Register, RowAt, RowShown};
use crate::report::Surroundings;
use crate::report::audit::{Attention, Given, cells_like, report, why_report};
use crate::value::SlashOrder;
use crate::workspace;
use anyhow::{Context, Result, anyhow, bail};
use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

/// Flags of `audit`.
#[derive(clap::Args)]
pub(crate) struct AuditArgs {
    /// A planning folder, or one that holds several; or registers (CSV, xlsx, ods, OCDS JSON) and files of payments, `-` for standard input
    #[arg(value_name = "FOLDER|FILE", default_value = ".")]
    paths: Vec<String>,
    #[command(flatten)]
    totals: NeverOnTotals,
    /// How dates with slashes read in files given alone: dd/mm/yyyy or mm/dd/yyyy
    #[arg(long, value_name = "ORDER", value_parser = order)]
    dates: Option<SlashOrder>,
    /// Two contracts that overlap no longer than this are a handover
    #[arg(long, value_name = "DAYS", default_value_t = 31, value_parser = days)]
    handover_days: i32,
    /// How far to look ahead of --as-at: 12m, 2y
    #[arg(long, value_name = "LENGTH", default_value = "12m", value_parser = months)]
    horizon: i32,
    /// Look for overlaps as if every extension already agreed were used
    #[arg(long)]
    with_extensions: bool,
    /// Notice where a contract does not say its own
    #[arg(long, value_name = "LENGTH", default_value = "6m", value_parser = months)]
    notice: i32,
    /// How long it takes to let a contract
    #[arg(long, value_name = "LENGTH", default_value = "12m", value_parser = months)]
    letting: i32,
    /// Contracts that end within this of each other could be let as one
    #[arg(long, value_name = "LENGTH", default_value = "6m", value_parser = months)]
    together: i32,
    /// Payments beyond a contract's value by more than so many per cent are told
    #[arg(long, value_name = "PER CENT", default_value_t = 5, value_parser = per_cent)]
    tolerance: i32,
    /// Work out and tell only these parts: overlaps, gaps, redesign, money, services
    #[arg(long, value_name = "PART,…", value_delimiter = ',', value_parser = section)]
    only: Vec<Section>,
    /// Draw the contracts of one cell: service, service/area or service/area/cohort
    #[arg(long, value_name = "CELL")]
    cell: Option<String>,
    /// Tell why each contract was given its service, or with --why=CONTRACT one of them
    #[arg(long, value_name = "CONTRACT", num_args = 0..=1, require_equals = true, default_missing_value = "", conflicts_with = "cell")]
    why: Option<String>,
}

pub(super) fn order(text: &str) -> Result<SlashOrder, String> {
    SlashOrder::parse(text).ok_or_else(|| "write dd/mm/yyyy or mm/dd/yyyy".to_owned())
}

fn section(text: &str) -> Result<Section, String> {
    let found = Section::WORDS.iter().find(|(word, _)| *word == text.trim());
    let words: Vec<&str> = Section::WORDS.iter().map(|(word, _)| *word).collect();
    found
        .map(|(_, section)| *section)
        .ok_or_else(|| format!("write one or more of {}", words.join(", ")))
}

fn per_cent(text: &str) -> Result<i32, String> {
    let number = text.trim().trim_end_matches('%').parse().ok();
    number
        .filter(|n| (0..=100).contains(n))
        .ok_or_else(|| "write a whole number of per cents, 0 to 100".to_owned())
}

fn days(text: &str) -> Result<i32, String> {
    let days = text.trim().parse().ok();
    days.filter(|d| (0..=3660).contains(d))
        .ok_or_else(|| "write a number of days, 0 to 3660".to_owned())
}

/// `12m`, `18 months`, `2y` as months.
fn months(text: &str) -> Result<i32, String> {
    let wrong = || "write months or years, as 12m or 2y, at most 50 years".to_owned();
    let lower = text.trim().to_ascii_lowercase();
    let split = lower
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(lower.len());
    let (number, unit) = lower.split_at(split);
    let times = match unit.trim() {
        "m" | "month" | "months" => 1,
        "y" | "year" | "years" => 12,
        _ => return Err(wrong()),
    };
    let number: i32 = number.parse().map_err(|_| wrong())?;
    number
        .checked_mul(times)
        .filter(|months| *months <= 600)
        .ok_or_else(wrong)
}

/// Audits every planning folder found, or the files given.
pub(crate) fn audit(args: &AuditArgs, run: &mut Run<'_>) -> Result<Product> {
    args.totals.refuse("audit")?;
    let question = Question {
        as_at: run.as_at,
        horizon_months: args.horizon,
        handover_days: args.handover_days,
        with_extensions: args.with_extensions,
        notice_months: args.notice,
        letting_months: args.letting,
        together_months: args.together,
        tolerance_per_cent: args.tolerance,
        sections: Sections::only(&args.only),
    };
    if let [one] = args.paths.as_slice()
        && Path::new(one).is_dir()
    {
        return folders(Path::new(one), args, &question, run);
    }
    files_only(&args.paths)?;
    let gathering = RefCell::new(Gathering::new(&question));
    let rows = |plan: &Plan, register: &Register, row: RowShown<'_>| {
        let number = plan.registers.len();
        gathering.borrow_mut().show(plan, number, register, row)
    };
    let mut paid = Paid::until(run.as_at);
    let mut shown = load::Shown {
        rows: watching(args, &rows),
        paid: &mut |one| paid.payment(one),
    };
    let loaded = load::registers(&args.paths, run.stdin, args.dates, &mut shown)?;
    run.say_files(Path::new(""), &loaded.plan);
    let shown = args.paths.join(", ");
    let around = Surroundings::of(&loaded.plan, &shown, run.as_at, None);
    let mut given = given(loaded, question, around, true);
    given.cell.clone_from(&args.cell);
    let report = answer(
        given,
        gathering.into_inner(),
        Some(&paid),
        args.why.as_deref(),
    )?;
    Ok(Product::Reports(vec![(shown, report)]))
}

fn folders(
    path: &Path,
    args: &AuditArgs,
    question: &Question,
    run: &mut Run<'_>,
) -> Result<Product> {
    if args.dates.is_some() {
        bail!(
            "--dates is for files given alone: in a folder, `dates:` in partnership.yaml says it"
        );
    }
    let mut reports = Vec::new();
    let found = workspace::find(path)?;
    let alone = found.len() == 1;
    for folder in found {
        let paid = RefCell::new(Paid::until(run.as_at));
        let watch = |_: &Plan, row: &LedgerRow, at: &RowAt<'_>| {
            paid.borrow_mut().add(row, at.says);
            Vec::new()
        };
        let gathering = RefCell::new(Gathering::new(question));
        let rows = |plan: &Plan, register: &Register, row: RowShown<'_>| {
            let number = plan.registers.len();
            gathering.borrow_mut().show(plan, number, register, row)
        };
        let rows = watching(args, &rows);
        let asked = Asked {
            watch: Some(&watch),
            registers: rows,
            progress: run.progress,
            ..Asked::default()
        };
        let read = load::read(&folder, &asked);
        let Some((loaded, around)) = run.answerable((&folder, alone), read)? else {
            continue;
        };
        let mut given = given(loaded, *question, around, false);
        given.cell.clone_from(&args.cell);
        let paid = paid.into_inner();
        match answer(
            given,
            gathering.into_inner(),
            Some(&paid),
            args.why.as_deref(),
        ) {
            Ok(report) => reports.push((folder.shown, report)),
            Err(error) => run.stopped(&folder.shown, error, alone)?,
        }
    }
    run.any_answered(reports.len())?;
    Ok(Product::Reports(reports))
}

/// Who is shown the rows of registers; where each is to be given its reasons they are kept.
fn watching<'w>(args: &AuditArgs, rows: RegisterWatch<'w>) -> Option<RegisterWatch<'w>> {
    args.why.is_none().then_some(rows)
}

fn answer(
    given: Given,
    mut gathering: Gathering,
    paid: Option<&Paid>,
    why: Option<&str>,
) -> Result<crate::report::Report> {
    // Of rows that were shown as they came none is kept.
    gathering.add_kept(&given.plan);
    let mut audit = audit::compute(&given.plan, &given.sources, gathering, &given.question);
    if let Some(asked) = why {
        let one = (!asked.is_empty()).then(|| asked.to_owned());
        return why_report(given, audit, one).map_err(|sentence| anyhow!(sentence));
    }
    let any = given.plan.totals.rows > 0 || !given.plan.payments.is_empty();
    let wanted = any && given.question.sections.has(Section::Money);
    if let Some(paid) = paid.filter(|_| wanted) {
        audit.money = Some(audit::tie(&audit, &given.plan, paid, &given.question));
    }
    if let Some(Err(sentence)) = given.cell.as_ref().map(|cell| cells_like(&audit, cell)) {
        bail!(sentence);
    }
    Ok(report(Rc::new(given), Rc::new(audit)))
}

/// Files alone: each there, each once, none a folder.
pub(super) fn files_only(paths: &[String]) -> Result<()> {
    let mut seen = Vec::new();
    for path in paths {
        let file = Path::new(path);
        let same = if path == "-" {
            file.to_owned()
        } else {
            if file.is_dir() {
                bail!("{path} is a folder: give one folder alone, or register files alone");
            }
            file.canonicalize()
                .with_context(|| format!("there is no file {path}"))?
        };
        if seen.contains(&same) {
            bail!("{path} is given twice: every contract in it would overlap itself");
        }
        seen.push(same);
    }
    Ok(())
}

/// What to write instead; of a file given alone there is no partnership.yaml to say it in.
pub(super) fn help_for_a_file(check: &str, help: Option<String>) -> Option<String> {
    match check {
        "ambiguous-date" | "date-order-inferred" => {
            Some("write the year first, or say --dates dd/mm/yyyy".to_owned())
        }
        _ => help,
    }
}

/// What the report is made from; of a folder, only what was found in its registers.
fn given(loaded: Loaded, question: Question, around: Surroundings, bare: bool) -> Given {
    let Loaded {
        plan,
        sources,
        findings,
    } = loaded;
    let registers: Vec<&str> = plan.registers.iter().map(|r| r.name.as_str()).collect();
    let concerns = |file: &str| bare || file.starts_with("contracts/") || registers.contains(&file);
    let attention = findings
        .into_sorted(&sources)
        .into_iter()
        .filter(|f| concerns(sources.name(f.at.file)))
        .map(|f| Attention {
            place: sources.short(f.at),
            // A row that is told incomplete is left out of the figures, and counted, by compute.
            grave: f.severity == Severity::Error && f.check.name != "row-incomplete",
            message: f.message,
            help: match bare {
                true => help_for_a_file(f.check.name, f.help),
                false => f.help,
            },
        })
        .collect();
    Given {
        plan,
        sources,
        question,
        around,
        bare,
        cell: None,
        attention,
    }
}
