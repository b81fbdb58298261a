//! Why a file could not be read at all. What concerns one record is a rejection in the batch.

/// Why a file could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The file holds nothing.
    #[error("the file is empty")]
    Empty,
    /// The file is compressed and cannot be unpacked.
    #[error("cannot unpack the gzip data")]
    Gzip(#[source] std::io::Error),
    /// An answer that cannot be taken.
    #[error("{}{problem}", line.map(|line| format!("line {line}: ")).unwrap_or_default())]
    Answer {
        /// Line of the worksheet, 1-based; `None` where it was typed.
        line: Option<usize>,
        /// What is wrong with it.
        problem: String,
    },
    /// The file could not be read to its end.
    #[error("cannot read the file")]
    Read(#[source] std::io::Error),
    /// The file is an SQLite database that cannot be read.
    #[error("cannot read the database")]
    Sqlite(#[source] rusqlite::Error),
    /// The file, or what it unpacks or adds up to, is larger than escapee reads.
    #[error("holds more than {limit} bytes, the most escapee reads")]
    TooLarge {
        /// The limit that was passed.
        limit: u64,
    },
    /// The file holds more of something than escapee reads.
    #[error("holds more than {limit} {what}, the most escapee reads")]
    TooMany {
        /// What there is too much of, in the plural.
        what: &'static str,
        /// The limit that was passed.
        limit: u64,
    },
    /// What a report holds of one kind of record takes more memory than is kept of one file.
    #[error("its {what} take more than {} MiB, the most that is kept of one report", limit >> 20)]
    TooLargeReport {
        /// What there is too much of, in the plural.
        what: &'static str,
        /// The limit that was passed, in bytes.
        limit: u64,
    },
    /// A coverage report counts lines and says of none whether it ran.
    #[error("it counts lines and says of none whether it ran")]
    OnlyTotals,
    /// The file is no text.
    #[error("not a text file: looks like {looks_like}")]
    NotText {
        /// What the first bytes say.
        looks_like: &'static str,
    },
    /// The format is another one than the kinds read here.
    #[error("not a format escapee reads yet: looks like {looks_like}")]
    UnknownFormat {
        /// What the content says.
        looks_like: &'static str,
    },
    /// The format is known, but it holds something else than what was asked for.
    #[error("it holds {holds}: looks like {looks_like}")]
    OtherKind {
        /// What it holds, as in `a coverage report`.
        holds: &'static str,
        /// The format.
        looks_like: &'static str,
        /// The command that reads it.
        command: &'static str,
    },
    /// The front matter of a document cannot be read.
    #[error("the front matter cannot be read: {problem}")]
    FrontMatter {
        /// What is wrong with it.
        problem: String,
    },
    /// The header row lacks a column the format needs.
    #[error("no column named `{column}`")]
    MissingColumn {
        /// The column looked for.
        column: &'static str,
        /// The columns there are.
        found: Vec<String>,
    },
    /// The mapping names a column the file does not have.
    #[error("no column named `{column}`, which the mapping gives to `{field}`")]
    MissingMappedColumn {
        /// The field of the record.
        field: String,
        /// The column looked for.
        column: String,
        /// The columns there are.
        found: Vec<String>,
    },
    /// The mapping names a field the record does not have.
    #[error("the mapping names `{field}`, which is no field of an incident")]
    UnknownField {
        /// The word of the mapping.
        field: String,
    },
    /// There is no preset of that name.
    #[error("no preset named `{preset}`")]
    UnknownPreset {
        /// The name that was given.
        preset: String,
        /// The names there are.
        known: Vec<&'static str>,
    },
    /// The mapping holds a pattern that is no regular expression.
    #[error("the pattern `{pattern}` of `{field}` is no regular expression")]
    BadPattern {
        /// The field of the record.
        field: &'static str,
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        source: Box<regex::Error>,
    },
    /// The file begins like JSON and is none.
    #[error("the JSON cannot be read at line {line}, column {column}")]
    BadJson {
        /// Line of the file, 1-based.
        line: usize,
        /// Column, 1-based.
        column: usize,
        /// What is wrong there.
        source: serde_json::Error,
    },
    /// The mapping's zone is no offset from UTC.
    #[error("the zone `{zone}` is no offset from UTC")]
    UnknownZone {
        /// The word of the mapping.
        zone: String,
    },
    /// The date format of the mapping is none.
    #[error("`{format}` is no date format")]
    BadDateFormat {
        /// The word of the mapping.
        format: String,
    },
    /// Several date formats fit a column and give different times.
    #[error("the dates of column `{column}`, such as `{example}`, read as {}", formats.join(" and as "))]
    AmbiguousDates {
        /// The column.
        column: String,
        /// A cell that reads both ways.
        example: String,
        /// The formats that fit.
        formats: Vec<&'static str>,
    },
    /// A cell of a file that is read whole or not at all does not hold what it should.
    #[error("line {line}, column `{column}`: `{cell}` is no {}", expected.trim_start_matches("a "))]
    BadCell {
        /// Line of the file, 1-based.
        line: u64,
        /// The column.
        column: String,
        /// What the cell holds.
        cell: String,
        /// What it should hold.
        expected: &'static str,
    },
    /// A row of a file that is read whole or not at all does not fit its header.
    #[error("line {line}: {reason}")]
    BadRow {
        /// Line of the file, 1-based.
        line: u64,
        /// What is wrong.
        reason: String,
    },
    /// Two rows are about the same unit and period.
    #[error("line {line}: `{unit}` in `{period}` stands on line {first} already")]
    RepeatedRow {
        /// Line of the second.
        line: u64,
        /// Line of the first.
        first: u64,
        /// The unit.
        unit: String,
        /// The period.
        period: String,
    },
    /// Two columns have one name.
    #[error("two columns are named `{column}`")]
    RepeatedColumn {
        /// The name.
        column: String,
    },
    /// An indicator asked for is not in the file.
    #[error("no indicator named `{name}`")]
    MissingIndicator {
        /// The name asked for.
        name: String,
        /// The columns that can be indicators.
        found: Vec<String>,
    },
    /// An indicator of the user's own has the name of a column of every panel.
    #[error("an indicator of your own cannot be named `{name}`: panels have a column of that name")]
    TakenIndicator {
        /// The name.
        name: String,
    },
    /// `escapee.toml` is not what it should be.
    #[error("line {line}: {problem}")]
    Project {
        /// Line of the file, 1-based.
        line: usize,
        /// What is wrong there, naming the key.
        problem: String,
    },
}

impl SourceError {
    /// Returns what the user can do about it, where there is something to say.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::MissingColumn { column, found } => {
                let fields = crate::sources::incidents::field_names();
                let next = if fields.split(", ").any(|field| field == *column) {
                    let mapped = format!("[incidents.columns] {column} = \"…\"");
                    let none = if *column == "title" {
                        "; where there is none: [incidents.constants] title = \"(no title)\""
                    } else {
                        ""
                    };
                    format!("map one in escapee.toml: {mapped}{none}")
                } else {
                    format!("name one of them `{column}`")
                };
                Some(format!("the columns are {}; {next}", list(found)))
            }
            Self::MissingMappedColumn { found, .. } => {
                Some(format!("the columns are {}", list(found)))
            }
            Self::MissingIndicator { found, .. } if !found.is_empty() => {
                Some(format!("the columns that can be one are {}", list(found)))
            }
            Self::TakenIndicator { name } => {
                Some(format!("give it a name of its own, as in --name own_{name}"))
            }
            Self::AmbiguousDates { .. } => Some(
                "say which it is with --date-format, as in --date-format '%d/%m/%y %H:%M:%S', or \
                 date_format in escapee.toml"
                    .to_owned(),
            ),
            Self::UnknownPreset { known, .. } => Some(format!("there are {}", known.join(", "))),
            Self::BadDateFormat { .. } => {
                Some("write it as in '%d/%m/%Y %H:%M' (strftime)".to_owned())
            }
            Self::UnknownZone { .. } => Some("write it as in +01:00".to_owned()),
            Self::UnknownField { .. } => {
                Some(format!("the fields are {}", crate::sources::incidents::field_names()))
            }
            Self::TooLargeReport { .. } => Some(
                "give it in parts: several files of one commit and series are one report"
                    .to_owned(),
            ),
            Self::OnlyTotals => Some(
                "export lines: llvm-cov without `--summary-only`, gcovr with `--json` or \
                 `--cobertura` (its JaCoCo has none)"
                    .to_owned(),
            ),
            Self::OtherKind { command, .. } => Some(format!("read it with `{command}`")),
            _ => None,
        }
    }
}

/// Returns names for a message: quoted, at most thirty.
fn list(names: &[String]) -> String {
    let short = |name: &String| match name.char_indices().nth(60) {
        Some((end, _)) => format!("`{}…`", &name[..end]),
        None => format!("`{name}`"),
    };
    let mut names: Vec<&String> = names.iter().filter(|name| !name.is_empty()).collect();
    names.dedup();
    if names.is_empty() {
        return "none that have a name".to_owned();
    }
    let shown: Vec<String> = names.iter().copied().take(30).map(short).collect();
    let more =
        if names.len() > 30 { format!(" and {} more", names.len() - 30) } else { String::new() };
    format!("{}{more}", shown.join(", "))
}
