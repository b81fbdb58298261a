//! One git repository: opening it and its names (HEAD, branches, tags, revisions).
//!
//! Only the repository's own settings are read, never the user's or the machine's, so that the
//! same repository gives the same answers everywhere and foreign ownership does not block reading.
//! Replaced objects, grafts and the edge of a shallow clone are honoured as git does.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use gix::ObjectId;

use super::commit_facts::{CommitFacts, PutIn};
use super::error::HistoryError;
use super::filters::Filters;
use super::grafts::grafts;
use super::line_tokens::LineTokens;
use super::memo::{IdMap, IdSet, Memo};
use super::object::{Node, commit_id, time};
use super::packs::Packs;
use super::rename::Move;
use super::similarity::Spans;
use super::track::Tracking;
use super::tree::{Entry, TreeChange, TreePair};
use crate::model::blame_index::{BlameIndex, BlobPair, LineHunk};
use crate::model::commit::{CommitId, Tag};

/// A git repository, read only.
///
/// Answers are remembered inside, so one value that answers many questions is much faster than
/// many values. It is not shared between threads; open one for each.
pub struct Repository {
    pub(super) path: PathBuf,
    pub(super) git: gix::Repository,
    pub(super) graph: Option<gix::commitgraph::Graph>,
    filters: OnceCell<Option<Filters>>,
    pub(super) shallow: BTreeSet<ObjectId>,
    pub(super) grafts: BTreeMap<ObjectId, Vec<ObjectId>>,
    pub(super) index: Option<Arc<BlameIndex>>,
    pub(super) fresh_hunks: RefCell<Vec<(BlobPair, Vec<LineHunk>)>>,
    pub(super) packs: Option<Packs>,
    pub(super) nodes: Memo<ObjectId, Rc<Node>>,
    pub(super) names: RefCell<HashMap<Vec<u8>, u32>>,
    pub(super) entries: Memo<(ObjectId, u32), Option<Entry>>,
    pub(super) loose: Memo<ObjectId, Rc<Vec<u8>>>,
    pub(super) diffs: Memo<(ObjectId, ObjectId, bool), Rc<Vec<LineHunk>>>,
    /// Numbers of lines as they are, and without white space.
    pub(super) line_tokens: [RefCell<LineTokens>; 2],
    pub(super) tree_diffs: Memo<TreePair, Rc<Vec<TreeChange>>>,
    pub(super) moves: Memo<(ObjectId, ObjectId, u32), Option<Move>>,
    /// Generation numbers that no commit graph holds.
    pub(super) generations: RefCell<IdMap<ObjectId, u32>>,
    pub(super) ancestries: Memo<ObjectId, Rc<IdSet>>,
    pub(super) trackings: Memo<(ObjectId, ObjectId, u32), Rc<Tracking>>,
    pub(super) sizes: Memo<ObjectId, u64>,
    pub(super) spans: Memo<ObjectId, Rc<Spans>>,
    pub(super) commit_facts: Memo<ObjectId, Rc<CommitFacts>>,
    pub(super) put_in: Memo<(Option<ObjectId>, ObjectId), Rc<PutIn>>,
}

impl Repository {
    /// Returns the repository at `path`: a working tree or a folder in it, a linked working tree,
    /// or a bare repository.
    pub fn open(path: &Path) -> Result<Self, HistoryError> {
        Self::open_within(path, false)
    }

    /// Returns the same; with `low_memory` it remembers a quarter of what it else would, and looks
    /// more things up again.
    pub fn open_within(path: &Path, low_memory: bool) -> Result<Self, HistoryError> {
        let part = if low_memory { 4 } else { 1 };
        if !path.exists() {
            return Err(HistoryError::NoSuchFolder { path: path.to_owned() });
        }
        let not_a_repository = |source| HistoryError::NotARepository {
            path: path.to_owned(),
            source: Box::new(source),
        };
        let options = gix::open::Options::isolated().with(gix::sec::Trust::Full);
        let opened = match gix::open_opts(path, options.clone()) {
            Ok(opened) => Ok(opened),
            Err(error) => match gix::discover::upwards(path) {
                Ok((found, _)) => {
                    let (folder, work_tree) = found.into_repository_and_work_tree_directories();
                    gix::open_opts(work_tree.unwrap_or(folder), options)
                }
                Err(_) => Err(error),
            },
        };
        let mut git = opened.map_err(not_a_repository)?;
        git.object_cache_size(16 << 20);
        // Packs know nothing of replaced objects; gix does.
        let store = git.objects.store_ref();
        let replaces = store.replacements().next().is_some();
        let packs =
            (!replaces).then(|| Packs::new(store.path(), git.object_hash(), (64 << 20) / part));
        let grafts = grafts(git.common_dir(), git.object_hash());
        // The commit graph knows neither, so git leaves it alone then.
        let mut graph = None;
        if !replaces && grafts.is_empty() {
            graph = git.commit_graph_if_enabled().unwrap_or(None);
        }
        let shallow = git
            .shallow_commits()
            .map_err(|source| unreadable("the shallow list", source))?
            .map(|commits| commits.iter().copied().collect())
            .unwrap_or_default();
        Ok(Self {
            path: path.to_owned(),
            git,
            graph,
            filters: OnceCell::new(),
            shallow,
            grafts,
            index: None,
            fresh_hunks: RefCell::default(),
            packs,
            nodes: Memo::new(2_000_000 / part),
            names: RefCell::default(),
            entries: Memo::new(2_000_000 / part),
            loose: Memo::new((32 << 20) / part),
            diffs: Memo::new(4_000_000 / part),
            line_tokens: [false, true]
                .map(|ignored| RefCell::new(LineTokens::new(ignored, (8 << 20) / part))),
            trackings: Memo::new(2_000_000 / part),
            sizes: Memo::new(1_000_000 / part),
            generations: RefCell::default(),
            ancestries: Memo::new(1_000_000 / part),
            tree_diffs: Memo::new(500_000 / part),
            moves: Memo::new(500_000 / part),
            spans: Memo::new(4_000_000 / part),
            commit_facts: Memo::new(4_000_000 / part),
            put_in: Memo::new(8_000_000 / part),
        })
    }

    /// Returns the path it was opened with.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the commit HEAD names; `None` before the first commit.
    pub fn head(&self) -> Result<Option<CommitId>, HistoryError> {
        let head = self.git.head().map_err(|source| unreadable("HEAD", source))?;
        let id = head.try_into_peeled_id().map_err(|source| unreadable("HEAD", source))?;
        Ok(id.map(|id| commit_id(&id.detach())))
    }

    /// Returns the tip of a branch: the local one, else `origin`'s; HEAD where none is named.
    /// `None` where there is no such branch, or no commit yet.
    pub fn branch_tip(&self, branch: Option<&str>) -> Result<Option<CommitId>, HistoryError> {
        let Some(branch) = branch else { return self.head() };
        for prefix in ["refs/heads/", "refs/remotes/origin/"] {
            let name = format!("{prefix}{branch}");
            let Ok(found) = self.git.try_find_reference(name.as_str()) else { continue };
            if let Some(mut reference) = found {
                let id = reference.peel_to_id().map_err(|source| unreadable("branches", source))?;
                return Ok(Some(commit_id(&id.detach())));
            }
        }
        Ok(None)
    }

    /// Returns whether git has kept for commits which paths they changed.
    pub fn has_path_filters(&self) -> bool {
        self.filters().is_some()
    }

    /// Returns the commit graph with its changed-path filters, read once, where there are any.
    pub(super) fn filters(&self) -> Option<(&gix::commitgraph::Graph, &Filters)> {
        // At the edge of a shallow clone the graph knows parents that are not there.
        let graph = self.graph.as_ref().filter(|_| self.shallow.is_empty())?;
        let info = || self.git.objects.store_ref().path().join("info");
        let read = || Filters::read(&info(), graph.num_commits());
        Some((graph, self.filters.get_or_init(read).as_ref()?))
    }

    /// Returns whether grafts or replaced objects change what history is.
    pub(super) fn is_rewritten(&self) -> bool {
        !self.grafts.is_empty() || self.git.objects.store_ref().replacements().next().is_some()
    }

    /// Returns whether history was cut off when the repository was cloned.
    pub fn is_shallow(&self) -> bool {
        !self.shallow.is_empty()
    }

    /// Returns whether a commit's parents were cut off when the repository was cloned.
    /// Everywhere else it then counts as a root.
    pub fn is_shallow_boundary(&self, id: &CommitId) -> bool {
        self.object_id(&id.0).is_ok_and(|id| self.shallow.contains(&id))
    }

    /// Returns every reference with what it names, and the edge of a shallow clone, one a line: it
    /// differs after a fetch that brought anything.
    pub fn fetched(&self) -> Result<String, HistoryError> {
        let refused = |source| unreadable("branches and tags", source);
        let references = self.git.references().map_err(refused)?;
        let mut lines: Vec<String> = Vec::new();
        for reference in references.all().map_err(refused)?.flatten() {
            let name = super::path::to_text(reference.name().as_bstr());
            lines.push(format!("{name} {:?}", reference.target()));
        }
        lines.extend(self.shallow.iter().map(|id| format!("shallow {id}")));
        lines.sort();
        Ok(lines.join("\n"))
    }

    /// Returns the commit a revision names: a full or abbreviated id, a branch, a tag, `HEAD~2`
    /// and all else that git understands; tags are followed to their commit.
    pub fn resolve(&self, rev: &str) -> Result<CommitId, HistoryError> {
        // Only of an id that is too short is there more to say than that nothing has that name.
        let unknown = |source: Option<gix::Error>| HistoryError::UnknownRevision {
            rev: rev.to_owned(),
            source: source.filter(|error| error.to_string().contains("ambiguous")).map(Box::new),
        };
        let found = self.git.rev_parse_single(rev).map_err(|source| unknown(Some(source)))?;
        let object = found.object().map_err(|source| unknown(Some(source)))?;
        let commit = object.peel_to_kind(gix::objs::Kind::Commit);
        Ok(commit_id(&commit.map_err(|source| unknown(Some(source)))?.id))
    }

    /// Returns the tags that name commits, by time and name: the tagger's date, else the commit's.
    pub fn tags(&self) -> Result<Vec<Tag>, HistoryError> {
        let refused = |source| unreadable("tags", source);
        let references = self.git.references().map_err(refused)?;
        let mut tags = Vec::new();
        for reference in references.tags().map_err(refused)? {
            let mut reference = reference.map_err(refused)?;
            let name = super::path::to_text(reference.name().shorten());
            let Ok(target) = reference.follow_to_object() else { continue };
            let target = target.detach();
            let Ok(peeled) = reference.peel_to_id() else { continue };
            let Ok(node) = self.node(&peeled.detach()) else { continue };
            let tagged =
                (peeled.detach() != target).then(|| self.tagged_seconds(&target)).flatten();
            let at = time(tagged.unwrap_or(node.seconds));
            tags.push(Tag { name, commit: commit_id(&peeled.detach()), at });
        }
        tags.sort_by(|a, b| (a.at, &a.name).cmp(&(b.at, &b.name)));
        Ok(tags)
    }

    fn tagged_seconds(&self, tag: &ObjectId) -> Option<i64> {
        let tag = self.git.find_tag(*tag).ok()?;
        Some(tag.tagger().ok()??.time().ok()?.seconds)
    }
}

fn unreadable(what: &'static str, source: gix::Error) -> HistoryError {
    HistoryError::Unreadable { what, source: Box::new(source) }
}
