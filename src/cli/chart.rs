//! `escapee chart`: draws a chart as SVG, PNG or PDF.

use std::path::{Path, PathBuf};

use escapee::error::Error;
use escapee::pipeline::read;
use escapee::pipeline::review::{self, Told};
use escapee::report::chart::{self, Chart, ChartMeta, Fonts, Pictures, Theme};
use escapee::report::{csv, json, redact, text};

use super::context::Context;
use super::exit_code::ExitCode;
use super::fonts::FontFiles;
use super::format::Format;
use super::{Failure, values};

/// Draw a chart; `chart list` names them
#[derive(clap::Args)]
#[command(after_help = "Examples:
  escapee chart list
  escapee chart list --format json
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
    #[command(flatten)]
    fonts: FontFiles,
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
    if args.name == "list" {
        return list(context);
    }
    let format = context.format_of("chart", &[Format::Text, Format::Json])?;
    let known = args.name == "all" || chart::NAMES.iter().any(|(name, _)| *name == args.name);
    if !known {
        return Err(Failure::Value {
            value: args.name.clone(),
            what: "chart; `escapee chart list` names them",
        });
    }
    let example = "escapee chart escape-rate --out rate.png";
    let out = args.out.as_deref().ok_or(Failure::Missing { flag: "--out", example })?;
    // Before anything is done; an SVG is drawn with the fonts of its reader.
    let is_svg = args.name != "all" && matches!(kind(out)?, Kind::Svg);
    let fonts = if is_svg { Fonts::bundled() } else { args.fonts.fonts(context)? };
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
        review.is_of_one = true;
    }
    if args.redact {
        redact(&mut review);
    }
    let values::Language::En = args.lang;
    let pictures = Pictures::new(&review, &fonts);
    let mut written = Vec::new();
    for (name, question) in chart::NAMES {
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
        let files = if args.name == "all" {
            ["svg", "png"].map(|extension| out.join(format!("{name}.{extension}"))).to_vec()
        } else {
            vec![out.to_owned()]
        };
        for file in &files {
            write(&chart, file, args, (name, &meta, &pictures))?;
            if format == Format::Text {
                writeln!(context.stdout, "{}: {}", file.display(), chart.title)?;
            }
        }
        if let Some(hint) = chart.hint.filter(|_| format == Format::Text) {
            writeln!(context.stdout, "  {hint}")?;
        }
        written.push(json::ChartFile {
            name,
            question,
            title: Some(chart.title),
            description: Some(chart.description),
            has_data: Some(chart.is_drawn),
            files: files.iter().map(|file| file.display().to_string()).collect(),
        });
    }
    if format == Format::Json {
        json::charts(&mut context.stdout, &written, review.banner.as_deref())?;
    }
    pictures.note().iter().for_each(|note| Context::note(note));
    Ok(ExitCode::Done)
}

/// Writes the charts there are, each with the question it answers.
fn list(context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("chart list", Format::OF_RESULTS)?;
    let style = context.style_of(format);
    let out = &mut context.stdout;
    match format {
        Format::Json => {
            let named = |(name, question): &(&'static str, &'static str)| json::ChartFile {
                name,
                question,
                title: None,
                description: None,
                has_data: None,
                files: Vec::new(),
            };
            let charts: Vec<json::ChartFile> = chart::NAMES.iter().map(named).collect();
            json::charts(out, &charts, None)?;
        }
        Format::Csv => csv::charts(out, chart::NAMES)?,
        _ => text::names(out, chart::NAMES, style)?,
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

fn write(
    chart: &Chart,
    path: &Path,
    args: &Args,
    (name, meta, pictures): (&str, &ChartMeta, &Pictures<'_>),
) -> Result<(), Failure> {
    let failed = |source| Error::File { action: "write", path: path.to_owned(), source };
    let picture = || pictures.chart(name, chart, meta);
    let bytes = match kind(path)? {
        Kind::Svg => chart.svg.clone().into_bytes(),
        Kind::Png => chart::png::encode(&picture().svg, args.scale, args.dpi, pictures.fonts())?,
        #[cfg(feature = "pdf")]
        Kind::Pdf => chart::pdf::encode(&picture(), meta.data_through, pictures.fonts())?,
    };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    std::fs::write(path, bytes).map_err(failed)?;
    Ok(())
}
