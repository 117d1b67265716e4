//! jcplan: checks, computes and audits joint commissioning plans.
//!
//! The modules stand in the order of the data's journey: values, texts with places, what is known
//! beforehand, the model, findings; then reading, computing, checking, what editors are told of the
//! files, reporting and drawing; then the commands. Each knows only those before it.

pub mod value;

pub mod source;

pub mod seeds;

pub mod model;

pub mod finding;

pub mod workspace;

pub mod load;

pub mod compute;

pub mod checks;

pub mod schema;

pub mod report;

pub mod render;

mod cli;

mod commands;

pub use commands::{Ended, World, run};
