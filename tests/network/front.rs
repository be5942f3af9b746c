//! The reference center, and what stands in front of it: TLS, or something that is not right.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use deskbell::center::{Center, NewAgent, Options};
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// The token of the agent in the center.
pub const TOKEN: &str = "secret";

/// The reference center with an agent named Anna.
pub async fn center() -> Center {
    let anna = NewAgent { name: "Anna".into(), token: Some(TOKEN.to_owned().into()) };
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    Center::start(Options { agents: vec![anna], listen, ..Options::default() }).await.unwrap()
}

/// A center behind TLS.
pub struct Secure {
    /// The port on loopback.
    pub port: u16,
    _center: Center,
}

impl Secure {
    /// Starts both.
    pub async fn start(config: ServerConfig) -> Self {
        let center = center().await;
        Self { port: front(config, center.address()).await, _center: center }
    }
}

/// Takes TLS connections and passes what is in them on; returns the port.
pub async fn front(config: ServerConfig, to: SocketAddr) -> u16 {
    let acceptor = TlsAcceptor::from(Arc::new(config));
    serve(move |stream| {
        let acceptor = acceptor.clone();
        async move {
            // Whom the client does not like, it leaves.
            if let Ok(inside) = acceptor.accept(stream).await {
                pass_on(inside, to).await;
            }
        }
    })
    .await
}

/// Whatever comes in on one side goes out on the other, until one of them ends.
async fn pass_on(mut inside: impl AsyncRead + AsyncWrite + Unpin, to: SocketAddr) {
    if let Ok(mut outside) = TcpStream::connect(to).await {
        let _ = copy_bidirectional(&mut inside, &mut outside).await;
    }
}

/// Serves each connection with this; returns the port. Some proxies look `localhost` up themselves and
/// try one address only, so it listens on IPv6 too where there is IPv6.
pub async fn serve<F: Future<Output = ()> + Send + 'static>(
    each: impl Fn(TcpStream) -> F + Send + Sync + 'static,
) -> u16 {
    let each = Arc::new(each);
    let first = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = first.local_addr().unwrap().port();
    let second = TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await.ok();
    for listener in [Some(first), second].into_iter().flatten() {
        let each = Arc::clone(&each);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(each(stream));
            }
        });
    }
    port
}

/// Answers every connection with these bytes, once something was said, and closes it in good form.
pub async fn says(bytes: &'static [u8]) -> u16 {
    serve(move |mut stream| async move {
        use tokio::io::AsyncReadExt as _;
        let _ = stream.read(&mut [0; 4096]).await;
        let _ = stream.write_all(bytes).await;
        let _ = stream.shutdown().await;
        // What is still unread would make the kernel reset the connection.
        while stream.read(&mut [0; 4096]).await.is_ok_and(|read| read > 0) {}
    })
    .await
}

/// Takes every connection and never says a word.
pub async fn silent() -> u16 {
    serve(|stream| async move {
        let _held = stream;
        std::future::pending::<()>().await;
    })
    .await
}

/// A port where nothing listens.
pub async fn nothing() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap().port()
}
