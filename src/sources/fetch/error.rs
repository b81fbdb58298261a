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
    #[error("`{name}` is no name of a list")]
    Name {
        /// What was given.
        name: String,
        /// How it is written.
        example: &'static str,
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
        /// The variable of the environment that holds the token.
        variable: &'static str,
    },
    /// The server's answer is no JSON, or none of the shape it should have.
    #[error("the answer for `{path}` cannot be read")]
    Garbled {
        /// The path that was asked for.
        path: String,
        /// What the reader said.
        source: serde_json::Error,
    },
    /// The server's answer is JSON of another shape.
    #[error("the answer for `{path}` is no list of {what}")]
    Shape {
        /// The path that was asked for.
        path: String,
        /// What it should be a list of.
        what: &'static str,
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
            Self::Name { example, .. } => return Some(format!("write it as in {example}")),
            Self::Status { status: 401, variable, .. } => {
                return Some(format!("{variable} holds no token that is accepted"));
            }
            Self::Status { status: 403 | 404, variable, .. } => {
                return Some(format!(
                    "check the name and --base-url; private lists need a token in {variable}"
                ));
            }
            Self::Garbled { .. } | Self::Shape { .. } => {
                "--base-url names where the server's interface begins"
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
