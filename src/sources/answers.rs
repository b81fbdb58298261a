//! Answers as people type them: `canary=absent` on the command line, `canary = absent` on a
//! worksheet that was filled in by hand.

use super::SourceError;
use super::class_answer::named_class;
use super::text::Cleaner;
use crate::model::verdict::EscapeClass;
use crate::model::worksheet::{ANSWERED, ANSWERS, BLIND_ANSWERS, END_OF_ANSWERS, Question};

/// Longest answer that is kept, in characters.
const MOST: usize = 1_000;

/// What a worksheet that was filled in says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// The incident its heading line names.
    pub incident: Option<String>,
    /// Whether the sheet hid the machine's class.
    pub blind: bool,
    /// Questions with their answers, those left open not among them.
    pub answers: Vec<(Question, String)>,
    /// Questions that had an answer when the sheet was written, and whose field is empty now.
    pub taken_back: Vec<Question>,
    /// Fields that could not be read: the line and what is wrong with it.
    pub refused: Vec<(usize, String)>,
    /// Questions that had an answer when the sheet was written.
    answered: Vec<Question>,
}

/// Returns the question of `key=`, which takes its answer back.
pub fn taken_back(text: &str) -> Option<Question> {
    let key = text.trim_end().strip_suffix('=')?.trim();
    Question::all().find(|question| question.word() == key)
}

/// Returns the question and the answer of `key=value`; an empty answer is an error.
pub fn pair(text: &str) -> Result<(Question, String), SourceError> {
    let wrong = |problem: String| SourceError::Answer { line: None, problem };
    let Some((key, value)) = text.split_once('=') else {
        return Err(wrong(format!("`{text}` has no `=`; write it as in `canary=absent`")));
    };
    match read(key, value).map_err(wrong)? {
        (question, Some(value)) => Ok((question, value)),
        (question, None) => Err(wrong(format!("`{}=` has no answer", question.word()))),
    }
}

/// Returns what a worksheet that was filled in says: each line `key = value` between ` ```answers `
/// and ` ``` `, an answer over several lines joined by blanks. A field that cannot be read does not
/// keep the others from being taken; a sheet without one that can be is an error.
pub fn filled(text: &str) -> Result<Filled, SourceError> {
    let mut filled = Filled::default();
    let mut inside = false;
    let mut found = false;
    let mut open: Option<(usize, String, String)> = None;
    for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        let line = line.trim();
        if !inside {
            inside = line.starts_with(ANSWERS);
            found |= inside;
            filled.blind |= line == BLIND_ANSWERS;
            continue;
        }
        if line == END_OF_ANSWERS {
            filled.take(open.take());
            inside = false;
            continue;
        }
        if let Some(keys) = line.strip_prefix(ANSWERED) {
            let keys: Vec<&str> = keys.split(',').map(str::trim).collect();
            filled.answered.extend(Question::all().filter(|q| keys.contains(&q.word())));
        }
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match line.split_once('=').filter(|(key, _)| is_key(key)) {
            Some((key, value)) if key.trim() == "incident" => {
                filled.incident = Some(value.trim().to_owned());
            }
            Some((key, value)) => {
                filled.take(open.take());
                open = Some((number, key.to_owned(), value.to_owned()));
            }
            None => {
                if let Some((_, _, value)) = &mut open {
                    value.push(' ');
                    value.push_str(line);
                }
            }
        }
    }
    filled.take(open);
    if !found {
        let start = text.trim_start_matches('\u{feff}').trim_start().get(..14).unwrap_or_default();
        let problem = if start.eq_ignore_ascii_case("<!doctype html") {
            "this is the page itself, which does not keep what was typed; its button `Save the answers` writes the file to read".to_owned()
        } else {
            format!(
                "no line `{ANSWERS}` begins the answers; `escapee worksheet ID --out FILE.md` writes one to fill in"
            )
        };
        return Err(SourceError::Answer { line: None, problem });
    }
    if filled.answers.is_empty()
        && filled.taken_back.is_empty()
        && let Some((line, problem)) = filled.refused.first().cloned()
    {
        return Err(SourceError::Answer { line: Some(line), problem });
    }
    Ok(filled)
}

impl Filled {
    fn take(&mut self, line: Option<(usize, String, String)>) {
        let Some((number, key, value)) = line else { return };
        // A written sheet holds no markup.
        let value = value.replace("&lt;", "<").replace("&amp;", "&");
        match read(&key, &value) {
            Ok((question, Some(value))) => self.answers.push((question, value)),
            Ok((question, None)) if self.answered.contains(&question) => {
                self.taken_back.push(question);
            }
            Ok(_) => {}
            Err(problem) => self.refused.push((number, problem)),
        }
    }
}

/// Returns a reason as it is kept: on one line, cleaned and cut.
pub fn reason(text: &str) -> String {
    Cleaner::default().line(text.trim(), MOST)
}

fn is_key(key: &str) -> bool {
    let key = key.trim();
    !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '-')
}

fn read(key: &str, value: &str) -> Result<(Question, Option<String>), String> {
    let key = key.trim();
    let Some(question) = Question::all().find(|question| question.word() == key) else {
        let all: Vec<&str> = Question::all().map(Question::word).collect();
        return Err(format!("`{key}` is no question; they are {}", all.join(", ")));
    };
    let value = Cleaner::default().line(value.trim(), MOST);
    if value.is_empty() {
        return Ok((question, None));
    }
    if question != Question::Class {
        return Ok((question, Some(value)));
    }
    if let Some(class) = named_class(&value) {
        return Ok((question, Some(class.word().to_owned())));
    }
    let all: Vec<String> =
        EscapeClass::ALL.iter().map(|c| format!("{} ({})", c.word(), c.label())).collect();
    Err(format!("`{value}` is no class; they are {}", all.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::layer::Layer;

    #[test]
    fn an_answer_is_a_question_and_what_stands_after_the_first_sign() {
        let canary = pair("canary=absent").unwrap();
        assert_eq!(canary, (Question::Layer(Layer::Canary), "absent".to_owned()));
        assert_eq!(pair("class=n").unwrap(), (Question::Class, "N".to_owned()));
        assert_eq!(pair("lucky = a = b").unwrap().1, "a = b");
        for wrong in ["canary", "canary=", "weather=fine", "class=Z"] {
            assert!(pair(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_sheet_gives_what_was_filled_in_and_nothing_of_what_was_left_open() {
        let text = "# INC-1\nclass = F\n```answers blind\nincident = INC-1\n# cause: yes or no\n\
                    cause = yes\nflag =\nlucky = it was &lt; 1\n  a holiday\nclass = N\n```\nstate = x\n";
        let found = filled(text).unwrap();
        assert!(found.blind);
        assert_eq!(found.incident.as_deref(), Some("INC-1"));
        let said: Vec<(&str, &str)> =
            found.answers.iter().map(|(q, value)| (q.word(), value.as_str())).collect();
        assert_eq!(said, [("cause", "yes"), ("lucky", "it was < 1 a holiday"), ("class", "N")]);
        assert!(filled("no answers here").is_err());
        let page = filled("<!DOCTYPE html><p>```answers").unwrap_err().to_string();
        assert!(page.contains("Save the answers"), "{page}");
        let text = "```answers\n# answered so far: flag, class\nflag =\ncanary =\nweather = fine\n\
                    class = E  # sure\n```";
        let found = filled(text).unwrap();
        assert_eq!(found.answers, [(Question::Class, "E".to_owned())]);
        assert_eq!(found.taken_back, [Question::Layer(Layer::Flag)]);
        assert!(matches!(found.refused.as_slice(), [(5, why)] if why.contains("weather")));
        let error = filled("```answers\n\nweather = fine\n```").unwrap_err().to_string();
        assert!(error.contains("line 3"), "{error}");
    }
}
