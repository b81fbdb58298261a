//! What people answer about an incident: taken, kept beside the machine's class, never in place of it.

use super::Workspace;
use super::analyze::Options;
use super::read;
use crate::error::Error;
use crate::evidence::said_conditions;
use crate::indicators;
use crate::model::commit::Time;
use crate::model::dossier::Dossier;
use crate::model::understood::{Reading, Taken, Understood};
use crate::model::verdict::EscapeClass;
use crate::model::worksheet::{Agreement, Answer, Question};
use crate::sources::answers;
use crate::store::Answers;
use crate::verdict::layer_state;

/// Answers as they came in.
#[derive(Debug, Clone, Default)]
pub struct Given<'a> {
    /// Pairs such as `canary=absent`.
    pub pairs: &'a [String],
    /// Text of a worksheet that was filled in, with its file's name.
    pub sheet: Option<(&'a str, &'a str)>,
    /// Why, for all of the pairs.
    pub why: Option<&'a str>,
    /// Whether the machine's class was not seen before.
    pub blind: bool,
}

/// Takes answers on an incident; gives back its dossier with them, the class of the rules before they
/// counted, and what became of each.
///
/// That class is kept with each answer. One of the pairs that cannot be read keeps all from being
/// taken; of a sheet the fields that can be read are.
pub fn answer(
    workspace: &mut Workspace,
    id: &str,
    given: &Given<'_>,
    at: Time,
) -> Result<(Dossier, EscapeClass, Taken), Error> {
    let options = Options::default();
    let before = read::dossier(workspace, id, &options)?;
    let machine = before.verdict.class;
    let mut blind = given.blind;
    let mut taken = Taken::default();
    let mut said: Vec<(Question, String, Option<&str>)> = Vec::new();
    if let Some((name, text)) = given.sheet {
        let filled = answers::filled(text)
            .map_err(|source| Error::Import { name: name.to_owned(), source })?;
        if let Some(of) = filled.incident.filter(|of| of != id) {
            return Err(Error::OtherSheet { id: id.to_owned(), of });
        }
        blind |= filled.blind;
        taken.refused = filled.refused;
        let known = |question: &Question| before.worksheet.answer(*question).is_some();
        let gone = filled.taken_back.into_iter().filter(known);
        said.extend(gone.map(|question| (question, String::new(), None)));
        said.extend(filled.answers.into_iter().map(|(question, value)| (question, value, None)));
    }
    for pair in given.pairs {
        let gone = answers::taken_back(pair).filter(|q| before.worksheet.answer(*q).is_some());
        let (question, value) = match gone {
            Some(question) => (question, String::new()),
            None => answers::pair(pair).map_err(|source| Error::Answer { source })?,
        };
        said.push((question, value, given.why));
    }
    let answers: Vec<Answer> = said
        .into_iter()
        .map(|(question, value, why)| Answer {
            question,
            value,
            why: why.map(answers::reason).filter(|why| !why.is_empty()),
            blind,
            machine: Some(machine),
            at,
        })
        .collect();
    let saved = workspace.store.save_answers(id, &answers);
    taken.blind = blind;
    taken.new = workspace.stored(saved)?;
    let dossier = read::dossier(workspace, id, &options)?;
    taken.understood = answers.iter().map(|answer| understood(answer, &dossier)).collect();
    Ok((dossier, machine, taken))
}

/// Returns what an answer does, with the dossier that it counts in.
fn understood(answer: &Answer, dossier: &Dossier) -> Understood {
    let reading = match answer.question {
        _ if answer.value.is_empty() => Reading::Withdrawn,
        Question::Layer(layer) => Reading::Layer(layer_state(layer, &answer.value)),
        Question::Condition => {
            let said = said_conditions(&answer.value);
            Reading::Conditions { took: said.took, ruled_out: said.ruled_out }
        }
        // Without coverage or linked tests nothing is searched, whatever the answer names.
        Question::State => {
            dossier.facts.failure_state.as_ref().map_or(Reading::StateLater, |state| {
                Reading::State(state.looked_for.clone().filter(|_| state.by_people))
            })
        }
        Question::Class => Reading::Class,
        Question::Cause
        | Question::Signal
        | Question::Noticed
        | Question::Scope
        | Question::Gate
        | Question::Lucky
        | Question::Surprised => Reading::Words,
    };
    Understood { question: answer.question, reading }
}

/// Returns all answers by incident, and how often the classes in them are the machine's.
pub fn answers_and_agreement(workspace: &Workspace) -> Result<(Answers, Agreement), Error> {
    let answers = workspace.stored(workspace.store.answers())?;
    let agreement = indicators::agreement(&answers);
    Ok((answers, agreement))
}
