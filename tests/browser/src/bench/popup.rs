//! The popup on a page of 200 posts, from its navigation until it shows all.

use std::time::{Duration, Instant};

use super::{Figure, ROUNDS, feed, median};
use crate::Result;
use crate::browser::Kind;
use crate::package::Package;
use crate::stage::Stage;

/// How long the popup may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Goes before what the popup's own script does, and notes when it is complete.
const WATCH: &str = "
new MutationObserver(() => {
  if (document.body.getAttribute('aria-busy') === 'false') globalThis.complete ??= performance.now();
}).observe(document.body, { attributes: true });
";

const DONE: &str = "
    const [navigation] = performance.getEntriesByType('navigation');
    return globalThis.complete ? [globalThis.complete, navigation.domContentLoadedEventEnd] : null;";

/// Time until the popup is complete, beside its own DOMContentLoaded.
pub async fn figures(kind: Kind) -> Result<Vec<Figure>> {
    let package = Package::built(kind)?;
    let script = std::fs::read_to_string(package.folder().join("popup.js"))?;
    let watched = script.replacen("await init();", &format!("{WATCH}await init();"), 1);
    let package = package.with_files(&[("popup.js", watched.as_bytes())])?;
    let stage = Stage::of(package, kind).await?;
    stage.show(feed::URL, feed::page()).await?;
    let (mut ready, mut loaded) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let popup = stage.open_face("popup.html").await?;
        let start = Instant::now();
        let times: (f64, f64) = loop {
            let answer = stage.run(DONE).await?;
            if let Ok(times) = serde_json::from_value(answer) {
                break times;
            }
            if start.elapsed() > PATIENCE {
                return Err("the popup was never complete".into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        ready.push(times.0);
        loaded.push(times.1);
        stage.browser.web.switch_to_window(popup).await?;
        stage.browser.web.close_window().await?;
        stage.to_page().await?;
    }
    stage.close().await?;
    let name = format!("popup_complete_{kind}");
    Ok(vec![Figure::new(
        name,
        median(&ready),
        "ms",
        Some(median(&loaded)),
    )])
}
