//! `escapee demo`: the whole job on invented data.

use std::path::{Path, PathBuf};

use escapee::error::Error;
use escapee::model::review::Review;
use escapee::pipeline::analyze;
use escapee::pipeline::demo::{self, Demo};
use escapee::pipeline::read;
use escapee::pipeline::review::{self, Scope, Told};
use escapee::report::text::TextStyle;
use escapee::report::{chart, deck, html, json, markdown, text, workbook};

use super::Failure;
use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;

/// Run the whole job on bundled, invented data
#[derive(clap::Args)]
#[command(after_help = "Example:
  escapee demo --out shop")]
pub(super) struct Args {
    /// Folder to work in; made anew if an earlier demo left it
    #[arg(long, default_value = "escapee-demo", value_name = "DIR")]
    out: PathBuf,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("demo", &[Format::Text, Format::Json, Format::Markdown])?;
    let bar = Context::progress("building the shop");
    let mut done = demo::demo(&args.out, &mut |step| bar.set_message(step))?;
    bar.set_message("drawing");
    let options = analyze::Options::default();
    let dossiers = read::dossiers(&mut done.workspace, &options, &mut |_, _, _| {})?;
    let all = Scope::default();
    let mut review = review::review(&mut done.workspace, dossiers, (&all, None), Told::Store)?;
    review::ask_signals(&mut done.workspace, &mut review, None)?;
    let files = write(&args.out, &review)?;
    bar.finish_and_clear();
    if format == Format::Json {
        let place = args.out.display();
        let files: Vec<String> = files.iter().map(|file| format!("{place}/{file}")).collect();
        let (place, banner) = (place.to_string(), review.banner.as_deref());
        let (imports, summary) = (&done.imports, &done.summary);
        json::demo(&mut context.stdout, &place, imports, summary, &files, banner)?;
    } else {
        say(context, context.style_of(format), &args.out, &done, &review, &files)?;
    }
    Ok(ExitCode::Done)
}

/// Writes charts and reports; gives their names back.
fn write(out: &Path, review: &Review) -> Result<Vec<String>, Failure> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    // The invented data are in letters that the bundled fonts have.
    let fonts = chart::Fonts::bundled();
    let pictures = chart::Pictures::new(review, &fonts);
    for (name, _) in chart::NAMES {
        let drawn = chart::of_review(name, review, &chart::meta_of(review));
        let png = chart::png::encode(&drawn.svg, 2.0, None, pictures.fonts())?;
        files.push((format!("charts/{name}.png"), png));
        files.push((format!("charts/{name}.svg"), drawn.svg.into_bytes()));
    }
    let page = html::review(review, &super::report::figures(review));
    files.push(("review.html".to_owned(), page.into_bytes()));
    files.push(("review.pptx".to_owned(), deck(review, &pictures)?));
    files.push(("review.xlsx".to_owned(), workbook(review)?));
    let mut text = Vec::new();
    markdown::review(&mut text, review)?;
    files.push(("review.md".to_owned(), text));
    let mut names = Vec::new();
    for (name, bytes) in files {
        let path = out.join(&name);
        let failed = |source| Error::File { action: "write", path: path.clone(), source };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        std::fs::write(&path, bytes).map_err(failed)?;
        names.push(name);
    }
    Ok(names)
}

/// Says what was made, what was found, and what to try next.
fn say(
    context: &mut Context,
    style: TextStyle,
    out: &Path,
    done: &Demo,
    review: &Review,
    files: &[String],
) -> Result<(), Failure> {
    let banner = review.banner.as_deref();
    let mut rows: Vec<(String, String)> = Vec::new();
    for (kind, sum) in &done.imports {
        let text = format!(
            "seen {} = imported {} + updated {} + unchanged {} + skipped {} + failed {}",
            sum.seen,
            sum.imported,
            sum.updated,
            sum.unchanged,
            sum.skipped.len(),
            sum.failed.len()
        );
        rows.push(((*kind).to_owned(), text));
    }
    text::answers(&mut context.stdout, &rows, style, banner)?;
    writeln!(context.stdout)?;
    text::summary(&mut context.stdout, &done.summary, style, None)?;
    writeln!(context.stdout)?;
    let place = out.display();
    let mut rows =
        vec![("repository".to_owned(), format!("{place} (git, two years of an invented shop)"))];
    rows.push(("database".to_owned(), format!("{place}/escapee.db")));
    for file in files {
        rows.push((String::new(), format!("{place}/{file}")));
    }
    text::answers(&mut context.stdout, &rows, style, None)?;
    let program = std::env::args().next().unwrap_or_else(|| "escapee".to_owned());
    writeln!(context.stdout, "\nTry next:\n")?;
    for command in ["show INC-110", "rate --by quarter", "show INC-114 --moment fix-parent"] {
        // Code in Markdown, too.
        writeln!(context.stdout, "    {program} {command} --repo {place}")?;
    }
    Ok(())
}
