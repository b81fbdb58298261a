//! The bytes that two versions of a file share at their starts and at their ends.

/// Cuts equal blocks of 1,024 bytes off both ends and gives the rest of the cut line back, as git
/// does before it diffs without context. It decides which of several equal lines are paired.
pub(super) fn without_common_tail<'a>(old: &'a [u8], new: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    const BLOCK: usize = 1024;
    let mut cut = 0;
    let smaller = old.len().min(new.len());
    while cut + BLOCK <= smaller
        && old[old.len() - cut - BLOCK..old.len() - cut]
            == new[new.len() - cut - BLOCK..new.len() - cut]
    {
        cut += BLOCK;
    }
    let tail = &old[old.len() - cut..];
    let rest = tail.iter().position(|byte| *byte == b'\n').map_or(cut, |end| end + 1);
    (&old[..old.len() - cut + rest], &new[..new.len() - cut + rest])
}

/// Returns how many bytes of whole lines two contents share at their starts and at their ends.
pub(super) fn common_ends(old: &[u8], new: &[u8]) -> (usize, usize) {
    const BLOCK: usize = 256;
    let blocks = old.chunks_exact(BLOCK).zip(new.chunks_exact(BLOCK));
    let mut head = blocks.take_while(|(old, new)| old == new).count() * BLOCK;
    head += old[head..].iter().zip(&new[head..]).take_while(|(old, new)| old == new).count();
    head = old[..head].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);

    let (old, new) = (&old[head..], &new[head..]);
    let whole = old;
    let blocks = old.rchunks_exact(BLOCK).zip(new.rchunks_exact(BLOCK));
    let mut tail = blocks.take_while(|(old, new)| old == new).count() * BLOCK;
    let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
    let more = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let rest = [&old[..old.len() - more], &new[..new.len() - more]];
    tail += more;
    if !rest.iter().all(|rest| rest.last().is_none_or(|last| *last == b'\n')) {
        // It begins within a line, which then differs.
        let tail_bytes = &whole[whole.len() - tail..];
        tail = tail_bytes.iter().position(|byte| *byte == b'\n').map_or(0, |end| tail - end - 1);
    }
    (head, tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_tail_is_cut_in_blocks_and_the_cut_line_given_back() {
        let tail = "0123456789abcde\n".repeat(64);
        let (old, new) = (format!("a\n{tail}"), format!("bb\n{tail}"));
        let (old, new) = without_common_tail(old.as_bytes(), new.as_bytes());
        assert_eq!((old, new), (&b"a\n0123456789abcde\n"[..], &b"bb\n0123456789abcde\n"[..]));
    }

    #[test]
    fn ends_hold_whole_lines_only() {
        // "a\n" and "c\n" are shared; the lines between end alike, which counts for nothing.
        assert_eq!(common_ends(b"a\nxb\nc\n", b"a\nyb\nc\n"), (2, 2));
        // A last line with and without its end are two lines.
        assert_eq!(common_ends(b"a\nb", b"a\nb\n"), (2, 0));
        // What one content lacks is not counted twice.
        assert_eq!(common_ends(b"a\na\n", b"a\na\na\n"), (4, 0));
        assert_eq!(common_ends(b"a\nb", b"a\nb"), (2, 1));
    }
}
