//! What every command shares: where it works, how it prints, and the clock.

use std::error::Error as _;
use std::io::{IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum as _;
use escapee::model::commit::Time;
use escapee::pipeline::{Place, Step, Workspace};
use escapee::report::text::{Medium, TextStyle};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Failure;
use super::format::{Format, ending};
use super::terminal::{knows_links, utf8};
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
        // What the command lacks under any name comes first: another ending would not help.
        if self.format.is_some_and(|asked| !has.contains(&asked)) {
            return self.format_of(command, has);
        }
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

#[expect(clippy::disallowed_methods, reason = "the one place where the clock is read")]
fn clock() -> Time {
    chrono::Utc::now()
}
