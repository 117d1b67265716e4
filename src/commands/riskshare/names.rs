//! Names in a question that nothing is called by.

use crate::value::suggestion;
use anyhow::{Error, anyhow};

/// A name that is not known, with the nearest that is, or all there are.
pub(super) fn unknown(fact: &str, written: &str, names: Vec<&str>) -> Error {
    match names.is_empty() {
        true => anyhow!("{fact}"),
        false => anyhow!("{fact}: {}", suggestion(written, names)),
    }
}
