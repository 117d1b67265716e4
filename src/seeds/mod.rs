//! What jcplan knows before it reads anything: checklists, services, headings, bodies. Embedded data;
//! our own words, each folder with a note of what it rests on.

mod bodies;
mod checklists;
mod headings;
mod services;

pub use bodies::{
    COUNCILS_KNOWN_TO, ICBS_KNOWN_TO, Life, Listed, Part, Successor, bodies, codes_of, life, parts,
    replaced,
};
pub use checklists::{Checklist, Item, checklists, item};
pub use headings::{HeadingSet, heading_sets};
pub use services::{Rule, Service, services};

fn read<T: serde::de::DeserializeOwned>(text: &str, what: &str) -> T {
    match serde_yaml::from_str(text) {
        Ok(value) => value,
        // Embedded data that a test reads on every run; it cannot differ on a user's machine.
        Err(error) => unreachable!("{what}: {error}"),
    }
}
