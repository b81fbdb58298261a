//! Precision and recall of the assertion scan on labelled tests of public repositories.
//!
//! `cargo bench --bench assertions -- 'FOLDER/{owner}/{name}' [--language L] [--labels FILE]` scans clones of the
//! repositories of `data/assertions/labels.csv` at their commits and prints, per language, how many
//! labelled assertions were found and how many found ones are labelled, with failure states apart, and
//! every disagreement. `--speed FOLDER…` measures how fast the folders' files of tests are read instead. `{owner}`, `{name}` and `{owner+name}` in the pattern are replaced.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints and may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use escapee::model::assertion::AssertionKind;
use escapee::pipeline::Place;
use escapee::pipeline::assertions::{ScanRequest, scan};

mod speed;

const LABELS: &str = "data/assertions/labels.csv";
const CORRECTIONS: &str = "data/assertions/corrections.csv";

/// A line of a file of a repository.
type Spot = (String, String, u32);

#[derive(Default)]
struct Sample {
    tests: usize,
    /// Labelled lines and whether they are on a failure state.
    wanted: BTreeMap<Spot, bool>,
    found: BTreeMap<Spot, bool>,
}

#[derive(Default)]
struct Repo {
    commit: String,
    language: String,
    /// Labelled stretches, by path.
    stretches: BTreeMap<String, BTreeSet<(u32, u32)>>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let Some(pattern) = arguments.first() else {
        println!("give the folder of the clones, as in '/srv/clones/{{owner}}/{{name}}'");
        return;
    };
    if pattern == "--speed" {
        return speed::print(&arguments[1..]);
    }
    let only = arguments.iter().position(|a| a == "--language").map(|at| arguments[at + 1].clone());
    let labels = arguments.iter().position(|a| a == "--labels").map(|at| arguments[at + 1].clone());
    let labels = std::fs::read_to_string(labels.as_deref().unwrap_or(LABELS)).unwrap();
    let mut samples: BTreeMap<String, Sample> = BTreeMap::new();
    let mut repos: BTreeMap<String, Repo> = BTreeMap::new();
    for row in labels.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let [language, repo, commit, path, first, last, line, kind] = cells[..] else { continue };
        if only.as_deref().is_some_and(|only| only != language) {
            continue;
        }
        let entry = repos.entry(repo.to_owned()).or_default();
        commit.clone_into(&mut entry.commit);
        language.clone_into(&mut entry.language);
        let stretch = (first.parse().unwrap(), last.parse().unwrap());
        let sample = samples.entry(language.to_owned()).or_default();
        if entry.stretches.entry(path.to_owned()).or_default().insert(stretch) {
            sample.tests += 1;
        }
        if let Ok(line) = line.parse() {
            sample.wanted.insert((repo.to_owned(), path.to_owned(), line), kind == "failure-state");
        }
    }
    for (name, repo) in &repos {
        let (owner, short) = name.split_once('/').unwrap();
        let folder = pattern
            .replace("{owner+name}", &format!("{owner}+{short}"))
            .replace("{owner}", owner)
            .replace("{name}", short);
        let place = Place { folder: PathBuf::from(&folder), database: None };
        let request = ScanRequest { at: Some(repo.commit.clone()), ..ScanRequest::default() };
        let scanned = match scan(&place, &request, &mut |_, _| {}) {
            Ok(scanned) => scanned,
            Err(error) => {
                println!("{name}: {error}");
                continue;
            }
        };
        let sample = samples.get_mut(&repo.language).unwrap();
        for test in scanned.tests() {
            let Some(stretches) = repo.stretches.get(&test.path) else { continue };
            for assertion in &test.assertions {
                let line = assertion.line;
                if stretches.iter().any(|(first, last)| (*first..=*last).contains(&line)) {
                    let spot = (name.clone(), test.path.clone(), line);
                    let fails = assertion.kind == AssertionKind::FailureState;
                    *sample.found.entry(spot).or_default() |= fails;
                }
            }
        }
    }
    let corrected = corrections();
    println!("language     tests labels  found  precision  recall | failure  precision  recall");
    for (language, sample) in &samples {
        line(language, sample, &BTreeMap::new());
        if sample.wanted.keys().chain(sample.found.keys()).any(|s| corrected.contains_key(s)) {
            line("  corrected", sample, &corrected);
        }
    }
    for (language, sample) in &samples {
        for spot in sample.wanted.keys().chain(sample.found.keys()).collect::<BTreeSet<_>>() {
            let word = |fails: Option<&bool>| match fails {
                None => "-",
                Some(true) => "failure-state",
                Some(false) => "other",
            };
            let (wanted, found) = (sample.wanted.get(spot), sample.found.get(spot));
            if wanted != found {
                let (repo, path, line) = spot;
                let note = corrected.get(spot).map_or("", |_| " (corrected)");
                println!(
                    "{language} {repo} {path}:{line} labelled {} found {}{note}",
                    word(wanted),
                    word(found)
                );
            }
        }
    }
}

/// Returns the labels that were wrong by the rules: what they should have been, `None` for no assertion.
fn corrections() -> BTreeMap<Spot, Option<bool>> {
    let text = std::fs::read_to_string(CORRECTIONS).unwrap_or_default();
    let row = |row: &str| {
        let cells: Vec<&str> = row.split(',').collect();
        let [repo, path, line, kind, ..] = cells[..] else { return None };
        let kind = (kind != "none").then_some(kind == "failure-state");
        Some(((repo.to_owned(), path.to_owned(), line.parse().ok()?), kind))
    };
    text.lines().skip(1).filter_map(row).collect()
}

fn line(name: &str, sample: &Sample, corrected: &BTreeMap<Spot, Option<bool>>) {
    let mut wanted = sample.wanted.clone();
    for (spot, kind) in corrected {
        match kind {
            Some(fails) if sample.wanted.contains_key(spot) || sample.found.contains_key(spot) => {
                wanted.insert(spot.clone(), *fails);
            }
            None => {
                wanted.remove(spot);
            }
            Some(_) => {}
        }
    }
    let found = &sample.found;
    let both = wanted.keys().filter(|spot| found.contains_key(*spot)).count();
    let failing = |map: &BTreeMap<Spot, bool>| map.values().filter(|fails| **fails).count();
    let agreed =
        wanted.iter().filter(|(spot, fails)| **fails && found.get(*spot) == Some(&true)).count();
    let share = |part: usize, whole: usize| {
        if whole == 0 { "-".to_owned() } else { format!("{:.3}", part as f64 / whole as f64) }
    };
    println!(
        "{name:<12} {:>5} {:>6} {:>6} {:>10} {:>7} | {:>7} {:>10} {:>7}",
        sample.tests,
        wanted.len(),
        found.len(),
        share(both, found.len()),
        share(both, wanted.len()),
        failing(&wanted),
        share(agreed, failing(found)),
        share(agreed, failing(&wanted)),
    );
}
