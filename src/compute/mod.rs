//! Pure arithmetic: out-turn, who bears what, overlaps and breaks. No findings, no tables, no
//! files; what cannot be computed is refused by name.

pub mod audit;
pub mod balance;
pub mod flows;
pub mod movement;
pub mod outturn;
pub mod pool;
pub mod reconcile;
pub mod risk_share;
pub mod spread;
pub mod what_if;
