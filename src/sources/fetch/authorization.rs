//! How a request proves who asks: the header that carries a token.

use super::Access;

/// How a tracker takes a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scheme {
    /// `Authorization: Bearer …`.
    Bearer,
    /// `Authorization: Basic …` with a name, as bearer without one.
    Basic,
    /// `Authorization: Token token=…`.
    Token,
    /// `PRIVATE-TOKEN: …`.
    Private,
}

impl Scheme {
    /// Returns the header with the token of an access; `None` without one.
    pub(super) fn header(self, access: &Access<'_>) -> Option<(&'static str, String)> {
        let token = access.token.as_ref()?;
        Some(match (self, &access.user) {
            (Scheme::Private, _) => ("private-token", token.clone()),
            (Scheme::Token, _) => ("authorization", format!("Token token={token}")),
            (Scheme::Basic, Some(user)) => {
                ("authorization", format!("Basic {}", base64(format!("{user}:{token}").as_bytes())))
            }
            (Scheme::Basic | Scheme::Bearer, _) => ("authorization", format!("Bearer {token}")),
        })
    }
}

/// Returns bytes in base 64 (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for part in bytes.chunks(3) {
        let bits = part.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte))
            << (8 * (3 - part.len()));
        for place in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * place)) as usize & 63];
            text.push(if place > part.len() { '=' } else { char::from(sign) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_64_is_that_of_the_standard() {
        let of = |text: &str| base64(text.as_bytes());
        assert_eq!((of(""), of("f"), of("fo")), (String::new(), "Zg==".into(), "Zm8=".into()));
        assert_eq!((of("foo"), of("foobar")), ("Zm9v".into(), "Zm9vYmFy".into()));
    }
}
