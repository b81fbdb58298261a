//! Each way a test is linked to a region, and which one wins.

use super::*;
use crate::model::assertion::{Assertion, AssertionKind, Strength};
use crate::model::lines::LineRange;

fn test(path: &str, name: &str, calls: &[&str], assertions: u32) -> TestFunction {
    let assertion = |line| Assertion {
        line,
        kind: AssertionKind::Value,
        expects: String::new(),
        strength: Strength::Strong,
    };
    TestFunction {
        path: path.to_owned(),
        name: name.to_owned(),
        lines: LineRange { first: 1, last: 9 },
        assertions: (1..=assertions).map(assertion).collect(),
        calls: calls.iter().map(|&c| c.to_owned()).collect(),
        asserted_calls: Vec::new(),
        skipped: false,
        rows: None,
    }
}

fn found(
    functions: &[&str],
    tests: &[TestFunction],
    per_test: &[(String, LineSet)],
) -> Option<(TestLinkMethod, Vec<String>)> {
    let functions: Vec<String> = functions.iter().map(|&f| f.to_owned()).collect();
    let lookup = TestLookup {
        path: "shop/cart.py",
        functions: &functions,
        defined: &["Cart".to_owned(), "total".to_owned(), "tax".to_owned()],
        lines: &[4, 5],
        tests: &TestIndex::new(tests.to_vec()),
        per_test,
        mutants: &[],
    };
    let tests = covering_tests(&lookup)?;
    Some((tests[0].method, tests.into_iter().map(|t| t.name).collect()))
}

fn ran(name: &str, lines: &[u32]) -> (String, LineSet) {
    (name.to_owned(), lines.iter().copied().collect())
}

#[test]
fn per_test_coverage_beats_names() {
    let tests = [
        test("tests/test_cart.py", "test_total", &["total"], 1),
        test("tests/test_flow.py", "TestFlow.test_pay", &["pay"], 1),
    ];
    let per_test = [
        ran("tests/test_flow.py::TestFlow::()::test_pay[a|b]|run", &[5]),
        ran("tests/test_flow.py::TestFlow::()::test_pay[c]|setup", &[4]),
        ran("tests/test_cart.py::test_total|run", &[9]),
    ];
    let expected = (TestLinkMethod::PerTestCoverage, vec!["TestFlow.test_pay".to_owned()]);
    assert_eq!(found(&["Cart.total"], &tests, &per_test), Some(expected));
}

#[test]
fn a_test_that_calls_the_function_last_before_an_assertion_is_the_surer_link() {
    let mut tests = [
        test("tests/test_cart.py", "test_total", &["Cart", "total"], 1),
        test("tests/test_cart.py", "test_empty", &["total", "check"], 1),
    ];
    tests[0].asserted_calls = vec!["total".to_owned()];
    tests[1].asserted_calls = vec!["check".to_owned()];
    let functions = ["Cart.total".to_owned()];
    let lookup = TestLookup {
        path: "shop/cart.py",
        functions: &functions,
        defined: &[],
        lines: &[4],
        tests: &TestIndex::new(tests.to_vec()),
        per_test: &[],
        mutants: &[],
    };
    let methods: Vec<TestLinkMethod> =
        covering_tests(&lookup).unwrap().into_iter().map(|test| test.method).collect();
    assert_eq!(methods, [TestLinkMethod::LastCall, TestLinkMethod::CallsFunction]);
}

#[test]
fn a_mutation_report_names_tests_by_what_they_run_else_by_what_they_noticed() {
    use crate::model::mutation::MutantStatus;
    let tests = [
        test("src/cart.test.ts", "cart > adds", &["add"], 1),
        test("src/cart.test.ts", "cart > totals", &["add"], 1),
    ];
    let found = |covered_by: Option<&[&str]>, killed_by: &[&str]| {
        let names = |names: &[&str]| names.iter().map(|&n| n.into()).collect();
        let mutant = Mutant {
            lines: Some(LineRange { first: 4, last: 4 }),
            operator: "m".into(),
            replacement: None,
            status: MutantStatus::Killed,
            killed_by: names(killed_by),
            covered_by: covered_by.map(names),
        };
        let lookup = TestLookup {
            path: "src/cart.ts",
            functions: &[],
            defined: &[],
            lines: &[4],
            tests: &TestIndex::new(tests.to_vec()),
            per_test: &[],
            mutants: &[mutant],
        };
        let tests = covering_tests(&lookup).unwrap();
        (tests[0].method, tests.into_iter().map(|t| t.name).collect::<Vec<_>>())
    };
    let (method, names) = found(Some(&["cart adds", "cart totals"]), &["cart totals"]);
    assert_eq!(method, TestLinkMethod::MutationReport);
    assert_eq!(names, ["cart > adds", "cart > totals"]);
    assert_eq!(found(None, &["cart totals"]).1, ["cart > totals"]);
}

#[test]
fn an_inherited_test_is_found_by_its_file_and_name() {
    let tests = [test("tests/test_cart.py", "Base.test_total", &[], 1)];
    let per_test = [ran("tests/test_cart.py::Child::test_total|run", &[5])];
    let (method, names) = found(&["Cart.total"], &tests, &per_test).unwrap();
    assert_eq!((method, names[0].as_str()), (TestLinkMethod::PerTestCoverage, "Base.test_total"));
}

#[test]
fn callers_in_a_mirroring_file_stand_for_all_callers() {
    let tests = [
        test("tests/test_cart.py", "test_total", &["total"], 1),
        test("tests/test_report.py", "test_sum", &["total"], 1),
    ];
    let expected = (TestLinkMethod::CallsFunction, vec!["test_total".to_owned()]);
    assert_eq!(found(&["Cart.total"], &tests, &[]), Some(expected));
}

#[test]
fn where_the_nearest_callers_assert_nothing_the_others_are_asked_too() {
    let tests = [
        test("tests/test_cart.py", "test_total", &["total"], 0),
        test("tests/test_report.py", "test_sum", &["total"], 1),
    ];
    assert_eq!(found(&["Cart.total"], &tests, &[]).unwrap().1, ["test_total", "test_sum"]);
}

#[test]
fn a_name_that_many_files_call_counts_in_a_mirroring_file_and_nowhere_by_itself() {
    let mut tests: Vec<TestFunction> =
        (0..=5).map(|n| test(&format!("tests/test_x{n}.py"), "test_it", &["total"], 1)).collect();
    assert_eq!(found(&["total"], &tests, &[]), None);
    tests.push(test("tests/test_cart.py", "test_total", &["total"], 0));
    assert_eq!(found(&["total"], &tests, &[]).unwrap().1, ["test_total"]);
}

#[test]
fn a_file_that_imports_the_regions_file_links_its_tests_where_nothing_else_does() {
    let tests = |paths: &[&str], calls: &[&str]| -> Vec<TestFunction> {
        paths.iter().map(|path| test(path, "test_it", calls, 1)).collect()
    };
    let linked = |tests: &[TestFunction], imports: &[(&str, &[&str])]| {
        let words = |words: &[&str]| words.iter().map(|&word| word.into()).collect();
        let imports: Vec<(&str, Vec<Box<str>>)> =
            imports.iter().map(|(path, all)| (*path, words(all))).collect();
        let imports = imports.iter().map(|(path, words)| (*path, &**words));
        let functions = ["total".to_owned()];
        let found = covering_tests(&TestLookup {
            path: "app/shop/cart.py",
            functions: &functions,
            defined: &functions,
            lines: &[4],
            tests: &TestIndex::new(tests.to_vec()).with_imports(imports),
            per_test: &[],
            mutants: &[],
        });
        let found = found.unwrap_or_default().into_iter().map(|test| (test.method, test.path));
        found.collect::<Vec<_>>()
    };
    let (a, b) = ("tests/test_a.py", "tests/test_b.py");
    let by_import = (TestLinkMethod::ImportsFile, a.to_owned());
    // A file of the same name in another folder is another file.
    let imports: [(&str, &[&str]); 2] = [(a, &["shop", "cart"]), (b, &["bakery", "cart"])];
    assert_eq!(linked(&tests(&[a, b], &["x"]), &imports), [by_import]);
    assert_eq!(linked(&tests(&[a, b], &["x"]), &[(b, &["cart"])]), []);
    // A name that many files call is that of the file that they import.
    let many = [a, b, "tests/c.py", "tests/d.py", "tests/e.py", "tests/f.py"];
    assert_eq!(linked(&tests(&many, &["total"]), &[]), []);
    let called = linked(&tests(&many, &["total"]), &imports);
    assert_eq!(called, [(TestLinkMethod::CallsFunction, a.to_owned())]);
}

#[test]
fn a_constructor_is_called_by_its_class() {
    let tests = [test("tests/test_flow.py", "test_pay", &["Cart"], 1)];
    let (method, _) = found(&["Cart.__init__"], &tests, &[]).unwrap();
    assert_eq!(method, TestLinkMethod::CallsOwner);
}

#[test]
fn a_private_helper_is_found_by_the_file_that_mirrors_it_then_by_any_name_of_its_file() {
    let mirrored = [test("tests/test_cart.py", "test_x", &["other"], 1)];
    assert_eq!(found(&["_round"], &mirrored, &[]).unwrap().0, TestLinkMethod::MirroredPath);
    let user = [test("tests/test_flow.py", "test_x", &["tax"], 1)];
    assert_eq!(found(&["_round"], &user, &[]).unwrap().0, TestLinkMethod::UsesFile);
    assert_eq!(found(&["_round"], &[test("tests/t.py", "test_x", &["y"], 1)], &[]), None);
}

#[test]
fn a_covering_test_that_cannot_be_read_keeps_silence_from_being_proof() {
    let tests = [test("tests/test_cart.py", "test_total", &["total"], 0)];
    let per_test = [ran("tests/test_cart.py::test_total|run", &[5]), ran("generated-7", &[5])];
    let (method, _) = found(&["Cart.total"], &tests, &per_test).unwrap();
    assert_eq!(method, TestLinkMethod::CallsFunction);
}
