//! The extension from inside: one of its pages in a tab of its own, from which the background is asked.

use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::WindowHandle;

use crate::Result;
use crate::browser::Browser;

/// Brings the one tab that is not the extension's to the front and answers its id. Extension pages that opened
/// uninvited, as the welcome page does after an installation, are closed; an extension always sees its own addresses.
const SHOW_PAGE: &str = "
    const api = globalThis.browser ?? globalThis.chrome;
    const done = arguments[arguments.length - 1];
    (async () => {
        const own = api.runtime.getURL('');
        const here = (await api.tabs.getCurrent()).id;
        let page = null;
        for (const tab of await api.tabs.query({})) {
            if (tab.id === here) continue;
            if ((tab.url ?? tab.pendingUrl ?? '').startsWith(own)) await api.tabs.remove(tab.id);
            else page ??= tab.id;
        }
        if (page !== null) await api.tabs.update(page, {active: true});
        return page;
    })().then(id => done(id), error => done({error: String(error)}));";

const ASK: &str = "
    const api = globalThis.browser ?? globalThis.chrome;
    const [message, done] = arguments;
    api.runtime.sendMessage(JSON.parse(message))
        .then(answer => done(JSON.stringify(answer ?? null)), error => done(JSON.stringify({error: String(error)})));";

/// A page of the extension in its own tab.
#[derive(Debug)]
pub struct Inside<'a> {
    browser: &'a Browser,
    handle: WindowHandle,
}

impl<'a> Inside<'a> {
    /// Opens `page` beside what is open.
    pub async fn open(browser: &'a Browser, page: &str) -> Result<Self> {
        let handle = browser.open_page(page).await?;
        Ok(Self { browser, handle })
    }

    /// The page that is open in `handle`.
    pub(crate) fn at(browser: &'a Browser, handle: WindowHandle) -> Self {
        Self { browser, handle }
    }

    /// Drives the extension's page from now on, with the other tab in front: drivers show the tab they switch to, and
    /// a page that is not shown gets no animation frames. Answers the id of the tab in front.
    pub async fn enter(&self) -> Result<i64> {
        let web = &self.browser.web;
        web.switch_to_window(self.handle.clone()).await?;
        let answer = web.execute_async(SHOW_PAGE, Vec::new()).await?;
        answer
            .json()
            .as_i64()
            .ok_or_else(|| format!("no tab with a page: {}", answer.json()).into())
    }

    /// The id of this page's own tab.
    pub async fn own_tab(&self) -> Result<i64> {
        let script = "
            const api = globalThis.browser ?? globalThis.chrome;
            const done = arguments[0];
            api.tabs.getCurrent().then(tab => done(tab.id), error => done(String(error)));";
        let answer = self.browser.web.execute_async(script, Vec::new()).await?;
        answer
            .json()
            .as_i64()
            .ok_or_else(|| format!("no tab: {}", answer.json()).into())
    }

    /// Sends one message to the background, once [entered](Self::enter); what it answers with `error` is an error here.
    pub async fn ask<T: DeserializeOwned>(&self, message: &Value) -> Result<T> {
        self.enter().await?;
        let answer = self
            .browser
            .web
            .execute_async(ASK, vec![message.to_string().into()])
            .await?;
        let answer: Value = serde_json::from_str(answer.json().as_str().unwrap_or("null"))?;
        if let Some(error) = answer.get("error") {
            return Err(error
                .as_str()
                .map_or_else(|| error.to_string(), str::to_owned)
                .into());
        }
        if answer.is_null() {
            return Err("the background did not answer".into());
        }
        Ok(serde_json::from_value(answer)?)
    }

    /// What the engine has read of a tab's page.
    pub async fn dump<T: DeserializeOwned>(&self, tab: i64) -> Result<T> {
        self.ask(&json!({"ask": "dump", "tab": tab})).await
    }

    /// Asks again and again until `ready` takes the answer; the last refusal when `patience` ends first.
    pub async fn wait_for_dump<T: DeserializeOwned>(
        &self,
        tab: i64,
        patience: Duration,
        mut ready: impl FnMut(&Result<T>) -> bool,
    ) -> Result<T> {
        let start = Instant::now();
        loop {
            let answer = self.dump(tab).await;
            if ready(&answer) || start.elapsed() > patience {
                return answer;
            }
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
    }
}
