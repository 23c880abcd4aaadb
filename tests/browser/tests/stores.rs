//! What goes to the stores: the zips, unpacked as a browser would, do what the folders do. And what a reader takes along:
//! a profile that was copied to another place. And `web-ext run`. In both browsers.

use std::process::Command;

use browser_tests::Result;
use browser_tests::browser::{Kind, Setup};
use browser_tests::feed::{PITCH, Post, page};
use browser_tests::hostile::{HOME, RIGHT, open};
use browser_tests::package::{Package, root};
use browser_tests::server::Server;
use browser_tests::stage::{PATIENCE, Stage, in_both};
use browser_tests::webext::WebExt;
use serde_json::{Value, json};

#[test]
fn the_zips_are_whole() {
    in_both(|kind| async move {
        let folder = tempfile::tempdir()?;
        let dist = root().join("dist");
        let manifest = std::fs::read(dist.join(kind.to_string()).join("manifest.json"))?;
        let manifest: Value = serde_json::from_slice(&manifest)?;
        let version = manifest["version"].as_str().ok_or("no version")?;
        let zip = dist.join(format!("duplex-{kind}-{version}.zip"));
        let unzip = Command::new("unzip")
            .arg("-q")
            .arg(&zip)
            .arg("-d")
            .arg(folder.path())
            .status()?;
        assert!(unzip.success(), "{} was not unpacked", zip.display());
        let stage = Stage::of(Package::at(folder.path())?, kind).await?;
        open(&stage, "").await?;
        stage.until(RIGHT).await?;
        stage.close().await
    });
}

/// A browser on this profile with the built package, at the page with a pitch.
async fn on(kind: Kind, profile: &std::path::Path) -> Result<Stage> {
    let setup = Setup {
        profile: Some(profile.to_owned()),
        ..Setup::new(kind)
    };
    let stage = Stage::with(setup, &["x.com"]).await?;
    open(&stage, "").await?;
    Ok(stage)
}

#[test]
fn a_copied_profile_has_everything_with_it() {
    in_both(|kind| async move {
        let folder = tempfile::tempdir()?;
        let [old, new] = ["old", "new"].map(|name| folder.path().join(name));
        let stage = on(kind, &old).await?;
        stage.until(RIGHT).await?;
        stage
            .change_settings(|settings| settings["own_words"] = json!(["gate"]))
            .await?;
        let state = json!({"ask": "record", "question": r#"{"state":{}}"#});
        let before: Value = stage.inside().ask(&state).await?;
        // Browsers may hold a commit back from the disk for a moment.
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        stage.browser.kill();
        let copied = Command::new("cp").arg("-R").args([&old, &new]).status()?;
        assert!(copied.success());
        std::fs::remove_dir_all(&old)?;
        let stage = on(kind, &new).await?;
        // The word of the reader's own stands in the other post.
        stage.until("return document.querySelectorAll('[data-duplex=fold]').length === 1 && document.querySelectorAll('duplex-badge').length === 2").await?;
        let after: Value = stage.inside().ask(&state).await?;
        assert_eq!(after["text"], before["text"]);
        assert!(
            before["text"]
                .as_str()
                .is_some_and(|text| text.contains("\"items\":2")),
            "{before}"
        );
        stage.browser.kill();
        Ok(())
    });
}

/// Nothing drives this browser: the page itself says that it has a badge, and loads again until the extension is there.
const TELLING: &str = "
    setInterval(() => document.querySelector('duplex-badge') && fetch('/badge'), 200);
    setTimeout(() => document.querySelector('duplex-badge') || location.reload(), 4000);";

#[test]
fn web_ext_runs_the_package() {
    in_both(|kind| async move {
        let server = Server::start()?;
        let pitch = Post {
            id: 1,
            author: "Loud Academy",
            text: PITCH,
        };
        server.serve(HOME, page(&[pitch], None, TELLING));
        let mut running = WebExt::run(&Package::built(kind)?, kind, &server, HOME)?;
        let start = std::time::Instant::now();
        while !server.requests().iter().any(|asked| asked.path == "/badge") {
            if let Some(ended) = running.ended() {
                return Err(ended.into());
            }
            assert!(
                start.elapsed() < 2 * PATIENCE,
                "{kind}: no badge; {:?}",
                server.requests()
            );
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        Ok(())
    });
}
