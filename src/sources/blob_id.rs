//! The id git gives to a content: SHA-1 over `blob`, the length and the bytes.
//!
//! A report that embeds its source pins itself to history by it, without a commit.

use crate::model::commit::BlobId;

/// Returns the blob id of a content, as `git hash-object` prints it in a SHA-1 repository.
pub(super) fn blob_id(content: &[u8]) -> BlobId {
    let digest = sha1(&[format!("blob {}\0", content.len()).as_bytes(), content]);
    let hex = digest.map(|word| format!("{word:08x}"));
    BlobId(hex.concat())
}

/// Returns the SHA-1 digest of a message in parts as five words. Source: FIPS 180-4, section 6.1.
fn sha1(parts: &[&[u8]]) -> [u32; 5] {
    let mut state = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
    let length = parts.iter().map(|part| part.len() as u64 * 8).sum::<u64>().to_be_bytes();
    // What is left of a part waits for the next; the last block ends with the length.
    let mut held = Vec::with_capacity(128);
    for part in parts {
        let missing = if held.is_empty() { 0 } else { (64 - held.len()).min(part.len()) };
        held.extend_from_slice(&part[..missing]);
        let (blocks, rest) = part[missing..].as_chunks::<64>();
        if held.len() == 64 {
            state = mixed(state, &held);
            held.clear();
        }
        state = blocks.iter().fold(state, |state, block| mixed(state, block));
        held.extend_from_slice(rest);
    }
    held.push(0x80);
    while held.len() % 64 != 56 {
        held.push(0);
    }
    held.extend_from_slice(&length);
    for block in held.chunks_exact(64) {
        state = mixed(state, block);
    }
    state
}

fn mixed(state: [u32; 5], block: &[u8]) -> [u32; 5] {
    let mut words = [0_u32; 80];
    for (word, bytes) in words.iter_mut().zip(block.chunks_exact(4)) {
        *word = u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    }
    for at in 16..80 {
        words[at] =
            (words[at - 3] ^ words[at - 8] ^ words[at - 14] ^ words[at - 16]).rotate_left(1);
    }
    let mut now = state;
    for (at, word) in words.into_iter().enumerate() {
        let [first, b, c, d, last] = now;
        let (choice, constant) = match at {
            0..20 => ((b & c) | (!b & d), 0x5a82_7999),
            20..40 => (b ^ c ^ d, 0x6ed9_eba1),
            40..60 => ((b & c) | (b & d) | (c & d), 0x8f1b_bcdc_u32),
            _ => (b ^ c ^ d, 0xca62_c1d6),
        };
        let next = first
            .rotate_left(5)
            .wrapping_add(choice)
            .wrapping_add(last)
            .wrapping_add(constant)
            .wrapping_add(word);
        now = [next, first, b.rotate_left(30), c, d];
    }
    for (sum, word) in now.iter_mut().zip(state) {
        *sum = sum.wrapping_add(word);
    }
    now
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_git_gives() {
        // As printed by `git hash-object` for no bytes, for `hello\n` and for 200 times `a`.
        assert_eq!(blob_id(b"").0, "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
        assert_eq!(blob_id(b"hello\n").0, "ce013625030ba8dba906f756967f9e9ca394464a");
        assert_eq!(blob_id(&[b'a'; 200]).0, "1d33d17ad3abab24046a78cf5a4abc31e69865b3");
    }
}
