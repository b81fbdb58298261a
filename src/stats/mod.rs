//! Pure numbers: intervals, ranks, regressions, exact tests and what they could have seen.
//!
//! Everything is deterministic; nothing here draws random numbers. Intervals are two-sided at 95 %.

mod auc;
mod count;
mod exact;
mod firth;
mod fisher;
mod interval;
mod isotonic;
mod logit;
mod matrix;
mod median;
mod multiple;
mod power;
mod predictive;
mod profile;
mod rank;
mod rate_ratio;
mod root;
mod special;

pub use auc::{Auc, auc, auc_interval};
pub use count::{clopper_pearson, garwood, longer_gap, mean_gap};
pub use exact::{Stratum, conditional_odds, mantel_haenszel};
pub use firth::{Design, Fit};
pub use fisher::fisher_p;
pub use interval::{jeffreys_predictive, newcombe, wilson};
pub use isotonic::{Corp, corp};
pub(crate) use logit::expit;
pub use median::median;
pub use multiple::q_values;
pub use power::{detectable_area, detectable_odds, detectable_odds_per_sd};
pub use predictive::{Prediction, prediction};
pub(crate) use profile::CRITICAL;
pub use profile::{Effect, effect};
pub use rank::{midranks, spearman, tau_b};
pub use rate_ratio::{RateRatio, rate_ratio};
pub(crate) use root::root;
