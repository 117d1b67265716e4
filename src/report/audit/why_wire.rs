//! `jcplan audit --why` as one tidy table, and `jcplan/audit-why/1`: the wire format.

use super::read::unread;
use super::why::{Asked, Told, count, how_many, kept};
use crate::compute::audit::{Against, By, Classified, Fit, Reason, Where};
use crate::report::defined_twice;
use crate::report::{Cell, Table, Wire, text};
use serde_json::{Value, json};

/// A row for each contract and way it was taken.
pub(super) fn data(asked: &Asked) -> Table {
    let headings = [
        "contract",
        "file",
        "line",
        "rows",
        "title",
        "service",
        "by",
        "words",
        "own_rule",
        "cpv",
        "column",
        "fitted_as_well",
        "kept_out",
    ];
    let mut table = Table::new(&headings, &[2, 3]);
    for (one, reason) in asked.reasons() {
        table.row(line(asked, one, reason));
    }
    table
}

fn line(asked: &Asked, one: &Classified, reason: &Reason) -> Vec<Cell> {
    let fit = match &reason.by {
        By::Rule(fit) => Some(fit),
        _ => None,
    };
    let by = match &reason.by {
        By::Column(_) => "column",
        By::Rule(fit) => fit.place.word(),
        By::Nothing => "",
    };
    let column = match &reason.by {
        By::Column(written) => Some(written),
        _ => reason.passed_over.as_ref(),
    };
    let ids = |fits: &mut dyn Iterator<Item = String>| fits.collect::<Vec<_>>().join("; ");
    vec![
        text(one.label.clone()),
        text(asked.given.plan.registers[one.register].name.clone()),
        count(line_of(asked, reason)),
        count(reason.rows),
        text(one.title.clone()),
        text(reason.service.clone().unwrap_or_default()),
        text(by),
        text(fit.map_or(String::new(), |f| f.words.join("; "))),
        text(fit.map_or("", |f| if f.own { "yes" } else { "no" })),
        text(fit.and_then(|f| f.code.clone()).unwrap_or_default()),
        text(column.cloned().unwrap_or_default()),
        text(ids(&mut reason.also.iter().map(|f| f.service.clone()))),
        text(ids(&mut reason.nearly.iter().map(|(f, against)| {
            format!("{} by {}", f.service, kept(against))
        }))),
    ]
}

fn line_of(asked: &Asked, reason: &Reason) -> usize {
    asked.given.sources.place(reason.at).line
}

/// The wire format; the list of contracts, which may be long, is made while it is written.
pub(super) fn wire(asked: &std::rc::Rc<Asked>) -> Wire {
    let head = &asked.given.around;
    let plan = &asked.given.plan;
    let n = |what| how_many(&asked.all, what);
    let id = plan.partnership.id.value();
    let services = asked
        .audit
        .services
        .iter()
        .enumerate()
        .map(|(i, s)| json!({"id": s.id, "name": s.name, "own": i < asked.own}));
    let lost = plan.partnership.lost_services.iter();
    let value = json!({
        "schema": "jcplan/audit-why/1",
        "partnership": id.map(ToString::to_string),
        "folder": head.folder,
        "as_at": asked.given.question.as_at.to_string(),
        "digest": head.digest,
        "revision": head.revision,
        "not_read": unread(&asked.given),
        "defined_twice": defined_twice::all(&plan.partnership, &asked.given.sources),
        "services_not_read": lost.map(|at| asked.given.sources.short(*at)).collect::<Vec<_>>(),
        "services": services.collect::<Vec<_>>(),
        "contracts": asked.all.len(),
        "by_column": n(Told::Column),
        "by_title": n(Told::Rule(Where::Title)),
        "by_description": n(Told::Rule(Where::Description)),
        "not_classified": n(Told::Not),
        "why": [],
    });
    let of = std::rc::Rc::clone(asked);
    Wire::listing(value, "why", asked.all.len(), move |i| {
        contract(&of, &of.all[i])
    })
}

fn contract(asked: &Asked, one: &Classified) -> Value {
    let taken = one.reasons.iter().map(|reason| {
        let (by, fit) = match &reason.by {
            By::Column(_) => (Some("column"), None),
            By::Rule(fit) => (Some(fit.place.word()), Some(fit_of(fit))),
            By::Nothing => (None, None),
        };
        let written = match &reason.by {
            By::Column(written) => Some(written),
            _ => None,
        };
        json!({
            "line": line_of(asked, reason),
            "rows": reason.rows,
            "service": reason.service,
            "by": by,
            "column": written,
            "column_passed_over": reason.passed_over,
            "rule": fit,
            "fitted_as_well": reason.also.iter().map(fit_of).collect::<Vec<_>>(),
            "kept_out": reason.nearly.iter().map(kept_out).collect::<Vec<_>>(),
        })
    });
    json!({
        "contract": one.label,
        "reference": one.reference,
        "file": asked.given.plan.registers[one.register].name,
        "title": one.title,
        "placed_in_time": one.contract.is_some(),
        "taken": taken.collect::<Vec<_>>(),
    })
}

fn fit_of(fit: &Fit) -> Value {
    json!({
        "service": fit.service,
        "own": fit.own,
        "in": fit.place.word(),
        "words": fit.words,
        "cpv": fit.code,
    })
}

fn kept_out((fit, against): &(Fit, Against)) -> Value {
    let mut value = fit_of(fit);
    match against {
        Against::Word(word) => value["by_word"] = json!(word),
        Against::Codes(codes) => value["by_codes"] = json!(codes),
    }
    value
}
