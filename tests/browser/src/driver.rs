//! One WebDriver program, chromedriver or geckodriver, on a free port; it and its browser end with this value.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use tempfile::TempDir;

use crate::Result;
use crate::browser::Kind;

/// How long a driver may take to say on which port it listens.
const START: Duration = Duration::from_secs(30);

/// A running driver and the folder that everything it starts keeps its files in.
#[derive(Debug)]
pub(crate) struct Driver {
    child: Child,
    folder: Option<TempDir>,
    port: u16,
}

impl Driver {
    /// Starts the driver of `kind`; without one the error says which program is missing.
    pub(crate) fn start(kind: Kind) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("duplex-").tempdir()?;
        let (program, arguments): (_, &[&str]) = match kind {
            Kind::Chromium => ("chromedriver", &["--port=0"]),
            Kind::Firefox => (
                "geckodriver",
                &["--port", "0", "--websocket-port", "0", "--allow-system-access"],
            ),
        };
        let mut child = Command::new(program)
            .args(arguments)
            .env("TMPDIR", folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{program} did not start: {error}"))?;
        let stdout = child.stdout.take().ok_or("the driver has no output")?;
        let (send, receive) = mpsc::channel();
        // Read to the end, so that the driver never blocks on a full pipe.
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(std::io::Result::ok) {
                if let Some(port) = announced_port(&line) {
                    send.send(port).ok();
                }
            }
        });
        let mut driver = Self {
            child,
            folder: Some(folder),
            port: 0,
        };
        driver.port = receive
            .recv_timeout(START)
            .map_err(|_| format!("{program} did not say where it listens"))?;
        Ok(driver)
    }

    /// Where it takes commands.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// A folder of its own, gone when the driver ends.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.as_ref().map_or(Path::new("."), TempDir::path)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
        if let Some(folder) = self.folder.take() {
            end_processes_naming(folder.path());
            // A browser that is just ending may still write; what stays is in the system's own temporary folder.
            folder.close().ok();
        }
    }
}

/// The port in "... started successfully on port N." or "Listening on 127.0.0.1:N".
fn announced_port(line: &str) -> Option<u16> {
    let (_, after) = line
        .split_once("successfully on port ")
        .or_else(|| line.split_once("Listening on 127.0.0.1:"))?;
    after.trim_end().trim_end_matches('.').parse().ok()
}

/// Ends browsers left behind by a killed driver: their command lines name the folder, which is ours alone.
pub(crate) fn end_processes_naming(folder: &Path) {
    let needle = folder.as_os_str().as_encoded_bytes();
    for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
        let line = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
        if line.windows(needle.len()).any(|part| part == needle)
            && let Some(id) = entry
                .file_name()
                .to_str()
                .filter(|name| name.parse::<u32>().is_ok())
        {
            Command::new("kill")
                .args(["-9", id])
                .stderr(Stdio::null())
                .status()
                .ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::announced_port;

    #[test]
    fn both_drivers_announcements_are_understood() {
        assert_eq!(
            announced_port("ChromeDriver was started successfully on port 41073."),
            Some(41073)
        );
        assert_eq!(
            announced_port("1\tgeckodriver\tINFO\tListening on 127.0.0.1:4444"),
            Some(4444)
        );
        assert_eq!(announced_port("Please see the documentation"), None);
    }
}
