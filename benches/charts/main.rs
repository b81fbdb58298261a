//! Times the nine charts of the demo, drawn as SVG and as PNG, beside what cannot be saved: packing the
//! same pixels.
//!
//! `cargo bench --bench charts [-- --check]`. Each chart is printed with its time. A clock on a shared
//! machine says little, so `--check` compares both in one run: it fails where drawing takes more than
//! `MOST` times what packing alone does. Needs git, and Linux for `/proc`.

use std::error::Error;
use std::io::{Cursor, Write};
use std::process::ExitCode;
use std::time::Instant;

use escapee::pipeline::review::{self, Scope, Told};
use escapee::pipeline::{analyze, demo, read};
use escapee::report::chart::{self, Fonts};

/// Clock ticks a second, as `/proc` counts them on every Linux there is.
const TICKS: f64 = 100.0;

/// Most that drawing may take, in times of packing the same pixels; 1.2 were measured.
const MOST: f64 = 3.0;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let is_checked = std::env::args().any(|argument| argument == "--check");
    let mut out = std::io::stdout().lock();
    let folder = tempfile::tempdir()?;
    let mut done = demo::demo(&folder.path().join("shop"), &mut |_| {})?;
    let dossiers =
        read::dossiers(&mut done.workspace, &analyze::Options::default(), &mut |_, _, _| {})?;
    let all = Scope::default();
    let review = review::review(&mut done.workspace, dossiers, (&all, None), Told::Store)?;
    let (fonts, meta) = (Fonts::bundled(), chart::meta_of(&review));

    let (mut drawing, mut wall) = (0.0, 0.0);
    let mut pictures = Vec::new();
    for (name, _) in chart::NAMES {
        let (before, start) = (processor()?, Instant::now());
        let chart = chart::of_review(name, &review, &meta);
        let scale = chart::png::DEFAULT_SCALE;
        pictures.push(chart::png::encode(&chart.svg, scale, None, &fonts)?);
        let cpu = processor()? - before;
        writeln!(out, "{name:>16}: {:.0} ms CPU", cpu * 1_000.0)?;
        drawing += cpu;
        wall += start.elapsed().as_secs_f64();
    }
    let unpacked = pictures.iter().map(|picture| unpacked(picture));
    let unpacked = unpacked.collect::<Result<Vec<_>, Box<dyn Error>>>()?;
    let before = processor()?;
    unpacked.iter().try_for_each(pack)?;
    let packing = processor()? - before;
    let times = drawing / packing.max(1.0 / TICKS);
    writeln!(
        out,
        "{} charts: {drawing:.2} s CPU, {wall:.2} s wall; their pixels packed alone: {packing:.2} s CPU; {times:.1} times",
        pictures.len(),
    )?;
    if is_checked && times > MOST {
        writeln!(out, "more than {MOST} times: drawing has become slow")?;
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the seconds of the processor that this process took, user and system.
fn processor() -> Result<f64, Box<dyn Error>> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    // The name in brackets may hold anything; what counts stands behind it.
    let numbers = stat.rsplit(')').next().unwrap_or_default();
    let fields: Vec<&str> = numbers.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok());
    let (user, system) = ticks(11).zip(ticks(12)).ok_or("`/proc/self/stat` is odd")?;
    Ok((user + system) / TICKS)
}

/// Pixels of a picture, with its width and height.
type Pixels = (Vec<u8>, u32, u32);

fn unpacked(picture: &[u8]) -> Result<Pixels, Box<dyn Error>> {
    let mut reader = png::Decoder::new(Cursor::new(picture)).read_info()?;
    let mut pixels = vec![0; reader.output_buffer_size().ok_or("a picture that is too large")?];
    let info = reader.next_frame(&mut pixels)?;
    Ok((pixels, info.width, info.height))
}

fn pack((pixels, width, height): &Pixels) -> Result<(), png::EncodingError> {
    let mut encoder = png::Encoder::new(std::io::sink(), *width, *height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::Adaptive);
    encoder.write_header()?.write_image_data(pixels)
}
