//! The project that is analysed: its incidents and its reports, made up but the same each time.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use chrono::{DateTime, TimeDelta};

use super::repository::{Fix, Lines};

/// The table of incidents.
pub(crate) const INCIDENTS: &str = "incidents.csv";
/// The report that is imported next.
pub(crate) const REPORT: &str = "report.info";

/// Writes the project file.
pub(crate) fn write(folder: &Path, repo: &Path) -> Result<(), Box<dyn Error>> {
    let project =
        format!("[[repository]]\nname = \"bench\"\npath = {:?}\n", repo.display().to_string());
    std::fs::write(folder.join("escapee.toml"), project)?;
    Ok(())
}

/// Writes an incident for each fix: most of them in production, up to thirty days before its fix.
pub(crate) fn write_incidents(folder: &Path, fixes: &[Fix]) -> Result<(), Box<dyn Error>> {
    let mut table = "id,title,phase,severity,started_at,fix_commits\n".to_owned();
    for (number, fix) in fixes.iter().enumerate() {
        let began = DateTime::from_timestamp(fix.seconds, 0).ok_or("a date of no calendar")?
            - TimeDelta::hours((mixed(number as u64, 0) % 720) as i64);
        let phase = if mixed(number as u64, 1) % 10 < 7 { "production" } else { "test" };
        let title = fix.subject.replace('"', "'");
        let (severity, began) = (number % 4 + 1, began.format("%Y-%m-%dT%H:%M:%SZ"));
        writeln!(table, "INC-{number},\"{title}\",{phase},{severity},{began},{}", fix.commit)?;
    }
    std::fs::write(folder.join(INCIDENTS), table)?;
    Ok(())
}

/// Returns an LCOV report. What ran depends on the path and the stretch of lines alone.
pub(crate) fn report(files: &[(String, Lines)]) -> String {
    let mut text = String::new();
    for (path, lines) in files {
        let name = path.bytes().fold(0, |sum, byte| mixed(sum, u64::from(byte)));
        let _ = writeln!(text, "TN:\nSF:{path}");
        for line in lines.iter() {
            let ran = mixed(name, u64::from(line / 8)) % 10 < 7;
            let _ = writeln!(text, "DA:{line},{}", u8::from(ran));
        }
        text.push_str("end_of_record\n");
    }
    text
}

fn mixed(seed: u64, step: u64) -> u64 {
    let word =
        (seed ^ step.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word ^ (word >> 29)
}
