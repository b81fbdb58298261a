//! `escapee chart`: draws a chart as SVG, PNG or PDF.

use std::path::{Path, PathBuf};

use escapee::error::Error;
use escapee::model::review::Review;
use escapee::pipeline::read;
use escapee::pipeline::review::{self, Told};
use escapee::report::chart::{self, Chart, ChartMeta, Theme};
use escapee::report::redact;
use escapee::report::text;

use super::context::{Context, Format};
use super::exit_code::ExitCode;
use super::{Failure, values};

/// Draw a chart; `chart list` names them
#[derive(clap::Args)]
#[command(after_help = "Examples:
  escapee chart list
  escapee chart escape-rate --out rate.png
  escapee chart class-breakdown --quarter 2026Q3 --component checkout --out classes.svg
  escapee chart timeline --incident INC-110 --out inc-110.pdf
  escapee chart indicators --out indicators.svg
  escapee chart all --out charts/ --theme dark")]
pub(super) struct Args {
    /// Chart to draw, `all` or `list`
    name: String,
    /// File to write (.svg, .png or .pdf); a folder for `all`
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Colours for a light or a dark page
    #[arg(long, value_enum, default_value = "light")]
    theme: ThemeName,
    /// What lies behind the chart; the theme's colour where nothing is said
    #[arg(long)]
    background: Option<Background>,
    /// Pixels per logical pixel in PNG; 2 gives 1920 × 1080
    #[arg(long, default_value_t = 2.0, value_parser = scale)]
    scale: f32,
    /// Pixels per inch in PNG, on a slide 13.33 inches wide; in place of --scale
    #[arg(long, value_name = "N", conflicts_with = "scale", value_parser = clap::value_parser!(u32).range(36..=576))]
    dpi: Option<u32>,
    /// Language of the words
    #[arg(long, value_enum, default_value = "en")]
    lang: values::Language,
    #[command(flatten)]
    span: super::report::Span,
    /// Incident of the timeline; the worst escape where none is named
    #[arg(long, value_name = "ID", conflicts_with_all = ["quarter", "since", "component"])]
    incident: Option<String>,
    /// Panel of units by period for calibration, indicators, false-confidence and coverage-floor, in
    /// place of the store's
    #[arg(long, value_name = "FILE")]
    panel: Option<PathBuf>,
    /// Replace titles, components and ids by numbers, for eyes outside
    #[arg(long)]
    redact: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum ThemeName {
    Light,
    Dark,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Background {
    Transparent,
}

fn scale(text: &str) -> Result<f32, String> {
    text.parse()
        .ok()
        .filter(|scale| (0.5..=8.0).contains(scale))
        .ok_or_else(|| "expected 0.5 to 8".to_owned())
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    context.format_of("chart", &[Format::Text])?;
    if args.name == "list" {
        text::names(&mut context.stdout, chart::NAMES, context.style)?;
        return Ok(ExitCode::Done);
    }
    let known = args.name == "all" || chart::NAMES.iter().any(|(name, _)| *name == args.name);
    if !known {
        return Err(Failure::Value {
            value: args.name.clone(),
            what: "chart; `escapee chart list` names them",
        });
    }
    let example = "escapee chart escape-rate --out rate.png";
    let out = args.out.as_deref().ok_or(Failure::Missing { flag: "--out", example })?;
    if args.name != "all" {
        kind(out)?;
    }
    let mut workspace = context.workspace()?;
    let dossiers = super::analyze::current(&mut workspace, context)?;
    let told = if args.name == "all" || chart::needs_panel(&args.name) {
        super::report::told(args.panel.as_deref())
    } else {
        Told::Nothing
    };
    let scope = args.span.scope();
    let mut review = review::review(&mut workspace, dossiers, (&scope, context.as_of), told)?;
    if let Some(id) = &args.incident {
        let at = review.dossiers.iter().position(|dossier| dossier.incident.id == *id);
        let at = at.ok_or_else(|| read::no_incident(id, &review.dossiers))?;
        review.dossiers.swap(0, at);
        review.dossiers.truncate(1);
    }
    if args.redact {
        redact(&mut review);
    }
    let values::Language::En = args.lang;
    for (name, _) in chart::NAMES {
        if args.name != "all" && args.name != *name {
            continue;
        }
        let theme = match args.theme {
            ThemeName::Light => Theme::Light,
            ThemeName::Dark => Theme::Dark,
        };
        let transparent = args.background.is_some();
        let meta = ChartMeta { theme, transparent, ..chart::meta_of(&review) };
        let chart = chart::of_review(name, &review, &meta);
        if args.name == "all" {
            for extension in ["svg", "png"] {
                write(context, &chart, &out.join(format!("{name}.{extension}")), args, &review)?;
            }
        } else {
            write(context, &chart, out, args, &review)?;
        }
    }
    Ok(ExitCode::Done)
}

enum Kind {
    Svg,
    Png,
    #[cfg(feature = "pdf")]
    Pdf,
}

/// Returns the kind of picture a file's name asks for.
fn kind(path: &Path) -> Result<Kind, Failure> {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("svg") => Ok(Kind::Svg),
        Some("png") => Ok(Kind::Png),
        #[cfg(feature = "pdf")]
        Some("pdf") => Ok(Kind::Pdf),
        _ => Err(Failure::Value {
            value: path.display().to_string(),
            what: "chart file; its name ends in .svg, .png or .pdf",
        }),
    }
}

#[cfg_attr(
    not(feature = "pdf"),
    expect(unused_variables, reason = "the date of the data stands in PDF files alone")
)]
fn write(
    context: &mut Context,
    chart: &Chart,
    path: &Path,
    args: &Args,
    review: &Review,
) -> Result<(), Failure> {
    let failed = |source| Error::File { action: "write", path: path.to_owned(), source };
    let bytes = match kind(path)? {
        Kind::Svg => chart.svg.clone().into_bytes(),
        Kind::Png => chart::png::encode(&chart.svg, args.scale, args.dpi)?,
        #[cfg(feature = "pdf")]
        Kind::Pdf => chart::pdf::encode(chart, review.data_through)?,
    };
    let missing = chart::missing_letters(&chart.svg);
    if !missing.is_empty() && !matches!(kind(path)?, Kind::Svg) {
        let letters: String = missing.iter().take(12).collect();
        Context::note(&format!(
            "note: the bundled font has no sign for {} letters of `{}` ({letters}): they show as \
             boxes; the .svg shows them in a font of the reader's",
            missing.len(),
            path.display()
        ));
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    std::fs::write(path, bytes).map_err(failed)?;
    writeln!(context.stdout, "{}: {}", path.display(), chart.title)?;
    Ok(())
}
