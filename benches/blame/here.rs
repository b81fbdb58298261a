//! The same questions asked here, in a process of its own so that its cost can be told.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use escapee::model::commit::CommitId;
use escapee::model::lines::LineRange;
use escapee::pipeline::blame::{BlameJob, BlameRequest, blame as batch};

use super::Line;
use super::git::Task;

/// First argument of the process that does the work.
pub(crate) const MARK: &str = "--here";

/// Returns every line of the tasks, sorted, and the most memory that was used, in KiB.
pub(crate) fn blame(
    repo: &Path,
    tasks: &[Task],
    index: Option<&Path>,
    low_memory: bool,
    folder: &Path,
) -> Result<(Vec<Line>, u64), Box<dyn Error>> {
    let mut text = String::new();
    for task in tasks {
        let _ = write!(text, "{}", task.commit);
        for (first, count) in &task.ranges {
            let _ = write!(text, " {first},{count}");
        }
        let _ = writeln!(text, "\t{}", task.path);
    }
    let asked = folder.join("tasks");
    std::fs::write(&asked, text)?;
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(MARK).arg(repo).arg(&asked).arg(if low_memory { "low" } else { "full" });
    let output = command.args(index).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let text = String::from_utf8(output.stdout)?;
    let mut lines: Vec<Line> = Vec::new();
    let mut peak = 0;
    for row in text.lines() {
        let cells: Vec<&str> = row.split('\t').collect();
        match cells.as_slice() {
            [task, at, commit, path, from] => lines.push((
                task.parse()?,
                at.parse()?,
                (*commit).to_owned(),
                (*path).to_owned(),
                from.parse()?,
            )),
            [most] => peak = most.parse()?,
            _ => return Err(format!("odd line `{row}`").into()),
        }
    }
    lines.sort_unstable();
    Ok((lines, peak))
}

/// Does the work: arguments are the repository, the tasks, `low` or `full`, and the index.
pub(crate) fn run(arguments: &[String]) -> Result<(), Box<dyn Error>> {
    let [repo, asked, memory, index @ ..] = arguments else {
        return Err("too few arguments".into());
    };
    let mut requests = Vec::new();
    for line in std::fs::read_to_string(asked)?.lines() {
        let (head, path) = line.split_once('\t').ok_or("a task without a path")?;
        let mut words = head.split(' ');
        let commit = CommitId(words.next().unwrap_or_default().to_owned());
        let mut lines = Vec::new();
        for word in words {
            let (first, count) = word.split_once(',').ok_or("a range without a count")?;
            let (first, count): (u32, u32) = (first.parse()?, count.parse()?);
            lines.push(LineRange { first, last: first + count - 1 });
        }
        requests.push(BlameRequest { commit, path: path.to_owned(), lines });
    }
    let job = BlameJob {
        index: index.first().map(Into::into),
        low_memory: memory == "low",
        ..BlameJob::default()
    };
    let found = batch(Path::new(repo), &requests, &job, &mut |_, _, _| {})?;
    let mut text = String::new();
    for (task, lines) in found.lines.into_iter().enumerate() {
        for line in lines? {
            let (at, from) = (line.line, line.original_line);
            let _ = writeln!(text, "{task}\t{at}\t{}\t{}\t{from}", line.commit.0, line.path);
        }
    }
    let status = std::fs::read_to_string("/proc/self/status")?;
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    let _ = writeln!(text, "{}", most.trim().trim_end_matches(" kB"));
    std::io::Write::write_all(&mut std::io::stdout(), text.as_bytes())?;
    Ok(())
}
