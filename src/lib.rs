//! When something broke in production: was that code covered, did the tests assert the failure,
//! and which leading indicator would have told us?
//!
//! The pipeline, in the order data flows:
//!
//! 1. [`sources`] turn files into [`model`] values and drop nothing silently.
//! 2. [`store`] keeps them in SQLite, coverage as spans of content-addressed bitmaps.
//! 3. [`history`] reads git: links, moments, the region of a fix and who introduced it.
//! 4. [`syntax`] parses source text: functions, statements, tests and their assertions.
//! 5. [`evidence`] tells what the tests knew of a region at a moment.
//! 6. [`verdict`] names the escape class by one table of rules.
//! 7. [`indicators`] and [`stats`] turn defects into rates with intervals.
//! 8. [`calibration`] tells which indicators told where defects would escape.
//! 9. [`report`] writes text, JSON, CSV, Markdown, HTML and charts.
//!
//! [`pipeline`] is the one place where the stages meet. [`demo`] builds a sample project.

pub mod calibration;
pub mod demo;
pub mod error;
pub mod evidence;
pub mod history;
pub mod indicators;
pub mod model;
pub mod pipeline;
pub mod report;
pub mod sources;
pub mod stats;
pub mod store;
pub mod syntax;
pub mod verdict;
