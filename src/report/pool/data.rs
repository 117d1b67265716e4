//! The tidy table of the report, for spreadsheets: a row a figure.

use super::bridge::STEPS;
use super::data_account::account;
use super::figures::{period, source};
use super::promises::stands;
use super::told::Told;
use crate::compute::outturn::{Basis, Question};
use crate::compute::pool::{Bridge, Fund, Known};
use crate::model::{Source, Standing};
use crate::report::missing::Gap;
use crate::report::riskshare::sections::with_place;
use crate::report::{Cell, Table, text};
use crate::value::{Day, Money};

/// A row being made.
#[derive(Default)]
pub(super) struct Row {
    pub(super) table: &'static str,
    pub(super) line: String,
    pub(super) of: String,
    pub(super) from: String,
    pub(super) period: String,
    pub(super) amount: Option<Money>,
    pub(super) on: Option<Day>,
    pub(super) days: Option<i32>,
    pub(super) note: String,
}

/// The rows made so far, and the pool they are of.
pub(super) struct Rows<'t> {
    pub(super) told: &'t Told,
    table: Table,
    pub(super) pool: usize,
    pub(super) standing: Option<Standing>,
}

impl Rows<'_> {
    pub(super) fn add(&mut self, row: Row) {
        let standing = Standing::WORDS
            .iter()
            .find(|(_, s)| Some(*s) == self.standing);
        let day = |day: Option<Day>| day.map_or(Cell::Blank, Cell::Day);
        self.table.row(vec![
            text(self.told.words().pool_id(self.pool)),
            text(standing.map_or("", |(word, _)| word)),
            text(row.table),
            text(row.period),
            text(row.line),
            text(row.of),
            text(row.from),
            row.amount.map_or(Cell::Blank, Cell::Money),
            day(row.on),
            row.days.map_or(Cell::Blank, |n| Cell::Count(i64::from(n))),
            text(row.note),
        ]);
    }

    pub(super) fn figure(
        &mut self,
        table: &'static str,
        at: &str,
        line: &str,
        of: String,
        known: &Known<Money>,
    ) {
        let note = match known {
            Ok(_) => String::new(),
            Err(refusal) => format!("not computed: {}", with_place(refusal, self.told.sources())),
        };
        self.add(Row {
            table,
            line: line.to_owned(),
            of,
            period: at.to_owned(),
            amount: known.as_ref().ok().copied(),
            note,
            ..Row::default()
        });
    }
}

const HEADINGS: [&str; 11] = [
    "pool",
    "standing",
    "table",
    "period",
    "line",
    "of",
    "source",
    "amount",
    "due",
    "days_late",
    "note",
];

/// Every figure of every pool; then what is not computed and what was left out.
pub(super) fn data(told: &Told) -> Table {
    let mut rows = Rows {
        told,
        table: Table::new(&HEADINGS, &[7, 9]),
        pool: 0,
        standing: None,
    };
    for fund in &told.given.funds.pools {
        (rows.pool, rows.standing) = (fund.pool, fund.standing);
        for of in &fund.accounts {
            account(&mut rows, of);
        }
        if fund.standing == Some(Standing::Pooled) {
            promises(&mut rows, fund);
        }
        budgets(&mut rows, fund);
        bridges(&mut rows, fund);
    }
    let mut table = rows.table;
    minimums(told, &mut table);
    let missing = told.missing.iter().map(|missing| {
        let why = with_place(&missing.refusal, told.sources());
        (missing.name(told.plan()), why)
    });
    let gaps = Gap::all("not-computed", missing, told.left_out.clone());
    Gap::add(gaps, &mut table, ["of", "table", "note"]);
    table
}

fn promises(rows: &mut Rows<'_>, fund: &Fund) {
    let Ok(promises) = &fund.promises else {
        return;
    };
    let year = rows.told.given.funds.question.period.year().to_string();
    for partner in &promises.partners {
        let of = rows.told.partner_id(partner.partner);
        for part in &partner.parts {
            for (line, amount) in [("promised", part.due.amount), ("received", part.received)] {
                rows.add(Row {
                    table: "instalments",
                    line: line.to_owned(),
                    of: of.clone(),
                    from: source(part.due.source).to_owned(),
                    period: year.clone(),
                    amount: Some(amount),
                    on: Some(part.due.on),
                    days: part.days,
                    note: stands(part),
                });
            }
        }
        if !partner.beyond.is_nil() {
            rows.figure("instalments", &year, "beyond", of, &Ok(partner.beyond));
        }
    }
}

fn budgets(rows: &mut Rows<'_>, fund: &Fund) {
    let question = rows.told.given.funds.question;
    let to_date = period(&Question {
        basis: Basis::ToDate,
        ..question
    });
    let year = question.period.year().to_string();
    for budget in &fund.budgets {
        let of = rows.told.words().scheme_id(budget.scheme);
        for (at, cost, known) in [
            (&to_date, "spend", &budget.to_date),
            (&year, "forecast", &budget.year),
        ] {
            let part = |what: fn(&crate::compute::pool::Figures) -> Money| -> Known<Money> {
                known.as_ref().map(what).map_err(Clone::clone)
            };
            rows.figure("budget", at, "budget", of.clone(), &part(|f| f.budget));
            rows.figure("budget", at, cost, of.clone(), &part(|f| f.outturn));
            let variance = part(crate::compute::pool::Figures::variance);
            rows.figure("budget", at, "variance", of.clone(), &variance);
            if question.period.is_whole_year() {
                break;
            }
        }
    }
}

fn bridges(rows: &mut Rows<'_>, fund: &Fund) {
    let question: Question = rows.told.given.funds.question;
    let at = format!(
        "{} to {}",
        rows.told.given.funds.before,
        question.period.year()
    );
    let mut all: Vec<(&'static str, String, Option<Source>, &Known<Bridge>)> = Vec::new();
    if let Ok(Some(contributions)) = &fund.contributions {
        for ((partner, from), bridge) in contributions {
            all.push((
                "contributions bridge",
                rows.told.partner_id(*partner),
                *from,
                bridge,
            ));
        }
    }
    for (scheme, bridge) in fund.baselines.iter().flatten() {
        let of = rows.told.words().scheme_id(*scheme);
        all.push(("baselines bridge", of, None, bridge));
    }
    for (table, of, from, bridge) in all {
        let Ok(bridge) = bridge else { continue };
        let ends = [("last year", bridge.before), ("this year", bridge.now)];
        let steps = STEPS.iter().map(|(_, name, of)| (*name, of(bridge)));
        for (line, amount) in ends.into_iter().chain(steps) {
            rows.add(Row {
                table,
                line: line.to_owned(),
                of: of.clone(),
                from: from.map_or("", Source::word).to_owned(),
                period: at.clone(),
                amount: Some(amount),
                ..Row::default()
            });
        }
    }
}

/// Minimums are of all pools together.
fn minimums(told: &Told, table: &mut Table) {
    let funds = &told.given.funds;
    for margin in &funds.minimums {
        let of = margin
            .partner
            .map_or_else(String::new, |p| told.partner_id(p));
        for (line, known) in [
            ("minimum", Ok(margin.least)),
            ("pooled", margin.pooled.clone()),
            ("margin", margin.over()),
        ] {
            table.row_with(vec![
                ("table", text("minimums")),
                ("period", text(funds.question.period.year().to_string())),
                ("line", text(line)),
                ("of", text(of.clone())),
                ("source", text(margin.source.word())),
                ("amount", known.map_or(Cell::Blank, Cell::Money)),
            ]);
        }
    }
}
