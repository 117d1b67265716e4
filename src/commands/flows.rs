//! `jcplan flows`: who spends what, where, and by which arrangement.

use super::on_totals::OnTotals;
use super::{Product, Run};
use crate::compute::flows::{By, Dimension, Question, Registers, compute};
use crate::load::{self, Asked, Loaded, Periods};
use crate::model::{Plan, Register, RowShown};
use crate::render::Format;
use crate::report::flows::{Drawn, report};
use crate::report::{Report, Surroundings};
use crate::value::{Day, FinancialYear, Period, folded, last_full_quarter, suggestion};
use crate::workspace;
use anyhow::{Result, anyhow, bail};
use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;

/// Flags of `flows`.
#[derive(clap::Args)]
pub(crate) struct FlowsArgs {
    /// A planning folder, or one that holds several
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// To the end of this period: 2025-26-Q2, 2025-26-M07, 2025-10 or 2025-26 [default: the last full quarter]
    #[arg(long, value_name = "PERIOD", value_parser = Period::from_argument)]
    through: Option<Period>,
    /// From the first April of this financial year [default: the year of the period]
    #[arg(long, value_name = "YEAR", value_parser = year)]
    from: Option<FinancialYear>,
    /// Periods told apart
    #[arg(long, value_enum, default_value_t = ByArg::Year)]
    by: ByArg,
    /// One table, told apart by these in this order: standing, pool, kind, payer, source, scheme, lead, service, nature, provider, contract, payment, form, cause
    #[arg(long, value_name = "A,B,…", value_delimiter = ',', value_parser = dimension)]
    table: Vec<Dimension>,
    /// Schemes and providers a picture draws before it puts the rest together
    #[arg(long, value_name = "N", default_value_t = 12)]
    largest: usize,
    #[command(flatten)]
    totals: OnTotals,
}

/// Periods told apart.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum ByArg {
    /// Financial years
    Year,
    /// Quarters
    Quarter,
    /// Months
    Month,
}

fn year(text: &str) -> Result<FinancialYear, String> {
    FinancialYear::parse(text).ok_or_else(|| "write a financial year as 2025-26".to_owned())
}

fn dimension(text: &str) -> Result<Dimension, String> {
    let name = folded(text);
    let known = Dimension::WORDS.iter().find(|(word, _)| *word == name);
    let words = Dimension::WORDS.iter().map(|(word, _)| *word);
    known
        .map(|(_, dimension)| *dimension)
        .ok_or_else(|| suggestion(text, words))
}

impl FlowsArgs {
    fn question(&self, as_at: Day) -> Result<Question> {
        let through = self.through.unwrap_or_else(|| last_full_quarter(as_at));
        let from = self.from.unwrap_or_else(|| through.year());
        if from > through.year() {
            bail!("--from {from} begins after {through} ends");
        }
        Ok(Question {
            from,
            through,
            by: match self.by {
                ByArg::Year => By::Year,
                ByArg::Quarter => By::Quarter,
                ByArg::Month => By::Month,
            },
            as_at,
        })
    }

    /// Is nothing in the answer told apart by month, unless that is a period of its own? Tables for
    /// other programs have the months, and a scheme's lead may change in any of them.
    fn by_periods(&self, format: Format) -> bool {
        let months = matches!(format, Format::Json | Format::Csv);
        !months && !self.table.contains(&Dimension::Lead)
    }
}

/// Works out the flows of every planning folder found.
pub(crate) fn flows(args: &FlowsArgs, format: Format, run: &mut Run<'_>) -> Result<Product> {
    let question = args.question(run.as_at)?;
    for (i, one) in args.table.iter().enumerate() {
        if args.table[..i].contains(one) {
            bail!("--table names `{}` twice", one.word());
        }
    }
    let last = |month| question.last_of(month);
    let periods = Periods(args.by_periods(format).then_some(&last));
    let mut reports = Vec::new();
    let found = workspace::find(&args.folder)?;
    let totals = args.totals.given(&found, run)?;
    let alone = found.len() == 1;
    for folder in found {
        let registers = RefCell::new(Registers::default());
        let watch = |plan: &Plan, register: &Register, row: RowShown<'_>| {
            let RowShown::Whole(row) = row else {
                return false;
            };
            registers.borrow_mut().add(plan, register, row);
            true
        };
        let asked = Asked {
            registers: Some(&watch),
            providers: true,
            periods,
            totals: totals.as_ref(),
            progress: run.progress,
            ..Asked::default()
        };
        let read = load::read(&folder, &asked);
        let Some((loaded, around)) = run.answerable((&folder, alone), read)? else {
            continue;
        };
        let report = answer(args, loaded, question, &registers.into_inner(), &around)?;
        reports.push((folder.shown, report));
    }
    run.any_answered(reports.len())?;
    Ok(Product::Reports(reports))
}

/// The report of one folder.
fn answer(
    args: &FlowsArgs,
    loaded: Loaded,
    question: Question,
    registers: &Registers,
    around: &Surroundings,
) -> Result<Report> {
    let flows = compute(&loaded.plan, question, registers).map_err(|unequal| {
        anyhow!(
            "the figures of {} do not add up: this is a fault of the program, and no figure is given",
            unequal.what
        )
    })?;
    let drawn = Drawn {
        chosen: args.table.clone(),
        largest: args.largest.max(1),
    };
    Ok(report(
        Rc::new(loaded.plan),
        Rc::new(loaded.sources),
        Rc::new(flows),
        around,
        drawn,
    ))
}
