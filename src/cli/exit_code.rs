//! How the command ends.

/// What the exit code tells a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExitCode {
    /// It did what was asked.
    Done = 0,
    /// A check said no: rows failed, or a limit was passed.
    No = 1,
    /// It could not do it: usage, an unreadable file or repository.
    Failed = 2,
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(code as u8)
    }
}
