//! What a hostile page can do, as scripts of a page's own, and how a test sees that the page and the worker live on.

use serde_json::{Value, json};

use crate::Result;
use crate::feed::{PITCH, Post, TALK, page};
use crate::stage::Stage;

/// The page that all of it happens on.
pub const HOME: &str = "https://x.com/home";

/// The pitch carries a badge, and nothing else does.
pub const RIGHT: &str =
    "const marked = [...document.querySelectorAll('article')].filter(a => a.querySelector('duplex-badge'));
    return marked.length === 1 && marked[0].contains(document.querySelector('a[href$=\"status/2\"]'));";

/// No element of ours is there.
pub const ABSENT: &str =
    "return !document.querySelector('duplex-badge, duplex-fold, duplex-card, [data-duplex]')";

/// Beats while the page's own thread is free, and keeps the longest time that it was not.
const HEART: &str = "
    window.beats = 0; window.longest = 0;
    { let last = performance.now(); setInterval(() => {
        const now = performance.now(); beats += 1; longest = Math.max(longest, now - last - 20); last = now;
    }, 20); }";

/// One thing that a page does to us.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// In words.
    pub name: &'static str,
    /// A script at the end of the page; `post(n)` and `words(n)` are elements of the n-th post.
    pub script: &'static str,
    /// What must come true: a script that answers `true`.
    pub holds: &'static str,
    /// A part of the line that the diagnostics then have; empty: none is needed.
    pub said: &'static str,
}

/// Two posts, talk and a pitch, on a page that runs `script`.
pub async fn open(stage: &Stage, script: &str) -> Result<()> {
    let [talk, pitch] = [(1, "Ada Brook", TALK), (2, "Loud Academy", PITCH)];
    let posts = [talk, pitch].map(|(id, author, text)| Post { id, author, text });
    let script = format!(
        "{HEART}
        const feed = document.getElementById('feed');
        const post = n => feed.querySelectorAll('article')[n - 1], words = n => post(n).querySelector('[data-testid=tweetText]');
        {script}"
    );
    stage.server.serve(HOME, page(&posts, None, &script));
    stage.to_page().await?;
    Ok(stage.browser.web.goto(HOME).await?)
}

/// Opens a case's page and waits until it holds and everything lives. Answers the longest time that the page stood
/// still, in milliseconds.
pub async fn survives(stage: &Stage, case: &Case) -> Result<f64> {
    open(stage, case.script).await?;
    let named = |error| format!("{}: {error}", case.name);
    stage.until(case.holds).await.map_err(named)?;
    alive(stage).await.map_err(named)?;
    if !case.said.is_empty() {
        said(stage, case.said).await.map_err(named)?;
    }
    let longest = stage.run("return longest").await?;
    Ok(longest.as_f64().unwrap_or_default())
}

/// Waits until the page's heart beats on and the worker answers.
pub async fn alive(stage: &Stage) -> Result<()> {
    stage.run("window.from = beats").await?;
    stage.until("return beats > window.from + 5").await?;
    let settings: Value = stage.inside().ask(&json!({"ask": "settings"})).await?;
    stage.to_page().await?;
    if settings["settings"].is_object() {
        Ok(())
    } else {
        Err(format!("the worker answers {settings}").into())
    }
}

/// What the diagnostics say of faults.
pub async fn faults(stage: &Stage) -> Result<Vec<(String, u32, f64)>> {
    let state: Value = stage.inside().ask(&json!({"ask": "diagnostics"})).await?;
    stage.to_page().await?;
    Ok(serde_json::from_value(state["faults"].clone())?)
}

/// Waits for a line in the diagnostics.
pub async fn said(stage: &Stage, part: &str) -> Result<()> {
    let start = std::time::Instant::now();
    loop {
        let lines = faults(stage).await?;
        if lines.iter().any(|(line, ..)| line.contains(part)) {
            return Ok(());
        }
        if start.elapsed() > crate::stage::PATIENCE {
            return Err(format!("no line says {part}: {lines:?}").into());
        }
        tokio::time::sleep(std::time::Duration::from_millis(60)).await;
    }
}
