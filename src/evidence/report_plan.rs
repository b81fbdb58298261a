//! Which reports to make first. Pure.

use std::collections::BTreeSet;

/// Returns the places of the sets that together hold all that any set holds, the one that adds most
/// first, each with what it adds.
///
/// Greedy: at most `1 + ln n` times as many as the fewest for sets of up to `n` members, and in
/// practice the fewest. Of sets that add as many the earlier one is taken, so a caller puts first what
/// it prefers. Source: Chvátal (1979), Mathematics of Operations Research 4(3).
pub fn fewest_sets<T: Ord + Copy>(sets: &[BTreeSet<T>]) -> Vec<(usize, BTreeSet<T>)> {
    let mut left: BTreeSet<T> = sets.iter().flatten().copied().collect();
    let mut plan = Vec::new();
    while !left.is_empty() {
        let adds = |set: &BTreeSet<T>| set.intersection(&left).count();
        let best = (0..sets.len()).max_by_key(|at| (adds(&sets[*at]), std::cmp::Reverse(*at)));
        let Some(best) = best else { break };
        let added: BTreeSet<T> = sets[best].intersection(&left).copied().collect();
        left = left.difference(&added).copied().collect();
        plan.push((best, added));
    }
    plan
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(sets: &[&[u8]]) -> Vec<(usize, Vec<u8>)> {
        let sets: Vec<BTreeSet<u8>> =
            sets.iter().map(|set| set.iter().copied().collect()).collect();
        let plan = fewest_sets(&sets);
        plan.into_iter().map(|(at, added)| (at, added.into_iter().collect())).collect()
    }

    #[test]
    fn what_adds_most_comes_first_and_nothing_is_taken_that_adds_nothing() {
        assert_eq!(plan(&[&[1], &[1, 2, 3], &[3, 4], &[2]]), [(1, vec![1, 2, 3]), (2, vec![4])]);
        assert_eq!(plan(&[&[1, 2], &[2, 1]]), [(0, vec![1, 2])], "of equals the first");
        assert_eq!(plan(&[]), []);
        assert_eq!(plan(&[&[], &[]]), []);
    }
}
