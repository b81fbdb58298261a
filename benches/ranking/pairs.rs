//! The fixes whose introducing commits are known, and which repositories are left out together.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};

use crate::samples::Sample;

/// By repository and fix the commits that introduced the defect.
pub(crate) type Pairs = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// Returns where the clone of `owner/name` lies.
pub(crate) fn clone_of(repo: &str, place: &str) -> PathBuf {
    let (owner, name) = repo.split_once('/').unwrap_or(("", repo));
    place.replace("{owner}", owner).replace("{name}", name).into()
}

/// Returns the pairs of a CSV file.
pub(crate) fn read(path: &Path) -> Result<Pairs, Box<dyn Error>> {
    let mut pairs = Pairs::new();
    let mut reader = csv::Reader::from_path(path)?;
    for row in reader.deserialize() {
        let (repo, fix, inducing): (String, String, String) = row?;
        pairs.entry(repo).or_default().entry(fix).or_default().insert(inducing);
    }
    Ok(pairs)
}

/// Returns the repositories that are left out together: those that share an introducing commit.
pub(crate) fn folds(samples: &[Sample]) -> Vec<BTreeSet<&str>> {
    let mut causes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for sample in samples {
        let of_repo = causes.entry(&sample.repo).or_default();
        of_repo.extend(sample.causes.iter().map(String::as_str));
    }
    let mut folds: Vec<BTreeSet<&str>> = Vec::new();
    for (repo, own) in &causes {
        let related = |fold: &BTreeSet<&str>| fold.iter().any(|r| !causes[r].is_disjoint(own));
        match folds.iter_mut().find(|fold| related(fold)) {
            Some(fold) => {
                fold.insert(repo);
            }
            None => folds.push(BTreeSet::from([*repo])),
        }
    }
    folds
}
