//! The command, end to end: the built binary on a small shop whose repository is built in code.

mod assertions;
mod bad_input;
mod blame_index;
mod flows;
mod hostile;
mod journey;
mod mutants;
mod output;
mod people;
mod places;
mod privacy;
mod shop;
mod then;
mod tracing;
mod words;
