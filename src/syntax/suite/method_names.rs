//! What the name of a method says of whose it is: one of the code under test, or one of the tests' own.

/// Names that the code under test gives its own methods, in lower case.
const COMMON: &[&str] = &[
    "accept",
    "add",
    "apply",
    "build",
    "call",
    "cancel",
    "check",
    "clear",
    "close",
    "collect",
    "commit",
    "compare",
    "complete",
    "connect",
    "contains",
    "copy",
    "create",
    "delete",
    "do",
    "equals",
    "err",
    "error",
    "execute",
    "exists",
    "filter",
    "find",
    "finish",
    "flush",
    "foreach",
    "get",
    "handle",
    "has",
    "init",
    "insert",
    "invoke",
    "is",
    "is_empty",
    "iter",
    "len",
    "list",
    "load",
    "lock",
    "log",
    "login",
    "map",
    "match",
    "matches",
    "new",
    "next",
    "of",
    "open",
    "parse",
    "poll",
    "post",
    "process",
    "publish",
    "push",
    "put",
    "query",
    "read",
    "receive",
    "recv",
    "register",
    "remove",
    "render",
    "request",
    "reset",
    "resolve",
    "result",
    "roundtrip",
    "run",
    "save",
    "scan",
    "send",
    "servedns",
    "servehttp",
    "set",
    "setup",
    "size",
    "spawn",
    "start",
    "stop",
    "store",
    "string",
    "submit",
    "sync",
    "test",
    "tostring",
    "transform",
    "unwrap",
    "update",
    "use",
    "validate",
    "verify",
    "visit",
    "wait",
    "with",
    "write",
];

/// Methods of Rust's own traits: called on anything, they say nothing of a type of the test's file.
const OF_TRAITS: &[&str] = &[
    "as_ref", "borrow", "clone", "cmp", "deref", "drop", "eq", "fmt", "hash", "index", "into",
    "next", "poll", "read", "write",
];

/// Whether a method's name is one that types of the code under test have as well.
pub(super) fn is_common(name: &str) -> bool {
    COMMON.contains(&name.to_ascii_lowercase().as_str())
}

/// Whether a method's name is one of Rust's own traits.
pub(super) fn is_of_trait(name: &str) -> bool {
    OF_TRAITS.contains(&name)
}

/// Whether a type stands in for one of the code under test by its name, and so has that one's methods.
pub(super) fn is_double(class: &str) -> bool {
    let lower = class.to_ascii_lowercase();
    ["fake", "mock", "spy", "stub"].iter().any(|word| lower.starts_with(word))
}

/// Whether a method's name says that it asserts.
pub(super) fn says_it_asserts(name: &str) -> bool {
    const WORDS: &[&str] =
        &["assert", "check", "ensure", "expect", "must", "should", "validate", "verify"];
    let lower = name.to_ascii_lowercase();
    WORDS.iter().any(|word| lower.starts_with(word))
}

/// Whether a method of a tester says by its first word that it looks at something: `waitForLeader`,
/// `thenItIsPaid`.
pub(super) fn says_it_looks(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    ["then", "wait"].iter().any(|word| lower.starts_with(word)) || says_it_asserts(name)
}
