//! The demo, made once and copied for each test that changes it.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use tempfile::TempDir;

use super::shop::{Ran, json, run_in};

/// The folder it was made in, and what it printed as JSON.
static MADE: LazyLock<(TempDir, String)> = LazyLock::new(|| {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("shop");
    let made =
        run_in(scratch.path(), &["demo", "--out", folder.to_str().unwrap(), "--format", "json"]);
    assert_eq!(made.code, 0, "{}", made.err);
    (scratch, made.out)
});

/// The demo in a folder of its own.
pub(super) struct Demo {
    _scratch: TempDir,
    pub(super) folder: PathBuf,
}

impl Demo {
    pub(super) fn new() -> Self {
        let scratch = tempfile::tempdir().unwrap();
        let folder = scratch.path().join("shop");
        copy(&MADE.0.path().join("shop"), &folder);
        Self { _scratch: scratch, folder }
    }

    /// Returns what the demo printed as JSON when it was made.
    pub(super) fn printed() -> &'static str {
        &MADE.1
    }

    pub(super) fn run(&self, arguments: &[&str]) -> Ran {
        run_in(&self.folder, arguments)
    }

    /// Returns what a command prints that must end well.
    pub(super) fn says(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
        ran.out
    }

    /// Returns the class of the rules.
    pub(super) fn class(&self, id: &str) -> String {
        let shown = self.says(&["show", id, "--format", "json"]);
        json(&shown, "/verdict/class").as_str().unwrap().to_owned()
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
