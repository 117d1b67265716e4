//! Reading that another's code does, and that may give up in the midst of it.

use super::WorkbookFault;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What `read` gives; where it falls over a number too large or a part that is not there, the
/// workbook is torn, and nothing is said on the way.
pub(super) fn guarded<T>(
    read: impl FnOnce() -> Result<T, WorkbookFault>,
) -> Result<T, WorkbookFault> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let loud = take_hook();
        set_hook(Box::new(move |about| {
            if !GUARDED.get() {
                loud(about);
            }
        }));
    });
    GUARDED.set(true);
    // What was being read is thrown away whole.
    let read = catch_unwind(AssertUnwindSafe(read));
    GUARDED.set(false);
    read.unwrap_or(Err(WorkbookFault::Torn))
}
