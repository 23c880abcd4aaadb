//! What the reader writes: judged only where they asked for it, said once, and never touched. In both browsers.

#![allow(clippy::unwrap_used)] // What is missing should fail there and then.

use std::time::Duration;

use browser_tests::Result;
use browser_tests::feed::{Post, TALK, home};
use browser_tests::hostile::HOME;
use browser_tests::package::Package;
use browser_tests::server::Page;
use browser_tests::stage::{Stage, in_both};
use serde_json::{Value, json};
use thirtyfour::{By, Key};

const PITCH: &str =
    "Our new masterclass is here! Only today 50% off with code LOUD50. Sign up now and save your seat!";
const QUESTION: &str = "Does anybody know why the gate squeaks?";

/// Longer than a pause in writing.
const REST: Duration = Duration::from_millis(2500);

async fn stage(kind: browser_tests::browser::Kind, drafts: bool) -> Result<Stage> {
    let package = Package::built(kind)?.with_open_roots()?;
    let stage = Stage::of(package, kind).await?;
    stage
        .change_settings(|settings| settings["drafts"] = json!(drafts))
        .await?;
    let post = Post {
        id: 1,
        author: "Ada Brook",
        text: TALK,
    };
    let boxes =
        "<textarea id=\"plain\"></textarea><div id=\"rich\" contenteditable=\"true\" role=\"textbox\"></div>";
    let html = home(&[post], "", "").replace("<main>", &format!("<main>{boxes}"));
    stage.show(HOME, Page::html(html)).await?;
    Ok(stage)
}

/// Waits for a note that says all of it.
async fn told(stage: &Stage, parts: &[&str]) -> Result<()> {
    let script = format!(
        "const said = document.querySelector('duplex-note')?.shadowRoot.textContent ?? '';
        return {}.every(part => said.includes(part)) || said",
        json!(parts)
    );
    stage.until(&script).await
}

#[test]
fn a_draft_that_reads_like_promotion_is_said_so_and_left_alone() {
    in_both(|kind| async move {
        let stage = stage(kind, true).await?;
        let web = &stage.browser.web;
        for (id, read) in [("plain", "value"), ("rich", "innerText")] {
            let draft = web.find(By::Id(id)).await?;
            draft.click().await?;
            draft.send_keys(PITCH).await?;
            told(&stage, &["Your draft reads like promotion", "Sign up"]).await?;
            let left = format!(
                "const box = document.getElementById('{id}'); return [document.activeElement.id, box.{read}.trim()]"
            );
            assert_eq!(stage.run(&left).await?, json!([id, PITCH]), "{kind}");
            draft.send_keys(Key::Control + "a").await?;
            draft.send_keys(QUESTION).await?;
            told(&stage, &["no longer"]).await?;
            assert_eq!(stage.run(&left).await?, json!([id, QUESTION]), "{kind}");
        }
        let kept: Value = stage.inside().ask(&json!({"ask": "settings"})).await?;
        assert!(!kept.to_string().contains("LOUD50"));
        stage.close().await
    });
}

#[test]
fn nobody_is_told_who_did_not_ask() {
    in_both(|kind| async move {
        let stage = stage(kind, false).await?;
        let draft = stage.browser.web.find(By::Id("plain")).await?;
        draft.send_keys(PITCH).await?;
        tokio::time::sleep(REST).await;
        assert_eq!(
            stage
                .run("return document.querySelectorAll('duplex-note').length")
                .await?,
            0
        );
        stage.close().await
    });
}
