//! How baseline and out-turn come about, and that everything adds up: the lines before and after
//! a scope's steps where its working is shown.

use super::words::Words;
use super::working::Telling;
use crate::compute::outturn::{Account, Expected, Question};
use crate::compute::risk_share::{Scope, Step};
use crate::model::Kind;
use crate::report::{Part, Worked};
use crate::source::Sources;
use crate::value::{Money, Month};

/// A scope's steps with their working, from its baseline to the sum that closes it.
pub(super) fn waterfall(
    words: &Words<'_>,
    sources: &Sources,
    question: &Question,
    scope: &Scope,
    accounts: &[Account],
) -> Vec<Part> {
    let mut lines = before(words, sources, scope, accounts);
    let steps = scope.steps.iter().enumerate();
    lines.extend(steps.map(|step| worked(words, sources, scope, step)));
    let mut parts = vec![
        Part::Heading(words.scope_title(scope)),
        Part::Sentence(words.opening(question, scope)),
        Part::Worked(lines),
        Part::Sentence(words.closing(scope)),
        Part::Sentence(identity(words, scope)),
    ];
    let notes = notes(words, sources, scope);
    if !notes.is_empty() {
        parts.push(Part::List(notes));
    }
    parts
}

/// Limits nobody came up to, and what else a reader must know.
pub(super) fn notes(words: &Words<'_>, sources: &Sources, scope: &Scope) -> Vec<String> {
    let telling = Telling {
        words,
        sources,
        scope,
    };
    let within = telling.all(&scope.within).into_iter();
    let within = within.map(|line| format!("a limit not reached: {line}"));
    within.chain(scope.notes.iter().cloned()).collect()
}

/// One step with its working.
pub(super) fn worked(
    words: &Words<'_>,
    sources: &Sources,
    scope: &Scope,
    (i, step): (usize, &Step),
) -> Worked {
    let telling = Telling {
        words,
        sources,
        scope,
    };
    Worked {
        name: format!("{}. {}", i + 1, words.step_name(step.kind)),
        amount: step.amount,
        said: words.sentence(scope, step),
        lines: telling.lines(step),
    }
}

/// Baseline, out-turn and variance, each with its working.
pub(super) fn before(
    words: &Words<'_>,
    sources: &Sources,
    scope: &Scope,
    accounts: &[Account],
) -> Vec<Worked> {
    let several = accounts.len() > 1;
    let named = |account: &Account, line: String| match several {
        true => format!("{}: {line}", scheme(words, account)),
        false => line,
    };
    let each = |lines: &dyn Fn(&Account) -> Vec<String>| -> Vec<String> {
        let all = accounts.iter().flat_map(|a| {
            let lines = lines(a).into_iter();
            lines.map(|line| named(a, line)).collect::<Vec<_>>()
        });
        all.collect()
    };
    let plain = |name: &str, amount: Money, lines: Vec<String>| Worked {
        name: name.to_owned(),
        amount,
        said: String::new(),
        lines,
    };
    let difference = less(scope.outturn, scope.baseline);
    let mut variance = vec![format!("out-turn less baseline: {difference}")];
    if let Some(rule) = scope.rule {
        let at = words.plan.partnership.risk_shares[rule].id.at;
        variance.push(format!(
            "shared by `{}` ({})",
            scope.risk_share,
            sources.short(at)
        ));
    }
    vec![
        plain("Baseline", scope.baseline, each(&|a| baseline(sources, a))),
        plain("Out-turn", scope.outturn, each(&outturn)),
        plain("Variance", scope.variance(), variance),
    ]
}

fn scheme(words: &Words<'_>, account: &Account) -> String {
    words.plan.partnership.schemes[account.scheme]
        .id
        .value
        .to_string()
}

/// `£5.00 − £2.00 = £3.00`.
fn less(a: Money, b: Money) -> String {
    format!("{a} − {b} = {}", a - b)
}

fn months(account: &Account) -> String {
    let (from, to) = account.months;
    Month::names(from, to)
}

fn baseline(sources: &Sources, account: &Account) -> Vec<String> {
    let mut lines = Vec::new();
    let (from, to) = account.months;
    let place = |at| sources.short(at);
    lines.push(match account.baseline {
        Expected::Phased => format!(
            "month by month in the ledger; {}: {}",
            months(account),
            account.expected
        ),
        Expected::Evenly(year, at) if (from, to) == (1, 12) => {
            format!("{year} for the year ({})", place(at))
        }
        Expected::Unevenly(year, at) if (from, to) == (1, 12) => format!(
            "{year} for the year, each month by the amount in force in it ({})",
            place(at)
        ),
        Expected::Unevenly(year, at) => format!(
            "{year} for the year, each month by the amount in force in it; {}: {} ({})",
            months(account),
            account.expected,
            place(at)
        ),
        Expected::Evenly(year, at) => format!(
            "{year} for the year, evenly over twelve months; {}, {} of 12: {} ({})",
            months(account),
            to + 1 - from,
            account.expected,
            place(at)
        ),
    });
    if account.kinds.contains_key(&Kind::Rebase) {
        lines.push(format!(
            "changed later, rows of kind `rebase`: {} + {} = {}",
            account.expected,
            account.sum(Kind::Rebase),
            account.baseline()
        ));
    }
    lines
}

fn outturn(account: &Account) -> Vec<String> {
    let mut lines = Vec::new();
    let (spend, income) = (account.sum(Kind::Spend), account.sum(Kind::Income));
    if account.kinds.contains_key(&Kind::Spend) || account.kinds.contains_key(&Kind::Income) {
        let (from, to) = account.months;
        let months = Month::names(from, to.min(account.gone));
        lines.push(format!(
            "{months}: spend less income {}",
            less(spend, income)
        ));
    }
    if let Some(made) = account.forecast.filter(|_| account.months.1 > account.gone) {
        let (from, to) = account.months;
        let months = Month::names(from.max(account.gone + 1), to);
        let of = match made {
            Some(day) => format!("{months}: forecast of {}", day.long()),
            None => format!("{months}: forecast"),
        };
        let (cost, income) = (
            account.sum(Kind::Forecast),
            account.sum(Kind::ForecastIncome),
        );
        lines.push(format!("{of}, less forecast income {}", less(cost, income)));
    }
    if let Some(carried) = account.carried {
        let (to_date, year) = (carried.to_date, carried.year);
        lines.push(format!(
            "no forecast, so carried on: {to_date} ÷ {} × 12 = {year} in the year; {} of that evenly over the months to come, {} of it here",
            carried.gone,
            less(year, to_date),
            carried.part
        ));
    }
    if lines.len() > 1 {
        lines.push(format!("together {}", account.outturn()));
    }
    lines
}

/// What the parties bear against the variance and what became of the rest.
pub(super) fn identity(words: &Words<'_>, scope: &Scope) -> String {
    let shares = scope.shares.iter();
    let shares: Vec<(String, Money)> = shares.map(|(p, m)| (words.id(*p), *m)).collect();
    let reserves = scope.reserves.iter();
    let mut rest = vec![("variance".to_owned(), scope.variance())];
    rest.push(("offset".to_owned(), scope.offset));
    rest.extend(reserves.map(|(r, m)| (words.reserve_id(scope.pool, *r), *m)));
    rest.push(("unallocated".to_owned(), -scope.unallocated));
    rest.retain(|(name, m)| name == "variance" || !m.is_nil());
    let bears = match shares.is_empty() {
        true => "nobody £0.00".to_owned(),
        false => summed(&shares),
    };
    format!("Adds up: {bears}; {}.", summed(&rest))
}

/// `icb £1.00 + council £2.00 = £3.00`; one alone without a sum.
pub(super) fn summed(all: &[(String, Money)]) -> String {
    let mut text = String::new();
    for (i, (name, amount)) in all.iter().enumerate() {
        match (i, amount.pence() < 0) {
            (0, _) => text.push_str(&format!("{name} {amount}")),
            (_, false) => text.push_str(&format!(" + {name} {amount}")),
            (_, true) => text.push_str(&format!(" − {name} {}", amount.size())),
        }
    }
    if all.len() > 1 {
        let sum: Money = all.iter().map(|(_, amount)| *amount).sum();
        text.push_str(&format!(" = {sum}"));
    }
    text
}
