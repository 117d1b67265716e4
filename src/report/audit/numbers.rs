//! What the registered numbers of providers told that their names did not.

use super::SHOWN;
use super::words::more;
use crate::compute::audit::{Audit, ByNumber};
use crate::report::{Part, listed};
use crate::value::shown;
use serde_json::{Value, json};

pub(super) fn numbers(audit: &Audit) -> Vec<Part> {
    let ByNumber { joined, parted } = &audit.contracts.by_number;
    let all = joined.len() + parted.len();
    if all == 0 {
        return Vec::new();
    }
    let named = |names: &[String]| {
        let names: Vec<String> = names.iter().map(|name| shown(name)).collect();
        listed(&names)
    };
    let one = joined
        .iter()
        .map(|(number, names)| format!("{}: one provider, for all have {number}", named(names)));
    let several = parted.iter().map(|(name, numbers)| {
        format!(
            "{}: {} providers, for the name stands with {}",
            shown(name),
            numbers.len(),
            listed(numbers)
        )
    });
    let lines: Vec<String> = one.chain(several).take(SHOWN).collect();
    let mut parts = vec![
        Part::Heading("Providers told by their number".to_owned()),
        Part::Sentence(
            "Numbers of companies and charities in the registers go before names. A number typed \
             wrong joins or parts what it should not: see that these are right."
                .to_owned(),
        ),
        Part::List(lines),
    ];
    parts.extend(more(all, "provider", "providers"));
    parts
}

pub(super) fn wire(audit: &Audit) -> Value {
    let ByNumber { joined, parted } = &audit.contracts.by_number;
    let one = joined
        .iter()
        .map(|(number, names)| json!({"number": number, "names": names}));
    let several = parted
        .iter()
        .map(|(name, numbers)| json!({"name": name, "numbers": numbers}));
    json!({"one": one.collect::<Vec<_>>(), "several": several.collect::<Vec<_>>()})
}
