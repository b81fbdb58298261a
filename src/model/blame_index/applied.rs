//! Parts taken into a blame index: whole, or not at all where one says what cannot be.

use std::collections::HashSet;

use super::bytes::Rest;
use super::part::{COMMITS, HUNKS, VERSIONS};
use super::{BlameIndex, BlobPair, Content, LineHunk};

impl BlameIndex {
    /// Takes a part in; `None`, and nothing is taken in, where it makes no sense.
    pub(super) fn apply(&mut self, kind: u8, body: &[u8]) -> Option<()> {
        let mut rest = Rest(body);
        match kind {
            COMMITS => self.apply_commits(&mut rest),
            VERSIONS => self.apply_versions(&mut rest),
            HUNKS => self.apply_hunks(&mut rest),
            _ => None,
        }
    }

    fn apply_commits(&mut self, rest: &mut Rest<'_>) -> Option<()> {
        let count = rest.count()?;
        let first = self.commits.len();
        let end = first.checked_add(count as u32)?;
        let mut fresh = Vec::with_capacity(count);
        let mut seconds = 0_i64;
        for number in first..end {
            let id = rest.bytes(self.id_length)?.to_vec();
            seconds = seconds.wrapping_add(signed(rest.number()?));
            let mut parents = Vec::new();
            for _ in 0..rest.count()? {
                let step = rest.number()?;
                let far = u32::try_from(step >> 1).ok()?;
                // Behind its child or before the part: no commit is its own ancestor.
                let parent = if step & 1 == 0 {
                    number.checked_add(far).filter(|p| far > 0 && *p < end)?
                } else {
                    first.checked_sub(far).filter(|_| far > 0)?
                };
                parents.push(parent);
            }
            fresh.push((id, seconds, parents));
        }
        let known = |(id, _, _): &(Vec<u8>, i64, Vec<u32>)| self.commits.ids.number(id).is_some();
        let ids: Vec<&[u8]> = fresh.iter().map(|(id, _, _)| &id[..]).collect();
        if !rest.0.is_empty() || !distinct(&ids) || fresh.iter().any(known) {
            return None;
        }
        self.commits.add(&fresh);
        Some(())
    }

    fn apply_versions(&mut self, rest: &mut Rest<'_>) -> Option<()> {
        let commits = rest.small().filter(|count| *count <= self.unread().len() as u32)?;
        let mut new_paths = Vec::new();
        for _ in 0..rest.count()? {
            let length = rest.count()?;
            let path = rest.bytes(length)?;
            self.path(path).is_none().then_some(())?;
            new_paths.push(path);
        }
        distinct(&new_paths).then_some(())?;
        let path_count = (self.paths.len() + new_paths.len()) as u32;
        let mut new_blobs: Vec<&[u8]> = Vec::new();
        let mut found = Vec::new();
        for commit in self.known..self.known + commits {
            for _ in 0..rest.count()? {
                let path = rest.small().filter(|path| *path < path_count)?;
                let content = match rest.number()? {
                    0 => Content::Nothing,
                    1 => Content::Other,
                    2 => {
                        let id = rest.bytes(self.id_length)?;
                        new_blobs.push(id);
                        Content::File((self.blobs.len() + new_blobs.len() - 1) as u32)
                    }
                    known => {
                        let number = u32::try_from(known - 3).ok()?;
                        let count = self.blobs.len() + new_blobs.len();
                        Content::File(Some(number).filter(|n| (*n as usize) < count)?)
                    }
                };
                found.push((path, commit, content));
            }
        }
        let known = new_blobs.iter().any(|id| self.blobs.number(id).is_some());
        if !rest.0.is_empty() || known || !distinct(&new_blobs) {
            return None;
        }
        for path in new_paths {
            self.path_number(path);
        }
        for id in new_blobs {
            self.blobs.add(id);
        }
        self.add_known_versions(commits, &found);
        Some(())
    }

    fn apply_hunks(&mut self, rest: &mut Rest<'_>) -> Option<()> {
        let mut found: Vec<(BlobPair, Vec<LineHunk>)> = Vec::new();
        while let Some(old) = rest.small()?.checked_sub(1) {
            let new = rest.number()?;
            let pair = (old, u32::try_from(new >> 1).ok()?, new & 1 == 1);
            let count = self.blobs.len() as u32;
            (pair.0 < count && pair.1 < count).then_some(())?;
            let mut hunks = Vec::new();
            let (mut old_at, mut new_at) = (0_u32, 0_u32);
            for _ in 0..rest.count()? {
                let (kept, gone, come) = (rest.small()?, rest.small()?, rest.small()?);
                let (old_start, new_start) = (old_at.checked_add(kept)?, new_at.checked_add(kept)?);
                (old_at, new_at) = (old_start.checked_add(gone)?, new_start.checked_add(come)?);
                // No file that is read has as many lines.
                (old_at.max(new_at) < 1 << 30).then_some(())?;
                hunks.push(LineHunk { old: old_start..old_at, new: new_start..new_at });
            }
            found.push((pair, hunks));
        }
        if !rest.0.is_empty() {
            return None;
        }
        for (pair, hunks) in found {
            self.hunks.add(pair, &hunks);
        }
        Some(())
    }
}

fn distinct(names: &[&[u8]]) -> bool {
    names.iter().collect::<HashSet<_>>().len() == names.len()
}

fn signed(number: u64) -> i64 {
    let size = (number >> 1) as i64;
    if number & 1 == 1 { -size } else { size }
}
