//! What the tests knew of a region at a moment. Pure: no git, no database, no clock.
//!
//! - [`map_paths`] finds the files of a report in a commit's tree.
//! - [`line_evidence`] gives each region line its state.
//! - [`covering_tests`] names the tests that ran the region, and how that is known.
//! - [`conditions`], [`edited_expectation`] and [`fix_tests`] read what the fix tells.
//! - [`failure_state`] and [`lost_signal`] grade assertions and test runs.
//! - [`fewest_sets`] says which reports to make first.
//! - [`Density`] counts assertions by module.
//! - [`facts`] joins all of it into what a verdict reads.

mod assertion_density;
mod assertion_line;
mod conditions;
mod covering_tests;
mod expectation;
mod facts;
mod failure_state;
mod fix_assertions;
mod fix_tests;
mod flow;
mod line_state;
mod mirror;
mod mirror_index;
mod path_hints;
mod path_index;
mod path_map;
mod pseudo_tested;
mod region_mutants;
mod report_plan;
mod run_results;
mod said_conditions;
mod signal;
mod state_name;
mod state_words;
mod test_id;
mod test_index;
#[cfg(test)]
mod truth_agreement;

pub use assertion_density::{Density, ModuleFile};
pub use conditions::conditions;
pub use covering_tests::{TestLookup, covering_tests};
pub use expectation::edited_expectation;
pub use facts::{Parts, coverage_facts, facts};
pub use failure_state::{Told, failure_state, listed_states};
pub use fix_assertions::{FixedTests, fix_assertions};
pub use fix_tests::fix_tests;
pub use flow::{SuggestIn, state_standings, suggestions};
pub use line_state::{SeriesEvidence, line_evidence};
pub use mirror_index::MirrorIndex;
pub use path_hints::{PathHints, go_module};
pub use path_map::{Mapping, map_paths};
pub use pseudo_tested::pseudo_tested;
pub use region_mutants::{mutable_lines, mutant_tally, region_mutants, statement_lines, survivors};
pub use report_plan::fewest_sets;
pub use run_results::RunResults;
pub use said_conditions::{SaidConditions, said_conditions};
pub use signal::{RunOfTest, RunPlace, lost_signal, tells};
pub use state_words::{Expectations, StateWords};
pub use test_index::TestIndex;
