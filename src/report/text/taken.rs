//! What became of answers that were given: each as it was understood, so that a wrong reading is seen.

use std::io::{self, Write};

use crate::model::dossier::Dossier;
use crate::model::incident::Condition;
use crate::model::layer::LayerState;
use crate::model::understood::{Reading, Taken, Understood};
use crate::model::verdict::EscapeClass;
use crate::model::worksheet::Question;
use crate::report::clean::one_line;
use crate::report::sheet::state_words;

use super::TextStyle;
use super::screen::Screen;

/// Column where texts begin.
const INDENT: usize = 16;

/// Writes how many answers are new, what was understood of each, and whether the class of the rules
/// moved from `before`.
pub fn taken(
    out: &mut impl Write,
    dossier: &Dossier,
    before: EscapeClass,
    taken: &Taken,
    style: TextStyle,
) -> io::Result<()> {
    let (id, machine) = (one_line(&dossier.incident.id, 40), dossier.verdict.class);
    let class = match dossier.worksheet.class() {
        Some(said) if said == machine => format!("class {said}, the machine's too"),
        Some(said) => format!("class {said}, the machine says {machine}"),
        None => "no class yet".to_owned(),
    };
    let noun = if taken.new == 1 { "answer" } else { "answers" };
    let hidden = taken.blind && dossier.worksheet.class().is_none();
    let sheet = &dossier.worksheet;
    let open = if hidden { sheet.unanswered().len() } else { sheet.open.len() };
    writeln!(out, "{id}: {} new {noun}; {class}; {open} open", taken.new)?;
    let mut screen = Screen::new(out, style, None)?;
    for one in &taken.understood {
        let text = reading(one, dossier);
        screen.item(&format!("  {}", one.question.word()), INDENT + 2, "", 0, &text)?;
    }
    for (line, problem) in &taken.refused {
        let label = format!("  line {line}");
        screen.item(
            &label,
            INDENT + 2,
            "",
            0,
            &format!("NOT TAKEN: {}", one_line(problem, 300)),
        )?;
    }
    // A blind answer is given before the class of the rules is shown.
    if machine != before && !hidden {
        screen.paragraph(&format!("The rules now say {machine} (was {before})."))?;
    }
    Ok(())
}

/// Returns what an answer does, as a sentence's rest.
fn reading(one: &Understood, dossier: &Dossier) -> String {
    match &one.reading {
        Reading::Withdrawn => "taken back; the question is open again".to_owned(),
        Reading::Layer(LayerState::Told) => "kept as words, counted nowhere; begin with worked, \
             failed, absent or n/a to have it counted"
            .to_owned(),
        Reading::Layer(state) => state_words(*state).to_owned(),
        Reading::Conditions { took, ruled_out } if took.is_empty() && ruled_out.is_empty() => {
            let all: Vec<&str> = Condition::ALL.iter().map(|condition| condition.word()).collect();
            format!("kept as words: no condition is named for certain; they are {}", all.join(", "))
        }
        Reading::Conditions { took, ruled_out } => {
            let list = |all: Vec<&str>| all.join(", ");
            let mut parts = Vec::new();
            if !took.is_empty() {
                parts.push(format!("it took {}", list(took.iter().map(|c| c.word()).collect())));
            }
            if ruled_out.len() == Condition::ALL.len() {
                parts.push("it took none of the conditions".to_owned());
            } else if !ruled_out.is_empty() {
                let not = list(ruled_out.iter().map(|c| c.word()).collect());
                parts.push(format!("it did not take {not}"));
            }
            parts.join("; ")
        }
        Reading::State(Some(state)) => format!("tests are searched for {}", one_line(state, 100)),
        Reading::State(None) => "kept as words: no failure state is named in it".to_owned(),
        Reading::StateLater => "kept as words until tests of the code are known; then they are \
             searched for the state it names"
            .to_owned(),
        Reading::Class => dossier
            .worksheet
            .class()
            .map_or_else(String::new, |class| format!("{class}, {}", class.label())),
        Reading::Words => words(one.question, &dossier.incident.id),
    }
}

/// Returns what is done with an answer that is words for people.
fn words(question: Question, id: &str) -> String {
    let id = one_line(id, 40);
    match question {
        Question::Cause => {
            format!("kept as words; another commit counts with `escapee link {id} --cause REV`")
        }
        Question::Signal => "kept as words; a lost signal counts where test runs show it: \
             `escapee import tests FILE --commit REV`"
            .to_owned(),
        Question::Noticed => {
            format!("kept as words; it counts with `escapee incidents edit {id} --detected-by WHO`")
        }
        _ => "kept as words, for people".to_owned(),
    }
}
