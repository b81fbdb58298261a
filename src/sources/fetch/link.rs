//! `Link` headers: where the next page is, and whether it holds anything.

/// Returns the address of the next page in a `Link` header. A server that says that the next page
/// has no results names none.
pub(super) fn next_link(header: &str) -> Option<&str> {
    header.split(',').find_map(|link| {
        let (address, rest) = link.trim().strip_prefix('<')?.split_once('>')?;
        let mut parts = rest.split(';').map(str::trim);
        let is_next = parts.clone().any(|part| part == "rel=\"next\"" || part == "rel=next");
        let empty = parts.any(|part| part == "results=\"false\"" || part == "results=false");
        (is_next && !empty).then_some(address)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_the_one_that_says_so() {
        let header = "<https://h/r?page=1>; rel=\"prev\", <https://h/r?page=3&a=b>; rel=\"next\", <https://h/r?page=9>; rel=\"last\"";
        assert_eq!(next_link(header), Some("https://h/r?page=3&a=b"));
        assert_eq!(next_link("<https://h/r?page=1>; rel=\"first\""), None);
        assert_eq!(next_link("no link"), None);
    }

    #[test]
    fn a_next_page_without_results_is_none() {
        let header = |results: &str| {
            format!(
                "<https://h/i?cursor=0:0:1>; rel=\"previous\"; results=\"false\"; cursor=\"0:0:1\", <https://h/i?cursor=0:100:0>; rel=\"next\"; results=\"{results}\"; cursor=\"0:100:0\""
            )
        };
        assert_eq!(next_link(&header("true")), Some("https://h/i?cursor=0:100:0"));
        assert_eq!(next_link(&header("false")), None);
    }
}
