//! How a page is begun: which site's description reads it, and what its page is told.

use alloc::sync::Arc;
use alloc::{vec, vec::Vec};

use super::page::Page;
use super::{Engine, Greeting, PageId, host, is_paused, views};
use crate::sites::{self, GENERIC, Site};
use crate::values::{Layout, Plan, ToPage};

/// Site file of the extension's own demo feed.
pub(super) const DEMO: &str = "demo";

impl Engine {
    pub(super) fn hello(&mut self, id: PageId, greeting: Greeting) -> Vec<ToPage> {
        self.forget(id);
        let url = &greeting.url;
        let known = if url.contains("-extension://") {
            sites::by_id(DEMO).cloned()
        } else {
            self.known(host(url))
        };
        if is_paused(&self.settings, url) {
            if let Some(site) = known.or_else(|| sites::by_id(GENERIC).cloned()) {
                let greeting = Greeting {
                    url: greeting.url,
                    ..Greeting::default()
                };
                let mut page = Page::new(site, greeting, Layout::Recognised);
                page.stopped = true;
                self.pages.insert(id, page);
            }
            return vec![ToPage::Stop {}];
        }
        if let Some(site) = known {
            return self.start(id, site, greeting, Layout::Recognised);
        }
        self.start_generic(id, greeting, Layout::Generic, None)
    }

    /// The description for a host; the reader's own goes before a shipped one.
    fn known(&self, host: &str) -> Option<Arc<Site>> {
        let own = self.own.iter().find(|site| site.is_on(host));
        own.or_else(|| sites::for_host(host)).cloned()
    }

    /// Starts a page again whose description has changed.
    pub(super) fn start_anew(&mut self, id: PageId) -> Option<Vec<ToPage>> {
        let page = self.pages.get(&id)?;
        let read_by = page.expected.as_ref().unwrap_or(&page.site);
        let known = self.known(host(&page.url));
        let own = |site: &Arc<Site>| !sites::all().iter().any(|shipped| Arc::ptr_eq(shipped, site));
        let same = known.as_ref().is_none_or(|known| Arc::ptr_eq(known, read_by));
        if (same && !own(read_by)) || is_paused(&self.settings, &page.url) {
            return None;
        }
        let greeting = page.greeting();
        Some(self.hello(id, greeting))
    }

    pub(super) fn start(
        &mut self,
        id: PageId,
        site: Arc<Site>,
        from: Greeting,
        layout: Layout,
    ) -> Vec<ToPage> {
        let plan = self.plan(&site, None);
        self.pages.insert(id, Page::new(site, from, layout));
        vec![plan]
    }

    /// Starts the generic reader, in the place of the reader of the `expected` site if there is one.
    pub(super) fn start_generic(
        &mut self,
        id: PageId,
        from: Greeting,
        layout: Layout,
        expected: Option<Arc<Site>>,
    ) -> Vec<ToPage> {
        let Some(site) = sites::by_id(GENERIC) else {
            return vec![ToPage::Stop {}];
        };
        let plan = self.plan(site, expected.as_deref());
        let mut page = Page::new(site.clone(), from, layout);
        page.expected = expected;
        self.pages.insert(id, page);
        vec![plan]
    }

    fn plan(&self, site: &Site, expected: Option<&Site>) -> ToPage {
        ToPage::Plan(Plan {
            drafts: self.settings.drafts,
            ..sites::plan(site, expected, views::style())
        })
    }
}
