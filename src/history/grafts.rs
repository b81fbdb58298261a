//! Old-style grafts: commits whose parents a file in the repository overrules.

use std::collections::BTreeMap;
use std::path::Path;

use gix::ObjectId;
use gix::hash::Kind;

/// Returns each grafted commit with its parents, from `info/grafts`: a line is a commit and its
/// parents, `#` begins a comment. As in git, a line that is none of these counts for nothing, and of
/// two lines for one commit the first counts.
pub(super) fn grafts(folder: &Path, hash: Kind) -> BTreeMap<ObjectId, Vec<ObjectId>> {
    let text = std::fs::read(folder.join("info").join("grafts")).unwrap_or_default();
    let mut grafts = BTreeMap::new();
    for line in String::from_utf8_lossy(&text).lines().filter(|line| !line.starts_with('#')) {
        let id =
            |word: &str| ObjectId::from_hex(word.as_bytes()).ok().filter(|id| id.kind() == hash);
        let ids: Option<Vec<ObjectId>> = line.trim_end().split(' ').map(id).collect();
        if let Some((commit, parents)) = ids.as_deref().and_then(<[ObjectId]>::split_first) {
            grafts.entry(*commit).or_insert_with(|| parents.to_vec());
        }
    }
    grafts
}
