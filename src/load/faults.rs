//! The faults that reading a file can tell: names, gravity, pages. What looks for them is the
//! reading itself.

use crate::finding::{Check, Severity};

const fn fault(
    name: &'static str,
    severity: Severity,
    basis: &'static [&'static str],
    page: &'static str,
) -> Check {
    Check {
        name,
        family: "files",
        severity,
        basis,
        page,
        run: None,
    }
}

pub(crate) static YAML_UNREADABLE: Check = fault(
    "yaml-unreadable",
    Severity::Error,
    &["planning-folder/readable"],
    include_str!("../../docs/checks/yaml-unreadable.md"),
);

pub(crate) static YAML_MISREAD: Check = fault(
    "yaml-misread",
    Severity::Error,
    &["planning-folder/readable"],
    include_str!("../../docs/checks/yaml-misread.md"),
);

pub(crate) static YAML_DOUBTFUL: Check = fault(
    "yaml-doubtful",
    Severity::Note,
    &["planning-folder/readable"],
    include_str!("../../docs/checks/yaml-doubtful.md"),
);

pub(crate) static DUPLICATE_KEY: Check = fault(
    "duplicate-key",
    Severity::Error,
    &["planning-folder/one-meaning"],
    include_str!("../../docs/checks/duplicate-key.md"),
);

pub(crate) static DUPLICATE_ID: Check = fault(
    "duplicate-id",
    Severity::Error,
    &["planning-folder/names"],
    include_str!("../../docs/checks/duplicate-id.md"),
);

pub(crate) static UNKNOWN_KEY: Check = fault(
    "unknown-key",
    Severity::Error,
    &["planning-folder/nothing-unread"],
    include_str!("../../docs/checks/unknown-key.md"),
);

pub(crate) static MISSING_KEY: Check = fault(
    "missing-key",
    Severity::Error,
    &["planning-folder/complete-rows"],
    include_str!("../../docs/checks/missing-key.md"),
);

pub(crate) static WRONG_SHAPE: Check = fault(
    "wrong-shape",
    Severity::Error,
    &["planning-folder/readable"],
    include_str!("../../docs/checks/wrong-shape.md"),
);

pub(crate) static UNREADABLE_AMOUNT: Check = fault(
    "unreadable-amount",
    Severity::Error,
    &["planning-folder/exact-values"],
    include_str!("../../docs/checks/unreadable-amount.md"),
);

pub(crate) static UNREADABLE_DATE: Check = fault(
    "unreadable-date",
    Severity::Error,
    &["planning-folder/exact-values"],
    include_str!("../../docs/checks/unreadable-date.md"),
);

pub(crate) static UNREADABLE_PERCENTAGE: Check = fault(
    "unreadable-percentage",
    Severity::Error,
    &["planning-folder/exact-values"],
    include_str!("../../docs/checks/unreadable-percentage.md"),
);

pub(crate) static UNREADABLE_PERIOD: Check = fault(
    "unreadable-period",
    Severity::Error,
    &["planning-folder/exact-values"],
    include_str!("../../docs/checks/unreadable-period.md"),
);

pub(crate) static UNREADABLE_ID: Check = fault(
    "unreadable-id",
    Severity::Error,
    &["planning-folder/names"],
    include_str!("../../docs/checks/unreadable-id.md"),
);

pub(crate) static UNKNOWN_WORD: Check = fault(
    "unknown-word",
    Severity::Error,
    &["planning-folder/nothing-unread"],
    include_str!("../../docs/checks/unknown-word.md"),
);

pub(crate) static UNKNOWN_NAME: Check = fault(
    "unknown-name",
    Severity::Error,
    &["planning-folder/names"],
    include_str!("../../docs/checks/unknown-name.md"),
);

pub(crate) static AMBIGUOUS_DATE: Check = fault(
    "ambiguous-date",
    Severity::Error,
    &["planning-folder/exact-values"],
    include_str!("../../docs/checks/ambiguous-date.md"),
);

pub(crate) static DATE_ORDER_INFERRED: Check = fault(
    "date-order-inferred",
    Severity::Note,
    &["planning-folder/exact-values"],
    include_str!("../../docs/checks/date-order-inferred.md"),
);

pub(crate) static MISSING_COLUMN: Check = fault(
    "missing-column",
    Severity::Error,
    &["planning-folder/complete-rows"],
    include_str!("../../docs/checks/missing-column.md"),
);

pub(crate) static UNKNOWN_COLUMN: Check = fault(
    "unknown-column",
    Severity::Warning,
    &["planning-folder/nothing-unread"],
    include_str!("../../docs/checks/unknown-column.md"),
);

pub(crate) static RAGGED_ROW: Check = fault(
    "ragged-row",
    Severity::Error,
    &["planning-folder/readable"],
    include_str!("../../docs/checks/ragged-row.md"),
);

pub(crate) static SHORT_ROWS: Check = fault(
    "short-rows",
    Severity::Note,
    &["planning-folder/readable"],
    include_str!("../../docs/checks/short-rows.md"),
);

pub(crate) static RUNAWAY_QUOTE: Check = fault(
    "runaway-quote",
    Severity::Error,
    &["planning-folder/readable"],
    include_str!("../../docs/checks/runaway-quote.md"),
);

pub(crate) static NOT_TEXT: Check = fault(
    "not-text",
    Severity::Error,
    &["planning-folder/readable"],
    include_str!("../../docs/checks/not-text.md"),
);

pub(crate) static FILE_TWICE: Check = fault(
    "file-twice",
    Severity::Error,
    &["planning-folder/one-meaning"],
    include_str!("../../docs/checks/file-twice.md"),
);

pub(crate) static MISSING_FILE: Check = fault(
    "missing-file",
    Severity::Error,
    &["planning-folder/names"],
    include_str!("../../docs/checks/missing-file.md"),
);

pub(crate) static ROW_INCOMPLETE: Check = fault(
    "row-incomplete",
    Severity::Error,
    &["planning-folder/complete-rows"],
    include_str!("../../docs/checks/row-incomplete.md"),
);

pub(crate) static SPREADSHEET_DAMAGE: Check = fault(
    "spreadsheet-damage",
    Severity::Warning,
    &["planning-folder/readable"],
    include_str!("../../docs/checks/spreadsheet-damage.md"),
);

pub(crate) static HOLE_IN_THE_YEAR: Check = fault(
    "hole-in-the-year",
    Severity::Error,
    &["planning-folder/complete-rows"],
    include_str!("../../docs/checks/hole-in-the-year.md"),
);

pub(crate) static PART_OF_A_MONTH: Check = fault(
    "part-of-a-month",
    Severity::Error,
    &["planning-folder/exact-values"],
    include_str!("../../docs/checks/part-of-a-month.md"),
);

/// Every fault reading can tell.
pub(crate) static FAULTS: &[&Check] = &[
    &YAML_UNREADABLE,
    &YAML_MISREAD,
    &YAML_DOUBTFUL,
    &DUPLICATE_KEY,
    &DUPLICATE_ID,
    &UNKNOWN_KEY,
    &MISSING_KEY,
    &WRONG_SHAPE,
    &UNREADABLE_AMOUNT,
    &UNREADABLE_DATE,
    &UNREADABLE_PERCENTAGE,
    &UNREADABLE_PERIOD,
    &UNREADABLE_ID,
    &UNKNOWN_WORD,
    &UNKNOWN_NAME,
    &AMBIGUOUS_DATE,
    &DATE_ORDER_INFERRED,
    &MISSING_COLUMN,
    &UNKNOWN_COLUMN,
    &RAGGED_ROW,
    &SHORT_ROWS,
    &RUNAWAY_QUOTE,
    &NOT_TEXT,
    &FILE_TWICE,
    &MISSING_FILE,
    &ROW_INCOMPLETE,
    &SPREADSHEET_DAMAGE,
    &HOLE_IN_THE_YEAR,
    &PART_OF_A_MONTH,
];

/// Faults that leave a file unread, and so keep its other findings from being told.
pub(crate) static HIDING: &[&Check] = &[
    &YAML_UNREADABLE,
    &NOT_TEXT,
    &FILE_TWICE,
    &MISSING_FILE,
    &MISSING_COLUMN,
];
