//! Formats by their first lines, and what only looks like one.

use super::*;

#[test]
fn formats_are_told_by_their_content() {
    for (text, format) in [
        ("<coverage clover='3' generated='1'/>", Format::Clover),
        ("<coverage><project/></coverage>", Format::Clover),
        ("<coverage version=\"1\"><file path='a'/></coverage>", Format::SonarCoverage),
        ("\u{feff}<?xml version='1.0'?>\n<coverage line-rate='1'/>", Format::Cobertura),
        ("<!DOCTYPE report SYSTEM 'x'><report name='x'/>", Format::Jacoco),
        ("<x:TestRun xmlns:x='u'/>", Format::Trx),
        ("<html/>", Format::OtherXml),
        ("mode: set\n", Format::GoProfile),
        ("a/b.go:1.2,3.4 1 0\n", Format::GoProfile),
        ("#remark\nSF:a\n", Format::Lcov),
        ("1..2\nok 1\n", Format::Tap),
        ("# pkg\nfailed\n{\"Action\":\"start\",\"Package\":\"p\"}\n", Format::GoTest),
        ("{\"type\":\"suite\",\"event\":\"started\"}\n", Format::LibtestJson),
        ("{\"meta\":{},\"files\":{\"a.py\":{\"executed_lines\":[]}}}", Format::CoveragePyJson),
        ("{\"/a.js\":{\"path\":\"/a.js\",\"statementMap\":{}}}", Format::Istanbul),
        ("{\"files\":{\"a.js\":{\"source\":\"\",\"mutants\":[]}}}", Format::MutationElements),
        ("{\"RSpec\":{\"coverage\":{}}}", Format::SimpleCov),
        ("{\"coverage\":{\"a.rs\":{\"12\":1}}}", Format::CodecovJson),
        ("{\"summary\":{},\"coverage\":{\"assemblies\":[]}}", Format::OtherJson),
        ("<root><CoverageSession/></root>", Format::OpenCover),
        ("<coverage version='0.3'><assembly/></coverage>", Format::OtherXml),
        ("{\"data\":[{\"files\":[]}],\"type\":\"llvm.coverage.json.export\"}", Format::LlvmCov),
        ("{\"files\":[{\"file\":\"a.c\",\"lines\":[{\"line_number\":1}]}]}", Format::Gcov),
        ("{\"outcomes\":[]}", Format::CargoMutants),
        ("{\"outcomes\":[{\"scenario\":\"Baseline\"}],\"timeout\":0}", Format::CargoMutants),
        ("{\"outcomes\":[\"fast\"],\"build\":{}}", Format::OtherJson),
        ("<results version='2'><cppcheck version='1.9'/></results>", Format::OtherXml),
        ("<results><modules/></results>", Format::VisualStudio),
        ("<testsuites><datetime/><suite><title/></suite></testsuites>", Format::OtherXml),
        ("<TestRun><FailedTests><FailedTest/></FailedTests></TestRun>", Format::OtherXml),
        ("<TestRun elapsed='1'><Statistics/></TestRun>", Format::OtherXml),
        ("<coverage><block classname='A'/></coverage>", Format::OtherXml),
        ("FAIL\ta/b\t0.1s\nok  \ta/c\t0.1s\n", Format::GoOutput),
        ("FAIL\ta/b [build failed]\n{\"Action\":\"fail\",\"Package\":\"a\"}\n", Format::GoTest),
        ("mode: of operation\n", Format::Unknown),
        ("[1]", Format::OtherJson),
        ("hello", Format::Unknown),
    ] {
        assert_eq!(of_head(text.as_bytes()), format, "{text}");
    }
}
