//! Privacy: no person reaches the database or an output.

use super::shop::{LCOV, Shop};

#[test]
fn no_person_of_the_file_or_of_git_reaches_the_database_or_an_output() {
    let message = "INC-1: right fee, thanks @rick and rick.deckard@example.org\n\nReviewed-by: Rick Deckard <rick.deckard@example.org>";
    let shop = Shop::named("shop", "src/checkout/pay.py", message);
    shop.write(
        "incidents.csv",
        "id,title,phase,started_at,assignee,reporter,description\n\
         INC-1,Charged thrice says roy.batty@example.org to @pris,production,2025-04-01,Roy Batty,Roy Batty,call @pris or roy.batty@example.org\n",
    );
    shop.write("lcov.info", LCOV);
    let mut out = String::new();
    for arguments in [
        &["import", "incidents", "incidents.csv"][..],
        &["import", "incidents", "incidents.csv", "--format", "json"],
        &["import", "coverage", "lcov.info", "--commit", "v1.1"],
        &["incidents", "add", "INC-2", "--title", "ask roy.batty@example.org or @pris"],
        &["analyze"],
        &["show", "INC-1"],
        &["show", "INC-1", "--format", "json"],
        &["show", "INC-1", "--format", "markdown"],
        &["show", "INC-2", "--format", "json"],
        &["incidents", "list"],
        &["incidents", "list", "--format", "csv"],
        &["incidents", "list", "--format", "json"],
        &["regions", "--format", "json"],
        &["trace", "v1.2", "--format", "json"],
        &["report"],
        &["report", "--format", "html"],
        &["report", "--format", "json"],
    ] {
        out.push_str(&shop.says(arguments));
    }
    assert!(out.contains("Charged thrice"), "the test looks at the wrong place");
    let persons =
        ["Roy Batty", "roy.batty", "@pris", "Rick Deckard", "rick.deckard", "@rick", "A Builder"];
    for person in persons.iter().chain(&["builder@example.com"]) {
        assert!(!out.contains(person), "{person} in the output");
    }
    let mut seen = false;
    for entry in std::fs::read_dir(&shop.path).unwrap() {
        let entry = entry.unwrap();
        if !entry.file_name().to_string_lossy().starts_with("escapee.db") {
            continue;
        }
        let bytes = std::fs::read(entry.path()).unwrap();
        let holds = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
        seen |= holds("Charged thrice");
        for person in persons.iter().chain(&["builder@example.com"]) {
            assert!(!holds(person), "{person} in {}", entry.path().display());
        }
    }
    assert!(seen, "the test looks at the wrong file");
}

#[cfg(unix)]
#[test]
fn the_database_is_readable_by_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let shop = Shop::new();
    shop.says(&["init"]);
    let mode = std::fs::metadata(shop.path.join("escapee.db")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
