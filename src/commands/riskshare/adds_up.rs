//! Figures that do not add up are a fault of the program: then none is given at all.

use crate::compute::risk_share::BrokenIdentity;
use anyhow::{Error, Result, anyhow};

/// The outcome, unless its figures do not add up: then no figure is given at all.
pub(crate) fn whole<T>(outcome: Result<T, BrokenIdentity>) -> Result<T> {
    outcome.map_err(broken)
}

/// The fault, by the scope it was met in.
pub(super) fn broken(broken: BrokenIdentity) -> Error {
    anyhow!(
        "the figures of {} do not add up: this is a fault of the program, and no figure is given",
        broken.scope
    )
}
