//! What the extension lives through beyond `life.rs`: workers that end in the middle of their work, being disabled,
//! losing its permission, settings that went to another version and back, and a disk that is full. In both browsers.

use browser_tests::Result;
use browser_tests::browser::Kind;
use browser_tests::feed::{PITCH, Post, TALK, page};
use browser_tests::hostile::{HOME, RIGHT, open};
use browser_tests::stage::{Stage, in_both};
use serde_json::{Value, json};

/// A feed of 160 posts: every fifth is a pitch.
fn long_feed() -> browser_tests::server::Page {
    let post = |id: u32| Post {
        id,
        author: "Ada Brook",
        text: if id.is_multiple_of(5) { PITCH } else { TALK },
    };
    page(&(1..=160).map(post).collect::<Vec<_>>(), None, "")
}

const ALL_RIGHT: &str = "
    const marked = [...document.querySelectorAll('article')].filter(a => a.querySelector('duplex-badge')).map(a => +a.querySelector('a[href*=status]').href.split('/').pop());
    return marked.length === 32 && marked.every(n => n % 5 === 0) && document.querySelectorAll('duplex-badge').length === 32
        || marked.length + ' of 32';";

#[test]
fn a_worker_that_ends_between_any_two_steps_loses_nothing() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        stage.server.serve(HOME, long_feed());
        // After so many badges the worker ends: before the first answer, after it, in the middle, at the end.
        for badges in [0, 1, 9, 31] {
            stage.to_page().await?;
            stage.browser.web.goto(HOME).await?;
            stage
                .until(&format!(
                    "return document.querySelectorAll('duplex-badge').length >= {badges}"
                ))
                .await?;
            stage.stop_background().await?;
            // Nothing is done to the page: what was on its way is asked for again by itself.
            stage.until(ALL_RIGHT).await?;
        }
        let dump = stage.settled().await?;
        assert_eq!(dump.items.len(), 160);
        stage.close().await
    });
}

#[test]
fn a_worker_that_ends_after_an_answer_of_the_reader_has_kept_it() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        open(&stage, "").await?;
        stage.until(RIGHT).await?;
        let settings = stage
            .change_settings(|settings| settings["own_words"] = json!(["gate"]))
            .await?;
        stage.stop_background().await?;
        let after: Value = stage.inside().ask(&json!({"ask": "settings"})).await?;
        assert_eq!(after["settings"], settings);
        stage.close().await
    });
}

/// Turns the extension off or on, as a person does in the browser's own list.
async fn set_enabled(stage: &Stage, on: bool) -> Result<()> {
    match stage.browser.kind() {
        Kind::Firefox => {
            let script = "
                const [id, does, done] = arguments;
                const {AddonManager} = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
                AddonManager.getAddonByID(id).then(addon => addon[does]()).then(() => done(true), error => done(String(error)));";
            let does = if on { "enable" } else { "disable" };
            let id = stage.browser.firefox_id();
            stage.in_window(script, vec![id.into(), does.into()]).await
        }
        Kind::Chromium => {
            let script = "const [id, on, done] = arguments; chrome.management.setEnabled(id, on).then(() => done(true), error => done(String(error)));";
            let id = stage.browser.extension_host();
            stage.in_list(script, vec![id.into(), on.into()]).await
        }
    }
}

#[test]
fn a_disabled_extension_takes_its_badges_away_and_an_enabled_one_reads_again() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        open(&stage, "").await?;
        stage.until(RIGHT).await?;
        set_enabled(&stage, false).await?;
        // Firefox ends content scripts before they can hear of it: there the badges stay, dead, until the page is left.
        if kind == Kind::Chromium {
            stage
                .until("return !document.querySelector('duplex-badge')")
                .await?;
        }
        // The page goes on, and its changes find nobody.
        stage
            .run("words(1).append(' More.'); post(2).after(post(1).cloneNode(true))")
            .await
            .ok();
        set_enabled(&stage, true).await?;
        open(&stage, "").await?;
        stage.until(RIGHT).await?;
        stage.browser.stop().await
    });
}

#[test]
fn settings_go_to_a_later_version_and_back_and_keep_what_each_of_them_knows() {
    in_both(|kind| async move {
        let mut stage = Stage::open(kind, &["x.com"]).await?;
        let later = json!({"version": 2, "hide_numbers": true, "own_words": ["gate"], "of_a_later_version": {"a": [1, {"b": null}]}});
        stage.inside().enter().await?;
        store(&stage, "settings", &later.to_string()).await?;
        stage.reload_extension().await?;
        let read: Value = stage.inside().ask(&json!({"ask": "settings"})).await?;
        assert_eq!(read["broken"], Value::Null);
        assert_eq!(read["settings"]["own_words"], json!(["gate"]));
        // This version changes one thing and saves.
        let mut changed = read["settings"].clone();
        changed["hide_numbers"] = json!(false);
        let _: Value = stage
            .inside()
            .ask(&json!({"ask": "save", "settings": changed}))
            .await?;
        let kept: Value = serde_json::from_str(stored(&stage, "settings").await?.as_str().unwrap_or("null"))?;
        assert_eq!(kept["of_a_later_version"], later["of_a_later_version"]);
        assert_eq!(kept["own_words"], json!(["gate"]));
        assert_eq!(kept["hide_numbers"], json!(false));
        // An earlier one knew less.
        store(&stage, "settings", r#"{"own_words":["hinge"]}"#).await?;
        stage.reload_extension().await?;
        let read: Value = stage.inside().ask(&json!({"ask": "settings"})).await?;
        assert_eq!(read["settings"]["own_words"], json!(["hinge"]));
        assert_eq!(read["settings"]["retention_days"], json!(180));
        stage.close().await
    });
}

#[test]
fn a_full_disk_keeps_the_settings_that_were_there_and_says_so() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        open(&stage, "").await?;
        stage.until(RIGHT).await?;
        let before: Value = stage.inside().ask(&json!({"ask": "settings"})).await?;
        let _: Value = stage
            .inside()
            .ask(&json!({"ask": "save", "settings": before["settings"]}))
            .await?;
        stage.inside().enter().await?;
        fill_up(&stage).await?;
        let mut changed = before["settings"].clone();
        changed["own_words"] = json!((0..40_000).map(|n| format!("gate{n}")).collect::<Vec<_>>());
        let refused: Result<Value> = stage
            .inside()
            .ask(&json!({"ask": "save", "settings": changed}))
            .await;
        assert!(refused.is_err(), "{refused:?}");
        let kept: Value = serde_json::from_str(stored(&stage, "settings").await?.as_str().unwrap_or("null"))?;
        assert_eq!(kept["own_words"], json!([]));
        let after: Value = stage.inside().ask(&json!({"ask": "settings"})).await?;
        assert_eq!(
            after["settings"]["own_words"],
            json!([]),
            "what was not stored is not in force"
        );
        open(&stage, "").await?;
        stage.until(RIGHT).await?;
        stage.close().await
    });
}

/// Leaves no room for settings. Firefox has no limit of its own; there the background is made to meet the error.
async fn fill_up(stage: &Stage) -> Result<()> {
    let script = match stage.browser.kind() {
        Kind::Chromium => {
            "const done = arguments[0]; chrome.storage.local.getBytesInUse(null)
                .then(used => chrome.storage.local.set({fill: 'x'.repeat(chrome.storage.local.QUOTA_BYTES - used - 60000)}))
                .then(() => done(true), error => done(String(error)));"
        }
        Kind::Firefox => {
            "const done = arguments[0]; browser.runtime.getBackgroundPage().then(page => {
                page.browser.storage.local.set = () => page.Promise.reject(new page.DOMException('no room', 'QuotaExceededError'));
                done(true); }, error => done(String(error)));"
        }
    };
    let answer = stage.browser.web.execute_async(script, Vec::new()).await?;
    if answer.json() == true {
        Ok(())
    } else {
        Err(answer.json().to_string().into())
    }
}

async fn store(stage: &Stage, name: &str, text: &str) -> Result<()> {
    let script = "const [name, text, done] = arguments, api = globalThis.browser ?? chrome;
        api.storage.local.set({[name]: text}).then(() => done(true), error => done(String(error)));";
    let answer = stage
        .browser
        .web
        .execute_async(script, vec![name.into(), text.into()])
        .await?;
    if answer.json() == true {
        Ok(())
    } else {
        Err(answer.json().to_string().into())
    }
}

async fn stored(stage: &Stage, name: &str) -> Result<Value> {
    stage.inside().enter().await?;
    let script = "const [name, done] = arguments, api = globalThis.browser ?? chrome; api.storage.local.get(name).then(found => done(found[name] ?? null));";
    Ok(stage
        .browser
        .web
        .execute_async(script, vec![name.into()])
        .await?
        .json()
        .clone())
}
