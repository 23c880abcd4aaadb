//! What can befall the record: no more room.

use serde_json::json;

use crate::Result;
use crate::browser::{Browser, Kind};

impl Browser {
    /// Gives the extension's database no more room. An extension page must be the driven one. In Firefox, which has no
    /// command for it, the background is made to meet the same error.
    pub async fn take_room_away(&self) -> Result<()> {
        match self.kind() {
            Kind::Chromium => {
                let limit = json!({"origin": self.page_url("").trim_end_matches('/'), "quotaSize": 1});
                self.web
                    .cdp()
                    .send_raw("Storage.overrideQuotaForOrigin", limit)
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
