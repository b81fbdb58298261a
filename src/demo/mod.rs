//! The sample project: a shop, built from the facts in `data/demo`, which are part of the binary.
//!
//! Gives a git repository (through git2's object writer), incidents, deployments and the reports
//! a team's builds would have left. Nothing here knows an escape class. All of it is invented.

mod error;
mod facts;
mod reports;
mod repository;

use std::path::{Path, PathBuf};

pub use error::DemoError;

/// What a demo folder holds after building.
#[derive(Debug, Clone)]
pub struct Shop {
    /// The repository, with `escapee.toml` and `incidents.csv` in its work tree.
    pub folder: PathBuf,
    /// Incidents found in production, and defects caught before, as files.
    pub incidents: Vec<PathBuf>,
    /// Deployments.
    pub deployments: PathBuf,
    /// Coverage reports, each with the revision it was measured at, oldest first.
    pub coverage: Vec<(PathBuf, String)>,
    /// Test runs, each with the revision it ran at, oldest first.
    pub tests: Vec<(PathBuf, String)>,
    /// Mutation reports, each with the revision that was mutated, oldest first.
    pub mutants: Vec<(PathBuf, String)>,
}

/// Name of a file that marks a folder as made by the demo.
const MARK: &str = ".escapee-demo";

/// Builds the shop in `folder`. A folder an earlier demo made is made anew; any other is refused.
pub fn build(folder: &Path) -> Result<Shop, DemoError> {
    let used =
        folder.exists() && folder.read_dir().is_ok_and(|mut entries| entries.next().is_some());
    if used && !folder.join(MARK).is_file() {
        return Err(DemoError::InUse { path: folder.to_owned() });
    }
    if used {
        std::fs::remove_dir_all(folder).map_err(|source| written(folder, source))?;
    }
    let facts = facts::read()?;
    let commits = repository::build(folder, &facts)?;
    let reports = folder.join("reports");
    let write = |path: PathBuf, text: &str| {
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(|source| written(&path, source))?;
        }
        std::fs::write(&path, text).map_err(|source| written(&path, source))?;
        Ok::<_, DemoError>(path)
    };
    write(folder.join(MARK), "Made by escapee's demo; its data is invented.\n")?;
    write(folder.join("escapee.toml"), facts::PROJECT)?;
    let mut shop = Shop {
        folder: folder.to_owned(),
        incidents: vec![
            write(folder.join("incidents.csv"), facts::INCIDENTS)?,
            write(folder.join("caught.csv"), facts::CAUGHT)?,
        ],
        deployments: write(folder.join("deployments.csv"), facts::DEPLOYMENTS)?,
        coverage: Vec::new(),
        tests: Vec::new(),
        mutants: Vec::new(),
    };
    for commit in commits.iter().filter(|commit| !commit.runs.is_empty()) {
        for run in &commit.runs {
            let lcov = reports::lcov(&facts, commit);
            let junit = reports::junit(&facts, commit);
            let place = reports.join(run);
            shop.coverage.push((write(place.join("lcov.info"), &lcov)?, commit.id.clone()));
            shop.tests.push((write(place.join("junit.xml"), &junit)?, commit.id.clone()));
            let mutants = reports::mutants(&facts, commit);
            shop.mutants.push((write(place.join("mutation.json"), &mutants)?, commit.id.clone()));
        }
    }
    Ok(shop)
}

fn written(path: &Path, source: std::io::Error) -> DemoError {
    DemoError::File { path: path.to_owned(), source }
}
