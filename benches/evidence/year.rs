//! A year of daily reports of a project of a million lines, and regions looked up in it: 5,000
//! files, of which 5 % change a day; what ran flips in 0.2 % of the others.

use std::time::Instant;

use escapee::model::commit::{BlobId, CommitId, Time};
use escapee::model::coverage::FileCoverage;
use escapee::model::line_hits::{KeptHits, LineHits};
use escapee::model::line_set::LineSet;
use escapee::store::{ImportKind, ImportSource, MappedFile, NewReport, Store};

const FILES: usize = 5_000;
const LINES: u64 = 200;
const LOOK_UPS: usize = 20_000;
const RELEASES: u64 = 12;

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) % sides
    }

    fn coverage(&mut self) -> FileCoverage {
        let mut coverage = FileCoverage::default();
        // Code comes in stretches, and so does what ran.
        let (mut code, mut ran) = (true, true);
        for line in 1..=LINES as u32 {
            code = if self.roll(4) == 0 { self.roll(100) < 54 } else { code };
            ran = if self.roll(12) == 0 { self.roll(100) < 75 } else { ran };
            if code {
                coverage.instrumented.insert(line);
                if ran {
                    coverage.hit.insert(line);
                }
            }
        }
        coverage
    }
}

/// Keeps the year and prints its size, what a report adds, and how long look-ups take.
pub(crate) fn keep() {
    let days = std::env::var("ESCAPEE_BENCH_DAYS").ok().and_then(|text| text.parse().ok());
    let days: u64 = days.unwrap_or(365);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("year.db");
    let mut store = Store::open(&path).unwrap();
    let mut dice = Dice(1);
    let mut files: Vec<MappedFile> = (0..FILES)
        .map(|file| MappedFile {
            raw_path: format!("src/module{}/file{file}.rs", file % 97),
            path: Some(format!("src/module{}/file{file}.rs", file % 97)),
            rule: "exact".to_owned(),
            blob: Some(BlobId(format!("{:040x}", dice.roll(u64::from(u32::MAX))))),
            coverage: (&dice.coverage()).into(),
            tests: Vec::new(),
            hits: KeptHits::NotKept,
        })
        .collect();
    let mut first = 0;
    for day in 0..days {
        if day > 0 {
            change(&mut files, &mut dice);
        }
        save(&mut store, day, &files);
        if day == 0 {
            first = size(&path);
        }
    }
    let all = size(&path);
    println!("{days} daily reports of {FILES} files, {} lines", FILES as u64 * LINES);
    println!("first report {:.2} MB, all {:.2} MB", first as f64 / 1e6, all as f64 / 1e6);
    if days > 1 {
        println!("a later report adds {:.1} kB", (all - first) as f64 / 1e3 / (days - 1) as f64);
    }
    look_up(&store, days, &files, &mut dice);
    for release in 0..RELEASES {
        change(&mut files, &mut dice);
        count(&mut files, &mut dice);
        save(&mut store, days + release, &files);
    }
    let added = (size(&path) - all) as f64 / 1e6;
    println!("{RELEASES} reports of releases with exact counts add {added:.2} MB");
}

/// Gives every file that changed counts, and a third of the others new ones: they jitter.
fn count(files: &mut [MappedFile], dice: &mut Dice) {
    for file in files {
        let known = matches!(&file.hits, KeptHits::Told(hits) if hits.iter().map(|(line, _)| line)
            .eq(file.coverage.unpacked().hit.iter()));
        if known && dice.roll(10) >= 3 {
            continue;
        }
        // Neighbours run as often as each other, as a rule.
        let mut times = 1;
        let lines: Vec<(u32, u64)> = file
            .coverage
            .unpacked()
            .hit
            .iter()
            .map(|line| {
                if dice.roll(4) == 0 {
                    let most = 1 << dice.roll(14);
                    times = 1 + dice.roll(most);
                }
                (line, times)
            })
            .collect();
        file.hits = KeptHits::Told(LineHits::of_sorted(lines));
    }
}

fn change(files: &mut [MappedFile], dice: &mut Dice) {
    for file in files {
        if dice.roll(100) < 5 {
            file.coverage = (&dice.coverage()).into();
            file.blob = Some(BlobId(format!("{:040x}", dice.roll(u64::from(u32::MAX)))));
        } else if dice.roll(1_000) < 2 {
            let mut coverage = file.coverage.unpacked();
            let lines: Vec<u32> = coverage.instrumented.iter().collect();
            let line = lines.get(dice.roll(lines.len().max(1) as u64) as usize).copied();
            let mut flipped: LineSet = line.into_iter().collect();
            flipped.subtract(&coverage.hit);
            let mut gone: LineSet = line.into_iter().collect();
            gone.subtract(&flipped);
            coverage.hit.subtract(&gone);
            coverage.hit.unite(&flipped);
            file.coverage = (&coverage).into();
        }
    }
}

fn save(store: &mut Store, day: u64, files: &[MappedFile]) {
    let at = Time::UNIX_EPOCH;
    let digest = format!("{day:064x}");
    let kind = ImportKind::Coverage;
    let source =
        ImportSource { kind, name: "lcov.info", digest: &digest, at, skipped: 0, failed: 0 };
    let report = NewReport {
        repo: "bench",
        series: "main",
        commit: &CommitId(format!("{day:040x}")),
        taken_at: at,
        zone_known: true,
        format: "lcov",
        merged_as: &[],
        warnings: &[],
        keeps_hits: files.iter().any(|file| file.hits != KeptHits::NotKept),
    };
    store.save_coverage(&source, &report, files).unwrap();
}

fn look_up(store: &Store, days: u64, files: &[MappedFile], dice: &mut Dice) {
    let series = store.coverage_reports().unwrap()[0].series_id;
    let regions: Vec<(&str, i64, u32)> = (0..LOOK_UPS)
        .map(|_| {
            let path = files[dice.roll(FILES as u64) as usize].path.as_deref().unwrap();
            (path, 1 + dice.roll(days) as i64, 1 + dice.roll(LINES - 20) as u32)
        })
        .collect();
    // Warm is what was read before: the first look at a page of the database is a read of the disk.
    for (path, seq, _) in &regions {
        store.coverage_at(series, *seq, "bench", path).unwrap().unwrap();
    }
    let mut micros = Vec::with_capacity(LOOK_UPS);
    let mut covered = 0;
    for (path, seq, first) in regions {
        let begun = Instant::now();
        let file = store.coverage_at(series, seq, "bench", path).unwrap().unwrap();
        covered += (first..=first + 20).filter(|line| file.coverage.hit.contains(*line)).count();
        micros.push(begun.elapsed().as_nanos() as f64 / 1e3);
    }
    micros.sort_by(f64::total_cmp);
    let at = |share: f64| micros[((micros.len() - 1) as f64 * share) as usize];
    println!(
        "a region of 21 lines at a commit: p50 {:.1} µs, p90 {:.1} µs, p99 {:.1} µs ({covered} lines ran)",
        at(0.5),
        at(0.9),
        at(0.99)
    );
}

/// Returns the bytes of the database with its journal written into it.
fn size(path: &std::path::Path) -> u64 {
    let database = rusqlite::Connection::open(path).unwrap();
    database.pragma_update(None, "wal_checkpoint", "TRUNCATE").unwrap();
    drop(database);
    std::fs::metadata(path).unwrap().len()
}
