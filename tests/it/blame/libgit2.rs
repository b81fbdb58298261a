//! Hunks against libgit2, which has git's own diff code in it.

use escapee::model::commit::CommitId;
use git2::{DiffOptions, Patch};

use super::{RepoBuilder, opened};

/// Returns `(old start, old count, new start, new count)` of each hunk as libgit2 cuts it.
fn hunks_by_libgit2(old: &[u8], new: &[u8]) -> Vec<(u32, u32, u32, u32)> {
    let mut options = DiffOptions::new();
    options.context_lines(0).indent_heuristic(true);
    let patch = Patch::from_buffers(old, None, new, None, Some(&mut options)).unwrap();
    let hunk = |place| {
        let (hunk, _) = patch.hunk(place).unwrap();
        (hunk.old_start(), hunk.old_lines(), hunk.new_start(), hunk.new_lines())
    };
    (0..patch.num_hunks()).map(hunk).collect()
}

fn hunks_by_us(
    repo: &escapee::history::Repository,
    commit: &CommitId,
) -> Vec<(u32, u32, u32, u32)> {
    let change = repo.change(commit).unwrap();
    let hunks = change.files.iter().flat_map(|file| &file.hunks);
    hunks
        .map(|h| (h.old_first, h.removed.len() as u32, h.new_first, h.added.len() as u32))
        .collect()
}

#[test]
fn hunks_of_repetitive_texts_agree_with_libgit2() {
    // v0 ── v1 ── v2 ── …: texts of a few different lines, where a hunk can slide far. All stay
    // below the 1,024 bytes from which git trims and libgit2 does not.
    let words = ["a {\n", "}\n", "\n", "    b();\n", "\tc();\n", "    }\n"];
    let mut seed = 1_u32;
    let mut next = move |below: u32| {
        seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12_345);
        (seed >> 16) % below
    };
    let mut builder = RepoBuilder::new();
    let mut lines: Vec<&str> = (0..40).map(|n| words[n % words.len()]).collect();
    let mut before = lines.concat();
    builder.commit("v0", &[("a", &before)]);
    for step in 1..120 {
        for _ in 0..=next(3) {
            let place = next(lines.len() as u32) as usize;
            if next(2) == 0 && lines.len() > 20 {
                lines.remove(place);
            } else {
                lines.insert(place, words[next(6) as usize]);
            }
        }
        lines.truncate(90);
        let after = lines.concat();
        let commit = builder.commit(&format!("v{step}"), &[("a", &after)]);

        let theirs = hunks_by_libgit2(before.as_bytes(), after.as_bytes());
        assert_eq!(hunks_by_us(&opened(&builder), &commit), theirs, "step {step}");
        before = after;
    }
}
