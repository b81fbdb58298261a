//! Small diffs by hand, and many against a diff of whole files.

use gix::diff::blob::Interner;

use super::*;

fn cut(old: &str, new: &str, ignore_whitespace: bool) -> Vec<(Range<u32>, Range<u32>)> {
    let (old, new) = (old.as_bytes(), new.as_bytes());
    let mut tokens = LineTokens::new(ignore_whitespace, 1 << 20);
    hunks([(&id(0), old), (&id(1), new)], &mut tokens)
        .into_iter()
        .map(|hunk| (hunk.old, hunk.new))
        .collect()
}

#[test]
fn a_changed_a_new_and_a_removed_line_are_three_hunks() {
    let found = cut("a\nb\nc\nd\ne\n", "a\nB\nc\nx\nd\n", false);
    assert_eq!(found, [(1..2, 1..2), (3..3, 3..4), (4..5, 5..5)]);
}

#[test]
fn an_inserted_function_is_cut_where_its_indent_begins() {
    // Either "}\n\nfn b() {\n 2\n" or "\nfn b() {\n 2\n}\n" or "fn b() {\n 2\n}\n\n" could be
    // the insertion; git takes the last.
    let old = "fn a() {\n    1\n}\n\nfn c() {\n    3\n}\n";
    let new = "fn a() {\n    1\n}\n\nfn b() {\n    2\n}\n\nfn c() {\n    3\n}\n";
    assert_eq!(cut(old, new, false), [(4..4, 4..8)]);
}

#[test]
fn white_space_alone_is_no_change_when_it_is_ignored() {
    let (old, new) = ("if a {\n  b\n}\n", "if a {\r\n\tb \r\n}");
    assert_eq!(cut(old, new, true), []);
    assert_eq!(cut(old, new, false), [(0..3, 0..3)]);
}

#[test]
fn a_last_line_without_line_end_differs_from_one_with_it() {
    assert_eq!(cut("a\nb", "a\nb\n", false), [(1..2, 1..2)]);
    assert_eq!(cut("", "a\n", false), [(0..0, 0..1)]);
}

/// Returns an id for each number.
fn id(number: u32) -> ObjectId {
    let mut bytes = [0; 20];
    bytes[..4].copy_from_slice(&number.to_be_bytes());
    ObjectId::Sha1(bytes)
}

/// Diffs all lines of both contents, with no regard to what they share at their ends.
fn of_all_lines([old, new]: [&[u8]; 2], ignore_whitespace: bool) -> Vec<LineHunk> {
    let (old, new) = without_common_tail(old, new);
    let all = [old, new].map(|content| lines(content).collect::<Vec<_>>());
    let text = |line: &&[u8]| -> Vec<u8> {
        let kept = line.iter().filter(|byte| !(ignore_whitespace && is_space(**byte)));
        kept.copied().collect()
    };
    let mut interner: Interner<Vec<u8>> = Interner::new(0);
    let [old_tokens, new_tokens] = all
        .each_ref()
        .map(|lines| lines.iter().map(|line| interner.intern(text(line))).collect::<Vec<Token>>());
    let mut diff = Diff::default();
    diff.compute_with(Algorithm::Myers, &old_tokens, &new_tokens, interner.num_tokens());
    let places: Vec<Token> = (0..all[0].len().max(all[1].len()) as u32).map(Token).collect();
    diff.postprocess_with(&old_tokens, &new_tokens, |tokens: &[Token], hunk, earliest_end| {
        let side = usize::from(!std::ptr::eq(tokens, old_tokens.as_slice()));
        let line = |place: u32| all[side].get(place as usize).copied().unwrap_or_default();
        best_slider_end(&places[..tokens.len()], line, hunk, earliest_end)
    });
    diff.hunks().map(|hunk| LineHunk { old: hunk.before, new: hunk.after }).collect()
}

#[test]
fn looking_between_the_common_ends_gives_what_looking_at_all_lines_gives() {
    let pool = ["}", "", "    if x {", "\treturn y;", "  call(a, b)", "    }", "else {", "\n\n"];
    let mut seed = 11_u32;
    let mut next = move |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    // Small enough to start anew now and then.
    let mut tokens = [false, true].map(|ignored| LineTokens::new(ignored, 20_000));
    let mut last: Option<Vec<String>> = None;
    for round in 0..600 {
        let repetitive = 1 + next(9);
        let mut old: Vec<String> = last.take().unwrap_or_default();
        let fresh = if old.is_empty() { next(400) } else { 0 };
        for place in 0..fresh {
            let line = if next(10) < repetitive {
                pool[next(pool.len())].to_owned()
            } else {
                format!("line {place} of {round}")
            };
            old.push(line);
        }
        let mut new = old.clone();
        let near = next(new.len() + 1);
        for _ in 0..=next(5) {
            let around = if next(3) == 0 { next(new.len() + 1) } else { near + next(6) };
            let place = around.min(new.len());
            match next(6) {
                0 | 1 => new.insert(place, pool[next(pool.len())].to_owned()),
                2 if place < new.len() => new[place].insert(0, ' '),
                3 if place < new.len() => new[place].push('\r'),
                4 if place < new.len() => new[place] = format!("changed in {round}"),
                _ => drop(new.drain(place..(place + next(4)).min(new.len()))),
            }
        }
        let end = |which| if which == 0 { "" } else { "\n" };
        let (old_end, new_end) = (end(next(4)), end(next(4)));
        last = (next(3) > 0).then(|| new.clone());
        let old = old.join("\n") + old_end;
        let new = new.join("\n") + new_end;
        let contents = [old.as_bytes(), new.as_bytes()];
        let ids = contents.map(|content| {
            gix::objs::compute_hash(gix::hash::Kind::Sha1, gix::objs::Kind::Blob, content).unwrap()
        });
        for ignore_whitespace in [false, true] {
            let tokens = &mut tokens[usize::from(ignore_whitespace)];
            // Either side may be the one that is known.
            let first = round % 2;
            for [from, to] in [[first, 1 - first], [1 - first, first]] {
                let expected = of_all_lines([contents[from], contents[to]], ignore_whitespace);
                let pair = [(&ids[from], contents[from]), (&ids[to], contents[to])];
                assert_eq!(hunks(pair, tokens), expected, "{round}\n{old}---\n{new}");
            }
        }
    }
}
