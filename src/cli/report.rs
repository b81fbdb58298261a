//! `escapee report`: a review of a quarter or of all time, as HTML, Markdown, JSON or rows of CSV.

use std::path::{Path, PathBuf};

use escapee::error::Error;
use escapee::model::commit::Time;
use escapee::model::period::Period;
use escapee::model::review::Review;
use escapee::pipeline::review::{self, Scope, Told};
use escapee::pipeline::{Workspace, rate};
use escapee::report::chart::{self, ChartMeta, Theme};
use escapee::report::{csv, html, json, markdown, redact, thousands};

use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;
use super::{Failure, values};

/// Pages that are looked for beside a report.
const MOST_PAGES: usize = 100_000;

/// Write a review: escape rate, classes and a worksheet for each incident
#[derive(clap::Args)]
#[command(after_help = "Examples:
  escapee report --quarter 2026Q3 --out review.html
  escapee report --component checkout --since 2026-01-01 --out checkout.md")]
pub(super) struct Args {
    #[command(flatten)]
    about: About,
    /// File to write; its ending (.html, .md, .json, .csv) names the format. Without it Markdown is printed
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// The time and the component a review is about.
#[derive(clap::Args)]
pub(super) struct Span {
    /// Quarter to review, as in 2026Q3; all time where none is named
    #[arg(long, value_parser = values::quarter, conflicts_with = "since")]
    quarter: Option<Period>,
    /// Only incidents from this time on
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    since: Option<Time>,
    /// Only this component
    #[arg(long, value_name = "NAME")]
    component: Option<String>,
}

impl Span {
    /// Returns the scope of the review.
    pub(super) fn scope(&self) -> Scope {
        Scope { quarter: self.quarter, since: self.since, component: self.component.clone() }
    }
}

/// What a review is about.
#[derive(clap::Args)]
pub(super) struct About {
    #[command(flatten)]
    span: Span,
    /// Panel of units by period, for which indicator told, in place of the store's
    #[arg(long, value_name = "FILE")]
    panel: Option<PathBuf>,
    /// Replace titles, components and ids by numbers, for eyes outside
    #[arg(long)]
    redact: bool,
    /// Language of the words
    #[arg(long, value_enum, default_value = "en")]
    lang: values::Language,
}

impl About {
    /// Returns the review, after analysing what is pending. One of everything that is kept stores
    /// the figures it prints, so that the next one can tell which were restated.
    pub(super) fn review(&self, context: &Context, kept: bool) -> Result<Review, Failure> {
        self.made(context, kept, |_, _| Ok(()))
    }

    /// Returns the review with what its sheets of single incidents need beside it.
    fn review_with_sheets(&self, context: &Context, kept: bool) -> Result<Review, Failure> {
        self.made(context, kept, |workspace, review| {
            review::ask_signals(workspace, review, context.as_of)
        })
    }

    fn made(
        &self,
        context: &Context,
        kept: bool,
        fill: impl FnOnce(&mut Workspace, &mut Review) -> Result<(), Error>,
    ) -> Result<Review, Failure> {
        let values::Language::En = self.lang;
        let mut workspace = context.workspace()?;
        let dossiers = super::analyze::current(&mut workspace, context)?;
        let scope = self.span.scope();
        let whole = scope.since.is_none() && scope.component.is_none() && context.as_of.is_none();
        let restated = if whole {
            rate::restatements(&mut workspace, &dossiers, scope.quarter, context.now, kept)?
        } else {
            Vec::new()
        };
        let asked = (&scope, context.as_of);
        let mut review =
            review::review(&mut workspace, dossiers, asked, told(self.panel.as_deref()))?;
        review.restatements = restated;
        fill(&mut workspace, &mut review)?;
        if self.redact {
            redact(&mut review);
        }
        Ok(review)
    }
}

/// Returns where a review learns which indicators told.
pub(super) fn told(panel: Option<&Path>) -> Told<'_> {
    panel.map_or(Told::Store, Told::File)
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let has = &[Format::Markdown, Format::Html, Format::Json, Format::Csv];
    let format = context.format_for("report", has, args.out.as_deref())?;
    let review = args.about.review_with_sheets(context, args.out.is_some())?;
    let mut bytes = Vec::new();
    match format {
        Format::Html => match &args.out {
            Some(out) => return pages(context, &review, out),
            None => bytes = html::review(&review, &figures(&review)).into_bytes(),
        },
        Format::Json => json::review(&mut bytes, &review)?,
        Format::Csv => csv::review(&mut bytes, &review)?,
        _ => markdown::review(&mut bytes, &review)?,
    }
    match &args.out {
        None => context.stdout.write_all(&bytes)?,
        Some(out) => {
            save(out, &bytes)?;
            writeln!(context.stdout, "{}", written(out, &review))?;
        }
    }
    Ok(ExitCode::Done)
}

/// Writes the page, and further ones where the worksheets do not fit it.
fn pages(context: &mut Context, review: &Review, out: &Path) -> Result<ExitCode, Failure> {
    let stem = out.file_stem().and_then(|stem| stem.to_str()).unwrap_or("review");
    let pages = html::pages(review, &figures(review), stem);
    let beside = |place: usize| out.with_file_name(format!("{stem}-{place}.html"));
    for (place, page) in (1..).zip(&pages) {
        let path = if place == 1 { out.to_owned() } else { beside(place) };
        save(&path, page.html.as_bytes())?;
    }
    let further = match pages.len() - 1 {
        0 => String::new(),
        more => format!(", worksheets on {more} more pages beside it"),
    };
    writeln!(context.stdout, "{}{further}", written(out, review))?;
    // An earlier report of the same name may have had more pages; they are not this one's to delete.
    let places = pages.len() + 1..=MOST_PAGES;
    let left = places.take_while(|place| beside(*place).exists()).last();
    if let Some(last) = left {
        let (first, last) = (beside(pages.len() + 1), beside(last));
        let through = if first == last { String::new() } else { format!(" to {}", last.display()) };
        writeln!(
            context.stdout,
            "of an earlier report and not linked: {}{through}",
            first.display()
        )?;
    }
    Ok(ExitCode::Done)
}

/// Returns what a file holds: how many incidents, of what.
pub(super) fn written(out: &Path, review: &Review) -> String {
    let n = review.dossiers.len();
    let noun = if n == 1 { "incident" } else { "incidents" };
    let scope = review.scope.to_string().replacen("All time", "all time", 1);
    format!("{}: {} {noun}, {scope}", out.display(), thousands(n as u64))
}

/// Writes a file into a folder that is there: a mistyped folder is an error, not a new one.
pub(super) fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |source| Error::File { action: "write", path: path.to_owned(), source };
    std::fs::write(path, bytes).map_err(failed)?;
    Ok(())
}

/// Returns every chart as the page sets it, with ids of its own.
pub(super) fn figures(review: &Review) -> Vec<html::Figure> {
    let figure = |(name, _): &(&str, &str)| {
        let draw = |theme: Theme, prefix: &str| {
            let id_prefix = format!("{name}-{prefix}");
            let meta = ChartMeta { id_prefix, theme, ..chart::meta_of(review) };
            chart::of_review(name, review, &meta)
        };
        let drawn = draw(Theme::Light, "");
        html::Figure {
            name: (*name).to_owned(),
            title: drawn.title,
            description: drawn.description,
            svg: drawn.svg,
            is_drawn: drawn.is_drawn,
            dark: Some(draw(Theme::Dark, "dark-").svg),
        }
    };
    chart::NAMES.iter().map(figure).collect()
}
