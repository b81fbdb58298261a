//! What something costs, in seconds of the processor and of the wall.

use std::error::Error;
use std::time::Instant;

/// Clock ticks a second, as `/proc` counts them on every Linux there is.
const TICKS: f64 = 100.0;

/// Seconds spent.
pub(crate) struct Cost {
    /// Of the processor: user and system, in this process's children.
    pub(crate) cpu: f64,
    /// From start to end.
    pub(crate) wall: f64,
}

/// Does the work in child processes and returns what it cost.
pub(crate) fn measured<T>(work: impl FnOnce() -> T) -> Result<(T, Cost), Box<dyn Error>> {
    let (cpu, wall) = (children()?, Instant::now());
    let result = work();
    let cost = Cost { cpu: children()? - cpu, wall: wall.elapsed().as_secs_f64() };
    Ok((result, cost))
}

/// Returns the processor's seconds of all children that have ended.
fn children() -> Result<f64, Box<dyn Error>> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    // The name in brackets may hold anything; what counts stands behind it.
    let numbers = stat.rsplit(')').next().unwrap_or_default();
    let fields: Vec<&str> = numbers.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok());
    let (user, system) = ticks(13).zip(ticks(14)).ok_or("`/proc/self/stat` is odd")?;
    Ok((user + system) / TICKS)
}
