//! Reports of any size, and how each reader does on them.

use std::fmt::Write as _;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::stages::{COBERTURA, LCOV, Stage};

/// Makes the reports, runs every stage and prints what each took.
pub(crate) fn compare() {
    let megabytes = |default: usize| -> usize {
        let asked = std::env::var("ESCAPEE_BENCH_MB").ok().and_then(|text| text.parse().ok());
        asked.unwrap_or(default)
    };
    table("LCOV", &made("bench.info", megabytes(500), lcov), LCOV);
    table("Cobertura", &made("bench.xml", megabytes(300), cobertura), COBERTURA);
}

fn table(name: &str, file: &Path, stages: &[(&str, Stage)]) {
    let size = std::fs::metadata(file).unwrap().len() as f64 / 1e6;
    println!("{name}, {size:.0} MB\n{:<44} {:>7} {:>7} {:>8}", "", "CPU s", "ratio", "peak MB");
    let mut floor = None;
    for (stage, _) in stages {
        let ran =
            Command::new(std::env::current_exe().unwrap()).arg(stage).arg(file).output().unwrap();
        let said = String::from_utf8(ran.stdout).unwrap();
        let numbers: Vec<f64> = said.split_whitespace().map(|n| n.parse().unwrap()).collect();
        let [cpu, peak] = numbers[..] else { panic!("{stage}: {said}") };
        let is_floor = stage.starts_with("floor");
        if is_floor {
            floor = Some(cpu);
        }
        let ratio = floor.map_or_else(String::new, |floor| format!("{:.2}", cpu / floor));
        println!("{stage:<44} {cpu:>7.2} {ratio:>7} {peak:>8.1}");
    }
    println!();
}

/// Returns a report of about that many megabytes, made once.
fn made(name: &str, megabytes: usize, part: fn(u32, &mut String)) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::create_dir_all(folder).unwrap();
    let path = folder.join(format!("{megabytes}-{name}"));
    if path.is_file() {
        return path;
    }
    let mut file = BufWriter::new(std::fs::File::create(&path).unwrap());
    let is_xml = name.ends_with("xml");
    if is_xml {
        file.write_all(b"<?xml version=\"1.0\"?>\n<coverage line-rate=\"0.5\"><packages><package name=\"p\"><classes>\n").unwrap();
    }
    let (mut written, mut index, mut text) = (0, 0, String::new());
    while written < megabytes * 1_000_000 {
        text.clear();
        part(index, &mut text);
        file.write_all(text.as_bytes()).unwrap();
        written += text.len();
        index += 1;
    }
    if is_xml {
        file.write_all(b"</classes></package></packages></coverage>\n").unwrap();
    }
    path
}

fn lcov(index: u32, text: &mut String) {
    let _ = writeln!(text, "TN:\nSF:/build/shop/src/module{}/file{index}.c", index % 97);
    for line in 1..=361_u32 {
        let count = (line * 31 + index * 17) % 5000;
        let _ =
            writeln!(text, "DA:{},{}", line * 2, if count.is_multiple_of(3) { 0 } else { count });
        if line.is_multiple_of(12) {
            let _ = writeln!(text, "BRDA:{},0,0,{count}\nBRDA:{},0,1,-", line * 2, line * 2);
        }
    }
    text.push_str("LF:361\nLH:240\nend_of_record\n");
}

fn cobertura(index: u32, text: &mut String) {
    let _ = writeln!(
        text,
        "<class name=\"c{index}\" filename=\"src/module{}/file{index}.py\" line-rate=\"0.7\"><methods/><lines>",
        index % 97
    );
    for line in 1..=300_u32 {
        let hits = (line * 31 + index * 17) % 3;
        let _ = writeln!(text, "  <line number=\"{line}\" hits=\"{hits}\"/>");
    }
    text.push_str("</lines></class>\n");
}
