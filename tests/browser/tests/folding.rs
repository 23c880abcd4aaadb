//! What the reader folds and hides moves nothing under their eyes and sends no site on an endless errand; and a finger opens
//! what a pointer does. In both browsers.

use std::time::Duration;

use browser_tests::Result;
use browser_tests::feed::{PITCH, Post, TALK, page};
use browser_tests::hostile::HOME;
use browser_tests::stage::{Stage, in_both};
use serde_json::{Value, json};

fn post(id: u32, pitch: bool) -> Post<'static> {
    Post {
        id,
        author: "Ada Brook",
        text: if pitch { PITCH } else { TALK },
    }
}

async fn treat(stage: &Stage, treatment: &str) -> Result<Value> {
    stage
        .change_settings(|settings| settings["treatments"] = json!({"promo": treatment}))
        .await
}

#[test]
fn what_is_read_stays_where_it_is_when_posts_above_are_folded_and_shown_again() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        let posts: Vec<Post> = (1..=60).map(|id| post(id, id % 4 == 0)).collect();
        stage.show(HOME, page(&posts, None, "")).await?;
        stage
            .until("return document.querySelectorAll('duplex-badge').length === 15")
            .await?;
        stage
            .run("document.querySelectorAll('article')[40].scrollIntoView({block: 'start'})")
            .await?;
        let top = "return Math.round(document.querySelectorAll('article')[40].getBoundingClientRect().top)";
        let before = stage.run(top).await?;
        let whole = stage.run("return document.body.scrollHeight").await?;
        for (treatment, folded) in [("fold", 15), ("badge", 0)] {
            treat(&stage, treatment).await?;
            stage.to_page().await?;
            stage
                .until(&format!(
                    "return document.querySelectorAll('[data-duplex=fold]').length === {folded}"
                ))
                .await?;
            stage
                .run("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
                .await?;
            assert_eq!(stage.run(top).await?, before, "{kind}, {treatment}");
            let changed = stage.run("return document.body.scrollHeight").await? != whole;
            assert_eq!(changed, treatment == "fold", "{kind}: nothing was folded");
        }
        stage.close().await
    });
}

/// Adds twenty pitches whenever the end of the feed is in sight, as endless feeds do.
const ENDLESS: &str = "
    const feed = document.getElementById('feed'), cell = feed.firstElementChild, end = document.createElement('div');
    end.style.height = '10px';
    feed.after(end);
    let id = 1000, seen = false;
    new IntersectionObserver(([entry]) => { seen = entry.isIntersecting; }, { rootMargin: '300px' }).observe(end);
    setInterval(() => {
        if (!seen) return;
        for (let n = 0; n < 20; n++) {
            const made = cell.cloneNode(true);
            id += 1;
            for (const link of made.querySelectorAll('a[href*=\"/status/\"]')) link.href = '/user1/status/' + id;
            feed.append(made);
        }
    }, 100);";

#[test]
fn a_feed_of_nothing_but_pitches_comes_to_rest_though_they_are_hidden() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        treat(&stage, "hide").await?;
        stage.server.serve(HOME, page(&[post(1, true)], None, ENDLESS));
        stage.to_page().await?;
        stage.browser.web.goto(HOME).await?;
        let count = "return document.querySelectorAll('article').length";
        let start = std::time::Instant::now();
        let mut last = stage.run(count).await?;
        loop {
            tokio::time::sleep(Duration::from_secs(2)).await;
            let now = stage.run(count).await?;
            if now == last && now.as_u64() > Some(1) {
                break;
            }
            assert!(
                start.elapsed() < Duration::from_secs(60),
                "{kind}: {now} posts and no end"
            );
            last = now;
        }
        assert!(last.as_u64() < Some(2000), "{kind}: {last} posts");
        let hidden = stage
            .run("return document.querySelectorAll('[data-duplex=hide]').length")
            .await?;
        assert!(hidden.as_u64() > Some(10), "{kind}: {hidden} hidden");
        stage.close().await
    });
}

#[test]
fn a_finger_opens_the_card_and_closes_it() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        stage
            .show(HOME, page(&[post(1, false), post(2, true)], None, ""))
            .await?;
        stage.find("duplex-badge").await?;
        tap(&stage, "duplex-badge").await?;
        stage
            .until("return !!document.querySelector('duplex-card:popover-open')")
            .await?;
        tap(&stage, "article").await?;
        stage
            .until("return !document.querySelector('duplex-card')")
            .await?;
        stage.close().await
    });
}

/// Touches the middle of the first element that matches.
async fn tap(stage: &Stage, css: &str) -> Result<()> {
    let middle = format!(
        "const box = document.querySelector('{css}').getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]"
    );
    let (x, y): (f64, f64) = serde_json::from_value(stage.run(&middle).await?)?;
    stage.browser.touch(x, y).await
}
