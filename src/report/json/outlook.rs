//! Gates, risks and other floors as JSON; gates also as SARIF 2.1.0.

use std::io::{self, Write};

use serde_json::json;

use crate::model::calibration::Risk;
use crate::model::gate::Gate;

use super::{Document, SCHEMA_VERSION};

/// Writes what a gate says.
pub fn gate(out: &mut impl Write, gate: &Gate, banner: Option<&str>) -> io::Result<()> {
    let body = json!({ "passes": gate.passes(), "gate": gate });
    super::write(out, &Document { schema_version: SCHEMA_VERSION, banner, body })
}

/// Writes where the next escapes may be, the basis first.
pub fn risk(out: &mut impl Write, risk: &Risk, banner: Option<&str>) -> io::Result<()> {
    super::write(out, &Document { schema_version: SCHEMA_VERSION, banner, body: risk })
}

/// Writes the findings of a gate as SARIF 2.1.0, for code hosts.
pub fn sarif(out: &mut impl Write, gate: &Gate) -> io::Result<()> {
    let result = |one: &crate::model::gate::GateFinding| {
        json!({
            "ruleId": "coverage-floor",
            "level": "error",
            "message": { "text": format!(
                "{} of {} lines ran in tests; the floor is {} %.", one.run, one.seen, gate.floor
            ) },
            "locations": [{ "physicalLocation": {
                "artifactLocation": { "uri": uri(&one.path), "uriBaseId": "%SRCROOT%" }
            } }],
        })
    };
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "escapee",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": [{
                    "id": "coverage-floor",
                    "shortDescription": { "text": "Coverage below the floor" },
                }],
            } },
            "results": gate.findings.iter().map(result).collect::<Vec<_>>(),
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

/// Returns a path as a URI reference: all but letters, digits and `/-._~` as bytes in hexadecimal.
fn uri(path: &str) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            text.push(byte.into());
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::gate::GateFinding;

    #[test]
    fn sarif_names_each_file_once_with_the_floor_and_its_counts() {
        let finding = GateFinding {
            repo: "main".to_owned(),
            path: "src/a b\u{202e}.py".to_owned(),
            seen: 10,
            run: 3,
        };
        let gate = Gate { floor: 60, findings: vec![finding], ..Gate::default() };
        let mut out = Vec::new();
        sarif(&mut out, &gate).unwrap();
        let found: serde_json::Value = serde_json::from_slice(&out).unwrap();
        let one = &found["runs"][0]["results"][0];
        assert_eq!(one["message"]["text"], "3 of 10 lines ran in tests; the floor is 60 %.");
        let place = &one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert_eq!(place, "src/a%20b%E2%80%AE.py");
    }
}
