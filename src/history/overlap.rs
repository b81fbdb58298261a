//! How many of the words looked for each of several candidates has.

use std::collections::HashMap;

use super::words::shared;

/// What one candidate has of the words looked for.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Overlap {
    /// Their share of what all candidates together have, in `[0, 1]`.
    pub(super) share: f64,
    /// The same by the square root of how many words the candidate has, as a share of the best
    /// candidate's, in `[0, 1]`: a commit that holds every word says little.
    pub(super) density: f64,
}

/// Returns for each candidate what it has of the wanted words. A word counts more the fewer
/// candidates have it: `ln(1 + candidates / holders)`. All words are ascending, each once.
pub(super) fn overlaps(wanted: &[u64], candidates: &[&[u64]]) -> Vec<Overlap> {
    let mut holders: HashMap<u64, f64> = HashMap::new();
    for words in candidates {
        for word in shared(wanted, words) {
            *holders.entry(word).or_default() += 1.0;
        }
    }
    let count = candidates.len() as f64;
    let rarity = |word: u64| holders.get(&word).map_or(0.0, |held| (1.0 + count / held).ln());
    // Summed in the order of the words, so that the same repository gives the same digits.
    let total: f64 = wanted.iter().map(|word| rarity(*word)).sum();
    let mut found: Vec<Overlap> = candidates
        .iter()
        .map(|words| {
            let mut common: Vec<u64> = shared(wanted, words).collect();
            common.sort_unstable();
            let share = common.into_iter().map(rarity).sum();
            Overlap { share, density: share / (words.len() as f64 + 20.0).sqrt() }
        })
        .collect();
    let densest = found.iter().map(|overlap| overlap.density).fold(0.0, f64::max);
    for overlap in &mut found {
        if overlap.share > 0.0 {
            overlap.share /= total;
            overlap.density /= densest;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_count_more_and_long_texts_less() {
        // Word 1 is held by both: ln 2 = 0.693; word 2 by the second only: ln 3 = 1.099; word 9 by
        // none. Shares: 0.693 / 1.792 = 0.387 and 1. Densities: 0.693 / √21 = 0.151 and
        // 1.792 / √24 = 0.366, so 0.414 of the best and 1.
        let found = overlaps(&[1, 2, 9], &[&[1], &[1, 2, 3, 4]]);
        let digits = |value: f64| (value * 1000.0).round() as u32;
        let found: Vec<_> = found.iter().map(|o| (digits(o.share), digits(o.density))).collect();
        assert_eq!(found, [(387, 414), (1000, 1000)]);
    }

    #[test]
    fn nothing_in_common_is_nought_for_all() {
        assert_eq!(overlaps(&[1], &[&[2], &[]]), [Overlap::default(); 2]);
        assert!(overlaps(&[1], &[]).is_empty());
    }
}
