//! What answers that are kept hang on beside their question: the program and its tables.

use std::sync::LazyLock;

use super::import::digest;
use crate::history::RANKING_TABLES;
use crate::syntax::SCANNER_VERSION;

/// Version of what answers say of the same facts.
const ANSWER_VERSION: u32 = 10;

static RULES: LazyLock<String> = LazyLock::new(|| {
    let [weights, trees] = RANKING_TABLES;
    let version = env!("CARGO_PKG_VERSION");
    digest(format!("{version}\n{ANSWER_VERSION}\n{SCANNER_VERSION}\n{weights}\n{trees}").as_bytes())
});

/// Returns a digest of the program's version, what it knows of languages and the tables that rank
/// candidates: an answer made by others is made anew.
pub(super) fn rules() -> &'static str {
    &RULES
}
