//! Boosted trees that add to what weights say of a fix's candidates.
//!
//! The loss of a fix is `-ln(sum of the beliefs in its true candidates)`, a belief being a candidate's
//! share of the exponential scores (Cao et al., ICML 2007, top-one likelihood). Trees are added one
//! after the other to lower it (Friedman, Annals of Statistics 29(5), 2001), each grown leaf by leaf
//! where `G²/(H + λ)` rises most, a leaf giving `-rate · G/(H + λ)` with `G` and `H` the sums of first and
//! second derivatives (Chen & Guestrin, KDD 2016). Nothing is drawn at random.

use crate::samples::Sample;

/// How trees are grown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Growth {
    /// How many trees.
    pub(crate) trees: usize,
    /// Leaves of each.
    pub(crate) leaves: usize,
    /// How much of a leaf's best value is taken.
    pub(crate) rate: f64,
    /// What draws leaves to nought.
    pub(crate) penalty: f64,
    /// Second derivatives a leaf must hold.
    pub(crate) least: f64,
}

/// A tree as nodes, the root first.
pub(crate) type Tree = Vec<Node>;

/// A node, with what it gives where the tree ends there.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) value: f64,
    pub(crate) split: Option<Split>,
}

/// A question: is the clue at most this?
#[derive(Debug, Clone)]
pub(crate) struct Split {
    pub(crate) clue: usize,
    pub(crate) cut: f64,
    pub(crate) yes: usize,
    pub(crate) no: usize,
}

/// At most so many places at which a clue is cut.
const CUTS: usize = 63;

/// Returns what a tree says of a row.
fn value(tree: &[Node], row: &[f64]) -> f64 {
    let mut node = &tree[0];
    while let Some(split) = &node.split {
        node = &tree[if row[split.clue] <= split.cut { split.yes } else { split.no }];
    }
    node.value
}

/// Returns what all trees say of a row.
pub(crate) fn score(trees: &[Tree], row: &[f64]) -> f64 {
    trees.iter().map(|tree| value(tree, row)).sum()
}

/// Returns the shares of the exponential scores.
pub(crate) fn beliefs(scores: &[f64]) -> Vec<f64> {
    let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let powers: Vec<f64> = scores.iter().map(|score| (score - best).exp()).collect();
    let total: f64 = powers.iter().sum();
    powers.into_iter().map(|power| power / total).collect()
}

/// Returns the trees as the program reads them: a tree a line, before its braces each split's value.
pub(crate) fn table(trees: &[Tree], names: &[String]) -> String {
    fn node(tree: &[Node], at: usize, names: &[String]) -> String {
        let Node { value, split } = &tree[at];
        let Some(split) = split else { return value.to_string() };
        let (yes, no) = (node(tree, split.yes, names), node(tree, split.no, names));
        format!("{}<={} {value} {{ {yes} | {no} }}", names[split.clue], split.cut)
    }
    let line = |tree: &Tree| node(tree, 0, names) + "\n";
    trees.iter().map(line).collect()
}

/// The rows of all fixes, a column a clue, each value by the number of cuts below it.
struct Columns {
    cuts: Vec<Vec<f64>>,
    bins: Vec<Vec<u8>>,
}

impl Columns {
    fn of(samples: &[&Sample], count: usize) -> Self {
        let rows = || samples.iter().flat_map(|sample| &sample.rows);
        let (mut all_cuts, mut all_bins) = (Vec::new(), Vec::new());
        for clue in 0..count {
            let mut values: Vec<f64> = rows().map(|row| row[clue]).collect();
            values.sort_by(f64::total_cmp);
            // Of many equal values, such as nought, one: the rest of the places go to the others.
            let mut places = values.clone();
            places.dedup();
            let step = places.len().div_ceil(CUTS + 1).max(1);
            let cut = |pair: &[f64]| rounded(f64::midpoint(pair[0], pair[1]));
            let mut cuts: Vec<f64> =
                places.windows(2).skip(step - 1).step_by(step).map(cut).collect();
            cuts.dedup();
            cuts.truncate(CUTS);
            let bin = |value: f64| cuts.partition_point(|cut| *cut < value) as u8;
            all_bins.push(rows().map(|row| bin(row[clue])).collect());
            all_cuts.push(cuts);
        }
        Self { cuts: all_cuts, bins: all_bins }
    }
}

/// Returns a number as the table writes it.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

/// A leaf on the way, with its best split.
struct Leaf {
    node: usize,
    rows: Vec<u32>,
    best: Option<Best>,
}

struct Best {
    gain: f64,
    clue: usize,
    bin: usize,
}

/// Returns trees that make the true candidates likelier than `start` does, which gives a row's score
/// before the first tree. Fixes without a true candidate teach nothing.
pub(crate) fn grown(
    samples: &[&Sample],
    start: impl Fn(&[f64]) -> f64,
    growth: &Growth,
) -> Vec<Tree> {
    let useful: Vec<&Sample> =
        samples.iter().copied().filter(|sample| sample.right.contains(&true)).collect();
    let mut scores: Vec<f64> =
        useful.iter().flat_map(|sample| &sample.rows).map(|row| start(row)).collect();
    let count = useful.iter().filter_map(|sample| sample.rows.first()).map(Vec::len).max();
    let columns = Columns::of(&useful, count.unwrap_or(0));
    let total = scores.len();
    let (mut slopes, mut bends) = (vec![0.0; total], vec![0.0; total]);
    let mut trees = Vec::new();
    for _ in 0..growth.trees {
        let mut at = 0;
        for sample in &useful {
            let end = at + sample.rows.len();
            let beliefs = beliefs(&scores[at..end]);
            let share: f64 = beliefs
                .iter()
                .zip(&sample.right)
                .filter(|(_, right)| **right)
                .map(|(b, _)| b)
                .sum();
            for (place, (belief, right)) in beliefs.iter().zip(&sample.right).enumerate() {
                let target = if *right { belief / share.max(f64::MIN_POSITIVE) } else { 0.0 };
                slopes[at + place] = belief - target;
                bends[at + place] = belief * (1.0 - belief);
            }
            at = end;
        }
        let (tree, leaves) = tree(&columns, &slopes, &bends, growth);
        for (node, rows) in leaves {
            for row in rows {
                scores[row as usize] += tree[node].value;
            }
        }
        trees.push(tree);
    }
    trees
}

fn tree(
    columns: &Columns,
    slopes: &[f64],
    bends: &[f64],
    growth: &Growth,
) -> (Tree, Vec<(usize, Vec<u32>)>) {
    let mut tree = Tree::new();
    let mut leaves = Vec::new();
    let grow = |tree: &mut Tree, rows: Vec<u32>, may_split: bool| {
        let sum = |of: &[f64]| rows.iter().map(|row| of[*row as usize]).sum::<f64>();
        let (slope, bend) = (sum(slopes), sum(bends));
        let value = rounded(-growth.rate * slope / (bend + growth.penalty));
        tree.push(Node { value, split: None });
        let best = if may_split {
            best(columns, &rows, slopes, bends, (slope, bend), growth)
        } else {
            None
        };
        Leaf { node: tree.len() - 1, rows, best }
    };
    leaves.push(grow(&mut tree, (0..slopes.len() as u32).collect(), true));
    while leaves.len() < growth.leaves {
        let gain = |leaf: &Leaf| leaf.best.as_ref().map_or(0.0, |best| best.gain);
        let Some(place) = (0..leaves.len())
            .filter(|at| gain(&leaves[*at]) > 0.0)
            .max_by(|a, b| gain(&leaves[*a]).total_cmp(&gain(&leaves[*b])).then(b.cmp(a)))
        else {
            break;
        };
        let leaf = leaves.remove(place);
        let Some(best) = leaf.best else { break };
        let column = &columns.bins[best.clue];
        let (yes, no): (Vec<u32>, Vec<u32>) =
            leaf.rows.iter().partition(|row| usize::from(column[**row as usize]) <= best.bin);
        let more = leaves.len() + 2 < growth.leaves;
        let yes = grow(&mut tree, yes, more);
        let no = grow(&mut tree, no, more);
        tree[leaf.node].split = Some(Split {
            clue: best.clue,
            cut: columns.cuts[best.clue][best.bin],
            yes: yes.node,
            no: no.node,
        });
        leaves.extend([yes, no]);
    }
    (tree, leaves.into_iter().map(|leaf| (leaf.node, leaf.rows)).collect())
}

/// Returns the split that lowers the loss most; `None` where none does.
fn best(
    columns: &Columns,
    rows: &[u32],
    slopes: &[f64],
    bends: &[f64],
    (slope, bend): (f64, f64),
    growth: &Growth,
) -> Option<Best> {
    let worth = |slope: f64, bend: f64| slope * slope / (bend + growth.penalty);
    let mut best: Option<Best> = None;
    let near: Vec<(u32, f64, f64)> =
        rows.iter().map(|row| (*row, slopes[*row as usize], bends[*row as usize])).collect();
    for (clue, (bins, cuts)) in columns.bins.iter().zip(&columns.cuts).enumerate() {
        let mut sums = [(0.0, 0.0); CUTS + 1];
        for (row, slope, bend) in &near {
            let sum = &mut sums[usize::from(bins[*row as usize])];
            sum.0 += slope;
            sum.1 += bend;
        }
        let (mut low_slope, mut low_bend) = (0.0, 0.0);
        for (bin, sum) in sums.iter().enumerate().take(cuts.len()) {
            low_slope += sum.0;
            low_bend += sum.1;
            let high_bend = bend - low_bend;
            if low_bend < growth.least || high_bend < growth.least {
                continue;
            }
            let gain = worth(low_slope, low_bend) + worth(slope - low_slope, high_bend)
                - worth(slope, bend);
            if gain > best.as_ref().map_or(1e-9, |best| best.gain) {
                best = Some(Best { gain, clue, bin });
            }
        }
    }
    best
}
