//! Repositories built in code: the same author, the same hours and therefore the same ids each time.

use std::path::Path;

use escapee::model::commit::CommitId;
use git2::{Commit, Index, IndexEntry, IndexTime, Oid, Repository, Signature, Time};
use tempfile::TempDir;

/// First commit time: 2024-01-01 00:00 UTC.
const START: i64 = 1_704_067_200;
const HOUR: i64 = 3600;

/// A bare repository in a temporary folder. Each commit goes to the current branch, `main` at first,
/// an hour after the one before.
pub(crate) struct RepoBuilder {
    folder: TempDir,
    repo: Repository,
    branch: String,
    clock: i64,
}

impl RepoBuilder {
    /// Returns an empty repository.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let repo = Repository::init_bare(folder.path()).unwrap();
        repo.set_head("refs/heads/main").unwrap();
        Self { folder, repo, branch: "main".to_owned(), clock: START }
    }

    /// Returns the folder of the repository.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Commits files over those that are there; the rest stays.
    pub(crate) fn commit(&mut self, message: &str, files: &[(&str, &str)]) -> CommitId {
        self.clock += HOUR;
        self.commit_at(self.clock, message, files)
    }

    /// Commits files at a time in seconds since 1970.
    pub(crate) fn commit_at(
        &mut self,
        seconds: i64,
        message: &str,
        files: &[(&str, &str)],
    ) -> CommitId {
        let files: Vec<_> = files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
        self.commit_bytes_at(seconds, message, &files)
    }

    /// Commits files of any bytes at a time in seconds since 1970.
    pub(crate) fn commit_bytes_at(
        &mut self,
        seconds: i64,
        message: &str,
        files: &[(&str, &[u8])],
    ) -> CommitId {
        let parents = self.tip();
        self.record(seconds, message, &parents, |repo, index| {
            for (path, content) in files {
                put(repo, index, path.as_bytes(), content, 0o100_644);
            }
        })
    }

    /// Commits one entry with a file mode of its own: `0o100755`, or `0o120000` for a link.
    pub(crate) fn commit_mode(
        &mut self,
        message: &str,
        path: &[u8],
        content: &str,
        mode: u32,
    ) -> CommitId {
        self.clock += HOUR;
        let parents = self.tip();
        self.record(self.clock, message, &parents, |repo, index| {
            put(repo, index, path, content.as_bytes(), mode);
        })
    }

    /// Commits the removal of a file.
    pub(crate) fn remove(&mut self, message: &str, path: &str) -> CommitId {
        self.clock += HOUR;
        let parents = self.tip();
        self.record(self.clock, message, &parents, |_, index| {
            index.remove_path(Path::new(path)).unwrap();
        })
    }

    /// Commits a file under another name, with its content or with another one.
    pub(crate) fn rename(
        &mut self,
        message: &str,
        from: &str,
        to: &str,
        content: Option<&str>,
    ) -> CommitId {
        self.clock += HOUR;
        let parents = self.tip();
        self.record(self.clock, message, &parents, |repo, index| {
            let mut entry = index.get_path(Path::new(from), 0).unwrap();
            index.remove_path(Path::new(from)).unwrap();
            entry.path = to.as_bytes().to_vec();
            if let Some(content) = content {
                entry.id = repo.blob(content.as_bytes()).unwrap();
            }
            index.add(&entry).unwrap();
        })
    }

    /// Starts a branch at the current commit and goes there.
    pub(crate) fn branch(&mut self, name: &str) {
        let tip = self.repo.find_commit(self.tip()[0]).unwrap();
        self.repo.branch(name, &tip, true).unwrap();
        drop(tip);
        self.checkout(name);
    }

    /// Goes to a branch; one that does not exist begins without history at the next commit.
    pub(crate) fn checkout(&mut self, name: &str) {
        name.clone_into(&mut self.branch);
        self.repo.set_head(&format!("refs/heads/{name}")).unwrap();
    }

    /// Merges a branch: the current files, with `files` over them.
    pub(crate) fn merge(&mut self, other: &str, files: &[(&str, &str)]) -> CommitId {
        self.clock += HOUR;
        let mut parents = self.tip();
        parents.push(self.repo.refname_to_id(&format!("refs/heads/{other}")).unwrap());
        self.record(self.clock, &format!("merge {other}"), &parents, |repo, index| {
            for (path, content) in files {
                put(repo, index, path.as_bytes(), content.as_bytes(), 0o100_644);
            }
        })
    }

    /// Names the current commit with a plain tag.
    pub(crate) fn tag(&mut self, name: &str) {
        let tip = self.repo.find_object(self.tip()[0], None).unwrap();
        self.repo.tag_lightweight(name, &tip, true).unwrap();
    }

    /// Names the current commit with a tag that has a date of its own.
    pub(crate) fn annotated_tag(&mut self, name: &str, seconds: i64) {
        let tip = self.repo.find_object(self.tip()[0], None).unwrap();
        self.repo.tag(name, &tip, &signature(seconds), "a tag", true).unwrap();
    }

    fn tip(&self) -> Vec<Oid> {
        self.repo.refname_to_id(&format!("refs/heads/{}", self.branch)).into_iter().collect()
    }

    fn record(
        &self,
        seconds: i64,
        message: &str,
        parents: &[Oid],
        edit: impl FnOnce(&Repository, &mut Index),
    ) -> CommitId {
        let parents: Vec<Commit<'_>> =
            parents.iter().map(|id| self.repo.find_commit(*id).unwrap()).collect();
        let mut index = Index::new().unwrap();
        if let Some(first) = parents.first() {
            index.read_tree(&first.tree().unwrap()).unwrap();
        }
        edit(&self.repo, &mut index);
        let tree = self.repo.find_tree(index.write_tree_to(&self.repo).unwrap()).unwrap();
        let author = signature(seconds);
        let parents: Vec<&Commit<'_>> = parents.iter().collect();
        let name = format!("refs/heads/{}", self.branch);
        let id = self.repo.commit(Some(&name), &author, &author, message, &tree, &parents);
        CommitId(id.unwrap().to_string())
    }
}

fn signature(seconds: i64) -> Signature<'static> {
    Signature::new("A Builder", "builder@example.com", &Time::new(seconds, 0)).unwrap()
}

fn put(repo: &Repository, index: &mut Index, path: &[u8], content: &[u8], mode: u32) {
    let time = IndexTime::new(0, 0);
    index
        .add(&IndexEntry {
            ctime: time,
            mtime: time,
            dev: 0,
            ino: 0,
            mode,
            uid: 0,
            gid: 0,
            file_size: 0,
            id: repo.blob(content).unwrap(),
            flags: 0,
            flags_extended: 0,
            path: path.to_vec(),
        })
        .unwrap();
}
