//! What code that catches an error makes of it: whether the failure is told by another point already, and
//! whether it is a failure at all.

use std::collections::BTreeSet;

use crate::model::flow::{FailurePoint, FailurePointKind};
use crate::syntax::language::Language;

/// Longest handler that is read, in bytes.
const MOST_TEXT: usize = 4_000;

/// Errors by which languages tell an absence: code that goes on after one has taken the other way, not
/// failed.
const ABSENCES: &[&str] = &[
    "AttributeError",
    "ClassNotFoundException",
    "CloneNotSupportedException",
    "EOFError",
    "EOFException",
    "Empty",
    "ImportError",
    "IndexError",
    "KeyError",
    "LookupError",
    "ModuleNotFoundError",
    "NameError",
    "NoClassDefFoundError",
    "NoSuchElementException",
    "NoSuchFieldException",
    "NoSuchMethodException",
    "StopAsyncIteration",
    "StopIteration",
    "WouldBlock",
];

/// Errors that stand for any error: catching one names none.
const ANY: &[&str] = &["BaseException", "Error", "Exception", "StandardError", "Throwable"];

/// Whether catching this error catches any.
pub(super) fn is_any(error: &str) -> bool {
    ANY.contains(&error)
}

/// A place that catches an error or branches on one.
#[derive(Debug)]
pub(super) struct Handler {
    /// Its lines.
    lines: (u32, u32),
    /// Whether it throws or returns the error it was given.
    passes_on: bool,
}

impl Handler {
    pub(super) fn new(language: Language, lines: (u32, u32), text: &str) -> Self {
        let mut end = text.len().min(MOST_TEXT);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        Self { lines, passes_on: passes_on(language, &text[..end]) }
    }

    /// Whether a branch of this handler is a failure that no other point tells: one of an error's name, unless
    /// it stands for an absence that the code gets over; one without a name only where the handler keeps it.
    fn stands(&self, branch: &FailurePoint, failing: &BTreeSet<u32>) -> bool {
        let (first, last) = self.lines;
        let fails = self.passes_on || failing.range(first..=last).next().is_some();
        let error = &*branch.error;
        if error.is_empty() { !fails } else { fails || !ABSENCES.contains(&error) }
    }
}

/// Returns the points without the branches that are told elsewhere or are none; each handler names the place
/// of its branch among them.
pub(super) fn without_told(
    points: Vec<FailurePoint>,
    handlers: &[(usize, Handler)],
) -> Vec<FailurePoint> {
    let fails = |point: &&FailurePoint| {
        matches!(point.kind, FailurePointKind::Raised | FailurePointKind::Status)
    };
    let failing: BTreeSet<u32> = points.iter().filter(fails).map(|point| point.line).collect();
    let told: BTreeSet<usize> = handlers
        .iter()
        .filter(|(at, handler)| points.get(*at).is_some_and(|p| !handler.stands(p, &failing)))
        .map(|(at, _)| *at)
        .collect();
    let kept = points.into_iter().enumerate().filter(|(at, _)| !told.contains(at));
    kept.map(|(_, point)| point).collect()
}

/// Whether a handler's text throws or returns a value that it made nothing new for: what it caught.
fn passes_on(language: Language, text: &str) -> bool {
    let statements = || {
        let lines = text.lines().map(str::trim_start);
        let code = lines.filter(|line| !line.starts_with(['#', '*']) && !line.starts_with("//"));
        code.flat_map(|line| line.split([';', '{', '}'])).map(str::trim)
    };
    match language {
        Language::Go => statements().any(|statement| {
            let mut words = statement.split(|c: char| !c.is_alphanumeric());
            words.next() == Some("return") && words.any(|word| word == "err")
        }),
        Language::Rust => text.matches("Err(").count() > 1,
        _ => statements().any(|statement| {
            let thrown = ["raise", "throw"].iter().find_map(|word| statement.strip_prefix(word));
            let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
            thrown.is_some_and(|thrown| {
                let name = thrown.trim_start();
                let is_word = name.is_empty() || name.len() < thrown.len();
                is_word && name.chars().all(is_name) && !name.starts_with(char::is_uppercase)
            })
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_handler_throws_on_is_told_from_what_it_makes_new() {
        for (language, text, expected) in [
            (Language::Python, "except OSError:\n    log()\n    raise\n", true),
            (Language::Python, "except OSError as error:\n    raise error\n", true),
            (Language::Python, "except OSError as e:\n    raise Gone() from e\n", false),
            (Language::JavaScript, "catch (e) { log(e); throw e; }", true),
            (Language::JavaScript, "catch (e) { throw new Gone(e); }", false),
            (Language::CSharp, "catch { Log(); throw; }", true),
            (Language::Go, "if err != nil {\n\treturn nil, err\n}", true),
            (Language::Go, "if err != nil {\n\treturn nil\n}", false),
            (Language::Rust, "Err(error) => return Err(error.into()),", true),
            (Language::Rust, "Err(_) => 0,", false),
            (Language::Python, "except Exception:\n    raised = True\n", false),
            (Language::Python, "except Exception:\n    raise_alert(e)\n", false),
            (Language::Ruby, "rescue\n  raise \"gateway down\"\n", false),
            (Language::Cpp, "catch (...) { throw std::runtime_error(\"x\"); }", false),
            (Language::JavaScript, "catch (e) {\n  // never throw here\n}", false),
            (Language::JavaScript, "catch (e) { throw createError(502); }", false),
        ] {
            assert_eq!(passes_on(language, text), expected, "{text}");
        }
    }
}
