//! A dossier as JSON: the record, both answers in a word, then all they rest on.

use serde::Serialize;

use crate::model::commit::Time;
use crate::model::dossier::{Dossier, TracedFix};
use crate::model::evidence::{Facts, RegionEvidence};
use crate::model::link::Link;
use crate::model::moment::Moment;
use crate::model::region::Candidate;
use crate::model::signals::Signals;
use crate::model::verdict::{EscapeClass, Verdict};
use crate::model::worksheet::Worksheet;
use crate::report::sheet::{covered_then, verified_then};

use super::record::Record;

#[derive(Serialize)]
pub(super) struct DossierShape<'a> {
    incident: Record<'a>,
    defect: &'a str,
    component: &'a str,
    covered_then: String,
    verified_then: String,
    verdict: &'a Verdict,
    class: EscapeClass,
    class_words: &'static str,
    moment: Option<&'a Moment>,
    first_shipped: Option<&'a Moment>,
    introduced_at: Option<Time>,
    candidates: &'a [Candidate],
    links: &'a [Link],
    fixes: &'a [TracedFix],
    regions: &'a [RegionEvidence],
    file_verdicts: &'a [Verdict],
    facts: &'a Facts,
    worksheet: &'a Worksheet,
    signals: Option<&'a Signals>,
    missing: &'a [String],
}

impl<'a> DossierShape<'a> {
    /// Returns the shape of the dossier.
    pub(super) fn new(dossier: &'a Dossier) -> Self {
        Self {
            incident: Record::new(&dossier.incident),
            defect: &dossier.defect,
            component: &dossier.component,
            covered_then: covered_then(dossier).word.to_lowercase(),
            verified_then: verified_then(dossier).word.to_lowercase(),
            verdict: &dossier.verdict,
            class: dossier.class(),
            class_words: dossier.class().label(),
            moment: dossier.moment.as_ref(),
            first_shipped: dossier.first_shipped.as_ref(),
            introduced_at: dossier.introduced_at,
            candidates: &dossier.candidates,
            links: &dossier.links,
            fixes: &dossier.fixes,
            regions: &dossier.regions,
            file_verdicts: &dossier.file_verdicts,
            facts: &dossier.facts,
            worksheet: &dossier.worksheet,
            signals: dossier.signals.as_ref(),
            missing: &dossier.missing,
        }
    }
}
