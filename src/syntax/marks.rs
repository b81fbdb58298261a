//! What decorators, attributes and annotations say of the definition behind them.

use super::expression::{arguments, bracketed, by_name};
use super::failure_words::words;
use super::language::Language;

/// What the words in front of a definition say of it.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is told and asked by itself")]
pub(super) struct Marks {
    pub(super) is_test: bool,
    /// Whether one of them is a project's own by its name, `@ShopTest`, which makes a test of what could be one.
    pub(super) by_own_name: bool,
    pub(super) skipped: bool,
    pub(super) is_property: bool,
    /// Line of the first of them.
    pub(super) from: Option<u32>,
    /// The failures a test must end in: line and what it names.
    pub(super) failures: Vec<(u32, String)>,
    /// The results that its rows must give: line and value.
    pub(super) results: Vec<(u32, String)>,
    /// Rows of input that they write.
    pub(super) rows: Option<u32>,
}

impl Marks {
    /// Whether nothing stands in front.
    pub(super) fn is_empty(&self) -> bool {
        self.from.is_none() && !self.is_test
    }

    /// Adds what a node says that may hold several, as `[Theory, InlineData(1)]` or PHP's `#[…] #[…]`.
    pub(super) fn read_all(&mut self, language: Language, text: &str, line: u32) {
        match language {
            Language::CSharp | Language::Php => {
                for group in groups(text) {
                    let at =
                        line + newlines(&text[..group.as_ptr() as usize - text.as_ptr() as usize]);
                    for mark in arguments(group) {
                        self.read(language, mark, at);
                    }
                }
            }
            _ => self.read(language, text, line),
        }
    }

    /// Adds what one decorator, attribute or annotation says. Conditional skips do not count.
    pub(super) fn read(&mut self, language: Language, text: &str, line: u32) {
        use Language::{CSharp, Java, Kotlin, Php, Python, Rust};
        self.from.get_or_insert(line);
        let inner = text.trim_start_matches(['#', '[', '@', '!']).trim_end_matches(']').trim();
        let (path, list) = match inner.find(['(', '=']) {
            Some(at) => (inner[..at].trim(), bracketed(inner[at..].trim_start_matches(['=', ' ']))),
            None => (inner, ""),
        };
        let name = path.rsplit(['.', ':', '\\']).next().unwrap_or_default();
        let name = name.strip_suffix("Attribute").unwrap_or(name);
        match (language, name) {
            (Python, "skip")
            | (Java | Kotlin, "Disabled" | "Ignore")
            | (Rust, "ignore")
            | (CSharp, "Ignore") => self.skipped = true,
            (Python, "given") | (Rust, "quickcheck" | "proptest") => {
                self.is_property = true;
                self.is_test |= language == Rust;
            }
            (Python, "parametrize") => self.parametrized(text, list, line),
            (Rust, "rstest") | (Php, "Test") => self.is_test = true,
            (Rust, _) if name == "test" || (name.ends_with("_test") && name != "cfg_test") => {
                self.is_test = true;
            }
            (Rust, "case" | "test_case") => {
                self.is_test |= name == "test_case";
                self.row();
            }
            // What holds under a condition; a skip that does is none.
            (Rust, "cfg_attr") => {
                for part in arguments(list).into_iter().skip(1) {
                    if !part.starts_with("ignore") && !part.starts_with("cfg_attr") {
                        self.read(language, part, line);
                    }
                }
            }
            (Rust, "should_panic") => {
                let expected = list.trim_start_matches("expected").trim_start_matches([' ', '=']);
                self.failures.push((line, expected.to_owned()));
            }
            (Java | Kotlin | CSharp, "Property") => {
                self.is_test = true;
                self.is_property = true;
            }
            (
                Java | Kotlin,
                "Test" | "ParameterizedTest" | "RepeatedTest" | "TestFactory" | "TestTemplate"
                | "Theory",
            ) => self.java_test(name, list, line),
            (Java | Kotlin, "ValueSource" | "CsvSource" | "EnumSource") => {
                let elements = list.find(['{', '[']).map(|at| bracketed(&list[at..]));
                self.rows = elements.map(count).filter(|n| *n > 0).or(self.rows);
            }
            (Java | Kotlin, _) if name.starts_with("Expected") => {
                self.failures.extend(failing(list).map(|failure| (line, failure.to_owned())));
            }
            (Java | Kotlin, _) if is_own_test(name) => self.by_own_name = true,
            (CSharp, _) if is_fact(name) => self.is_test = true,
            (
                CSharp,
                "Fact" | "Theory" | "Test" | "TestMethod" | "DataTestMethod" | "TestCaseSource"
                | "StaFact" | "WpfFact" | "SkippableFact" | "SkippableTheory" | "ConditionalFact"
                | "ConditionalTheory" | "RetryFact" | "AutoData" | "InlineAutoData",
            ) => {
                self.is_test = true;
                self.skipped |=
                    list.contains("Skip") && list.contains('=') && !list.contains("SkipTest");
            }
            (CSharp, "InlineData" | "DataRow" | "TestCase") | (Php, "TestWith") => {
                self.is_test |= name == "TestCase";
                self.row();
                let result = arguments(list).into_iter().find_map(|part| {
                    part.strip_prefix("ExpectedResult")?.trim_start().strip_prefix('=')
                });
                self.results.extend(result.map(|result| (line, result.trim().to_owned())));
            }
            (CSharp, "ExpectedException") => {
                let class = list.trim_start_matches("typeof").trim_matches(['(', ')']);
                self.failures.push((line, class.split([',', ')']).next().unwrap_or("").to_owned()));
            }
            _ => {}
        }
    }

    fn row(&mut self) {
        self.rows = Some(self.rows.unwrap_or(0) + 1);
    }

    /// Reads `@pytest.mark.parametrize("a, b", [(1, 2), …])`: the rows, and the errors they wait for.
    fn parametrized(&mut self, text: &str, list: &str, line: u32) {
        let parts = arguments(list);
        let values = parts.get(1).filter(|values| values.starts_with(['[', '(']));
        if let Some(values) = values {
            self.rows = Some(self.rows.unwrap_or(1) * count(bracketed(values)));
        }
        for (at, _) in text.match_indices("pytest.raises(").take(50) {
            let rest = &text[at + "pytest.raises".len()..];
            let class = arguments(bracketed(rest)).first().copied().unwrap_or_default();
            self.failures.push((line + newlines(&text[..at]), class.to_owned()));
        }
    }

    fn java_test(&mut self, name: &str, list: &str, line: u32) {
        self.is_test = true;
        self.skipped |= list.replace(' ', "").contains("enabled=false");
        if name != "Test" {
            return;
        }
        let expected = arguments(list).into_iter().find_map(|part| {
            let rest = part.strip_prefix("expected")?;
            let rest = rest.strip_prefix("Exceptions").unwrap_or(rest);
            let value = rest.trim_start().strip_prefix('=')?.trim_start_matches([' ', '{', '[']);
            let class = value.split([',', '}', ']']).next()?;
            Some(class.trim_end_matches(".class").trim_end_matches("::class").trim())
        });
        if let Some(class) = expected {
            self.failures.push((line, class.to_owned()));
        }
    }
}

/// Whether an attribute is a project's own form of `[Fact]` or `[Theory]`, as `[FactSqlite]`.
fn is_fact(name: &str) -> bool {
    let rest = name.strip_prefix("Fact").or_else(|| name.strip_prefix("Theory"));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// Whether an annotation is a project's own form of `@Test` by its name, and none of what stands beside tests.
fn is_own_test(name: &str) -> bool {
    const OTHER: &[&str] = &[
        "after", "before", "disable", "disabled", "exclude", "for", "ignore", "ignored", "no",
        "non", "not", "only", "skip", "skipped", "thread", "visible",
    ];
    name.strip_suffix("Test").is_some_and(|rest| {
        !rest.is_empty() && !words(rest).iter().any(|word| OTHER.contains(&word.as_str()))
    })
}

/// Returns the argument of an annotation on what is expected that is a failure by its constant: `Outcome.FAILED`.
fn failing(list: &str) -> Option<&str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let fails = |part: &&str| {
        part.split(|c| !is_part(c)).any(|word| matches!(word, "ERROR" | "FAILED" | "FAILURE"))
    };
    let given = arguments(list).into_iter().find(fails)?;
    Some(by_name(given, &['=']).map_or(given, |(_, value)| value))
}

fn count(list: &str) -> u32 {
    arguments(list).len() as u32
}

fn newlines(text: &str) -> u32 {
    text.bytes().filter(|b| *b == b'\n').count() as u32
}

/// Returns the insides of the attribute brackets of a text, outermost only.
fn groups(text: &str) -> Vec<&str> {
    let mut groups = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let group = bracketed(&rest[at..]);
        groups.push(group);
        rest = rest.get(at + group.len() + 2..).unwrap_or_default();
    }
    groups
}
