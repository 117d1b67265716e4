//! Funding sources as people say them.

use crate::model::Source;

/// A funding source as people say it.
pub(in crate::report) fn source_words(source: Option<Source>) -> String {
    let words = match source {
        None => "no source named",
        Some(Source::NhsMinimum) => "NHS minimum contribution",
        Some(Source::NhsAdditional) => "additional NHS contribution",
        Some(Source::Labcg) => "Local Authority Better Care Grant",
        Some(Source::Dfg) => "Disabled Facilities Grant",
        Some(Source::CouncilAdditional) => "additional council contribution",
        Some(Source::Other) => "other source",
    };
    words.to_owned()
}
