//! The partnership's own services, and the list of services they make with the built-in ones.

use super::{Field, Partnership};
use crate::seeds::{self, Rule, Service};
use crate::source::Spanned;
use crate::value::Id;

/// A service of the partnership's own, or rules it adds to a built-in one.
#[derive(Clone, Debug)]
pub struct OwnService {
    /// Its id: of its own, or of a built-in service it adds to.
    pub id: Spanned<Id>,
    /// Its name.
    pub name: Field<String>,
    /// step-up, step-down or both.
    pub pathway: Field<String>,
    /// Does what is needed of it change from month to month?
    pub demand_varies: Option<bool>,
    /// Beginnings of CPV codes: a contract that has codes must have one of these.
    pub cpv: Vec<String>,
    /// The rules by which a contract is taken for it.
    pub rules: Vec<Rule>,
}

/// Services in the order their rules are tried: the partnership's own, then the built-in ones.
#[derive(Clone, Debug)]
pub struct ServiceList {
    /// Every service. One the partnership adds rules to stands twice, the first with those alone.
    pub all: Vec<Service>,
    /// How many of them, the first, are the partnership's.
    pub own: usize,
}

impl ServiceList {
    /// The services of a partnership. What an entry of its own does not say, it has of the built-in
    /// service of its id; its rules ask for no CPV codes but those it names itself.
    pub fn of(partnership: &Partnership) -> ServiceList {
        let own = partnership.services.iter().map(|own| {
            let id = own.id.value.to_string();
            let known = seeds::services().iter().find(|s| s.id == id);
            let name = own.name.value().cloned();
            let pathway = own.pathway.value().cloned();
            Service {
                name: name
                    .or_else(|| known.map(|k| k.name.clone()))
                    .unwrap_or_else(|| id.clone()),
                pathway: pathway
                    .or_else(|| known.map(|k| k.pathway.clone()))
                    .unwrap_or_else(|| "both".to_owned()),
                demand_varies: (own.demand_varies)
                    .or_else(|| known.map(|k| k.demand_varies))
                    .unwrap_or(false),
                cpv: own.cpv.clone(),
                rules: own.rules.clone(),
                id,
            }
        });
        let all: Vec<Service> = own.chain(seeds::services().iter().cloned()).collect();
        ServiceList {
            own: partnership.services.len(),
            all,
        }
    }
}
