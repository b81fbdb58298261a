//! What the bench takes from a repository, by git: fixes, commits, and the lines of files.

use std::collections::HashMap;
use std::error::Error;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::rc::Rc;

const SOURCES: &[&str] = &[
    "*.c", "*.h", "*.cc", "*.cpp", "*.rs", "*.py", "*.js", "*.ts", "*.java", "*.go", "*.rb",
    "*.php", "*.cs", "*.kt",
];
const OUTSIDE: &[&str] =
    &[":(exclude,icase)*test*", ":(exclude,icase)*spec*", ":(exclude)t/*", ":(exclude)deps/*"];
/// Files of other endings are no source.
const ENDINGS: &[&str] =
    &["c", "h", "cc", "cpp", "rs", "py", "js", "ts", "java", "go", "rb", "php", "cs", "kt"];

/// A fix.
pub(crate) struct Fix {
    /// Its commit.
    pub(crate) commit: String,
    /// Committer's date in seconds since 1970.
    pub(crate) seconds: i64,
    /// The first line of its message.
    pub(crate) subject: String,
}

/// The lines of a file that a coverage tool could instrument, ascending.
pub(crate) type Lines = Rc<Vec<u32>>;

fn git(repo: &Path, arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    let output = Command::new("git")
        .arg("-C")
        .arg(repo)
        .args(["-c", "core.quotePath=false"])
        .args(arguments)
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Returns `count` of `all`, evenly spread.
fn spread<T>(mut all: Vec<T>, count: usize) -> Vec<T> {
    let total = all.len();
    let count = count.min(total);
    let mut wanted = (0..count).map(|n| n * total / count).peekable();
    let mut at = 0;
    all.retain(|_| {
        let take = wanted.peek() == Some(&at);
        if take {
            wanted.next();
        }
        at += 1;
        take
    });
    all
}

/// Returns commits that are no merges, say fix or bug and change source; other commits that change
/// source fill up what lacks.
pub(crate) fn fixes(repo: &Path, count: usize) -> Result<Vec<Fix>, Box<dyn Error>> {
    let words = ["log", "--no-merges", "--min-parents=1", "--format=%H %ct %s", "HEAD", "--"];
    let log = git(repo, &[&words[..], SOURCES, OUTSIDE].concat())?;
    let (mut said, mut others) = (Vec::new(), Vec::new());
    for line in log.lines() {
        let mut words = line.splitn(3, ' ');
        let (Some(commit), Some(seconds)) = (words.next(), words.next()) else { continue };
        let subject = words.next().unwrap_or_default().to_owned();
        let fix = Fix { commit: commit.to_owned(), seconds: seconds.parse()?, subject };
        let lower = fix.subject.to_lowercase();
        if lower.contains("fix") || lower.contains("bug") { &mut said } else { &mut others }
            .push(fix);
    }
    let mut fixes = spread(said, count);
    let lacking = count - fixes.len();
    fixes.extend(spread(others, lacking));
    Ok(fixes)
}

/// Returns so many commits of the line of first parents, newest first.
pub(crate) fn commits(repo: &Path, count: usize) -> Result<Vec<String>, Box<dyn Error>> {
    let line = git(repo, &["rev-list", "--first-parent", "HEAD"])?;
    Ok(spread(line.lines().map(str::to_owned).collect(), count))
}

/// Files of a repository, read once for each content.
pub(crate) struct Files {
    repo: PathBuf,
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
    known: HashMap<String, Lines>,
    child: Child,
}

impl Files {
    /// Starts git, to be asked for contents.
    pub(crate) fn open(repo: &Path) -> Result<Self, Box<dyn Error>> {
        let mut command = Command::new("git");
        command.arg("-C").arg(repo).args(["cat-file", "--batch"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let ask = child.stdin.take().ok_or("git takes no questions")?;
        let answers = BufReader::new(child.stdout.take().ok_or("git gives no answers")?);
        Ok(Self { repo: repo.to_owned(), ask, answers, known: HashMap::new(), child })
    }

    /// Returns the source files at a commit, by path.
    pub(crate) fn at(&mut self, commit: &str) -> Result<Vec<(String, Lines)>, Box<dyn Error>> {
        let tree = git(&self.repo, &["ls-tree", "-r", commit])?;
        let mut files = Vec::new();
        for line in tree.lines() {
            let Some((head, path)) = line.split_once('\t') else { continue };
            let mut words = head.split(' ').skip(1);
            let (Some("blob"), Some(blob)) = (words.next(), words.next()) else { continue };
            let ending = path.rsplit('.').next().unwrap_or_default();
            let is_test = path.to_lowercase().contains("test");
            if ENDINGS.contains(&ending) && !is_test && !path.starts_with("deps/") {
                files.push((path.to_owned(), self.lines(blob)?));
            }
        }
        Ok(files)
    }

    fn lines(&mut self, blob: &str) -> Result<Lines, Box<dyn Error>> {
        if let Some(known) = self.known.get(blob) {
            return Ok(Rc::clone(known));
        }
        writeln!(self.ask, "{blob}")?;
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        let size = head.trim().rsplit(' ').next().unwrap_or_default().parse::<usize>()?;
        let mut content = vec![0; size + 1];
        self.answers.read_exact(&mut content)?;
        let text = String::from_utf8_lossy(&content[..size]);
        let is_code = |line: &str| {
            let line = line.trim();
            line.len() > 1 && !["//", "/*", "*", "#"].iter().any(|start| line.starts_with(start))
        };
        let lines = text.lines().zip(1..).filter(|(line, _)| is_code(line));
        let lines: Lines = Rc::new(lines.map(|(_, number)| number).collect());
        self.known.insert(blob.to_owned(), Rc::clone(&lines));
        Ok(lines)
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
