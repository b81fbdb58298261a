//! PIT's XML. A source file is a bare name there; its folders come from the package of the class.

use crate::model::lines::LineRange;
use crate::model::mutation::{Mutant, MutantStatus, MutationReport};
use crate::sources::SourceError;
use crate::sources::document::Document;
use crate::sources::json::Texts;
use crate::sources::number;
use crate::sources::text::clean;
use crate::sources::xml::{Node, walk_lists};

use super::collector::Collector;
use super::kept::{Kept, MAX_TESTS, TestList, Unkept};

/// Elements whose text lists tests, however many.
const LISTS: &[&str] = &["killingTest", "killingTests", "coveringTests", "succeedingTests"];

/// The mutation element that is open.
#[derive(Default)]
struct Open {
    place: u64,
    status: Option<String>,
    detected: Option<String>,
    file: String,
    class: String,
    line: String,
    mutator: String,
    description: String,
    killing: Texts,
    covering: Option<Texts>,
}

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> Result<MutationReport, SourceError> {
    let mut found = Collector::default();
    let mut open = Open::default();
    let ended = walk_lists(document.text(), LISTS, |node| match node {
        Node::Start(tag) if tag.name() == "mutation" => {
            open = Open {
                place: tag.line,
                status: tag.get("status"),
                detected: tag.get("detected"),
                ..Open::default()
            };
        }
        Node::Start(_) => {}
        Node::End("mutation", _) => std::mem::take(&mut open).end(&mut found),
        Node::End(name, inner) => open.note(name, inner),
    });
    found.report_of("pit-xml", "XML", ended)
}

impl Open {
    fn note(&mut self, name: &str, inner: &str) {
        match name {
            "sourceFile" => self.file = clean(inner),
            "mutatedClass" => self.class = clean(inner),
            "lineNumber" => inner.clone_into(&mut self.line),
            "mutator" => self.mutator = clean(inner),
            "description" => self.description = clean(inner),
            // One name, which may hold the sign that parts several.
            "killingTest" if !inner.is_empty() => {
                self.killing = Texts::default();
                self.killing.push(&clean(inner));
            }
            "killingTests" => self.killing = tests(inner),
            "coveringTests" => self.covering = Some(tests(inner)),
            "succeedingTests" if self.covering.is_none() => {
                // The full matrix names who passed and who failed; together they cover.
                let mut covering = tests(inner);
                self.killing.iter().for_each(|name| covering.push(name));
                self.covering = Some(covering);
            }
            _ => {}
        }
    }

    fn end(self, found: &mut Collector) {
        let Some(status) = status(self.status.as_deref(), self.detected.as_deref()) else {
            found.rejections.add(self.place, "a mutant has no status known");
            return;
        };
        let line = number::line(self.line.as_bytes());
        if let Err(reason) = line {
            found.rejections.add(self.place, format!("{reason} (the mutant counts without it)"));
        }
        let operator = if self.mutator.is_empty() { &self.description } else { &self.mutator };
        let lines = line.ok().map(LineRange::one);
        let mutant = self.kept(lines, operator, status, &mut found.kept);
        found.mutant(&path(&self.file, &self.class), self.place, status, mutant);
    }

    fn kept(
        &self,
        lines: Option<LineRange>,
        operator: &str,
        status: MutantStatus,
        kept: &mut Kept,
    ) -> Result<Mutant, Unkept> {
        let mut tests_of = |tests: &Texts| {
            if tests.len() > MAX_TESTS {
                return Err(Unkept::TooMany);
            }
            Ok(tests.iter().map(|name| kept.test(name)).collect())
        };
        let killed_by: TestList = tests_of(&self.killing)?;
        let covered_by = self.covering.as_ref().map(tests_of).transpose()?;
        let (killed_by, covered_by) = kept.tests(killed_by, covered_by)?;
        let operator = kept.text(operator).ok_or(Unkept::NoRoom)?;
        Ok(Mutant { lines, operator, replacement: None, status, killed_by, covered_by })
    }
}

/// Returns the path that a file's name and its class's package make.
fn path(file: &str, class: &str) -> String {
    match class.rsplit_once('.') {
        _ if file.contains(['/', '\\']) => file.to_owned(),
        Some((package, _)) if !file.is_empty() => format!("{}/{file}", package.replace('.', "/")),
        _ => file.to_owned(),
    }
}

/// Returns the tests that a text lists with `|` between them.
fn tests(inner: &str) -> Texts {
    let mut tests = Texts::default();
    for name in inner.split('|').map(clean).filter(|name| !name.is_empty() && name != "none") {
        tests.push(&name);
    }
    tests
}

fn status(word: Option<&str>, detected: Option<&str>) -> Option<MutantStatus> {
    Some(match word {
        Some("KILLED") => MutantStatus::Killed,
        Some("SURVIVED") => MutantStatus::Survived,
        Some("NO_COVERAGE") => MutantStatus::NoCoverage,
        Some("TIMED_OUT") => MutantStatus::Timeout,
        Some("NON_VIABLE") => MutantStatus::CompileError,
        Some("MEMORY_ERROR" | "RUN_ERROR") => MutantStatus::RuntimeError,
        Some("NOT_STARTED" | "STARTED") => MutantStatus::Pending,
        Some(_) => return None,
        None => match detected {
            Some("true") => MutantStatus::Killed,
            Some("false") => MutantStatus::Survived,
            _ => return None,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> MutationReport {
        super::read(&Document::open(&text.as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn a_file_gets_its_folders_from_the_class_and_tests_are_listed() {
        let mutation = |status: &str, line: &str| {
            format!(
                "<mutation detected='true' status='{status}'><sourceFile>A.java</sourceFile>\
                 <mutatedClass>com.shop.A$In</mutatedClass><lineNumber>{line}</lineNumber><mutator>M</mutator>\
                 <killingTests>\n a|b </killingTests><succeedingTests>c</succeedingTests></mutation>"
            )
        };
        let report = read(&format!(
            "<mutations>{}{}{}</mutations>",
            mutation("KILLED", "7"),
            mutation("TIMED_OUT", "x"),
            mutation("ODD", "7")
        ));
        let file = &report.files[0];
        assert_eq!((file.raw_path.as_str(), file.mutants.len()), ("com/shop/A.java", 2));
        assert_eq!(file.mutants[0].killed_by.join(" "), "a b");
        assert_eq!(file.mutants[0].covered_by.as_ref().unwrap().len(), 3);
        assert_eq!((file.mutants[1].lines, file.mutants[1].status), (None, MutantStatus::Timeout));
        assert_eq!(report.rejected.len(), 2);
    }

    #[test]
    fn text_without_end_beside_the_elements_of_a_mutant_does_not_lose_it() {
        let long = "x".repeat(3 << 20);
        let report = read(&format!(
            "<mutations><mutation status='KILLED'>{long}<sourceFile>A.java</sourceFile>\
             <lineNumber>1</lineNumber>{long}</mutation><mutation status='KILLED'>{long}</mutation></mutations>"
        ));
        assert_eq!(report.files[0].mutants.len(), 1);
        let reasons: Vec<&str> = report.rejected.iter().map(|dropped| &*dropped.reason).collect();
        assert_eq!(
            reasons,
            ["the line is no number (the mutant counts without it)", "a mutant without a file"]
        );
    }

    #[test]
    fn a_list_of_thousands_of_tests_is_whole_and_one_beyond_any_is_left_out_with_a_word() {
        let list = |many: usize| {
            let names: Vec<String> =
                (0..many).map(|n| format!("com.shop.ATest.[test{n}]")).collect();
            format!(
                "<mutation status='KILLED'><sourceFile>A.java</sourceFile><lineNumber>1</lineNumber>\
                 <coveringTests>{}</coveringTests><killingTests>a</killingTests></mutation>",
                names.join("|")
            )
        };
        let report = read(&format!("<mutations>{}{}</mutations>", list(20_000), list(100_000)));
        let covered: Vec<_> = report.files[0]
            .mutants
            .iter()
            .map(|m| (m.killed_by.len(), m.covered_by.as_ref().map(|tests| tests.len())))
            .collect();
        assert_eq!(covered, [(1, Some(20_000)), (1, None)]);
        assert_eq!(report.warnings, ["1 lists are longer than 2 MiB and left out"]);
    }
}
