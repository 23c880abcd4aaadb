//! Measures what the extension costs and prints one JSON line a figure.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use browser_tests::bench::{Figure, cold, engine, peer, popup, record, scroll, size};
use browser_tests::browser::Kind;
use browser_tests::options::Options;
use browser_tests::{Result, run_tool};

const USAGE: &str = "usage: bench [--browser chromium|firefox] [--native TOOL] [--ublock DIR] [FIGURES...]
  FIGURES: size judge cold popup scroll record peer; all without";

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    run_tool("bench", run()).await
}

async fn run() -> Result<()> {
    let options = Options::parse(std::env::args().skip(1), &["browser", "native", "ublock"], &[])?;
    let known = ["size", "judge", "cold", "popup", "scroll", "record", "peer"];
    if options.rest.iter().any(|name| !known.contains(&name.as_str())) {
        return Err(USAGE.into());
    }
    let wants = |name: &str| options.rest.is_empty() || options.rest.iter().any(|wanted| wanted == name);
    let kinds = match options.value("browser") {
        Some(name) => vec![name.parse::<Kind>()?],
        None => Kind::BOTH.to_vec(),
    };
    if wants("size") {
        print(size::figures()?)?;
    }
    if wants("judge") {
        let tool = options.value("native").ok_or("--native is missing")?;
        let (native, figures) = engine::native(&PathBuf::from(tool))?;
        print(figures)?;
        for kind in &kinds {
            print(engine::wasm(*kind, native).await?)?;
        }
    }
    for kind in &kinds {
        if wants("cold") {
            print(cold::figures(*kind).await?)?;
        }
        if wants("popup") {
            print(popup::figures(*kind).await?)?;
        }
        if wants("scroll") {
            print(scroll::figures(*kind).await?)?;
        }
        if wants("record") {
            print(record::figures(*kind).await?)?;
        }
    }
    if wants("peer") && kinds.contains(&Kind::Firefox) {
        let folder = options.value("ublock").ok_or("--ublock is missing")?;
        print(peer::figures(&PathBuf::from(folder)).await?)?;
    }
    Ok(())
}

fn print(figures: Vec<Figure>) -> Result<()> {
    let mut out = io::stdout();
    for figure in figures {
        writeln!(out, "{}", serde_json::to_string(&figure)?)?;
    }
    Ok(out.flush()?)
}
