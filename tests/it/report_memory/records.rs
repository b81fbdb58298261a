//! Test runs and mutation reports of countless records.

use std::fmt::Write as _;

use super::{Record, Report};

/// Test runs of countless tests.
pub(super) const TESTS: &[Report] = &[
    (
        "junit: tests",
        "<testsuite name='suite'>",
        |n, text| writeln!(text, "<testcase classname='shop.CartTest' name='t{n}'/>"),
        "</testsuite>",
    ),
    (
        "junit: suites",
        "<testsuites>",
        |n, text| {
            writeln!(
                text,
                "<testsuite name='s{n}'><testcase classname='c{n}' name='t'/></testsuite>"
            )
        },
        "</testsuites>",
    ),
    (
        "trx: tests",
        "<TestRun><Results>",
        |n, text| writeln!(text, "<UnitTestResult testId='{n}' testName='t{n}' outcome='Passed'/>"),
        "</Results></TestRun>",
    ),
    (
        "trx: definitions",
        "<TestRun><Results><UnitTestResult testId='1' testName='t' outcome='Passed'/></Results>\
         <TestDefinitions>",
        |n, text| writeln!(text, "<UnitTest id='{n}'><TestMethod className='c{n}'/></UnitTest>"),
        "</TestDefinitions></TestRun>",
    ),
    (
        "nunit: tests",
        "<test-run><test-suite name='s'>",
        |n, text| {
            writeln!(text, "<test-case fullname='N.T.t{n}' classname='N.T' result='Passed'/>")
        },
        "</test-suite></test-run>",
    ),
    (
        "sonar: tests",
        "<testExecutions version='1'><file path='a.js'>",
        |n, text| writeln!(text, "<testCase name='t{n}' duration='1'/>"),
        "</file></testExecutions>",
    ),
    ("tap: tests", "TAP version 13\n", |n, text| writeln!(text, "ok {n} - t{n}"), ""),
    (
        "tap: subtests",
        "TAP version 13\nok 1\n",
        |n, text| writeln!(text, "# Subtest: s{n}\n    ok 1 - t\nok {n} - s{n}"),
        "",
    ),
    (
        "go: tests",
        "",
        |n, text| writeln!(text, "{{\"Action\":\"pass\",\"Package\":\"p\",\"Test\":\"T{n}\"}}"),
        "",
    ),
    (
        "go: packages",
        "",
        |n, text| writeln!(text, "{{\"Action\":\"fail\",\"Package\":\"p{n}\"}}"),
        "",
    ),
    (
        "libtest: tests",
        "",
        |n, text| {
            writeln!(text, "{{\"type\":\"test\",\"event\":\"ok\",\"name\":\"shop::it$t{n}\"}}")
        },
        "",
    ),
];

/// A report of mutants, which tells where they are and what ran them.
const ELEMENT: Record = |n, text| {
    write!(
        text,
        "{{\"id\":\"{n}\",\"mutatorName\":\"m\",\"replacement\":\"r{n}\",\"status\":\"Killed\",\
         \"location\":{{\"start\":{{\"line\":{n}}}}}}},"
    )
};

/// Mutation reports of countless mutants.
pub(super) const MUTANTS: &[Report] = &[
    (
        "elements: mutants",
        "{\"files\":{\"a.js\":{\"source\":\"x\",\"mutants\":[",
        ELEMENT,
        "{\"status\":\"Killed\"}]}}}",
    ),
    (
        "elements: lists of tests",
        "{\"files\":{\"a.js\":{\"source\":\"x\",\"mutants\":[",
        |n, text| write!(text, "{{\"status\":\"Killed\",\"coveredBy\":[\"{n}\",\"{}\"]}},", n / 2),
        "{\"status\":\"Killed\"}]}}}",
    ),
    (
        "elements: one list of tests",
        "{\"files\":{\"a.js\":{\"mutants\":[{\"status\":\"Killed\",\"coveredBy\":[",
        |_, text| write!(text, "\"\","),
        "\"1\"]}]}}}",
    ),
    (
        "elements: tests",
        "{\"files\":{\"a.js\":{\"mutants\":[{\"status\":\"Killed\"}]}},\"testFiles\":{\"t\":{\"tests\":[",
        |n, text| write!(text, "{{\"id\":\"{n}\",\"name\":\"t{n}\"}},"),
        "{\"id\":\"x\",\"name\":\"x\"}]}}}",
    ),
    (
        "elements: files",
        "{\"files\":{",
        |n, text| {
            write!(
                text,
                "\"{n}\":{{\"source\":\"{n}\\r\\n\",\"mutants\":[{{\"status\":\"Killed\"}}]}},"
            )
        },
        "\"x\":{\"mutants\":[]}}}",
    ),
    (
        "pit: mutants",
        "<mutations>",
        |n, text| {
            writeln!(
                text,
                "<mutation status='KILLED'><sourceFile>a.js</sourceFile><lineNumber>{}</lineNumber>\
                 <mutator>m</mutator><killingTests>t{n}|u{n}</killingTests></mutation>",
                n + 1
            )
        },
        "</mutations>",
    ),
    (
        "cargo-mutants: mutants",
        "{\"outcomes\":[",
        |n, text| {
            write!(
                text,
                "{{\"scenario\":{{\"Mutant\":{{\"file\":\"a.js\",\"line\":1,\"replacement\":\"r{n}\"}}}},\
                 \"summary\":\"CaughtMutant\"}},"
            )
        },
        "{\"scenario\":\"Baseline\",\"summary\":\"Success\"}]}",
    ),
    (
        "cargo-mutants: phases",
        "{\"outcomes\":[{\"scenario\":{\"Mutant\":{\"file\":\"a.js\"}},\"phase_results\":[",
        |_, text| write!(text, "{{}},"),
        "{}]}]}",
    ),
];
