//! A branch's log, read once: which commits name an incident, and which were taken back.
//!
//! Messages are cut into words once, so looking up an incident costs the few messages that share
//! its rarest word, however long the log is. Only the first 64 KiB of a message are read.

use std::collections::HashMap;
use std::sync::OnceLock;

use regex::Regex;

use super::message::{MessageFacts, issue_number, mentions_key, message_facts};
use super::message_words::{keys, split, start_of, words};
use crate::model::commit::{Commit, CommitId};

/// The log of a repository's default branch, ready to be asked many times.
#[derive(Debug)]
pub struct LogIndex {
    commits: Vec<Commit>,
    facts: Vec<Option<Box<MessageFacts>>>,
    places: HashMap<CommitId, usize>,
    by_id: Vec<usize>,
    reverted: HashMap<usize, Vec<usize>>,
    taken_back_by: Vec<Option<usize>>,
    keys: Option<HashMap<String, Vec<usize>>>,
    words: OnceLock<HashMap<String, Vec<usize>>>,
}

impl LogIndex {
    /// Returns the index of a log, newest first, as `Repository::log` gives it.
    ///
    /// `key_pattern` finds incident keys in messages: its first group, else the whole match. Without
    /// it the ids of the incidents are looked for.
    pub fn new(commits: Vec<Commit>, key_pattern: Option<&Regex>) -> Self {
        let facts: Vec<_> = commits
            .iter()
            .map(|commit| message_facts(start_of(&commit.message)))
            .map(|facts| (facts != MessageFacts::default()).then(|| Box::new(facts)))
            .collect();
        let places = commits.iter().enumerate().map(|(at, c)| (c.id.clone(), at)).collect();
        let mut by_id: Vec<usize> = (0..commits.len()).collect();
        by_id.sort_unstable_by(|a, b| commits[*a].id.cmp(&commits[*b].id));
        let keys = key_pattern.map(|pattern| keys(&commits, pattern));
        let mut index = Self {
            commits,
            facts,
            places,
            by_id,
            reverted: HashMap::new(),
            taken_back_by: Vec::new(),
            keys,
            words: OnceLock::new(),
        };
        index.reverted = index.reverted();
        index.taken_back_by = index.standing_reverts();
        index
    }

    /// Returns the commits, newest first.
    pub fn commits(&self) -> &[Commit] {
        &self.commits
    }

    /// Returns the commit of that id, if the log holds it.
    pub fn commit(&self, id: &CommitId) -> Option<&Commit> {
        self.places.get(id).map(|at| &self.commits[*at])
    }

    /// Returns what the commit's message says of other commits, if it says anything.
    pub fn facts(&self, id: &CommitId) -> Option<&MessageFacts> {
        self.facts[*self.places.get(id)?].as_deref()
    }

    /// Returns the one commit whose id starts with `prefix`.
    pub fn by_prefix(&self, prefix: &str) -> Option<&Commit> {
        self.place_of_prefix(prefix).map(|at| &self.commits[at])
    }

    /// Returns the later commit that took this one back, unless that was itself taken back.
    pub fn taken_back_by(&self, id: &CommitId) -> Option<&Commit> {
        self.taken_back_by[*self.places.get(id)?].map(|at| &self.commits[at])
    }

    /// Returns the commits this one takes back, as far as the log holds them.
    pub fn takes_back(&self, id: &CommitId) -> Vec<&Commit> {
        let Some(at) = self.places.get(id) else { return Vec::new() };
        self.reverted.get(at).into_iter().flatten().map(|at| &self.commits[*at]).collect()
    }

    /// Returns the commits whose message names the incident, newest first.
    pub fn naming(&self, incident: &str) -> Vec<&Commit> {
        let id = incident.trim().to_lowercase();
        let places: Vec<usize> = match &self.keys {
            Some(keys) => {
                let mut places = keys.get(&id).cloned().unwrap_or_default();
                if let Some(number) = issue_number(&id).filter(|n| n.len() < id.len()) {
                    places.extend(keys.get(number).into_iter().flatten());
                }
                places.sort_unstable();
                places.dedup();
                places
            }
            None => self
                .sharing_rarest_word(&id)
                .into_iter()
                .filter(|at| mentions_key(start_of(&self.commits[*at].message), &id))
                .collect(),
        };
        places.into_iter().map(|at| &self.commits[at]).collect()
    }

    fn sharing_rarest_word(&self, id: &str) -> Vec<usize> {
        let words = self.words.get_or_init(|| words(&self.commits));
        // A short form such as `#42` holds the number only, so the owner's words must not decide.
        let wanted: Vec<&str> = match issue_number(id) {
            Some(number) => vec![number],
            None => split(id).collect(),
        };
        if wanted.is_empty() {
            // An id of signs alone has no word to look up.
            return (0..self.commits.len()).collect();
        }
        let places = wanted.iter().map(|word| words.get(*word).map_or(&[][..], Vec::as_slice));
        places.min_by_key(|places| places.len()).unwrap_or_default().to_vec()
    }

    fn place_of_prefix(&self, prefix: &str) -> Option<usize> {
        let prefix = prefix.to_ascii_lowercase();
        let from = self.by_id.partition_point(|at| self.commits[*at].id.0 < prefix);
        let starts = |at: &&usize| self.commits[**at].id.0.starts_with(&prefix);
        let mut found = self.by_id[from..].iter().take_while(starts);
        let first = found.next()?;
        found.next().is_none().then_some(*first)
    }

    /// For each revert the commits it takes back; by subject only where it names no id.
    fn reverted(&self) -> HashMap<usize, Vec<usize>> {
        let by_subject = self.subjects_looked_for();
        let mut reverted = HashMap::new();
        for (at, facts) in self.facts.iter().enumerate() {
            let Some(facts) = facts else { continue };
            let named = facts.reverts.iter().filter_map(|id| self.place_of_prefix(id));
            let mut old: Vec<usize> = named.filter(|old| *old != at).collect();
            if let (true, Some(subject)) = (facts.reverts.is_empty(), &facts.reverted_subject) {
                let places = by_subject.get(subject.as_str()).into_iter().flatten();
                old.extend(places.copied().find(|old| *old > at));
            }
            if !old.is_empty() {
                reverted.insert(at, old);
            }
        }
        reverted
    }

    fn subjects_looked_for(&self) -> HashMap<&str, Vec<usize>> {
        let unnamed = self.facts.iter().flatten().filter(|facts| facts.reverts.is_empty());
        let mut subjects: HashMap<&str, Vec<usize>> = unnamed
            .filter_map(|facts| Some((facts.reverted_subject.as_deref()?, Vec::new())))
            .collect();
        for (at, commit) in self.commits.iter().enumerate() {
            if let Some(places) = subjects.get_mut(commit.subject().trim()) {
                places.push(at);
            }
        }
        subjects
    }

    /// For each commit the revert of it that stands. A revert that was itself reverted does not.
    fn standing_reverts(&self) -> Vec<Option<usize>> {
        let mut standing = vec![None; self.commits.len()];
        // Newest first: what became of a revert is known before what it reverts is looked at.
        for at in 0..self.commits.len() {
            if standing[at].is_none() {
                for old in self.reverted.get(&at).into_iter().flatten() {
                    standing[*old] = Some(at);
                }
            }
        }
        standing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A log of messages, newest first; the last has id `…01`, the one before `…02`.
    fn log(messages: &[&str]) -> Vec<Commit> {
        let count = messages.len();
        let commit = |(at, message): (usize, &&str)| Commit {
            id: id(count - at),
            parents: Vec::new(),
            committed_at: chrono::DateTime::UNIX_EPOCH,
            authored_at: chrono::DateTime::UNIX_EPOCH,
            message: (*message).to_owned(),
        };
        messages.iter().enumerate().map(commit).collect()
    }

    fn id(number: usize) -> CommitId {
        CommitId(format!("{number:040x}").chars().rev().collect())
    }

    fn subjects<'a>(found: &[&'a Commit]) -> Vec<&'a str> {
        found.iter().map(|commit| commit.subject()).collect()
    }

    #[test]
    fn commit_is_found_by_the_incident_its_message_names() {
        let index = LogIndex::new(
            log(&["INC-42: again", "INC-421: other", "no inc here", "inc-42: charge once"]),
            None,
        );
        assert_eq!(subjects(&index.naming("INC-42")), ["INC-42: again", "inc-42: charge once"]);
        assert!(index.naming("INC-4").is_empty());
        assert!(index.naming("INC-7").is_empty());
    }

    #[test]
    fn pattern_finds_keys_by_its_group() {
        let pattern = Regex::new(r"\(bug (\d+)\)").unwrap();
        let index = LogIndex::new(log(&["x (bug 12)", "y 12", "z (Bug 12)"]), Some(&pattern));
        assert_eq!(subjects(&index.naming("12")), ["x (bug 12)"]);
        assert_eq!(subjects(&index.naming("shop#12")), ["x (bug 12)"]);
        let pattern = Regex::new(r"#\d+").unwrap();
        let index = LogIndex::new(log(&["x (#12)", "y (#120)"]), Some(&pattern));
        assert_eq!(subjects(&index.naming("12")), ["x (#12)"]);
    }

    #[test]
    fn revert_of_a_revert_leaves_the_first_commit_standing() {
        let revert = |number| format!("undo\n\nThis reverts commit {}.", id(number));
        let once = LogIndex::new(log(&[&revert(1), "fix"]), None);
        assert_eq!(once.taken_back_by(&id(1)).map(|c| &c.id), Some(&id(2)));
        let twice = LogIndex::new(log(&[&revert(2), &revert(1), "fix"]), None);
        assert_eq!(twice.taken_back_by(&id(1)), None);
        assert_eq!(twice.taken_back_by(&id(2)).map(|c| &c.id), Some(&id(3)));
    }

    #[test]
    fn revert_without_an_id_takes_back_the_nearest_older_commit_of_that_subject() {
        let index = LogIndex::new(log(&["fix", "Revert \"fix\"", "fix", "fix"]), None);
        assert_eq!(index.taken_back_by(&id(2)).map(|c| &c.id), Some(&id(3)));
        assert_eq!(index.taken_back_by(&id(1)), None);
        assert_eq!(index.taken_back_by(&id(4)), None);
        assert_eq!(index.takes_back(&id(3)).first().map(|c| &c.id), Some(&id(2)));
    }

    #[test]
    fn prefix_that_two_commits_share_names_none() {
        let mut commits = log(&["b", "a"]);
        commits[0].id = CommitId(format!("abcdef1{}", "0".repeat(33)));
        commits[1].id = CommitId(format!("abcdef2{}", "0".repeat(33)));
        let index = LogIndex::new(commits, None);
        assert_eq!(index.by_prefix("ABCDEF1").map(Commit::subject), Some("b"));
        assert!(index.by_prefix("abcdef").is_none() && index.by_prefix("1234567").is_none());
    }
}
