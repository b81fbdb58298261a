//! What every command shares: where it works, how it prints, and the clock.

use std::error::Error as _;
use std::ffi::OsStr;
use std::io::{IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum as _;
use escapee::model::commit::Time;
use escapee::pipeline::{Place, Step, Workspace};
use escapee::report::text::{Medium, TextStyle};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Failure;
use super::values::time;

/// Flags that work everywhere they make sense.
#[derive(clap::Args)]
#[command(next_help_heading = "Options of every command")]
pub(super) struct Common {
    /// Folder of the repository or of escapee.toml
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    repo: PathBuf,

    /// Database [default: escapee.db beside escapee.toml]
    #[arg(long, global = true, value_name = "FILE")]
    db: Option<PathBuf>,

    /// How to print the result, as far as the command has it: text, json, csv, markdown or html
    #[arg(long, global = true, value_enum, value_name = "FORMAT", hide_possible_values = true)]
    format: Option<Format>,

    /// Leave out what came later: incidents, reports and releases (date or RFC 3339 time)
    #[arg(long, global = true, value_name = "TIME", value_parser = time)]
    as_of: Option<Time>,

    /// Only ASCII signs in text
    #[arg(long, global = true)]
    ascii: bool,

    /// Whether ids lead to their tracker, in terminals that know links: auto, always or never
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = true
    )]
    hyperlinks: When,

    /// Take this as the present (date or RFC 3339 time)
    #[arg(long, global = true, value_name = "TIME", value_parser = time, hide = true)]
    now: Option<Time>,
}

/// When something is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum When {
    /// Where the terminal can.
    Auto,
    /// Always, pipes included.
    Always,
    /// Never.
    Never,
}

/// How a result is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// For programs; carries a schema version.
    Json,
    /// For spreadsheets.
    Csv,
    /// For wikis and pull requests.
    Markdown,
    /// One page for a browser.
    Html,
}

impl Format {
    /// What a command has whose result is a table, a list or numbers.
    pub(super) const OF_RESULTS: &[Self] = &[Self::Text, Self::Json, Self::Csv, Self::Markdown];

    /// What a command has that says what it did.
    pub(super) const OF_DEEDS: &[Self] = &[Self::Text, Self::Json];

    /// The endings of files in this format, the usual one first.
    pub(super) fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt"],
            Self::Json => &["json"],
            Self::Csv => &["csv"],
            Self::Markdown => &["md", "markdown"],
            Self::Html => &["html", "htm"],
        }
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Markdown => "markdown",
            Self::Html => "html",
        })
    }
}

/// What every command shares.
pub(super) struct Context {
    /// Results go here.
    pub stdout: Box<dyn Write>,
    /// The present.
    pub now: Time,
    /// The format asked for.
    pub format: Option<Format>,
    /// The newest time that counts.
    pub as_of: Option<Time>,
    /// How text is set.
    pub style: TextStyle,
    /// Where the command works.
    pub place: Place,
}

impl Context {
    /// Returns the context of this run; the one place that reads the clock.
    pub(super) fn new(common: &Common) -> Self {
        let stdout = std::io::stdout();
        let color = AutoStream::choice(&stdout) != ColorChoice::Never;
        let links = match common.hyperlinks {
            When::Auto => knows_links(&stdout),
            When::Always => true,
            When::Never => false,
        };
        let width = terminal_size::terminal_size().map_or(80, |(width, _)| width.0);
        Self {
            stdout: Box::new(std::io::BufWriter::new(stdout)),
            now: common.now.unwrap_or_else(clock),
            format: common.format,
            as_of: common.as_of,
            style: TextStyle {
                width: width.clamp(40, 100),
                color,
                ascii: common.ascii || !utf8(),
                links,
                ..TextStyle::default()
            },
            place: Place { folder: common.repo.clone(), database: common.db.clone() },
        }
    }

    /// Opens the workspace for reading.
    pub(super) fn workspace(&self) -> Result<Workspace, Failure> {
        Ok(Workspace::open(&self.place)?)
    }

    /// Opens the workspace; makes the database if there is none.
    pub(super) fn new_workspace(&self) -> Result<Workspace, Failure> {
        Ok(Workspace::open_or_create(&self.place)?)
    }

    /// Returns the format asked for, the command's first if none was, or an error where the command
    /// lacks it. Asked before anything is done, so that a refused command has changed nothing.
    pub(super) fn format_of(
        &self,
        command: &'static str,
        has: &'static [Format],
    ) -> Result<Format, Failure> {
        let format = self.format.unwrap_or(has[0]);
        if has.contains(&format) {
            Ok(format)
        } else {
            Err(Failure::Format { command, format, has })
        }
    }

    /// Returns the format of a result that may go to a file: the one asked for, else the one the file's ending
    /// names, else the command's first. An error where the command lacks it, where no format has that
    /// ending and none was asked for, and where the two name different ones.
    pub(super) fn format_for(
        &self,
        command: &'static str,
        has: &'static [Format],
        out: Option<&Path>,
    ) -> Result<Format, Failure> {
        let Some((path, ending)) = out.and_then(|out| Some((out, ending(out)?))) else {
            return self.format_of(command, has);
        };
        let is_named = |format: &&Format| format.endings().contains(&ending.as_str());
        let named = Format::value_variants().iter().find(is_named).copied();
        match (self.format, named) {
            (Some(asked), Some(named)) if asked != named => {
                Err(Failure::Disagreement { path: path.to_owned(), format: asked })
            }
            (None, named) => named.filter(|named| has.contains(named)).ok_or(Failure::Ending {
                ending,
                command,
                has,
            }),
            _ => self.format_of(command, has),
        }
    }

    /// Returns how text is set in a format: Markdown has the words of text, as headings, lists and tables.
    pub(super) fn style_of(&self, format: Format) -> TextStyle {
        match format {
            Format::Markdown => TextStyle { medium: Medium::Markdown, ..self.style },
            _ => self.style,
        }
    }

    /// Opens the workspace to try something out; without a database there, one in memory.
    pub(super) fn trial_workspace(&self) -> Result<Workspace, Failure> {
        Ok(Workspace::open_or_empty(&self.place)?)
    }

    /// Writes a remark to standard error.
    pub(super) fn note(text: &str) {
        let _ = writeln!(anstream::stderr(), "{}", escapee::report::clean(text));
    }

    /// Writes an error, what caused it and what to do next to standard error.
    pub(super) fn explain(failure: &Failure) {
        let mut stderr = anstream::stderr();
        let bold = anstyle::Style::new().bold().fg_color(Some(anstyle::AnsiColor::Red.into()));
        let clean = |text: String| escapee::report::clean(&text).into_owned();
        let _ = writeln!(stderr, "{bold}error:{bold:#} {}", clean(failure.to_string()));
        let mut cause = failure.source();
        while let Some(error) = cause {
            let _ = writeln!(stderr, "caused by: {}", clean(error.to_string()));
            cause = error.source();
        }
        if let Some(hint) = failure.hint() {
            let _ = writeln!(stderr, "hint: {}", clean(hint));
        }
    }

    /// Returns a progress bar on standard error; hidden where that is no terminal.
    pub(super) fn progress(what: &'static str) -> ProgressBar {
        let target = if std::io::stderr().is_terminal() {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        // Nothing is drawn before there is something to count.
        let bar = ProgressBar::with_draw_target(None, target).with_message(what);
        match ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}") {
            // Signs that every terminal draws, whatever its locale.
            Ok(style) => bar.with_style(style.progress_chars("#> ")),
            Err(_) => bar,
        }
    }

    /// Returns what shows on a progress bar how far a long piece of work has come.
    pub(super) fn shown(bar: &ProgressBar) -> impl FnMut(Step, usize, usize) {
        let what = bar.message();
        let mut at = Step::Answers;
        move |step, done, total| {
            if step != at {
                // Another count, another speed.
                at = step;
                bar.reset();
                bar.set_message(match step {
                    Step::Commits => "reading history".to_owned(),
                    Step::Answers => what.clone(),
                });
            }
            if total > 0 {
                bar.set_length(total as u64);
                bar.set_position(done as u64);
            }
        }
    }

    /// Returns a line on standard error that tells what is going on; hidden where that is no
    /// terminal.
    pub(super) fn spinner() -> ProgressBar {
        let bar = Self::progress("");
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            bar.set_style(style.tick_chars("|/-\\ "));
        }
        bar
    }
}

/// Returns the ending of a file's name in small letters.
pub(super) fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}

#[expect(clippy::disallowed_methods, reason = "the one place where the clock is read")]
fn clock() -> Time {
    chrono::Utc::now()
}

/// Whether standard output is a terminal that shows links and nobody asked for bare text.
fn knows_links(stdout: &impl std::io::IsTerminal) -> bool {
    let variable = |name| std::env::var_os(name).unwrap_or_default();
    stdout.is_terminal()
        && wants_more_than_text(&variable("NO_COLOR"), &variable("TERM"))
        && supports_hyperlinks::supports_hyperlinks()
}

/// Whether an environment leaves room for more than bare text: `NO_COLOR` unset or empty, and a terminal
/// that is not `dumb`.
fn wants_more_than_text(no_color: &OsStr, term: &OsStr) -> bool {
    no_color.is_empty() && term != "dumb"
}

/// Whether the locale writes UTF-8.
fn utf8() -> bool {
    ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .is_none_or(|value| {
            let value = value.to_ascii_lowercase();
            value.contains("utf-8") || value.contains("utf8")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_left_out_where_bare_text_is_asked_for_or_the_terminal_knows_no_more() {
        let wants =
            |no_color: &str, term: &str| wants_more_than_text(no_color.as_ref(), term.as_ref());
        assert!(wants("", "xterm-256color"));
        assert!(wants("", ""), "a terminal without a name is asked by other variables");
        assert!(!wants("1", "xterm-256color"));
        assert!(!wants("0", "xterm-256color"), "any value counts: no-color.org");
        assert!(!wants("", "dumb"));
    }

    #[test]
    fn a_stream_that_is_no_terminal_never_shows_links() {
        let file = tempfile::tempfile().expect("a file");
        assert!(!knows_links(&file));
    }
}
