//! Waivers: findings a partnership has accepted, or grades otherwise than their check does.

use super::Severity;
use crate::source::{Span, Spanned};
use crate::value::Day;

/// The file of a planning folder that holds its waivers.
pub const WAIVERS_FILE: &str = "waivers.yaml";

/// One entry of `waivers.yaml`, as written.
#[derive(Clone, Debug)]
pub struct Waiver {
    /// The whole entry.
    pub at: Span,
    /// The name of a check: where `finding` stands and what it says.
    pub finding: Spanned<String>,
    /// The file it is about, parts joined by `/`; none: every file.
    pub file: Option<Spanned<String>>,
    /// What the flagged entry is called; none: every entry.
    pub id: Option<Spanned<String>>,
    /// Grades the findings instead of waiving them.
    pub grade: Option<Severity>,
    /// Why.
    pub reason: Option<Spanned<String>>,
    /// The post that answers for it.
    pub by: Option<Spanned<String>>,
    /// The last day it holds on.
    pub until: Option<Spanned<Day>>,
    /// Nothing in it was told as an error: only then may it cover anything.
    pub sound: bool,
}

/// The waiver that covers a finding.
#[derive(Clone, Debug)]
pub struct WaivedBy {
    /// Where it stands.
    pub at: Span,
    /// Why.
    pub reason: String,
    /// The post that answers for it.
    pub by: String,
    /// The last day it holds on.
    pub until: Day,
}

/// What changed the severity of a finding.
#[derive(Clone, Copy, Debug)]
pub struct Regraded {
    /// The severity its check gave it.
    pub from: Severity,
    /// The entry of `waivers.yaml`; none: the command line.
    pub by: Option<Span>,
}
