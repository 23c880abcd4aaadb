//! What can befall the background: stopped, out of room, killed with the whole browser.

use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{RequestData, SessionId};

use crate::Result;
use crate::browser::{Browser, Context, Kind};

impl Browser {
    /// Stops the extension's background, as the browsers do when it rests. An extension page must be the driven one.
    pub async fn stop_background(&self) -> Result<()> {
        match self.kind() {
            Kind::Chromium => {
                self.web.cmd(Tool("ServiceWorker.enable", json!({}))).await?;
                self.web
                    .cmd(Tool("ServiceWorker.stopAllWorkers", json!({})))
                    .await?;
            }
            Kind::Firefox => {
                let stop = "
                    const done = arguments[arguments.length - 1];
                    WebExtensionPolicy.getByID(arguments[0]).extension
                        .terminateBackground({disableResetIdleForTest: true}).then(() => done(null), error => done(String(error)));";
                self.web.cmd(Context("chrome")).await?;
                let stopped = self.web.execute_async(stop, vec![self.addon_id().into()]).await;
                self.web.cmd(Context("content")).await?;
                let answer = stopped?;
                if !answer.json().is_null() {
                    return Err(format!("the background was not stopped: {}", answer.json()).into());
                }
            }
        }
        Ok(())
    }

    /// Gives the extension's database no more room. An extension page must be the driven one. In Firefox, which has no
    /// command for it, the background is made to meet the same error.
    pub async fn take_room_away(&self) -> Result<()> {
        match self.kind() {
            Kind::Chromium => {
                let limit = json!({"origin": self.page_url("").trim_end_matches('/'), "quotaSize": 1});
                self.web
                    .cmd(Tool("Storage.overrideQuotaForOrigin", limit))
                    .await?;
            }
            Kind::Firefox => {
                let refuse = "
                    const done = arguments[arguments.length - 1];
                    browser.runtime.getBackgroundPage().then(page => {
                        page.IDBObjectStore.prototype.put = () => {
                            throw new page.DOMException('no room', 'QuotaExceededError');
                        };
                        done(null);
                    });";
                self.web.execute_async(refuse, Vec::new()).await?;
            }
        }
        Ok(())
    }
}

/// Chromium's own command: one of its developer tools' methods, with its parameters.
#[derive(Debug)]
struct Tool(&'static str, Value);

impl FormatRequestData for Tool {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(http::Method::POST, format!("/session/{session}/goog/cdp/execute"))
            .add_body(json!({ "cmd": self.0, "params": self.1 }))
    }
}
