//! Which format a file is in, found from its content; the name of a file says nothing.

use super::SourceError;
use super::encoding::decode;
use super::json_keys::{self, Keys};
use super::xml;

/// A format escapee knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Lcov,
    Cobertura,
    Jacoco,
    Clover,
    OpenCover,
    DotCover,
    VisualStudio,
    SonarCoverage,
    CoveragePyJson,
    CoveragePyData,
    Istanbul,
    GoProfile,
    LlvmCov,
    Gcov,
    SimpleCov,
    CodecovJson,
    JUnit,
    Trx,
    NUnit,
    XUnit,
    SonarTests,
    Tap,
    GoTest,
    LibtestJson,
    MutationElements,
    Pit,
    CargoMutants,
    OtherXml,
    OtherJson,
    GoOutput,
    Zip,
    Unknown,
}

/// What a format holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Coverage,
    Tests,
    Mutants,
    None,
}

impl Format {
    /// Returns its name in messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Lcov => "LCOV",
            Self::Cobertura => "Cobertura",
            Self::Jacoco => "JaCoCo",
            Self::Clover => "Clover",
            Self::OpenCover => "OpenCover",
            Self::DotCover => "dotCover",
            Self::VisualStudio => "Visual Studio coverage",
            Self::SonarCoverage => "SonarQube generic coverage",
            Self::CoveragePyJson => "coverage.py JSON",
            Self::CoveragePyData => "a coverage.py data file",
            Self::Istanbul => "Istanbul JSON",
            Self::GoProfile => "a Go cover profile",
            Self::LlvmCov => "llvm-cov JSON",
            Self::Gcov => "gcov or gcovr JSON",
            Self::SimpleCov => "SimpleCov JSON",
            Self::CodecovJson => "Codecov JSON",
            Self::JUnit => "JUnit test results",
            Self::Trx => "TRX test results",
            Self::NUnit => "NUnit test results",
            Self::XUnit => "xUnit.net test results",
            Self::SonarTests => "SonarQube generic test results",
            Self::Tap => "TAP test results",
            Self::GoTest => "go test -json results",
            Self::LibtestJson => "libtest JSON test results",
            Self::MutationElements => "a mutation-testing-elements report",
            Self::Pit => "a PIT mutation report",
            Self::CargoMutants => "cargo-mutants outcomes",
            Self::OtherXml => "XML of another kind",
            Self::OtherJson => "JSON of another kind",
            Self::GoOutput => {
                "what go test prints for people; `go test -json` writes it for machines"
            }
            Self::Zip => "a zip archive",
            Self::Unknown => "none of the known formats",
        }
    }

    /// Returns why it cannot be read where something else is wanted.
    pub(super) fn refused(self) -> SourceError {
        let looks_like = self.name();
        let (holds, command) = match self.kind() {
            Kind::Coverage => ("a coverage report", "escapee import coverage FILE --commit REV"),
            Kind::Tests => ("a test run", "escapee import tests FILE --commit REV"),
            Kind::Mutants => ("mutants", "escapee import mutants FILE --commit REV"),
            Kind::None => return SourceError::UnknownFormat { looks_like },
        };
        SourceError::OtherKind { holds, looks_like, command }
    }

    /// Returns what it holds.
    pub(super) fn kind(self) -> Kind {
        match self {
            Self::Lcov
            | Self::Cobertura
            | Self::Jacoco
            | Self::Clover
            | Self::OpenCover
            | Self::DotCover
            | Self::VisualStudio
            | Self::SonarCoverage
            | Self::CoveragePyJson
            | Self::CoveragePyData
            | Self::Istanbul
            | Self::GoProfile
            | Self::LlvmCov
            | Self::Gcov
            | Self::SimpleCov
            | Self::CodecovJson => Kind::Coverage,
            Self::JUnit
            | Self::Trx
            | Self::NUnit
            | Self::XUnit
            | Self::SonarTests
            | Self::Tap
            | Self::GoTest
            | Self::LibtestJson => Kind::Tests,
            Self::MutationElements | Self::Pit | Self::CargoMutants => Kind::Mutants,
            Self::OtherXml | Self::OtherJson | Self::GoOutput | Self::Zip | Self::Unknown => {
                Kind::None
            }
        }
    }
}

/// Returns the format of unpacked bytes, by the first of them. JSON whose keys tell nothing yet is
/// [`Format::OtherJson`].
pub(super) fn of_head(bytes: &[u8]) -> Format {
    if bytes.starts_with(b"SQLite format 3\0") {
        return Format::CoveragePyData;
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Format::Zip;
    }
    let Ok(head) = decode(bytes) else { return Format::Unknown };
    let head = head.text.trim_start();
    match head.as_bytes().first() {
        Some(b'<') => of_xml(head),
        Some(b'{' | b'[') => of_json(head),
        _ => of_lines(head),
    }
}

fn of_xml(head: &str) -> Format {
    let seen = xml::head(head);
    let has = |name: &str| seen.iter().any(|found| found == name);
    let is_bare = |start: &str| !seen.iter().any(|found| found.starts_with(start));
    let root = seen.first().map_or("", String::as_str);
    match root {
        // Reports of several runs, one after the other under a root of their own.
        "root" if has("root/CoverageSession") => Format::OpenCover,
        "root" if has("root/Root") => Format::DotCover,
        "root" if has("root/results") => Format::VisualStudio,
        // Mono's profiler and NCover name methods, not lines of files.
        "coverage" if has("coverage/assembly") || has("coverage/module") => Format::OtherXml,
        // PIT's own list of blocks, which names no file.
        "coverage" if has("coverage/block") => Format::OtherXml,
        "coverage" if has("coverage/project") || has("@clover") => Format::Clover,
        "coverage" if has("coverage/file") => Format::SonarCoverage,
        // An empty one: the generic format has only a version and no rates.
        "coverage" if seen.len() == 2 && has("@version") => Format::SonarCoverage,
        "coverage" | "packages" => Format::Cobertura,
        "report" => Format::Jacoco,
        "CoverageSession" => Format::OpenCover,
        "Root" => Format::DotCover,
        // Checkers of code write their findings under the same root.
        "results" if !has("results/modules") && !is_bare("results/") => Format::OtherXml,
        "results" | "CoverageDSPriv" => Format::VisualStudio,
        // The suites of Check for C hold tests of another kind; so do the runs of CppUnit and AUnit.
        "testsuites" if has("testsuites/suite") || has("testsuites/datetime") => Format::OtherXml,
        "TestRun"
            if ["FailedTests", "SuccessfulTests", "SuiteInfo", "Statistics"]
                .iter()
                .any(|child| has(&format!("TestRun/{child}"))) =>
        {
            Format::OtherXml
        }
        "testsuites" | "testsuite" | "testcase" => Format::JUnit,
        "TestRun" => Format::Trx,
        "test-run" | "test-results" | "test-suite" => Format::NUnit,
        "assemblies" | "assembly" => Format::XUnit,
        "testExecutions" => Format::SonarTests,
        "mutations" => Format::Pit,
        _ => Format::OtherXml,
    }
}

fn of_json(head: &str) -> Format {
    let first = head.lines().next().unwrap_or("");
    let line = json_keys::of(first.as_bytes());
    if line.has("Action") && (line.has("Package") || line.has("Test") || line.has("ImportPath")) {
        return Format::GoTest;
    }
    if line.has("event") && line.has("type") {
        return Format::LibtestJson;
    }
    of_json_keys(&json_keys::of(head.as_bytes()))
}

/// Returns the format of JSON with these keys.
pub(super) fn of_json_keys(keys: &Keys) -> Format {
    match () {
        // A schema has the keys of what it describes.
        () if keys.has("$schema") && keys.has("properties") => Format::OtherJson,
        () if keys.has("gcovr/format_version") => Format::Gcov,
        () if keys.has("files[]/lines[]/line_number") => Format::Gcov,
        () if keys.has("files") && keys.has("gcc_version") => Format::Gcov,
        () if keys.has("data[]/files") || keys.has("data") && keys.has("type") => Format::LlvmCov,
        () if keys.has("files/*/executed_lines") => Format::CoveragePyJson,
        () if keys.has("files/*/mutants") => Format::MutationElements,
        () if keys.has("files") && keys.has("thresholds") => Format::MutationElements,
        () if keys.has("thresholds") && keys.has("schemaVersion") => Format::MutationElements,
        () if keys.has("files") && keys.has("meta") && keys.has("totals") => Format::CoveragePyJson,
        () if keys.has("outcomes[]/scenario") || keys.has("outcomes") && keys.are_one() => {
            Format::CargoMutants
        }
        () if keys.has("*/statementMap") || keys.has("*/*/statementMap") => Format::Istanbul,
        // ReportGenerator's summary names assemblies, not files.
        () if keys.has("coverage/assemblies") => Format::OtherJson,
        () if keys.has_number_below("coverage/*")
            || keys.has("messages") && keys.has("coverage") =>
        {
            Format::CodecovJson
        }
        () if keys.has("coverage") || keys.has("*/coverage") => Format::SimpleCov,
        () if keys.has("files[]/coverage") => Format::SimpleCov,
        () => Format::OtherJson,
    }
}

fn of_lines(head: &str) -> Format {
    let is_lcov = |line: &str| {
        ["TN:", "SF:", "DA:"].iter().any(|start| line.starts_with(start)) || line == "end_of_record"
    };
    let is_tap = |line: &str| {
        line.starts_with("TAP version ")
            || line.starts_with("1..")
            || line.starts_with("ok ")
            || line.starts_with("not ok ")
    };
    let is_go_output = |line: &str| line.starts_with("=== RUN ") || line.starts_with("--- PASS: ");
    // What is told of a package stands before the events, too, where it could not be built.
    let is_package =
        |line: &str| ["ok  \t", "FAIL\t", "?   \t"].iter().any(|s| line.starts_with(s));
    let is_mode = |line: &str| matches!(line, "mode: set" | "mode: count" | "mode: atomic");
    let mut names_packages = false;
    for line in head.lines().map(str::trim) {
        match () {
            () if is_go_output(line) => return Format::GoOutput,
            () if is_package(line) => names_packages = true,
            () if is_mode(line) || is_block(line) => return Format::GoProfile,
            () if is_lcov(line) => return Format::Lcov,
            () if is_tap(line) => return Format::Tap,
            // Output of the build may stand before the first event.
            () if line.starts_with("{\"") => return of_json(line),
            () => {}
        }
    }
    if names_packages { Format::GoOutput } else { Format::Unknown }
}

/// Whether a line is a block of a Go profile, as in `a/b.go:1.2,3.4 5 6`.
fn is_block(line: &str) -> bool {
    let Some((place, counts)) = line.split_once(' ') else { return false };
    let numbers = place.rsplit_once(".go:").map_or("", |(_, numbers)| numbers);
    numbers.contains(',') && counts.split(' ').all(|n| n.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests;
