//! Model values to bytes: text, JSON, CSV, Markdown, HTML.
//!
//! Every writer takes `&mut impl Write` or gives a `String`; none computes a number. Texts come
//! from strangers, so each passes [`clean`] on its way out and is escaped for its format. A person
//! stands in no output; what is not known prints as an en dash.

pub mod chart;
mod clean;
pub mod csv;
mod format;
pub mod html;
pub mod json;
pub mod markdown;
#[cfg(test)]
mod sample;
mod sheet;
mod summary;
pub mod text;

pub use clean::clean;
pub use sheet::View;
pub use text::TextStyle;
