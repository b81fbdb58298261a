//! What `answer` understands, says back and takes back, on the demo.

use super::demo_shop::Demo;
use super::shop::flat;

#[test]
fn a_condition_that_is_denied_or_doubted_moves_no_class_and_one_that_is_named_says_so() {
    let demo = Demo::new();
    for doubt in ["not load", "nobody knows; maybe a network thing?", "without any load", "load?"] {
        let said = demo.says(&["answer", "INC-103", &format!("condition={doubt}")]);
        assert!(!said.contains("rules now say"), "{doubt}: {said}");
        assert_eq!(demo.class("INC-103"), "F", "{doubt}");
    }
    assert!(flat(&demo.says(&["answer", "INC-103", "condition=load?"])).contains("kept as words"));
    let said = flat(&demo.says(&["answer", "INC-103", "condition=two at once"]));
    assert!(said.contains("condition it took concurrency The rules now say N (was F)."), "{said}");
    assert_eq!(demo.class("INC-103"), "N");
    // The record says load and concurrency; people know better.
    let said = flat(&demo.says(&["answer", "INC-110", "condition=none of these"]));
    assert!(said.contains("it took none of the conditions The rules now say F (was N)."), "{said}");
    // A blind answer is given before the class is seen.
    let said = demo.says(&["answer", "INC-112", "--blind", "condition=load"]);
    assert!(!said.contains("rules now say"), "{said}");
}

#[test]
fn an_answer_is_said_back_as_it_was_understood() {
    let demo = Demo::new();
    let said = flat(&demo.says(&[
        "answer",
        "INC-120",
        "load=yes, but it did not run",
        "alert=failed, too late",
        "flag=absnt",
        "cause=no, it was another",
        "lucky=a holiday",
    ]));
    assert!(said.contains("load kept as words, counted nowhere; begin with worked"), "{said}");
    assert!(said.contains("alert FAILED flag kept as words, counted nowhere"), "{said}");
    assert!(said.contains("escapee link INC-120 --cause REV"), "{said}");
    assert!(said.contains("lucky kept as words, for people"), "{said}");
    // Nothing is linked to this one, so no test is searched yet, whatever the answer names.
    let said = flat(&demo.says(&["answer", "INC-115", "state=card-declined"]));
    assert!(said.contains("state kept as words until tests of the code are known"), "{said}");
    assert!(!said.contains("no failure state is named"), "{said}");
    let shown = flat(&demo.says(&["show", "INC-120"]));
    assert!(shown.contains("load yes, but it did not run (people)"), "{shown}");
}

#[test]
fn an_answer_is_taken_back_by_a_bare_key_or_an_emptied_field_and_no_share_counts_it() {
    let demo = Demo::new();
    demo.says(&["answer", "INC-110", "class=beyond the suite", "canary=absent"]);
    assert!(flat(&demo.says(&["answer"])).contains("in sight 1 of 1"));
    let said = flat(&demo.says(&["answer", "INC-110", "class="]));
    assert!(said.contains("class taken back; the question is open again"), "{said}");
    let all = flat(&demo.says(&["answer"]));
    assert!(all.contains("in sight no answer yet"), "{all}");
    assert!(all.contains("class N") && all.contains("class taken back"), "{all}");
    let again = demo.run(&["answer", "INC-110", "class="]);
    assert_eq!(again.code, 2);
    // A field that was empty when the sheet was written takes nothing back.
    demo.says(&["worksheet", "INC-110", "--out", "sheet.md"]);
    demo.says(&["answer", "INC-110", "flag=absent"]);
    let sheet = demo.folder.join("sheet.md");
    let text = std::fs::read_to_string(&sheet).unwrap();
    std::fs::write(&sheet, text.replace("\ncanary = absent\n", "\ncanary =\n")).unwrap();
    let said = flat(&demo.says(&["answer", "INC-110", "--from", "sheet.md"]));
    assert!(said.contains("1 new answer") && said.contains("canary taken back"), "{said}");
    let shown = flat(&demo.says(&["show", "INC-110"]));
    assert!(shown.contains("flag ABSENT (people)") && !shown.contains("canary ABSENT"), "{shown}");
}

#[test]
fn a_field_that_cannot_be_read_does_not_lose_the_sheet() {
    let demo = Demo::new();
    demo.says(&["worksheet", "INC-110", "--blind", "--out", "sheet.md"]);
    let sheet = demo.folder.join("sheet.md");
    let text = std::fs::read_to_string(&sheet).unwrap();
    assert!(text.contains("\n#   E   tests ran the code and asserted nothing of it\n"), "{text}");
    let filled = text
        .replace("\nclass =\n", "\nclass = E or F\n")
        .replace("\ncanary =\n", "\ncanary = absent\n");
    std::fs::write(&sheet, &filled).unwrap();
    let ran = demo.run(&["answer", "INC-110", "--from", "sheet.md"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let said = flat(&ran.out);
    assert!(said.contains("1 new answer") && said.contains("canary ABSENT"), "{said}");
    assert!(said.contains("NOT TAKEN: `E or F` is no class"), "{said}");
    std::fs::write(&sheet, filled.replace("= E or F\n", "= E (nothing asserted)  # sure\n"))
        .unwrap();
    let said = demo.says(&["answer", "INC-110", "--from", "sheet.md"]);
    assert!(said.contains("class E, the machine says N"), "{said}");
}
