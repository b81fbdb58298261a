//! What stood in the way, what people said, and what is still to be asked.

use crate::model::dossier::Dossier;
use crate::model::layer::{Layer, LayerEvidence, LayerState};
use crate::model::rate::Rate;
use crate::model::verdict::EscapeClass;
use crate::model::worksheet::{Agreement, Answer, Question, Worksheet};
use crate::report::clean::one_line;
use crate::report::format::{count, rate};
use crate::report::redact::is_redacted;
use crate::report::shell::shell_word;

use super::{Item, Row, View};

/// Questions that `show` asks; a worksheet asks all, in a review too.
const MOST_ASKED: usize = 4;

/// Layers whose state follows from the class, so that they would give it away.
const TELLING: [Layer; 5] = [
    Layer::Load,
    Layer::Concurrency,
    Layer::FaultInjection,
    Layer::Idempotency,
    Layer::Configuration,
];

/// Returns what the layers did: those that are known, then the names of the others.
pub(super) fn layers(dossier: &Dossier, blind: bool) -> Option<Row> {
    let shown = |layer: &&LayerEvidence| {
        let hidden = blind && !layer.by_people && TELLING.contains(&layer.layer);
        layer.state != LayerState::Unknown && !hidden
    };
    let all = &dossier.worksheet.layers;
    let mut items: Vec<Item> = all.iter().filter(shown).map(layer_item).collect();
    let others: Vec<&str> =
        all.iter().filter(|l| !shown(l)).map(|layer| layer.layer.word()).collect();
    if !others.is_empty() && !all.is_empty() {
        items.push(Item::new("not known", others.join(", ")));
    }
    (!items.is_empty()).then(|| Row::plain("LAYERS", items))
}

fn layer_item(layer: &LayerEvidence) -> Item {
    let (state, words) = (state_words(layer.state), one_line(&layer.words, 200));
    let text = match (layer.by_people, layer.state) {
        // A redacted sheet has the state alone.
        (true, _) if words.is_empty() => format!("{state} (people)"),
        (true, LayerState::Told) => format!("{words} (people)"),
        (true, _) if words.eq_ignore_ascii_case(state) => format!("{state} (people)"),
        (true, _) => format!("{state}: {words} (people)"),
        (false, _) => format!("{state}? {words}").trim_end().to_owned(),
    };
    Item::new(layer.layer.word(), text)
}

/// Returns what a layer did in one word, as it stands on the sheet.
pub(in crate::report) fn state_words(state: LayerState) -> &'static str {
    match state {
        LayerState::Worked => "WORKED",
        LayerState::Failed => "FAILED",
        LayerState::Absent => "ABSENT",
        LayerState::NotApplicable => "NOT APPLICABLE",
        LayerState::Told => "TOLD",
        LayerState::Unknown => "UNKNOWN",
    }
}

/// Returns the cheapest gate, as people see it where they said so.
pub(super) fn gate(dossier: &Dossier) -> Option<Row> {
    let sheet = &dossier.worksheet;
    let mut items = Vec::new();
    if let Some(gate) = &sheet.gate {
        let words = one_line(&gate.words, 200);
        let colon = if words.is_empty() { "" } else { ": " };
        items.push(Item::text(format!("{}{colon}{words}", gate.gate)));
    }
    if let Some(answer) = sheet.answer(Question::Gate) {
        items.push(Item::new("people", said(answer)));
    }
    (!items.is_empty()).then(|| Row::plain("CHEAPEST GATE", items))
}

/// Returns what people answered besides layers, gate and class.
pub(super) fn answered(sheet: &Worksheet) -> Option<Row> {
    let elsewhere =
        |q: Question| matches!(q, Question::Layer(_) | Question::Gate | Question::Class);
    let items: Vec<Item> = sheet
        .answers
        .iter()
        .filter(|answer| !elsewhere(answer.question))
        .map(|answer| Item::new(answer.question.word(), said(answer)))
        .collect();
    (!items.is_empty()).then(|| Row::plain("PEOPLE SAY", items))
}

fn said(answer: &Answer) -> String {
    let value = one_line(&answer.value, 300);
    match &answer.why {
        Some(why) => format!("{value}, because: {}", one_line(why, 300)),
        None => value,
    }
}

/// Returns what people said of the class beside the machine's; nothing where they said nothing.
pub(super) fn classes(dossier: &Dossier) -> Vec<Item> {
    let Some(answer) = dossier.worksheet.answer(Question::Class) else { return Vec::new() };
    let Some(class) = answer.class() else { return Vec::new() };
    let machine = dossier.verdict.class;
    let word = |class: EscapeClass| format!("{}, {}", class.word(), class.label());
    let how = if answer.blind { ", said before the machine's was shown" } else { "" };
    let same = if class == machine { "the same" } else { "another" };
    let why = answer.why.as_ref().map(|why| format!(", because: {}", one_line(why, 300)));
    vec![
        Item::new("people", format!("{}{how}{}", word(class), why.unwrap_or_default())),
        Item::new("machine", format!("{}: {same}{}", word(machine), on_its_line(dossier))),
    ]
}

/// Returns what the machine's class rests on, for its line where people gave another one.
fn on_its_line(dossier: &Dossier) -> String {
    let verdict = &dossier.verdict;
    if dossier.class() == verdict.class {
        return String::new();
    }
    let with = one_line(&verdict.sub.join(", "), 300);
    let with = if with.is_empty() { with } else { format!(", with {with}") };
    format!(
        "{with}, rule {} of {}, confidence {}",
        verdict.rule,
        EscapeClass::ALL.len(),
        verdict.confidence
    )
}

/// Returns what is to be asked, numbered: a few to look at, all to fill in. A blind sheet asks the same
/// of every incident: what the evidence leaves open would tell the class.
pub(super) fn ask(dossier: &Dossier, view: View, blind: bool) -> Option<Row> {
    let (sheet, all) = (&dossier.worksheet, view.asks_all());
    let open = if blind { sheet.unanswered() } else { sheet.open.clone() };
    let most = if all { usize::MAX } else { MOST_ASKED };
    let mut items: Vec<Item> = (1..)
        .zip(open.iter().take(most))
        .map(|(number, q)| {
            let choices = if all { choices(*q) } else { String::new() };
            Item::new(format!("{number}"), format!("{}{choices} ({})", q.sentence(), q.word()))
        })
        .collect();
    if open.len() > most {
        items.push(Item::text(format!("and {} more on the worksheet", open.len() - most)));
    }
    if view == View::Review && !items.is_empty() && !is_redacted(dossier) {
        let id = shell_word(&dossier.incident.id);
        items.push(Item::text(format!("`escapee worksheet {id} --out FILE.html` to fill it in")));
    }
    (!items.is_empty()).then(|| Row::plain("ASK NOW", items))
}

/// Returns the classes to choose from, after the question for the class.
fn choices(question: Question) -> String {
    if question != Question::Class {
        return String::new();
    }
    let all = EscapeClass::ALL.iter().map(|c| format!("{}: {}", c.word(), c.choice()));
    format!(" {}", all.collect::<Vec<_>>().join("; "))
}

/// Returns how often people and the machine agreed, over all incidents.
pub(in crate::report) fn agreement(agreement: &Agreement) -> Row {
    let share = |share: &Rate| {
        if share.n == 0 { "no answer yet".to_owned() } else { format!("{} agree", rate(share)) }
    };
    let apart = share(&agreement.open);
    let mut items = vec![
        Item::new("blind", share(&agreement.blind)),
        Item::new("in sight", format!("{apart}; these may lean towards the machine's")),
    ];
    if agreement.abstained > 0 {
        let incidents = count(agreement.abstained, "incident");
        items.push(Item::new("apart", format!("{incidents} the machine gave no class")));
    }
    Row::plain("AGREEMENT", items)
}
