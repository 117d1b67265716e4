//! `jcplan riskshare` with `--sweep`, `--exposure`, `--instead` or `--simulate`: what if.

use super::names::unknown;
use super::whole;
use crate::compute::outturn::{Around, Basis, Question};
use crate::compute::what_if::{self, SweepAsked, Vary};
use crate::load::{self, Loaded};
use crate::report::what_if::simulation::Drawn;
use crate::report::what_if::{Asked, exposure, instead, simulation, sweep};
use crate::report::{Report, Surroundings};
use crate::value::{Change, Id, shown, suggestion};
use anyhow::{Result, anyhow, bail};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Flags of what if.
#[derive(clap::Args)]
#[command(next_help_heading = "What if")]
pub(crate) struct WhatIfArgs {
    /// Share out-turns changed by every per cent from one to another, and say where a band, a
    /// limit or a reserve begins to bite
    #[arg(long, value_name = "FROM..TO", value_parser = changes, allow_hyphen_values = true, group = "question")]
    sweep: Option<Changes>,
    /// What each would bear if every scheme cost so much more or less than its baseline of the year
    #[arg(long, value_name = "CHANGES", value_parser = list, num_args = 0..=1, require_equals = true, default_missing_value = "5%,10%,20%,50%", group = "question")]
    exposure: Option<Changes>,
    /// Compare with another risk share: the id of one in the folder, or a file that defines it
    #[arg(long, value_name = "RULE|FILE", group = "question")]
    instead: Option<String>,
    /// Draw each scheme's out-turn of the year so many times, and share each draw
    #[arg(long, value_name = "DRAWS", value_parser = clap::value_parser!(u32).range(1..=1_000_000), group = "question")]
    simulate: Option<u32>,
    /// The seed of the draws: the same seed gives the same figures
    #[arg(
        long,
        value_name = "NUMBER",
        default_value_t = 1,
        requires = "simulate"
    )]
    seed: u64,
    /// What varies: `together`, `each`, or one scheme's id [default: together in a sweep, each in
    /// a simulation]
    #[arg(long, value_name = "WHAT")]
    vary: Option<String>,
    /// What the changes start from
    #[arg(long, value_enum, value_name = "WHAT")]
    around: Option<AroundArg>,
}

/// What the changes start from.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum AroundArg {
    /// The out-turn, or the baseline of a scheme that has none yet [default]
    Outturn,
    /// The baseline of every scheme
    Baseline,
}

/// The changes of out-turn asked for, ascending.
#[derive(Clone)]
struct Changes(Vec<Change>);

fn one(text: &str) -> Result<Change, String> {
    Change::parse(text).ok_or_else(|| format!("`{text}` is no percentage such as -10% or 2.5%"))
}

/// `-10%..10%`, or with a step `-10%..10%/2%`: every step, the two ends and no change.
fn changes(text: &str) -> Result<Changes, String> {
    let (range, step) = match text.split_once('/') {
        Some((range, step)) => (range, Some(one(step)?)),
        None => (text, None),
    };
    let help = "write a range as -10%..10%";
    let (low, high) = range.split_once("..").ok_or(help)?;
    let (low, high) = (one(low)?, one(high)?);
    let length = high.units() - low.units();
    if length <= 0 {
        return Err(format!("{low} is not below {high}: {help}"));
    }
    // Twenty steps, unless said otherwise.
    let step = step.map_or((length / 20).max(1), Change::units);
    if step <= 0 || length / step > 1_000 {
        return Err("the step is not above nil, or makes more than 1,000 of them".to_owned());
    }
    let mut all: Vec<i128> = Vec::new();
    let mut at = low.units();
    while at < high.units() {
        all.push(at);
        at += step;
    }
    all.push(high.units());
    if low.units() < 0 && high.units() > 0 {
        all.push(0);
    }
    all.sort_unstable();
    all.dedup();
    Ok(Changes(all.into_iter().map(Change::from_units).collect()))
}

fn list(text: &str) -> Result<Changes, String> {
    let mut all: Vec<Change> = text.split(',').map(one).collect::<Result<_, _>>()?;
    all.sort_unstable();
    all.dedup();
    Ok(Changes(all))
}

impl WhatIfArgs {
    /// Refuses what makes no sense together, before anything is read.
    pub(super) fn allow(&self, question: &Question) -> Result<()> {
        let varies = self.sweep.is_some() || self.simulate.is_some();
        if self.vary.is_some() && !varies {
            bail!("--vary says what varies in a sweep or a simulation: add --sweep or --simulate");
        }
        if self.around.is_some() && !varies {
            bail!(
                "--around says what a sweep or a simulation starts from: add --sweep or --simulate"
            );
        }
        if self.simulate.is_some()
            && question.period.is_whole_year()
            && self.around() == Around::Outturn
        {
            bail!(
                "{} ends the year, and nothing is left to vary: ask to an earlier period (--through {}-Q2), or of the year as it was planned (--around baseline)",
                question.period,
                question.period.year()
            );
        }
        if self.simulate.is_some()
            && !matches!(self.vary.as_deref(), None | Some("each" | "together"))
        {
            bail!("in a simulation schemes vary `each` by a draw of its own, or `together`");
        }
        Ok(())
    }

    /// A file the answer is worked out from beside those of the folder.
    pub(super) fn file(&self) -> Option<PathBuf> {
        let path = PathBuf::from(self.instead.as_ref()?);
        path.is_file().then_some(path)
    }

    fn around(&self) -> Around {
        match self.around {
            Some(AroundArg::Baseline) => Around::Baseline,
            _ => Around::Outturn,
        }
    }

    /// The report asked for; or the folder back, if nothing of what if is asked.
    pub(super) fn report(
        &self,
        loaded: Loaded,
        question: Question,
        around: &Surroundings,
    ) -> Result<Result<Report, Loaded>> {
        if let Some(other) = &self.instead {
            return compare(other, loaded, question, around).map(Ok);
        }
        if self.sweep.is_none() && self.exposure.is_none() && self.simulate.is_none() {
            return Ok(Err(loaded));
        }
        let mut asked = Asked {
            plan: Rc::new(loaded.plan),
            sources: Rc::new(loaded.sources),
            question,
            around: around.clone(),
        };
        if let Some(changes) = &self.exposure {
            let (year, found) = whole(what_if::exposure(&asked.plan, &question, &changes.0))?;
            asked.question = year;
            return Ok(Ok(exposure::report(&asked, found)));
        }
        if let Some(draws) = self.simulate {
            // Of the year: what is not yet known is what varies.
            let basis = Basis::Forecast;
            asked.question = Question { basis, ..question };
            let drawn = Drawn {
                seed: self.seed,
                together: self.vary.as_deref() == Some("together"),
                around: self.around(),
            };
            let found = what_if::simulate(
                &asked.plan,
                &asked.question,
                drawn.around,
                draws,
                drawn.seed,
                drawn.together,
            );
            return Ok(Ok(simulation::report(&asked, drawn, whole(found)?)));
        }
        let sweep_asked = SweepAsked {
            changes: self.sweep.iter().flat_map(|all| &all.0).copied().collect(),
            vary: self.varied(&asked)?,
            around: self.around(),
        };
        let mut found = whole(what_if::sweep(&asked.plan, &question, &sweep_asked))?;
        if found.runs.is_empty() {
            // No scheme has figures that could vary: one run of all says why.
            let vary = Vary::Together;
            let all = SweepAsked {
                vary,
                ..sweep_asked.clone()
            };
            found = whole(what_if::sweep(&asked.plan, &question, &all))?;
        }
        Ok(Ok(sweep::report(&asked, &sweep_asked, found)))
    }

    fn varied(&self, asked: &Asked) -> Result<Vary> {
        match self.vary.as_deref() {
            None | Some("together") => Ok(Vary::Together),
            Some("each") => Ok(Vary::Each),
            Some(id) => match asked.plan.partnership.scheme(id) {
                Some(scheme) => Ok(Vary::One(scheme)),
                None => {
                    let schemes = asked.plan.partnership.schemes.iter();
                    let ids = schemes.map(|s| s.id.value.as_str()).collect();
                    let fact = format!("--vary: there is no scheme `{}`", shown(id));
                    Err(unknown(&fact, id, ids))
                }
            },
        }
    }
}

/// Two risk shares on the same figures.
fn compare(
    other: &str,
    mut loaded: Loaded,
    question: Question,
    around: &Surroundings,
) -> Result<Report> {
    let found = match Id::parse(other) {
        Some(id) if what_if::defines(&loaded.plan, other) => {
            (what_if::with_rule(&loaded.plan, &id), format!("`{other}`"))
        }
        _ => {
            let path = Path::new(other);
            if !path.exists() {
                let shares = loaded.plan.partnership.risk_shares.iter();
                let ids = shares.map(|s| s.id.value.as_str());
                let near = suggestion(other, ids.chain(["each-bears-own"]));
                bail!("--instead: `{other}` is no risk share of this folder ({near}), and no file");
            }
            let plan = &loaded.plan.partnership;
            let (shares, files) = load::definitions(path, plan, &mut loaded.sources)?;
            // The answer rests on it, and its digest says so.
            loaded.plan.files.extend(files);
            (
                what_if::with_definitions(&loaded.plan, shares),
                format!("the rule of {other}"),
            )
        }
    };
    let revision = around.revision.clone();
    let around = Surroundings::of(&loaded.plan, &around.folder, around.as_at, revision);
    let (plan, schemes) = found.0.map_err(|why| anyhow!("--instead: {why}"))?;
    let outcomes = whole(what_if::both(&loaded.plan, &plan, &question))?;
    let both = instead::Both {
        agreed: outcomes.0,
        instead: outcomes.1,
        plan: Rc::new(plan),
        what: found.1,
        schemes,
    };
    let asked = Asked {
        plan: Rc::new(loaded.plan),
        sources: Rc::new(loaded.sources),
        question,
        around,
    };
    Ok(instead::report(&asked, both))
}
