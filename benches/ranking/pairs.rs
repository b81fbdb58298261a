//! The fixes whose introducing commits are known, and which repositories are left out together.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

/// By repository and fix the commits that introduced the defect.
pub(crate) type Pairs = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

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
pub(crate) fn folds(pairs: &Pairs) -> Vec<BTreeSet<&str>> {
    let commits = |repo: &str| pairs[repo].values().flatten().collect::<BTreeSet<&String>>();
    let mut folds: Vec<BTreeSet<&str>> = Vec::new();
    for repo in pairs.keys() {
        let own = commits(repo);
        let related = |fold: &BTreeSet<&str>| fold.iter().any(|r| !commits(r).is_disjoint(&own));
        match folds.iter_mut().find(|fold| related(fold)) {
            Some(fold) => {
                fold.insert(repo);
            }
            None => folds.push(BTreeSet::from([repo.as_str()])),
        }
    }
    folds
}
