//! A page on stage: a browser with the extension, a server for the page, and what the engine makes of it.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::{By, WebElement, WindowHandle};

use crate::Result;
use crate::audit::{self, Dump};
use crate::browser::{Browser, Kind, Setup};
use crate::extension::Inside;
use crate::package::Package;
use crate::server::{Page, Server, host};

/// How long anything on a page may take to show.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Runs a test in each browser; the failure names the browser.
pub fn in_both<Test: Future<Output = Result<()>>>(test: impl Fn(Kind) -> Test) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.unwrap_or_else(|error| panic!("no runtime: {error}"));
    for kind in Kind::BOTH {
        if let Err(error) = runtime.block_on(test(kind)) {
            panic!("{kind}: {error}");
        }
    }
}

/// A browser with one page of the web and one of the extension.
#[derive(Debug)]
pub struct Stage {
    /// The browser.
    pub browser: Browser,
    /// Stands for every host.
    pub server: Server,
    page: WindowHandle,
    inside: WindowHandle,
    quiet: String,
}

impl Stage {
    /// Starts a browser whose extension may run on `hosts`, whether or not its manifest names them.
    pub async fn open(kind: Kind, hosts: &[&str]) -> Result<Self> {
        Self::with(Setup::new(kind), hosts).await
    }

    /// The same with another setup; its server is replaced by the stage's own.
    pub async fn with(setup: Setup, hosts: &[&str]) -> Result<Self> {
        let package = Package::built(setup.kind)?.with_hosts(hosts.iter().copied())?;
        Self::with_package(setup, package).await
    }

    /// A package that was changed for a test, with the usual setup.
    pub async fn of(package: Package, kind: Kind) -> Result<Self> {
        Self::with_package(Setup::new(kind), package).await
    }

    async fn with_package(setup: Setup, package: Package) -> Result<Self> {
        let server = Server::start()?;
        let quiet = package.quiet_page().to_owned();
        let setup = Setup {
            server: Some(server.port()),
            ..setup
        };
        let browser = Browser::start(&setup, package).await?;
        let page = browser.web.window().await?;
        let inside = browser.open_page(&quiet).await?;
        Ok(Self {
            browser,
            server,
            page,
            inside,
            quiet,
        })
    }

    /// Serves a page, opens it and waits until the engine has read all of it.
    pub async fn show(&self, url: &str, page: Page) -> Result<Dump> {
        self.server.serve(url, page);
        self.to_page().await?;
        self.browser.web.goto(url).await?;
        self.settled().await
    }

    /// What the engine has read, once it has read all.
    pub async fn settled(&self) -> Result<Dump> {
        let inside = self.inside();
        let tab = inside.enter().await?;
        let dump = audit::settled(&inside, tab, 0).await;
        self.to_page().await?;
        dump
    }

    /// Waits until the engine's reading is as `ready` wants it.
    pub async fn dump_when(&self, what: &str, mut ready: impl FnMut(&Dump) -> bool) -> Result<Dump> {
        let inside = self.inside();
        let tab = inside.enter().await?;
        let wanted = |answer: &Result<Dump>| answer.as_ref().is_ok_and(&mut ready);
        let dump = inside.wait_for_dump(tab, PATIENCE, wanted).await?;
        self.to_page().await?;
        if ready(&dump) {
            Ok(dump)
        } else {
            Err(format!("never {what}: {dump:?}").into())
        }
    }

    /// Ends the extension's background, as the browser does when it has rested long enough.
    pub async fn stop_background(&self) -> Result<()> {
        self.inside().enter().await?;
        self.browser.stop_background().await?;
        self.to_page().await
    }

    /// Has the extension loaded anew, as an update does.
    pub async fn reload_extension(&mut self) -> Result<()> {
        self.inside().enter().await?;
        self.run("setTimeout(() => (globalThis.browser ?? chrome).runtime.reload(), 100)")
            .await?;
        let start = Instant::now();
        while self.browser.web.windows().await?.contains(&self.inside) {
            if start.elapsed() > PATIENCE {
                return Err("the extension was not loaded anew".into());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.to_page().await?;
        // Until the extension is there again its pages are error pages.
        self.inside = loop {
            let opened = self.browser.open_page(&self.quiet).await;
            let alive = "return !!(globalThis.browser ?? globalThis.chrome)?.runtime?.id";
            if let Ok(handle) = opened
                && self.run(alive).await? == true
            {
                break handle;
            }
            // A page that is opened too early never loads: there must be time for another.
            if start.elapsed() > PATIENCE * 3 {
                return Err("the extension did not come back".into());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        };
        self.to_page().await
    }

    /// Changes the settings as the faces do, and answers them.
    pub async fn change_settings(&self, change: impl FnOnce(&mut Value)) -> Result<Value> {
        let inside = self.inside();
        let mut settings = inside.ask::<Value>(&json!({"ask": "settings"})).await?["settings"].take();
        change(&mut settings);
        let _: Value = inside.ask(&json!({"ask": "save", "settings": settings})).await?;
        Ok(settings)
    }

    /// Runs a script in Chromium's own list of extensions, where a person switches them on and off; it calls its last
    /// argument with `true`.
    pub async fn in_list(&self, script: &str, arguments: Vec<Value>) -> Result<()> {
        let web = &self.browser.web;
        let list = web.new_tab().await?;
        web.switch_to_window(list).await?;
        web.goto("chrome://extensions").await?;
        let answer = web.execute_async(script, arguments).await?;
        web.close_window().await?;
        self.to_page().await?;
        done(answer.json())
    }

    /// Runs a script in Firefox's own window; it calls its last argument with `true`.
    pub async fn in_window(&self, script: &str, arguments: Vec<Value>) -> Result<()> {
        done(&self.browser.in_window(script, arguments).await?)
    }

    /// The extension's own page.
    pub fn inside(&self) -> Inside<'_> {
        Inside::at(&self.browser, self.inside.clone())
    }

    /// Drives the page of the web from now on.
    pub async fn to_page(&self) -> Result<()> {
        Ok(self.browser.web.switch_to_window(self.page.clone()).await?)
    }

    /// The id of the tab with the page of the web.
    pub async fn tab(&self) -> Result<i64> {
        let tab = self.inside().enter().await?;
        self.to_page().await?;
        Ok(tab)
    }

    /// Runs a script in the page that is driven.
    pub async fn run(&self, script: &str) -> Result<Value> {
        Ok(self.browser.web.execute(script, Vec::new()).await?.json().clone())
    }

    /// Waits until a script in the page that is driven answers `true`.
    pub async fn until(&self, script: &str) -> Result<()> {
        let start = Instant::now();
        loop {
            let answer = self.run(script).await?;
            if answer == true {
                return Ok(());
            }
            if start.elapsed() > PATIENCE {
                return Err(format!("still {answer}: {script}").into());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The first element that matches, once there is one.
    pub async fn find(&self, css: &str) -> Result<WebElement> {
        self.browser.wait_for(By::Css(css), PATIENCE).await
    }

    /// Rests the pointer on the first badge until its card is open.
    pub async fn open_card(&self) -> Result<()> {
        let badge = self.find("duplex-badge").await?;
        let pointer = self.browser.web.action_chain();
        pointer.move_to_element_center(&badge).perform().await?;
        self.until("return !!document.querySelector('duplex-card:popover-open')")
            .await
    }

    /// Opens one of the extension's pages for the tab on stage, such as its popup, and drives it.
    pub async fn open_face(&self, page: &str) -> Result<WindowHandle> {
        let tab = self.tab().await?;
        self.browser.open_page(&format!("{page}?tab={tab}")).await
    }

    /// Ends the browser in order.
    pub async fn close(self) -> Result<()> {
        self.browser.stop().await
    }
}

/// Whether a script did what it should; else what it said.
fn done(answer: &Value) -> Result<()> {
    if *answer == true {
        Ok(())
    } else {
        Err(format!("not done: {answer}").into())
    }
}

/// The host of a URL, for [`Stage::open`].
pub fn host_of(url: &str) -> &str {
    host(url)
}
