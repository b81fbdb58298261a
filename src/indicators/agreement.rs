//! How often people and the machine give the same class.

use std::collections::BTreeMap;

use crate::model::rate::Rate;
use crate::model::verdict::EscapeClass;
use crate::model::worksheet::{Agreement, Answer, Question, standing};
use crate::stats::wilson;

/// Returns how often the answers to the question of the class are the machine's class of that time,
/// blind answers apart.
///
/// An incident counts once in each share: by its first blind answer, whatever was said once the
/// machine's could be seen, and by its last answer where that was given in sight of it. A blind answer
/// is undone by a blind one that takes it back, and by none other. An answer given before any analysis
/// counts in neither, nor does one where the machine did not determine a class.
pub fn agreement(answers: &BTreeMap<String, Vec<Answer>>) -> Agreement {
    let share = |keep: fn(&[Answer]) -> Option<&Answer>| -> Rate {
        let same: Vec<bool> =
            answers.values().filter_map(|all| keep(all).and_then(agrees)).collect();
        wilson(same.iter().filter(|same| **same).count() as u64, same.len() as u64)
    };
    let blind = share(first_blind);
    let open = share(|all| {
        let last = standing(all).into_iter().rfind(|answer| of_class(answer));
        last.filter(|answer| !answer.blind || first_blind(all).is_none())
    });
    let none = |answer: &&Answer| answer.question == Question::Class && answer.class().is_some();
    let last = answers.values().filter_map(|all| standing(all).into_iter().rfind(none));
    let abstained = last.filter(|answer| answer.machine == Some(EscapeClass::U)).count() as u64;
    Agreement { blind, open, abstained }
}

fn of_class(answer: &Answer) -> bool {
    answer.question == Question::Class && answer.machine.is_some()
}

/// Returns the first blind answer to the question of the class that no blind one took back; `None` where one
/// in sight of the machine's class was given before it.
fn first_blind(all: &[Answer]) -> Option<&Answer> {
    let seen = all.iter().position(|answer| of_class(answer) && !answer.blind);
    let seen = seen.unwrap_or(all.len());
    let blind = |answer: &&Answer| of_class(answer) && answer.blind;
    let undone = all.iter().rposition(|answer| blind(&answer) && answer.value.is_empty());
    let from = undone.map_or(0, |last| last + 1);
    all.get(from..seen)?.iter().find(blind)
}

/// Whether an answer is the machine's class; `None` where the machine did not determine one.
fn agrees(answer: &Answer) -> Option<bool> {
    let is_determined = answer.machine != Some(EscapeClass::U);
    is_determined.then(|| answer.class().is_some() && answer.class() == answer.machine)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::verdict::EscapeClass::{F, N, U};

    fn answer(value: &str, blind: bool, machine: Option<EscapeClass>) -> Answer {
        Answer {
            question: Question::Class,
            value: value.to_owned(),
            why: None,
            blind,
            machine,
            at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn where_the_rules_abstained_people_neither_agree_nor_disagree() {
        let answers: BTreeMap<String, Vec<Answer>> =
            [("A", vec![answer("F", false, Some(U))]), ("B", vec![answer("F", false, Some(F))])]
                .map(|(id, answers)| (id.to_owned(), answers))
                .into();
        let found = agreement(&answers);
        assert_eq!((found.open.k, found.open.n, found.abstained), (1, 1, 1));
    }

    #[test]
    fn an_incident_that_was_answered_anew_where_the_rules_abstained_is_on_one_side_only() {
        let both = vec![answer("F", false, Some(F)), answer("F", false, Some(U))];
        let found = agreement(&[("A".to_owned(), both)].into());
        assert_eq!((found.open.n, found.abstained), (0, 1));
    }

    #[test]
    fn an_answer_that_was_taken_back_counts_on_neither_side() {
        for blind in [true, false] {
            let both = vec![answer("F", blind, Some(F)), answer("", blind, Some(F))];
            let found = agreement(&[("A".to_owned(), both)].into());
            assert_eq!((found.blind.n, found.open.n), (0, 0), "blind {blind}");
        }
        let anew =
            vec![answer("F", true, Some(N)), answer("", true, Some(N)), answer("N", true, Some(N))];
        let found = agreement(&[("A".to_owned(), anew)].into());
        assert_eq!((found.blind.k, found.blind.n, found.open.n), (1, 1, 0));
    }

    #[test]
    fn a_blind_disagreement_stays_whatever_is_said_once_the_machine_s_class_is_seen() {
        let then = [
            vec![answer("", false, Some(N))],
            vec![answer("", false, Some(N)), answer("N", false, Some(N))],
            vec![answer("N", true, Some(N))],
        ];
        for later in then {
            let all = [vec![answer("F", true, Some(N))], later].concat();
            let found = agreement(&[("A".to_owned(), all)].into());
            assert_eq!((found.blind.k, found.blind.n), (0, 1));
        }
    }

    #[test]
    fn an_answer_is_not_blind_once_one_in_sight_of_the_machine_s_was_given() {
        let all = vec![answer("F", false, Some(N)), answer("N", true, Some(N))];
        let found = agreement(&[("A".to_owned(), all)].into());
        assert_eq!((found.blind.n, found.open.k, found.open.n), (0, 1, 1));
    }

    #[test]
    fn blind_answers_stand_apart_from_those_that_saw_the_machine_s() {
        let answers: BTreeMap<String, Vec<Answer>> = [
            ("A", vec![answer("F", true, Some(F))]),
            // Changed its mind when it saw the machine's.
            ("B", vec![answer("N", true, Some(F)), answer("F", false, Some(F))]),
            ("C", vec![answer("N", false, Some(N))]),
            ("D", vec![answer("F", true, None)]),
        ]
        .map(|(id, answers)| (id.to_owned(), answers))
        .into();
        let found = agreement(&answers);
        assert_eq!((found.blind.k, found.blind.n), (1, 2));
        assert_eq!((found.open.k, found.open.n), (2, 2));
        assert_eq!(agreement(&BTreeMap::new()).blind.rate, None);
    }
}
