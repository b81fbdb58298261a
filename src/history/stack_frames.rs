//! Stack traces in a record's text to lines of the repository: the place nearest to the failure
//! first. Traces of Python, Java and its kin, JavaScript, Rust, Go and .NET are read.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::links::LinkedRepository;
use super::{HistoryError, Repository};
use crate::model::commit::{BlobId, CommitId};
use crate::model::incident::Incident;
use crate::model::lines::LineRange;
use crate::model::link::LinkTarget;

/// Most frames of a text that are looked at.
const MOST_FRAMES: usize = 200;

/// Most places of a trace that become regions.
const MOST_PLACES: usize = 5;

/// Most bytes of a text that are read.
const MOST_TEXT: usize = 1 << 18;

/// Folders of code that is not the team's.
const FOREIGN: [&str; 8] = [
    "site-packages",
    "dist-packages",
    "node_modules",
    "vendor",
    ".cargo",
    "rustc",
    "go/pkg/mod",
    "usr/lib",
];

/// A frame of a trace: a file as the trace names it, and a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) path: String,
    pub(super) line: u32,
}

/// Returns the frames of the traces in a text, nearest to the failure first.
pub(super) fn frames(text: &str) -> Vec<Frame> {
    let mut end = text.len().min(MOST_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    // Python tells the failure last; in Java the cause comes after what it caused.
    let (mut python, mut sections) = (Vec::new(), vec![Vec::new()]);
    for line in text[..end].lines() {
        if line.trim_start().starts_with("Caused by:") {
            sections.push(Vec::new());
        }
        let captures = PYTHON.captures(line);
        if let Some(found) = &captures {
            python.extend(frame(&found[1], &found[2]));
            continue;
        }
        let java = JAVA.captures(line).map(|found| {
            let class = found[1].rsplit_once('.').map_or("", |(package, _)| package);
            (format!("{}/{}", class.replace('.', "/"), &found[2]), found[3].to_owned())
        });
        let other = || {
            let found = NET.captures(line).or_else(|| PLAIN.captures(line))?;
            Some((found[1].to_owned(), found[2].to_owned()))
        };
        if let Some((path, number)) = java.or_else(other)
            && let Some(section) = sections.last_mut()
        {
            section.extend(frame(&path, &number));
        }
    }
    let rest = sections.into_iter().rev().flatten();
    python.into_iter().rev().chain(rest).take(MOST_FRAMES).collect()
}

fn frame(path: &str, line: &str) -> Option<Frame> {
    let line: u32 = line.parse().ok().filter(|line| *line > 0)?;
    let path = path.replace('\\', "/");
    let path = path.split_once("://").map_or(path.as_str(), |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> =
        path.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
    (!parts.is_empty()).then(|| Frame { path: parts.join("/"), line })
}

/// Returns the lines that the traces of a record name, as far as a repository holds them.
pub(super) fn places(
    repos: &[LinkedRepository<'_>],
    incident: &Incident,
) -> Result<Vec<LinkTarget>, HistoryError> {
    let frames = frames(incident.body.as_deref().unwrap_or_default());
    let mut found: Vec<LinkTarget> = Vec::new();
    if frames.is_empty() {
        return Ok(found);
    }
    for home in repos {
        let Some(commit) = commit_then(home, incident)? else { continue };
        let files = Files::of(home.repo, &commit)?;
        for frame in &frames {
            let Some((path, blob)) = files.named(&frame.path) else { continue };
            if super::links::line_count(&home.repo.content(blob)?) < frame.line {
                continue;
            }
            let target = LinkTarget::Region {
                repo: home.name.to_owned(),
                commit: commit.clone(),
                path: path.to_owned(),
                lines: LineRange::one(frame.line),
            };
            if !found.contains(&target) {
                found.push(target);
            }
        }
    }
    found.truncate(MOST_PLACES);
    Ok(found)
}

/// Returns the commit whose lines a trace names: the version it was seen in, else the default branch
/// as it was when the incident began.
fn commit_then(
    home: &LinkedRepository<'_>,
    incident: &Incident,
) -> Result<Option<CommitId>, HistoryError> {
    if let Some(version) = &incident.affected_version
        && let Some(commit) = home.repo.named_commit(version)
    {
        return Ok(Some(commit));
    }
    let then = incident
        .at()
        .and_then(|at| home.log.commits().iter().find(|commit| commit.committed_at <= at));
    match then {
        Some(commit) => Ok(Some(commit.id.clone())),
        None => home.repo.branch_tip(home.branch),
    }
}

/// The files of a commit by their names.
struct Files(HashMap<String, Vec<(String, BlobId)>>);

impl Files {
    fn of(repo: &Repository, commit: &CommitId) -> Result<Self, HistoryError> {
        let mut files: HashMap<String, Vec<(String, BlobId)>> = HashMap::new();
        for (path, blob) in repo.files_at(commit)? {
            let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
            files.entry(name).or_default().push((path, blob));
        }
        Ok(Self(files))
    }

    /// Returns the file that a trace means: the one that shares most of its path's end; none where
    /// two share as much, or where the path leads into code of others.
    fn named(&self, path: &str) -> Option<(&str, &BlobId)> {
        let name = path.rsplit('/').next()?;
        let alike = |known: &str| {
            known.rsplit('/').zip(path.rsplit('/')).take_while(|(one, two)| one == two).count()
        };
        let mut known: Vec<(usize, &(String, BlobId))> =
            self.0.get(name)?.iter().map(|file| (alike(&file.0), file)).collect();
        known.sort_by_key(|file| std::cmp::Reverse(file.0));
        let (shared, (best, blob)) = known.first()?;
        let foreign =
            FOREIGN.iter().any(|folder| format!("/{path}").contains(&format!("/{folder}/")));
        let whole = *shared == best.split('/').count() || *shared == path.split('/').count();
        let alone = known.get(1).is_none_or(|(second, _)| second < shared);
        (alone && (whole || (!foreign && *shared > 1)) && !(foreign && *shared < 3))
            .then_some((best.as_str(), blob))
    }
}

static PYTHON: LazyLock<Regex> = LazyLock::new(|| pattern(r#"^\s*File "([^"]+)", line (\d+)"#));
static JAVA: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s*at\s+(?:[\w.$-]+/+)*((?:[\w$]+\.)+[\w$]+)\.[\w$<>-]+\(([\w$-]+\.(?:java|kt|kts|scala|groovy)):(\d+)\)",
    )
});
static NET: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bin (\S.*?\.\w+):line (\d+)"));
static PLAIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"((?:[A-Za-z][\w+.-]*://[^\s()'"]*?|[A-Za-z]:)?[^\s()'"@:]*?[\w$-]+\.(?:js|mjs|cjs|jsx|ts|mts|cts|tsx|vue|svelte|rs|go)(?:\?[^\s:()]*)?):(\d+)(?::\d+)?"#,
    )
});

fn pattern(text: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "the patterns are constants that tests compile")]
    Regex::new(text).expect("a constant pattern compiles")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        frames(text).into_iter().map(|frame| format!("{}:{}", frame.path, frame.line)).collect()
    }

    #[test]
    fn traces_of_every_language_give_their_places_nearest_to_the_failure_first() {
        let python = "Traceback (most recent call last):\n  File \"/app/src/web.py\", line 10, in get\n    pay()\n  File \"/app/src/pay.py\", line 42, in pay\n    card.debit()\nValueError: no";
        assert_eq!(told(python), ["app/src/pay.py:42", "app/src/web.py:10"]);
        let java = "java.lang.RuntimeException: x\n\tat com.acme.web.Web.get(Web.java:10)\n\tat java.base/java.lang.Thread.run(Thread.java:833)\nCaused by: java.lang.IllegalStateException\n\tat com.acme.pay.Pay$Card.debit(Pay.java:42)\n\t... 2 more";
        assert_eq!(
            told(java),
            ["com/acme/pay/Pay.java:42", "com/acme/web/Web.java:10", "java/lang/Thread.java:833"]
        );
        let script = "TypeError: x is undefined\n    at charge (/app/src/pay.js:42:7)\n    at async Promise.all (index 0)\n    at webpack:///./src/web.ts?ab12:10:5\nget@https://shop.example/assets/cart.js:7:9";
        assert_eq!(
            told(script),
            ["app/src/pay.js:42", "src/web.ts:10", "shop.example/assets/cart.js:7"]
        );
        let rust = "thread 'main' panicked at src/pay.rs:42:9:\nno card\nstack backtrace:\n   0: rust_begin_unwind\n             at /rustc/abc/library/std/src/panicking.rs:665:5\n   1: shop::web::get\n             at ./src/web.rs:10:5";
        assert_eq!(
            told(rust),
            ["src/pay.rs:42", "rustc/abc/library/std/src/panicking.rs:665", "src/web.rs:10"]
        );
        let go = "panic: no card\n\ngoroutine 1 [running]:\nshop/pay.Charge(0x1)\n\t/app/pay/charge.go:42 +0x1d\nmain.main()\n\t/app/main.go:10 +0x25";
        assert_eq!(told(go), ["app/pay/charge.go:42", "app/main.go:10"]);
        let net = "System.InvalidOperationException: no card\n   at Acme.Pay.Charge(Decimal sum) in C:\\src\\Acme\\Pay.cs:line 42\n   at Acme.Web.Get() in /src/Acme/Web.cs:line 10\n   at System.Threading.Run()";
        assert_eq!(told(net), ["C:/src/Acme/Pay.cs:42", "src/Acme/Web.cs:10"]);
        assert_eq!(told("it fails at 10:42, see https://x.example/a.html"), Vec::<String>::new());
    }
}
