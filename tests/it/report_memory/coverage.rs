//! Coverage reports of countless records.

use std::fmt::Write as _;

use super::Report;

/// Coverage reports of countless records that each take little text and much memory.
pub(super) const COVERAGE: &[Report] = &[
    ("lcov: empty files", "", |n, text| writeln!(text, "SF:{n}"), "end_of_record\n"),
    (
        "lcov: files",
        "",
        |n, text| writeln!(text, "SF:src/folder/file{n}.c\nDA:1,1\nBRDA:1,0,0,1\nend_of_record"),
        "",
    ),
    (
        "lcov: tests of files",
        "",
        |n, text| {
            let (test, file, line) = (n / 300, n % 300, n % 97 + 1);
            writeln!(
                text,
                "TN:t{test}\nSF:src/f{file}.c\nDA:{line},1\nDA:9000,{test}\nend_of_record"
            )
        },
        "",
    ),
    (
        "lcov: tests",
        "SF:a.c\nDA:1,1\n",
        |n, text| writeln!(text, "TN:t{n}\nDA:{n},1"),
        "end_of_record\n",
    ),
    (
        "cobertura: empty files",
        "<coverage line-rate='1'><packages><package><classes>",
        |n, text| writeln!(text, "<class filename='{n}'/>"),
        "</classes></package></packages></coverage>",
    ),
    (
        "cobertura: branches",
        "<coverage line-rate='1'><class filename='a'><lines>",
        |n, text| {
            writeln!(text, "<line number='{}' hits='1' condition-coverage='50% (1/2)'/>", n + 1)
        },
        "</lines></class></coverage>",
    ),
    (
        "cobertura: lines of methods",
        "<coverage line-rate='1'><class filename='a'><methods><method><lines>",
        |n, text| writeln!(text, "<line number='{}' hits='1'/>", n + 1),
        "</lines></method></methods></class></coverage>",
    ),
    (
        "jacoco: empty files",
        "<report name='r'><package name='p'>",
        |n, text| writeln!(text, "<sourcefile name='{n}'/>"),
        "</package></report>",
    ),
    (
        "opencover: lines of tests",
        "<CoverageSession><Modules><Module><Files><File uid='1' fullPath='a'/></Files><Classes>\
         <Class><Methods><Method><FileRef uid='1'/><SequencePoints><SequencePoint vc='1' sl='1'/>",
        |n, text| writeln!(text, "<TrackedMethodRef uid='{n}'/>"),
        "</SequencePoints></Method></Methods></Class></Classes></Module></Modules></CoverageSession>",
    ),
    ("go: blocks", "mode: count\n", |n, text| writeln!(text, "a/b.go:{0}.1,{0}.9 1 1", n + 1), ""),
    (
        "istanbul: empty files",
        "{",
        |n, text| writeln!(text, "\"{n}\":{{\"path\":\"{n}\",\"statementMap\":{{}},\"s\":{{}}}},"),
        "\"x\":{\"path\":\"x\",\"statementMap\":{},\"s\":{}}}",
    ),
    ("simplecov: lines", "{\"R\":{\"coverage\":{\"a.rb\":[", |_, text| write!(text, "1,"), "1]}}}"),
    (
        "istanbul: statements of no id",
        "{\"a.js\":{\"path\":\"a.js\",\"statementMap\":{",
        |_, text| write!(text, "\"\":{{}},\"\":{{}},\"\":{{}},\"\":{{}},\"\":{{}},"),
        "\"1\":{\"start\":{\"line\":1}}},\"s\":{\"1\":1}}}",
    ),
    (
        "opencover: ids of files",
        "<CoverageSession><Modules><Module><Files>",
        |n, text| writeln!(text, "<File uid='{n}' fullPath='{n}'/>"),
        "</Files></Module></Modules></CoverageSession>",
    ),
    (
        "opencover: tests",
        "<CoverageSession><Modules><Module><TrackedMethods>",
        |n, text| writeln!(text, "<TrackedMethod uid='{n}' name='t{n}'/>"),
        "</TrackedMethods></Module></Modules></CoverageSession>",
    ),
    (
        "dotcover: ids of files",
        "<Root ReportType='DetailedXml' CoveredStatements='0'><FileIndices>",
        |n, text| writeln!(text, "<File Index='{n}' Name='a.cs'/><File Index='x{n}' Name='a.cs'/>"),
        "</FileIndices></Root>",
    ),
    (
        "visual studio: ranges",
        "<results><modules><module><functions>",
        |n, text| {
            let line = n % 9_000 + 1;
            writeln!(text, "<range source_id='0' covered='no' start_line='{line}'/>").and_then(
                |()| writeln!(text, "<range source_id='0' covered='yes' start_line='{line}'/>"),
            )
        },
        "</functions><source_files><source_file id='0' path='a.cs'/></source_files></module></modules></results>",
    ),
    (
        "coverage.py: tests of lines",
        "{\"meta\":{},\"totals\":{},\"files\":{\"a.py\":{\"executed_lines\":[1],\"excluded_lines\":[],\"contexts\":{",
        |n, text| write!(text, "\"{}\":[\"t{}\",\"u\"],", n + 1, n % 999),
        "\"1\":[\"t\"]}}}}",
    ),
    (
        "coverage.py: branches",
        "{\"meta\":{},\"totals\":{},\"files\":{\"a.py\":{\"executed_lines\":[1],\"executed_branches\":[",
        |_, text| write!(text, "[1],[1],[1],[1],[1],[1],[1],"),
        "[1,2]]}}}",
    ),
    (
        "llvm-cov: segments",
        "{\"type\":\"llvm.coverage.json.export\",\"data\":[{\"files\":[{\"filename\":\"a.c\",\"segments\":[",
        |_, text| write!(text, "[1,1,1],[1,1,1],[1,1,1],"),
        "[2,1,1,true,true,false]]}]}]}",
    ),
    (
        "gcov: branches",
        "{\"gcovr/format_version\":\"0.6\",\"files\":[{\"file\":\"a.c\",\"lines\":[{\"line_number\":1,\"branches\":[",
        |_, text| write!(text, "{{}},{{}},{{}},{{}},{{}},{{}},{{}},{{}},"),
        "{}]}]}]}",
    ),
    (
        "simplecov: branches",
        "{\"R\":{\"coverage\":{\"a.rb\":{\"lines\":[1],\"branches\":{\"[:if, 1, 1, 0, 1, 9]\":{",
        |_, text| write!(text, "\"\":1,\"\":1,\"\":1,\"\":1,\"\":1,"),
        "\"x\":1}}}}}}",
    ),
    (
        "codecov: lines",
        "{\"coverage\":{\"a.py\":{",
        |n, text| write!(text, "\"{}\":1,", n + 1),
        "\"1\":1}}}",
    ),
];
