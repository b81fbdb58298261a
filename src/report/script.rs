//! Shell scripts: the reports that are missing, and what makes them. What a script would do is said in
//! its remarks, so reading it and running it are the same file.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::model::missing_reports::{MissingReport, MissingReports};
use crate::report::clean::one_line;
use crate::report::shell::quoted;
use crate::report::text::{columns, wrap};

/// Ids named in a remark.
const MOST_IDS: usize = 6;

/// Columns that a commit, its day and the number of its incidents take beside the repository's name.
const BESIDE: usize = 34;

/// Fewest columns of a remark's text, and where it goes on where its head leaves less.
const LEAST_ROOM: usize = 20;
const HANG: usize = 6;

/// How reports are made: the user's own words, and where the clones are.
#[derive(Debug, Clone)]
pub struct Making {
    /// Command that runs the tests with coverage; asked for where it is `None`.
    pub test: Option<String>,
    /// Where that leaves its report, from the root of the tree; asked for where it is `None`.
    pub report: Option<String>,
    /// The project's folder, where it is not the one the script runs in.
    pub place: Option<String>,
    /// The database, where it is not the one of that folder.
    pub database: Option<String>,
    /// The folder of each repository.
    pub folders: BTreeMap<String, String>,
    /// Columns of the remarks; a command stands on one line however long it is.
    pub width: usize,
}

impl Default for Making {
    fn default() -> Self {
        let (test, report, place, database) = (None, None, None, None);
        Self { test, report, place, database, folders: BTreeMap::new(), width: 80 }
    }
}

/// Returns the script. It runs in any POSIX shell, leaves the working tree alone, and may be stopped and
/// started again: what was imported once is unchanged the second time. A commit whose report cannot be
/// made keeps no other from its own; then the script ends with 2.
pub fn missing_reports(missing: &MissingReports, making: &Making, banner: Option<&str>) -> String {
    let mut script = String::from("#!/bin/sh\n");
    let mut remark = |head: &str, text: &str| remark(&mut script, making.width, head, text);
    if let Some(banner) = banner {
        remark("# ", &one_line(banner, 200));
    }
    remark("# ", &sum(missing));
    for one in &missing.commits {
        let (commit, day) = (one.commit.short(), one.committed_at.format("%Y-%m-%d"));
        let ids = one.incidents.iter().take(MOST_IDS).map(|id| one_line(id, 40));
        let mut ids = ids.collect::<Vec<_>>().join(" ");
        if let Some(more) = one.incidents.len().checked_sub(MOST_IDS).filter(|more| *more > 0) {
            let _ = write!(ids, " and {more} more");
        }
        let repo = one_line(&one.repo, making.width.saturating_sub(BESIDE).clamp(8, 40));
        remark(&format!("#   {commit}  {day}  {repo}  {:>3}  ", one.incidents.len()), &ids);
    }
    if !missing.unanswerable.is_empty() {
        remark("# ", "No coverage report can answer:");
        for one in &missing.unanswerable {
            remark(&format!("#   {}: ", one_line(&one.incident, 40)), one.reason);
        }
    }
    if missing.commits.is_empty() {
        return script;
    }
    script.push_str("set -u\nfailed=0\n");
    for (name, value, what) in [
        ("TEST", &making.test, "the command that runs the tests with coverage"),
        ("REPORT", &making.report, "where that leaves its report, such as coverage/lcov.info"),
    ] {
        let _ = match value {
            Some(value) => writeln!(script, "{name}={}", quoted(value)),
            None => writeln!(script, ": \"${{{name}:?set it to {what}}}\""),
        };
    }
    let mut place = String::new();
    for (flag, value) in [("--repo", &making.place), ("--db", &making.database)] {
        if let Some(value) = value {
            let _ = write!(place, " {flag} {}", quoted(value));
        }
    }
    let mut by_repo: BTreeMap<&str, Vec<&MissingReport>> = BTreeMap::new();
    for one in &missing.commits {
        by_repo.entry(&one.repo).or_default().push(one);
    }
    for (repo, commits) in by_repo {
        let folder = quoted(making.folders.get(repo).map_or(".", String::as_str));
        let commits: Vec<&str> = commits.iter().map(|one| one.commit.0.as_str()).collect();
        let _ = write!(
            script,
            "for commit in \\\n  {}\ndo\n  \
             place=$(mktemp -d) || exit 2\n  \
             git -C {folder} worktree add --quiet --detach \"$place/tree\" \"$commit\" || {{\n    \
             failed=2\n    \
             rm -rf \"$place\"\n    \
             continue\n  \
             }}\n  \
             # A report that was committed beside the code was not made by these tests.\n  \
             rm -rf \"$place/tree/$REPORT\"\n  \
             (cd \"$place/tree\" && sh -c \"$TEST\" < /dev/null) || echo \"$commit: the tests are red\" >&2\n  \
             if test -e \"$place/tree/$REPORT\"; then\n    \
             escapee import coverage \"$place/tree/$REPORT\" --commit \"$commit\" --repository {}{place} || failed=2\n  \
             else\n    \
             echo \"$commit: no report at $REPORT\" >&2\n    \
             failed=2\n  \
             fi\n  \
             git -C {folder} worktree remove --force \"$place/tree\"\n  \
             rm -rf \"$place\"\ndone\n",
            commits.join(" \\\n  "),
            quoted(repo),
        );
    }
    let _ = writeln!(script, "escapee analyze{place} || failed=2\nexit \"$failed\"");
    script
}

/// Returns how many incidents the reports would answer.
pub(super) fn sum(missing: &MissingReports) -> String {
    let (commits, answered, open) = (missing.commits.len(), missing.answered(), missing.open);
    let reports = if commits == 1 { "report" } else { "reports" };
    format!(
        "{answered} of {open} incidents without coverage evidence would be answered by {commits} \
         {reports}, the most useful first."
    )
}

/// Writes a remark within the columns; what does not fit stands below its text, or below its head where that
/// leaves too little room.
fn remark(script: &mut String, width: usize, head: &str, text: &str) {
    let mut room = width.saturating_sub(columns(head));
    let mut hang = columns(head);
    if room < LEAST_ROOM {
        (room, hang) = (width.saturating_sub(HANG).max(LEAST_ROOM), HANG);
    }
    let hang = format!("#{}", " ".repeat(hang - 1));
    let mut lines = wrap(text, room).into_iter().peekable();
    if hang.len() < columns(head)
        && lines.peek().is_some_and(|line| columns(head) + columns(line) > width)
    {
        let _ = writeln!(script, "{}", head.trim_end());
    } else {
        let _ = writeln!(script, "{head}{}", lines.next().unwrap_or_default());
    }
    for line in lines {
        let _ = writeln!(script, "{hang}{line}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::commit::{CommitId, Time};
    use crate::model::missing_reports::Unanswerable;

    #[test]
    fn a_hostile_name_stays_one_word_of_the_script_and_one_line_of_its_remarks() {
        let missing = MissingReports {
            commits: vec![MissingReport {
                repo: "a'; rm -rf ~; '".into(),
                commit: CommitId("0".repeat(40)),
                committed_at: Time::UNIX_EPOCH,
                incidents: vec!["INC-1\nrm -rf ~".into()],
            }],
            open: 2,
            unanswerable: vec![Unanswerable { incident: "X\nreboot".into(), reason: "none" }],
        };
        let making = Making {
            test: Some("echo 'hi'".into()),
            folders: [("a'; rm -rf ~; '".to_owned(), "/b'; reboot; '".to_owned())].into(),
            ..Making::default()
        };
        let script = missing_reports(&missing, &making, Some("a\nreboot"));
        assert!(script.lines().all(|line| !line.trim_start().starts_with("rm -rf ~")), "{script}");
        assert!(!script.contains("\nreboot"));
        assert!(script.contains(r"--repository 'a'\''; rm -rf ~; '\'''"), "{script}");
        let folder = r"git -C '/b'\''; reboot; '\''' worktree";
        assert_eq!(script.matches(folder).count(), 2, "{script}");
        assert!(script.contains(r"TEST='echo '\''hi'\'''"));
        assert!(script.contains(": \"${REPORT:?"));
    }

    #[test]
    fn remarks_fit_the_columns_and_commands_stand_whole() {
        let one = |repo: &str, ids: usize| MissingReport {
            repo: repo.to_owned(),
            commit: CommitId("0".repeat(40)),
            committed_at: Time::UNIX_EPOCH,
            incidents: (1..=ids).map(|n| format!("INCIDENT-{n:05}")).collect(),
        };
        let missing = MissingReports {
            commits: vec![one("shop", 9), one(&"long".repeat(9), 1)],
            open: 11,
            unanswerable: vec![Unanswerable {
                incident: "X-1".repeat(12),
                reason: "its region is in a file that was not there at any commit before the moment",
            }],
        };
        for width in [60, 80] {
            let test = Some("npm ci && ".repeat(9));
            let making = Making { test, width, ..Making::default() };
            let script = missing_reports(&missing, &making, Some(&"invented data ".repeat(6)));
            let remarks: Vec<&str> = script.lines().filter(|line| line.starts_with('#')).collect();
            let wide = remarks.iter().find(|line| columns(line) > width);
            assert_eq!(wide, None, "{width}");
            assert!(remarks.join(" ").contains("INCIDENT-00006"), "{script}");
            assert!(script.lines().any(|line| columns(line) > 80 && line.starts_with("TEST=")));
        }
    }

    #[test]
    fn where_nothing_is_missing_the_script_does_nothing() {
        let script = missing_reports(&MissingReports::default(), &Making::default(), None);
        assert!(script.lines().all(|line| line.starts_with('#')), "{script}");
    }
}
