//! What a fix was traced to.

use super::id;
use crate::model::lines::LineRange;
use crate::model::region::{
    Candidate, CandidateMethod, FileKind, FileRegion, LineRole, RegionLine, Trace, TraceNote,
};

/// Returns a trace with two candidates, and one without an answer.
pub(in crate::report) fn trace() -> Vec<(Option<String>, Trace)> {
    let file = FileRegion {
        path: "src/payment/retry.py".to_owned(),
        lines: [10, 11, 12, 40].map(|line| RegionLine { line, role: LineRole::Deleted }).to_vec(),
        functions: vec!["charge".to_owned()],
        kind: FileKind::Source,
        only_adds: false,
        new_definitions_only: false,
    };
    let found = Trace {
        fix: id('f'),
        parent: Some(id('e')),
        files: vec![file],
        candidates: vec![
            candidate('3', 0.91, CandidateMethod::Deleted),
            candidate('4', 0.4, CandidateMethod::Function),
        ],
        notes: vec![TraceNote::Merge],
    };
    let none = Trace {
        fix: id('0'),
        parent: None,
        files: vec![],
        candidates: vec![],
        notes: vec![TraceNote::Root],
    };
    vec![(None, found), (None, none)]
}

pub(super) fn candidate(digit: char, confidence: f64, method: CandidateMethod) -> Candidate {
    let lines = Some(LineRange { first: 10, last: 12 });
    Candidate {
        commit: id(digit),
        path: "src/payment/retry.py".to_owned(),
        lines,
        confidence,
        method,
        clues: Vec::new(),
    }
}
