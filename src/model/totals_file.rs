//! What a file of totals looks like, for those who write one and those who read it.

/// The columns of a file of totals, in the order they are written.
pub const TOTALS_COLUMNS: &[&str] = &[
    "partnership",
    "kind",
    "pool",
    "scheme",
    "partner",
    "from",
    "to",
    "paid_by",
    "source",
    "cause",
    "version",
    "provider",
    "contract",
    "year",
    "month",
    "rows",
    "amount",
    "why",
    "at",
];

/// Those that are there only if providers and contracts were asked for.
pub const TOTALS_PROVIDERS: &[&str] = &["provider", "contract"];

/// The kind of a line that names ledger rows left out.
pub const LEFT_OUT: &str = "left-out";

/// The kind of a line that names a ledger file left out whole; it counts as one row.
pub const LEFT_OUT_FILE: &str = "left-out-file";

/// The kind of a line that names what of the folder was not known when the file was made.
pub const NOT_KNOWN: &str = "not-known";

/// The kind of the last line: what the whole file comes to.
pub const TOTAL: &str = "total";

/// What follows, in the last line, the number of ledger rows left out of the whole file.
pub const ALL_LEFT_OUT: &str = "left out";
