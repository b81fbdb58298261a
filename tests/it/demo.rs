//! The demo: the whole job on invented data, through the stages a user's commands run.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use escapee::model::verdict::EscapeClass;
use escapee::pipeline::analyze::Options;
use escapee::pipeline::{Place, Workspace, read};

fn demo(folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_escapee"))
        .args(["demo", "--out"])
        .arg(folder)
        .env("LANG", "C.UTF-8")
        .output()
        .unwrap()
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                found.insert(name, std::fs::read(path).unwrap());
            }
        }
    }
    found
}

#[test]
fn known_stories_end_in_the_class_their_evidence_gives() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("shop");
    let output = demo(&folder);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));

    let place = Place { folder, database: None };
    let mut workspace = Workspace::open(&place).unwrap();
    let dossiers = read::dossiers(&mut workspace, &Options::default(), &mut |_, _, _| {}).unwrap();
    let class = |id: &str| {
        let dossier = dossiers.iter().find(|dossier| dossier.incident.id == id).unwrap();
        (dossier.verdict.class, dossier.verdict.sub.join(", "))
    };
    // A flash sale that charged twice, payroll run twice, a provider that throttles.
    let (found, conditions) = class("INC-110");
    assert_eq!((found, conditions.as_str()), (EscapeClass::N, "load, concurrency"));
    assert_eq!(class("INC-118"), (EscapeClass::N, "concurrency".to_owned()));
    assert_eq!(class("INC-107"), (EscapeClass::N, "third-party".to_owned()));
    // A declined card that no test asserts, a test that asserts nothing, a legacy path, a muted test.
    assert_eq!(class("INC-114").0, EscapeClass::F);
    assert_eq!(class("INC-101").0, EscapeClass::E);
    assert_eq!(class("INC-102").0, EscapeClass::C);
    assert_eq!(class("INC-104"), (EscapeClass::S, "muted".to_owned()));
    // A wrong expectation, a branch no test takes, limits in a file that nothing instruments.
    assert_eq!(class("INC-108").0, EscapeClass::O);
    assert_eq!(class("INC-105").0, EscapeClass::B);
    assert_eq!(class("INC-113"), (EscapeClass::N, "configuration".to_owned()));
    // A line that only the import of its module ran, and an incident without a link.
    assert_eq!(class("INC-115").0, EscapeClass::U);
    assert_eq!(class("INC-116").0, EscapeClass::U);
    // Two runs of the tests of that line were green with the change before it shipped; of the muted test's two
    // one was red; none runs the legacy path.
    let green = |id: &str| {
        let dossier = dossiers.iter().find(|dossier| dossier.incident.id == id).unwrap();
        dossier.facts.green_runs
    };
    assert_eq!((green("INC-110"), green("INC-104")), (Some(2), Some(1)));
    assert_eq!(green("INC-102"), None);
    // A vendor's outage, a duplicate and a user's mistake are no escapes of our code.
    assert_eq!(class("INC-106").0, EscapeClass::X1);
    assert_eq!(class("INC-111").0, EscapeClass::X0);
    assert_eq!(class("INC-119").0, EscapeClass::X0);
}

/// The text of a file; of a deck or workbook that of its parts.
fn text_of(name: &str, bytes: &[u8]) -> String {
    use std::io::Read as _;
    if !bytes.starts_with(b"PK") {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect(name);
    let mut all = String::new();
    for place in 0..archive.len() {
        let mut part = String::new();
        if archive.by_index(place).unwrap().read_to_string(&mut part).is_ok() {
            all.push_str(&part);
        }
    }
    all
}

#[test]
fn every_output_says_that_its_data_is_invented() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("shop");
    let output = demo(&folder);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("invented data"), "{said}");
    assert_eq!(said.matches("--repo").count(), 3, "three commands to try next:\n{said}");
    let made = files(&folder);
    for (name, bytes) in &made {
        let is_output = name.starts_with("charts/") || name.starts_with("review.");
        if is_output && Path::new(name).extension() != Some("png".as_ref()) {
            let text = text_of(name, bytes);
            assert!(text.contains("invented data"), "{name}");
        }
    }
    for name in ["charts/escape-rate.png", "charts/class-breakdown.svg", "review.html", "review.md"]
    {
        assert!(made.contains_key(name), "{name} is not there: {:?}", made.keys());
    }
}

#[test]
fn same_facts_give_the_same_bytes() {
    let scratch = tempfile::tempdir().unwrap();
    let (one, two) = (scratch.path().join("one"), scratch.path().join("two"));
    demo(&one);
    demo(&two);
    let stable = |folder: &Path| -> BTreeMap<String, Vec<u8>> {
        // SQLite and git's index hold times and inode numbers of this machine.
        let volatile = |name: &str| name.contains("escapee.db") || name == ".git/index";
        files(folder).into_iter().filter(|(name, _)| !volatile(name)).collect()
    };
    let (one, two) = (stable(&one), stable(&two));
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    let differ: Vec<_> = one.keys().filter(|name| one[*name] != two[*name]).collect();
    assert!(differ.is_empty(), "{differ:?}");
}

#[test]
fn folder_with_other_files_is_left_alone_and_an_old_demo_is_made_anew() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("mine");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("thesis.txt"), "years of work").unwrap();
    let refused = demo(&folder);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(folder.join("thesis.txt")).unwrap(), "years of work");

    let again = scratch.path().join("shop");
    assert!(demo(&again).status.success());
    std::fs::write(again.join("stray.txt"), "from the last run").unwrap();
    assert!(demo(&again).status.success());
    assert!(!again.join("stray.txt").exists());
}

#[test]
fn pictures_of_the_readme_are_what_the_demo_draws() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("shop");
    demo(&folder);
    for name in ["class-breakdown.svg", "coverage-floor.svg"] {
        let drawn = std::fs::read_to_string(folder.join("charts").join(name)).unwrap();
        let shown = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/readme").join(name);
        assert_eq!(std::fs::read_to_string(shown).unwrap(), drawn, "copy the new {name}");
    }
}

#[test]
fn no_fact_names_a_class() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/demo");
    for (name, bytes) in files(&data) {
        let text = String::from_utf8(bytes).unwrap().to_lowercase();
        for class in EscapeClass::ALL {
            let label = class.label();
            assert!(!text.contains(label), "{name} says `{label}`");
        }
        assert!(!text.contains("class =") && !text.contains(",class"), "{name} has a class");
    }
}
