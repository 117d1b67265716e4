//! `jcplan riskshare --trace`: one scope's figures, or one party's part of them, down to the
//! ledger rows and the terms they rest on.

use super::adds_up::{broken, whole};
use super::names::unknown;
use crate::commands::{Product, Run};
use crate::compute::outturn::{Book, Question};
use crate::compute::risk_share::{self, KeptRow, Outcome, Target};
use crate::load;
use crate::model::{Kind, LedgerRow, Party, Plan, RowAt};
use crate::report::{
    Surroundings,
    riskshare::{Tracing, trace as report},
};
use crate::source::Sources;
use crate::value::{FinancialYear, shown};
use crate::workspace::{self, Folder};
use anyhow::{Result, anyhow, bail};
use std::cell::{OnceCell, RefCell};

/// How to ask.
const HOW: &str = "write --trace scheme/ID, --trace pool/ID or just the id, and after it /PARTY for one partner, provider or reserve";

/// Traces one figure of one folder.
pub(super) fn trace(
    asked: &str,
    folders: Vec<Folder>,
    question: Question,
    run: &mut Run<'_>,
) -> Result<Product> {
    let [folder] = &folders[..] else {
        bail!(
            "--trace asks about one planning folder, and there are {} here: name the one",
            folders.len()
        );
    };
    let asked = Asked::parse(asked)?;
    let (loaded, rows) = kept(folder, &asked, question.period.year())?;
    run.say_files(&folder.root, &loaded.plan);
    run.say_errors(&folder.shown, loaded.findings.errors());
    if !loaded.plan.readable {
        run.unreadable(folder, true)?;
    }
    let (plan, sources) = (loaded.plan, loaded.sources);
    let of = asked.of(&plan)?;
    let book = Book::of(&plan, &question);
    let outcome = whole(risk_share::compute_on(&plan, &question, &book))?;
    let accounts = whole(risk_share::accounts(&plan, &question, &book, &outcome))?;
    let name = of.name(&plan);
    let by_name = (name.as_str(), &rows[..]);
    let traced = risk_share::trace(&plan, &question, &outcome, &accounts, by_name);
    let traced = whole(traced)?;
    if traced.is_empty() {
        return Err(absent(&plan, &sources, &outcome, of, &name));
    }
    let pool = outcome.scopes[traced[0].scope].pool;
    let target = asked
        .party
        .map(|party| target(&plan, pool, &party))
        .transpose()?;
    if let Some(target) = target
        && let Some(wrong) = traced
            .iter()
            .find(|t| !outcome.scopes[t.scope].adds_up_for(target))
    {
        let scope = outcome.scopes[wrong.scope].name.clone();
        return Err(broken(risk_share::BrokenIdentity { scope }));
    }
    let revision = workspace::revision(&folder.root);
    let around = Surroundings::of(&plan, &folder.shown, run.as_at, revision);
    let tracing = Tracing {
        plan,
        sources,
        question,
        outcome,
        accounts,
        traced,
        name,
        target,
        rows,
    };
    let report = report(tracing, &around);
    Ok(Product::Reports(vec![(folder.shown.clone(), report)]))
}

/// What was asked about, as written.
struct Asked {
    /// `scheme` or `pool`, if that is said.
    what: Option<String>,
    id: String,
    party: Option<String>,
}

impl Asked {
    fn parse(text: &str) -> Result<Asked> {
        let pieces: Vec<String> = text.split('/').map(|p| p.trim().to_owned()).collect();
        let said = |what: &str| matches!(what, "scheme" | "pool");
        let (what, rest) = match &pieces[..] {
            [what, rest @ ..] if said(what) && !rest.is_empty() => (Some(what.clone()), rest),
            rest => (None, rest),
        };
        let (id, party) = match rest {
            [id] => (id, None),
            [id, party] => (id, Some(party)),
            _ => bail!("`{}` names no scope: {HOW}", shown(text)),
        };
        if id.is_empty() || party.is_some_and(String::is_empty) {
            bail!("`{}` names no scope: {HOW}", shown(text));
        }
        Ok(Asked {
            what,
            id: id.clone(),
            party: party.cloned(),
        })
    }

    /// The scheme or pool it means.
    fn of(&self, plan: &Plan) -> Result<Of> {
        let partnership = &plan.partnership;
        let mut schemes = partnership.schemes.iter();
        let scheme = schemes.position(|s| s.id.value.as_str() == self.id);
        let pool = partnership.pool(&self.id);
        match (self.what.as_deref(), scheme, pool) {
            (Some("scheme") | None, Some(scheme), None) | (Some("scheme"), Some(scheme), _) => {
                Ok(Of::Scheme(scheme))
            }
            (Some("pool") | None, None, Some(pool)) | (Some("pool"), _, Some(pool)) => {
                Ok(Of::Pool(pool))
            }
            (_, Some(_), Some(_)) => bail!(
                "`{id}` is a scheme and a pool: write --trace scheme/{id} or --trace pool/{id}",
                id = self.id
            ),
            _ => Err(self.unknown(plan)),
        }
    }

    fn unknown(&self, plan: &Plan) -> anyhow::Error {
        let partnership = &plan.partnership;
        let schemes = partnership.schemes.iter().map(|s| s.id.value.as_str());
        let pools = partnership.pools.iter().map(|p| p.id.value.as_str());
        let (what, names): (&str, Vec<&str>) = match self.what.as_deref() {
            Some("scheme") => ("scheme", schemes.collect()),
            Some("pool") => ("pool", pools.collect()),
            _ => ("scheme or pool", schemes.chain(pools).collect()),
        };
        let id = shown(&self.id);
        unknown(&format!("there is no {what} `{id}`"), &self.id, names)
    }
}

/// A scheme or a pool, by position.
#[derive(Clone, Copy)]
enum Of {
    Scheme(usize),
    Pool(usize),
}

impl Of {
    /// Its name as a scope.
    fn name(self, plan: &Plan) -> String {
        let partnership = &plan.partnership;
        match self {
            Of::Scheme(i) => format!("scheme/{}", partnership.schemes[i].id.value),
            Of::Pool(i) => format!("pool/{}", partnership.pools[i].id.value),
        }
    }

    fn pool(self, plan: &Plan) -> Option<usize> {
        match self {
            Of::Pool(pool) => Some(pool),
            Of::Scheme(scheme) => {
                let pool = plan.partnership.schemes[scheme].pool.value();
                pool.and_then(|id| plan.partnership.pool(id.as_str()))
            }
        }
    }

    /// May this row stand behind its figures?
    fn keeps(self, plan: &Plan, row: &LedgerRow) -> bool {
        let line = &row.line;
        match (line.kind, self) {
            (Kind::Contribution, _) => line.pool.is_some() && line.pool == self.pool(plan),
            (_, Of::Scheme(scheme)) => line.scheme == Some(scheme),
            (_, Of::Pool(pool)) => line.scheme.is_some() && line.pool == Some(pool),
        }
    }
}

/// The folder, and the rows of the year that may stand behind what is asked about.
fn kept(
    folder: &Folder,
    asked: &Asked,
    year: FinancialYear,
) -> Result<(load::Loaded, Vec<KeptRow>)> {
    let rows: RefCell<Vec<KeptRow>> = RefCell::default();
    let of: OnceCell<Option<Of>> = OnceCell::new();
    let watch = |plan: &Plan, row: &LedgerRow, at: &RowAt<'_>| {
        let of = of.get_or_init(|| asked.of(plan).ok());
        let counts = of.is_some_and(|of| of.keeps(plan, row));
        if counts && row.line.month.year == year {
            rows.borrow_mut().push(KeptRow {
                row: row.clone(),
                file: at.file.to_owned(),
                line: at.line,
                reference: (at.says)("reference"),
                description: (at.says)("description"),
            });
        }
        Vec::new()
    };
    let reading = load::Asked {
        watch: Some(&watch),
        ..load::Asked::default()
    };
    let loaded = load::read(folder, &reading)?;
    Ok((loaded, rows.into_inner()))
}

/// The partner, provider or reserve of the pool with this id.
fn target(plan: &Plan, pool: usize, id: &str) -> Result<Target> {
    let partnership = &plan.partnership;
    let pool = &partnership.pools[pool];
    if let Some(partner) = partnership.partner(id) {
        return Ok(Target::Party(Party::Partner(partner)));
    }
    if let Some(provider) = partnership.provider(id) {
        return Ok(Target::Party(Party::Provider(provider)));
    }
    if let Some(reserve) = pool.reserve(id) {
        return Ok(Target::Reserve(reserve));
    }
    let partners = partnership.partners.iter().map(|p| p.id.value.as_str());
    let providers = partnership.providers.iter().map(|p| p.id.value.as_str());
    let reserves = pool.reserves.iter().map(|r| r.id.value.as_str());
    let names = partners.chain(reserves).chain(providers).collect();
    let fact = format!(
        "there is no partner, provider or reserve of pool `{}` named `{}`",
        pool.id.value,
        shown(id)
    );
    Err(unknown(&fact, id, names))
}

/// Why there is no figure to trace.
fn absent(plan: &Plan, sources: &Sources, outcome: &Outcome, of: Of, name: &str) -> anyhow::Error {
    if let Some(not) = outcome.not_computed.iter().find(|n| n.scope == name) {
        let at = not
            .refusal
            .at
            .map(|at| format!(" ({})", sources.places(at)));
        let why = &not.refusal.why;
        return anyhow!("{name} is not computed: {why}{}", at.unwrap_or_default());
    }
    match of {
        Of::Scheme(scheme) => {
            let mut scopes = outcome.scopes.iter();
            let together = scopes.find(|scope| scope.schemes.contains(&scheme));
            match together {
                Some(scope) => anyhow!(
                    "{name} is shared together with other schemes of its pool: ask --trace {}",
                    scope.name
                ),
                None => anyhow!("{name} is not computed: `jcplan riskshare` says why"),
            }
        }
        Of::Pool(pool) => {
            let id = &plan.partnership.pools[pool].id.value;
            let own = outcome.scopes.iter().filter(|scope| scope.pool == pool);
            match own.map(|scope| scope.name.as_str()).next() {
                Some(scheme) => anyhow!(
                    "pool `{id}` is not shared as a whole but scheme by scheme: ask --trace {scheme}, or another of its schemes"
                ),
                None => anyhow!("nothing of pool `{id}` is computed: `jcplan riskshare` says why"),
            }
        }
    }
}
