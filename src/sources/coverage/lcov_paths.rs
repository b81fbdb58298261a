//! The paths an LCOV report names again and again, each kept once.

use std::collections::HashMap;

use super::gathered::Gathered;

/// The paths of a report, each with its place among the files; those that differ in their slashes
/// alone are one.
#[derive(Default)]
pub(super) struct Paths {
    places: HashMap<Box<str>, usize>,
    /// Paths with backslashes, as they were first written.
    written: HashMap<usize, String>,
}

impl Paths {
    /// Returns the place of a path, `new` where it is not known yet.
    pub(super) fn place(&mut self, path: &str, new: usize) -> usize {
        if path.contains('\\') {
            let place = self.place(&path.replace('\\', "/"), new);
            if place == new {
                self.written.insert(place, path.to_owned());
            }
            return place;
        }
        if let Some(place) = self.places.get(path) {
            return *place;
        }
        self.places.insert(path.into(), new);
        new
    }

    /// Returns the path of a place.
    pub(super) fn of(&self, place: usize) -> &str {
        let found = self.places.iter().find(|(_, at)| **at == place);
        self.written.get(&place).map_or(found.map_or("", |(path, _)| path), String::as_str)
    }

    /// Returns the files with their paths.
    pub(super) fn with(mut self, files: Vec<Gathered>) -> Vec<(String, Gathered)> {
        let mut named: Vec<(String, Gathered)> =
            files.into_iter().map(|file| (String::new(), file)).collect();
        for (path, place) in self.places {
            named[place].0 = self.written.remove(&place).unwrap_or_else(|| path.into_string());
        }
        named
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_keeps_its_first_writing_whatever_its_slashes_later() {
        let mut paths = Paths::default();
        let places = ["a\\b.c", "a/b.c", "c.c", "a\\b.c"].map(|path| paths.place(path, 1));
        assert_eq!((places, paths.of(1)), ([1, 1, 1, 1], "a\\b.c"));
        let mut paths = Paths::default();
        assert_eq!((paths.place("a/b.c", 0), paths.place("a\\b.c", 1)), (0, 0));
        let named = paths.with(vec![Gathered::default()]);
        assert_eq!(named[0].0, "a/b.c");
    }
}
