//! A field of a file: absent, there but unreadable, or given.

use crate::source::{Span, Spanned};

/// What a file says of one field. A figure that would rest on an unreadable field is refused by
/// name; an absent one is a matter for a check.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Field<T> {
    /// Not written.
    #[default]
    Absent,
    /// Written, and already told as a fault: nothing may be computed from it.
    Unreadable(Span),
    /// Written and read.
    Given(Spanned<T>),
}

impl<T> Field<T> {
    /// The value, if it was read.
    pub fn value(&self) -> Option<&T> {
        match self {
            Field::Given(given) => Some(&given.value),
            _ => None,
        }
    }

    /// Where it stands, read or not.
    pub fn at(&self) -> Option<Span> {
        match self {
            Field::Absent => None,
            Field::Unreadable(at) => Some(*at),
            Field::Given(given) => Some(given.at),
        }
    }

    /// Was nothing written?
    pub fn is_absent(&self) -> bool {
        matches!(self, Field::Absent)
    }

    /// The place of a field that could not be read.
    pub fn unreadable(&self) -> Option<Span> {
        match self {
            Field::Unreadable(at) => Some(*at),
            _ => None,
        }
    }
}
