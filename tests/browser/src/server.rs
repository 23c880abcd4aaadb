//! A TLS server on 127.0.0.1 that stands for every host and serves pages under their real addresses.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::Result;

/// The strictest policy: the page's own scripts stay off, and so would wasm in the page's realm.
pub const NO_SCRIPTS: &str = "script-src 'none'";

/// One answer of the server.
#[derive(Clone, Debug)]
pub struct Page {
    /// The bytes.
    pub body: Vec<u8>,
    /// Their MIME type.
    pub media: String,
    /// The `Content-Security-Policy`, if any.
    pub policy: Option<String>,
}

impl Page {
    /// An HTML page under the strictest policy. Old pages in other encodings say so themselves.
    pub fn html(body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        let utf8 = std::str::from_utf8(&body).is_ok();
        Self {
            body,
            media: if utf8 {
                "text/html; charset=utf-8"
            } else {
                "text/html"
            }
            .into(),
            policy: Some(NO_SCRIPTS.into()),
        }
    }

    /// The same page with another policy, or none.
    pub fn with_policy(self, policy: Option<&str>) -> Self {
        Self {
            policy: policy.map(str::to_owned),
            ..self
        }
    }
}

type Pages = Arc<Mutex<HashMap<String, Page>>>;

/// The running server, on a thread of its own; dropping it stops it.
#[derive(Debug)]
pub struct Server {
    port: u16,
    pages: Pages,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts on a free port.
    pub fn start() -> Result<Self> {
        let tls = TlsAcceptor::from(Arc::new(tls_config()?));
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0))?;
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let pages = Pages::default();
        let (stop, stopped) = oneshot::channel();
        let served = Arc::clone(&pages);
        let thread = std::thread::spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    () = accept(listener, tls, served) => {}
                    _ = stopped => {}
                }
            });
        });
        Ok(Self {
            port,
            pages,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// The port that every host is mapped to.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Serves `page` at `url` from now on; what has no page is not found.
    pub fn serve(&self, url: &str, page: Page) {
        self.pages
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(address(url).to_owned(), page);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

/// Host, path and query: what a request can be known by.
fn address(url: &str) -> &str {
    let url = url.strip_prefix("https://").unwrap_or(url);
    url.split('#').next().unwrap_or(url)
}

/// The host in a URL, without a port.
pub fn host(url: &str) -> &str {
    address(url).split(['/', '?', ':']).next().unwrap_or_default()
}

fn tls_config() -> Result<ServerConfig> {
    let own = rcgen::generate_simple_self_signed(["localhost".to_owned()])?;
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der())?;
    Ok(ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)?)
}

async fn accept(listener: std::net::TcpListener, tls: TlsAcceptor, pages: Pages) {
    let Ok(listener) = TcpListener::from_std(listener) else {
        return;
    };
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        let (tls, pages) = (tls.clone(), Arc::clone(&pages));
        tokio::spawn(async move {
            // Browsers open connections they then do not use: a failed one is no event.
            if let Ok(stream) = tls.accept(stream).await {
                let answer = service_fn(|request| {
                    let response = respond(&request, &pages);
                    async { Ok::<_, Infallible>(response) }
                });
                hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), answer)
                    .await
                    .ok();
            }
        });
    }
}

fn respond(request: &Request<Incoming>, pages: &Pages) -> Response<Full<Bytes>> {
    let host = request
        .headers()
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let known = pages.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(page) = known.get(&format!("{host}{path}")) else {
        let mut missing = Response::new(Full::default());
        *missing.status_mut() = StatusCode::NOT_FOUND;
        return missing;
    };
    let mut response = Response::builder()
        .header(CONTENT_TYPE, &page.media)
        .header(CACHE_CONTROL, "no-store");
    if let Some(policy) = &page.policy {
        response = response.header(CONTENT_SECURITY_POLICY, policy);
    }
    response.body(Full::from(page.body.clone())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_leave_out_what_a_server_never_sees() {
        assert_eq!(address("https://x.com/a?b=c#d"), "x.com/a?b=c");
        assert_eq!(host("https://x.com/a?b=c#d"), "x.com");
        assert_eq!(host("https://blog.example:8443/"), "blog.example");
    }
}
