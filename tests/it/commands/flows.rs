//! Critical flows: failure states asserted, what else is known of their code, what changed, and
//! which states to add.

use super::reviewing::breaches::breaches;
use super::shop::{DEPLOYMENTS, Shop, flat, json};

const FLOWS: &str = r#"
[[flow]]
name = "checkout"
paths = ["src/checkout"]
functions = ["charge"]

[[flow.state]]
name = "nothing-to-charge"
error = "ValueError"

[[flow.state]]
name = "card-declined"
error = ["CardDeclined", "CardExpired"]
status = 402
"#;

const TESTS: &str = "import pytest
from checkout.pay import charge, total


def test_total():
    assert total([1, 2]) == 3


def test_charge_needs_an_amount():
    with pytest.raises(ValueError):
        charge(None, 0)
";

/// The shop after its release v1.2, with a test of one failure state in the commit after it.
fn stocked() -> Shop {
    let shop = Shop::stocked();
    shop.write("escapee.toml", FLOWS);
    shop.write("tests/test_pay.py", TESTS);
    shop.commit("assert the empty charge", &["tests/test_pay.py"]);
    shop
}

#[test]
fn a_flow_says_which_states_are_asserted_by_which_test_and_what_changed() {
    let shop = stocked();
    let said = flat(&shop.says(&["flows"]));
    assert!(said.contains("FAILURE STATES 1 of 2 failure states asserted"), "{said}");
    let by = "nothing-to-charge test_charge_needs_an_amount at tests/test_pay.py:10";
    assert!(said.contains(by), "{said}");
    assert!(said.contains("card-declined none"), "{said}");
    assert!(
        said.contains("SINCE RELEASE v1.2: no commit; now asserted: nothing-to-charge"),
        "{said}"
    );
    let shown = shop.says(&["flows", "checkout", "--format", "json"]);
    let flow = json(&shown, "/reports/0/flows/0");
    assert_eq!((&flow["asserted"]["k"], &flow["asserted"]["n"]), (&1.into(), &2.into()));
    // `charge` has four statements; one linked test asserts once.
    assert_eq!((&flow["statements"], &flow["assertions"]), (&4.into(), &1.into()));
    assert_eq!(flow["assertion_density"], 25.0);
    assert_eq!(flow["changed"]["gained"][0], "nothing-to-charge");
    let csv = shop.says(&["flows", "--format", "csv"]);
    assert_eq!(csv.lines().count(), 3, "{csv}");
    assert!(csv.lines().any(|line| line.contains(",checkout,card-declined,no,,")), "{csv}");
}

#[test]
fn a_flow_is_read_at_the_revision_asked_for() {
    let shop = stocked();
    let then = shop.says(&["flows", "--at", "v1.1", "--format", "json"]);
    assert_eq!(json(&then, "/reports/0/flows/0/asserted/k"), 0);
    // At v1.1 a report knows the lines of `charge`, and none of them ran.
    assert_eq!(json(&then, "/reports/0/flows/0/covered/k"), 0);
    assert_eq!(json(&then, "/reports/0/flows/0/covered/n"), 4);
    assert_eq!(json(&then, "/reports/0/since/tag"), "v1.0");
    let commits = json(&then, "/reports/0/flows/0/changed/commits");
    assert_eq!(commits.as_array().unwrap().len(), 1);
    assert_eq!(commits[0]["subject"], "SHOP-2 take a fee");
}

#[test]
fn failure_states_that_no_test_asserts_are_proposed_ready_to_be_listed() {
    let shop = Shop::stocked();
    let said = shop.says(&["flows", "suggest", "src"]);
    assert!(said.contains("src/checkout/pay.py"), "{said}");
    assert!(flat(&said).contains("nothing-to-charge throws or returns ValueError"), "{said}");
    let listed = said.split("[[flow.state]]\n").nth(1).unwrap();
    assert_eq!(
        listed,
        "name = \"nothing-to-charge\"\nerror = \"ValueError\"\nmessage = \"nothing to charge\"\n"
    );
    // Listed in a flow, as it was proposed, it is proposed no more.
    shop.write(
        "escapee.toml",
        format!("[[flow]]\nname = \"c\"\npaths = [\"src\"]\n[[flow.state]]\n{listed}"),
    );
    let said = flat(&shop.says(&["flows", "suggest"]));
    assert!(said.contains("every failure of this code is asserted or listed"), "{said}");
    // So is one that a test asserts.
    let asserted = stocked();
    let said = asserted.says(&["flows", "suggest", "src", "--format", "json"]);
    assert_eq!(json(&said, "/suggestions").as_array().unwrap().len(), 0, "{said}");
}

#[test]
fn a_path_without_code_is_an_error_and_the_root_is_all_of_it() {
    let shop = Shop::stocked();
    let none = shop.run(&["flows", "suggest", "nowhere"]);
    assert!(none.code == 2 && none.err.contains("no code at nowhere"), "{}", none.err);
    let all = shop.says(&["flows", "suggest", "src"]);
    assert!(all.contains("nothing-to-charge"), "{all}");
    for root in [".", "./src"] {
        assert_eq!(shop.says(&["flows", "suggest", root]), all);
    }
}

#[test]
fn an_error_that_is_declared_and_never_named_again_is_not_proposed() {
    let shop = Shop::stocked();
    let declared = "class Gone(Exception):\n    pass\n\n\nclass NoMail(Exception):\n    pass\n";
    shop.write("src/errors.py", declared);
    shop.write("src/mail.py", "def send(fail):\n    fail(NoMail)\n");
    shop.commit("mail", &["src/errors.py", "src/mail.py"]);
    let said = shop.says(&["flows", "suggest", "src/errors.py", "src/mail.py"]);
    assert!(said.contains("no-mail") && !said.contains("gone"), "{said}");
    // What other code of the tree names is used.
    assert!(shop.says(&["flows", "suggest", "src/errors.py"]).contains("no-mail"));
}

#[test]
fn a_message_that_stands_in_a_tests_table_is_not_proposed() {
    let shop = Shop::stocked();
    let raised = "def send(x):\n    if x:\n        raise ValueError('no letter to send')\n    raise \
                  ValueError('no stamp on it')\n";
    shop.write("src/mail.py", raised);
    shop.write("tests/test_mail.py", "ROWS = [(1, 'no letter to send: 1')]\n");
    shop.commit("mail", &["src/mail.py", "tests/test_mail.py"]);
    let said = shop.says(&["flows", "suggest", "src/mail.py"]);
    assert!(said.contains("no-stamp-on-it") && !said.contains("no-letter"), "{said}");
    // A comment quotes nothing.
    shop.write("tests/test_mail.py", "# no letter to send is not looked at\n");
    shop.commit("no table", &["tests/test_mail.py"]);
    assert!(shop.says(&["flows", "suggest", "src/mail.py"]).contains("no-letter"));
}

#[test]
fn what_handles_any_error_alike_is_counted_and_listed_where_asked_for() {
    let shop = Shop::stocked();
    let source = "def send(x):\n    try:\n        post(x)\n    except Exception:\n        log(x)\n";
    shop.write("src/mail.py", source);
    shop.commit("mail", &["src/mail.py"]);
    let said = flat(&shop.says(&["flows", "suggest", "src/mail.py"]));
    assert!(said.contains("Besides, 1 place where the code handles any error alike"), "{said}");
    assert!(!said.contains("send-fails"), "{said}");
    let all = flat(&shop.says(&["flows", "suggest", "src/mail.py", "--all"]));
    assert!(all.contains("send-fails handles any error alike at line 4 in send"), "{all}");
    let found = shop.says(&["flows", "suggest", "src/mail.py", "--format", "json"]);
    assert_eq!(json(&found, "/suggestions/0/name"), "send-fails");
}

#[test]
fn a_flow_without_code_or_evidence_says_so_and_never_zero() {
    let shop = stocked();
    let toml = "[[flow]]\nname = \"gone\"\npaths = [\"lib\"]\n\n[[flow]]\nname = \"total\"\n\
                functions = [\"total\"]\n";
    shop.write("escapee.toml", toml);
    let said = flat(&shop.says(&["flows", "--at", "v1.0"]));
    assert!(said.contains("gone CODE NONE"), "{said}");
    assert!(said.contains("FAILURE STATES – no failure state is listed"), "{said}");
    assert!(
        said.contains("COVERAGE – (no report at or before this commit knows its code)"),
        "{said}"
    );
    assert!(said.contains("MUTATION SCORE – (no mutant was tried here)"), "{said}");
    assert!(said.contains("SINCE RELEASE no release before this commit"), "{said}");
}

#[test]
fn what_is_not_there_is_told() {
    let shop = stocked();
    let ran = shop.run(&["flows", "refunds"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("no flow `refunds`") && ran.err.contains("there is: checkout"),
        "{}",
        ran.err
    );
    assert_eq!(shop.run(&["flows", "--at", "v9"]).code, 2);
    shop.write("escapee.toml", "");
    let ran = shop.run(&["flows"]);
    assert!(ran.code == 2 && ran.err.contains("[[flow]]"), "{}", ran.err);
}

#[test]
fn a_test_file_that_cannot_be_parsed_is_told_wherever_its_assertions_could_count() {
    let shop = stocked();
    let told = "1 file that may hold tests cannot be parsed (`tests/test_big.py`)";
    assert!(!flat(&shop.says(&["flows"])).contains("cannot be parsed"));
    shop.write("tests/test_big.py", "assert True\n".repeat(400_000));
    shop.commit("a table of a test", &["tests/test_big.py"]);
    let clone = git2::Repository::open(&shop.path).unwrap();
    let tip = clone.revparse_single("HEAD").unwrap();
    clone.tag_lightweight("v9", &tip, false).unwrap();
    // What cannot be parsed is remembered as such and told again.
    for _ in 0..2 {
        let said = flat(&shop.says(&["flows"]));
        assert!(said.contains(told), "{said}");
        let shown = shop.says(&["flows", "--format", "json"]);
        assert_eq!(breaches(&json(&shown, ""), "flows"), [""; 0]);
        assert!(json(&shown, "/reports/0/notes/0").as_str().unwrap().starts_with(told), "{shown}");
    }
    shop.write(
        "late-deployments.csv",
        format!("{DEPLOYMENTS}2026-12-01T10:00:00Z,production,checkout,9,v9,success\n"),
    );
    shop.says(&["import", "releases", "late-deployments.csv"]);
    let row = "INC-9,x,production,2027-01-01,HEAD\n";
    shop.write("late.csv", format!("id,title,phase,started_at,cause_commits\n{row}"));
    shop.says(&["import", "incidents", "late.csv"]);
    shop.says(&["link", "INC-9", "--region", "src/checkout/pay.py:8-9"]);
    let shown = shop.says(&["show", "INC-9", "--format", "json"]);
    assert!(json(&shown, "/missing").to_string().contains(told), "{shown}");
    let panel = shop.run(&["panel"]);
    assert!(flat(&format!("{}{}", panel.out, panel.err)).contains(told), "{panel:?}");
}
