//! Integration tests: one binary, a file per command or stage.

mod blame;
mod charts;
mod coverage_store;
mod demo;
mod importing;
mod support;
mod tracing;
