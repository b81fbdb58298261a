//! `escapee chart`: draws a chart as SVG or PNG.

use std::path::{Path, PathBuf};

use escapee::error::Error;
use escapee::model::incident::Phase;
use escapee::model::review::Review;
use escapee::pipeline::read;
use escapee::report::chart::{self, Chart, ChartMeta, Sev1Mark, Theme};

use super::Failure;
use super::context::{Context, Format};
use super::exit_code::ExitCode;

/// Draw a chart; `chart list` names them
#[derive(clap::Args)]
#[command(after_help = "Examples:
  escapee chart list
  escapee chart escape-rate --out rate.png
  escapee chart all --out charts/ --theme dark")]
pub(super) struct Args {
    /// Chart to draw, `all` or `list`
    name: String,
    /// File to write (.svg or .png); a folder for `all`
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
        for (name, question) in chart::NAMES {
            writeln!(context.stdout, "{name:<18}{question}")?;
        }
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
    let review = read::review(&workspace, dossiers, &read::Scope::default())?;
    for (name, _) in chart::NAMES {
        if args.name != "all" && args.name != *name {
            continue;
        }
        let theme = match args.theme {
            ThemeName::Light => Theme::Light,
            ThemeName::Dark => Theme::Dark,
        };
        let transparent = args.background.is_some();
        let chart = draw(name, &review, &ChartMeta { theme, transparent, ..meta(&review) });
        if args.name == "all" {
            for extension in ["svg", "png"] {
                write(context, &chart, &out.join(format!("{name}.{extension}")), args.scale)?;
            }
        } else {
            write(context, &chart, out, args.scale)?;
        }
    }
    Ok(ExitCode::Done)
}

/// Returns what every chart of a review says about itself.
pub(super) fn meta(review: &Review) -> ChartMeta {
    ChartMeta {
        source: "escapee.db".to_owned(),
        data_through: review.data_through,
        version: review.version.clone(),
        banner: review.banner.clone(),
        ..ChartMeta::default()
    }
}

/// Returns the chart of that name.
pub(super) fn draw(name: &str, review: &Review, meta: &ChartMeta) -> Chart {
    match name {
        "class-breakdown" => chart::class_breakdown(&review.classes, meta),
        _ => chart::escape_rate(&review.rate, &sev1(review), meta),
    }
}

/// Returns the worst escapes of the review, for the lane above the rate.
fn sev1(review: &Review) -> Vec<Sev1Mark> {
    let mut marks = Vec::new();
    for dossier in &review.dossiers {
        let (incident, class) = (&dossier.incident, dossier.verdict.class);
        let escape = incident.phase == Phase::Production && class.is_escape();
        let row = review.rate.rows.iter().find(|row| row.escape_ids.contains(&dossier.defect));
        if let (Some(1), true, true, Some(period)) =
            (incident.severity, escape, dossier.defect == incident.id, row.and_then(|r| r.period))
        {
            marks.push(Sev1Mark {
                id: incident.id.clone(),
                title: incident.title.clone(),
                class: Some(class),
                period,
            });
        }
    }
    marks
}

enum Kind {
    Svg,
    Png,
}

/// Returns the kind of picture a file's name asks for.
fn kind(path: &Path) -> Result<Kind, Failure> {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("svg") => Ok(Kind::Svg),
        Some("png") => Ok(Kind::Png),
        _ => Err(Failure::Value {
            value: path.display().to_string(),
            what: "chart file; its name ends in .svg or .png",
        }),
    }
}

fn write(context: &mut Context, chart: &Chart, path: &Path, scale: f32) -> Result<(), Failure> {
    let failed = |source| Error::File { action: "write", path: path.to_owned(), source };
    let bytes = match kind(path)? {
        Kind::Svg => chart.svg.clone().into_bytes(),
        Kind::Png => chart::png::encode(&chart.svg, scale, None)?,
    };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    std::fs::write(path, bytes).map_err(failed)?;
    writeln!(context.stdout, "{}: {}", path.display(), chart.title)?;
    Ok(())
}
