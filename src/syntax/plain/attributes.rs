//! Attributes of C# that stand in branches of its preprocessor in front of a method.

/// Most lines between `#if` and `#endif`.
const MAX_LINES: usize = 20;

/// Returns the text with the attributes of the last branch alone where branches of the preprocessor hold
/// nothing else, which the grammar would not hang on the method behind them; `None` where there are none.
pub(in crate::syntax) fn attributes_of_one_branch(source: &str) -> Option<String> {
    if !source.contains("#if") {
        return None;
    }
    let mut bytes = source.as_bytes().to_vec();
    plain_attributes(&mut bytes);
    String::from_utf8(bytes).ok().filter(|plain| plain != source)
}

/// Leaves of `#if … [Fact] … #else … [Fact] … #endif` the attributes of the last branch, where nothing but
/// attributes stands in it.
fn plain_attributes(bytes: &mut [u8]) {
    let mut lines: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let text = line.strip_suffix(b"\n").unwrap_or(line);
        lines.push((start, start + text.len()));
        start += line.len();
    }
    let text = |bytes: &[u8], (from, to): (usize, usize)| bytes[from..to].trim_ascii().to_vec();
    let mut at = 0;
    while at < lines.len() {
        if !text(bytes, lines[at]).starts_with(b"#if") {
            at += 1;
            continue;
        }
        let mut last_branch = at;
        let mut end = None;
        for (place, line) in lines.iter().enumerate().skip(at + 1).take(MAX_LINES) {
            let line = text(bytes, *line);
            if line.starts_with(b"#endif") {
                end = Some(place);
                break;
            }
            if line.starts_with(b"#el") {
                last_branch = place;
            } else if !(line.is_empty() || (line.starts_with(b"[") && line.ends_with(b"]"))) {
                break;
            }
        }
        let Some(end) = end else {
            at += 1;
            continue;
        };
        for (place, (from, to)) in lines.iter().enumerate().take(end + 1).skip(at) {
            if place <= last_branch || place == end {
                bytes[*from..*to].fill(b' ');
            }
        }
        at = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_of_the_last_branch_are_left_and_code_is_not_touched() {
        let mut source =
            b"#if NET35\n  [Fact(Skip = 1)]\n#else\n  [Fact]\n#endif\nvoid A() {}\n".to_vec();
        plain_attributes(&mut source);
        let lines: Vec<&[u8]> =
            source.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).collect();
        assert_eq!(lines, [&b""[..], b"", b"", b"[Fact]", b"", b"void A() {}", b""]);
        let code = b"#if DEBUG\nvoid A() {}\n#else\n[Fact]\n#endif\n".to_vec();
        let mut same = code.clone();
        plain_attributes(&mut same);
        assert_eq!(same, code);
    }
}
