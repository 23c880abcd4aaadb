//! Drives the built packages in real browsers, on pages served under their real host names.
//!
//! [`browser`] starts one, [`server`] gives it pages, [`extension`] opens the extension's own pages and asks the
//! engine what it read, [`stage`] joins these for a test, [`audit`] goes through a folder of pages, [`score`] holds what was
//! read against the truth beside them.

pub mod audit;
pub mod bench;
pub mod browser;
mod capabilities;
mod driver;
pub mod extension;
pub mod faces;
mod faults;
pub mod feed;
pub mod hostile;
pub mod markup;
pub mod mutate;
pub mod options;
pub mod package;
pub mod pages;
pub mod people;
pub mod private;
pub mod score;
pub mod server;
pub mod stage;
pub mod table;
pub mod webext;

use std::io::Write;
use std::process::ExitCode;

use tokio::signal::unix::{SignalKind, signal};

/// Whatever went wrong, in words fit for the one who ran it.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What most of this crate returns.
pub type Result<T> = std::result::Result<T, Failure>;

/// Runs a tool's work and says what went wrong. Stopped from outside, it still ends its browser first.
pub async fn run_tool(name: &str, work: impl Future<Output = Result<()>>) -> ExitCode {
    let ended = async {
        let mut asked = signal(SignalKind::terminate())?;
        tokio::select! {
            done = work => done,
            _ = asked.recv() => Err("stopped".into()),
            _ = tokio::signal::ctrl_c() => Err("stopped".into()),
        }
    };
    match ended.await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            writeln!(std::io::stderr(), "{name}: {error}").ok();
            ExitCode::from(2)
        }
    }
}
