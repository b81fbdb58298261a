//! Dossiers to numbers: defects, the escape rate, escape classes and covered shares.
//!
//! Pure. Every share carries its count and interval; what is not known stands beside the share and
//! never inside it.

mod agreement;
mod classes;
mod cohort;
mod components;
mod defects;
mod escape_rate;
mod impact;
mod joined;
mod latency;
mod periods;
mod quadrant;
mod sev1;
mod study;
mod test_signal;

pub use agreement::agreement;
pub use classes::{class_table, covered_share, verified_share};
pub use cohort::cohort_table;
pub use components::{component_table, unmatched_components};
pub use defects::defects;
pub use escape_rate::{escape_rate, is_caught, is_escape, is_ours};
pub use impact::impact;
pub use latency::latency_table;
pub use quadrant::quadrant;
pub use sev1::sev1_marks;
pub use study::{StudyData, rate_study, table_of};
pub use test_signal::{Next, RedRun, red_run, test_signal, test_signal_ratio};
