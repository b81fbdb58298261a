//! How much two contents have in common, counted as git counts it to tell renames.

/// A content as spans: how many bytes of it fall on each span hash.
#[derive(Debug, Default)]
pub(super) struct Spans {
    /// Bytes by hash, sorted by hash.
    counts: Vec<(u32, u32)>,
}

impl Spans {
    /// Returns how much there is to remember.
    pub(super) fn weight(&self) -> usize {
        self.counts.len() + 4
    }
}

/// Returns how many bytes two contents share.
pub(super) fn shared_bytes(old: &Spans, new: &Spans) -> u64 {
    let mut shared = 0;
    let mut rest = new.counts.iter().peekable();
    for (hash, count) in &old.counts {
        while rest.next_if(|(other, _)| other < hash).is_some() {}
        if let Some((_, other)) = rest.next_if(|(other, _)| other == hash) {
            shared += u64::from(*count.min(other));
        }
    }
    shared
}

/// Returns a content's spans, as git cuts and hashes them: at each line end and after 64 bytes.
pub(super) fn spans(content: &[u8]) -> Spans {
    const BASE: u32 = 107_927;
    let text = !is_binary(content);
    let mut found: Vec<(u32, u32)> = Vec::new();
    let (mut low, mut high, mut length) = (0_u32, 0_u32, 0_u32);
    let mut bytes = content.iter().peekable();
    while let Some(&byte) = bytes.next() {
        if text && byte == b'\r' && bytes.peek() == Some(&&b'\n') {
            continue;
        }
        let before = low;
        low = (low << 7) ^ (high >> 25);
        high = (high << 7) ^ (before >> 25);
        low = low.wrapping_add(u32::from(byte));
        length += 1;
        if length < 64 && byte != b'\n' && bytes.peek().is_some() {
            continue;
        }
        let hash = low.wrapping_add(high.wrapping_mul(0x61)) % BASE;
        found.push((hash, length));
        (low, high, length) = (0, 0, 0);
    }
    found.sort_unstable();
    let mut counts: Vec<(u32, u32)> = Vec::new();
    for (hash, length) in found {
        match counts.last_mut() {
            Some((last, count)) if *last == hash => *count += length,
            _ => counts.push((hash, length)),
        }
    }
    Spans { counts }
}

/// Returns whether git would take the content for binary: a NUL in its first 8,000 bytes.
pub(super) fn is_binary(content: &[u8]) -> bool {
    content.iter().take(8000).any(|byte| *byte == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_count_the_bytes_two_contents_share() {
        // "two\n" is 4 bytes; "one\n" and "three" differ, and the last line counts without its end.
        let (old, new) = (spans(b"one\ntwo\n"), spans(b"two\nthree"));
        assert_eq!(shared_bytes(&old, &new), 4);
        assert_eq!(shared_bytes(&new, &spans(b"three")), 5);
    }

    #[test]
    fn line_ends_do_not_count_in_text_but_do_in_binary() {
        // 4 of 5 bytes: the carriage return is left out.
        assert_eq!(shared_bytes(&spans(b"two\r\n"), &spans(b"two\n")), 4);
        assert_eq!(shared_bytes(&spans(b"\0two\r\n"), &spans(b"\0two\n")), 0);
    }
}
