//! Columns as the definitions have them, rows as a CSV reader reads them back.

use std::io;

use super::super::sample;
use super::*;
use crate::model::dossier::Dossier;
use crate::model::evidence::RegionThen;
use crate::model::incident::Incident;
use crate::model::panel::{Claim, Panel, PanelIndicator, PanelRow};

fn read(write: impl Fn(&mut Vec<u8>) -> io::Result<()>) -> Vec<Vec<String>> {
    let (mut one, mut two) = (Vec::new(), Vec::new());
    write(&mut one).unwrap();
    write(&mut two).unwrap();
    assert_eq!(one, two, "the same value gives the same bytes");
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(one.as_slice());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn a_fix_without_an_answer_has_one_row_with_empty_inducing() {
    let rows = read(|out| trace(out, &sample::trace(), None));
    let head =
        ["fix", "rank", "inducing", "path", "first_line", "last_line", "confidence", "method"];
    assert_eq!(rows[0], head);
    assert_eq!(rows[1][1..3], ["1".to_owned(), "3".repeat(40)]);
    assert_eq!(rows[1][3..], ["src/payment/retry.py", "10", "12", "0.91", "deleted"]);
    assert_eq!((rows.len(), rows[3][0].as_str()), (4, "0".repeat(40).as_str()));
    assert!(rows[3][1..].iter().all(String::is_empty));
}

#[test]
fn top_one_leaves_one_row_a_fix_and_a_repository_gets_a_column() {
    let mut traces = sample::trace();
    traces[0].0 = Some("shop".to_owned());
    let rows = read(|out| trace(out, &traces, Some(1)));
    assert_eq!(rows.len(), 3);
    assert_eq!(
        (rows[0][0].as_str(), rows[1][0].as_str(), rows[2][0].as_str()),
        ("repo", "shop", "")
    );
}

#[test]
fn regions_name_their_commit_and_their_evidence() {
    let rows = read(|out| regions(out, &[sample::dossier()]));
    let head = [
        "incident",
        "repo",
        "commit",
        "path",
        "line",
        "role",
        "covered",
        "evidence_commit",
        "method",
        "then_commit",
        "then_path",
        "then_line",
        "then",
        "hits",
    ];
    assert_eq!(rows[0], head);
    let [a, e] = ['a', '8'].map(|digit| digit.to_string().repeat(40));
    let path = "src/payment/retry.py";
    let row = ["SHOP-142", "shop", &a, path, "10", "deleted", "covered", &e, "carried-forward"];
    assert_eq!(rows[1][..9], row);
    assert_eq!(rows[1][9..], ["", "", "", "unknown", ""]);
    assert_eq!(rows.len(), 1 + 14 + 14);
}

#[test]
fn each_region_line_says_where_it_stood_at_the_moment_and_how_that_is_known() {
    let mut dossier = sample::full();
    let then = dossier.regions[0].then.clone().unwrap();
    let places = |dossier: &Dossier| -> Vec<[String; 2]> {
        let rows = read(|out| regions(out, std::slice::from_ref(dossier)));
        rows[1..4].iter().map(|row| [row[11].clone(), row[12].clone()]).collect()
    };
    let rows = read(|out| regions(out, std::slice::from_ref(&dossier)));
    assert_eq!(rows[1][9..11], [then.commit.0.as_str(), "src/retry.py"]);
    assert_eq!(places(&dossier), [["7", "exact"], ["8", "ambiguous"], ["", "younger"]]);
    dossier.regions[0].then = Some(RegionThen { compared: true, ..then });
    assert_eq!(places(&dossier), [["7", "compared"], ["8", "compared"], ["", "younger"]]);
}

#[test]
fn what_was_not_measured_is_an_empty_cell_and_the_banner_is_the_last_column() {
    let row = |unit: &str, escapes| PanelRow {
        unit: unit.to_owned(),
        period: "2026Q1".to_owned(),
        loc: 40.0,
        churn: 2.5,
        escapes,
        caught: None,
    };
    let coverage = PanelIndicator {
        name: "coverage".to_owned(),
        claim: Claim::Protects,
        values: vec![None, Some(0.0)],
    };
    let rows = [row("src/a.py", 1), row("src/b.py", 0)].to_vec();
    let measured = Panel { rows, indicators: vec![coverage], ..Panel::default() };
    let rows = read(|out| panel(out, &measured, Some("invented data")));
    let head = ["unit", "period", "loc", "churn", "coverage", "escapes", "note"];
    assert_eq!(rows[0], head);
    assert_eq!(rows[1], ["src/a.py", "2026Q1", "40", "2.5", "", "1", "invented data"]);
    assert_eq!(rows[2][4], "0");
}

#[test]
fn hostile_cells_come_back_as_harmless_text() {
    let hostile = sample::hostile();
    let mut all = read(|out| incidents(out, std::slice::from_ref(&hostile.incident), None));
    assert_eq!(all[0].len(), all[1].len());
    assert!(all[1][3].starts_with("'=cmd|<img"));
    all.extend(read(|out| regions(out, std::slice::from_ref(&hostile))));
    for cell in all.iter().flatten() {
        sample::assert_harmless(cell);
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
}

#[test]
fn a_record_has_the_fields_of_the_definition_and_no_person() {
    let rows = read(|out| incidents(out, &[Incident::new("A-1", "csv", "t")], None));
    assert_eq!(rows[0].len(), 34);
    assert!(["assignee", "reporter", "author"].iter().all(|p| !rows[0].iter().any(|c| c == p)));
}
