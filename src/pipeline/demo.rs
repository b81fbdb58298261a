//! The demo: builds the shop and sends it through the stages a user's commands run.

use std::path::Path;

use super::analyze::{self, Options};
use super::import::{self, Input};
use super::inputs;
use super::reports::{self, Importer, Pin, ReportInput, ReportPlace};
use super::{Place, Workspace};
use crate::demo::{self, Shop};
use crate::error::Error;
use crate::model::analysis::AnalysisSummary;
use crate::model::batch::Reconciliation;
use crate::model::commit::Time;

/// What the demo made.
pub struct Demo {
    /// Where it lies.
    pub shop: Shop,
    /// The workspace in it.
    pub workspace: Workspace,
    /// Each kind of file that was imported, and what became of its records.
    pub imports: Vec<(&'static str, Reconciliation)>,
    /// What the analysis did.
    pub summary: AnalysisSummary,
}

/// Builds the shop in `folder` and runs imports and analysis on it.
pub fn demo(folder: &Path, progress: &mut dyn FnMut(&'static str)) -> Result<Demo, Error> {
    progress("building the shop");
    let shop = demo::build(folder)?;
    let place = Place { folder: folder.to_owned(), database: None };
    let mut workspace = Workspace::open_or_create(&place)?;
    let at = Time::UNIX_EPOCH;
    let mut imports = Vec::new();

    progress("importing");
    let mut incidents = Reconciliation::default();
    for path in &shop.incidents {
        let bytes = read(path)?;
        let input = Input { name: name(path), bytes: &bytes, at };
        incidents.add(import::incidents(&mut workspace, input, None, false)?.reconciliation);
    }
    imports.push(("incidents", incidents));
    let bytes = read(&shop.deployments)?;
    let input = Input { name: name(&shop.deployments), bytes: &bytes, at };
    imports.push(("deployments", import::releases(&mut workspace, input, None, None)?));
    let kinds: [(_, &Vec<_>, Importer); 3] = [
        ("coverage", &shop.coverage, reports::coverage),
        ("tests", &shop.tests, reports::tests),
        ("mutants", &shop.mutants, reports::mutants),
    ];
    for (kind, files, import) in kinds {
        let mut sum = Reconciliation::default();
        for (path, commit) in files {
            let place = ReportPlace {
                repo: None,
                pin: Pin::of_person(commit),
                series: "main".to_owned(),
                merged_as: Vec::new(),
                max_unmapped: 0,
                keep_hits: false,
            };
            let file = inputs::Input::of_file(path);
            let input = ReportInput { name: name(path), file: &file, at };
            sum.add(import(&mut workspace, &input, &place)?);
        }
        imports.push((kind, sum));
    }

    progress("analysing");
    let summary = analyze::analyze(&mut workspace, &Options::default(), &mut |_, _, _| {})?;
    Ok(Demo { shop, workspace, imports, summary })
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|source| Error::File {
        action: "read",
        path: path.to_owned(),
        source,
    })
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or("")
}
