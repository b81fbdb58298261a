//! The trees that rank candidates, as `data/ranking-trees.txt` holds them: a tree a line.
//!
//! A leaf is a number. A split is `clue<=cut value { yes | no }`: where the clue is at most the cut the
//! tree goes on with `yes`, else with `no`; the value is what the tree would give if it ended there. A
//! score is the sum of what the trees give. Its parts are shared out by the way taken (Saabas, 2014): each
//! split on the way gives its clue the difference between the value behind it and its own, so that the
//! parts of all clues and the values of the roots add up to the score.

/// Trees over the clues of a candidate.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Forest {
    trees: Vec<Node>,
}

#[derive(Debug, Clone, PartialEq)]
struct Node {
    value: f64,
    split: Option<Box<Split>>,
}

#[derive(Debug, Clone, PartialEq)]
struct Split {
    clue: usize,
    cut: f64,
    yes: Node,
    no: Node,
}

/// What is wrong with a table of trees.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the table of trees: {what}")]
pub(super) struct BadForest {
    line: usize,
    what: String,
}

/// Deepest nesting that is read.
const DEEPEST: usize = 32;

impl Forest {
    /// Returns the trees of a table over the clues of these names.
    pub(super) fn read(table: &str, names: &[&str]) -> Result<Self, BadForest> {
        let mut trees = Vec::new();
        for (line, text) in (1..).zip(table.lines()) {
            if text.starts_with('#') || text.trim().is_empty() {
                continue;
            }
            let mut words = text.split_whitespace();
            let tree = node(&mut words, names, 0).and_then(|tree| match words.next() {
                Some(word) => Err(format!("`{word}` is left over")),
                None => Ok(tree),
            });
            trees.push(tree.map_err(|what| BadForest { line, what })?);
        }
        Ok(Self { trees })
    }

    /// Returns how many trees there are.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.trees.len()
    }

    /// Adds to `parts`, a number a clue, what each clue of a candidate adds to its score.
    pub(super) fn add_parts(&self, row: &[f64], parts: &mut [f64]) {
        for tree in &self.trees {
            let mut node = tree;
            while let Some(split) = &node.split {
                let next = if row[split.clue] <= split.cut { &split.yes } else { &split.no };
                parts[split.clue] += next.value - node.value;
                node = next;
            }
        }
    }
}

fn node<'t>(
    words: &mut impl Iterator<Item = &'t str>,
    names: &[&str],
    depth: usize,
) -> Result<Node, String> {
    let word = words.next().ok_or("it ends too early")?;
    let Some((name, cut)) = word.split_once("<=") else {
        return Ok(Node { value: number(word)?, split: None });
    };
    if depth == DEEPEST {
        return Err("it is nested too deep".to_owned());
    }
    let clue = names.iter().position(|known| *known == name);
    let clue = clue.ok_or_else(|| format!("`{name}` is no clue"))?;
    let cut = number(cut)?;
    let value = number(words.next().ok_or("it ends too early")?)?;
    expect(words, "{")?;
    let yes = node(words, names, depth + 1)?;
    expect(words, "|")?;
    let no = node(words, names, depth + 1)?;
    expect(words, "}")?;
    Ok(Node { value, split: Some(Box::new(Split { clue, cut, yes, no })) })
}

fn number(word: &str) -> Result<f64, String> {
    let number = word.parse().ok().filter(|number: &f64| number.is_finite());
    number.ok_or_else(|| format!("`{word}` is no number"))
}

fn expect<'t>(words: &mut impl Iterator<Item = &'t str>, wanted: &str) -> Result<(), String> {
    let found = words.next().unwrap_or("nothing");
    if found == wanted { Ok(()) } else { Err(format!("`{found}` stands where `{wanted}` belongs")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "# two trees\nage<=2 0.1 { 0.5 | size<=1 -0.2 { 0.3 | -0.4 } }\n0.7\n";

    /// What each clue adds, in tenths.
    fn parts(row: [f64; 2]) -> [i64; 2] {
        let mut parts = [0.0; 2];
        Forest::read(TABLE, &["age", "size"]).unwrap().add_parts(&row, &mut parts);
        parts.map(|part| (part * 10.0).round() as i64)
    }

    #[test]
    fn parts_follow_the_way_taken_and_add_up_to_leaf_less_root() {
        // At most the cut is yes: 0.5 - 0.1. Else -0.2 - 0.1 for the age, then 0.3 + 0.2 or -0.4 + 0.2.
        assert_eq!(parts([2.0, 9.0]), [4, 0]);
        assert_eq!(parts([3.0, 1.0]), [-3, 5]);
        assert_eq!(parts([3.0, 2.0]), [-3, -2]);
    }

    #[test]
    fn a_broken_table_is_refused_with_its_line() {
        let said = |table: &str| Forest::read(table, &["age"]).unwrap_err().to_string();
        for (table, what) in [
            ("0.1\nyears<=1 0 { 1 | 2 }", "line 2 of the table of trees: `years` is no clue"),
            ("age<=1 0 { 1 | }", "line 1 of the table of trees: `}` is no number"),
            ("age<=1 0 { 1 2 }", "line 1 of the table of trees: `2` stands where `|` belongs"),
            (
                "age<=1 0 { 1 | 2",
                "line 1 of the table of trees: `nothing` stands where `}` belongs",
            ),
            ("age<=inf 0 { 1 | 2 }", "line 1 of the table of trees: `inf` is no number"),
            ("1 2", "line 1 of the table of trees: `2` is left over"),
        ] {
            assert_eq!(said(table), what);
        }
        let deep = format!("{}1", "age<=1 0 { ".repeat(40));
        assert!(said(&deep).ends_with("nested too deep"));
    }
}
