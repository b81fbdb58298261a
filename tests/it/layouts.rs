//! What `show`, `rate`, `calibrate`, `flows` and `doctor` look like on terminals of 60, 80 and 100 columns,
//! over the whole demo: lines that fit, whole words, the same rows, columns that stand in line.

use std::path::Path;
use std::process::Command;

use escapee::model::built_panel::PanelUnit;
use escapee::model::dossier::Dossier;
use escapee::model::rate::{Grouping, RateDefinition};
use escapee::model::rate_study::{Cohort, RateQuestion};
use escapee::pipeline::analyze::Options;
use escapee::pipeline::flows::Ask;
use escapee::pipeline::{Workspace, calibrate, demo, doctor, flows, rate, read};
use escapee::report::text::{self, TextStyle};

/// Columns that a terminal is looked at with.
const WIDTHS: [u16; 3] = [60, 80, 100];

/// The commands looked at.
const COMMANDS: [&[&str]; 8] = [
    &["show", "INC-110"],
    &["show", "INC-118"],
    &["rate", "--by", "quarter"],
    &["rate", "--by", "component", "--explain"],
    &["calibrate"],
    &["flows"],
    &["doctor"],
    &["incidents", "list"],
];

struct Shop {
    folder: tempfile::TempDir,
    workspace: Workspace,
    dossiers: Vec<Dossier>,
}

impl Shop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("shop");
        let mut workspace = demo::demo(&place, &mut |_| {}).unwrap().workspace;
        let options = Options::default();
        let dossiers = read::dossiers(&mut workspace, &options, &mut |_, _, _| {}).unwrap();
        Self { folder, workspace, dossiers }
    }

    /// Returns what a command writes on a terminal of this width.
    fn screen(&mut self, command: &[&str], width: u16) -> String {
        let style = TextStyle { width, ..TextStyle::default() };
        let mut out: Vec<u8> = Vec::new();
        match command {
            ["show", id] => {
                let dossier = self.dossiers.iter().find(|one| one.incident.id == *id).unwrap();
                text::dossier(&mut out, dossier, style, None)
            }
            ["incidents", ..] => text::incidents(&mut out, &self.dossiers, style, None),
            ["rate", "--by", by, explain @ ..] => {
                let question = RateQuestion {
                    by: if *by == "quarter" { Grouping::Quarter } else { Grouping::Component },
                    definitions: vec![RateDefinition::EscapeRate],
                    cohort: Cohort::Discovery,
                    mature_days: 0,
                };
                let now = "2026-09-10T00:00:00Z".parse().unwrap();
                let study =
                    rate::study(&self.workspace, &self.dossiers, &question, None, now).unwrap();
                text::rate_study(&mut out, &study, !explain.is_empty(), style, None)
            }
            ["calibrate"] => {
                let rows = (PanelUnit::Module, None);
                let floors = (escapee::calibration::KNOT, None);
                let found = calibrate::of_store(&mut self.workspace, &self.dossiers, rows, floors);
                text::calibration(&mut out, &found.unwrap(), style, None)
            }
            ["flows"] => {
                let found = flows::flows(&mut self.workspace, &Ask::default()).unwrap();
                text::flows(&mut out, &found, style, None)
            }
            _ => {
                let now = "2026-09-10T00:00:00Z".parse().unwrap();
                let found = doctor::checkup(&self.workspace, &self.dossiers, now).unwrap();
                text::checkup(&mut out, &found, style, None)
            }
        }
        .unwrap();
        String::from_utf8(out).unwrap()
    }
}

/// Returns the words of a text in order of the alphabet; a key before its text has a colon more.
fn words(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = text.split_whitespace().map(|w| w.trim_end_matches(':')).collect();
    words.sort_unstable();
    words
}

/// Asserts that what stands below a head of columns stands in them: a column that begins where its head
/// does has two blanks before it in every line, one that ends there two behind it.
fn assert_aligned(text: &str, head: &str, left: &[&str]) {
    let lines: Vec<Vec<char>> = text.lines().map(|line| line.chars().collect()).collect();
    let at = text.lines().position(|line| line.starts_with(head)).unwrap();
    let line: String = lines[at].iter().collect();
    for column in left {
        let Some(start) = line.find(column).map(|byte| line[..byte].chars().count()) else {
            continue;
        };
        let rows = lines[at + 1..].iter().take_while(|row| !row.is_empty());
        // What hangs below a row stands in no column.
        for row in rows.filter(|row| row.len() > start && !is_hanging(row)) {
            assert!(row[start - 2..start].iter().all(|sign| *sign == ' '), "{column}:\n{text}");
        }
    }
}

fn is_hanging(row: &[char]) -> bool {
    row.len() > 2 && row[..2] == [' ', ' '] && row[2] != ' '
}

#[test]
fn every_width_shows_the_same_whole_words_in_line_and_a_pipe_gets_bare_text() {
    let mut shop = Shop::new();
    for command in COMMANDS {
        let widest = shop.screen(command, 100);
        assert!(widest.lines().count() > 8, "{command:?}: {widest}");
        for width in WIDTHS {
            let text = shop.screen(command, width);
            let wide = text.lines().find(|line| line.chars().count() > width.into());
            assert_eq!(wide, None, "{command:?} at {width}");
            assert_eq!(words(&text), words(&widest), "{command:?} at {width}:\n{text}");
            match command {
                ["rate", ..] => assert_aligned(&text, command[2], &["escape rate"]),
                ["calibrate"] => {
                    assert_aligned(&text, "indicator", &["AUC", "odds/SD", "verdict"]);
                    assert_aligned(&text, "period", &["placed escapes", "share escaped"]);
                }
                ["incidents", ..] => {
                    assert_aligned(&text, "incident", &["started", "sev", "phase", "component"]);
                }
                _ => {}
            }
        }
    }
    assert_bare_in_a_pipe(shop.folder.path());
}

fn assert_bare_in_a_pipe(folder: &Path) {
    let ran = |command: &[&str], more: &[&str], set: &[(&str, &str)]| {
        let mut process = Command::new(env!("CARGO_BIN_EXE_escapee"));
        process.args(command).args(more).args(["--repo", "shop", "--now", "2026-09-10"]);
        process.current_dir(folder).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        process.env_remove("LC_ALL").env_remove("LC_CTYPE").env("LANG", "C.UTF-8");
        let out = process.envs(set.iter().copied()).output().unwrap();
        assert!(out.status.success(), "{command:?}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    };
    for command in COMMANDS {
        let plain = ran(command, &[], &[]);
        assert!(!plain.contains('\u{1b}'), "{command:?} in a pipe");
        let asked = ran(command, &[], &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]);
        assert_eq!(asked, plain, "{command:?} with NO_COLOR");
        let forced = ran(command, &[], &[("CLICOLOR_FORCE", "1")]);
        assert!(forced.contains('\u{1b}'), "{command:?} where colours are asked for");
        let ascii = ran(command, &["--ascii"], &[]);
        assert!(ascii.is_ascii(), "{command:?}: {ascii}");
        let lost = |text: &str| text.matches('?').count();
        assert_eq!(lost(&ascii), lost(&plain), "{command:?} loses signs: {ascii}");
    }
}
