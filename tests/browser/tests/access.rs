//! Access to sites that the reader withdraws and gives, in the browser's own list and on the welcome page. In both
//! browsers, except that Chromium's question to the reader is the system's and nobody can press its button here.

use browser_tests::Result;
use browser_tests::browser::Kind;
use browser_tests::feed::TALK;
use browser_tests::hostile::{ABSENT, RIGHT, faults, open};
use browser_tests::server::Page;
use browser_tests::stage::{Stage, in_both};
use thirtyfour::By;

/// Changes what the extension may read, as a person does in the browser's own list.
async fn set_access(stage: &Stage, given: bool) -> Result<()> {
    match stage.browser.kind() {
        Kind::Firefox => {
            let script = "
                const [id, on, done] = arguments;
                const {ExtensionPermissions} = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
                const {extension} = WebExtensionPolicy.getByID(id);
                const change = {permissions: [], origins: extension.manifest.host_permissions};
                ExtensionPermissions[on ? 'add' : 'remove'](id, change, extension).then(() => done(true), error => done(String(error)));";
            let id = stage.browser.firefox_id();
            stage.in_window(script, vec![id.into(), given.into()]).await
        }
        Kind::Chromium => {
            let script = "
                const [extensionId, on, done] = arguments;
                const change = {extensionId, hostAccess: on ? 'ON_ALL_SITES' : 'ON_CLICK'};
                chrome.developerPrivate.updateExtensionConfiguration(change).then(() => done(true), error => done(String(error)));";
            let id = stage.browser.extension_host();
            stage.in_list(script, vec![id.into(), given.into()]).await
        }
    }
}

/// What the reader would have to confirm in Firefox's own window.
const YES: &str =
    "Services.prefs.setBoolPref('extensions.webextOptionalPermissionPrompts', false); arguments[0](true)";

#[test]
fn what_is_withdrawn_is_read_no_more_and_what_is_given_again_is() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        open(&stage, "").await?;
        stage.until(RIGHT).await?;
        for _ in 0..2 {
            set_access(&stage, false).await?;
            open(&stage, "").await?;
            stage.until("return window.beats > 25").await?;
            stage.until(ABSENT).await?;
            set_access(&stage, true).await?;
            open(&stage, "").await?;
            stage.until(RIGHT).await?;
        }
        assert_eq!(faults(&stage).await?, []);
        stage.close().await
    });
}

#[test]
fn the_welcome_page_sees_what_is_missing_and_asks_for_it() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        let web = &stage.browser.web;
        stage.browser.open_page("welcome.html").await?;
        stage
            .until("return !!document.querySelector('#access .good')")
            .await?;
        set_access(&stage, false).await?;
        stage.browser.open_page("welcome.html").await?;
        let allow = stage.find("#access button.primary").await?;
        if kind == Kind::Firefox {
            stage.in_window(YES, Vec::new()).await?;
            allow.click().await?;
            stage.until("return !!document.querySelector('#access .good') && !document.querySelector('#access button')").await?;
            open(&stage, "").await?;
            stage.until(RIGHT).await?;
        } else {
            assert!(web.find(By::Css("#access .good")).await.is_err());
        }
        stage.close().await
    });
}

#[test]
fn a_site_beyond_the_named_ones_is_read_once_it_is_given() {
    in_both(|kind| async move {
        const POND: &str = "https://pond.example/notes";
        let stage = Stage::open(kind, &["x.com"]).await?;
        let entry = |id: u32| {
            format!(
                "<article class=\"h-entry\"><a class=\"p-author h-card\" href=\"/ada\">Ada Brook</a> \
                 <a class=\"u-url\" href=\"/notes/{id}\"><time class=\"dt-published\" datetime=\"2026-03-01T08:00:00Z\">March</time></a>\
                 <div class=\"e-content\">{TALK}</div></article>"
            )
        };
        let entries: String = (1..5).map(entry).collect();
        let html = format!("<!doctype html><title>Notes</title><main class=\"h-feed\">{entries}</main>");
        stage.server.serve(POND, Page::html(html));
        stage.to_page().await?;
        stage.browser.web.goto(POND).await?;
        let tab = stage.tab().await?;
        let unread: Result<browser_tests::audit::Dump> = stage.inside().dump(tab).await;
        assert!(unread.is_err(), "{unread:?}");
        if kind == Kind::Firefox {
            stage.in_window(YES, Vec::new()).await?;
            let popup = format!("popup.html?tab={tab}&url={POND}");
            stage.browser.open_page(&popup).await?;
            stage.find("#summary button.primary").await?.click().await?;
            // The page that is open is read at once, and from now on.
            stage
                .until("return document.getElementById('summary').textContent.includes('pond.example') && !document.querySelector('#summary button.primary')")
                .await?;
            stage.to_page().await?;
            assert_eq!(stage.settled().await?.items.len(), 4);
            stage.browser.web.refresh().await?;
            assert_eq!(stage.settled().await?.items.len(), 4);
        }
        stage.close().await
    });
}
