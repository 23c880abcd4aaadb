//! `web-ext run`, by which people who work on an extension start a browser with it.

use std::fmt::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::Result;
use crate::browser::Kind;
use crate::capabilities::{CHROMIUM, chromium_hosts, firefox_hosts};
use crate::driver::end_processes_naming;
use crate::package::{Package, tools};
use crate::server::{Server, host};

/// A browser that `web-ext run` started; it ends with this value.
#[derive(Debug)]
pub struct WebExt {
    child: Child,
    folder: TempDir,
}

impl WebExt {
    /// Runs the package in a browser without a window at `url`, with `server` in the place of every host.
    pub fn run(package: &Package, kind: Kind, server: &Server, url: &str) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("duplex-web-ext-").tempdir()?;
        let program = tools().join("npm/node_modules/.bin/web-ext");
        let mut command = Command::new(&program);
        command
            .args(["run", "--no-input", "--no-reload", "--no-config-discovery"])
            .args(["--start-url", url, "--source-dir"])
            .arg(package.folder())
            // Profiles and all else that it leaves are in the folder, and so known by it.
            .env("TMPDIR", folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        match kind {
            Kind::Chromium => chromium(&mut command, server),
            Kind::Firefox => firefox(&mut command, server, folder.path(), url)?,
        }
        let child = command
            .spawn()
            .map_err(|error| format!("{} did not start: {error}", program.display()))?;
        Ok(Self { child, folder })
    }

    /// How it ended, if it did: it should stay until it is ended.
    pub fn ended(&mut self) -> Option<String> {
        let status = self.child.try_wait().ok().flatten()?;
        Some(format!("web-ext ended: {status}"))
    }
}

impl Drop for WebExt {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
        end_processes_naming(self.folder.path());
    }
}

fn chromium(command: &mut Command, server: &Server) {
    let hosts = format!("--arg={}", chromium_hosts(server.port()));
    command
        .args(["--target", "chromium", "--chromium-binary", CHROMIUM])
        .args([
            "--arg=--headless=new",
            "--arg=--no-sandbox",
            "--arg=--disable-gpu",
        ])
        .args(["--arg=--ignore-certificate-errors", &hosts]);
}

fn firefox(command: &mut Command, server: &Server, folder: &Path, url: &str) -> Result<()> {
    let profile = folder.join("profile");
    std::fs::create_dir(&profile)?;
    std::fs::write(profile.join("cert_override.txt"), exception(server, url)?)?;
    let binary = ["/usr/bin/firefox-esr", "/usr/bin/firefox"]
        .into_iter()
        .find(|path| Path::new(path).exists());
    command
        .args(["--firefox", binary.ok_or("Firefox is missing")?])
        .args(["--arg=-headless", "--firefox-profile"])
        .arg(profile);
    for (name, value) in firefox_hosts(server.port()) {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        command.args(["--pref", &format!("{name}={value}")]);
    }
    Ok(())
}

/// Firefox's own file for certificates that its user has let through: host with the port that is really spoken to,
/// SHA-256 (named by its OID), fingerprint.
fn exception(server: &Server, url: &str) -> Result<String> {
    let digest = ring::digest::digest(&ring::digest::SHA256, server.certificate());
    let mut fingerprint = String::new();
    for (at, byte) in digest.as_ref().iter().enumerate() {
        let colon = if at == 0 { "" } else { ":" };
        write!(fingerprint, "{colon}{byte:02X}")?;
    }
    let (host, port) = (host(url), server.port());
    Ok(format!(
        "{host}:{port}:\tOID.2.16.840.1.101.3.4.2.1\t{fingerprint}\t\n"
    ))
}
