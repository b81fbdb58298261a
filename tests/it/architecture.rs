//! The house holds: rooms import only what the table allows, and the crates that only one room may
//! name stay there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Room, and the rooms it may import besides itself.
const ROOMS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("stats", &["model"]),
    ("syntax", &["model"]),
    ("sources", &["model", "syntax"]),
    ("history", &["model", "syntax"]),
    ("demo", &["model"]),
    ("store", &["model"]),
    ("evidence", &["model", "syntax"]),
    ("verdict", &["model"]),
    ("indicators", &["model", "stats"]),
    ("calibration", &["model", "stats"]),
    ("report", &["model"]),
    ("error", &["sources", "history", "store", "demo"]),
    (
        "pipeline",
        &[
            "model",
            "stats",
            "syntax",
            "sources",
            "history",
            "demo",
            "store",
            "evidence",
            "verdict",
            "indicators",
            "calibration",
            "error",
        ],
    ),
];

/// Crate, and the only rooms that may name it.
const CRATES: &[(&str, &[&str])] = &[
    ("lcov", &["sources"]),
    ("quick_xml", &["sources"]),
    ("flate2", &["sources"]),
    ("zip", &["sources", "report"]),
    ("glob", &["pipeline"]),
    ("encoding_rs", &["sources", "history"]),
    ("csv", &["sources", "report"]),
    ("ureq", &["sources"]),
    ("rustix", &["syntax"]),
    ("tree_sitter", &["syntax"]),
    ("tree_sitter_python", &["syntax"]),
    ("gix", &["history"]),
    ("git2", &["history", "demo"]),
    ("rusqlite", &["store", "sources"]),
    ("plotters", &["report"]),
    ("plotters_backend", &["report"]),
    ("usvg", &["report"]),
    ("resvg", &["report"]),
    ("maud", &["report"]),
    ("png", &["report"]),
    ("krilla", &["report"]),
    ("krilla_svg", &["report"]),
    ("rust_xlsxwriter", &["report"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("anstream", &["cli"]),
];

/// What the scan of assertions is made of, lowest first: each uses only what stands before it.
const LAYERS: &[&str] = &["expression", "failure_words", "judge", "idioms", "scan", "suite"];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Returns the room of each Rust file under `src`, with its path and text. Tests at the end of a
/// file may use more, so they are cut off.
fn files() -> Vec<(String, PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![source()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let inside = path.strip_prefix(source()).unwrap();
                let room = inside.iter().next().unwrap().to_string_lossy().replace(".rs", "");
                let text = fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]").next().unwrap().to_owned();
                if !is_test_module(&path) {
                    found.push((room, path, code));
                }
            }
        }
    }
    found.sort();
    found
}

/// Whether the module that holds the file declares it for tests only.
fn is_test_module(path: &Path) -> bool {
    let name = path.file_stem().unwrap().to_string_lossy();
    let parent = path.with_file_name("mod.rs");
    let declared = format!("#[cfg(test)]\nmod {name};");
    fs::read_to_string(parent).is_ok_and(|text| text.contains(&declared))
}

/// Returns the words that follow `prefix` in code lines, as in `crate::model`.
fn named_after(prefix: &str, code: &str) -> BTreeSet<String> {
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut names = BTreeSet::new();
    for line in lines {
        for (at, _) in line.match_indices(prefix) {
            let rest = &line[at + prefix.len()..];
            let name: String =
                rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            names.insert(name);
        }
    }
    names
}

#[test]
fn every_room_imports_only_what_the_table_allows() {
    let mut wrong = Vec::new();
    for (room, path, code) in files() {
        if matches!(room.as_str(), "lib" | "main" | "cli") {
            continue;
        }
        let (_, allowed) = ROOMS.iter().find(|(name, _)| *name == room).unwrap_or_else(|| {
            panic!("`{room}` is no room of the table; {} cannot be judged", path.display())
        });
        for name in named_after("crate::", &code) {
            let is_room = ROOMS.iter().any(|(room, _)| *room == name);
            if is_room && name != room && !allowed.contains(&name.as_str()) {
                wrong.push(format!("{} imports {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_reads_assertions_is_used_one_way() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (_, path, code) in files() {
        let inside = path.strip_prefix(source().join("syntax")).unwrap_or(Path::new(""));
        let module = inside.iter().next().unwrap_or_default().to_string_lossy().replace(".rs", "");
        let Some(own) = LAYERS.iter().position(|layer| *layer == module) else { continue };
        seen += 1;
        for layer in &LAYERS[own + 1..] {
            let by_super =
                inside.iter().count() == 1 && named_after("super::", &code).contains(*layer);
            if by_super || named_after("crate::syntax::", &code).contains(*layer) {
                wrong.push(format!("{} uses {layer}", path.display()));
            }
        }
    }
    assert!(seen > LAYERS.len(), "{seen} files of the layers were seen");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn crates_stay_in_the_rooms_they_are_for() {
    let mut wrong = Vec::new();
    for (room, path, code) in files() {
        // In the command `csv::` is the library's writer: it cannot name the crate by that path.
        let crates = CRATES.iter().filter(|(name, _)| room != "cli" || *name != "csv");
        for (name, rooms) in crates {
            let named =
                code.lines().filter(|line| !line.trim_start().starts_with("//")).any(|line| {
                    line.match_indices(&format!("{name}::")).any(|(at, _)| {
                        !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
                    })
                });
            if named && !rooms.contains(&room.as_str()) {
                wrong.push(format!("{} names {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_opens_with_what_it_is() {
    let silent: Vec<_> = files()
        .into_iter()
        .filter(|(_, _, code)| !code.starts_with("//! "))
        .map(|(_, path, _)| path)
        .collect();
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn sql_stands_only_in_the_schema_and_the_store() {
    let verbs = ["SELECT ", "INSERT INTO", "DELETE FROM", "CREATE TABLE"];
    let wrong: Vec<_> = files()
        .into_iter()
        .filter(|(room, _, code)| room != "store" && verbs.iter().any(|verb| code.contains(verb)))
        .map(|(_, path, _)| path)
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
