//! Every reader on damaged reports: nothing panics, nothing counts more than there is, and how the
//! bytes arrive changes nothing.
//!
//! `ESCAPEE_FUZZ_ROUNDS` sets how often each sample is damaged, `ESCAPEE_FUZZ_SECONDS` for how long; a
//! failure names its sample and round, which is all there is to run it again. Real reports beside the
//! project are damaged, too.

#![expect(clippy::print_stderr, reason = "the helpers belong to tests")]

use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use escapee::model::inspection::{InspectedTotals, Inspection};
use escapee::sources::{Source, inspect, inspect_from};

const ROUNDS: u64 = 60;

/// One small report of each format.
const SAMPLES: &[(&str, &str)] = &[
    (
        "lcov",
        "TN:t\nSF:a.c\nFN:1,f\nFNDA:2,f\nDA:1,2\nDA:2,0,sum\nBRDA:1,0,0,1\nBRDA:1,0,1,-\nLF:2\nLH:1\nend_of_record\n",
    ),
    (
        "cobertura",
        "<?xml version='1.0'?><!DOCTYPE coverage SYSTEM 'x'><coverage line-rate='1'><sources><source>/w</source></sources><packages><package><classes><class filename='a.py'><methods><method><lines><line number='1' hits='1'/></lines></method></methods><lines><line number='1' hits='1' branch='true' condition-coverage='50% (1/2)'/><line number='2' hits='0'/></lines></class></classes></package></packages></coverage>",
    ),
    (
        "jacoco",
        "<report name='r'><sessioninfo id='s'/><group name='g'><package name='p'><sourcefile name='A.java'><line nr='3' mi='1' ci='2' mb='1' cb='1'/><counter type='LINE' missed='0' covered='1'/></sourcefile></package></group></report>",
    ),
    (
        "clover",
        "<coverage clover='3'><project><package name='p'><file name='a.js' path='/w/a.js'><line num='1' count='2' type='stmt'/><line num='2' type='cond' truecount='1' falsecount='0'/></file></package></project></coverage>",
    ),
    (
        "opencover",
        "\u{feff}<CoverageSession><Modules><Module><Files><File uid='1' fullPath='C:\\a.cs'/></Files><Classes><Class><Methods><Method><FileRef uid='1'/><SequencePoints><SequencePoint vc='2' sl='1'><TrackedMethodRefs><TrackedMethodRef uid='9'/></TrackedMethodRefs></SequencePoint></SequencePoints><BranchPoints><BranchPoint vc='0' sl='1'/></BranchPoints></Method></Methods></Class></Classes><TrackedMethods><TrackedMethod uid='9' name='T::t()'/></TrackedMethods></Module></Modules></CoverageSession>",
    ),
    (
        "dotcover",
        "<Root ReportType='DetailedXml'><FileIndices><File Index='1' Name='a.fs'/></FileIndices><Statement FileIndex='1' Line='3' Covered='True'/></Root>",
    ),
    (
        "visual studio",
        "<results><modules><module><functions><function><ranges><range source_id='0' covered='partial' start_line='1'/></ranges></function></functions><source_files><source_file id='0' path='a.cs'/></source_files></module></modules></results>",
    ),
    (
        "sonar",
        "<coverage version='1'><file path='a.c'><lineToCover lineNumber='1' covered='true' branchesToCover='2' coveredBranches='1'/></file></coverage>",
    ),
    (
        "coverage.py",
        r#"{"meta": {"format": 3}, "files": {"a.py": {"executed_lines": [1, 2], "missing_lines": [4], "excluded_lines": [], "executed_branches": [[1, 2]], "missing_branches": [[2, -1]], "contexts": {"1": ["t|run", ""]}}}, "totals": {}}"#,
    ),
    (
        "istanbul",
        r#"{"a.js": {"path": "a.js", "statementMap": {"0": {"start": {"line": 1}}}, "s": {"0": 2}, "branchMap": {"0": {"loc": {"start": {"line": 1}}}}, "b": {"0": [1, 0]}}}"#,
    ),
    ("go profile", "mode: count\nx.org/a.go:1.1,3.9 2 2\nx.org/a.go:4.1,4.5 1 0\n"),
    (
        "llvm-cov",
        r#"{"data": [{"files": [{"filename": "a.rs", "segments": [[1,1,2,true,true,false],[2,9,0,false,false,false]], "branches": [[1,1,1,4,1,0,0,0,4]], "summary": {"lines": {"count": 2, "covered": 2}}}]}], "type": "llvm.coverage.json.export"}"#,
    ),
    (
        "gcov",
        r#"{"gcovr/format_version": "0.6", "files": [{"file": "a.c", "lines": [{"line_number": 1, "count": 2, "branches": [{"count": 1}, {"count": 0, "throw": true}]}]}]}"#,
    ),
    (
        "simplecov",
        r#"{"RSpec": {"coverage": {"a.rb": {"lines": [2, null, 0, "ignored"], "branches": {"[:if, 0, 1, 0, 2, 9]": {"[:then, 1, 1, 0]": 1}}}}, "timestamp": 1}}"#,
    ),
    ("codecov", r#"{"coverage": {"a.rs": {"1": 2, "2": "1/2", "3": null}, "b.rs": [null, 1, 0]}}"#),
    (
        "junit",
        "<testsuites><testsuite name='s' timestamp='2024-12-11T23:59:50+01:00'><testcase classname='C' name='a'><failure>x &lt; y</failure><system-out><![CDATA[<x>]]></system-out></testcase><testcase name='b'><flakyFailure/></testcase></testsuite></testsuites>",
    ),
    (
        "trx",
        "<TestRun><Results><UnitTestResult testId='1' testName='a' outcome='Passed'/></Results><TestDefinitions><UnitTest id='1'><TestMethod className='N.T, asm'/></UnitTest></TestDefinitions></TestRun>",
    ),
    (
        "nunit",
        "<test-run><test-suite name='a'><test-case name='x' fullname='N.x' classname='N' result='Passed'/><test-case name='y' executed='True'><failure/></test-case></test-suite></test-run>",
    ),
    (
        "xunit.net",
        "<assemblies><assembly name='a'><collection><test type='N.T' name='x' result='Fail'/></collection></assembly></assemblies>",
    ),
    (
        "sonar tests",
        "<testExecutions version='1'><file path='a'><testCase name='x' duration='1'><skipped/></testCase></file></testExecutions>",
    ),
    (
        "tap",
        "TAP version 13\n1..2\nok 1 - a\nnot ok 2 - b # TODO later\n  ---\n  x: 1\n  ...\n# Subtest: c\n    ok 1 - d\n",
    ),
    (
        "go test",
        "{\"Action\":\"run\",\"Package\":\"p\",\"Test\":\"A\"}\n{\"Action\":\"fail\",\"Package\":\"p\",\"Test\":\"A\"}\nnoise\n",
    ),
    (
        "libtest",
        "{\"type\":\"suite\",\"event\":\"started\"}\n{\"type\":\"test\",\"event\":\"ok\",\"name\":\"a$b#2\"}\n",
    ),
    (
        "elements",
        r#"{"schemaVersion": "2", "thresholds": {}, "files": {"a.js": {"source": "x\r\n", "mutants": [{"id": "1", "mutatorName": "m", "status": "Killed", "killedBy": ["7"], "coveredBy": ["7"], "location": {"start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 2}}}]}}, "testFiles": {"t": {"tests": [{"id": "7", "name": "n"}]}}}"#,
    ),
    (
        "pit",
        "<mutations><mutation detected='true' status='KILLED'><sourceFile>A.java</sourceFile><mutatedClass>c.A$B</mutatedClass><lineNumber>3</lineNumber><killingTests>a|b</killingTests></mutation></mutations>",
    ),
    (
        "cargo-mutants",
        r#"{"outcomes": [{"scenario": "Baseline", "summary": "Success"}, {"scenario": {"Mutant": {"file": "a.rs", "genre": "m", "span": {"start": {"line": 1}, "end": {"line": 2}}}}, "summary": "CaughtMutant", "phase_results": []}]}"#,
    ),
];

/// What is put into a report.
const DIRT: &[&[u8]] = &[
    b"-1",
    b"0",
    b"99999999999999999999999",
    b"1e999",
    b"0.5",
    b"NaN",
    b"null",
    b"\xff\xfe",
    b"\xc3",
    b"\0",
    b"\r\n",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"-->",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"&a;",
    b"&",
    b"<",
    b">",
    b"\"",
    b"'",
    b"{",
    b"}",
    b"[[[[[[",
    b"]",
    b",",
    b":",
    b"\\u0000",
    b"../../../x",
    b"C:\\",
    b"\xe2\x80\xae",
    b"SF:",
    b"end_of_record\n",
    b"<line number='5' hits='5'/>",
    b"<testcase>",
    b"</testsuite>",
    b"\xef\xbb\xbf",
    b"<?xml version='1.0' encoding='utf-16'?>",
];

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % sides.max(1) as u64) as usize
    }
}

/// Returns the report with up to six damages.
fn damaged(report: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = report.to_vec();
    for _ in 0..=dice.roll(6) {
        let at = dice.roll(bytes.len() + 1);
        let end = (at + dice.roll(40)).min(bytes.len());
        match dice.roll(7) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].repeat(1 + dice.roll(200));
                bytes.splice(at..at, piece);
            }
            3 => {
                let from = dice.roll(other.len());
                bytes.splice(at..end, other[from..].iter().copied());
            }
            4 if at < bytes.len() => bytes[at] ^= 1 << dice.roll(8),
            _ => drop(bytes.splice(at..at, DIRT[dice.roll(DIRT.len())].iter().copied())),
        }
        bytes.truncate(1 << 20);
    }
    bytes
}

/// Gives its bytes a few at a time.
struct Drops<'a>(&'a [u8], usize);

impl Source for Drops<'_> {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(Drop { bytes: self.0, size: self.1 }))
    }
}

struct Drop<'a> {
    bytes: &'a [u8],
    size: usize,
}

impl Read for Drop<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let size = self.size.min(buffer.len());
        let mut piece = self.bytes.take(size as u64);
        let read = piece.read(buffer)?;
        self.bytes = &self.bytes[read..];
        Ok(read)
    }
}

fn sound(found: &Inspection, bytes: &[u8]) -> Result<(), String> {
    let fits =
        |whole: u64, part: u64| if part <= whole { Ok(()) } else { Err(format!("{found:?}")) };
    match &found.totals {
        InspectedTotals::Coverage { lines, lines_hit, finer, .. } => {
            fits(*lines, *lines_hit)?;
            fits(finer.statements.unwrap_or(0), finer.statements_hit.unwrap_or(0))?;
            fits(finer.branches.unwrap_or(0), finer.branches_hit.unwrap_or(0))?;
        }
        InspectedTotals::Tests(all) => {
            let parts = all.passed + all.failed + all.errored + all.skipped;
            fits(parts, all.testcases)?;
            fits(all.testcases, parts)?;
        }
        InspectedTotals::Mutants { mutants, by_status, .. } => {
            fits(*mutants, by_status.values().sum())?;
        }
    }
    let lines = bytes.split(|byte| *byte == b'\n').count() as u64;
    for rejected in &found.rejected {
        // In UTF-16 a line end is two bytes, of which one may look like it.
        fits(lines * 2, rejected.line)?;
    }
    Ok(())
}

/// Returns the real reports beside the project that are small enough to be damaged often.
fn real() -> Vec<(String, Vec<u8>)> {
    let project = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let shared = project.ancestors().map(|place| place.join("shared/reports"));
    let Some(folder) = shared.into_iter().find(|path| path.is_dir()) else {
        eprintln!("without real reports: no ../shared/reports beside the project");
        return Vec::new();
    };
    let mut found = Vec::new();
    for format in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        for file in
            std::fs::read_dir(format).into_iter().flatten().map(|entry| entry.unwrap().path())
        {
            let bytes = std::fs::read(&file).unwrap();
            if bytes.len() < 16_000 && file.extension().is_none_or(|ending| ending != "csv") {
                found.push((file.display().to_string(), bytes));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_sample_is_a_report() {
    for (name, text) in SAMPLES {
        let found = inspect(text.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(found.rejected, [], "{name}");
    }
}

/// Damages every sample once, by the round's number, and looks at what is read; returns how many were.
fn round_of(samples: &[(String, Vec<u8>)], round: u64) -> u64 {
    let mut read = 0;
    for (index, (name, report)) in samples.iter().enumerate() {
        let mut dice = Dice(round * 1_000 + index as u64);
        let other = &samples[dice.roll(samples.len())].1;
        let bytes = damaged(report, other, &mut dice);
        let whole = inspect(&bytes);
        let drops = inspect_from(&Drops(&bytes, 1 + dice.roll(50)));
        match (&whole, &drops) {
            (Ok(whole), Ok(drops)) => {
                assert_eq!(whole, drops, "{name}, round {round}");
                read += 1;
                if let Err(unsound) = sound(whole, &bytes) {
                    panic!("{name}, round {round}: {unsound}");
                }
            }
            (Err(one), Err(two)) => {
                assert_eq!(one.to_string(), two.to_string(), "{name}, round {round}");
            }
            _ => panic!("{name}, round {round}: {whole:?} and {drops:?}"),
        }
    }
    read
}

#[test]
fn damaged_reports_are_read_or_refused_and_the_way_their_bytes_arrive_changes_nothing() {
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seconds = number("ESCAPEE_FUZZ_SECONDS");
    let rounds = number("ESCAPEE_FUZZ_ROUNDS").unwrap_or(ROUNDS);
    let mut samples: Vec<(String, Vec<u8>)> =
        SAMPLES.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    samples.extend(real());
    let (begun, next) = (Instant::now(), AtomicU64::new(0));
    let goes_on = |round| match seconds {
        Some(seconds) => begun.elapsed().as_secs() < seconds,
        None => round < rounds,
    };
    let run = || {
        let (mut read, mut ran) = (0, 0);
        loop {
            let round = next.fetch_add(1, Ordering::Relaxed);
            if !goes_on(round) {
                return (read, ran);
            }
            read += round_of(&samples, round);
            ran += 1;
        }
    };
    let (one, two) = std::thread::scope(|scope| {
        let other = scope.spawn(run);
        (run(), other.join().unwrap())
    });
    let (read, ran) = (one.0 + two.0, one.1 + two.1);
    eprintln!("{ran} rounds over {} reports, {read} read", samples.len());
    assert!(ran > 0 && read * 2 > ran * samples.len() as u64, "only {read} were read at all");
}
