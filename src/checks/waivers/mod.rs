//! Waivers: faults in the exceptions a partnership has written down, and what a sound one covers.

mod cover;
mod names;

pub use cover::waive;

use crate::finding::{Check, Severity};

const FAMILY: &str = "waivers";

pub(super) static CHECKS: &[&Check] = &[
    &WAIVER_EXPIRED,
    &WAIVER_WITHOUT_REASON,
    &WAIVER_WITHOUT_OWNER,
    &WAIVER_WITHOUT_END,
    &WAIVER_WITHOUT_PLACE,
    &WAIVER_MATCHES_NOTHING,
    &WAIVER_NOT_POSSIBLE,
];

/// Looked for when waivers are applied, after every other check.
const fn of_waivers(name: &'static str, page: &'static str) -> Check {
    Check {
        name,
        family: FAMILY,
        // A waiver amiss covers nothing: what it was to cover is told with its own severity.
        severity: Severity::Warning,
        basis: &["planning-folder/waivers"],
        page,
        run: None,
    }
}

static WAIVER_EXPIRED: Check = of_waivers(
    "waiver-expired",
    include_str!("../../../docs/checks/waiver-expired.md"),
);

static WAIVER_WITHOUT_REASON: Check = of_waivers(
    "waiver-without-reason",
    include_str!("../../../docs/checks/waiver-without-reason.md"),
);

static WAIVER_WITHOUT_OWNER: Check = of_waivers(
    "waiver-without-owner",
    include_str!("../../../docs/checks/waiver-without-owner.md"),
);

static WAIVER_WITHOUT_END: Check = of_waivers(
    "waiver-without-end",
    include_str!("../../../docs/checks/waiver-without-end.md"),
);

static WAIVER_WITHOUT_PLACE: Check = of_waivers(
    "waiver-without-place",
    include_str!("../../../docs/checks/waiver-without-place.md"),
);

static WAIVER_MATCHES_NOTHING: Check = of_waivers(
    "waiver-matches-nothing",
    include_str!("../../../docs/checks/waiver-matches-nothing.md"),
);

static WAIVER_NOT_POSSIBLE: Check = of_waivers(
    "waiver-not-possible",
    include_str!("../../../docs/checks/waiver-not-possible.md"),
);

/// Is this a check of waivers themselves, which no waiver may cover?
pub fn is_of_waivers(check: &Check) -> bool {
    check.family == FAMILY
}
