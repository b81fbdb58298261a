//! What the command prints as JSON on the demo, against the schema files.

use serde_json::Value;

use super::demo_shop::Demo;
use super::reviewing::breaches::breaches;

#[test]
fn every_document_of_the_demo_follows_its_schema() {
    let demo = Demo::new();
    demo.says(&["answer", "INC-110", "class=F", "canary=absent", "state=paid-twice"]);
    demo.says(&["answer", "INC-110", "canary="]);
    let printed: &[(&[&str], &str)] = &[
        (&["show", "INC-101"], "dossier"),
        (&["show", "INC-107"], "dossier"),
        (&["show", "INC-110"], "dossier"),
        (&["worksheet", "INC-104", "--blind"], "worksheet"),
        (&["worksheet", "INC-110"], "worksheet"),
        (&["answer"], "answers"),
        (&["answer", "INC-110"], "answers"),
        (&["incidents", "list"], "incidents"),
        (&["links"], "links"),
        (&["regions"], "regions"),
        (&["rate", "--by", "quarter"], "rate"),
        (&["flows"], "flows"),
        (&["flows", "suggest"], "flow-suggestions"),
        (&["assertions", "--summary"], "assertion-summary"),
        (&["calibrate"], "calibration"),
        (&["calibrate", "--unit", "file"], "calibration"),
        (&["calibrate", "--unit", "flow"], "calibration"),
        (&["doctor"], "checkup"),
        (&["doctor", "--missing-reports"], "missing-reports"),
    ];
    for (words, schema) in printed {
        let ran = demo.run(&[words, &["--format", "json"][..]].concat());
        assert!([0, 1].contains(&ran.code), "{words:?}: {} {}", ran.code, ran.err);
        assert!(!ran.out.is_empty(), "{words:?}: {}", ran.err);
        let document: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(breaches(&document, schema), [""; 0], "{words:?}");
    }
    for words in [&["report"][..], &["report", "--redact"]] {
        demo.says(&[words, &["--out", "r.json"][..]].concat());
        let text = std::fs::read_to_string(demo.folder.join("r.json")).unwrap();
        let document: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(breaches(&document, "review"), [""; 0], "{words:?}");
    }
}
