//! What is kept of records, changed in them and forgotten, through the command.

use super::shop::{Shop, json};

const CSV: &str = "\
Nr,Was,Gemeldet,Stufe,Assignee,Ort
A1,Charged twice says roy@example.org,2026-01-05T10:00:00Z,Show Stopper,Roy Batty,Live
A2,No tax line,someday,Mild,Roy Batty,UAT
";

const MAPPING: &str = "\
[incidents.columns]
id = \"Nr\"
title = \"Was\"
";

fn bytes_hold(shop: &Shop, needle: &str) -> bool {
    std::fs::read_dir(&shop.path).unwrap().any(|entry| {
        let entry = entry.unwrap();
        entry.file_name().to_string_lossy().starts_with("escapee.db")
            && std::fs::read(entry.path())
                .unwrap()
                .windows(needle.len())
                .any(|part| part == needle.as_bytes())
    })
}

#[test]
fn a_better_mapping_is_applied_to_what_is_kept_without_the_file() {
    let shop = Shop::new();
    let csv = shop.write("incidents.csv", CSV);
    let narrow = format!("{MAPPING}started_at = \"Gemeldet\"\n");
    shop.write("escapee.toml", narrow);
    let ran = shop.run(&["import", "incidents", "incidents.csv"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("seen 2 = imported 1") && ran.out.contains("failed 1"), "{}", ran.out);
    std::fs::remove_file(csv).unwrap();

    let better = format!(
        "{MAPPING}severity = \"Stufe\"\nphase = \"Ort\"\n\n[incidents.values.severity]\n\"Show Stopper\" = \"1\"\nMild = \"4\"\n"
    );
    shop.write("escapee.toml", better);
    let done = shop.says(&["import", "incidents", "--replay"]);
    assert!(done.contains("seen 2 = imported 1 + updated 1 + unchanged 0"), "{done}");
    let list = shop.says(&["incidents", "list", "--format", "json"]);
    let of = |pointer: &str| json(&list, pointer);
    assert_eq!((of("/incidents/0/severity"), of("/incidents/1/severity")), (1.into(), 4.into()));
    assert_eq!(of("/incidents/1/phase"), "uat");
    let again = shop.says(&["import", "incidents", "--replay"]);
    assert!(again.contains("imported 0 + updated 0 + unchanged 2"), "{again}");
    assert!(!bytes_hold(&shop, "Roy Batty") && !bytes_hold(&shop, "roy@example.org"));
}

#[test]
fn without_raw_records_nothing_but_the_record_is_kept() {
    let shop = Shop::new();
    shop.write("incidents.csv", "id,title,Reason\nA1,Charged twice,a very odd reason\n");
    shop.says(&["import", "incidents", "incidents.csv", "--no-raw"]);
    assert!(bytes_hold(&shop, "Charged twice") && !bytes_hold(&shop, "a very odd reason"));
    shop.write("incidents.csv", "id,title,Reason\nA1,Charged twice!,a very odd reason\n");
    shop.says(&["import", "incidents", "incidents.csv"]);
    assert!(bytes_hold(&shop, "a very odd reason"));
}

#[test]
fn an_edit_survives_the_next_import_and_is_taken_back_by_name() {
    let shop = Shop::new();
    let write = |severity: u8, title: &str| {
        let row = format!("id,title,severity,phase\nINC-1,{title},{severity},production\n");
        shop.write("incidents.csv", row);
        shop.says(&["import", "incidents", "incidents.csv"])
    };
    write(3, "Charged twice");
    let edit = ["incidents", "edit", "INC-1", "--severity", "1", "--customers", "1200"];
    assert!(shop.says(&edit).contains("2 of 2 changes are new"));
    assert!(shop.says(&edit).contains("0 of 2 changes are new"));
    assert!(write(3, "Charged twice").contains("unchanged 1"));
    assert!(write(4, "Charged thrice").contains("updated 1"));
    let shown = || {
        let list = shop.says(&["incidents", "list", "--format", "json"]);
        (json(&list, "/incidents/0/severity"), json(&list, "/incidents/0/title"))
    };
    assert_eq!(shown(), (1.into(), "Charged thrice".into()));
    shop.says(&["incidents", "edit", "INC-1", "--reset", "severity"]);
    assert_eq!(shown().0, 4);
    let ran = shop.run(&["incidents", "edit", "INC-2", "--severity", "1"]);
    assert!(ran.code == 2 && ran.err.contains("no incident `INC-2`"), "{}", ran.err);
    let ran = shop.run(&["incidents", "edit", "INC-1"]);
    assert_eq!(ran.code, 2);
}

#[test]
fn what_is_forgotten_is_gone_from_the_bytes_and_does_not_come_back() {
    let shop = Shop::new();
    shop.write(
        "incidents.csv",
        "id,title,Reason\nINC-1,Jane was charged twice,an odd reason\nINC-2,No tax line,none\n",
    );
    shop.says(&["import", "incidents", "incidents.csv"]);
    shop.says(&["link", "INC-1", "--fix", "v1.2"]);
    shop.says(&["incidents", "edit", "INC-1", "--body", "a secret said by hand"]);
    shop.says(&["analyze"]);
    assert!(bytes_hold(&shop, "Jane was charged") && bytes_hold(&shop, "an odd reason"));
    shop.says(&["forget", "INC-1"]);
    for word in ["Jane was charged", "an odd reason", "a secret said by hand", "INC-1"] {
        assert!(!bytes_hold(&shop, word), "{word}");
    }
    let again = shop.says(&["import", "incidents", "incidents.csv"]);
    assert!(again.contains("unchanged 1") && again.contains("forgotten on request"), "{again}");
    assert!(!bytes_hold(&shop, "Jane was charged"));
    let ran = shop.run(&["forget", "INC-1"]);
    assert!(ran.code == 2 && ran.err.contains("no incident `INC-1`"), "{}", ran.err);
}

#[test]
fn a_file_that_was_read_is_known_until_an_incident_changes() {
    let shop = Shop::new();
    shop.write("incidents.csv", "id,title,phase\nINC-1,Charged twice,test\n,,\nINC-2,b,test\n");
    shop.write("other.csv", "id,title,phase\nINC-1,Charged thrice,test\n");
    let import = |file: &str| shop.says(&["import", "incidents", file]);
    let first = import("incidents.csv");
    assert!(first.contains("seen 3 = imported 2 + updated 0 + unchanged 0 + skipped 1"), "{first}");
    let second = import("incidents.csv");
    assert!(
        second.contains("seen 3 = imported 0 + updated 0 + unchanged 2 + skipped 1"),
        "{second}"
    );
    assert!(second.contains("this very file was read before") && second.contains("blank row"));
    // Another phase is another reading, and another file may have changed an incident.
    let other_phase = shop.says(&["import", "incidents", "incidents.csv", "--phase", "uat"]);
    assert!(!other_phase.contains("this very file"));
    assert!(import("other.csv").contains("updated 1"));
    let third = import("incidents.csv");
    assert!(
        third.contains("updated 1 + unchanged 1") && !third.contains("this very file"),
        "{third}"
    );
}

#[test]
fn a_title_of_ten_megabytes_is_kept_as_text_and_cut_at_every_exit() {
    let shop = Shop::new();
    let title = "=cmd|' /C calc'!A0 ".repeat(550_000);
    shop.write("incidents.csv", format!("id,title,phase\nINC-1,\"{title}\",production\n"));
    let done = shop.says(&["import", "incidents", "incidents.csv"]);
    assert!(done.contains("imported 1") && done.contains("cut at the longest"), "{done}");
    let list = shop.says(&["incidents", "list", "--format", "csv"]);
    assert!(list.len() < 2_000 && list.contains("calc"), "{}", list.len());
    assert!(shop.path.join("escapee.db").metadata().unwrap().len() < 2_000_000);
}

#[test]
fn a_folder_of_post_mortems_is_read_as_one_and_other_documents_are_passed_over() {
    let shop = Shop::new();
    std::fs::create_dir(shop.path.join("pm")).unwrap();
    let document = |title: &str, end: &str| {
        format!(
            "---\nuuid: {title}-7\ntitle: \"The {title} was out\"\nstart_time: 2026-01-05T10:00:00Z\nend_time: {end}\ncategories:\n- cloud\n---\n\nIt was `root cause: 0123abc`.\n"
        )
    };
    shop.write("pm/one.md", document("pay", "2026-01-05T18:30:00Z"));
    shop.write("pm/two.md", document("tax", "never"));
    shop.write("pm/README.md", "# Post-mortems\n");
    let ran = shop.run(&["import", "incidents", "pm", "--phase", "production"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("seen 2 = imported 1") && ran.out.contains("two.md"), "{}", ran.out);
    let list = shop.says(&["incidents", "list", "--format", "json"]);
    assert_eq!(json(&list, "/incidents/0/id"), "pay-7");
    assert_eq!(json(&list, "/incidents/0/resolved_at"), "2026-01-05T18:30:00Z");
    assert_eq!(json(&list, "/incidents/0/labels"), serde_json::json!(["cloud"]));
}
