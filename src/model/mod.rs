//! What a plan is. No files are read here, nothing is computed, nothing is printed.
//!
//! ```text
//! Plan
//! ├── Partnership   id, name, dates
//! │   ├── Area            the place it is for
//! │   ├── Partner*        who may bind themselves: order matters, odd pennies go to the first
//! │   ├── Provider*       who is paid, and may share pain and gain
//! │   ├── Agreement       what was signed: dates, host, the matters of the regulations
//! │   ├── Pool*           contributions by partner, source and year; reserves
//! │   ├── Scheme*         what the money is for: baseline, funding, lead, its risk share
//! │   ├── RiskShare*      who bears a loss and who keeps a gain
//! │   ├── OwnService*     services and rules of its own
//! │   ├── BetterCare      minimums, sign-offs, grant handed on
//! │   ├── Answer*         what people answered where no file can
//! │   ├── Reconciliation* two partners' books of the same transfers
//! │   └── Assertion*      what a ledger elsewhere is said to come to
//! ├── Totals        the ledger, folded: never its rows
//! ├── Register*     contracts, one register a file
//! └── PaymentsFile* payments given beside registers: counted, never held
//! ```

mod agreement;
mod answer;
mod better_care;
mod book;
mod contract;
mod dated;
mod field;
mod ledger;
mod ledger_shape;
mod not_known;
mod paid;
mod partnership;
mod payment;
mod plain_row;
mod plan;
mod pool;
mod register_row;
mod risk_share;
mod scheme;
mod service;
mod spelling;
mod steps;
mod suppliers;
mod totals_file;
mod twice;
mod understood;

pub use agreement::{
    Agreement, ArrangementKind, Clause, Extensions, Outcome, PlaceModel, PoolManager, Review,
    Signature, Stated, Variation,
};
pub use answer::{Answer, Answered};
pub use better_care::{BetterCare, Minimum, Passport, Role, SignOff};
pub use book::{Asserted, Assertion, Book, BookFrom, BookRow, Reconciliation, RowPlace, Signs};
pub use contract::{Column, ContractRow, Register, RowsRead, Value};
pub use dated::{Dated, Since};
pub use field::Field;
pub use ledger::{Kind, LedgerRow, Line, Party, RowAt, Stranded, StrandedKind, Totals, WholeFile};
pub use ledger_shape::{CellOf, LedgerShape};
pub use not_known::NotKnown;
pub use paid::{Paid, PaidTo, Parts};
pub use partnership::{Area, Consent, Partner, PartnerKind, Partnership, Provider};
pub use payment::{Payment, PaymentsFile};
pub use plain_row::{PlainRow, RowShown};
pub use plan::{FileRead, Plan};
pub use pool::{Contribution, Instalment, LostPool, Pool, Reserve, Source, Standing};
pub use register_row::{Listed, RegisterRow, Suppliers, TermCells};
pub use risk_share::{
    Amount, AtMost, Band, Base, Cover, Destination, EACH_BEARS_OWN, Earned, Edge, Half, LeaveOut,
    Limit, Net, Rate, RiskShare, SetAside, SetAsideWhat, ShareOf, To, Trigger, Withhold, Word,
};
pub use scheme::{LostScheme, Need, PerWeek, Scheme, UseOf, same_values};
pub use service::{OwnService, ServiceList};
pub use spelling::{Spelling, Spellings};
pub use steps::{Steps, StepsByYear, Uplift};
pub use suppliers::identified;
pub use totals_file::{
    ALL_LEFT_OUT, LEFT_OUT, LEFT_OUT_FILE, NOT_KNOWN, TOTAL, TOTALS_COLUMNS, TOTALS_PROVIDERS,
};
pub use twice::{Twice, TwiceWhat};
pub use understood::{FileKind, HeadingRead, Understood};
