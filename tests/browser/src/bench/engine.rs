//! The engine alone: how fast it judges natively and as wasm, what it holds after a long feed, how long it takes to start.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde::Deserialize;
use thirtyfour::By;

use super::{Figure, ROUNDS, feed, median};
use crate::Result;
use crate::browser::{Browser, Kind, Setup};
use crate::package::Package;

/// Items of the feed that the engine is given.
const ITEMS: usize = 10_000;
/// How long the rounds in a browser may take.
const PATIENCE: Duration = Duration::from_secs(240);

/// Runs in a page of the extension.
const SCRIPT: &str = r#"
import init, { Background } from "./engine/duplex.js";
globalThis.browser ??= globalThis.chrome;
const lines = await (await fetch("bench.json")).json();
const texts = lines.map((line) => JSON.stringify(line));
const starts = [], rounds = [], edges = [];
for (let n = 0; n < ROUNDS; n++) {
  const bytes = await (await fetch("engine/duplex_bg.wasm")).arrayBuffer();
  const start = performance.now();
  await WebAssembly.compile(bytes);
  starts.push(performance.now() - start);
}
const start = performance.now();
const wasm = await init();
const ready = performance.now() - start;
const data = new Uint8Array(await (await fetch("engine/data.bin")).arrayBuffer());
let engine = Background.start(data);
engine.receive(-1, 0, texts[0]);
for (const text of texts.slice(1, 20)) engine.receive(-1, 0, text);
const before = wasm.memory.buffer.byteLength;
let memory = 0;
for (let round = 0; round < ROUNDS; round++) {
  const times = [performance.now()];
  const edge = Math.floor(texts.length / 10);
  for (const [at, text] of texts.entries()) {
    engine.receive(0, 0, text);
    if (at === edge || at === texts.length - 1 - edge) times.push(performance.now());
  }
  times.push(performance.now());
  if (!round) memory = wasm.memory.buffer.byteLength - before;
  rounds.push(times[3] - times[0]);
  edges.push([times[1] - times[0], times[3] - times[2]]);
  engine.forget(0, 0);
}
document.body.dataset.done = JSON.stringify({ starts, ready, rounds, edges, memory });
"#;

#[derive(Deserialize)]
struct Wasm {
    starts: Vec<f64>,
    ready: f64,
    rounds: Vec<f64>,
    edges: Vec<(f64, f64)>,
    memory: f64,
}

/// What the native tool prints: items a second.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Native {
    engine: f64,
    judge: f64,
    hash: f64,
}

/// Native speed against a hash of the same bytes and, where Python has scikit-learn, against its usual classifier.
pub fn native(tool: &Path) -> Result<(Native, Vec<Figure>)> {
    let batches = feed::messages(ITEMS / feed::BATCH);
    let lines: Vec<String> = batches.iter().map(ToString::to_string).collect();
    let native: Native = serde_json::from_str(&piped(Command::new(tool), &lines.join("\n"))?)?;
    let mut figures = vec![Figure::new(
        "judge_native_against_hashing",
        native.judge,
        "items/s",
        Some(native.hash),
    )];
    let mut python = Command::new("python3");
    python.arg(crate::package::root().join("build/sklearn_speed.py"));
    match piped(python, &serde_json::to_string(&feed::texts(ITEMS))?) {
        Ok(answer) => figures.push(Figure::new(
            "judge_native_against_scikit_learn",
            native.judge,
            "items/s",
            Some(answer.trim().parse()?),
        )),
        Err(error) => _ = writeln!(std::io::stderr(), "bench: without scikit-learn: {error}"),
    }
    Ok((native, figures))
}

/// The same messages through the packaged engine in a browser.
pub async fn wasm(kind: Kind, native: Native) -> Result<Vec<Figure>> {
    let messages = serde_json::to_vec(&feed::messages(ITEMS / feed::BATCH))?;
    let package = Package::built(kind)?.with_files(&[
        (
            "bench.html",
            b"<!doctype html><meta charset=utf-8><script type=module src=bench.js></script><body>",
        ),
        ("bench.js", format!("const ROUNDS = {ROUNDS};{SCRIPT}").as_bytes()),
        ("bench.json", &messages),
    ])?;
    let browser = Browser::start(&Setup::new(kind), package).await?;
    browser.open_page("bench.html").await?;
    let body = browser.wait_for(By::Css("body[data-done]"), PATIENCE).await?;
    let answer = body.attr("data-done").await?.unwrap_or_default();
    browser.stop().await?;
    let wasm: Wasm = serde_json::from_str(&answer)?;
    let speed = ITEMS as f64 * 1000.0 / median(&wasm.rounds);
    let (first, last): (Vec<f64>, Vec<f64>) = wasm.edges.into_iter().unzip();
    let batches = (ITEMS / feed::BATCH / 10) as f64;
    let named = |name: &str| format!("{name}_{kind}");
    Ok(vec![
        // Held the other way round, so that the ratio says how many times longer wasm takes.
        Figure::new(
            named("judge_wasm_against_native"),
            1e6 / speed,
            "us/item",
            Some(1e6 / native.engine),
        ),
        Figure::new(
            named("scroll_10k_engine"),
            median(&last) / batches,
            "ms/batch",
            Some(median(&first) / batches),
        ),
        Figure::new(
            named("scroll_10k_engine_memory"),
            wasm.memory / 1024.0 / (ITEMS as f64 / 1000.0),
            "KB/1000 items",
            None,
        ),
        Figure::new(named("cold_wasm_compile"), median(&wasm.starts), "ms", None),
        Figure::new(named("cold_wasm_start"), wasm.ready, "ms", None),
    ])
}

/// Runs a command with `input` and answers what it prints.
fn piped(mut command: Command, input: &str) -> Result<String> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("input");
    fs::write(&file, input)?;
    let done = command
        .stdin(fs::File::open(&file)?)
        .stderr(Stdio::piped())
        .output()?;
    if done.status.success() {
        return Ok(String::from_utf8(done.stdout)?);
    }
    let told = String::from_utf8_lossy(&done.stderr);
    Err(told
        .lines()
        .last()
        .unwrap_or("it failed without a word")
        .to_owned()
        .into())
}
