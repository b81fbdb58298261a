//! What imports did: told of each file as it is read to people, of all in one document to programs.

use escapee::model::batch::Reconciliation;
use escapee::report::{csv, json, text};

use super::Failure;
use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;

/// Writes the account of an import, and says whether a record failed.
pub(super) fn tell(
    context: &mut Context,
    done: &Reconciliation,
    verbose: bool,
    banner: Option<&str>,
) -> Result<ExitCode, Failure> {
    let format = context.format.unwrap_or(Format::Text);
    let style = context.style_of(format);
    let out = &mut context.stdout;
    match format {
        Format::Json => json::reconciliation(out, &(), done, &[], banner)?,
        Format::Csv => csv::reconciliation(out, done, banner)?,
        _ => text::reconciliation(out, done, verbose, style, banner)?,
    }
    Ok(ended(!done.failed.is_empty()))
}

/// Returns how an import ended.
pub(super) fn ended(has_failed: bool) -> ExitCode {
    if has_failed { ExitCode::No } else { ExitCode::Done }
}

/// The accounts of an import of several files.
pub(super) struct Account<'a> {
    files: usize,
    verbose: bool,
    banner: Option<&'a str>,
    sum: Reconciliation,
    taken: usize,
    has_failed: bool,
}

impl<'a> Account<'a> {
    /// Returns the account of an import of so many files.
    pub(super) fn new(files: usize, verbose: bool, banner: Option<&'a str>) -> Self {
        let sum = Reconciliation::default();
        Self { files, verbose, banner, sum, taken: 0, has_failed: false }
    }

    /// Takes what became of a file; people read it at once.
    pub(super) fn take(
        &mut self,
        context: &mut Context,
        name: &str,
        mut done: Reconciliation,
    ) -> Result<(), Failure> {
        self.taken += 1;
        self.has_failed |= !done.failed.is_empty();
        if is_text(context) {
            tell(context, &done, self.verbose, self.banner)?;
            return Ok(());
        }
        if self.files > 1 {
            let of_file = |text: &mut String| *text = format!("{name}: {text}");
            let dropped = done.skipped.iter_mut().chain(&mut done.failed);
            dropped.map(|one| &mut one.reason).chain(&mut done.notes).for_each(of_file);
        }
        self.sum.add(done);
        Ok(())
    }

    /// Writes the sum for programs and says how the import ended. Where a file could not be read that is
    /// the error, and the sum is of the files before it.
    pub(super) fn finish(
        self,
        context: &mut Context,
        read: Result<(), Failure>,
    ) -> Result<ExitCode, Failure> {
        if !is_text(context) && (read.is_ok() || self.taken > 0) {
            tell(context, &self.sum, self.verbose, self.banner)?;
        }
        read?;
        Ok(ended(self.has_failed))
    }
}

fn is_text(context: &Context) -> bool {
    matches!(context.format, None | Some(Format::Text))
}
