//! `escapee.toml`.
