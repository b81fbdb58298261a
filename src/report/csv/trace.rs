//! Traces as CSV: a row for each candidate, `[repo,]fix,rank,inducing,path,first_line,last_line,confidence,method`.

use std::io::{self, Write};

use crate::model::region::Trace;

use super::cell::{Table, code_cell, number};

const HEAD: [&str; 9] =
    ["repo", "fix", "rank", "inducing", "path", "first_line", "last_line", "confidence", "method"];

/// Writes the candidates of each fix, the best `top` of them where that is given; a fix without an
/// answer has one row with empty `inducing`. The `repo` column is there when any trace names one.
pub fn trace(
    out: &mut impl Write,
    traces: &[(Option<String>, Trace)],
    top: Option<usize>,
) -> io::Result<()> {
    let with_repo = traces.iter().any(|(repo, _)| repo.is_some());
    let skip = usize::from(!with_repo);
    let mut table = Table::new(out, &HEAD[skip..], None)?;
    for (repo, trace) in traces {
        let repo = code_cell(repo.as_deref().unwrap_or(""));
        let fix = trace.fix.to_string();
        let best = trace.candidates.iter().take(top.unwrap_or(usize::MAX)).enumerate();
        let mut rows: Vec<[String; 9]> = best
            .map(|(rank, candidate)| {
                [
                    repo.clone(),
                    fix.clone(),
                    (rank + 1).to_string(),
                    candidate.commit.to_string(),
                    code_cell(&candidate.path),
                    number(candidate.lines.map(|lines| lines.first)),
                    number(candidate.lines.map(|lines| lines.last)),
                    format!("{:.2}", candidate.confidence),
                    candidate.method.to_string(),
                ]
            })
            .collect();
        if rows.is_empty() {
            let mut empty: [String; 9] = Default::default();
            (empty[0], empty[1]) = (repo, fix);
            rows.push(empty);
        }
        for row in rows {
            table.row(&row[skip..])?;
        }
    }
    table.finish()
}
