//! What people answered about incidents. Every answer is kept; the latest to a question counts, or none
//! where the latest takes it back.

use std::collections::BTreeMap;

use rusqlite::named_params;

use super::imports::next_generation;
use super::value::{from_word, time, time_text};
use super::{Store, StoreError, rows, run};
use crate::model::verdict::EscapeClass;
use crate::model::worksheet::{Answer, Question};

/// Answers by incident, in the order in which they were given.
pub type Answers = BTreeMap<String, Vec<Answer>>;

impl Store {
    /// Adds answers; gives back how many say something else than the answer there was. One without a
    /// value takes the last back, if there is one.
    pub fn save_answers(&mut self, id: &str, answers: &[Answer]) -> Result<usize, StoreError> {
        let mut known = self.answers()?.remove(id).unwrap_or_default();
        let write = self.write()?;
        let mut new = 0;
        for answer in answers {
            let before = known.iter().rfind(|other| other.question == answer.question);
            if before.is_some_and(|b| (&b.value, &b.why) == (&answer.value, &answer.why)) {
                continue;
            }
            let is_withdrawn = answer.value.is_empty();
            let value = if is_withdrawn { before.map_or("", |b| &b.value) } else { &answer.value };
            if value.is_empty() {
                continue;
            }
            let sql = include_str!("../../schema/queries/insert_answer.sql");
            let row = named_params! {
                ":incident": id, ":question": answer.question.word(), ":value": value,
                ":why": answer.why, ":blind": answer.blind,
                ":machine": answer.machine.map(EscapeClass::word), ":at": time_text(answer.at),
                ":withdrawn": is_withdrawn,
            };
            new += run(&write, sql, row)?;
            // The next of these answers may be to the same question.
            known.push(answer.clone());
        }
        if new > 0 {
            next_generation(&write)?;
        }
        write.commit()?;
        Ok(new)
    }

    /// Returns all answers, also those that later ones stand for.
    pub fn answers(&self) -> Result<Answers, StoreError> {
        let sql = include_str!("../../schema/queries/answers.sql");
        let questions: Vec<Question> = Question::all().collect();
        let found = rows(&self.connection, sql, [], |row| {
            let question = row.get("question")?;
            let machine: Option<String> = row.get("machine")?;
            let class = |word| {
                from_word(EscapeClass::ALL, EscapeClass::word, "the class of an answer", word)
            };
            let answer = Answer {
                question: from_word(&questions, Question::word, "the question", question)?,
                value: row.get("value")?,
                why: row.get("why")?,
                blind: row.get("blind")?,
                machine: machine.map(class).transpose()?,
                at: time(row, "at")?,
            };
            Ok((row.get("incident")?, answer))
        })?;
        let mut answers = Answers::new();
        for (incident, answer) in found {
            answers.entry(incident).or_default().push(answer);
        }
        Ok(answers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::commit::Time;
    use crate::model::layer::Layer;

    #[test]
    fn a_later_answer_is_added_and_the_same_one_is_not() {
        let mut store = Store::open_in_memory().unwrap();
        let answer = |value: &str, why: Option<&str>| Answer {
            question: Question::Layer(Layer::Canary),
            value: value.to_owned(),
            why: why.map(str::to_owned),
            blind: true,
            machine: Some(EscapeClass::F),
            at: Time::UNIX_EPOCH,
        };
        let generation = store.generation().unwrap();
        assert_eq!(store.save_answers("INC-1", &[answer("absent", None)]).unwrap(), 1);
        assert_ne!(store.generation().unwrap(), generation);
        let generation = store.generation().unwrap();
        assert_eq!(store.save_answers("INC-1", &[answer("absent", None)]).unwrap(), 0);
        assert_eq!(store.generation().unwrap(), generation);
        let later = answer("worked", Some("it was on"));
        assert_eq!(store.save_answers("INC-1", std::slice::from_ref(&later)).unwrap(), 1);
        assert_eq!(store.answers().unwrap()["INC-1"], [answer("absent", None), later]);
        store.forget_incident("INC-1", "of INC-1").unwrap();
        assert!(store.answers().unwrap().is_empty());
    }

    fn class_answer(value: &str) -> Answer {
        Answer {
            question: Question::Class,
            value: value.to_owned(),
            why: None,
            blind: false,
            machine: Some(EscapeClass::F),
            at: Time::UNIX_EPOCH,
        }
    }

    #[test]
    fn an_answer_without_value_takes_the_last_one_back_once_and_both_are_kept() {
        let mut store = Store::open_in_memory().unwrap();
        assert_eq!(store.save_answers("INC-1", &[class_answer("")]).unwrap(), 0);
        assert_eq!(store.save_answers("INC-1", &[class_answer("N")]).unwrap(), 1);
        assert_eq!(store.save_answers("INC-1", &[class_answer("")]).unwrap(), 1);
        assert_eq!(store.save_answers("INC-1", &[class_answer("")]).unwrap(), 0);
        assert_eq!(store.answers().unwrap()["INC-1"], [class_answer("N"), class_answer("")]);
        assert_eq!(store.save_answers("INC-1", &[class_answer("N")]).unwrap(), 1);
    }

    #[test]
    fn the_last_of_several_answers_to_one_question_counts() {
        let mut store = Store::open_in_memory().unwrap();
        assert_eq!(store.save_answers("INC-1", &[class_answer("N")]).unwrap(), 1);
        assert_eq!(store.save_answers("INC-1", &[class_answer(""), class_answer("N")]).unwrap(), 2);
        assert_eq!(
            store.save_answers("INC-1", &[class_answer("F"), class_answer("N")]).unwrap(),
            2
        );
        assert_eq!(store.answers().unwrap()["INC-1"].last(), Some(&class_answer("N")));
        assert_eq!(
            store.save_answers("INC-1", &[class_answer("N"), class_answer("N")]).unwrap(),
            0
        );
    }
}
