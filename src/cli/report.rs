//! `escapee report`: a review of a quarter or of all time, as HTML, Markdown or JSON.

use std::path::PathBuf;

use escapee::error::Error;
use escapee::model::commit::Time;
use escapee::model::period::Period;
use escapee::model::review::Review;
use escapee::pipeline::rate;
use escapee::pipeline::read::{self, Scope};
use escapee::report::chart::{self, ChartMeta, Theme};
use escapee::report::{html, json, markdown};

use super::context::{Context, Format};
use super::exit_code::ExitCode;
use super::{Failure, values};

/// Write a review: escape rate, classes and a worksheet for each incident
#[derive(clap::Args)]
#[command(after_help = "Examples:
  escapee report --quarter 2026Q3 --out review.html
  escapee report --component checkout --since 2026-01-01 --out checkout.md")]
pub(super) struct Args {
    /// Quarter to review, as in 2026Q3; all time where none is named
    #[arg(long, value_parser = values::quarter, conflicts_with = "since")]
    quarter: Option<Period>,
    /// Only incidents from this time on
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    since: Option<Time>,
    /// Only this component
    #[arg(long, value_name = "NAME")]
    component: Option<String>,
    /// File to write; its ending (.html, .md, .json) names the format. Without it Markdown is printed
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let ending = args.out.as_ref().and_then(|out| out.extension()).and_then(|e| e.to_str());
    let has = &[Format::Markdown, Format::Html, Format::Json];
    let format = match (context.format, ending) {
        (Some(_), _) => context.format_of("report", has)?,
        (None, Some("json")) => Format::Json,
        (None, Some("html" | "htm")) => Format::Html,
        (None, Some("md" | "markdown") | None) => Format::Markdown,
        (None, Some(other)) => {
            return Err(Failure::Value {
                value: format!(".{other}"),
                what: "report format; .html, .md and .json are",
            });
        }
    };
    let mut workspace = context.workspace()?;
    let dossiers = super::analyze::current(&mut workspace, context)?;
    let scope =
        Scope { quarter: args.quarter, since: args.since, component: args.component.clone() };
    let whole = scope.since.is_none() && scope.component.is_none() && context.as_of.is_none();
    if whole && args.out.is_some() {
        rate::save_printed(&mut workspace, &dossiers, scope.quarter, context.now)?;
    }
    let review = read::review(&workspace, dossiers, &scope)?;
    let mut bytes = Vec::new();
    match format {
        Format::Html => bytes = html::review(&review, &figures(&review)).into_bytes(),
        Format::Json => json::review(&mut bytes, &review)?,
        _ => markdown::review(&mut bytes, &review)?,
    }
    match &args.out {
        None => context.stdout.write_all(&bytes)?,
        Some(out) => {
            std::fs::write(out, bytes).map_err(|source| Error::File {
                action: "write",
                path: out.clone(),
                source,
            })?;
            writeln!(
                context.stdout,
                "{}: {} incidents, {}",
                out.display(),
                review.dossiers.len(),
                review.scope
            )?;
        }
    }
    Ok(ExitCode::Done)
}

/// Returns every chart as the page sets it, with ids of its own.
pub(super) fn figures(review: &Review) -> Vec<html::Figure> {
    let figure = |(name, _): &(&str, &str)| {
        let draw = |theme: Theme, prefix: &str| {
            let id_prefix = format!("{name}-{prefix}");
            let meta = ChartMeta { id_prefix, theme, ..super::chart::meta(review) };
            super::chart::draw(name, review, &meta)
        };
        let chart = draw(Theme::Light, "");
        html::Figure {
            title: chart.title,
            description: chart.description,
            svg: chart.svg,
            dark: Some(draw(Theme::Dark, "dark-").svg),
        }
    };
    chart::NAMES.iter().map(figure).collect()
}
