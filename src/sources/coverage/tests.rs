//! One scenario in every format, and what is refused.

use std::fmt::Write as _;

use super::*;
use crate::model::branches::{BranchLine, BranchLines};
use crate::model::coverage::FileCoverage;

/// Line 1 ran, line 2 ran and leaves a branch open, line 4 did not run.
const SCENARIO: &[(&str, &str)] = &[
    ("lcov", "SF:src/cart.js\nDA:1,2\nDA:2,1\nDA:4,0\nBRDA:2,0,0,1\nBRDA:2,0,1,-\nend_of_record\n"),
    (
        "cobertura",
        "<coverage line-rate='0.6'><packages><package><classes><class filename='src/cart.js'><lines>\
         <line number='1' hits='2'/><line number='2' hits='1' branch='true' condition-coverage='50% (1/2)'/>\
         <line number='4' hits='0'/></lines></class></classes></package></packages></coverage>",
    ),
    (
        "jacoco",
        "<report name='r'><package name='src'><sourcefile name='cart.js'><line nr='1' mi='0' ci='3' mb='0' cb='0'/>\
         <line nr='2' mi='1' ci='3' mb='1' cb='1'/><line nr='4' mi='2' ci='0' mb='0' cb='0'/></sourcefile></package></report>",
    ),
    (
        "clover",
        "<coverage clover='3'><project><file path='src/cart.js' name='cart.js'><line num='1' type='stmt' count='2'/>\
         <line num='2' type='cond' truecount='1' falsecount='0'/><line num='4' type='stmt' count='0'/></file></project></coverage>",
    ),
    (
        "opencover",
        "<CoverageSession><Modules><Module><Files><File uid='1' fullPath='src/cart.js'/></Files><Classes><Class><Methods>\
         <Method><FileRef uid='1'/><SequencePoints><SequencePoint vc='2' sl='1'/><SequencePoint vc='1' sl='2'/>\
         <SequencePoint vc='0' sl='4'/></SequencePoints><BranchPoints><BranchPoint vc='1' sl='2'/>\
         <BranchPoint vc='0' sl='2'/></BranchPoints></Method></Methods></Class></Classes></Module></Modules></CoverageSession>",
    ),
    (
        "vs-coverage-xml",
        "<results><modules><module><functions><function><ranges><range source_id='0' covered='yes' start_line='1'/>\
         <range source_id='0' covered='partial' start_line='2'/><range source_id='0' covered='no' start_line='4'/></ranges>\
         </function></functions><source_files><source_file id='0' path='src/cart.js'/></source_files></module></modules></results>",
    ),
    (
        "sonar-generic",
        "<coverage version='1'><file path='src/cart.js'><lineToCover lineNumber='1' covered='true'/>\
         <lineToCover lineNumber='2' covered='true' branchesToCover='2' coveredBranches='1'/>\
         <lineToCover lineNumber='4' covered='false'/></file></coverage>",
    ),
    (
        "coverage.py-json",
        r#"{"meta": {}, "files": {"src/cart.js": {"executed_lines": [1, 2], "missing_lines": [4],
        "executed_branches": [[2, 3]], "missing_branches": [[2, 4]]}}, "totals": {}}"#,
    ),
    (
        "istanbul-json",
        r#"{"src/cart.js": {"path": "src/cart.js", "statementMap": {"0": {"start": {"line": 1}}, "1": {"start": {"line": 2}},
        "2": {"start": {"line": 4}}}, "s": {"0": 2, "1": 1, "2": 0}, "branchMap": {"0": {"loc": {"start": {"line": 2}}}},
        "b": {"0": [1, 0]}}}"#,
    ),
    (
        "go-coverprofile",
        "mode: count\nsrc/cart.js:1.1,1.9 1 2\nsrc/cart.js:2.1,2.5 1 1\nsrc/cart.js:2.5,2.9 1 0\nsrc/cart.js:4.1,4.9 1 0\n",
    ),
    (
        "llvm-cov-json",
        r#"{"data": [{"files": [{"filename": "src/cart.js", "segments": [[1,1,2,true,true,false],[1,9,0,false,false,false],
        [2,1,1,true,true,false],[2,9,0,false,false,false],[4,1,0,true,true,false],[4,9,0,false,false,false]],
        "branches": [[2,1,2,4,1,0,0,0,4]]}]}], "type": "llvm.coverage.json.export"}"#,
    ),
    (
        "gcov-json",
        r#"{"gcovr/format_version": "0.6", "files": [{"file": "src/cart.js", "lines": [{"line_number": 1, "count": 2},
        {"line_number": 2, "count": 1, "branches": [{"count": 1}, {"count": 0}]}, {"line_number": 4, "count": 0}]}]}"#,
    ),
    ("codecov-json", r#"{"coverage": {"src/cart.js": {"1": 2, "2": "1/2", "4": 0}}}"#),
    (
        "simplecov-json",
        r#"{"RSpec": {"coverage": {"src/cart.js": {"lines": [2, 1, null, 0],
        "branches": {"[:if, 0, 2, 0, 2, 9]": {"[:then, 1, 3, 0]": 1, "[:else, 2, 4, 0]": 0}}}}}}"#,
    ),
];

#[test]
fn the_same_scenario_in_each_format_gives_one_result() {
    let set = |lines: &[u32]| lines.iter().copied().collect();
    let expected = |branches| FileCoverage {
        instrumented: set(&[1, 2, 4]),
        hit: set(&[1, 2]),
        partial: set(&[2]),
        branches,
    };
    for (format, text) in SCENARIO {
        let report = read(text.as_bytes()).unwrap();
        assert_eq!(report.format, *format);
        let [file] = &report.files[..] else { panic!("{report:?}") };
        // A format that counts branches counts them line by line too.
        let line = BranchLine { line: 2, all: 2, taken: 1 };
        let branches: BranchLines = report.finer.branches.map(|_| line).into_iter().collect();
        assert_eq!(
            (file.raw_path.as_str(), &file.coverage()),
            ("src/cart.js", &expected(branches)),
            "{format}"
        );
        assert_eq!((report.rejected.len(), report.warnings.len()), (0, 0), "{report:?}");
        assert!(report.finer.branches.is_none_or(|all| all == 2), "{format}");
    }
}

#[test]
fn how_often_lines_ran_is_the_same_in_each_format_that_counts_and_unknown_in_the_others() {
    let silent = ["jacoco", "vs-coverage-xml", "sonar-generic", "coverage.py-json"];
    for (format, text) in SCENARIO {
        let report = read_with_hits(&text.as_bytes()).unwrap();
        let hits = report.files[0].hits.as_ref().map(|hits| hits.iter().collect::<Vec<_>>());
        let expected = match *format {
            // A condition of Clover has how often it came out; Codecov's `1/2` has no count.
            "codecov-json" => None,
            format if silent.contains(&format) => None,
            _ => Some(vec![(1, 2), (2, 1)]),
        };
        assert_eq!(hits, expected, "{format}");
        assert_eq!(read(text.as_bytes()).unwrap().files[0].hits, None, "{format}");
    }
}

#[test]
fn a_report_without_files_or_with_too_many_counts_is_not_said_to_tell_none() {
    let read = |text: &str| read_with_hits(&text.as_bytes()).unwrap();
    assert!(!tells_no_hits(&read("<coverage line-rate='1'/>")));
    let mut report = read("SF:a\nDA:1,1\nend_of_record\n");
    assert!(tells_no_hits(&report));
    report.hits_dropped = true;
    assert!(!tells_no_hits(&report));
}

#[test]
fn a_tool_that_writes_one_for_ran_tells_no_counts() {
    let text = "SF:a.py\nDA:1,1\nDA:2,1\nDA:3,0\nend_of_record\n";
    let report = read_with_hits(&text.as_bytes()).unwrap();
    assert_eq!(report.files[0].hits, None);
    let more = read_with_hits(&text.replace("DA:2,1", "DA:2,70").as_bytes()).unwrap();
    let hits = more.files[0].hits.as_ref().unwrap();
    assert_eq!(hits.iter().collect::<Vec<_>>(), [(1, 1), (2, 70)]);
}

#[test]
fn encodings_and_packing_change_nothing() {
    let (_, text) = SCENARIO[1];
    let declared = format!("<?xml version='1.0' encoding='utf-16'?>{text}");
    let plain = read(text.as_bytes()).unwrap();
    let utf16: Vec<u8> = declared.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [&b"\xff\xfe"[..], &utf16].concat();
    let with_bom = format!("\u{feff}{declared}").into_bytes();
    for bytes in [utf16, marked, with_bom] {
        assert_eq!(read(&bytes).unwrap().files, plain.files);
    }
}

#[test]
fn any_prefix_of_a_report_is_read_or_refused_and_never_more_than_the_whole() {
    for (format, text) in SCENARIO {
        let whole = read(text.as_bytes()).unwrap();
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            let Ok(part) = read(&text.as_bytes()[..end]) else { continue };
            let lines = part.files.first().map_or(0, |file| file.counts().lines);
            assert!(lines <= whole.files[0].counts().lines, "{format} {end}");
        }
    }
}

#[test]
fn a_report_of_totals_alone_is_counted_and_not_imported() {
    for text in [
        "SF:a.c\nLF:7\nLH:4\nend_of_record\n",
        "<report name='GCOVR report'><package name=''><sourcefile name='a.c'><line nr='3'/>\
         <line nr='5' mb='1' cb='1'/><counter type='LINE' missed='1' covered='1'/></sourcefile></package></report>",
        r#"{"data": [{"files": [{"filename": "a.c", "summary": {"lines": {"count": 7, "covered": 4}}}]}],
        "type": "llvm.coverage.json.export"}"#,
        r#"{"files": [{"file": "a.c", "lines": [], "line_total": 7, "line_covered": 4}], "gcovr/format_version": "1"}"#,
    ] {
        assert!(matches!(read(text.as_bytes()), Err(SourceError::OnlyTotals)), "{text}");
        let hits = read_with_hits(&text.as_bytes());
        assert!(matches!(hits, Err(SourceError::OnlyTotals)), "{text}");
        let report = read_document(&Document::open(&text.as_bytes()).unwrap()).unwrap();
        assert_eq!((report.files.len(), report.warnings.len()), (1, 1), "{report:?}");
    }
    // A file without a line beside one that has some may hold no code.
    let text = "SF:a.c\nLF:0\nend_of_record\nSF:b.c\nDA:1,1\nLF:1\nend_of_record\n";
    assert!(read(text.as_bytes()).unwrap().warnings.is_empty());
}

#[test]
fn a_report_of_another_kind_is_refused_by_name() {
    for (text, name) in [
        ("<testsuites/>", "it holds a test run: looks like JUnit test results"),
        (
            "{\"files\": {\"a\": {\"mutants\": []}}}",
            "it holds mutants: looks like a mutation-testing-elements report",
        ),
        ("hello", "not a format escapee reads yet: looks like none of the known formats"),
    ] {
        let error = read(text.as_bytes()).unwrap_err().to_string();
        assert_eq!(error, name);
    }
    assert!(matches!(read(b" \n"), Err(SourceError::Empty)));
}

#[test]
fn hostile_text_ends_in_bounded_time_with_a_reason() {
    let mut bomb = String::from("<!DOCTYPE c [<!ENTITY a0 'ha'>");
    for level in 1..30 {
        let _ = write!(bomb, "<!ENTITY a{level} '&a{};&a{};'>", level - 1, level - 1);
    }
    bomb += "]><coverage line-rate='1'><class filename='&a29;'><lines><line number='1' hits='&a29;'/></lines></class></coverage>";
    let report = read(bomb.as_bytes()).unwrap();
    assert_eq!(report.files[0].raw_path, "&a29;");
    assert_eq!(report.files[0].counts().hit, 0);
    let deep = format!("<coverage line-rate='1'>{}", "<packages>".repeat(200_000));
    assert_eq!(read(deep.as_bytes()).unwrap().rejected.len(), 1);
    let nested = format!("{{\"files\": {{\"a.py\": {{\"executed_lines\": {}", "[".repeat(200_000));
    assert_eq!(read(nested.as_bytes()).unwrap().rejected.len(), 1);
    let attributes =
        format!("<coverage line-rate='1'><class {}/></coverage>", "a='1' ".repeat(200_000));
    assert_eq!(read(attributes.as_bytes()).unwrap().rejected.len(), 1);
}
