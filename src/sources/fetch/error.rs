//! Why a live tracker could not be read on. What was stored before stays.

use crate::sources::SourceError;

/// Why a live tracker could not be read on.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The address is none, or one that a token must not be sent to.
    #[error("`{url}` is no address to read from: {problem}")]
    Address {
        /// The address.
        url: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The name of the list is none.
    #[error("`{name}` is no name of a repository")]
    Name {
        /// What was given.
        name: String,
    },
    /// The server sends the reader to another host.
    #[error("`{from}` points to another host, `{to}`, which is not asked")]
    ForeignHost {
        /// The host that was asked.
        from: String,
        /// The host it names.
        to: String,
    },
    /// The server answers with an error.
    #[error("the server answers {status} for `{path}`{}", said.as_ref().map(|text| format!(": {text}")).unwrap_or_default())]
    Status {
        /// The status.
        status: u16,
        /// The path that was asked for.
        path: String,
        /// The server's own words.
        said: Option<String>,
    },
    /// The server asks for more patience than a reader has.
    #[error("the server asks to wait {seconds} seconds, longer than a reader waits")]
    TooLong {
        /// The seconds.
        seconds: u64,
    },
    /// The server sends the reader in a circle.
    #[error("`{path}` leads from one address to the next without an end")]
    Circle {
        /// The path that was asked for.
        path: String,
    },
    /// The connection failed again and again.
    #[error("cannot read `{path}` after {attempts} attempts")]
    Connection {
        /// The path that was asked for.
        path: String,
        /// How often it was tried.
        attempts: u32,
        /// What the client said.
        source: Box<ureq::Error>,
    },
    /// A page could not be understood.
    #[error("cannot read a page of the list")]
    Page(#[from] SourceError),
}

impl FetchError {
    /// Returns what the user can do about it, where there is something to say.
    pub fn hint(&self) -> Option<String> {
        let text = match self {
            Self::Name { .. } => "write it as in OWNER/REPO",
            Self::Status { status: 401, .. } => "GITHUB_TOKEN holds a token that is not accepted",
            Self::Status { status: 403 | 404, .. } => {
                "check the name; private lists need a token in GITHUB_TOKEN"
            }
            Self::TooLong { .. } | Self::Connection { .. } => {
                "what was read is stored; the next sync goes on from there"
            }
            Self::Page(source) => return source.hint(),
            _ => return None,
        };
        Some(text.to_owned())
    }
}
