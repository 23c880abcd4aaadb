//! Every face, driven in both browsers as a person would: pressed, typed into, by keys alone; audited by axe-core.

#![allow(clippy::unwrap_used)] // What is missing should fail there and then.

use browser_tests::Result;
use browser_tests::browser::{Browser, Kind, Setup};
use browser_tests::faces::{PATIENCE, accessibility, ask, drawn, open_feed, settings, until};
use browser_tests::package::Package;
use serde_json::json;
use thirtyfour::{By, Key};

async fn start(kind: Kind) -> Result<Browser> {
    let package = Package::built(kind)?.with_open_roots()?;
    Browser::start(&Setup::new(kind), package).await
}

/// Runs a test in a browser of each kind.
async fn in_both(test: impl AsyncFn(&Browser) -> Result<()>) -> Result<()> {
    for kind in Kind::BOTH {
        let browser = start(kind).await?;
        test(&browser).await?;
        browser.stop().await?;
    }
    Ok(())
}

/// Fails with what axe-core found.
async fn audit(browser: &Browser, face: &str) -> Result<()> {
    let found = accessibility(&browser.web).await?;
    assert!(
        found.is_empty(),
        "{}, {face}:\n{}",
        browser.kind(),
        found.join("\n")
    );
    Ok(())
}

#[tokio::test]
async fn a_card_opens_explains_takes_an_answer_and_gives_it_back() -> Result<()> {
    in_both(async |browser| {
        let web = &browser.web;
        open_feed(browser).await?;
        let badge = drawn(web, "duplex-badge", ".pill.one-way").await?;
        let heard = badge.attr("aria-label").await?.unwrap();
        assert!(heard.starts_with("one-way: "), "{heard}");

        // By keys: focus opens it, Enter goes into it, Escape comes back.
        badge.focus().await?;
        let card = drawn(web, "duplex-card", "[role=dialog]").await?;
        assert!(card.text().await?.contains("LOUD40"));
        audit(browser, "feed with a card").await?;
        badge.send_keys(Key::Enter).await?;
        let focused = "return !!document.querySelector('duplex-card')?.shadowRoot.activeElement";
        until(web, "the focus is in the card", focused).await?;
        let inside = drawn(web, "duplex-card", "button").await?;
        inside.send_keys(Key::Escape).await?;
        until(
            web,
            "the card is closed",
            "return !document.querySelector('duplex-card')",
        )
        .await?;
        let back = "return !!document.activeElement.shadowRoot?.activeElement?.matches('.one-way')";
        until(web, "the focus is back on the badge", back).await?;

        // By mouse: hover opens it, not over what it explains; wrong takes the badge away, undo brings it back.
        web.action_chain().move_to(1, 1).perform().await?;
        web.action_chain()
            .move_to_element_center(&badge)
            .perform()
            .await?;
        drawn(web, "duplex-card", "[role=dialog]").await?;
        let apart = "
            const card = document.querySelector('duplex-card').getBoundingClientRect();
            const line = document.activeElement.getBoundingClientRect();
            return card.bottom <= line.top + 1 || card.top >= line.bottom - 1";
        until(web, "the card leaves its badge free", apart).await?;
        drawn(web, "duplex-card", "[act=wrong]").await?.click().await?;
        let note = drawn(web, "duplex-note", "[role=status]").await?;
        assert!(note.text().await?.starts_with("Noted"));
        let gone = "return ![...document.querySelectorAll('duplex-badge')].some(b => b.shadowRoot.querySelector('.one-way'))";
        until(web, "the badge is gone", gone).await?;
        assert_eq!(settings(web).await?["answers"][0]["right"], false);
        drawn(web, "duplex-note", "[act=undo]").await?.click().await?;
        drawn(web, "duplex-badge", ".pill.one-way").await?;
        assert_eq!(settings(web).await?["answers"], json!([]));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn from_the_card_such_posts_are_folded_shown_again_and_undone() -> Result<()> {
    in_both(async |browser| {
        let web = &browser.web;
        open_feed(browser).await?;
        drawn(web, "duplex-badge", ".pill.one-way").await?.click().await?;
        drawn(web, "duplex-card", "[act=filter_such]")
            .await?
            .click()
            .await?;
        let line = drawn(web, "duplex-fold", ".why").await?;
        assert!(line.text().await?.contains("0 of 5"), "{}", line.text().await?);
        drawn(web, "duplex-fold", "[act=show]").await?.click().await?;
        until(
            web,
            "the post is shown",
            "return !document.querySelector('duplex-fold')",
        )
        .await?;
        let undo = drawn(web, "duplex-note", "[act=undo]").await?;
        undo.send_keys(Key::Enter).await?;
        until(
            web,
            "the note says so",
            "return document.querySelector('duplex-note')?.shadowRoot.textContent.includes('Undone')",
        )
        .await?;
        assert_eq!(settings(web).await?["treatments"], json!({}));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_popup_sums_up_and_is_worked_by_keys_alone() -> Result<()> {
    in_both(async |browser| {
        let web = &browser.web;
        let (_, tab) = open_feed(browser).await?;
        let feed = web.window().await?;
        browser.open_page(&format!("popup.html?tab={tab}")).await?;
        let ready = By::Css("body[aria-busy=false] .counts");
        let counts = browser.wait_for(ready, PATIENCE).await?.text().await?;
        assert!(
            counts.contains("one-way") && counts.contains("unanswered"),
            "{counts}"
        );
        audit(browser, "popup").await?;

        let kinds = web.find(By::Css("#filters summary")).await?;
        kinds.focus().await?;
        web.action_chain().send_keys(" ").perform().await?;
        until(
            web,
            "the kinds are shown",
            "return document.getElementById('filters').open",
        )
        .await?;
        let select = web.find(By::Css("#kinds label:has(.one-way) select")).await?;
        select.focus().await?;
        select.send_keys("h").await?;
        until(
            web,
            "one-way is hidden",
            "return document.querySelector('#kinds label:has(.one-way) select').value === 'treatment_hide'",
        )
        .await?;
        let range = web.find(By::Css("input[type=range]")).await?;
        range.send_keys(Key::Left).await?;
        until(
            web,
            "the live count is there",
            "return /[0-9]/.test(document.querySelector('output').textContent)",
        )
        .await?;
        let start = std::time::Instant::now();
        loop {
            let now = settings(web).await?;
            if now["treatments"]["one-way"] == "hide" && now["promo_threshold"] == 0.75 {
                break;
            }
            assert!(start.elapsed() < PATIENCE, "{now}");
        }

        // Up and down walk the list, Enter goes there.
        web.find(By::Css(".marked .row")).await?.focus().await?;
        web.action_chain().send_keys(Key::Down).perform().await?;
        until(
            web,
            "the second is focused",
            "return document.activeElement === document.querySelectorAll('.marked .row')[1]",
        )
        .await?;
        web.action_chain().send_keys(Key::Enter).perform().await?;
        web.switch_to_window(feed).await?;
        until(
            web,
            "a badge has the focus",
            "return document.activeElement?.localName === 'duplex-badge'",
        )
        .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_tab_key_reaches_everything_in_the_popup() -> Result<()> {
    in_both(async |browser| {
        let web = &browser.web;
        let (_, tab) = open_feed(browser).await?;
        browser.open_page(&format!("popup.html?tab={tab}")).await?;
        let ready = By::Css("body[aria-busy=false] .counts");
        browser.wait_for(ready, PATIENCE).await?;
        let mut reached = Vec::new();
        for _ in 0..60 {
            web.action_chain().send_keys(Key::Tab).perform().await?;
            let name = "const e = document.activeElement; return e.id || e.type || e.tagName.toLowerCase()";
            let name: String = web.execute(name, Vec::new()).await?.convert()?;
            if name == "body" || name == "html" {
                break;
            }
            reached.push(name);
        }
        for wanted in [
            "next-unanswered",
            "next-promo",
            "marked-p1",
            "select-one",
            "range",
            "a",
        ] {
            let there = reached.iter().any(|name| name == wanted);
            assert!(there, "{}: {wanted} is not among {reached:?}", browser.kind());
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_options_search_learn_words_and_refuse_a_broken_file() -> Result<()> {
    in_both(async |browser| {
        let web = &browser.web;
        browser.open_page("options.html").await?;
        browser
            .wait_for(By::Css("body[aria-busy=false] #how table"), PATIENCE)
            .await?;
        audit(browser, "options").await?;

        let search = web.find(By::Id("search")).await?;
        search.send_keys("hashtags").await?;
        let shown =
            "return [...document.querySelectorAll('main > section:not([hidden])')].map(s => s.id).join()";
        let sections: String = web.execute(shown, Vec::new()).await?.convert()?;
        assert_eq!(sections, "detection");
        search.clear().await?;
        search.send_keys("x").await?;
        search.send_keys(Key::Backspace).await?;

        let word = web.find(By::Id("add-word")).await?;
        word.send_keys("masterclass").await?;
        word.send_keys(Key::Enter).await?;
        until(
            web,
            "the word is listed",
            "return document.querySelector('#words li')?.textContent.includes('masterclass')",
        )
        .await?;
        until(
            web,
            "the focus stays",
            "return document.activeElement.id === 'add-word'",
        )
        .await?;
        assert_eq!(settings(web).await?["own_words"], json!(["masterclass"]));

        let area = web.find(By::Id("transfer")).await?;
        area.send_keys("{\"version\": 1, \"paused\": 3}").await?;
        web.find(By::Css("#transfer-buttons .primary"))
            .await?
            .click()
            .await?;
        until(
            web,
            "it says what is wrong",
            "return /paused|boolean|line 1/.test(document.getElementById('told').textContent)",
        )
        .await?;
        assert_eq!(settings(web).await?["own_words"], json!(["masterclass"]));
        area.clear().await?;
        area.send_keys("{\"version\": 1, \"grace_hours\": 7, \"from_later\": [1]}")
            .await?;
        web.find(By::Css("#transfer-buttons .primary"))
            .await?
            .click()
            .await?;
        until(
            web,
            "it is in force",
            "return document.querySelector('#grace input').value === '7'",
        )
        .await?;
        let now = settings(web).await?;
        assert_eq!((&now["from_later"], &now["own_words"]), (&json!([1]), &json!([])));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn own_words_fold_and_only_unanswered_leaves_what_waits() -> Result<()> {
    in_both(async |browser| {
        let web = &browser.web;
        open_feed(browser).await?;
        let mut changed = settings(web).await?;
        changed["own_words"] = json!(["loom"]);
        changed["only"] = json!("unanswered");
        ask(web, json!({"ask": "save", "settings": changed})).await?;
        drawn(web, "duplex-fold", ".pill.own").await?;
        let shown = "
            const seen = id => document.querySelector(`[data-id=${id}]`).checkVisibility();
            return seen('c1') && !seen('c6') && seen('e1') && !seen('e3')";
        until(web, "only what waits is left", shown).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_welcome_page_needs_no_reading() -> Result<()> {
    in_both(async |browser| {
        open_feed(browser).await?;
        audit(browser, "welcome").await?;
        let access = browser.wait_for(By::Css("#access p"), PATIENCE).await?;
        assert!(!access.text().await?.is_empty());
        Ok(())
    })
    .await
}

/// What moved on the page that is driven, as the browser keeps account of it.
async fn shift(browser: &Browser) -> Result<f64> {
    let script = "
        const done = arguments[0];
        let sum = 0;
        const add = list => { for (const entry of list.getEntries()) sum += entry.value; };
        new PerformanceObserver(add).observe({type: 'layout-shift', buffered: true});
        setTimeout(() => done(sum), 800);";
    let shift = browser.web.execute_async(script, Vec::new()).await?;
    Ok(shift.convert()?)
}

/// Badges take a place in their own line and move nothing else: the demo moves no more with them than without.
#[tokio::test]
async fn badges_shift_no_layout() -> Result<()> {
    let browser = start(Kind::Chromium).await?;
    let web = &browser.web;
    open_feed(&browser).await?;
    web.refresh().await?;
    drawn(web, "duplex-badge", "button").await?;
    let with = shift(&browser).await?;
    let mut paused = settings(web).await?;
    paused["paused"] = json!(true);
    ask(web, json!({"ask": "save", "settings": paused})).await?;
    web.refresh().await?;
    let without = shift(&browser).await?;
    let badges = web.find_all(By::Css("duplex-badge")).await?.len();
    assert!(
        badges == 0 && with < without + 0.005,
        "{with} with, {without} without"
    );
    browser.stop().await?;
    Ok(())
}
