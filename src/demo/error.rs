//! Why the sample project could not be built.

use std::path::PathBuf;

/// Why the sample project could not be built.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The folder holds something the demo did not make.
    #[error("`{}` holds files the demo did not make; --out names another folder", path.display())]
    InUse {
        /// The folder.
        path: PathBuf,
    },
    /// The facts of the sample project contradict themselves.
    #[error("facts of the demo: {what} in `{place}`")]
    Facts {
        /// What is wrong.
        what: &'static str,
        /// Where.
        place: String,
    },
    /// The facts could not be parsed.
    #[error("facts of the demo in `{file}`")]
    Parse {
        /// The file.
        file: &'static str,
        /// Why.
        source: toml::de::Error,
    },
    /// A file could not be written.
    #[error("cannot write `{}`", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Git objects could not be written.
    #[error("cannot write git objects: {}", .0.message())]
    Git(#[from] git2::Error),
}
