//! What people say: the worksheet asks, `answer` keeps it beside the machine's class.

use super::shop::{Shop, flat, json};

/// At v1.1 a test ran all of `charge`, so that the class is not clear from coverage alone.
fn stocked() -> Shop {
    let shop = Shop::stocked();
    shop.says(&["analyze"]);
    shop
}

#[test]
fn an_answer_is_kept_beside_the_class_of_the_machine_and_counts() {
    let shop = stocked();
    let said = shop.says(&["answer", "INC-1", "class=n", "--why", "only under load"]);
    assert!(said.starts_with("INC-1: 1 new answer; class N, the machine says C;"), "{said}");
    let shown = shop.says(&["show", "INC-1", "--format", "json"]);
    assert_eq!(json(&shown, "/class"), "N");
    assert_eq!(json(&shown, "/verdict/class"), "C");
    assert_eq!(json(&shown, "/worksheet/answers/0/machine"), "C");
    let text = flat(&shop.says(&["show", "INC-1"]));
    assert!(text.contains("CLASS N beyond the suite people N, beyond the suite"), "{text}");
    assert!(text.contains("machine C, uncovered: another"), "{text}");
    let again = shop.says(&["answer", "INC-1", "class=N", "--why", "only under load"]);
    assert!(again.starts_with("INC-1: 0 new answers"), "{again}");
    assert!(flat(&shop.says(&["answer"])).contains("in sight 0 of 1 = 0"));
}

#[test]
fn a_blind_sheet_hides_the_class_until_people_have_said_theirs() {
    let shop = stocked();
    let sheet = shop.says(&["worksheet", "INC-1", "--blind"]);
    assert!(sheet.contains("CLASS           ?"), "{sheet}");
    for word in ["uncovered", "WHY", "WOULD CHANGE", "CHEAPEST GATE"] {
        assert!(!sheet.contains(word), "{word} in {sheet}");
    }
    let blind = shop.says(&["worksheet", "INC-1", "--blind", "--format", "json"]);
    assert!(json(&blind, "/machine").is_null() && json(&blind, "/class").is_null());
    shop.says(&["answer", "INC-1", "--blind", "class=C"]);
    let sheet = flat(&shop.says(&["worksheet", "INC-1", "--blind"]));
    assert!(sheet.contains("people C, uncovered, said before the machine's was shown"), "{sheet}");
    assert!(sheet.contains("AGREEMENT blind 1 of 1 = 100"), "{sheet}");
    assert!(sheet.contains("in sight no answer yet"), "{sheet}");
}

#[test]
fn a_sheet_that_was_filled_in_is_read_back() {
    let shop = stocked();
    let said = shop.says(&["worksheet", "INC-1", "--blind", "--out", "inc-1.md"]);
    assert_eq!(said, "wrote inc-1.md\n");
    let sheet = std::fs::read_to_string(shop.path.join("inc-1.md")).unwrap();
    let filled = sheet
        .replace("\nclass =\n", "\nclass = C\n")
        .replace("\nrollback =\n", "\nrollback = 140 min, not rehearsed\n")
        .replace("\ncanary =\n", "\ncanary = absent\n");
    shop.write("inc-1.md", &filled);
    let said = shop.says(&["answer", "INC-1", "--from", "inc-1.md"]);
    assert!(said.starts_with("INC-1: 3 new answers; class C, the machine's too;"), "{said}");
    let shown = shop.says(&["show", "INC-1", "--format", "json"]);
    let answers = json(&shown, "/worksheet/answers");
    assert!(answers.as_array().unwrap().iter().all(|answer| answer["blind"] == true), "{answers}");
    let text = flat(&shop.says(&["show", "INC-1"]));
    assert!(text.contains("rollback FAILED: 140 min, not rehearsed (people)"), "{text}");
    assert!(text.contains("canary ABSENT (people)"), "{text}");
    // A sheet of another incident changes nothing.
    let other = shop.run(&["answer", "INC-2", "--from", "inc-1.md"]);
    assert_eq!(other.code, 2);
    assert!(other.err.contains("the worksheet is of `INC-1`, not of `INC-2`"), "{}", other.err);
}

#[test]
fn what_cannot_be_taken_is_told_and_nothing_is_kept() {
    let shop = stocked();
    for (answer, problem) in [
        ("weather=fine", "`weather` is no question; they are cause, state"),
        ("class=Z", "`Z` is no class; they are X0 (not an escape)"),
        ("canary", "has no `=`"),
        ("canary=", "has no answer"),
    ] {
        let ran = shop.run(&["answer", "INC-1", "flag=absent", answer]);
        assert_eq!(ran.code, 2, "{answer}");
        assert!(flat(&ran.err).contains(problem), "{}", ran.err);
    }
    assert!(shop.says(&["answer"]).contains("nobody has answered anything yet"));
    assert_eq!(shop.run(&["answer", "INC-9", "flag=absent"]).code, 2);
    let ran = shop.run(&["worksheet", "INC-1", "--out", "sheet.docx"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("`.docx` is no worksheet format"), "{}", ran.err);
}

#[test]
fn a_condition_that_people_name_is_positive_evidence() {
    let shop = stocked();
    shop.says(&["answer", "INC-1", "condition=load, third party"]);
    let shown = shop.says(&["show", "INC-1", "--format", "json"]);
    let conditions = json(&shown, "/facts/conditions");
    let found: Vec<_> = conditions.as_array().unwrap().iter().map(|c| &c["condition"]).collect();
    assert_eq!(found, ["load", "third-party"]);
    assert!(conditions.as_array().unwrap().iter().all(|c| c["source"] == "answer"));
}

#[test]
fn answers_leave_with_their_incident_masked_and_in_eighty_columns() {
    let shop = stocked();
    shop.says(&["answer", "INC-1", "lucky=jane@example.com was awake", "state=<script>"]);
    for format in ["text", "markdown", "html", "json"] {
        let sheet = shop.says(&["worksheet", "INC-1", "--format", format]);
        assert!(!sheet.contains("jane"), "{sheet}");
        match format {
            "markdown" => assert!(!sheet.contains("<script>")),
            // The page has a script of its own, and what people wrote makes no second one.
            "html" => {
                assert_eq!(
                    (sheet.matches("<script").count(), sheet.matches("</script").count()),
                    (1, 1)
                );
                assert!(sheet.contains("&lt;script&gt;</textarea>"));
            }
            _ => {}
        }
    }
    let sheet = shop.says(&["worksheet", "INC-1"]);
    let widest = sheet.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(widest <= 80, "{widest} columns");
}
