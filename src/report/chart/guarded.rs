//! Work on a file from outside that a library may give up on by a panic, as one that shapes letters by a
//! damaged font does.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Returns what the work gives, or nothing where it panics; no word of that reaches standard error, as
/// the caller says what was wrong with which file.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |panic| {
            if !IS_GUARDED.get() {
                before(panic);
            }
        }));
    });
    let before = IS_GUARDED.replace(true);
    // What was half done is dropped with the error.
    let done = catch_unwind(AssertUnwindSafe(work));
    IS_GUARDED.set(before);
    done.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_nothing_and_what_follows_goes_on() {
        assert_eq!(guarded(|| [1, 2][std::hint::black_box(2)]), None);
        assert_eq!(guarded(|| 3), Some(3));
        assert!(!IS_GUARDED.get());
    }
}
