//! The readers that are compared. Each runs in a process of its own, which prints its CPU seconds
//! and its peak memory in MB.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use escapee::model::commit::{CommitId, Time};
use escapee::model::line_hits::KeptHits;
use escapee::pipeline::inputs::Input;
use escapee::sources::coverage::read_from;
use escapee::store::{ImportKind, ImportSource, MappedFile, NewReport, Store};

/// What a reader does with a file; gives back a number so that nothing is left out.
pub(crate) type Stage = fn(&Path) -> u64;

/// Readers of LCOV; what stands behind the floor is measured by it.
pub(crate) const LCOV: &[(&str, Stage)] = &[
    ("floor: lines, hits and branches by bytes", bytes_of_lcov),
    ("the file read", read_file),
    ("escapee: reader", ours),
    ("escapee: reader and SQLite", kept),
    ("the lcov crate's reader", lcov_crate),
];

/// Readers of Cobertura.
pub(crate) const COBERTURA: &[(&str, Stage)] = &[
    ("floor: quick-xml, two attributes of a line", quick_xml_loop),
    ("escapee: Cobertura reader", ours),
    ("escapee: Cobertura reader and SQLite", kept),
];

pub(crate) fn of(name: &str) -> Option<Stage> {
    LCOV.iter().chain(COBERTURA).find(|(known, _)| *known == name).map(|(_, stage)| *stage)
}

pub(crate) fn run(stage: Stage, file: &Path) {
    let count = stage(file);
    assert!(count > 0, "the reader found nothing");
    println!("{} {}", cpu_seconds(), peak_mb());
}

/// Returns the CPU seconds of this process, in user and system mode together.
fn cpu_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = text.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks = |at: usize| fields[at].parse::<f64>().unwrap();
    (ticks(11) + ticks(12)) / 100.0
}

fn peak_mb() -> f64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1024.0
}

fn read_file(file: &Path) -> u64 {
    io::copy(&mut File::open(file).unwrap(), &mut io::sink()).unwrap()
}

/// Lines, lines hit and branches, as little as a reader of bytes can do.
fn bytes_of_lcov(file: &Path) -> u64 {
    let mut input = File::open(file).unwrap();
    let (mut buffer, mut held) = (vec![0; 1 << 18], 0);
    let (mut lines, mut hit, mut branches) = (0_u64, 0_u64, 0_u64);
    loop {
        let read = input.read(&mut buffer[held..]).unwrap();
        if read == 0 {
            return lines + hit + branches;
        }
        let filled = held + read;
        let mut start = 0;
        while let Some(length) = memchr::memchr(b'\n', &buffer[start..filled]) {
            let line = &buffer[start..start + length];
            if let Some(data) = line.strip_prefix(b"DA:") {
                let comma = memchr::memchr(b',', data).unwrap_or(0);
                let number = data[..comma].iter().fold(0_u64, |n, d| n * 10 + u64::from(d - b'0'));
                lines += u64::from(number > 0);
                hit += u64::from(data[comma + 1..] != *b"0");
            } else if line.starts_with(b"BRDA:") {
                branches += 1;
            }
            start += length + 1;
        }
        buffer.copy_within(start..filled, 0);
        held = filled - start;
    }
}

fn lcov_crate(file: &Path) -> u64 {
    let mut lines = 0;
    for record in lcov::Reader::new(BufReader::new(File::open(file).unwrap())) {
        if let lcov::Record::LineData { count, .. } = record.unwrap() {
            lines += 1 + u64::from(count > 0);
        }
    }
    lines
}

fn quick_xml_loop(file: &Path) -> u64 {
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(File::open(file).unwrap()));
    let (mut buffer, mut sum) = (Vec::new(), 0);
    loop {
        use quick_xml::events::Event;
        match reader.read_event_into(&mut buffer).unwrap() {
            Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref() == "line" => {
                for attribute in tag.attributes().flatten() {
                    match attribute.key.as_ref() {
                        "number" | "hits" => sum += attribute.value.parse::<u64>().unwrap(),
                        _ => {}
                    }
                }
            }
            Event::Eof => return sum,
            _ => {}
        }
        buffer.clear();
    }
}

fn ours(file: &Path) -> u64 {
    read_from(&Input::of_file(file)).unwrap().files.len() as u64
}

fn kept(file: &Path) -> u64 {
    let report = read_from(&Input::of_file(file)).unwrap();
    let files: Vec<MappedFile> = report
        .files
        .into_iter()
        .map(|file| MappedFile {
            path: Some(file.raw_path.clone()),
            raw_path: file.raw_path,
            rule: "exact".to_owned(),
            blob: None,
            coverage: file.packed,
            tests: file.tests,
            hits: KeptHits::NotKept,
        })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("bench.db")).unwrap();
    let at = Time::UNIX_EPOCH;
    let kind = ImportKind::Coverage;
    let source = ImportSource { kind, name: "bench", digest: "d", at, skipped: 0, failed: 0 };
    let report = NewReport {
        repo: "bench",
        series: "main",
        commit: &CommitId("a".repeat(40)),
        taken_at: at,
        zone_known: true,
        format: report.format,
        merged_as: &[],
        warnings: &[],
        keeps_hits: false,
    };
    store.save_coverage(&source, &report, &files).unwrap().imported as u64
}
