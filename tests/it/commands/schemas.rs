//! What the command prints as JSON on the demo, against the schema files.

use serde_json::Value;

use super::demo_shop::Demo;
use super::reviewing::breaches::{breaches, schema};

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
        (&["rate", "--by", "month", "--definition", "stage-leakage,dre-90,density"], "rate"),
        (&["rate", "--by", "release", "--definition", "severity-weighted,change-failure"], "rate"),
        (&["rate", "--by", "component"], "rate"),
        (&["rate", "--by", "severity"], "rate"),
        (&["rate", "--cohort", "introduction"], "rate"),
        (&["flows"], "flows"),
        (&["flows", "suggest"], "flow-suggestions"),
        (&["assertions", "--summary"], "assertion-summary"),
        (&["calibrate"], "calibration"),
        (&["calibrate", "--unit", "file"], "calibration"),
        (&["calibrate", "--unit", "flow"], "calibration"),
        (&["doctor"], "checkup"),
        (&["doctor", "--missing-reports"], "missing-reports"),
        (&["trace", "r2026.08"], "trace"),
        (&["trace", "r2026.08", "24f8fbaf25", "--top", "1", "--explain"], "trace"),
        (&["inspect", "reports/r2026.04", "caught.csv"], "inspect"),
        (&["chart", "list"], "charts"),
        (&["chart", "latency", "--out", "charts/latency.svg"], "charts"),
        (&["panel"], "panel"),
        (&["panel", "--unit", "file"], "panel"),
        (&["panel", "--unit", "flow", "--explain"], "panel"),
        (&["risk"], "risk"),
        (&["risk", "--unit", "flow", "--top", "1"], "risk"),
        (&["gate"], "gate"),
        (&["gate", "--floor", "99", "--flows"], "gate"),
        (&["assertions", "tests/checkout"], "assertions"),
        (&["links", "--unlinked"], "links"),
        (&["incidents", "add", "NEW-1", "--title", "x"], "dossier"),
        (&["analyze", "--all"], "analysis"),
        (&["import", "incidents", "incidents.csv", "--dry-run"], "import"),
        (&["import", "incidents", "caught.csv"], "import"),
        (&["import", "coverage", "reports/r2026.04/lcov.info", "--commit", "r2026.04"], "import"),
        (&["import", "tests", "reports/r2026.04/junit.xml", "--commit", "r2026.04"], "import"),
        (
            &["import", "mutants", "reports/r2026.04/mutation.json", "--commit", "r2026.04"],
            "import",
        ),
        (&["import", "releases", "deployments.csv"], "import"),
        (&["import", "pending"], "import"),
    ];
    for (words, schema) in printed {
        let ran = demo.run(&[words, &["--format", "json"][..]].concat());
        // What of several files cannot be read stands in the document of `inspect`.
        let ends: &[i32] = if *schema == "inspect" { &[2] } else { &[0, 1] };
        assert!(ends.contains(&ran.code), "{words:?}: {} {}", ran.code, ran.err);
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

#[test]
fn every_schema_file_is_held_against_a_document_and_allows_no_key_besides() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/json");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let name = name.strip_suffix(".schema.json").unwrap();
        if name == "common" {
            continue;
        }
        let file = schema(name);
        assert_eq!(file["$id"], format!("{name}.schema.json"), "{name} is not known to the check");
        let extended = serde_json::json!({ "schema_version": 1, "author": "jane" });
        let besides = format!("{name} has author besides");
        assert!(breaches(&extended, name).contains(&besides), "{name} is open");
    }
}
