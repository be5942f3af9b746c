//! A sign-in service that does everything right but what a test tells it to do wrong.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use deskbell::time::unix_time;
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreHmacKey, CoreJsonWebKeySet, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKeyId, PrivateSigningKey};
use serde_json::{Value, json};

/// Where a service describes itself.
pub(crate) const DISCOVERY: &str = "/.well-known/openid-configuration";
/// Where nobody may be led.
pub(crate) const ELSEWHERE: &str = "/elsewhere";
/// What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410, 7).
const PKCS8: &[u8] = b"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20";

/// An answer to a request.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    /// A status and a body.
    With(u16, String),
    /// The browser's, or the program's, way to [`ELSEWHERE`].
    Redirect,
    /// A body that never ends.
    Endless,
    /// Nothing, and the connection stays open.
    Silence,
    /// Nothing, and the connection is closed.
    HangUp,
}

/// Who signs the ID token.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Signer {
    /// The service.
    Service,
    /// Somebody with another key of the same name.
    Stranger,
    /// Somebody who knows the service's public key, and takes it for a shared secret.
    PublicKey,
    /// Nobody.
    Nobody,
}

/// What the service answers.
#[derive(Clone, Debug)]
pub(crate) struct Answers {
    /// What it says of itself.
    pub(crate) description: Value,
    /// What it says to a request for tokens, besides the ID token.
    pub(crate) tokens: Value,
    /// What the ID token says; without a nonce it gets the right one.
    pub(crate) claims: Value,
    /// Who signs the ID token.
    pub(crate) signer: Signer,
    /// The answers at these paths, whatever else is said here.
    pub(crate) instead: Vec<(&'static str, Reply)>,
}

/// The running service.
pub(crate) struct FalseService {
    /// Its address, which is also its name.
    pub(crate) address: String,
    shared: Arc<Mutex<(Answers, Vec<String>)>>,
}

impl FalseService {
    /// A service that does everything right; it ends with the test's process.
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("it is bound"));
        let shared = Arc::new(Mutex::new((Answers::right(&address), vec![])));
        let service = Self { address, shared: Arc::clone(&shared) };
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&shared);
                // Whoever hangs up has heard enough.
                thread::spawn(move || serve(stream, &shared).ok());
            }
        });
        service
    }

    /// Does everything right from now on, but for this.
    pub(crate) fn behave(&self, wrong: impl FnOnce(&mut Answers)) {
        let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        *shared = (Answers::right(&self.address), vec![]);
        wrong(&mut shared.0);
    }

    /// Whether somebody asked at the path, since the behaviour was last changed.
    pub(crate) fn was_asked(&self, path: &str) -> bool {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner).1.iter().any(|asked| asked == path)
    }
}

impl Answers {
    fn right(address: &str) -> Self {
        let description = json!({
            "issuer": address,
            "authorization_endpoint": format!("{address}/authorize"),
            "token_endpoint": format!("{address}/token"),
            "jwks_uri": format!("{address}/keys"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
        });
        let tokens =
            json!({ "access_token": "access", "token_type": "Bearer", "expires_in": 300, "refresh_token": "refresh" });
        let now = unix_time();
        let claims = json!({ "iss": address, "sub": "anna", "aud": "deskbell", "iat": now, "exp": now + 300 });
        Self { description, tokens, claims, signer: Signer::Service, instead: vec![] }
    }

    /// The code is the nonce of the sign-in that it belongs to.
    fn reply(&self, path: &str, code: Option<String>) -> Reply {
        if let Some((_, reply)) = self.instead.iter().find(|(own, _)| *own == path) {
            return reply.clone();
        }
        let body = match path {
            DISCOVERY => self.description.clone(),
            "/keys" => json!(CoreJsonWebKeySet::new(vec![key(1).as_verification_key()])),
            "/token" => self.tokens_for(code),
            _ => return Reply::With(404, String::new()),
        };
        Reply::With(200, body.to_string())
    }

    fn tokens_for(&self, code: Option<String>) -> Value {
        let (mut claims, mut tokens) = (self.claims.clone(), self.tokens.clone());
        if claims.get("nonce").is_none() {
            claims["nonce"] = json!(code);
        }
        if tokens.get("id_token").is_none() {
            tokens["id_token"] = json!(self.signer.sign(&claims));
        }
        tokens
    }
}

impl Signer {
    fn sign(self, claims: &Value) -> String {
        let algorithm = match self {
            Self::Service | Self::Stranger => "EdDSA",
            Self::PublicKey => "HS256",
            Self::Nobody => "none",
        };
        let header = json!({ "alg": algorithm, "kid": "1" });
        let parts = [header, claims.clone()].map(|part| BASE64_URL_SAFE_NO_PAD.encode(part.to_string()));
        let text = parts.join(".");
        let signed = match self {
            Self::Service => key(1).sign(&CoreJwsSigningAlgorithm::EdDsa, text.as_bytes()),
            Self::Stranger => key(2).sign(&CoreJwsSigningAlgorithm::EdDsa, text.as_bytes()),
            Self::PublicKey => {
                let public = json!(key(1).as_verification_key())["x"].as_str().expect("its bytes").to_owned();
                let public = BASE64_URL_SAFE_NO_PAD.decode(public).expect("as RFC 8037 says");
                CoreHmacKey::new(public).sign(&CoreJwsSigningAlgorithm::HmacSha256, text.as_bytes())
            }
            Self::Nobody => Ok(vec![]),
        };
        format!("{text}.{}", BASE64_URL_SAFE_NO_PAD.encode(signed.expect("the key is for that")))
    }
}

fn key(seed: u8) -> CoreEdDsaPrivateSigningKey {
    let text = BASE64_STANDARD.encode([PKCS8, &[seed; 32]].concat());
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n");
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new("1".into()))).expect("a key")
}

fn serve(stream: TcpStream, shared: &Mutex<(Answers, Vec<String>)>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let (path, body) = read(&mut reader)?;
    let code = url::form_urlencoded::parse(&body).find(|(name, _)| name == "code").map(|(_, code)| code.into_owned());
    let reply = {
        let mut shared = shared.lock().unwrap_or_else(PoisonError::into_inner);
        let reply = shared.0.reply(&path, code);
        shared.1.push(path);
        reply
    };
    write(stream, &mut reader, &reply)
}

/// The request's path and body.
fn read(reader: &mut BufReader<TcpStream>) -> std::io::Result<(String, Vec<u8>)> {
    let (mut first, mut length) = (String::new(), 0);
    reader.read_line(&mut first)?;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().unwrap_or_default();
            }
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok((first.split(' ').nth(1).unwrap_or_default().to_owned(), body))
}

fn write(mut stream: TcpStream, reader: &mut BufReader<TcpStream>, reply: &Reply) -> std::io::Result<()> {
    let head = "content-type: application/json\r\nconnection: close";
    match reply {
        Reply::With(status, body) => {
            write!(stream, "HTTP/1.1 {status} S\r\n{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len())
        }
        Reply::Redirect => write!(stream, "HTTP/1.1 307 S\r\nlocation: {ELSEWHERE}\r\ncontent-length: 0\r\n\r\n"),
        Reply::Endless => {
            write!(stream, "HTTP/1.1 200 S\r\n{head}\r\n\r\n{{")?;
            loop {
                stream.write_all(&[b' '; 4096])?;
            }
        }
        // Until the other side has had enough.
        Reply::Silence => reader.read_to_end(&mut vec![]).map(drop),
        Reply::HangUp => Ok(()),
    }
}
