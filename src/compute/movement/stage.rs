//! The answers between then and now, each with one thing more as it is now.

/// Which of the answers in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// As it was.
    Then,
    /// As it was, without the schemes that are gone.
    Kept,
    /// With the out-turn as now.
    Outturn,
    /// With the baseline as now too.
    Baseline,
    /// With everything as now, without the new schemes.
    Terms,
    /// As it is.
    Now,
}

impl Stage {
    /// Every one, in order.
    pub const ALL: [Stage; 6] = [
        Stage::Then,
        Stage::Kept,
        Stage::Outturn,
        Stage::Baseline,
        Stage::Terms,
        Stage::Now,
    ];

    /// Is it worked out by the plan as it was? Its places are then places of that plan.
    pub fn is_then(self) -> bool {
        self < Stage::Terms
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Stage::Then | Stage::Kept => "then",
            Stage::Outturn => "with the out-turn of now and all else as then",
            Stage::Baseline => "with the figures of now and the terms of then",
            Stage::Terms | Stage::Now => "now",
        }
    }
}
