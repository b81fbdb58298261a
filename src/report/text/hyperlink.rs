//! Links as terminals show them.

use crate::report::clean::is_address;

/// Returns the text as a link to the address (OSC 8), where the address is one that may be followed; else the
/// text. A link takes no column. Source:
/// <https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda>.
pub(super) fn hyperlink(text: &str, address: Option<&str>) -> String {
    let safe = |address: &&str| address.is_ascii() && is_address(address);
    match address.filter(safe) {
        Some(address) if !text.is_empty() => {
            format!("\u{1b}]8;;{address}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")
        }
        _ => text.to_owned(),
    }
}
