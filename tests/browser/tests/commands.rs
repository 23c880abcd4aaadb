//! Shortcuts and the context menu, in both browsers. Chromium hears shortcuts only from the system's own keyboard, and its
//! menus are the system's: no driver reaches them, so there the worker is handed the browser's own events.

use browser_tests::Result;
use browser_tests::browser::Kind;
use browser_tests::hostile::{RIGHT, open};
use browser_tests::package::{Package, root};
use browser_tests::stage::{Stage, in_both};
use serde_json::json;
use thirtyfour::By;

/// Hands the worker an event as the browser would.
const HAND: &str = "
globalThis.chrome?.runtime.onMessage.addListener(({ hand, what }) => {
  if (hand) chrome.tabs.query({ url: 'https://x.com/*' }).then(([tab]) =>
    hand === 'menu' ? chrome.contextMenus.onClicked.dispatch({ menuItemId: what }, tab) : chrome.commands.onCommand.dispatch(what, tab));
});";

/// The promotional post's badge has the focus.
const THERE: &str = "const at = document.activeElement; return at.localName === 'duplex-badge' && at.closest('article').innerText.includes('LOUD50')";
const NO_BADGE: &str = "return !document.querySelector('duplex-badge')";
const A_NOTE: &str = "return !!document.querySelector('duplex-note')";

async fn stage(kind: Kind) -> Result<Stage> {
    let package = Package::built(kind)?;
    let script = std::fs::read_to_string(root().join("extension/background.js"))?;
    let package = match kind {
        Kind::Chromium => package.with_files(&[("background.js", format!("{script}{HAND}").as_bytes())])?,
        Kind::Firefox => package,
    };
    let stage = Stage::of(package, kind).await?;
    open(&stage, "").await?;
    stage.until(RIGHT).await?;
    Ok(stage)
}

async fn hand(stage: &Stage, hand: &str, what: &str) -> Result<()> {
    stage.inside().enter().await?;
    let message = json!({"hand": hand, "what": what});
    stage
        .run(&format!(
            "chrome.runtime.sendMessage({message}).catch(() => {{}})"
        ))
        .await?;
    stage.to_page().await
}

/// Presses Alt+Shift and a letter.
async fn press(stage: &Stage, letter: char, command: &str) -> Result<()> {
    if stage.browser.kind() == Kind::Chromium {
        return hand(stage, "key", command).await;
    }
    // Keys that a driver sends to the page do not reach the browser around it.
    let script = "
        const [letter, done] = arguments;
        const keys = { window, navigator, KeyboardEvent, _EU_Ci: Ci, _EU_Cc: Cc };
        Services.scriptloader.loadSubScript('chrome://remote/content/external/EventUtils.js', keys);
        keys.synthesizeKey(letter, { altKey: true, shiftKey: true }, window);
        done(true);";
    let letter = letter.to_ascii_uppercase().to_string();
    stage.in_window(script, vec![letter.into()]).await
}

/// Opens the page's context menu and chooses the entry.
async fn choose(stage: &Stage, what: &str, words: &str) -> Result<()> {
    if stage.browser.kind() == Kind::Chromium {
        return hand(stage, "menu", &format!("page:{what}")).await;
    }
    let heading = stage.browser.web.find(By::Css("main")).await?;
    let mouse = stage.browser.web.action_chain();
    mouse.context_click_element(&heading).perform().await?;
    let script = "
        const [words, done] = arguments;
        const menu = document.getElementById('contentAreaContextMenu');
        const from = Date.now();
        const look = () => {
            const item = [...menu.querySelectorAll('menuitem')].find(item => item.label === words && !item.hidden);
            if (!item && Date.now() - from < 10000) return setTimeout(look, 50);
            item?.doCommand();
            menu.hidePopup();
            done(!!item || `no entry says ${words}`);
        };
        look();";
    stage.in_window(script, vec![words.into()]).await
}

#[test]
fn shortcuts_go_to_the_next_and_pause_and_start_again() {
    in_both(|kind| async move {
        let stage = stage(kind).await?;
        press(&stage, 'p', "next-promo").await?;
        stage.until(THERE).await?;
        press(&stage, 'u', "next-unanswered").await?;
        stage.until(A_NOTE).await?;
        press(&stage, 'x', "pause").await?;
        stage.until(NO_BADGE).await?;
        press(&stage, 'x', "pause").await?;
        stage.until(RIGHT).await?;
        stage.close().await
    });
}

#[test]
fn the_context_menu_does_the_same() {
    in_both(|kind| async move {
        let stage = stage(kind).await?;
        choose(&stage, "next-promo", "Next promotional post").await?;
        stage.until(THERE).await?;
        choose(&stage, "pause", "Pause or resume on this site").await?;
        stage.until(NO_BADGE).await?;
        // A worker that was stopped has its entries still, and does what they say.
        stage.stop_background().await?;
        choose(&stage, "pause", "Pause or resume on this site").await?;
        stage.until(RIGHT).await?;
        stage.run("document.activeElement.blur()").await?;
        stage.stop_background().await?;
        choose(&stage, "next-promo", "Next promotional post").await?;
        stage.until(THERE).await?;
        stage.close().await
    });
}
