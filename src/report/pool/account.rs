//! The memorandum account of a pool beside last year's, and whose the surplus or deficit is.

use super::figures::{NOT_COMPUTED, cell, period, surplus_words};
use super::told::Told;
use crate::compute::outturn::Basis;
use crate::compute::pool::{Account, AllFunding, Fund, Shared};
use crate::model::{Party, Source, Standing};
use crate::report::sources::source_words;
use crate::report::{Cell, Part, Table, listed, text};
use crate::value::Money;
use std::collections::BTreeSet;

/// The last line of both tables.
const SURPLUS: &str = "Surplus, or below nil deficit";

/// The account of a pooled fund.
pub(super) fn parts(told: &Told, fund: &Fund) -> Vec<Part> {
    let words = told.words();
    let host = match &fund.host {
        Ok(host) => format!("hosted by {}", told.partner_name(*host)),
        Err(_) => "its host is not known".to_owned(),
    };
    let mut parts = vec![
        Part::Heading(format!(
            "{}: memorandum account",
            words.pool_name(fund.pool)
        )),
        Part::Sentence(format!("A pooled fund, {host}.")),
        Part::Table(income_and_expenditure(told, fund)),
    ];
    parts.extend(told.now(fund).map(|now| Part::Sentence(opening(told, now))));
    parts.extend(alone(told, fund).map(Part::Sentence));
    parts.push(Part::Heading(format!(
        "{}: whose the surplus or deficit is",
        words.pool_name(fund.pool)
    )));
    parts.push(Part::Table(whose(told, fund)));
    parts.push(Part::Sentence(
        "Above nil goes to a partner or into a reserve, below nil is borne by the partner or drawn \
         from the reserve. The shares are those of `jcplan riskshare`, which shows a cost above nil."
            .to_owned(),
    ));
    let beyond = told.now(fund).and_then(|now| now.shared.as_ref().ok());
    parts.extend(beyond.and_then(|shared| not_budgeted(told, fund, shared)));
    parts
}

/// Money kept beside the pooled funds: shown, never shared.
pub(super) fn beside(told: &Told, fund: &Fund) -> Vec<Part> {
    let how = match fund.standing {
        Some(Standing::Aligned) => "Aligned: decided on together and kept apart, each body's own.",
        Some(Standing::InView) => "In view only: looked at together, each body's own.",
        _ => "Whether it is pooled cannot be read.",
    };
    let name = told.words().pool_name(fund.pool);
    let mut parts = vec![
        Part::Heading(format!("{name}: beside the pooled funds")),
        Part::Sentence(format!(
            "{how} Nothing of it is shared, and it is in no figure above."
        )),
        Part::Table(income_and_expenditure(told, fund)),
    ];
    parts.extend(told.now(fund).map(|now| Part::Sentence(opening(told, now))));
    parts
}

/// What the figures of the period say.
fn opening(told: &Told, now: &Account) -> String {
    let question = &told.given.funds.question;
    let counted = match (question.last_month() == 12, question.basis) {
        (true, Basis::Forecast) => {
            "Funding is the year's contributions, expenditure that to date and as forecast"
        }
        (true, _) => "Funding is the year's contributions, whether they have all come or not",
        _ => "Funding is what is due of the contributions by then, whether it has come or not",
    };
    match now.surplus() {
        Err(_) => format!("{counted}. The surplus or deficit is not computed: see the last part."),
        Ok(amount) => {
            let to = question.period.last_day().long();
            let grant = match hands_on_later(told, now) {
                true => format!(
                    " Grant handed on is that to {to}: what is still to be handed on is not in expenditure, and the surplus is larger by it, or the deficit smaller."
                ),
                false => String::new(),
            };
            let when = match question.basis {
                Basis::Forecast => "for the year as forecast".to_owned(),
                Basis::ToDate => format!("to {to}"),
            };
            format!(
                "{counted}. The account shows {} {when}.{grant}",
                surplus_words(amount)
            )
        }
    }
}

/// May a forecast of the year leave out grant that is still to be handed on? Only of a pool into
/// which such a grant is paid, or that has handed some on.
fn hands_on_later(told: &Told, now: &Account) -> bool {
    let question = &told.given.funds.question;
    let to_come = question.basis == Basis::Forecast && !question.period.is_whole_year();
    let paid_in = now.funding.as_ref().is_ok_and(|funding| {
        let mut all = funding.by_source.iter();
        all.any(|((_, from), of)| *from == Some(Source::Dfg) && !of.planned.is_nil())
    });
    to_come && (paid_in || now.hands_on())
}

/// Said where there is no year to set beside it.
fn alone(told: &Told, fund: &Fund) -> Option<String> {
    (fund.accounts.len() == 1).then(|| {
        format!(
            "The ledger has no spend or income of this pool in {}: there is no year to set beside it.",
            told.given.funds.before
        )
    })
}

/// One line of figures, a column an account.
fn line(table: &mut Table, name: String, cells: Vec<Cell>, total: bool) {
    let mut row = vec![text(name)];
    row.extend(cells);
    match total {
        true => table.total(row),
        false => table.row(row),
    }
}

/// A table of one column for each account.
fn columns(fund: &Fund) -> Table {
    let periods: Vec<String> = fund.accounts.iter().map(|a| period(&a.question)).collect();
    let mut headings = vec![""];
    headings.extend(periods.iter().map(String::as_str));
    let figures: Vec<usize> = (1..headings.len()).collect();
    Table::new(&headings, &figures)
}

fn income_and_expenditure(told: &Told, fund: &Fund) -> Table {
    let accounts = &fund.accounts;
    let mut table = columns(fund);
    let each = |of: &dyn Fn(&Account) -> Cell| accounts.iter().map(of).collect::<Vec<_>>();
    funding(told, accounts, &mut table);
    let funded = each(&|a| cell(&a.counted()));
    line(&mut table, "Funding".to_owned(), funded, true);
    for scheme in schemes(accounts) {
        let of = |account: &Account| {
            let found = account.spend.iter().find(|s| s.scheme == scheme);
            found.map_or(Cell::Blank, |spend| cell(&spend.amount))
        };
        line(
            &mut table,
            told.words().scheme_name(scheme),
            each(&of),
            false,
        );
    }
    if accounts.iter().any(|a| a.hands_on() || a.doubt.is_some()) {
        let cells = each(&|a| cell(&a.handed_on()));
        line(&mut table, "Grant handed on".to_owned(), cells, false);
    }
    let spent = each(&|a| cell(&a.spent()));
    line(
        &mut table,
        "Expenditure, less income".to_owned(),
        spent,
        true,
    );
    let surplus = each(&|a| cell(&a.surplus()));
    line(&mut table, SURPLUS.to_owned(), surplus, true);
    table
}

/// What each partner pays, and of it what from each source.
fn funding(told: &Told, accounts: &[Account], table: &mut Table) {
    let of = |partner: usize, from: Option<Option<Source>>| -> Vec<Cell> {
        let known = accounts.iter().map(|a| a.funding.as_ref());
        let amount = |funding: &AllFunding| match from {
            None => funding.counted_of(partner),
            Some(from) => {
                let found = funding.by_source.get(&(partner, from));
                found.map_or(Money::NIL, |f| f.counted)
            }
        };
        known
            .map(|known| known.map_or_else(|_| text(NOT_COMPUTED), |f| Cell::Money(amount(f))))
            .collect()
    };
    for (partner, sources) in sources(accounts) {
        let name = format!("From {}", told.partner_name(partner));
        if let [only] = sources[..] {
            let name = format!("{name}: {}", source_words(only));
            line(table, name, of(partner, Some(only)), false);
            continue;
        }
        line(table, name, of(partner, None), false);
        for from in sources {
            let name = format!("· of it {}", source_words(from));
            line(table, name, of(partner, Some(from)), false);
        }
    }
}

/// Every partner of any of the accounts with its sources.
fn sources(accounts: &[Account]) -> Vec<(usize, Vec<Option<Source>>)> {
    let known = accounts.iter().filter_map(|a| a.funding.as_ref().ok());
    // A source nothing is planned of is told with what came, not in the account.
    let planned = known.flat_map(|f| {
        f.by_source
            .iter()
            .filter(|(_, f)| !f.counted.is_nil() || !f.planned.is_nil())
    });
    let all: BTreeSet<(usize, Option<Source>)> = planned.map(|(key, _)| *key).collect();
    let mut by_partner: Vec<(usize, Vec<Option<Source>>)> = Vec::new();
    for (partner, source) in all {
        match by_partner.last_mut() {
            Some((last, sources)) if *last == partner => sources.push(source),
            _ => by_partner.push((partner, vec![source])),
        }
    }
    by_partner
}

fn schemes(accounts: &[Account]) -> BTreeSet<usize> {
    let spend = accounts.iter().flat_map(|a| &a.spend);
    spend.map(|s| s.scheme).collect()
}

/// What becomes of the surplus: shares, reserves, and what is neither.
fn whose(told: &Told, fund: &Fund) -> Table {
    let accounts = &fund.accounts;
    let mut table = columns(fund);
    let of_shared = |of: &dyn Fn(&Shared) -> Money| -> Vec<Cell> {
        let known = accounts.iter().map(|a| a.shared.as_ref());
        known
            .map(|shared| shared.map_or_else(|_| text(NOT_COMPUTED), |s| Cell::Money(of(s))))
            .collect()
    };
    let known = || accounts.iter().filter_map(|a| a.shared.as_ref().ok());
    let mut parties: BTreeSet<Party> = known().flat_map(|s| s.shares.keys().copied()).collect();
    parties.extend((0..told.plan().partnership.partners.len()).map(Party::Partner));
    for party in parties {
        let of = |shared: &Shared| -shared.shares.get(&party).copied().unwrap_or_default();
        line(&mut table, told.words().name(party), of_shared(&of), false);
    }
    for reserve in 0..accounts.first().map_or(0, |a| a.reserves.len()) {
        let name = told.words().reserve_id(fund.pool, reserve);
        let cells = accounts.iter().map(|a| cell(&a.reserves[reserve].change));
        line(
            &mut table,
            format!("Reserve {name}"),
            cells.collect(),
            false,
        );
    }
    if known().any(|s| s.not_budgeted != Ok(Money::NIL)) {
        let known = accounts.iter().map(|a| a.shared.as_ref());
        let of = |s: &Shared| cell(&s.not_budgeted);
        let cells = known.map(|shared| shared.map_or_else(|_| text(NOT_COMPUTED), of));
        let cells = cells.collect();
        line(&mut table, "Not budgeted".to_owned(), cells, false);
    }
    if known().any(|s| !s.unallocated.is_nil()) {
        let cells = of_shared(&|s| -s.unallocated);
        line(&mut table, "With nobody yet".to_owned(), cells, false);
    }
    let surplus = accounts.iter().map(|a| cell(&a.surplus()));
    line(&mut table, SURPLUS.to_owned(), surplus.collect(), true);
    table
}

/// What `not budgeted` means here.
fn not_budgeted(told: &Told, fund: &Fund, shared: &Shared) -> Option<Part> {
    let known = shared.not_budgeted.as_ref().ok();
    let amount = *known.filter(|amount| !amount.is_nil())?;
    let size = amount.size();
    let question = &told.given.funds.question;
    let to_come = question.basis == Basis::Forecast && !question.period.is_whole_year();
    let grant = hands_on_later(told, told.now(fund)?);
    let why = match (question.last_month() == 12, amount.pence() > 0) {
        (true, true) if to_come && !grant => {
            format!("{size} of the year's funding is budgeted for no scheme")
        }
        (true, true) if to_come => format!(
            "{size} of the year's funding is for grant still to be handed on, or is budgeted for no scheme"
        ),
        (true, true) => format!(
            "the year's funding is {size} more than the schemes' budgets and grant handed on: the files do not say that it is carried forward"
        ),
        (true, false) => format!(
            "the schemes' budgets and grant handed on are {size} more than the year's funding"
        ),
        (false, true) => format!(
            "{size} is due from partners before it is budgeted to be spent, or is budgeted for no scheme"
        ),
        (false, false) => format!("{size} is budgeted to be spent before it is due from partners"),
    };
    let sound: Vec<String> = told.now(fund)?.funding.as_ref().ok().map(|funding| {
        vec![
            format!("{} of funding", funding.counted()),
            format!("{} of budgets", shared.baseline),
        ]
    })?;
    Some(Part::Sentence(format!(
        "Not budgeted: {why} ({}).",
        listed(&sound)
    )))
}
