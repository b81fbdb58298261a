//! The nouns of escapee: plain values without input or output.
//!
//! Every other room takes or gives these. The doc comment of a type is its definition; where a
//! definition has a source, the comment names it. `None` means "not known" and is never zero.

pub mod analysis;
pub mod assertion;
pub mod assertion_scan;
pub mod batch;
pub mod blame_index;
pub mod branches;
pub mod built_panel;
pub mod calibration;
pub mod change;
pub mod checkup;
pub mod commit;
pub mod components;
pub mod coverage;
pub mod defect;
pub mod dossier;
pub mod edit;
pub mod evidence;
mod facts;
pub mod flow;
pub mod gate;
pub mod impact;
pub mod incident;
pub mod inspection;
pub mod latency;
pub mod layer;
pub mod line_hits;
pub mod line_set;
pub mod lines;
pub mod link;
pub mod missing_reports;
pub mod moment;
pub mod mutation;
pub mod outline;
pub mod own_indicator;
pub mod packed_coverage;
pub mod panel;
pub mod period;
pub mod project;
pub mod proposal;
pub mod quadrant;
pub mod rate;
pub mod rate_study;
pub mod raw;
pub mod region;
pub mod release;
pub mod review;
pub mod scope;
pub mod signals;
pub mod sync;
pub mod test_run;
pub mod understood;
pub mod verdict;
pub mod worksheet;
