//! Codes of health care services: the closed list by which the Provider Selection Regime applies.

use super::read;
use serde::Deserialize;
use std::sync::OnceLock;

/// A run of codes of the common procurement vocabulary, eight digits each, both ends included.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HealthCodes {
    /// First.
    pub from: String,
    /// Last.
    pub to: String,
    /// What they are for.
    pub what: String,
    /// Inside the regime only on a condition that the code alone does not show.
    #[serde(default)]
    pub conditional: bool,
    /// That condition.
    pub condition: Option<String>,
    /// A code within the run that is inside only on a condition.
    pub except: Option<Exception>,
}

/// A code within a run that stands apart.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The code.
    pub code: String,
    /// Its condition.
    pub condition: String,
}

/// The list.
pub fn health_codes() -> &'static [HealthCodes] {
    static ALL: OnceLock<Vec<HealthCodes>> = OnceLock::new();
    ALL.get_or_init(|| {
        let text = include_str!("../../seeds/contracts-law/psr-cpv.yaml");
        read(text, "health care codes")
    })
}

/// How a code stands to the regime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Regime {
    /// Inside.
    Inside,
    /// Inside on a condition.
    Perhaps,
    /// Outside.
    Outside,
}

/// How one code, its first eight digits, stands to the regime.
pub fn regime(code: &str) -> Regime {
    let within = |run: &&HealthCodes| run.from.as_str() <= code && code <= run.to.as_str();
    match health_codes().iter().find(within) {
        None => Regime::Outside,
        Some(run) if run.conditional => Regime::Perhaps,
        Some(run) if run.except.as_ref().is_some_and(|e| e.code == code) => Regime::Perhaps,
        Some(_) => Regime::Inside,
    }
}

#[cfg(test)]
mod tests {
    use super::{Regime, regime};

    #[test]
    fn the_list_is_closed() {
        assert_eq!(regime("85100000"), Regime::Inside);
        assert_eq!(regime("85112200"), Regime::Inside);
        assert_eq!(regime("85141000"), Regime::Inside);
        assert_eq!(regime("85149000"), Regime::Perhaps);
        assert_eq!(regime("85323000"), Regime::Perhaps);
        assert_eq!(regime("85311100"), Regime::Outside);
    }
}
