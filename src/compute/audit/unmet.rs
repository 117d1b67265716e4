//! Needs the partnership means to cover and no contract covers on the day asked about.

use super::book::Book;
use super::contract::Pathways;
use super::place::Places;
use super::service::Rules;
use crate::model::{Need, Partnership};
use crate::seeds::Service;
use crate::source::Span;
use crate::value::folded;

/// A cell of `needs:` without a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// The cell, by position.
    pub cell: u32,
    /// step-up or step-down, where the need names one.
    pub pathway: Option<&'static str>,
    /// The entry of `needs:`; none where the registers themselves show it.
    pub at: Option<Span>,
}

/// The cells of every need that says its service, numbered before cells are put in order.
pub(super) fn wanted(
    partnership: &Partnership,
    places: &mut Places,
    rules: &Rules,
) -> Vec<(usize, Vec<u32>)> {
    let mut all = Vec::new();
    for (i, need) in partnership.needs.iter().enumerate() {
        let Some(service) = need.service.value() else {
            continue;
        };
        let list = |text: Option<&String>| -> Vec<String> {
            let parts = text.map_or("", String::as_str).split(';').map(str::trim);
            let named: Vec<String> = parts.filter(|p| !p.is_empty()).map(str::to_owned).collect();
            if named.iter().any(|n| folded(n) == "all") {
                return Vec::new();
            }
            named
        };
        let service = rules.id_of(service);
        let (areas, cohorts) = (list(need.area.value()), list(need.cohort.value()));
        all.push((i, places.needed(&service, &areas, &cohorts)));
    }
    all
}

/// Needs that nothing in force on the day covers. `in_force` are `(cell, contract)` sorted.
pub(super) fn unmet(
    needs: &[Need],
    wanted: &[(usize, Vec<u32>)],
    in_force: &[(u32, u32)],
    book: &Book,
    services_of_cells: &[&str],
    services: &[Service],
) -> Vec<Unmet> {
    let mut found = Vec::new();
    for (i, cells) in wanted {
        let need = &needs[*i];
        let asked = Pathways::read(&folded(need.pathway.value().map_or("", String::as_str)));
        for cell in cells {
            let from = in_force.partition_point(|(c, _)| c < cell);
            let here = in_force[from..].iter().take_while(|(c, _)| c == cell);
            let mut any = false;
            let mut served = Pathways::default();
            for (_, contract) in here {
                any = true;
                let usual = usual(services, services_of_cells[*cell as usize]);
                served = served.with(directions(book, *contract, usual));
            }
            let mut tell = |pathway| {
                found.push(Unmet {
                    cell: *cell,
                    pathway,
                    at: Some(need.at),
                });
            };
            if asked == Pathways::default() && !any {
                tell(None);
            }
            if asked.up && !served.up {
                tell(Some("step-up"));
            }
            if asked.down && !served.down {
                tell(Some("step-down"));
            }
        }
    }
    found.sort_by_key(|u| (u.cell, u.pathway, u.at));
    found.dedup_by_key(|u| (u.cell, u.pathway));
    found
}

/// Services in force with step-down and no step-up, as far as registers say pathways at all.
pub(super) fn one_way(
    in_force: &[(u32, u32)],
    book: &Book,
    services_of_cells: &[&str],
) -> Vec<Unmet> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < in_force.len() {
        let service = services_of_cells[in_force[i].0 as usize];
        let run = in_force[i..]
            .iter()
            .take_while(|(cell, _)| services_of_cells[*cell as usize] == service);
        let (mut count, mut served, mut silent) = (0, Pathways::default(), false);
        for (_, contract) in run {
            let stated = book.entry(*contract).pathways();
            silent |= stated == Pathways::default();
            served = served.with(stated);
            count += 1;
        }
        if served.down && !served.up && !silent {
            found.push(Unmet {
                cell: in_force[i].0,
                pathway: Some("step-up"),
                at: None,
            });
        }
        i += count;
    }
    found
}

/// What a contract says, else what its service usually does, else both.
fn directions(book: &Book, contract: u32, usual: Pathways) -> Pathways {
    match book.entry(contract).pathways() {
        stated if stated == Pathways::default() => usual,
        stated => stated,
    }
}

fn usual(services: &[Service], id: &str) -> Pathways {
    let known = services.iter().find(|s| s.id == id);
    known.map_or(
        Pathways {
            up: true,
            down: true,
        },
        |service| Pathways::read(&service.pathway),
    )
}
