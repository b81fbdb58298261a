//! What a post-mortem asks beyond the class: which layers stood in the way, which gate would have
//! been the cheapest, what only people can tell, and what they told.

use serde::{Deserialize, Serialize};

use super::commit::Time;
use super::incident::words;
use super::layer::{Layer, LayerEvidence};
use super::rate::Rate;
use super::verdict::EscapeClass;

/// First line of the part of a written worksheet that is read back.
pub const ANSWERS: &str = "```answers";
/// The same for a sheet that hides the machine's class.
pub const BLIND_ANSWERS: &str = "```answers blind";
/// Begins the line of that part that names the questions with an answer; one of them that is empty
/// when the sheet comes back is taken back.
pub const ANSWERED: &str = "# answered so far:";
/// Last line of that part.
pub const END_OF_ANSWERS: &str = "```";

/// All that stands on the worksheet of an incident besides its evidence and its class.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worksheet {
    /// What people answered, the latest answer to each question, in the order of the questions.
    pub answers: Vec<Answer>,
    /// Every layer, in the order of [`Layer`].
    pub layers: Vec<LayerEvidence>,
    /// The cheapest gate that could have caught it; `None` where no class was found.
    pub gate: Option<GateEvidence>,
    /// Questions nobody has answered and the evidence does not, the most telling first.
    pub open: Vec<Question>,
}

impl Worksheet {
    /// Returns what people answered to the question.
    pub fn answer(&self, question: Question) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.question == question)
    }

    /// Returns the questions that people have not answered, whatever the evidence says: those of a blind
    /// sheet, the same for all.
    pub fn unanswered(&self) -> Vec<Question> {
        Question::all().filter(|question| self.answer(*question).is_none()).collect()
    }

    /// Returns the class that people gave.
    pub fn class(&self) -> Option<EscapeClass> {
        self.answer(Question::Class).and_then(Answer::class)
    }
}

/// Returns the answers that stand, in the order in which they were given: those to a question that
/// were given after the last that took an answer to it back.
pub fn standing(given: &[Answer]) -> Vec<&Answer> {
    let taken_back = |at: usize| {
        let later = given[at..].iter().filter(|later| later.question == given[at].question);
        later.into_iter().any(|later| later.value.is_empty())
    };
    given.iter().enumerate().filter(|(at, _)| !taken_back(*at)).map(|(_, answer)| answer).collect()
}

/// What people said to one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The question.
    pub question: Question,
    /// What they said, in their words; a class is its letter. Empty where they take back what they said.
    pub value: String,
    /// Why they say so.
    pub why: Option<String>,
    /// Whether it was given before the machine's class was shown.
    pub blind: bool,
    /// The machine's class when the answer was given.
    pub machine: Option<EscapeClass>,
    /// When it was given.
    pub at: Time,
}

impl Answer {
    /// Returns the class that an answer to [`Question::Class`] names.
    pub fn class(&self) -> Option<EscapeClass> {
        let is_class = self.question == Question::Class;
        EscapeClass::ALL.iter().copied().find(|class| is_class && class.word() == self.value)
    }
}

/// How often people and the machine gave the same class, blind answers apart. A share without
/// answers has no value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    /// Of the answers given before the machine's class was shown.
    pub blind: Rate,
    /// Of those given with the machine's class in sight, which may lean towards it.
    pub open: Rate,
    /// Incidents that people gave a class and the machine none: it abstained, so neither agrees nor
    /// disagrees.
    pub abstained: u64,
}

/// A question of the worksheet, in the order in which it is asked; written as its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "&'static str", try_from = "String")]
pub enum Question {
    /// Whether the commit said to have introduced it did.
    Cause,
    /// The failure state that hit users.
    State,
    /// What it took besides the code.
    Condition,
    /// Whether a test failed before the release and was not heeded.
    Signal,
    /// What a layer did.
    Layer(Layer),
    /// Who noticed first.
    Noticed,
    /// What else broke.
    Scope,
    /// What would have caught it at the least cost.
    Gate,
    /// Where luck helped.
    Lucky,
    /// Why it was a surprise.
    Surprised,
    /// The class.
    Class,
}

impl Question {
    /// Returns every question, in the order in which they are asked.
    pub fn all() -> impl Iterator<Item = Self> {
        let before = [Self::Cause, Self::State, Self::Condition, Self::Signal];
        let after = [Self::Noticed, Self::Scope, Self::Gate, Self::Lucky, Self::Surprised];
        let layers = Layer::ALL.iter().map(|layer| Self::Layer(*layer));
        before.into_iter().chain(layers).chain(after).chain([Self::Class])
    }

    /// Returns the word it is answered by, as in `canary=absent`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cause => "cause",
            Self::State => "state",
            Self::Condition => "condition",
            Self::Signal => "signal",
            Self::Layer(layer) => layer.word(),
            Self::Noticed => "noticed",
            Self::Scope => "scope",
            Self::Gate => "gate",
            Self::Lucky => "lucky",
            Self::Surprised => "surprised",
            Self::Class => "class",
        }
    }

    /// Returns the question as a sentence to be read aloud.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Cause => "Did the commit named here introduce it?",
            Self::State => "Which failure state hit users?",
            Self::Condition => {
                "What did it take besides the code: load, two at once, a third party?"
            }
            Self::Signal => "Did a test fail before the release, and what became of that?",
            Self::Layer(layer) => layer.sentence(),
            Self::Noticed => "Who noticed first, an alert or a customer?",
            Self::Scope => "What else broke: regions, tail latency, saturation?",
            Self::Gate => "What would have caught it at the least cost?",
            Self::Lucky => "Where were we lucky?",
            Self::Surprised => "Why were we surprised?",
            Self::Class => "Which class is it?",
        }
    }
}

impl From<Question> for &'static str {
    fn from(question: Question) -> Self {
        question.word()
    }
}

impl TryFrom<String> for Question {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        let found = Self::all().find(|question| question.word() == word);
        found.ok_or_else(|| format!("`{word}` is no question"))
    }
}

/// A gate on the way to production, the cheapest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gate {
    /// Heeding the tests there are.
    RedBuild,
    /// A unit test.
    Unit,
    /// An integration test.
    Integration,
    /// A test against the contract of a third party.
    Contract,
    /// A load test.
    Load,
    /// A staging environment.
    Staging,
    /// A canary.
    Canary,
}

words!(Gate {
    RedBuild => "red-build", Unit => "unit", Integration => "integration",
    Contract => "contract", Load => "load", Staging => "staging", Canary => "canary",
});

/// The cheapest gate that could have caught it, and why that one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateEvidence {
    /// The gate.
    pub gate: Gate,
    /// Why it could have.
    pub words: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_has_a_word_of_its_own_and_is_written_as_it() {
        let mut words: Vec<&str> = Question::all().map(Question::word).collect();
        for question in Question::all() {
            let text = serde_json::to_string(&question).unwrap();
            assert_eq!(text, format!("\"{}\"", question.word()));
            assert_eq!(serde_json::from_str::<Question>(&text).unwrap(), question);
            assert!(question.sentence().ends_with('?'));
        }
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!((words.len(), all), (24, 24));
    }
}
