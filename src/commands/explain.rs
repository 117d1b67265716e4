//! `jcplan explain`: the page of a check, a computation, a matter, a service or a word.

use super::Product;
use crate::checks;
use crate::finding::Check;
use crate::seeds::{self, Item, Service};
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
    ("audit", include_str!("../../docs/audit.md")),
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
    if let Some(service) = seeds::services().iter().find(|s| s.id == name) {
        return Ok(Product::Page(service_page(service)));
    }
    if let Some(word) = word(&name) {
        return Ok(Product::Page(format!("{}\n", word.replace("**", ""))));
    }
    let mut names: Vec<String> = checks::all().map(|c| c.name.to_owned()).collect();
    names.extend(PAGES.iter().map(|(page, _)| (*page).to_owned()));
    names.extend(seeds::services().iter().map(|s| s.id.clone()));
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
    for id in check.basis {
        if let Some(item) = seeds::item(id) {
            page.push_str(&format!("\n{} ({}): {}\n", item.id, item.place, item.text));
        }
    }
    page
}

fn item_page(item: &Item) -> String {
    let checks: String = item
        .answered_by
        .iter()
        .map(|name| {
            let check = checks::all().find(|c| c.name == name);
            let summary = check.map(|c| c.summary()).unwrap_or_default();
            format!("- `{name}`: {summary}\n")
        })
        .collect();
    format!(
        "# {}\n\n{} ({}).\n\n{}\n\nAnswered by:\n\n{checks}",
        item.id, item.place, item.kind, item.text
    )
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
            format!("- {line}\n")
        })
        .collect();
    format!(
        "# {}\n\n{}; pathway: {}.\n\nA contract that names no service is taken for this one when its words hold:\n\n{rules}",
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
