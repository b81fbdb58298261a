//! What people answer about an incident: taken, kept beside the machine's class, never in place of it.

use super::Workspace;
use super::analyze::Options;
use super::read;
use crate::error::Error;
use crate::indicators;
use crate::model::commit::Time;
use crate::model::dossier::Dossier;
use crate::model::worksheet::{Agreement, Answer, Question};
use crate::sources::answers;
use crate::store::Answers;

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

/// Takes answers on an incident; gives back its dossier with them, and how many are new.
///
/// The machine's class is kept with each answer as it is before the answers count.
pub fn answer(
    workspace: &mut Workspace,
    id: &str,
    given: &Given<'_>,
    at: Time,
) -> Result<(Dossier, usize), Error> {
    let options = Options::default();
    let machine = read::dossier(workspace, id, &options)?.verdict.class;
    let mut blind = given.blind;
    let mut said: Vec<(Question, String, Option<&str>)> = Vec::new();
    if let Some((name, text)) = given.sheet {
        let filled = answers::filled(text)
            .map_err(|source| Error::Import { name: name.to_owned(), source })?;
        if let Some(of) = filled.incident.filter(|of| of != id) {
            return Err(Error::OtherSheet { id: id.to_owned(), of });
        }
        blind |= filled.blind;
        said.extend(filled.answers.into_iter().map(|(question, value)| (question, value, None)));
    }
    for pair in given.pairs {
        let (question, value) = answers::pair(pair).map_err(|source| Error::Answer { source })?;
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
    let new = workspace.stored(saved)?;
    Ok((read::dossier(workspace, id, &options)?, new))
}

/// Returns all answers by incident, and how often the classes in them are the machine's.
pub fn answers_and_agreement(workspace: &Workspace) -> Result<(Answers, Agreement), Error> {
    let answers = workspace.stored(workspace.store.answers())?;
    let agreement = indicators::agreement(&answers);
    Ok((answers, agreement))
}
