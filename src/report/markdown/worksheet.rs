//! The worksheet of one incident as Markdown: what is known, and a part to fill in that is read back.

use std::io::{self, Write};

use crate::model::dossier::Dossier;
use crate::model::worksheet::{Agreement, END_OF_ANSWERS, Question};
use crate::report::sheet::{ADVICE, Field, View, agreement, fill, plain};

use super::{write_banner, write_dossier, write_row};

/// Writes the worksheet. Answers that are known stand in the part to fill in already.
pub fn worksheet(
    out: &mut impl Write,
    dossier: &Dossier,
    view: View,
    known: &Agreement,
    banner: Option<&str>,
) -> io::Result<()> {
    write_banner(out, banner)?;
    write_dossier(out, dossier, view, "#")?;
    write_row(out, &agreement(known))?;
    let fill = fill(dossier, view);
    writeln!(out, "\n## Answers\n")?;
    writeln!(out, "Write after the signs.\n{}", ADVICE.join("\n"))?;
    writeln!(out, "`escapee answer ID --from FILE` reads this part back.\n")?;
    for line in &fill.head {
        writeln!(out, "{line}")?;
    }
    for field in &fill.fields {
        writeln!(out, "# {}", field.question.sentence())?;
        for choice in choices(field) {
            writeln!(out, "#   {choice}")?;
        }
        let line = format!("{} = {}", field.question.word(), plain(&field.value));
        writeln!(out, "{}", line.trim_end())?;
    }
    writeln!(out, "{END_OF_ANSWERS}")
}

/// Returns what the rules understand of a question's answers, a line each.
fn choices(field: &Field) -> Vec<String> {
    let words = || field.choices.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
    match field.question {
        Question::Condition => vec![format!("{}; or none", words())],
        _ => field.choices.iter().map(|(word, means)| format!("{word:<2}  {means}")).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::commit::CommitId;
    use crate::model::evidence::{FailureState, LostSignal};
    use crate::model::test_run::TestStatus;
    use crate::report::{json, sample};

    fn written(dossier: &Dossier, view: View) -> String {
        let mut out = Vec::new();
        worksheet(&mut out, dossier, view, &sample::agreement(), None).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_question_has_a_line_to_fill_in_and_known_answers_stand_there() {
        let text = written(&sample::dossier(), View::Worksheet);
        for question in Question::all() {
            assert!(text.contains(&format!("\n{} =", question.word())), "{question:?}");
        }
        assert!(text.contains("\ncanary = absent\n") && text.contains("\nincident = SHOP-142\n"));
        assert!(text.contains("\n```answers\n"), "{text}");
    }

    #[test]
    fn a_blind_sheet_keeps_what_the_machine_looked_for_and_a_lost_signal_to_itself() {
        let mut dossier = sample::dossier();
        let state = FailureState {
            level: 2,
            by: Some("test_pay asserts value 3".into()),
            looked_for: Some("card-declined".into()),
            ..FailureState::default()
        };
        dossier.facts.failure_state = Some(state);
        dossier.facts.signal = Some(LostSignal {
            test: "test_retry".into(),
            passed_at: CommitId("2".repeat(40)),
            failed_at: CommitId("3".repeat(40)),
            then: TestStatus::Skipped,
            then_at: CommitId("a".repeat(40)),
        });
        let told = ["asserted:", "card-declined", "test_pay asserts value 3", "passed at"];
        let open = written(&dossier, View::Worksheet);
        for word in told {
            assert!(open.contains(word), "{word} in {open}");
        }
        dossier.worksheet.answers.clear();
        let mut json = Vec::new();
        let agreement = sample::agreement();
        json::worksheet(&mut json, &dossier, View::Blind, &agreement, None).unwrap();
        for text in [written(&dossier, View::Blind), String::from_utf8(json).unwrap()] {
            assert!(text.contains(&dossier.incident.id), "{text}");
            for word in told {
                assert!(!text.contains(word), "{word} in {text}");
            }
        }
    }

    #[test]
    fn a_blind_sheet_gives_the_class_away_nowhere_until_people_have_said_theirs() {
        let mut dossier = sample::dossier();
        let open = written(&dossier, View::Blind);
        assert!(open.contains("- **machine**") || open.contains("machine: F"), "{open}");
        dossier.worksheet.answers.clear();
        let text = written(&dossier, View::Blind);
        for word in ["WHY", "WOULD CHANGE", "CHEAPEST GATE", "failing state not asserted", "rule"] {
            assert!(!text.contains(word), "{word} in {text}");
        }
        for row in ["COVERED THEN?", "VERIFIED THEN?", "FAILURE STATE"] {
            assert!(text.contains(&format!("**{row} ?**")), "{row} in {text}");
        }
        assert!(!text.contains("level ") && !text.contains("**YES"), "{text}");
        assert!(text.contains("**CLASS ?** hidden until"), "{text}");
        assert!(text.contains("\n```answers blind\n"));
    }

    #[test]
    fn a_hostile_answer_cannot_leave_its_line() {
        let text = written(&sample::hostile(), View::Worksheet);
        sample::assert_harmless(&text);
        assert!(!text.contains('<'), "{text}");
        assert_eq!(text.lines().filter(|line| line.starts_with("```")).count(), 2);
    }
}
