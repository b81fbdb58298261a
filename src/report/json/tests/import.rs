//! What an import says of each record of its file.

use super::super::reconciliation;
use super::check;
use crate::model::batch::{Dropped, Reconciliation};

fn decided() -> serde_json::Value {
    serde_json::json!({
        "format": "csv",
        "preset": null,
        "encoding": "UTF-8",
        "delimiter": "comma",
        "columns": [{ "header": "Key", "field": "id", "reason": "alias" }],
        "date_formats": {},
        "mapping": { "id": ["Key"] },
        "zone": null,
        "notes": [],
    })
}

fn import() -> Reconciliation {
    let dropped = |line, reason: &str| Dropped { line, reason: reason.to_owned() };
    Reconciliation {
        seen: 6,
        imported: 2,
        updated: 1,
        unchanged: 0,
        skipped: vec![dropped(4, "pull request"), dropped(9, "pull request")],
        failed: vec![dropped(7, "no date in `started`, by jane@example.com")],
        notes: vec!["encoding UTF-8".to_owned()],
    }
}

#[test]
fn an_import_prints_the_shape_of_a_dry_run() {
    let text = check("import", |out| reconciliation(out, &decided(), &import(), &[], None));
    insta::assert_snapshot!(text, @r#"
    {
      "schema_version": 1,
      "decided": {
        "columns": [
          {
            "field": "id",
            "header": "Key",
            "reason": "alias"
          }
        ],
        "date_formats": {},
        "delimiter": "comma",
        "encoding": "UTF-8",
        "format": "csv",
        "mapping": {
          "id": [
            "Key"
          ]
        },
        "notes": [],
        "preset": null,
        "zone": null
      },
      "seen": 6,
      "imported": 2,
      "updated": 1,
      "unchanged": 0,
      "skipped": [
        {
          "reason": "pull request",
          "count": 2
        }
      ],
      "failed": [
        {
          "line": 7,
          "reason": "no date in `started`, by [e-mail]"
        }
      ],
      "notes": [
        "encoding UTF-8"
      ],
      "records": []
    }
    "#);
}
