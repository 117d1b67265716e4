//! Services of intermediate care, and the rules by which a contract is taken for one.

use super::read;
use serde::Deserialize;
use std::sync::OnceLock;

/// A service and the rules by which a contract is taken for one.
#[derive(Clone, Debug, Deserialize)]
pub struct Service {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// step-up, step-down or both.
    pub pathway: String,
    /// Does what is needed of it change from month to month?
    pub demand_varies: bool,
    /// A contract that has CPV codes must have one that begins with one of these; none: any.
    #[serde(default)]
    pub cpv: Vec<String>,
    /// Any of these decides for it.
    pub rules: Vec<Rule>,
}

/// One rule of classification.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Rule {
    /// One of these phrases.
    #[serde(default)]
    pub any: Vec<String>,
    /// One phrase of every list.
    #[serde(default)]
    pub all: Vec<Vec<String>>,
    /// None of these.
    #[serde(default)]
    pub not: Vec<String>,
    /// Looks at the description as well, where no rule finds the service in the title.
    #[serde(default)]
    pub description: bool,
    /// None of these in the title, whichever text the rule looks at. The built-in rules all have one
    /// list of them.
    #[serde(skip)]
    pub never: &'static [String],
}

#[derive(Deserialize)]
struct Services {
    never: Vec<String>,
    services: Vec<Service>,
}

/// The services of intermediate care, in the order their rules are tried.
pub fn services() -> &'static [Service] {
    static ALL: OnceLock<Vec<Service>> = OnceLock::new();
    ALL.get_or_init(|| {
        let text = include_str!("../../seeds/intermediate-care/services.yaml");
        let Services { never, services } = read(text, "services");
        let never = never.leak();
        let with_never = services.into_iter().map(|mut service: Service| {
            service.rules.iter_mut().for_each(|rule| rule.never = never);
            service
        });
        with_never.collect()
    })
}
