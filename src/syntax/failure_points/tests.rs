//! Failures that code throws, returns, declares and catches, language by language.

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
fn a_handler_is_a_failure_where_nothing_else_tells_it_and_it_gets_over_no_absence() {
    let handler = |head: &str, body: &str| {
        let source = format!("def f():\n    try:\n        g()\n    {head}:\n        {body}\n");
        let branches = found(Language::Python, &source).into_iter().filter(|p| p.0 == Branch);
        branches.map(|(_, error, _)| error).collect::<Vec<_>>()
    };
    assert_eq!(handler("except Exception", "log()"), [""]);
    assert_eq!(handler("except", "log()"), [""]);
    assert_eq!(handler("except", "raise"), [""; 0]);
    assert_eq!(handler("except", "raise CardDeclined()"), [""; 0]);
    assert_eq!(handler("except Exception", "raise CardDeclined()"), [""; 0]);
    assert_eq!(handler("except OSError", "raise CardDeclined()"), ["OSError"]);
    assert_eq!(handler("except ImportError", "fast = None"), [""; 0]);
    assert_eq!(handler("except ImportError", "raise NoCodec()"), ["ImportError"]);
    assert_eq!(handler("except zlib.error as e", "pass"), ["zlib.error"]);
    assert_eq!(handler("except sqlite3.Error", "pass"), ["sqlite3.Error"]);
    let go = "package a\nfunc f() error {\n\tif err != nil {\n\t\tlog(err)\n\t} else if v == nil {\n\t\t\
              return ErrEmpty\n\t}\n\treturn nil\n}\n";
    assert!(found(Language::Go, go).contains(&named(Branch, "")), "{:?}", found(Language::Go, go));
}

#[test]
fn a_declared_error_says_what_it_derives_from() {
    let source = "class ShopError(Exception): pass\nclass Gone(ShopError): pass\n";
    let points = failure_points(Language::Python, source.as_bytes());
    let bases: Vec<&[String]> = points.iter().map(|point| &*point.bases).collect();
    assert_eq!(bases, [["Exception".to_owned()], ["ShopError".to_owned()]]);
}

#[test]
fn an_error_among_type_arguments_is_no_base() {
    let bases = |language, source: &str| {
        let points = failure_points(language, source.as_bytes());
        let told = points.into_iter().filter(|point| point.kind == Declared);
        told.map(|point| (point.error, point.bases)).collect::<Vec<_>>()
    };
    let java = "class PaymentMapper implements ExceptionMapper<CardDeclinedException> {}\n\
                class Box<E extends Exception> {}\n";
    assert_eq!(bases(Language::Java, java), []);
    let script = "class Gone<T extends () => OldError, U = Map<string, CartError>> extends ShopError<T> {}\n";
    let gone = ("Gone".to_owned(), vec!["ShopError".to_owned()]);
    assert_eq!(bases(Language::TypeScript, script), [gone]);
    let ruby = "class Gone < StandardError\n  def old?\n    age > 3\n  end\nend\n";
    let gone = ("Gone".to_owned(), vec!["StandardError".to_owned()]);
    assert_eq!(bases(Language::Ruby, ruby), [gone]);
}

#[test]
fn errors_that_derive_after_a_colon_are_declared() {
    let csharp =
        "public class Gone : ShopException { }\nclass Till(PaymentError last) : Desk { }\n";
    let points = failure_points(Language::CSharp, csharp.as_bytes());
    assert_eq!(points.len(), 1, "{points:?}");
    assert_eq!((&*points[0].error, &*points[0].bases), ("Gone", &["ShopException".to_owned()][..]));
    let kotlin =
        "class Gone(message: String) : ShopException(message)\nclass Till(val e: PaymentError)\n";
    assert_eq!(found(Language::Kotlin, kotlin), [named(Declared, "Gone")]);
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
                  {\n\tif err != nil {\n\t\tlog(err)\n\t}\n\tif err != nil {\n\t\treturn \
                  ErrEmpty\n\t}\n\tif err != nil {\n\t\treturn err\n\t}\n\treturn \
                  fmt.Errorf(\"no stock: %d\", n)\n}\n";
    let points = failure_points(Language::Go, source.as_bytes());
    let declared = points.iter().find(|p| p.kind == Declared).unwrap();
    assert_eq!(declared.error, "ErrEmpty");
    assert_eq!(declared.message.as_deref(), Some("cart is empty"));
    // What the second returns is told by that error, what the third returns by whoever made it.
    let branches = points.iter().filter(|p| p.kind == Branch);
    assert_eq!(branches.map(|p| p.line).collect::<Vec<_>>(), [6]);
    assert!(points.iter().any(|p| p.kind == Raised && p.error == "ErrEmpty"));
    // The message of a declared error is no failure of its own.
    assert!(!points.iter().any(|p| p.kind == Raised && p.line == 3), "{points:?}");
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
fn what_makes_logs_shows_or_handles_errors_is_none() {
    let go = "package a\n\nfunc f() error {\n\tlog.Errorf(\"no\")\n\treturn web.Errorf(code)\n}\n";
    assert_eq!(found(Language::Go, go), []);
    let php = "<?php class JsonErrorRenderer extends AbstractErrorRenderer {}\n\
               function f() { return new ErrorMiddleware(); }\n";
    assert_eq!(found(Language::Php, php), []);
    let csharp = "class A { void F() { throw GetBreakingException(); } void G() { throw new \
                  BrokenCircuitException(\"open\"); } }";
    assert_eq!(found(Language::CSharp, csharp), [named(Raised, "BrokenCircuitException")]);
    assert_eq!(found(Language::Rust, "struct TotalTimeout;\n"), []);
}

#[test]
fn ordinary_code_has_no_failure_points() {
    let source = "def total(items):\n    log(\"500 items\")\n    return sum(items), 3\n";
    assert_eq!(found(Language::Python, source), []);
}
