//! What a blame index grows by, written as the bodies of parts: numbers for what it knows, whole names
//! for what is new.

use std::collections::HashMap;

use super::bytes::write;
use super::{BlameIndex, BlobPair, LineHunk, NewContent, NewVersions};

/// Returns the body of a part of commits. A parent in the part is named by how far behind its child
/// it stands, an older one by how far before the part.
pub(super) fn commits(first: u32, fresh: &[(Vec<u8>, i64, Vec<u32>)]) -> Vec<u8> {
    let mut out = Vec::new();
    write(&mut out, fresh.len() as u64);
    let mut before = 0;
    for ((id, seconds, parents), number) in fresh.iter().zip(first..) {
        out.extend_from_slice(id);
        let step = seconds.wrapping_sub(before);
        write_signed(&mut out, step);
        before = *seconds;
        write(&mut out, parents.len() as u64);
        for parent in parents {
            if *parent > number {
                write(&mut out, u64::from(parent - number) * 2);
            } else {
                write(&mut out, u64::from(first.wrapping_sub(*parent)) * 2 + 1);
            }
        }
    }
    out
}

fn write_signed(out: &mut Vec<u8>, number: i64) {
    // Dates of commits are far from the ends of the range; those that are not are cut.
    let bounded = number.clamp(-(1 << 61), 1 << 61);
    write(out, (bounded.unsigned_abs() << 1) | u64::from(bounded < 0));
}

/// Returns the body of a part of versions.
pub(super) fn versions(index: &BlameIndex, fresh: &NewVersions) -> Vec<u8> {
    let mut out = Vec::new();
    write(&mut out, fresh.changes.len() as u64);
    let mut new_paths: Vec<&[u8]> = Vec::new();
    let mut numbers = Vec::with_capacity(fresh.paths.len());
    for path in &fresh.paths {
        numbers.push(index.path(path).unwrap_or_else(|| {
            new_paths.push(path);
            (index.paths.len() + new_paths.len() - 1) as u32
        }));
    }
    write(&mut out, new_paths.len() as u64);
    for path in new_paths {
        write(&mut out, path.len() as u64);
        out.extend_from_slice(path);
    }
    let mut blobs: HashMap<&[u8], u32> = HashMap::new();
    for changes in &fresh.changes {
        write(&mut out, changes.len() as u64);
        for (path, content) in changes {
            write(&mut out, u64::from(numbers.get(*path as usize).copied().unwrap_or(u32::MAX)));
            match content {
                NewContent::Nothing => write(&mut out, 0),
                NewContent::Other => write(&mut out, 1),
                NewContent::File(id) => {
                    let known = index.blob(id).or_else(|| blobs.get(&id[..]).copied());
                    if let Some(number) = known {
                        write(&mut out, u64::from(number) + 3);
                    } else {
                        let fresh = index.blobs.len() + blobs.len();
                        blobs.insert(id, fresh as u32);
                        write(&mut out, 2);
                        out.extend_from_slice(id);
                    }
                }
            }
        }
    }
    out
}

/// Returns the body of a part of hunks: lines kept, lines taken out and lines put in, in turn.
pub(super) fn hunks<'a>(fresh: impl Iterator<Item = (BlobPair, &'a [LineHunk])>) -> Vec<u8> {
    let mut out = Vec::new();
    for ((old, new, ignore_whitespace), hunks) in fresh {
        write(&mut out, u64::from(old) + 1);
        write(&mut out, u64::from(new) * 2 + u64::from(ignore_whitespace));
        write(&mut out, hunks.len() as u64);
        let mut at = 0;
        for hunk in hunks {
            write(&mut out, u64::from(hunk.old.start - at));
            write(&mut out, u64::from(hunk.old.end - hunk.old.start));
            write(&mut out, u64::from(hunk.new.end - hunk.new.start));
            at = hunk.old.end;
        }
    }
    out.push(0);
    out
}
