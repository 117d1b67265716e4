//! `jcplan explain`: the page of a check, a computation, a matter, a service or a word.

use super::{Product, years};
use crate::checks;
use crate::finding::Check;
use crate::seeds::{self, Item, Service, Stating};
use crate::value::{folded, nearest};
use anyhow::{Result, bail};

/// Flags of `explain`.
#[derive(clap::Args)]
pub(crate) struct ExplainArgs {
    /// A check, a page, a matter (si-2000-617/7-3-a), a service or a word (out-turn)
    name: String,
}

/// Pages on whole computations.
pub(crate) const PAGES: &[(&str, &str)] = &[
    ("risk-shares", include_str!("../../docs/risk-shares.md")),
    ("pool", include_str!("../../docs/pool.md")),
    ("what-if", include_str!("../../docs/what-if.md")),
    ("conformance", include_str!("../../docs/conformance.md")),
    ("audit", include_str!("../../docs/audit.md")),
    ("flows", include_str!("../../docs/flows.md")),
    ("reconcile", include_str!("../../docs/reconcile.md")),
    ("services", include_str!("../../docs/services.md")),
    ("matters", include_str!("../../docs/matters.md")),
    ("files", include_str!("../../docs/files.md")),
    ("ci", include_str!("../../docs/ci.md")),
    ("waivers", include_str!("../../docs/waivers.md")),
    ("words", include_str!("../../docs/words.md")),
];

/// Prints one page.
pub(crate) fn explain(args: &ExplainArgs) -> Result<Product> {
    let name = folded(&args.name);
    let wanted = args.name.trim();
    if let Some(check) = checks::all().find(|check| check.name == name) {
        return Ok(Product::Page(check_page(check)));
    }
    if let Some((_, page)) = PAGES.iter().find(|(page, _)| *page == name) {
        return Ok(Product::Page((*page).to_owned()));
    }
    if let Some(item) = seeds::item(wanted) {
        return Ok(Product::Page(item_page(item)));
    }
    if let Some(year) = seeds::better_care_years().iter().find(|y| y.year == wanted) {
        return Ok(Product::Page(years::page(year)));
    }
    if let Some(service) = seeds::services().iter().find(|s| s.id == name) {
        return Ok(Product::Page(service_page(service)));
    }
    if let Some(word) = word(&name) {
        return Ok(Product::Page(format!("{}\n", word.replace("**", ""))));
    }
    let mut names: Vec<String> = checks::all().map(|c| c.name.to_owned()).collect();
    names.extend(PAGES.iter().map(|(page, _)| (*page).to_owned()));
    names.extend(seeds::services().iter().map(|s| s.id.clone()));
    names.extend(seeds::better_care_years().iter().map(|y| y.year.clone()));
    names.extend(words().map(|(name, _)| name));
    match nearest(wanted, names.iter().map(String::as_str)) {
        Some(near) => bail!("there is no page `{wanted}`; did you mean `{near}`?"),
        None => bail!(
            "there is no page `{wanted}`: `jcplan list checks`, `list matters` and `list pages` name them"
        ),
    }
}

/// The page, and the thread from the check to the law.
fn check_page(check: &Check) -> String {
    let mut page = check.page.to_owned();
    for id in check.rests_on() {
        if let Some(item) = seeds::item(id) {
            page.push_str(&format!("\n{} ({}): {}\n", item.id, item.place, item.text));
        }
    }
    page
}

fn item_page(item: &Item) -> String {
    let document = seeds::checklists()
        .iter()
        .find(|list| list.items.iter().any(|i| std::ptr::eq(i, item)));
    let title = document.map_or("", |list| list.title.as_str());
    let mut page = format!(
        "# {}\n\n{title}: {} ({}).\n\n{}\n",
        item.id,
        item.place,
        item.kind.word(),
        item.text
    );
    for line in holds_when(item) {
        page.push_str(&format!("\n{line}\n"));
    }
    for part in &item.parts {
        page.push_str(&format!("\n- {}: {}\n", part.words, stated_by(part)));
    }
    if let Some(question) = &item.question {
        page.push_str(&format!(
            "\nAsked of people: {question}\n\nKeep the answer in answers.csv or under `answers:`, \
             as item `{}`, with a date and evidence.\n",
            item.id
        ));
    }
    if let Some(other) = &item.same_as {
        page.push_str(&format!("\nAsked in the same words by `{other}`.\n"));
    }
    if !item.answered_by.is_empty() {
        page.push_str("\nAnswered by:\n\n");
    }
    for name in &item.answered_by {
        let check = checks::all().find(|c| c.name == name);
        let summary = check.map(|c| c.summary()).unwrap_or_default();
        page.push_str(&format!("- `{name}`: {summary}\n"));
    }
    page
}

/// When an item holds, and how sure it is.
fn holds_when(item: &Item) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(item.year.map(|year| format!("For {year}.")));
    lines.extend(item.since.map(|day| format!("From {}.", day.long())));
    lines.extend(item.until.map(|day| format!("Until {}.", day.long())));
    if !item.applies.is_empty() {
        let reasons: Vec<&str> = item.applies.iter().map(|when| when.otherwise()).collect();
        lines.push(format!("Does not apply where {}.", reasons.join(" and ")));
    }
    lines.extend(
        item.unverified
            .iter()
            .map(|why| format!("Not verified: {why}")),
    );
    lines
}

/// The keys and clauses that state a part.
fn stated_by(part: &Stating) -> String {
    let quoted = |names: &[String]| {
        let all: Vec<String> = names.iter().map(|n| format!("`{n}`")).collect();
        all.join(" or ")
    };
    match (part.keys.is_empty(), part.clauses.is_empty()) {
        (false, false) => format!(
            "stated by {}, or placed by a clause on {}",
            quoted(&part.keys),
            quoted(&part.clauses)
        ),
        (false, true) => format!("stated by {}", quoted(&part.keys)),
        (true, _) => format!("placed by a clause on {}", quoted(&part.clauses)),
    }
}

fn service_page(service: &Service) -> String {
    let rules: String = service
        .rules
        .iter()
        .map(|rule| {
            let mut line = String::new();
            if !rule.any.is_empty() {
                line.push_str(&format!("one of: {}", rule.any.join(", ")));
            }
            for list in &rule.all {
                let and = if line.is_empty() { "" } else { "; and " };
                line.push_str(&format!("{and}one of: {}", list.join(", ")));
            }
            if !rule.not.is_empty() {
                line.push_str(&format!("; and none of: {}", rule.not.join(", ")));
            }
            if rule.description {
                line.push_str("; looked for in the description too");
            }
            format!("- {line}\n")
        })
        .collect();
    let codes = match service.cpv.join(", ") {
        none if none.is_empty() => String::new(),
        codes => format!("\nWhere it has CPV codes, one of them must begin with: {codes}.\n"),
    };
    format!(
        "# {}\n\n{}; pathway: {}.\n\nA contract that names no service is taken for this one when its title holds:\n\n{rules}{codes}\n`jcplan explain services` says how rules work and how well they do.\n",
        service.id, service.name, service.pathway
    )
}

/// The words of the glossary: `- **out-turn**: …`.
fn words() -> impl Iterator<Item = (String, &'static str)> {
    let page = PAGES
        .iter()
        .find(|(name, _)| *name == "words")
        .map_or("", |(_, page)| page);
    page.split("\n- ").skip(1).filter_map(|entry| {
        let name = entry.strip_prefix("**")?.split("**").next()?;
        Some((folded(name), entry.trim_end()))
    })
}

fn word(name: &str) -> Option<&'static str> {
    words()
        .find(|(known, _)| known == name)
        .map(|(_, entry)| entry)
}
