//! Schemes and the rows of the ledger, drawn.

use super::tape::Tape;
use super::{Folder, parties, pounds};
use std::fmt::Write;

#[derive(Clone)]
pub(crate) struct Scheme {
    pub(crate) id: String,
    pub(crate) pool: usize,
    pub(crate) rule: usize,
    pub(super) lead: String,
    pub(crate) more: String,
    pub(crate) baseline: i128,
}

/// A row of the ledger; columns without a value are blank.
#[derive(Clone, Default)]
pub(crate) struct Row {
    pub(crate) kind: &'static str,
    pub(crate) pool: String,
    pub(crate) scheme: String,
    pub(crate) partner: String,
    pub(crate) amount: i128,
    pub(crate) cause: &'static str,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) paid_by: String,
}

pub(super) fn scheme(tape: &mut Tape<'_>, folder: &mut Folder, i: u32) {
    let id = format!("scheme-{i}");
    let baseline = tape.amount() + tape.amount();
    let variance = tape.amount() * if tape.up_to(1) == 1 { -1 } else { 1 };
    let mut more = String::new();
    if tape.one_in(4) {
        more.push_str("    profile: fixed\n");
    }
    let first = &folder.partners[0];
    let _ = writeln!(
        more,
        "    funding: {{{first}: \"{}\"}}",
        pounds(1 + tape.amount())
    );
    let mut left = baseline + variance;
    let spend = |amount: i128, cause: &'static str| Row {
        kind: "spend",
        scheme: id.clone(),
        amount,
        cause,
        ..Row::default()
    };
    for cause in ["", "fire", "flood"] {
        if tape.one_in(3) {
            let amount = tape.amount() * if tape.one_in(4) { -1 } else { 1 };
            left -= amount;
            let mut row = spend(amount, cause);
            if cause.is_empty() {
                row.paid_by = tape.pick(&folder.partners).to_owned();
            }
            folder.rows.push(row);
        }
    }
    folder.rows.push(spend(left, ""));
    folder.schemes.push(Scheme {
        pool: tape.up_to(folder.pools.len() as u32 - 1) as usize,
        rule: tape.up_to(folder.rules.len() as u32 - 1) as usize,
        lead: tape.pick(&folder.partners).to_owned(),
        id,
        more,
        baseline,
    });
}

pub(super) fn payments(tape: &mut Tape<'_>, folder: &mut Folder, pool: usize) {
    let pool = folder.pools[pool].clone();
    for partner in folder.partners.clone() {
        folder.rows.push(Row {
            kind: "contribution",
            pool: pool.id.clone(),
            partner,
            amount: 1 + tape.amount(),
            ..Row::default()
        });
    }
    for from in parties(folder) {
        if from != pool.host && tape.one_in(3) {
            folder.rows.push(Row {
                kind: "settlement",
                pool: pool.id.clone(),
                amount: tape.amount(),
                from,
                to: pool.host.clone(),
                ..Row::default()
            });
        }
    }
}
