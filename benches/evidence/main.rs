//! What reading reports and keeping them costs, beside readers that do as little as can be done.
//!
//! `cargo bench --bench evidence` makes an LCOV report of 500 MB and a Cobertura report of 300 MB in
//! the target folder, reads each in a process of its own by several readers, and prints CPU seconds,
//! ratios and peak memory; then it keeps a year of daily reports and looks regions up.
//! `ESCAPEE_BENCH_MB` makes smaller reports, `ESCAPEE_BENCH_DAYS` a shorter year.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench prints and stops where it fails"
)]

mod reports;
mod stages;
mod year;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, stage, file, ..] = &arguments[..]
        && let Some(stage) = stages::of(stage)
    {
        return stages::run(stage, std::path::Path::new(file));
    }
    reports::compare();
    year::keep();
}
