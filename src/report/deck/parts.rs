//! Parts of an office file, what refers to what, and the zip around them.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::frame::XML;
use crate::report::workbook::OfficeError;

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Parts in the order they are written, and the types of those whose ending does not tell.
#[derive(Default)]
pub(super) struct Parts {
    files: Vec<(String, Vec<u8>)>,
    types: Vec<(String, String)>,
}

impl Parts {
    /// Adds a part of XML with its type.
    pub(super) fn xml(&mut self, name: &str, kind: &str, text: String) {
        self.types.push((format!("/{name}"), kind.to_owned()));
        self.files.push((name.to_owned(), text.into_bytes()));
    }

    /// Adds a part whose ending tells its type.
    pub(super) fn raw(&mut self, name: &str, bytes: Vec<u8>) {
        self.files.push((name.to_owned(), bytes));
    }

    /// Writes what a part refers to: a kind of relation and its target for `rId1`, `rId2` and so on.
    pub(super) fn relations(&mut self, of: &str, targets: &[(&str, String)]) {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let relations = (1..)
            .zip(targets)
            .map(|(number, (kind, target))| {
                let kind = if kind.contains(':') {
                    (*kind).to_owned()
                } else {
                    format!("{RELATIONS}/{kind}")
                };
                format!("<Relationship Id=\"rId{number}\" Type=\"{kind}\" Target=\"{target}\"/>")
            })
            .collect::<Vec<_>>()
            .concat();
        let name = if folder.is_empty() {
            format!("_rels/{file}.rels")
        } else {
            format!("{folder}/_rels/{file}.rels")
        };
        let text = format!(
            "{XML}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>"
        );
        self.raw(&name, text.into_bytes());
    }

    /// Returns the parts as one file.
    pub(super) fn zipped(self) -> Result<Vec<u8>, OfficeError> {
        let defaults = [
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("png", "image/png"),
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ];
        let defaults = defaults
            .iter()
            .map(|(ending, kind)| {
                format!("<Default Extension=\"{ending}\" ContentType=\"{kind}\"/>")
            })
            .collect::<Vec<_>>()
            .concat();
        let types = self
            .types
            .iter()
            .map(|(name, kind)| format!("<Override PartName=\"{name}\" ContentType=\"{kind}\"/>"))
            .collect::<Vec<_>>()
            .concat();
        let types = format!(
            "{XML}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">{defaults}{types}</Types>"
        );
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let first = ("[Content_Types].xml".to_owned(), types.into_bytes());
        for (name, bytes) in std::iter::once(first).chain(self.files) {
            zip.start_file(name, options)?;
            zip.write_all(&bytes)?;
        }
        Ok(zip.finish()?.into_inner())
    }
}
