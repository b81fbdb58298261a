//! Integration tests: one binary, a file per command or stage.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

mod agreeing;
mod architecture;
mod blame;
mod browser;
mod calibrate;
mod charts;
mod commands;
mod counts;
mod coverage_store;
mod decks;
mod demo;
mod golden;
mod importing;
mod layouts;
mod mutated_reports;
mod pitfalls;
mod report_memory;
mod reports;
mod same_run;
mod support;
mod syncing;
mod tracing;
mod trackers;
mod truth;
mod truth_tests;
