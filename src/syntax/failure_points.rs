//! Where source fails on purpose or deals with a failure: errors thrown and returned, errors
//! declared, failing statuses, branches on errors.
//!
//! Read by node kinds that grammars share and by the words in them, so that a language without a
//! line of its own here still gives what it throws. A name counts only where it is one of an error.

use tree_sitter::Node;

use super::chain::slice;
use super::failure_words::is_error_name;
use super::language::Language;
use super::tree::{Visitor, parse, rows, walk};
use crate::model::flow::{FailurePoint, FailurePointKind};

/// Most points that are kept of one file.
const MOST: usize = 2_000;

/// Longest piece of source that is looked at for one point.
const MOST_TEXT: usize = 400;

/// Statements and expressions that throw.
const THROWS: &[&str] = &["raise_statement", "throw_statement", "throw_expression", "throw_expr"];

/// Expressions that make a value; of an error they make it to throw or return it.
const MAKES: &[&str] = &[
    "call",
    "call_expression",
    "new_expression",
    "object_creation_expression",
    "composite_literal",
    "instance_expression",
    "macro_invocation",
];

/// Clauses that catch.
const CATCHES: &[&str] = &["except_clause", "except_group_clause", "catch_clause", "rescue"];

/// Definitions of classes and types.
const CLASSES: &[&str] = &["class_definition", "class_declaration", "class", "struct_item"];

/// Ends of names that errors have besides those that say "error".
const ERROR_ENDS: &[&str] =
    &["Error", "Exception", "Failure", "Fault", "Timeout", "Declined", "Denied", "NotFound"];

/// Functions that fail with the message they are given.
const FAIL_WITH: &[&str] = &["New", "Errorf", "bail", "anyhow", "panic", "Err", "reject"];

/// Functions that answer with the status they are given.
const ANSWER_WITH: &[&str] = &[
    "abort",
    "status",
    "sendStatus",
    "HTTPException",
    "HttpError",
    "Error",
    "Response",
    "JsonResponse",
    "HttpResponse",
    "JSONResponse",
    "WriteHeader",
    "sendError",
    "from_u16",
];

/// Returns the failure points of a source, in file order. A file too long or too hard to parse
/// gives none.
pub fn failure_points(language: Language, source: &[u8]) -> Vec<FailurePoint> {
    let source = String::from_utf8_lossy(source);
    let Ok(tree) = parse(language, source.as_bytes()) else { return Vec::new() };
    let mut finder = Finder { language, source: &source, found: Vec::new(), error_enum: None };
    walk(&tree, &mut finder);
    let mut found = finder.found;
    found.sort();
    found.dedup_by(|a, b| (a.line, &a.error, a.status) == (b.line, &b.error, b.status));
    found.truncate(MOST);
    found
}

struct Finder<'t> {
    language: Language,
    source: &'t str,
    found: Vec<FailurePoint>,
    /// The node of an enumeration of errors that the walk is inside of.
    error_enum: Option<usize>,
}

impl<'t> Visitor<'t> for Finder<'t> {
    fn enter(&mut self, node: Node<'t>, _above: &[Node<'t>]) -> bool {
        if self.found.len() >= 2 * MOST || !node.is_named() {
            return false;
        }
        let kind = node.kind();
        if THROWS.contains(&kind) {
            self.thrown(node);
        } else if MAKES.contains(&kind) {
            self.made(node);
        } else if CATCHES.contains(&kind) {
            self.caught(node);
        } else if CLASSES.contains(&kind) {
            self.declared(node);
        } else {
            self.by_language(node);
        }
        true
    }

    fn leave(&mut self, node: Node<'t>) {
        if self.error_enum == Some(node.id()) {
            self.error_enum = None;
        }
    }
}

impl<'t> Finder<'t> {
    fn text(&self, node: Node<'t>) -> &'t str {
        cut(slice(node, self.source))
    }

    fn add(
        &mut self,
        node: Node<'t>,
        kind: FailurePointKind,
        error: &str,
        message: Option<String>,
        status: Option<u32>,
    ) {
        let (line, _) = rows(node);
        self.found.push(FailurePoint { line, kind, error: error.to_owned(), message, status });
    }

    fn thrown(&mut self, node: Node<'t>) {
        let text = self.text(node);
        let body = text.trim_start_matches(|c: char| c.is_alphabetic()).trim_start();
        let body = body.strip_prefix("new ").unwrap_or(body);
        let (name, rest) = leading_name(body);
        // A caught error that is thrown on has no name of its own.
        if !name.starts_with(char::is_uppercase) {
            return;
        }
        let status = rest.starts_with('(').then(|| status_in(rest)).flatten();
        self.add(node, FailurePointKind::Raised, name, message_in(rest), status);
    }

    fn made(&mut self, node: Node<'t>) {
        let text = self.text(node);
        let body = text.trim_start_matches('&');
        let body = body.strip_prefix("new ").unwrap_or(body);
        let (name, rest) = leading_name(body);
        let arguments = rest.trim_start_matches('!');
        if !arguments.starts_with(['(', '{']) {
            return;
        }
        if FAIL_WITH.contains(&name) && self.fails_with(body, name) {
            self.failed_with(node, arguments);
        } else if is_error(name) {
            self.add(
                node,
                FailurePointKind::Raised,
                name,
                message_in(arguments),
                status_in(arguments),
            );
        } else if ANSWER_WITH.contains(&name)
            && let Some(status) = status_in(arguments)
        {
            self.add(node, FailurePointKind::Status, "", None, Some(status));
        }
    }

    /// Whether a function of that name fails with what it is given, in this language.
    fn fails_with(&self, body: &str, name: &str) -> bool {
        match name {
            "New" => body.starts_with("errors."),
            "Errorf" => body.starts_with("fmt."),
            "Err" | "bail" | "anyhow" => self.language == Language::Rust,
            "panic" => matches!(self.language, Language::Rust | Language::Go),
            _ => body.starts_with("Promise."),
        }
    }

    fn failed_with(&mut self, node: Node<'t>, arguments: &str) {
        let inner = arguments[1..].trim_start();
        let inner = inner.strip_prefix("new ").unwrap_or(inner);
        let (name, _) = leading_path(inner);
        let last = name.rsplit("::").next().unwrap_or(name);
        let last = if last == "from" || last == "new" { "" } else { last };
        let error = if last.starts_with(char::is_uppercase) { last } else { "" };
        let message = message_in(arguments);
        if !error.is_empty() || message.is_some() {
            self.add(node, FailurePointKind::Raised, error, message, None);
        }
    }

    fn caught(&mut self, node: Node<'t>) {
        let text = self.text(node);
        let head = text.lines().next().unwrap_or("").split(['{', ':']).next().unwrap_or("");
        let words = head.split(|c: char| !c.is_alphanumeric() && c != '_');
        let mut named = false;
        let types: Vec<&str> = words.filter(|word| is_error(word)).collect();
        for error in types {
            named = true;
            self.add(node, FailurePointKind::Branch, error, None, None);
        }
        if !named {
            self.add(node, FailurePointKind::Branch, "", None, None);
        }
    }

    fn declared(&mut self, node: Node<'t>) {
        let text = self.text(node);
        let head = text.split(['{', ':']).next().unwrap_or("");
        let mut words = head.split(|c: char| !c.is_alphanumeric() && c != '_');
        let name = node.child_by_field_name("name").map(|name| slice(name, self.source));
        let Some(name) = name.or_else(|| words.find(|word| word.starts_with(char::is_uppercase)))
        else {
            return;
        };
        let is_one = head
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .any(|word| word != name && (is_error(word) || matches!(word, "Error" | "Exception")));
        let is_rust = self.language == Language::Rust;
        if (is_one && !is_rust) || (is_rust && is_error(name)) {
            self.add(node, FailurePointKind::Declared, name, None, None);
        }
    }

    fn by_language(&mut self, node: Node<'t>) {
        match (self.language, node.kind()) {
            (Language::Rust, "enum_item") => {
                let name = node.child_by_field_name("name").map(|name| slice(name, self.source));
                if name.is_some_and(is_error) {
                    self.error_enum = Some(node.id());
                }
            }
            (Language::Rust, "enum_variant") if self.error_enum.is_some() => {
                if let Some(name) = node.child_by_field_name("name") {
                    let name = slice(name, self.source);
                    self.add(node, FailurePointKind::Declared, name, None, None);
                }
            }
            (Language::Rust, "match_arm") => {
                let text = self.text(node);
                if let Some(inner) = text.strip_prefix("Err(") {
                    let (path, _) = leading_path(inner);
                    let last = path.rsplit("::").next().unwrap_or("");
                    let error = if last.starts_with(char::is_uppercase) { last } else { "" };
                    self.add(node, FailurePointKind::Branch, error, None, None);
                }
            }
            (Language::Go, "if_statement") => {
                let head = self.text(node).split('{').next().unwrap_or("");
                if head.contains("err != nil") || head.contains("errors.Is(") {
                    let words = head.split(|c: char| !c.is_alphanumeric());
                    let error = words.rev().find(|w| w.starts_with("Err")).unwrap_or("");
                    self.add(node, FailurePointKind::Branch, error, None, None);
                }
            }
            (Language::Go, "var_spec" | "const_spec") => {
                let (name, _) = leading_name(self.text(node));
                if name.starts_with("Err") && is_error_name(name) {
                    let message = message_in(self.text(node));
                    self.add(node, FailurePointKind::Declared, name, message, None);
                }
            }
            (Language::Go, "return_statement") => {
                let words = self.text(node).split(|c: char| !c.is_alphanumeric());
                for error in words.filter(|word| word.starts_with("Err") && word.len() > 3) {
                    self.add(node, FailurePointKind::Raised, error, None, None);
                }
            }
            (_, "return_statement") => {
                let text = self.text(node);
                if let Some(status) = last_status(text) {
                    self.add(node, FailurePointKind::Status, "", None, Some(status));
                }
            }
            _ => {}
        }
    }
}

fn cut(text: &str) -> &str {
    let mut end = text.len().min(MOST_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether a name is the name of an error type.
fn is_error(name: &str) -> bool {
    let ends = |end: &&str| name.ends_with(*end) && name.len() > end.len();
    name.starts_with(char::is_uppercase)
        && (ERROR_ENDS.iter().any(ends) || (is_error_name(name) && name.len() > 5))
        || matches!(name, "Error" | "Exception")
}

/// Splits off the path a text begins with, as in `a::B` or `pkg.Error`.
fn leading_path(text: &str) -> (&str, &str) {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | ':');
    text.split_at(text.find(|c| !is_part(c)).unwrap_or(text.len()))
}

/// Splits off the last name of the path a text begins with.
fn leading_name(text: &str) -> (&str, &str) {
    let (path, rest) = leading_path(text);
    (path.rsplit(['.', ':']).next().unwrap_or(path), rest)
}

/// Returns the first text in quotes that says something, without what is put into it.
fn message_in(text: &str) -> Option<String> {
    let start = text.find(['"', '\'', '`'])?;
    let quote = text[start..].chars().next()?;
    let inner = &text[start + 1..];
    let end = inner.find(quote)?;
    let message = inner[..end].split(['{', '%', '$', '\\']).next().unwrap_or("").trim();
    let message = message.trim_end_matches([':', ',', ' ', '\'', '"', '`', '(']);
    (message.chars().filter(|c| c.is_alphabetic()).count() >= 4).then(|| message.to_owned())
}

/// Returns a status of 400 or more among arguments: a number, or a constant that ends with one or
/// names one.
fn status_in(arguments: &str) -> Option<u32> {
    let head = arguments.split(['"', '\'', '`']).next().unwrap_or("");
    let rest = arguments.rsplit(['"', '\'', '`']).next().unwrap_or("");
    [head, rest].into_iter().find_map(|part| {
        let words = part.split(|c: char| !c.is_alphanumeric());
        words.filter_map(|word| word.parse().ok()).find(|n| (400..600).contains(n))
    })
}

/// Returns the status that a returned tuple ends with, as in `return body, 404`.
fn last_status(text: &str) -> Option<u32> {
    let (_, last) = text.trim_end_matches([';', ' ', ')']).rsplit_once(',')?;
    last.trim().parse().ok().filter(|n| (400..600).contains(n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use FailurePointKind::{Branch, Declared, Raised, Status};

    fn found(language: Language, source: &str) -> Vec<(FailurePointKind, String, Option<u32>)> {
        let points = failure_points(language, source.as_bytes());
        points.into_iter().map(|p| (p.kind, p.error, p.status)).collect()
    }

    fn named(kind: FailurePointKind, error: &str) -> (FailurePointKind, String, Option<u32>) {
        (kind, error.to_owned(), None)
    }

    #[test]
    fn python_raises_declares_catches_and_answers() {
        let source = "class CardDeclined(Exception):\n    pass\n\ndef pay(card):\n    try:\n        \
                      card.debit()\n    except (OSError, TimeoutError) as error:\n        raise \
                      CardDeclined(\"card was declined\") from error\n    if not card:\n        \
                      return \"no card\", 402\n    raise\n";
        let points = found(Language::Python, source);
        assert_eq!(
            points,
            [
                named(Declared, "CardDeclined"),
                named(Branch, "OSError"),
                named(Branch, "TimeoutError"),
                named(Raised, "CardDeclined"),
                (Status, String::new(), Some(402)),
            ]
        );
        let all = failure_points(Language::Python, source.as_bytes());
        assert_eq!(all[3].message.as_deref(), Some("card was declined"));
    }

    #[test]
    fn javascript_throws_rejects_and_answers() {
        let source = "class Gone extends Error {}\nfunction f(res) {\n  if (x) throw new \
                      RangeError('too many');\n  res.status(404).send();\n  return \
                      Promise.reject(new Error(`no ${x}`));\n}\n";
        let points = found(Language::JavaScript, source);
        assert!(points.contains(&named(Declared, "Gone")), "{points:?}");
        assert!(points.contains(&named(Raised, "RangeError")), "{points:?}");
        assert!(points.contains(&(Status, String::new(), Some(404))), "{points:?}");
        assert!(points.contains(&named(Raised, "Error")), "{points:?}");
    }

    #[test]
    fn java_throws_and_catches() {
        let source = "class A {\n  void f() throws IOException {\n    try { g(); } catch \
                      (IOException e) {\n      throw new IllegalStateException(\"no stock\");\n    \
                      }\n  }\n}\n";
        let points = found(Language::Java, source);
        assert!(points.contains(&named(Branch, "IOException")), "{points:?}");
        assert!(points.contains(&named(Raised, "IllegalStateException")), "{points:?}");
    }

    #[test]
    fn go_returns_errors_and_branches_on_them() {
        let source = "package a\n\nvar ErrEmpty = errors.New(\"cart is empty\")\n\nfunc f() error \
                      {\n\tif err != nil {\n\t\treturn ErrEmpty\n\t}\n\treturn \
                      fmt.Errorf(\"no stock: %d\", n)\n}\n";
        let points = failure_points(Language::Go, source.as_bytes());
        let declared = points.iter().find(|p| p.kind == Declared).unwrap();
        assert_eq!(declared.error, "ErrEmpty");
        assert_eq!(declared.message.as_deref(), Some("cart is empty"));
        assert!(points.iter().any(|p| p.kind == Branch && p.line == 6));
        assert!(points.iter().any(|p| p.kind == Raised && p.error == "ErrEmpty"));
        assert!(points.iter().any(|p| p.message.as_deref() == Some("no stock")), "{points:?}");
    }

    #[test]
    fn rust_declares_variants_and_returns_them() {
        let source = "enum PayError {\n    Declined,\n    Timeout(u8),\n}\n\nfn pay() -> Result<(), \
                      PayError> {\n    match debit() {\n        Err(PayError::Timeout(_)) => {}\n        \
                      _ => {}\n    }\n    Err(PayError::Declined)\n}\n";
        let points = found(Language::Rust, source);
        assert_eq!(
            points,
            [
                named(Declared, "Declined"),
                named(Declared, "Timeout"),
                named(Branch, "Timeout"),
                named(Raised, "Declined"),
            ]
        );
    }

    #[test]
    fn ordinary_code_has_no_failure_points() {
        let source = "def total(items):\n    log(\"500 items\")\n    return sum(items), 3\n";
        assert_eq!(found(Language::Python, source), []);
    }
}
