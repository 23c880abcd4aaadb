//! Private windows: the reader's consent to run in them, and one of them open.

use std::time::{Duration, Instant};

use serde_json::Value;
use thirtyfour::WindowHandle;

use crate::Result;
use crate::browser::{Browser, Kind};

/// How long the browser may take to open a window.
const OPENING: Duration = Duration::from_secs(30);

/// Ticks the box by which a reader lets an extension run in private windows.
const ALLOW_CHROMIUM: &str = "
    const [id, done] = arguments;
    chrome.developerPrivate.updateExtensionConfiguration({extensionId: id, incognitoAccess: true})
        .then(() => done(true), error => done(String(error)));";
const ALLOW_FIREFOX: &str = "
    const [id, done] = arguments;
    const {ExtensionPermissions} = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
    const {AddonManager} = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
    (async () => {
        const addon = await AddonManager.getAddonByID(id);
        const {extension} = WebExtensionPolicy.getByID(id);
        await ExtensionPermissions.add(id, {permissions: ['internal:privateBrowsingAllowed'], origins: []}, extension);
        await addon.reload();
    })().then(() => done(true), error => done(String(error)));";

impl Browser {
    /// Lets the extension run in private windows, which has it loaded anew.
    pub async fn allow_private(&self) -> Result<()> {
        match self.kind() {
            Kind::Chromium => {
                let id = Value::from(self.extension_host());
                self.web.goto("chrome://extensions/").await?;
                let answer = self.web.execute_async(ALLOW_CHROMIUM, vec![id]).await?;
                allowed(answer.json())
            }
            Kind::Firefox => {
                let id = Value::from(self.firefox_id());
                allowed(&self.in_window(ALLOW_FIREFOX, vec![id]).await?)
            }
        }
    }

    /// Opens an address in a private window and drives that. In Chromium a page of the extension must be driven before.
    pub async fn open_private(&self, url: &str) -> Result<WindowHandle> {
        let before = self.web.windows().await?;
        match self.kind() {
            Kind::Chromium => {
                let open = "
                    const [url, done] = arguments;
                    chrome.windows.create({url, incognito: true}).then(() => done(true), e => done(String(e)));";
                allowed(self.web.execute_async(open, vec![url.into()]).await?.json())?;
            }
            Kind::Firefox => {
                let open = "
                    const done = arguments[arguments.length - 1];
                    const opened = window.OpenBrowserWindow({private: true});
                    opened.addEventListener('load', () => done(true), {once: true});";
                allowed(&self.in_window(open, Vec::new()).await?)?;
            }
        }
        let start = Instant::now();
        loop {
            let opened = self
                .web
                .windows()
                .await?
                .into_iter()
                .find(|handle| !before.contains(handle));
            if let Some(handle) = opened {
                self.web.switch_to_window(handle.clone()).await?;
                self.web.goto(url).await?;
                return Ok(handle);
            }
            if start.elapsed() > OPENING {
                return Err("no private window opened".into());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

fn allowed(answer: &Value) -> Result<()> {
    if answer == true {
        Ok(())
    } else {
        Err(format!("refused: {answer}").into())
    }
}
