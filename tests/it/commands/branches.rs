//! Branch coverage of units, from the reports to the panel and the signals of `show`.

use super::shop::{LCOV, Shop, flat};

/// The shop's report with two branches each on two lines: three of four taken, or fewer.
fn with_branches(second: &str) -> String {
    let branches =
        format!("BRDA:1,0,0,1\nBRDA:1,0,1,{second}\nBRDA:2,0,0,1\nBRDA:2,0,1,1\nend_of_record\n");
    LCOV.replacen("end_of_record\n", &branches, 1)
}

fn import(shop: &Shop, name: &str, text: String, series: &str) {
    shop.write(name, text);
    shop.says(&["import", "coverage", name, "--commit", "v1.1", "--series", series]);
}

/// The cells of the second quarter's unit, by column.
fn cell(shop: &Shop, unit: &str, column: &str) -> Option<String> {
    let panel = shop.says(&["panel", "--unit", "file", "--format", "csv"]);
    let mut rows = panel.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let place = rows.next().unwrap().iter().position(|name| *name == column)?;
    let row = rows.find(|row| row[0] == unit && row[1] == "2025Q2").unwrap();
    Some(row[place].to_owned())
}

#[test]
fn a_report_without_branches_gives_no_column_and_no_zero() {
    let shop = Shop::stocked();
    assert_eq!(cell(&shop, "src/checkout/pay.py", "branch_coverage"), None);
    let said = flat(&shop.says(&["show", "INC-1"]));
    assert!(said.contains("branches not measured then"), "{said}");
    let notes = flat(&shop.says(&["panel"]));
    assert!(notes.contains("not measured before any quarter: branch_coverage"), "{notes}");
}

#[test]
fn branches_are_an_indicator_of_the_units_whose_reports_count_them() {
    let shop = Shop::stocked();
    import(&shop, "more.info", with_branches("-"), "default");
    assert_eq!(cell(&shop, "src/checkout/pay.py", "branch_coverage").as_deref(), Some("75"));
    assert_eq!(cell(&shop, "src/payroll/run.py", "branch_coverage").as_deref(), Some(""));
    let said = flat(&shop.says(&["show", "INC-1"]));
    assert!(said.contains("branches no bar: 75 % (n = 4)"), "{said}");
    let calibrated = shop.says(&["calibrate", "--format", "json"]);
    assert!(calibrated.contains("\"branch_coverage\""), "{calibrated}");
}

#[test]
fn branches_of_two_suites_are_united_line_by_line() {
    let shop = Shop::stocked();
    import(&shop, "unit.info", with_branches("-"), "unit");
    import(&shop, "all.info", with_branches("1"), "system");
    assert_eq!(cell(&shop, "src/checkout/pay.py", "branch_coverage").as_deref(), Some("100"));
}

#[test]
fn an_indicator_of_one_s_own_stands_in_the_log_of_imports_once() {
    let shop = Shop::stocked();
    let log = || {
        let database = rusqlite::Connection::open(shop.path.join("escapee.db")).unwrap();
        let sql = "SELECT name || ' ' || imported || ' ' || updated || ' ' || failed FROM import
            WHERE kind = 'indicator' ORDER BY id";
        let mut query = database.prepare(sql).unwrap();
        let rows = query.query_map([], |row| row.get::<_, String>(0)).unwrap();
        rows.map(Result::unwrap).collect::<Vec<_>>()
    };
    shop.write("own.csv", "unit,date,value\nsrc,2025-03-02,1\nsrc,2025-03-03,none\n");
    for _ in 0..2 {
        shop.run(&["import", "indicator", "own.csv", "--name", "drilled"]);
    }
    assert_eq!(log(), ["own.csv 1 0 1"]);
    shop.write("own.csv", "unit,date,value\nsrc,2025-03-02,2\n");
    shop.says(&["import", "indicator", "own.csv", "--name", "drilled"]);
    assert_eq!(log(), ["own.csv 1 0 1", "own.csv 0 1 0"]);
}

#[test]
fn an_indicator_of_one_s_own_takes_no_name_that_a_panel_has() {
    let shop = Shop::stocked();
    import(&shop, "more.info", with_branches("-"), "default");
    shop.write("own.csv", "unit,date,value\nsrc,2025-03-02,1\n");
    let ran = shop.run(&["import", "indicator", "own.csv", "--name", "Branch-Coverage"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("own_branch_coverage"), "{}", ran.err);
    shop.write(
        "rows.csv",
        "indicator,unit,date,value\nescapes,src,2025-03-02,1\nx,src,2025-03-02,1\n",
    );
    assert_eq!(shop.run(&["import", "indicator", "rows.csv"]).code, 1);
    // What an earlier version stored under such a name is left out, and that is said.
    let database = rusqlite::Connection::open(shop.path.join("escapee.db")).unwrap();
    database.execute("UPDATE own_indicator SET name = 'branch_coverage'", []).unwrap();
    drop(database);
    let panel = shop.says(&["panel", "--unit", "file", "--format", "csv"]);
    let head = panel.lines().next().unwrap();
    assert_eq!(head.matches("branch_coverage").count(), 1, "{head}");
    let told = flat(&shop.says(&["panel"]));
    assert!(told.contains("your indicator `branch_coverage` is left out"), "{told}");
}
