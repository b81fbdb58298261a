//! What is read, and what each wrong cell is called.

use super::*;

const HEAD: &str = "unit,period,loc,churn,coverage,load_tested,escapes\n";

fn error(text: &str) -> String {
    read(text.as_bytes(), &[]).unwrap_err().to_string()
}

#[test]
fn a_panel_keeps_its_rows_and_tells_missing_from_zero() {
    let text = format!("{HEAD}a.rs,2026Q1,10,0,,1,0\nb.rs,2026Q1,20,3,0,NA,2\n");
    let extra = [("load_tested".to_owned(), Claim::Endangers)];
    let panel = read(text.as_bytes(), &extra).unwrap();
    assert_eq!(panel.rows.len(), 2);
    assert_eq!((panel.rows[1].escapes, panel.has_caught), (2, false));
    assert_eq!(panel.indicators[0].values, [None, Some(0.0)]);
    assert_eq!(panel.indicators[1].values, [Some(1.0), None]);
    assert_eq!(panel.indicators[1].claim, Claim::Endangers);
    assert!(panel.notes.is_empty());
}

#[test]
fn a_column_that_was_not_named_is_not_read_and_said_so() {
    let panel = read(format!("{HEAD}a.rs,2026Q1,10,0,50,x,0\n").as_bytes(), &[]).unwrap();
    assert_eq!(panel.indicators.len(), 1);
    assert!(panel.notes[0].contains("`load_tested` was not read"), "{:?}", panel.notes);
}

#[test]
fn a_wrong_cell_is_named_with_line_column_and_what_was_expected() {
    let row = |cells: &str| format!("{HEAD}a.rs,2026Q1,10,0,50,1,0\n{cells}\n");
    for (cells, message) in [
        ("b,2026Q1,ten,0,5,1,0", "line 3, column `loc`: `ten` is no number of 0 or more"),
        ("b,2026Q1,1,-2,5,1,0", "line 3, column `churn`: `-2` is no number of 0 or more"),
        ("b,2026Q1,1,2,101,1,0", "line 3, column `coverage`: `101` is no percentage of 0 to 100"),
        ("b,2026Q1,1,2,inf,1,0", "line 3, column `coverage`: `inf` is no number"),
        ("b,2026Q1,1,2,5,1,1.5", "line 3, column `escapes`: `1.5` is no whole number of 0 or more"),
        ("b,2026Q1,1,2,5,1,", "line 3, column `escapes`: `` is no whole number of 0 or more"),
        (",2026Q1,1,2,5,1,0", "line 3, column `unit`: `` is no name"),
        ("a.rs,2026Q1,1,2,5,1,0", "line 3: `a.rs` in `2026Q1` stands on line 2 already"),
        ("b,2026Q1,1,2,5,1,0,9", "line 3: 8 cells under 7 headers; is a delimiter not quoted?"),
    ] {
        assert_eq!(error(&row(cells)), message);
    }
}

#[test]
fn a_missing_column_and_an_indicator_that_is_not_there_are_named() {
    assert_eq!(error("unit,period,loc,escapes\na,b,1,0\n"), "no column named `churn`");
    assert_eq!(error("unit,period,loc,loc,escapes\na,b,1,1,0\n"), "two columns are named `loc`");
    assert_eq!(error(""), "the file is empty");
    for name in ["speed", "loc"] {
        let extra = [(name.to_owned(), Claim::Protects)];
        let message = read(HEAD.as_bytes(), &extra).unwrap_err().to_string();
        assert_eq!(message, format!("no indicator named `{name}`"));
    }
}

#[test]
fn control_and_bidi_characters_reach_neither_names_nor_messages() {
    let panel = read(format!("{HEAD}a\u{202e}.rs,Q\u{7}1,10,0,50,1,0\n").as_bytes(), &[]).unwrap();
    assert_eq!((&*panel.rows[0].unit, &*panel.rows[0].period), ("a.rs", "Q1"));
    let message = error(&format!("{HEAD}a,b,\u{1b}[31m{},0,5,1,0\n", "9x".repeat(500)));
    assert!(message.len() < 200 && !message.contains('\u{1b}'), "{message}");
}

#[test]
fn sets_and_gaps_are_read_and_their_wrong_cells_named() {
    let sets = read_matched(b"stratum,is_case,exposed\ns1,1,0\ns1,no,yes\n").unwrap();
    assert!(sets[0].is_case && !sets[0].exposed && !sets[1].is_case && sets[1].exposed);
    let message = read_matched(b"stratum,is_case,exposed\ns1,2,0\n").unwrap_err().to_string();
    assert_eq!(message, "line 2, column `is_case`: `2` is no 0 or 1");
    assert_eq!(read_gaps(b"gap\n1.5\n0\n").unwrap(), [1.5, 0.0]);
    assert!(read_gaps(b"gap\n-1\n").is_err());
}
