//! How far a long piece of work has come.

/// What is being counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Commits read into the blame index.
    Commits,
    /// Fixes traced, or incidents analysed.
    Answers,
}

/// Told how many of how many are done.
pub type Progress<'a> = dyn FnMut(Step, usize, usize) + 'a;
