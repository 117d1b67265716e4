//! The pictures: cover of every cell month by month, and the contracts of one cell.

use super::Given;
use super::words::{Words, first_words};
use crate::compute::audit::{Audit, Audited, Cover, Stretch, contracts_of, coverage, line_of};
use crate::report::{Chart, Lane, Part, Shade, counted};
use crate::value::{Day, Month};
use crate::value::{folded, shown};

/// Lanes a picture has before the rest is counted.
const LANES: usize = 60;
/// Months before the day asked about.
const BEFORE: i32 = 3;
/// Months a picture shows at most.
const MONTHS: i32 = 60;

/// From the month three before the day asked about to that of the horizon.
pub(super) fn window(given: &Given) -> (Day, Day) {
    let first = given.question.as_at.plus_months(-BEFORE);
    let from = Month::of(first).first_day();
    let most = from.plus_months(MONTHS - 1);
    (
        from,
        Month::of(given.question.horizon().min(most)).last_day(),
    )
}

/// The calendar of cover.
pub(super) fn calendar(given: &Given, audit: &Audit, words: &Words<'_>) -> Vec<Part> {
    let (from, to) = window(given);
    let mut all = coverage(audit, from, to);
    let nothing = |stretches: &[Stretch]| stretches.iter().all(|(_, _, c)| *c == Cover::Nothing);
    let lanes = all.len();
    // Cells covered on no day shown have no lane: most were let go of years ago.
    all.retain(|lane| !nothing(&lane.stretches));
    let bare = lanes - all.len();
    if all.is_empty() {
        return Vec::new();
    }
    let has = |cover| {
        let with = all
            .iter()
            .filter(|lane| lane.stretches.iter().any(|(_, _, c)| *c == cover));
        with.count()
    };
    let (double, possible, none) = (
        has(Cover::Double),
        has(Cover::Possible),
        has(Cover::Nothing),
    );
    let chart = Chart {
        title: format!("Cover, {} to {}", from.short(), to.short()),
        from,
        to,
        today: given.question.as_at,
        lanes: all
            .iter()
            .take(LANES)
            .map(|lane| Lane {
                name: words.cells(&lane.cells),
                stretches: shaded(&lane.stretches),
            })
            .collect(),
    };
    let rest = match all.len().saturating_sub(LANES) {
        0 => String::new(),
        n => format!(
            " {} not shown here: --format json has all.",
            counted(n, "more lane is", "more lanes are")
        ),
    };
    let bare = match bare {
        0 => String::new(),
        n => format!(
            " {} on no day shown and {} left out.",
            counted(n, "more is covered", "more are covered"),
            if n == 1 { "is" } else { "are" }
        ),
    };
    vec![
        Part::Heading("Cover month by month".to_owned()),
        Part::Chart(chart),
        Part::Sentence(format!(
            "Of {}: covered twice at some time {double}, hanging on an extension {possible}, without \
             cover on some days {none}.{rest}{bare}",
            counted(all.len(), "lane", "lanes"),
        )),
    ]
}

fn shaded(stretches: &[Stretch]) -> Vec<(Day, Day, Shade)> {
    let each = stretches.iter().map(|(from, to, cover)| {
        let shade = match cover {
            Cover::Nothing => Shade::Nothing,
            Cover::Possible => Shade::Possible,
            Cover::Firm => Shade::Firm,
            Cover::Double => Shade::Double,
        };
        (*from, *to, shade)
    });
    each.collect()
}

/// Positions of the cells `service[/area[/cohort]]` names; services by id or name.
pub(super) fn named(audit: &Audit, asked: &str) -> Vec<u32> {
    let parts: Vec<String> = asked.split('/').map(|p| folded(p.trim())).collect();
    let fits = |cell: &crate::compute::audit::Cell| {
        let service = [
            folded(&cell.service),
            folded(audit.service_name(&cell.service)),
        ];
        let is = |part: Option<&String>, value: Option<&String>| {
            part.is_none_or(|p| p.is_empty() || value.is_some_and(|v| folded(v) == *p))
        };
        parts.first().is_some_and(|p| service.contains(p))
            && is(parts.get(1), cell.area.as_ref())
            && is(parts.get(2), cell.cohort.as_ref())
            && parts.len() <= 3
    };
    let positions = (0_u32..).zip(&audit.cells);
    positions
        .filter(|(_, cell)| fits(cell))
        .map(|(i, _)| i)
        .collect()
}

/// The contracts of the cells asked for, one lane each.
pub(super) fn timeline(given: &Given, audit: &Audit, words: &Words<'_>) -> Vec<Part> {
    let Some(asked) = &given.cell else {
        return Vec::new();
    };
    let contracts = contracts_of(audit, &named(audit, asked));
    let heading = Part::Heading(format!("Contracts of {}", shown(asked)));
    let of = |position: &u32| words.contract(*position);
    let first = contracts.iter().map(|c| of(c).starts).min();
    let Some(first) = first else {
        return vec![heading, Part::Sentence("No contract covers it.".to_owned())];
    };
    let today = given.question.as_at;
    let last = contracts
        .iter()
        .filter_map(|c| of(c).extends_to.or(of(c).ends))
        .max();
    let last = last.unwrap_or(today).max(given.question.horizon());
    // Two years back and three ahead, or what there is.
    let from = Month::of(first.max(today.plus_months(-24))).first_day();
    let to = Month::of(last.min(today.plus_months(36)).max(from)).last_day();
    let inside: Vec<u32> = contracts
        .iter()
        .copied()
        .filter(|c| of(c).starts <= to && of(c).extends_to.or(of(c).ends).is_none_or(|d| d >= from))
        .collect();
    let lane = |position: &u32| {
        let contract = of(position);
        Lane {
            name: called(contract),
            stretches: shaded(&line_of(contract, from, to)),
        }
    };
    let on_the_day = |c: &&u32| of(c).starts <= today && of(c).ends.is_none_or(|d| d >= today);
    let on_the_day = inside.iter().filter(on_the_day).count();
    let said = format!(
        "{} in force on {}.{}",
        counted(on_the_day, "contract is", "contracts are"),
        today.long(),
        not_shown(contracts.len() - inside.len(), inside.len())
    );
    vec![
        heading,
        Part::Chart(Chart {
            title: format!("Contracts of {}", shown(asked)),
            from,
            to,
            today,
            lanes: inside.iter().take(LANES).map(lane).collect(),
        }),
        Part::Sentence(said),
    ]
}

/// `C-1, Fellside Care Ltd`.
fn called(contract: &Audited) -> String {
    let providers = super::words::few_of(&contract.providers);
    let who = match providers.is_empty() {
        true => first_words(&contract.title),
        false => providers,
    };
    format!("{}, {who}", shown(&contract.label))
}

fn not_shown(outside: usize, inside: usize) -> String {
    let outside = match outside {
        0 => String::new(),
        n => {
            let lie = counted(n, "more lies", "more lie");
            format!(" {lie} before or after the days shown.")
        }
    };
    let rest = match inside.saturating_sub(LANES) {
        0 => String::new(),
        n => format!(" {} not shown.", counted(n, "more is", "more are")),
    };
    format!("{outside}{rest}")
}

/// Does anything fit the cell asked for? Otherwise the names there are.
pub fn cells_like(audit: &Audit, asked: &str) -> Result<(), String> {
    if !named(audit, asked).is_empty() {
        return Ok(());
    }
    let mut services: Vec<&str> = audit.cells.iter().map(|c| c.service.as_str()).collect();
    services.dedup();
    let mut services: Vec<String> = services
        .into_iter()
        .map(|id| audit.service_name(id).to_owned())
        .collect();
    services.truncate(12);
    Err(format!(
        "no contract or need has the cell `{}`: write service, service/area or \
         service/area/cohort; services here are {}",
        shown(asked),
        services.join(", ")
    ))
}
