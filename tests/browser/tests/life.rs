//! What the extension lives through: a stopped worker, an update, settings that cannot be read. In both browsers.

use browser_tests::Result;
use browser_tests::feed::{PITCH, Post, TALK, page};
use browser_tests::stage::{Stage, in_both};
use serde_json::{Value, json};

const HOME: &str = "https://x.com/home";
const ONE: &str = "return document.querySelectorAll('duplex-badge').length === 1";

fn posts() -> [Post<'static>; 2] {
    [
        Post {
            id: 1,
            author: "Ada Brook",
            text: TALK,
        },
        Post {
            id: 2,
            author: "Loud Academy",
            text: PITCH,
        },
    ]
}

/// Adds a pitch to the feed, as scrolling does.
const MORE: &str = "
    window.more = n => {
        const cell = document.getElementById('feed').children[1].cloneNode(true);
        cell.querySelectorAll('duplex-badge').forEach(b => b.remove());
        cell.querySelectorAll('a').forEach(a => a.href = a.href.replace(/2/g, n));
        document.getElementById('feed').append(cell);
    };";

#[test]
fn a_stopped_worker_is_started_by_the_next_batch_and_badges_stay() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        stage.show(HOME, page(&posts(), None, MORE)).await?;
        stage.until(ONE).await?;
        stage.stop_background().await?;
        assert_eq!(stage.run(ONE).await?, true, "badges stay");
        stage.run("more(30)").await?;
        stage
            .until("return document.querySelectorAll('duplex-badge').length === 2")
            .await?;
        let dump = stage
            .dump_when("read to the end", |dump| dump.settled && dump.items.len() == 3)
            .await?;
        assert_eq!(dump.items[0].author.as_deref(), Some("Ada Brook"));
        // And a card that is asked for while it rests.
        stage.stop_background().await?;
        stage.open_card().await?;
        stage.close().await
    });
}

#[test]
fn an_update_under_an_open_page_leaves_one_set_of_badges() {
    in_both(|kind| async move {
        let mut stage = Stage::open(kind, &["x.com"]).await?;
        stage.show(HOME, page(&posts(), None, MORE)).await?;
        stage.until(ONE).await?;
        stage
            .run("window.old = document.querySelector('duplex-badge'); old.dataset.seen = 1")
            .await?;
        stage.reload_extension().await?;
        // The old script takes its badge away, the new one draws its own.
        stage
            .until("return !old.isConnected && document.querySelectorAll('duplex-badge').length === 1")
            .await?;
        stage.run("more(30)").await?;
        stage
            .until("return document.querySelectorAll('duplex-badge').length === 2")
            .await?;
        stage.close().await
    });
}

#[test]
fn settings_that_cannot_be_read_are_kept_aside_and_said_so() {
    in_both(|kind| async move {
        let mut stage = Stage::open(kind, &["x.com"]).await?;
        let inside = stage.inside();
        inside.enter().await?;
        set_storage(&stage, &json!({"settings": "{\"promo_threshold\": tru"})).await?;
        stage.reload_extension().await?;
        stage.show(HOME, page(&posts(), None, "")).await?;
        stage.until(ONE).await?;
        stage.open_face("popup.html").await?;
        stage
            .until("return !document.getElementById('broken').hidden && document.getElementById('broken').textContent.length > 20")
            .await?;
        let kept = get_storage(&stage).await?;
        assert_eq!(kept["settings_broken"], "{\"promo_threshold\": tru");
        assert_eq!(kept["settings"], "{\"promo_threshold\": tru", "nothing is lost");
        stage.close().await
    });
}

async fn set_storage(stage: &Stage, items: &Value) -> Result<()> {
    let script = format!(
        "const done = arguments[0], api = globalThis.browser ?? chrome;
         api.storage.local.set({items}).then(() => done(true), error => done(String(error)));"
    );
    let answer = stage.browser.web.execute_async(&script, Vec::new()).await?;
    assert_eq!(answer.json(), &true);
    Ok(())
}

async fn get_storage(stage: &Stage) -> Result<Value> {
    let script = "const done = arguments[0], api = globalThis.browser ?? chrome; api.storage.local.get(null).then(done);";
    Ok(stage
        .browser
        .web
        .execute_async(script, Vec::new())
        .await?
        .json()
        .clone())
}
