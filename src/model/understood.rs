//! What was understood of an answer that people gave.

use std::collections::BTreeSet;

use super::incident::Condition;
use super::layer::LayerState;
use super::worksheet::Question;

/// A question that was answered, and what its answer does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood {
    /// The question.
    pub question: Question,
    /// What the answer does.
    pub reading: Reading,
}

/// What an answer does beside being kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// It says what a layer did. One that is only told counts nowhere.
    Layer(LayerState),
    /// It names conditions, or rules some out; where it does neither it is words only.
    Conditions {
        /// Those it took.
        took: BTreeSet<Condition>,
        /// Those it did not take.
        ruled_out: BTreeSet<Condition>,
    },
    /// It says which failure state hit users; the one that is looked for now, if any was found in it.
    State(Option<String>),
    /// It says which failure state hit users, and no test that could assert it is known yet.
    StateLater,
    /// It is the class.
    Class,
    /// It is words for people, as the question wants.
    Words,
    /// It takes the answer there was back; the question is open again.
    Withdrawn,
}

/// What became of the answers that were given at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// Whether they were given before the machine's class was shown.
    pub blind: bool,
    /// How many say something that was not said before.
    pub new: usize,
    /// What was understood of each, in the order in which they were given.
    pub understood: Vec<Understood>,
    /// Fields of a sheet that could not be taken: the line and what is wrong with it.
    pub refused: Vec<(usize, String)>,
}
