//! The `escapee` command.

fn main() {}
