//! A year of the Better Care Fund as a page: what is known of it, and what is not.

use crate::seeds::{self, BetterCareYear, Due};
use crate::value::Day;

/// A day, and whether a source was seen for it.
pub(crate) fn due_words(due: &Due) -> String {
    let day = due.day().map_or_else(|| due.on.clone(), |day| day.long());
    sure(&day, due.verified)
}

fn sure(text: &str, verified: bool) -> String {
    match verified {
        true => text.to_owned(),
        false => format!("{text} (not verified)"),
    }
}

/// `5,614`.
fn thousands(n: u32) -> String {
    match n {
        0..1000 => n.to_string(),
        _ => format!("{},{:03}", n / 1000, n % 1000),
    }
}

/// The page.
pub(crate) fn page(year: &BetterCareYear) -> String {
    let published = Day::parse(&year.published).map(|day| day.long());
    let mut page = format!(
        "# {}\n\nThe Better Care Fund in {}: {}, published {}.\n\n",
        year.year,
        year.year,
        year.framework,
        published.unwrap_or_else(|_| year.published.clone())
    );
    let days = [
        ("Plans due", &year.plan_due),
        ("Agreement signed by", &year.agreement_signed_by),
    ];
    for (name, due) in days {
        let said = due
            .as_ref()
            .map_or_else(|| "not known".to_owned(), due_words);
        page.push_str(&format!("- {name}: {said}\n"));
    }
    if let Some(uplift) = &year.asc_minimum_uplift {
        let line = format!("- Minimum for adult social care: {uplift} above the year before\n");
        page.push_str(&line);
    }
    for (heading, lines) in lists(year) {
        if !lines.is_empty() {
            let lines: String = lines.iter().map(|line| format!("- {line}\n")).collect();
            page.push_str(&format!("\n**{heading}**\n\n{lines}"));
        }
    }
    page
}

fn lists(year: &BetterCareYear) -> Vec<(&'static str, Vec<String>)> {
    let sources = year.sources.iter().map(|source| {
        let amount = source
            .national_millions
            .map(|n| format!(", £{}m nationally", thousands(n)));
        let note = source.note.as_ref().map(|note| format!(" ({note})"));
        format!(
            "`{}`: {}{}{}",
            source.source,
            source.name,
            amount.unwrap_or_default(),
            note.unwrap_or_default()
        )
    });
    let conditions = year.conditions.iter().map(|id| {
        let text = seeds::item(id).map_or("", |item| item.text.as_str());
        format!("`{id}`: {text}")
    });
    let signed = year.sign_off.iter().map(|s| sure(&s.text, s.verified));
    let measures = year.metrics.iter().map(|m| sure(&m.text, m.verified));
    let returns = year.returns.iter();
    let returns = returns.map(|r| format!("{}: {}", r.period, due_words(&r.due)));
    vec![
        ("Sources", sources.collect()),
        ("Conditions", conditions.collect()),
        ("Signed off by", signed.collect()),
        ("Measures", measures.collect()),
        ("Returns", returns.collect()),
        ("Not known", year.not_known.clone()),
    ]
}
