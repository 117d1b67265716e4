//! One run: arguments → command → bytes and exit status. The only place that knows formats and
//! where the answer goes.

use super::{
    FolderFindings, Product, Run, audit, check, columns, explain, flows, init, list, pool,
    reconcile, riskshare, schema, totals,
};
use crate::cli::{Cli, Colour, Command, Everywhere};
use crate::finding::Finding;
use crate::load::Progress;
use crate::render::{self, Beside, Format, InFolder, Look};
use crate::report::Report;
use crate::source::Sources;
use crate::value::Day;
use crate::workspace;
use anyhow::{Context, Result, bail};
use clap::Parser;
use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What the world around a run is like; the library asks the world nothing itself.
pub struct World<'a> {
    /// Today, if the machine's clock tells a day between 1990 and 2100.
    pub today: Option<Day>,
    /// Columns of the terminal, if standard output is one.
    pub terminal: Option<u16>,
    /// `COLUMNS`, if set.
    pub columns: Option<u16>,
    /// `GITHUB_STEP_SUMMARY`, if set: the file GitHub shows as a step's page.
    pub step_summary: Option<PathBuf>,
    /// Is `NO_COLOR` set?
    pub no_colour: bool,
    /// Who shows how far a long reading is, if standard error is a terminal.
    pub progress: Option<Progress<'a>>,
    /// Standard input.
    pub stdin: &'a mut dyn Read,
}

/// What a run came to.
#[derive(Debug, Default)]
pub struct Ended {
    /// For standard output.
    pub stdout: String,
    /// For standard error.
    pub stderr: String,
    /// Exit status.
    pub status: u8,
}

/// Runs the program.
pub fn run(arguments: impl IntoIterator<Item = OsString>, world: World<'_>) -> Ended {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    let look = look(&cli.everywhere, &world);
    let Some(as_at) = cli.everywhere.as_at.or(world.today) else {
        let said = "jcplan: this machine's clock tells no day between 1990 and 2100: say --as-at\n";
        return Ended {
            stderr: said.to_owned(),
            status: 2,
            ..Ended::default()
        };
    };
    let mut run = Run {
        as_at,
        verbose: cli.everywhere.verbose,
        progress: world.progress.filter(|_| !cli.everywhere.quiet),
        stdin: world.stdin,
        read: Vec::new(),
        failed: false,
        stops: Vec::new(),
        remarks: Vec::new(),
    };
    let format = cli.everywhere.format;
    let result = dispatch(cli.command, format, &mut run).and_then(|product| {
        let (text, status) = draw(&product, &cli.everywhere, look)?;
        let summary = summary(&product, format);
        // The process ends next, and gives all of it back at once: taking a report of ten thousand
        // schemes apart piece by piece costs as much as reading it.
        std::mem::forget(product);
        Ok((text, status, summary))
    });
    let mut ended = match result {
        Ok((text, status, summary)) => {
            let status = status.max(u8::from(run.failed));
            let mut ended = save(text, status, &cli.everywhere, &run.read);
            if let (Some(path), Some(summary)) = (&world.step_summary, summary) {
                ended.stderr.push_str(&append(path, &summary, &run.read));
            }
            ended
        }
        Err(error) => Ended {
            stderr: format!("jcplan: {}\n", chain(&error)),
            status: 2,
            ..Ended::default()
        },
    };
    if !cli.everywhere.quiet && ended.status != 2 {
        ended.stderr = run
            .remarks
            .iter()
            .map(|r| format!("{r}\n"))
            .collect::<String>()
            + &ended.stderr;
    }
    let stops = run.stops.iter().map(|stop| format!("{stop}\n"));
    ended.stderr = stops.collect::<String>() + &ended.stderr;
    if format == Format::Github {
        // GitHub looks for commands here too.
        ended.stderr = render::github_words(&ended.stderr);
    }
    ended
}

fn usage(error: &clap::Error) -> Ended {
    let text = error.render().to_string();
    if error.use_stderr() {
        Ended {
            stderr: text,
            status: 2,
            ..Ended::default()
        }
    } else {
        Ended {
            stdout: text,
            ..Ended::default()
        }
    }
}

/// The error and its causes in one sentence.
pub(super) fn chain(error: &anyhow::Error) -> String {
    let causes = error
        .chain()
        .map(|cause| match cause.downcast_ref::<std::io::Error>() {
            Some(io) => workspace::plain_words(io),
            None => cause.to_string(),
        });
    causes.collect::<Vec<_>>().join(": ")
}

fn look(flags: &Everywhere, world: &World<'_>) -> Look {
    let terminal = world.terminal.is_some() && flags.output.is_none();
    Look {
        // Nothing to measure: wide enough for a table of money, narrow enough for a mail.
        width: world
            .columns
            .or(world.terminal)
            .unwrap_or(100)
            .clamp(40, 400),
        colour: match flags.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => terminal && !world.no_colour,
        },
    }
}

fn dispatch(command: Command, format: Format, run: &mut Run<'_>) -> Result<Product> {
    match command {
        Command::Check(args) => check::check(&args, run),
        Command::Riskshare(args) => riskshare::riskshare(&args, run),
        Command::Pool(args) => pool::pool(&args, run),
        Command::Reconcile(args) => reconcile::reconcile(&args, run),
        Command::Audit(args) => audit::audit(&args, run),
        Command::Flows(args) => flows::flows(&args, format, run),
        Command::Totals(args) => totals::totals(&args, run),
        Command::Columns(args) => columns::columns(&args, run),
        Command::Explain(args) => explain::explain(&args),
        Command::List(args) => list::list(&args),
        Command::Init(args) => {
            // Before it writes a folder whose page could then not be drawn.
            page_in(format)?;
            init::init(&args, run)
        }
        Command::Schema(args) => Ok(schema::schema(&args)),
    }
}

/// The product as text, and the exit status it means.
fn draw(product: &Product, flags: &Everywhere, look: Look) -> Result<(String, u8)> {
    let format = flags.format;
    match product {
        Product::Page(text) => {
            page_in(format)?;
            Ok((text.clone(), 0))
        }
        Product::Json(value) => {
            if format != Format::Text && format != Format::Json {
                bail!("this answer is JSON: --format json");
            }
            Ok((render::json(value.clone()), 0))
        }
        Product::Findings(_) if format.is_picture() => {
            bail!("findings have no picture: {}", format.is_for())
        }
        Product::Findings(folders) => {
            let failed = folders.iter().any(|folder| {
                let lowest = folder.fail_on;
                lowest.is_some_and(|l| folder.findings.iter().any(|f| f.severity >= l))
            });
            Ok((findings(folders, format, look), u8::from(failed)))
        }
        Product::Reports(reports) => {
            let incomplete = reports.iter().any(|(_, report)| report.incomplete);
            Ok((drawn(reports, format, look)?, u8::from(incomplete)))
        }
    }
}

impl FolderFindings {
    /// What stands beside the findings.
    fn beside(&self) -> Beside<'_> {
        Beside {
            waived: &self.waived,
            known: self.known.as_ref(),
            show_waived: self.show_waived,
        }
    }
}

fn row_source(f: &FolderFindings) -> (&str, &[Finding], Beside<'_>, &Sources) {
    (&f.folder, &f.findings, f.beside(), &f.sources)
}

/// A page is a text, in any other format it means nothing.
fn page_in(format: Format) -> Result<()> {
    match format {
        Format::Text | Format::Markdown => Ok(()),
        _ => bail!("this answer is a page: --format text or markdown"),
    }
}

/// The folders as CI systems are told of them.
fn in_folders(folders: &[FolderFindings]) -> Vec<InFolder<'_>> {
    let each = folders.iter().map(|f| InFolder {
        folder: &f.folder,
        head: &f.head,
        findings: &f.findings,
        waived: &f.waived,
        sources: &f.sources,
        checks: &f.checks,
        fail_on: f.fail_on,
    });
    each.collect()
}

fn findings(folders: &[FolderFindings], format: Format, look: Look) -> String {
    let joined = |draw: &dyn Fn(&FolderFindings) -> String| {
        let each: Vec<String> = folders.iter().map(draw).collect();
        each.join("\n")
    };
    // Several folders hold files of the same names.
    let folder = |f: &FolderFindings| match folders.len() {
        1 => String::new(),
        _ => format!("{}:\n\n", f.folder),
    };
    match format {
        Format::Text => {
            let each = joined(&|f| {
                let body = render::findings_text(&f.findings, f.beside(), &f.sources, look);
                let head = format!("{}{}", folder(f), f.head);
                format!("{}\n\n{body}", render::calm(&head))
            });
            format!("{each}{}", together(folders))
        }
        Format::Markdown => joined(&|f| {
            let body = render::findings_markdown(&f.findings, f.beside(), &f.sources);
            format!("{}{body}", folder(f))
        }),
        Format::Csv => render::findings_csv(&folders.iter().map(row_source).collect::<Vec<_>>()),
        Format::Json => match folders {
            [one] => render::json(one.wire.clone()),
            many => render::json(all_of(many.iter().map(|f| (&f.folder, f.wire.clone())))),
        },
        Format::Html => render::findings_html(&in_folders(folders)),
        Format::Sarif => render::findings_sarif(&in_folders(folders)),
        Format::Junit => render::findings_junit(&in_folders(folders)),
        Format::Github => render::findings_github(&in_folders(folders)),
        // Refused before: findings have no picture.
        Format::Svg | Format::Mermaid | Format::Dot => String::new(),
    }
}

/// The last line where there are several folders: what all of them come to.
fn together(folders: &[FolderFindings]) -> String {
    if folders.len() == 1 {
        return String::new();
    }
    let amiss = folders.iter().filter(|f| !f.findings.is_empty()).count();
    let counts = render::findings_counts(folders.iter().flat_map(|f| &f.findings));
    match amiss {
        0 => format!("\n{} folders: {counts}\n", folders.len()),
        _ => format!(
            "\n{} folders: {counts}, in {amiss} of them\n",
            folders.len()
        ),
    }
}

/// What GitHub shows as the step's page.
fn summary(product: &Product, format: Format) -> Option<String> {
    match product {
        Product::Findings(folders) if format == Format::Github => {
            Some(render::github_summary(&in_folders(folders)))
        }
        _ => None,
    }
}

fn drawn(reports: &[(String, Report)], format: Format, look: Look) -> Result<String> {
    if format.is_picture() {
        let all: Vec<&Report> = reports.iter().map(|(_, report)| report).collect();
        return render::pictures(&all, format)
            .with_context(|| format!("this answer has no such picture: {}", format.is_for()));
    }
    let draw = |report: &Report| {
        render::report(report, format, look).context(
            "sarif, junit and github are formats for the findings of `jcplan check`: \
             --format text, json, csv, markdown or html",
        )
    };
    match reports {
        [(_, one)] => draw(one),
        many if format == Format::Json => Ok(render::json(all_of(
            many.iter().map(|(folder, r)| (folder, (r.wire)().whole())),
        ))),
        many if format == Format::Csv => Ok(render::reports_csv(many)),
        many if format == Format::Html => {
            let all: Vec<&Report> = many.iter().map(|(_, report)| report).collect();
            Ok(render::reports_html(&all))
        }
        many => {
            let each = many.iter().map(|(_, r)| draw(r));
            Ok(each.collect::<Result<Vec<_>>>()?.join("\n"))
        }
    }
}

fn all_of<'a>(folders: impl Iterator<Item = (&'a String, serde_json::Value)>) -> serde_json::Value {
    let folders: Vec<serde_json::Value> = folders
        .map(|(folder, answer)| serde_json::json!({"folder": folder, "answer": answer}))
        .collect();
    serde_json::json!({"schema": "jcplan/many/1", "folders": folders})
}

/// Adds to a step's page. What goes wrong is told and changes no answer.
fn append(path: &Path, text: &str, read: &[PathBuf]) -> String {
    let shown = path.display();
    if workspace::is_one_of(path, read) {
        return format!(
            "jcplan: the summary is not added to {shown}: it is one of the files this answer is worked out from\n"
        );
    }
    match workspace::append(path, text.as_bytes()) {
        Ok(()) => String::new(),
        Err(error) => format!("jcplan: the summary is not added: {}\n", chain(&error)),
    }
}

/// To standard output, or whole to a file: first beside it, then in its place.
fn save(text: String, status: u8, flags: &Everywhere, read: &[PathBuf]) -> Ended {
    let Some(path) = &flags.output else {
        return Ended {
            stdout: text,
            status,
            ..Ended::default()
        };
    };
    let shown = path.display();
    if workspace::is_one_of(path, read) {
        return Ended {
            stderr: format!(
                "jcplan: {shown} is one of the files this answer is worked out from: give another name\n"
            ),
            status: 2,
            ..Ended::default()
        };
    }
    match workspace::write_whole(path, text.as_bytes()) {
        Ok(()) => Ended {
            status,
            ..Ended::default()
        },
        Err(error) => Ended {
            stderr: format!("jcplan: {}\n", chain(&error)),
            status: 2,
            ..Ended::default()
        },
    }
}
