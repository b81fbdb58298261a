//! Names that reports give to tests, taken apart: `tests/x.py::Cart::()::test_total[2-a|b]|run`,
//! `com.shop.CartTest.total()`, `tests.test_cart.TestCart.test_total`, `cart::tests::total`.

/// A test as a report names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TestId<'a> {
    /// Path of its file, where the name holds one.
    pub(super) file: Option<&'a str>,
    /// Modules, packages and classes around it, outer first.
    pub(super) owners: Vec<&'a str>,
    /// Name of the function, without parameters.
    pub(super) function: &'a str,
}

/// Phases that coverage.py's contexts end with.
const PHASES: &[&str] = &["run", "setup", "teardown", "call"];

impl<'a> TestId<'a> {
    /// Returns the parts of a name; `None` where it names no function.
    ///
    /// The phase is cut at the last `|` and the parameters at the first `[`, since parameters may
    /// hold any character.
    pub(super) fn parse(name: &'a str) -> Option<Self> {
        let name = match name.rsplit_once('|') {
            Some((id, phase)) if PHASES.contains(&phase) => id,
            _ => name,
        };
        let name = name.split('[').next()?.trim();
        let separator: &[char] = if name.contains("::") { &[':'] } else { &['.', '#', '$'] };
        let (file, rest) = match name.split_once("::") {
            Some((file, rest)) if file.contains('/') || file.contains('.') => (Some(file), rest),
            _ => (None, name),
        };
        let rest = rest.strip_suffix("()").unwrap_or(rest);
        let mut owners: Vec<&str> =
            rest.split(separator).filter(|part| !part.is_empty() && *part != "()").collect();
        let function = owners.pop()?;
        Some(Self { file, owners, function })
    }

    /// Returns whether it may name the function `name` (with owners) of the file `path`.
    pub(super) fn names(&self, path: &str, name: &str) -> bool {
        let mut parts: Vec<&str> = name.split(['.', ':']).filter(|p| !p.is_empty()).collect();
        if parts.pop() != Some(self.function) {
            return false;
        }
        if let Some(file) = self.file {
            // A test inherited from a base class is defined under another owner, so the owners of
            // a name with a file only matter between functions of that file; see `is_exact`.
            return ends_with_path(path, file) || ends_with_path(file, path);
        }
        let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        let mut known: Vec<&str> = stem.split('/').filter(|p| !p.is_empty()).collect();
        known.extend(parts);
        // Java and others name the class like the file.
        known.dedup();
        let owners = &self.owners;
        owners.is_empty() || known.ends_with(owners) || owners.ends_with(&known) || {
            // A Rust module path leaves `src` and the file's own `tests` module to convention.
            let inner: Vec<&str> =
                known.iter().filter(|p| !matches!(**p, "src" | "tests")).copied().collect();
            let outer: Vec<&str> = owners.iter().filter(|p| **p != "tests").copied().collect();
            !outer.is_empty() && inner.ends_with(&outer)
        }
    }

    /// Returns whether the owners are those of `name` too.
    pub(super) fn is_exact(&self, name: &str) -> bool {
        let mut parts: Vec<&str> = name.split(['.', ':']).filter(|p| !p.is_empty()).collect();
        parts.pop();
        self.owners.ends_with(&parts) && (self.file.is_none() || self.owners.len() == parts.len())
    }
}

/// Whether `path` is `end` or ends with it at a folder's border.
fn ends_with_path(path: &str, end: &str) -> bool {
    let end = end.trim_start_matches("./");
    !end.is_empty()
        && path.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_context_with_hostile_parameters_still_names_its_function() {
        let id = TestId::parse("tests/x.py::Cart::()::test_total[a|run/b]::c]|run").unwrap();
        assert_eq!(id.file, Some("tests/x.py"));
        assert_eq!((id.owners.as_slice(), id.function), (&["Cart"][..], "test_total"));
    }

    #[test]
    fn names_of_four_reports_find_their_function() {
        for (id, path, name) in [
            ("tests/x.py::test_a|run", "tests/x.py", "test_a"),
            ("tests.test_cart.TestCart.test_total", "tests/test_cart.py", "TestCart.test_total"),
            ("com.shop.CartTest.total()", "src/test/java/com/shop/CartTest.java", "CartTest.total"),
            ("com.shop.CartTest#total", "src/test/java/com/shop/CartTest.java", "CartTest.total"),
            ("cart::tests::total", "src/cart.rs", "tests.total"),
        ] {
            assert!(TestId::parse(id).unwrap().names(path, name), "{id}");
        }
    }

    #[test]
    fn another_file_or_function_is_not_named() {
        let id = TestId::parse("tests/x.py::test_a|run").unwrap();
        assert!(!id.names("tests/y.py", "test_a"));
        assert!(!id.names("tests/x.py", "test_b"));
        assert!(!id.names("tests/xx.py", "test_a"));
        let dotted = TestId::parse("tests.test_cart.test_total").unwrap();
        assert!(!dotted.names("tests/test_other.py", "test_total"));
    }

    #[test]
    fn an_empty_name_names_nothing() {
        assert_eq!(TestId::parse(""), None);
        assert_eq!(TestId::parse("|run"), None);
        assert_eq!(TestId::parse("[x]"), None);
    }
}
