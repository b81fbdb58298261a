//! What ranking asks of a commit, remembered: its words, its size, and what it put into a file.

use std::rc::Rc;

use gix::ObjectId;
use gix::bstr::ByteSlice;

use super::line_diff::lines;
use super::masked::{MessageWords, masked};
use super::words::{CodeWords, Words};
use super::{HistoryError, Repository};

/// What ranking asks of a commit.
#[derive(Debug)]
pub(super) struct CommitFacts {
    /// Committer's date in seconds since 1970.
    pub(super) seconds: i64,
    /// How many files it changed against its first parent.
    pub(super) files: usize,
    /// The words of its message.
    pub(super) message: MessageWords,
    /// Its masked subject, in lower case.
    pub(super) subject: String,
}

/// What a change put into one file.
#[derive(Debug)]
pub(super) struct PutIn {
    /// Lines put in.
    pub(super) added: u32,
    /// Lines of the file afterwards.
    pub(super) lines: u32,
    /// Words of the lines put in, of at most [`MOST_LINES`] lines.
    pub(super) words: CodeWords,
    /// Names in the lines taken out, of at most [`MOST_LINES`] lines, that were not put in again.
    pub(super) taken: Words,
}

/// A first import puts thousands of lines in; reading them all would cost much and tell little.
const MOST_LINES: usize = 3000;

impl Repository {
    /// Returns what ranking asks of a commit.
    pub(super) fn commit_facts(&self, id: &ObjectId) -> Result<Rc<CommitFacts>, HistoryError> {
        if let Some(known) = self.commit_facts.get(id) {
            return Ok(known);
        }
        let node = self.node(id)?;
        let old = node.parents.first().map(|parent| self.node(parent)).transpose()?;
        let old = old.as_ref().map(|node| &node.tree);
        let files = self.tree_changes(old, Some(&node.tree))?.len();
        let whole = self.whole_commit(id)?;
        let message = MessageWords::of(&whole.message);
        let weight = message.all.len() + message.subject.len() + message.names.len() + 30;
        let masked = masked(&whole.message);
        let facts = CommitFacts {
            seconds: node.seconds,
            files,
            message,
            subject: masked.lines().next().unwrap_or("").to_lowercase(),
        };
        Ok(self.commit_facts.put(*id, Rc::new(facts), weight))
    }

    /// Returns what a change from one content of a file to another put in; `None` is no file.
    pub(super) fn put_in(
        &self,
        old: Option<ObjectId>,
        new: ObjectId,
    ) -> Result<Rc<PutIn>, HistoryError> {
        if let Some(known) = self.put_in.get(&(old, new)) {
            return Ok(known);
        }
        let content = self.blob(&new)?;
        let texts: Vec<&[u8]> = lines(&content).collect();
        let count = texts.len() as u32;
        let hunks = match &old {
            Some(old) => self.diff(old, &new, true)?,
            None => Rc::new(vec![crate::model::blame_index::LineHunk { old: 0..0, new: 0..count }]),
        };
        let added = || hunks.iter().flat_map(|hunk| hunk.new.clone());
        let texts: Vec<_> = added()
            .take(MOST_LINES)
            .filter_map(|line| texts.get(line as usize))
            .map(|text| text.to_str_lossy())
            .collect();
        let words = CodeWords::of(texts.iter().map(AsRef::as_ref));
        let taken = match &old {
            Some(old) => {
                let before = self.blob(old)?;
                let before: Vec<&[u8]> = lines(&before).collect();
                let gone = hunks.iter().flat_map(|hunk| hunk.old.clone()).take(MOST_LINES);
                let gone: Vec<_> = gone
                    .filter_map(|line| before.get(line as usize))
                    .map(|text| text.to_str_lossy())
                    .collect();
                let mut names = CodeWords::of(gone.iter().map(AsRef::as_ref)).names;
                names.retain(|name| words.names.binary_search(name).is_err());
                names
            }
            None => Vec::new(),
        };
        let weight = words.names.len() + words.parts.len() + taken.len() + 10;
        let put_in = PutIn { added: added().count() as u32, lines: count, words, taken };
        Ok(self.put_in.put((old, new), Rc::new(put_in), weight))
    }
}
