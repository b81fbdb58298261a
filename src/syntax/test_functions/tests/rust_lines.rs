//! Lines of Rust's tests as suites write them, by what they wait for.

use super::suites::drawn_of;
use super::*;

/// Draws the kinds of a test's assertions, line by line.
fn kinds(body: &str) -> String {
    let source = format!("#[test]\nfn a() {{\n{body}\n}}\n");
    let drawn = drawn(Language::Rust, "tests/a.rs", &source);
    drawn.join(" / ").trim_start_matches("a:").trim().to_owned()
}

fn fails(body: &str) -> bool {
    kinds(body).contains("failure-state")
}

#[test]
fn a_pattern_of_an_error_that_all_else_ends_the_test_waits_for_one() {
    for body in [
        "match pay().unwrap_err() { PayError::Limit { .. } => {} e => panic!(\"other: {e}\") }",
        "let err = pay().unwrap_err();\nmatch err { Limit::Day(_) => {} other => panic!(\"{other}\") }",
        "let PayError::Limit { day } = pay() else { panic!(\"paid\") };",
        "let Limit::Day { cause } = pay().unwrap_err() else { panic!(\"other\") };",
        "if let Reason::UnexpectedEnd(at) = err.0 { log(at) } else { panic!(\"Expected UnexpectedEnd error\") }",
        "match pay() { Err(PayError::Limit) => {} Err(e) => panic!(\"unexpected: {e}\"), Ok(_) => panic!(\"paid\") }",
        "match pay() { Ok(_) => bail!(\"expected paying to fail\"), Err(e) => log(e) }",
        "assert!(matches!(why, PayFailure::Timeout));",
        "assert!(match pay() { Err(PayError::Limit(e)) => e.contains(\"day\"), _ => false });",
        "assert!(error.source().is_some());",
        "pay().await.err().unwrap();",
        "assert_eq!(pay().err().expect(\"one\").day(), 3);",
        "let why = pay()\n    .err()\n    .expect(\"an empty cart\");",
        "let Err(PayError::Limit(text)) = paid else { panic!() };\nassert_eq!(text, \"day\");",
        "match (pay(), wanted) { (Err(e), Some(text)) => assert!(e.to_string().contains(text)), _ => {} }",
        "pay().map_err(|cause| assert!(cause.is_day()));",
        "check!(\"5\", &Err(Limit));\nassert_pays!(\"5\", &Err(Limit));",
        "assert_eq!(output.status.code().unwrap(), 2);",
        "fn assert_limit(n: u8) { assert_eq!(pay(n).unwrap_err().to_string(), \"day\"); }\nassert_limit(3);",
    ] {
        assert!(fails(body), "{body}: {}", kinds(body));
    }
    for body in [
        "match pay() { Ok(Ok(())) => {} Ok(Err(e)) => { if !matches!(e.kind(), ErrorKind::Closed) { panic!(\"{e}\") } } Err(e) => panic!(\"{e}\") }",
        "match pay() { Ok(paid) => paid, Err(e) => panic!(\"{e}\") };",
        "let Paid::Whole { sum } = pay() else { panic!(\"other\") };",
        "match event { Event::Paid => {} e => panic!(\"other: {e}\") }",
        "match pay() { Err(Limit) => {} Ok(3) => {} Ok(n) => panic!(\"{n}\"), Err(e) => panic!(\"{e}\") }",
        "let None = paid.error else { panic!(\"one\") };",
        "match paid.error { None => {}, Some(e) => panic!(\"{e}\") }",
        "match event.error_code { 0 => {}, c => panic!(\"{c}\") }",
        "match pay() { Err(Limit::Empty) => {} Err(e) => panic!(\"{e}\"), paid => log(paid) }",
        "let cart = load().map_err(|e| e.to_string()).unwrap();\nassert!(cart.iter().all(|e| e.paid));",
        "assert!(matches!(record.level(), Level::Error));",
        "let ErrorCode::None = paid.code else { panic!() };",
        "assert!(error.source().is_none());",
        "pay().ok().unwrap();",
        "let why = pay().err();",
        "match pay() { Ok(_) => {} Err(e) => bail!(\"{e}\") }",
        "assert_eq!(shop.opcode().unwrap(), 2);",
        "assert_eq!(output.status.code().unwrap(), 0);",
    ] {
        assert!(!fails(body), "{body}: {}", kinds(body));
    }
}

#[test]
fn what_a_match_gives_back_that_only_a_failure_leaves_stands_for_it() {
    let body = "let why = match pay() { Ok(_) => panic!(\"paid\"), Err(why) => why };\nassert_eq!(why.day(), 3);";
    assert!(kinds(body).ends_with("4 failure-state 3"), "{}", kinds(body));
    let body = "let sum = match pay() { Ok(sum) => sum, Err(e) => panic!(\"{e}\") };\nassert_eq!(sum.day(), 3);";
    assert!(kinds(body).ends_with("4 value 3"), "{}", kinds(body));
}

#[test]
fn inline_snapshots_of_statuses_and_errors_are_failures() {
    for body in [
        "assert_snapshot!(response.status(), @\"403 Forbidden\");",
        "assert_snapshot!(assert_err!(pay(\"\")), @\"no sum\");",
        "assert_pay!(pay(3), str![[r#\"\nErr(\n    Limit,\n)\n\"#]].raw());",
        "expect![[\"Err(Limit)\"]].assert_debug_eq(&pay(3));",
    ] {
        assert!(fails(body), "{body}: {}", kinds(body));
    }
    for body in [
        "assert_snapshot!(response.status(), @\"200 OK\");",
        "assert_snapshot!(cart.number(), @\"403 carts\");",
        "assert_pay!(pay(3), str![[r#\"\nOk(\n    3,\n)\n\"#]]);",
        "expect![[\"Ok(3)\"]].assert_debug_eq(&pay(3));",
    ] {
        assert!(!fails(body), "{body}: {}", kinds(body));
    }
}

#[test]
fn what_a_command_did_is_asked_by_words_that_give_their_result_back() {
    assert_eq!(
        kinds("pay.assert()\n    .try_stdout(\"3\")?\n    .try_success()?;"),
        "3 value \"3\""
    );
    assert_eq!(kinds("shop.show(true)?.try_failure()?;"), "3 weak failure-state");
    assert_eq!(kinds("shop.show(true)?.try_lock()?;"), "");
}

#[test]
fn attributes_under_a_condition_and_tests_that_a_macro_repeats_are_read() {
    let source = "\
#[cfg_attr(feature = \"debug\", should_panic)]
#[test]
fn panics() { pay(); }
#[cfg_attr(feature = \"blocking\", test)]
fn pays() { assert_eq!(pay(), 3); }
#[cfg_attr(miri, ignore)]
#[test]
fn slow() { assert_eq!(pay(), 3); }
";
    assert_eq!(
        drawn(Language::Rust, "tests/a.rs", source),
        ["panics: 1 weak failure-state", "pays: 5 value 3", "slow: 8 value 3"]
    );
    let source = "\
macro_rules! sums {
    ($(#[$attr:meta] $name:ident => $sum:expr),*) => {
        $(
            $(#[$attr])*
            #[test]
            fn $name() {
                assert_eq!(vec![$($sum),*].len(), 1);
            }
        )*
    };
}
";
    assert_eq!(drawn(Language::Rust, "tests/a.rs", source), ["_name: 7 value 1"]);
}

#[test]
fn a_macro_of_production_code_asserts_where_it_compares() {
    let files = [
        (
            "src/macros.rs",
            "#[macro_export]\nmacro_rules! sums_to {\n    ($cart:expr, $sum:expr) => { assert_eq!($cart.sum(), $sum) };\n}\n\
             macro_rules! checked {\n    ($n:expr) => {{ assert!($n); $n }};\n}\n",
        ),
        ("tests/a.rs", "#[test]\nfn a() {\n    sums_to!(cart(), 3);\n    checked!(open());\n}\n"),
    ];
    assert_eq!(drawn_of(&files), ["a: 3 value $sum"]);
}

#[test]
fn a_helper_that_panics_where_it_has_nothing_to_give_back_asserts_nothing() {
    let source = "\
fn card(kind: Kind) -> Card { match kind { Kind::Card => card(), _ => panic!(\"no card\") } }
fn check_card(kind: Kind) -> Card { match kind { Kind::Card => card(), _ => panic!(\"no card\") } }
fn why(kind: Kind) -> Limit { match pay(kind) { Err(why) => why, other => panic!(\"{other:?}\") } }
fn paid(kind: Kind) { match kind { Kind::Card => {}, _ => panic!(\"no card\") } }
#[test]
fn a() {
    card(Kind::Card);
    check_card(Kind::Card);
    paid(Kind::Card);
    why(Kind::Card);
}
";
    assert_eq!(
        drawn(Language::Rust, "tests/a.rs", source),
        ["a: 8 weak value \"no card\"; 9 weak value \"no card\"; 10 weak failure-state"]
    );
}
