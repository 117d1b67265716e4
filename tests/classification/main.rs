//! Which service a contract is taken for: `--why`, and the services of a partnership's own.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod own;
#[path = "../support/mod.rs"]
mod support;
mod why;
