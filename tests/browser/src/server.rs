//! A TLS server on 127.0.0.1 that stands for every host and serves pages under their real addresses.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, ORIGIN, REFERER};
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
type Log = Arc<Mutex<Vec<Asked>>>;

/// What somebody asked the server for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The host that it stood for.
    pub host: String,
    /// Path and query.
    pub path: String,
    /// Who asked, as far as the browser says: `Origin` and `Referer`.
    pub by: Vec<String>,
    /// From where and how: `Sec-Fetch-Site` and `Sec-Fetch-Mode`.
    pub how: [String; 2],
}

impl Asked {
    /// Whether an extension's page or background asked. Where the extension may ask, browsers name nobody; but a script
    /// asked, from no site (Chromium) or from the same one (Firefox), and a page's script would be named.
    pub fn is_by_an_extension(&self) -> bool {
        let [site, mode] = &self.how;
        let unnamed =
            self.by.is_empty() && mode == "cors" && ["none", "same-origin"].contains(&site.as_str());
        unnamed || self.by.iter().any(|by| by.contains("-extension:"))
    }
}

/// The running server, on a thread of its own; dropping it stops it.
#[derive(Debug)]
pub struct Server {
    port: u16,
    certificate: Vec<u8>,
    pages: Pages,
    log: Log,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts on a free port.
    pub fn start() -> Result<Self> {
        let (certificate, tls) = tls_config()?;
        let tls = TlsAcceptor::from(Arc::new(tls));
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0))?;
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let (pages, log) = (Pages::default(), Log::default());
        let (stop, stopped) = oneshot::channel();
        let (served, asked) = (Arc::clone(&pages), Arc::clone(&log));
        let thread = std::thread::spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    () = accept(listener, tls, served, asked) => {}
                    _ = stopped => {}
                }
            });
        });
        Ok(Self {
            port,
            certificate,
            pages,
            log,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// The port that every host is mapped to.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Its certificate, in DER: good for no host, so a browser must be told to take it.
    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// Serves `page` at `url` from now on; what has no page is not found.
    pub fn serve(&self, url: &str, page: Page) {
        self.pages
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(address(url).to_owned(), page);
    }

    /// All that it was asked for.
    pub fn requests(&self) -> Vec<Asked> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The same, and forgets them.
    pub fn take_requests(&self) -> Vec<Asked> {
        std::mem::take(&mut self.log.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
        // So the whole suite shows that the extension asks for nothing.
        let by_us: Vec<Asked> = self
            .take_requests()
            .into_iter()
            .filter(Asked::is_by_an_extension)
            .collect();
        assert!(
            by_us.is_empty() || std::thread::panicking(),
            "an extension asked for {by_us:?}"
        );
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

/// A certificate, in DER, and what serves with it.
fn tls_config() -> Result<(Vec<u8>, ServerConfig)> {
    let own = rcgen::generate_simple_self_signed(["localhost".to_owned()])?;
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der())?;
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)?;
    Ok((own.cert.der().to_vec(), config))
}

async fn accept(listener: std::net::TcpListener, tls: TlsAcceptor, pages: Pages, log: Log) {
    let Ok(listener) = TcpListener::from_std(listener) else {
        return;
    };
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        let (tls, pages, log) = (tls.clone(), Arc::clone(&pages), Arc::clone(&log));
        tokio::spawn(async move {
            // Browsers open connections they then do not use: a failed one is no event.
            if let Ok(stream) = tls.accept(stream).await {
                let answer = service_fn(|request| {
                    write_down(&request, &log);
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

fn write_down(request: &Request<Incoming>, log: &Log) {
    let header = |name| {
        request
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    };
    let asked = Asked {
        host: header(HOST).unwrap_or_default(),
        path: request
            .uri()
            .path_and_query()
            .map_or_else(String::new, ToString::to_string),
        by: [header(ORIGIN), header(REFERER)].into_iter().flatten().collect(),
        how: ["sec-fetch-site", "sec-fetch-mode"].map(|name| {
            let value = request.headers().get(name).and_then(|value| value.to_str().ok());
            value.unwrap_or_default().to_owned()
        }),
    };
    log.lock().unwrap_or_else(PoisonError::into_inner).push(asked);
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
