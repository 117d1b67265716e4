//! Which service a contract is taken for: the rules held against rows labelled by hand, `--why`, and
//! the services of a partnership's own.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod measured;
mod own;
#[path = "../support/mod.rs"]
mod support;
mod why;
