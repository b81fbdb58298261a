//! Incident exports to model values.
