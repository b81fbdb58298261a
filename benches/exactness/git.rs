//! What `git blame` says, asked without any settings but the repository's own.

use std::collections::HashMap;
use std::error::Error;
use std::path::Path;
use std::process::Command;

/// A line's origin by git.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) commit: String,
    pub(crate) path: String,
    pub(crate) line: u32,
    /// Whether the walk ended there because it was told to.
    pub(crate) boundary: bool,
}

/// Returns the origin of each line of a file at a revision; `None` where git refuses the file.
pub(crate) fn blame(
    repo: &Path,
    options: &[&str],
    revision: &str,
    path: &str,
) -> Result<Option<Vec<Origin>>, Box<dyn Error>> {
    let output = Command::new("git")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .arg("-C")
        .arg(repo)
        .args(["-c", "safe.directory=*", "-c", "core.quotePath=false"])
        .args(["-c", "diff.algorithm=myers", "-c", "diff.indentHeuristic=true"])
        .args(["-c", "blame.ignoreRevsFile=", "-c", "core.attributesFile=/dev/null"])
        .args(["blame", "--porcelain"])
        .args(options)
        .args([revision, "--", path])
        .output()?;
    if !output.status.success() {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let mut known: HashMap<String, (String, bool)> = HashMap::new();
    let mut origins = Vec::new();
    let mut header: Option<(String, u32)> = None;
    for line in text.split('\n') {
        let Some((commit, number)) = &header else {
            let mut words = line.split(' ');
            if let (Some(commit), Some(number)) = (words.next(), words.next()) {
                header = Some((commit.to_owned(), number.parse()?));
            }
            continue;
        };
        let about = known.entry(commit.clone()).or_default();
        if line.starts_with('\t') {
            let (path, boundary) = about.clone();
            origins.push(Origin { commit: commit.clone(), path, line: *number, boundary });
            header = None;
        } else if let Some(path) = line.strip_prefix("filename ") {
            path.clone_into(&mut about.0);
        } else if line == "boundary" {
            about.1 = true;
        }
    }
    Ok(Some(origins))
}
