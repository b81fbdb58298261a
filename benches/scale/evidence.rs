//! What is imported: incidents, deployments, an indicator of one's own, and monthly reports.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use chrono::{DateTime, TimeDelta};

use super::history::{self, IN_FOLDER, LINES, Made, SPAN, START, Size, mixed};

/// The table of incidents.
pub(crate) const INCIDENTS: &str = "incidents.csv";
/// The table of deployments.
pub(crate) const DEPLOYMENTS: &str = "deployments.csv";
/// The table of an indicator of one's own.
pub(crate) const DRILLS: &str = "drills.csv";
/// The report that is imported next.
pub(crate) const REPORT: &str = "report";

const MONTHS: i64 = 60;

fn stamp(seconds: i64) -> Result<String, Box<dyn Error>> {
    let time = DateTime::from_timestamp(seconds, 0).ok_or("a date of no calendar")?;
    Ok(time.format("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// Returns the newest commit before each month's end.
fn monthly(commits: &[Made]) -> impl Iterator<Item = (i64, &Made)> {
    (0..MONTHS).filter_map(|month| {
        let at = START + SPAN * month / MONTHS;
        let place = commits.partition_point(|made| made.seconds <= at);
        Some((at, commits.get(place.checked_sub(1)?)?))
    })
}

/// Writes the project file and the tables. Six in ten incidents are of production; each began up to
/// thirty days before its fix.
pub(crate) fn write_project(
    folder: &Path,
    size: Size,
    commits: &[Made],
) -> Result<(), Box<dyn Error>> {
    let mut project = "[[repository]]\nname = \"bench\"\npath = \".\"\n".to_owned();
    for flow in 0..5 {
        let _ = write!(
            project,
            "\n[[flow]]\nname = \"flow{flow}\"\npaths = [\"src/part{flow:03}\"]\n\
             [[flow.state]]\nname = \"refused\"\nerror = \"ValueError\"\n"
        );
    }
    std::fs::write(folder.join("escapee.toml"), project)?;
    let mut incidents = "id,title,phase,severity,started_at,fix_commits\n".to_owned();
    for (number, fix) in commits.iter().skip(1).enumerate() {
        let before = TimeDelta::hours((mixed(number as u64, 0) % 720) as i64).num_seconds();
        let phase = if mixed(number as u64, 1) % 10 < 6 { "production" } else { "test" };
        let (severity, began) = (number % 4 + 1, stamp(fix.seconds - before)?);
        writeln!(incidents, "INC-{number},step {number},{phase},{severity},{began},{}", fix.id)?;
    }
    std::fs::write(folder.join(INCIDENTS), incidents)?;
    let mut deployments = "time,environment,version,commit,result\n".to_owned();
    for (at, made) in monthly(commits) {
        writeln!(deployments, "{},production,{at},{},success", stamp(at)?, made.id)?;
    }
    std::fs::write(folder.join(DEPLOYMENTS), deployments)?;
    let mut drills = "unit,date,value\n".to_owned();
    for quarter in 0..20 {
        let day = &stamp(START + SPAN * quarter / 20)?[..10];
        for part in 0..size.files.div_ceil(IN_FOLDER) {
            let value = mixed(part as u64, quarter as u64) % 2;
            writeln!(drills, "src/part{part:03},{day},{value}")?;
        }
    }
    std::fs::write(folder.join(DRILLS), drills)?;
    Ok(())
}

/// Gives kind, commit and text of each report: coverage and test runs of each month, mutants of each
/// half year.
pub(crate) fn write_reports(
    size: Size,
    commits: &[Made],
    mut import: impl FnMut(&str, &str, String) -> Result<(), Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    for (month, (at, made)) in monthly(commits).enumerate() {
        import("coverage", &made.id, lcov(size, month as u64))?;
        import("tests", &made.id, junit(size, month as u64, &stamp(at)?))?;
        if month % 6 == 0 {
            import("mutants", &made.id, mutants(size, month as u64))?;
        }
    }
    Ok(())
}

/// What ran hangs on the file, the stretch of lines and, a little, on the month.
fn lcov(size: Size, month: u64) -> String {
    let mut text = String::new();
    for file in 0..size.files {
        let share = 3 + mixed(file as u64, 8) % 8;
        let moved = if mixed(file as u64, month).is_multiple_of(20) { month } else { 0 };
        let _ = writeln!(text, "TN:\nSF:{}", history::path(file));
        for line in (1..=LINES).filter(|line| line % 10 != 0) {
            let stretch = (line / 5) as u64 + moved;
            let ran = mixed(file as u64 * 31, stretch) % 10 < share;
            let _ = writeln!(text, "DA:{line},{}", u8::from(ran));
            if line % 10 == 6 {
                let also = u8::from(ran && stretch.is_multiple_of(2));
                let _ = writeln!(text, "BRDA:{line},0,0,{}\nBRDA:{line},0,1,{also}", u8::from(ran));
            }
        }
        text.push_str("end_of_record\n");
    }
    text
}

fn junit(size: Size, month: u64, at: &str) -> String {
    let mut text = format!("<testsuite name=\"all\" timestamp=\"{at}\">\n");
    for file in (0..size.files).step_by(5) {
        for case in 0..4 {
            let red = mixed(file as u64 * 4 + case, month).is_multiple_of(500);
            let inner = if red { "<failure message=\"no\"/>" } else { "" };
            let _ = writeln!(
                text,
                "<testcase classname=\"tests.test_unit{file:05}\" name=\"test_{file}_{case}\">{inner}</testcase>"
            );
        }
    }
    text + "</testsuite>\n"
}

fn mutants(size: Size, month: u64) -> String {
    let mut text =
        "{\"schemaVersion\":\"1\",\"thresholds\":{\"high\":80,\"low\":60},\"files\":{".to_owned();
    for file in (0..size.files).step_by(5) {
        let comma = if file == 0 { "" } else { "," };
        let _ = write!(
            text,
            "{comma}\"{}\":{{\"language\":\"python\",\"source\":\"\",\"mutants\":[",
            history::path(file)
        );
        for mutant in 0..10 {
            let comma = if mutant == 0 { "" } else { "," };
            let killed = !mixed(file as u64 * 10 + mutant, month / 12).is_multiple_of(3);
            let status = if killed { "Killed" } else { "Survived" };
            let line = mutant * 20 + 2;
            let _ = write!(
                text,
                "{comma}{{\"id\":\"{mutant}\",\"mutatorName\":\"Arithmetic\",\"status\":\"{status}\",\
                 \"location\":{{\"start\":{{\"line\":{line},\"column\":1}},\"end\":{{\"line\":{line},\"column\":9}}}}}}"
            );
        }
        text.push_str("]}");
    }
    text + "}}"
}
