//! Sheets of incidents that people gave another class than the rules, and blind ones.

use super::demo_shop::Demo;
use super::shop::{flat, json};

#[test]
fn what_people_said_of_the_class_moves_what_follows_from_it_and_the_rule_stays_with_the_machine() {
    let demo = Demo::new();
    demo.says(&["answer", "INC-110", "class=F", "concurrency=worked"]);
    let shown = flat(&demo.says(&["show", "INC-110"]));
    let machine =
        "machine N, beyond the suite: another, with load, concurrency, rule 8 of 10, confidence";
    assert!(shown.contains(machine), "{shown}");
    assert!(shown.contains("RULES SAY rule 8, beyond the suite"), "{shown}");
    assert!(shown.contains("CHEAPEST GATE unit: the tests run it and never assert"), "{shown}");
    assert!(!shown.contains("add the layer the suite lacks"), "{shown}");
    let next = flat(&demo.says(&["show", "INC-106"]));
    assert!(!next.contains("escapee link INC-106"), "a vendor's outage has no fix: {next}");
}

#[test]
fn every_blind_sheet_asks_the_same() {
    let demo = Demo::new();
    let mut asked = Vec::new();
    for id in ["INC-103", "INC-107", "INC-110", "INC-114"] {
        let sheet = demo.says(&["worksheet", id, "--blind"]);
        let from = sheet.find("ASK NOW").unwrap();
        let to = from + sheet[from..].find("\nAGREEMENT").unwrap();
        let questions = sheet[from..to].split("\nMISSING").next().unwrap().to_owned();
        let sheet = demo.says(&["worksheet", id, "--blind", "--format", "json"]);
        let open = json(&sheet, "/questions");
        let open = open.as_array().unwrap().iter().all(|question| question["open"] == true);
        asked.push((questions, open));
    }
    assert!(asked[0].1 && asked[0].0.contains("24  Which class"), "{}", asked[0].0);
    assert!(asked.iter().all(|one| *one == asked[0]), "{asked:#?}");
}

#[test]
fn the_failure_state_of_most_words_is_looked_for_and_one_among_several_stays_a_question() {
    let demo = Demo::new();
    let shown = flat(&demo.says(&["show", "INC-107"]));
    assert!(
        shown.contains("looked for throttled?, listed in flow “payment-provider”, asserted: none"),
        "{shown}"
    );
    assert!(
        shown.contains("listed or charge-refused? `escapee answer INC-107 state=…`"),
        "{shown}"
    );
    let open = |id: &str| json(&demo.says(&["show", id, "--format", "json"]), "/worksheet/open");
    assert!(open("INC-107").as_array().unwrap().contains(&"state".into()));
    let shown = flat(&demo.says(&["show", "INC-110"]));
    assert!(shown.contains("listed card-declined, paid-twice? `escapee answer INC-110"), "{shown}");
    let said = flat(&demo.says(&["answer", "INC-110", "state=paid-twice"]));
    assert!(said.contains("state tests are searched for paid-twice"), "{said}");
    assert_eq!(
        json(&demo.says(&["show", "INC-110", "--format", "json"]), "/facts/failure_state/level"),
        4
    );
}

#[test]
fn the_mutant_that_survived_is_named_with_its_line_and_commit() {
    let demo = Demo::new();
    let shown = flat(&demo.says(&["show", "INC-110"]));
    assert!(shown.contains("3 of 4 killed = 75 %, 1 survived"), "{shown}");
    let survivors = json(&demo.says(&["show", "INC-110", "--format", "json"]), "/facts/survivors");
    let one = &survivors.as_array().unwrap()[0];
    let commit: String = one["commit"].as_str().unwrap().chars().take(10).collect();
    let place = format!("Assignment at checkout/charge.py:{} in {commit}", one["line"]);
    assert!(shown.contains(&format!("survived {place}")), "{shown}");
    assert!(shown.contains(&format!("not noticed: {place}")), "{shown}");
}
