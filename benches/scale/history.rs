//! The repository: files of a stretch of functions, and a fix for each incident over five years.

use std::collections::HashMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// 2021-01-01T00:00:00Z in seconds since 1970.
pub(crate) const START: i64 = 1_609_459_200;
/// Five years in seconds.
pub(crate) const SPAN: i64 = 5 * 365 * 86_400;
/// Lines of a file; a function takes ten.
pub(crate) const LINES: usize = 200;
/// Files of a folder.
pub(crate) const IN_FOLDER: usize = 25;
/// One file in so many has a test file.
const TESTED: usize = 5;

/// How much is made.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    pub(crate) incidents: usize,
    pub(crate) files: usize,
}

/// A commit and when it was made.
pub(crate) struct Made {
    pub(crate) id: String,
    pub(crate) seconds: i64,
}

/// Returns the path of a file.
pub(crate) fn path(file: usize) -> String {
    format!("src/part{:03}/unit{file:05}.py", file / IN_FOLDER)
}

/// Returns a number that looks random.
pub(crate) fn mixed(seed: u64, step: u64) -> u64 {
    let word =
        (seed ^ step.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word ^ (word >> 29)
}

/// Returns the file that a fix changes: some break more often than others.
pub(crate) fn file_of(fix: usize, files: usize) -> usize {
    let draw = mixed(fix as u64, 5) as f64 / u64::MAX as f64;
    ((draw * draw * files as f64) as usize).min(files - 1)
}

fn text(file: usize, changed: &[u16]) -> String {
    let mut text = String::new();
    for (at, version) in changed.iter().enumerate() {
        let _ = match at % 10 {
            0 => writeln!(text, "def step_{file}_{}(value):", at / 10),
            9 => writeln!(text),
            5 => writeln!(text, "    if value > {at}:"),
            6 => writeln!(text, "        raise ValueError(value, {version})"),
            _ => writeln!(text, "    value = value * {at} + {version}"),
        };
    }
    text
}

fn test(file: usize) -> String {
    let mut text = format!("from unit{file:05} import *\n");
    for case in 0..4 {
        let _ = write!(
            text,
            "\n\ndef test_{file}_{case}():\n    assert step_{file}_{case}(1) == {case}\n"
        );
    }
    text
}

/// Writes the repository with `git fast-import` and returns its commits: the first, then a fix for each
/// incident, evenly spread in time.
pub(crate) fn write(folder: &Path, size: Size) -> Result<Vec<Made>, Box<dyn Error>> {
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(folder).args(arguments);
        command
    };
    if !git(&["init", "--quiet", "--initial-branch=main"]).status()?.success() {
        return Err("git init failed".into());
    }
    let mut import =
        git(&["fast-import", "--quiet", "--export-marks=marks"]).stdin(Stdio::piped()).spawn()?;
    let mut stream = std::io::BufWriter::new(import.stdin.take().ok_or("git takes no stream")?);
    let mut versions: HashMap<usize, Vec<u16>> = HashMap::new();
    let fresh = || vec![0_u16; LINES];
    let head = |stream: &mut dyn std::io::Write, mark: usize, seconds: i64, message: &str| {
        write!(
            stream,
            "commit refs/heads/main\nmark :{mark}\ncommitter a <a@example.com> {seconds} +0000\ndata {}\n{message}\n",
            message.len()
        )
    };
    head(&mut stream, 1, START - 86_400, "everything")?;
    for file in 0..size.files {
        put(&mut stream, &path(file), &text(file, &fresh()))?;
        if file % TESTED == 0 {
            let name = format!("tests/part{:03}/test_unit{file:05}.py", file / IN_FOLDER);
            put(&mut stream, &name, &test(file))?;
        }
    }
    let seconds = |fix: usize| START + SPAN * (fix as i64 + 1) / (size.incidents as i64 + 1);
    for fix in 0..size.incidents {
        let file = file_of(fix, size.files);
        let lines = versions.entry(file).or_insert_with(fresh);
        let at = mixed(fix as u64, 6) as usize % (LINES / 10) * 10
            + 1
            + mixed(fix as u64, 7) as usize % 4;
        lines[at] += 1;
        head(&mut stream, fix + 2, seconds(fix), &format!("mend step {fix}"))?;
        put(&mut stream, &path(file), &text(file, lines))?;
    }
    drop(stream);
    if !import.wait()?.success() {
        return Err("git fast-import failed".into());
    }
    let marks = std::fs::read_to_string(folder.join("marks"))?;
    let mut made: Vec<(usize, String)> = marks
        .lines()
        .filter_map(|line| line.strip_prefix(':')?.split_once(' '))
        .filter_map(|(mark, id)| Some((mark.parse().ok()?, id.to_owned())))
        .collect();
    made.sort();
    let time = |mark: usize| if mark == 1 { START - 86_400 } else { seconds(mark - 2) };
    Ok(made.into_iter().map(|(mark, id)| Made { id, seconds: time(mark) }).collect())
}

fn put(stream: &mut impl std::io::Write, path: &str, text: &str) -> std::io::Result<()> {
    write!(stream, "M 100644 inline {path}\ndata {}\n{text}\n", text.len())
}
