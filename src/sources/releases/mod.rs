//! Release exports to model values.
