//! Model values to bytes: text, JSON, CSV, Markdown, HTML, slides, workbooks.
//!
//! Every writer takes `&mut impl Write` or gives a `String`; none computes a number. Texts come
//! from strangers, so each passes [`clean`] on its way out and is escaped for its format. A person
//! stands in no output; what is not known prints as an en dash.

pub mod chart;
mod clean;
pub mod csv;
mod deck;
mod format;
pub mod html;
pub mod json;
mod key_figures;
pub mod markdown;
mod redact;
#[cfg(test)]
mod sample;
pub mod script;
mod sections;
mod sheet;
mod shell;
mod summary;
pub mod terms;
pub mod text;
mod workbook;

pub use clean::clean;
pub use deck::deck;
pub use format::thousands;
pub use redact::redact;
pub use sheet::View;
pub use text::TextStyle;
pub use workbook::{OfficeError, workbook};
