//! A server on this machine that gives scripted answers, one a request, and keeps what was asked.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// One scripted answer. `{base}` in it stands for the server's own address.
#[derive(Debug, Clone)]
pub(crate) enum Reply {
    /// Status, headers, body.
    Say(u16, Vec<(&'static str, String)>, String),
    /// The connection ends in the middle of the body.
    Cut,
}

/// The server; it runs until the test ends.
pub(crate) struct Stub {
    /// Its address.
    pub(crate) base: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Stub {
    /// Returns a server with its script; what comes after the script is answered with 404.
    pub(crate) fn serve(script: Vec<Reply>) -> Self {
        let mut script = script.into_iter();
        Self::answering(move |_| script.next())
    }

    /// Returns a server that answers each request by its first line and headers as they came; what
    /// gets no answer gets 404.
    pub(crate) fn answering(mut reply: impl FnMut(&str) -> Option<Reply> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (kept, own) = (Arc::clone(&asked), base.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A client that goes away in the middle is none of the server's business.
                let _ = answer(stream, &mut reply, &own, &kept);
            }
        });
        Self { base, asked }
    }

    /// Returns the requests so far: the first line and the headers, in lower case.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn answer(
    mut stream: TcpStream,
    reply: &mut impl FnMut(&str) -> Option<Reply>,
    base: &str,
    asked: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut request = String::new();
    let mut reader = BufReader::new(stream.try_clone()?);
    while reader.read_line(&mut request)? > 2 {}
    if request.is_empty() {
        return Ok(());
    }
    asked.lock().unwrap().push(request.to_lowercase());
    match reply(&request) {
        Some(Reply::Say(status, headers, body)) => {
            let body = body.replace("{base}", base);
            write!(stream, "HTTP/1.1 {status} x\r\nconnection: close\r\n")?;
            for (name, value) in headers {
                write!(stream, "{name}: {}\r\n", value.replace("{base}", base))?;
            }
            if status == 304 {
                write!(stream, "\r\n")
            } else {
                write!(stream, "content-length: {}\r\n\r\n{body}", body.len())
            }
        }
        Some(Reply::Cut) => {
            write!(stream, "HTTP/1.1 200 x\r\nconnection: close\r\ncontent-length: 900\r\n\r\n[")
        }
        None => write!(
            stream,
            "HTTP/1.1 404 x\r\nconnection: close\r\ncontent-length: 25\r\n\r\n{{\"message\": \"no script\"}} "
        ),
    }
}
