//! Addresses: which host they name, and what a link or redirect means beside one.

use super::FetchError;

/// An address of a server's interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Base {
    /// Scheme and host with its port, in lower case, as in `https://api.github.com`.
    origin: String,
    /// The path in front of every call, without a `/` at its end.
    path: String,
}

impl Base {
    /// Returns the address; a token goes over an encrypted line only, or stays on this machine.
    pub(super) fn new(url: &str, with_token: bool) -> Result<Self, FetchError> {
        let wrong = |problem| FetchError::Address { url: url.to_owned(), problem };
        let (origin, path) =
            split(url).ok_or_else(|| wrong("it begins with no http:// or https://"))?;
        if path.contains(['?', '#']) {
            return Err(wrong("it holds a query"));
        }
        if with_token && origin.starts_with("http://") && !is_loopback(&origin) {
            return Err(wrong("a token is sent over https only"));
        }
        Ok(Self { origin, path: path.trim_end_matches('/').to_owned() })
    }

    /// Returns the address of a call.
    pub(super) fn call(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin, self.path)
    }

    /// Returns the address of a call under a folder that a base may name already.
    pub(super) fn call_in(&self, folder: &str, path: &str) -> String {
        if self.path.ends_with(folder) {
            self.call(path)
        } else {
            self.call(&format!("{folder}{path}"))
        }
    }

    /// Returns where a link or redirect of this server leads, if it stays there.
    pub(super) fn follow(&self, link: &str) -> Result<String, FetchError> {
        if link.starts_with('/') && !link.starts_with("//") {
            return Ok(format!("{}{link}", self.origin));
        }
        match split(link) {
            Some((origin, path)) if origin == self.origin => Ok(format!("{origin}{path}")),
            other => Err(FetchError::ForeignHost {
                from: self.origin.clone(),
                to: other.map_or_else(|| link.chars().take(100).collect(), |(origin, _)| origin),
            }),
        }
    }

    /// Returns whether the server is this machine.
    pub(super) fn is_loopback(&self) -> bool {
        is_loopback(&self.origin)
    }
}

/// Returns a text as it stands in a query or a part of a path.
pub(super) fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

/// Returns a path and its query, with each value encoded.
pub(super) fn query(path: &str, values: &[(&str, &str)]) -> String {
    let mut text = path.to_owned();
    for (at, (name, value)) in values.iter().enumerate() {
        text.push(if at == 0 { '?' } else { '&' });
        text.push_str(name);
        text.push('=');
        text.push_str(&encoded(value));
    }
    text
}

fn split(url: &str) -> Option<(String, &str)> {
    let lower = url.to_ascii_lowercase();
    let scheme = ["https://", "http://"].into_iter().find(|scheme| lower.starts_with(scheme))?;
    let rest = &url[scheme.len()..];
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = &rest[..end];
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-:[]_".contains(c);
    if host.is_empty() || !host.chars().all(plain) {
        return None;
    }
    let host = host.to_ascii_lowercase();
    let usual = if scheme == "https://" { ":443" } else { ":80" };
    Some((format!("{scheme}{}", host.strip_suffix(usual).unwrap_or(&host)), &rest[end..]))
}

fn is_loopback(origin: &str) -> bool {
    let host = origin.trim_start_matches("https://").trim_start_matches("http://");
    let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
    matches!(name.map_or(host, |(name, _)| name), "localhost" | "127.0.0.1" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_on_only_at_the_same_server() {
        let base = Base::new("https://API.github.com:443/v3/", true).unwrap();
        assert_eq!(base.call("/x?y=1"), "https://api.github.com/v3/x?y=1");
        for (link, to) in [
            ("https://api.github.com/repositories/1/issues?page=2", true),
            ("/repositories/1/issues?page=2", true),
            ("https://api.github.com.evil.example/x", false),
            ("https://api.github.com@evil.example/x", false),
            ("http://api.github.com/x", false),
            ("https://api.github.com:8443/x", false),
            ("//evil.example/x", false),
            ("javascript:x", false),
        ] {
            assert_eq!(base.follow(link).is_ok(), to, "{link}");
        }
    }

    #[test]
    fn values_of_a_query_are_encoded_and_a_folder_is_named_once() {
        let path = query("/x", &[("jql", "a = \"b\" ORDER"), ("since", "2026-01-05T10:00:00Z")]);
        assert_eq!(path, "/x?jql=a%20%3D%20%22b%22%20ORDER&since=2026-01-05T10%3A00%3A00Z");
        let call = |base| Base::new(base, false).unwrap().call_in("/api/v4", "/x");
        assert_eq!(call("https://h"), "https://h/api/v4/x");
        assert_eq!(call("https://h/git/api/v4/"), "https://h/git/api/v4/x");
    }

    #[test]
    fn a_token_is_for_encrypted_lines_and_this_machine() {
        for (url, with_token, good) in [
            ("http://example.org", false, true),
            ("http://example.org", true, false),
            ("http://127.0.0.1:8000", true, true),
            ("http://[::1]:8000", true, true),
            ("http://127.0.0.1.example.org", true, false),
            ("https://example.org/?x", false, false),
            ("ftp://example.org", false, false),
            ("https://", false, false),
        ] {
            assert_eq!(Base::new(url, with_token).is_ok(), good, "{url}");
        }
    }
}
