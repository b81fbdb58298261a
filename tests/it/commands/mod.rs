//! The command, end to end: the built binary on a small shop whose repository is built in code.

mod assertions;
mod bad_input;
mod blame_index;
mod branches;
mod doctor;
mod evidence;
mod exports;
mod flows;
mod hostile;
mod journey;
mod keeping;
mod kills;
mod kills_of_answers;
mod line_hits;
mod mutants;
mod numbers;
mod odd_repositories;
mod output;
mod people;
mod places;
mod privacy;
mod reviewing;
mod shop;
mod then;
mod tracing;
mod words;
