//! Not built yet.
pub mod message;
pub mod log_index;
mod named;
