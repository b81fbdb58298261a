//! Answers as people type them: `canary=absent` on the command line, `canary = absent` on a
//! worksheet that was filled in by hand.

use super::SourceError;
use super::text::Cleaner;
use crate::model::verdict::EscapeClass;
use crate::model::worksheet::{ANSWERS, BLIND_ANSWERS, END_OF_ANSWERS, Question};

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
/// and ` ``` `, an answer over several lines joined by blanks.
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
            filled.take(open.take())?;
            inside = false;
            continue;
        }
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match line.split_once('=').filter(|(key, _)| is_key(key)) {
            Some((key, value)) if key.trim() == "incident" => {
                filled.incident = Some(value.trim().to_owned());
            }
            Some((key, value)) => {
                filled.take(open.take())?;
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
    filled.take(open)?;
    if !found {
        let problem =
            format!("no line `{ANSWERS}` begins the answers; `escapee worksheet` writes it");
        return Err(SourceError::Answer { line: None, problem });
    }
    Ok(filled)
}

impl Filled {
    fn take(&mut self, line: Option<(usize, String, String)>) -> Result<(), SourceError> {
        let Some((number, key, value)) = line else { return Ok(()) };
        let wrong = |problem| SourceError::Answer { line: Some(number), problem };
        // A written sheet holds no markup.
        let value = value.replace("&lt;", "<").replace("&amp;", "&");
        if let (question, Some(value)) = read(&key, &value).map_err(wrong)? {
            self.answers.push((question, value));
        }
        Ok(())
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
    let word = value.to_uppercase();
    if let Some(class) = EscapeClass::ALL.iter().find(|class| class.word() == word) {
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
        let error = filled("```answers\n\nweather = fine\n```").unwrap_err().to_string();
        assert!(error.contains("line 3"), "{error}");
    }
}
