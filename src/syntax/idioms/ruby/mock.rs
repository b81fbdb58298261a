//! What mocks of Ruby are told and given that is a failure.

use crate::syntax::expression::{bracketed, call, parts};
use crate::syntax::failure_words::{is_error_type, tells_of_failure};

/// Whether a mock's method is told of a failure by its name: `:error`, `:fail!`, `:on_error`.
pub(super) fn is_told(method: &str) -> bool {
    let name = method.trim_start_matches(':');
    tells_of_failure(name)
        || matches!(name.trim_end_matches('!'), "error" | "fail" | "failed" | "fatal")
}

/// Returns the error that a mock must be given behind `.with`, not what it then raises itself:
/// `receive(:stop).with(kind_of(Gone::Error)).and_raise(Late)`.
pub(super) fn given_error(matcher: &str) -> Option<&str> {
    let (_, rest) = matcher.split_once(".with")?;
    let list = rest.starts_with('(').then(|| bracketed(rest))?;
    error_within(list)
}

/// Returns the argument that is an error: its class, a new one, any of a kind.
pub(super) fn error_within(list: &str) -> Option<&str> {
    parts(list).find(|part| {
        let class = match call(part) {
            Some(("kind_of" | "instance_of" | "an_instance_of" | "a_kind_of", inner)) => inner,
            Some((name, _)) => match name.strip_suffix(".new") {
                Some(class) => class,
                None => return false,
            },
            None => part.strip_suffix(".new").unwrap_or(part),
        };
        let is_path = class.bytes().all(|b| b.is_ascii_alphanumeric() || b"_:".contains(&b));
        let own = class.rsplit(':').next().unwrap_or_default();
        is_path
            && class.starts_with(|c: char| c.is_ascii_uppercase())
            && ["Error", "Exception"].iter().any(|end| own.ends_with(end))
            && is_error_type(class)
    })
}
