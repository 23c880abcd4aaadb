//! Starts Chromium or Firefox with the extension loaded, and ends it.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::extensions::addons::firefox::FirefoxTools;
use thirtyfour::{By, RequestData, SessionId, WebDriver, WebElement, WindowHandle};

use crate::driver::{Driver, end_processes_naming};
use crate::package::Package;
use crate::{Failure, Result, capabilities};

/// How long a page of the extension may take to load.
const LOADING: Duration = Duration::from_secs(30);

/// The two browsers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Chromium, with chromedriver.
    Chromium,
    /// Firefox, with geckodriver.
    Firefox,
}

impl Kind {
    /// Both, for tests that run in each.
    pub const BOTH: [Self; 2] = [Self::Chromium, Self::Firefox];
}

impl fmt::Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        })
    }
}

impl FromStr for Kind {
    type Err = Failure;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "chromium" => Ok(Self::Chromium),
            "firefox" => Ok(Self::Firefox),
            other => Err(format!("no such browser: {other} (chromium or firefox)").into()),
        }
    }
}

/// How a browser is to be started.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Which one.
    pub kind: Kind,
    /// What pages see as `prefers-color-scheme`.
    pub dark: bool,
    /// The language it asks pages for, and in Chromium its own.
    pub language: String,
    /// A window to be seen, rather than headless.
    pub window: bool,
    /// Width and height of the window in pixels.
    pub size: (u32, u32),
    /// A profile that stays after the end; none: one that goes with the browser.
    pub profile: Option<PathBuf>,
    /// Port of the local server that stands for every host.
    pub server: Option<u16>,
}

impl Setup {
    /// Light, English, headless, in the size of a common laptop.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            dark: false,
            language: "en".into(),
            window: false,
            size: (1280, 900),
            profile: None,
            server: None,
        }
    }
}

/// A running browser with the extension in it; dropping it ends both.
#[derive(Debug)]
pub struct Browser {
    /// The WebDriver session.
    pub web: WebDriver,
    kind: Kind,
    base: String,
    profile: PathBuf,
    // Ends after the session above: fields are dropped in order.
    driver: Driver,
    package: Package,
}

impl Browser {
    /// Starts the browser and waits until the extension is installed.
    pub async fn start(setup: &Setup, package: Package) -> Result<Self> {
        let driver = Driver::start(setup.kind)?;
        let profile = match &setup.profile {
            Some(kept) => kept.clone(),
            None => driver.folder().join("profile"),
        };
        std::fs::create_dir_all(&profile)?;
        let wanted = capabilities::of(setup, &profile, package.folder(), package.firefox_id())?;
        let web = WebDriver::builder(driver.url(), wanted)
            .request_timeout(Duration::from_secs(150))
            .await?;
        web.set_script_timeout(Duration::from_secs(30)).await?;
        web.set_page_load_timeout(Duration::from_secs(60)).await?;
        let base = match setup.kind {
            Kind::Chromium => format!("chrome-extension://{}", package.chromium_id()?),
            Kind::Firefox => {
                let folder = package
                    .folder()
                    .to_str()
                    .ok_or("the package's path is not text")?;
                FirefoxTools::new(web.handle().clone())
                    .install_addon(folder, Some(true))
                    .await?;
                format!("moz-extension://{}", capabilities::FIREFOX_UUID)
            }
        };
        Ok(Self {
            web,
            kind: setup.kind,
            base,
            profile,
            driver,
            package,
        })
    }

    /// Which browser this is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Ends browser and driver at once, as a crash would.
    pub fn kill(self) {
        end_processes_naming(&self.profile);
        // The session's own farewell would wait for a browser that is gone.
        self.web.leak().ok();
    }

    /// The driver's process, below which all of the browser's are.
    pub fn process_id(&self) -> u32 {
        self.driver.process_id()
    }

    /// Lets all pages give back the memory that nothing holds any more, as far as a browser can be asked to.
    pub async fn collect_garbage(&self) -> Result<()> {
        match self.kind {
            Kind::Chromium => {
                self.dev_tools("HeapProfiler.collectGarbage").await?;
            }
            Kind::Firefox => {
                let script = "Services.obs.notifyObservers(null, 'child-mmu-request');
                    Services.obs.notifyObservers(null, 'child-gc-request'); arguments[0](true);";
                self.in_window(script, Vec::new()).await?;
            }
        }
        Ok(())
    }

    /// Puts the driven tab in front: what is behind another is drawn by no browser, and its timers wait.
    pub async fn bring_to_front(&self) -> Result<()> {
        if self.kind == Kind::Chromium {
            self.dev_tools("Page.bringToFront").await?;
        }
        let state = self
            .web
            .execute("return document.visibilityState", Vec::new())
            .await?;
        if state.json() == "visible" {
            Ok(())
        } else {
            Err("the tab could not be brought to the front".into())
        }
    }

    /// What the page's main thread spent on scripts, style and layout, in milliseconds, by Chromium's own account; Firefox
    /// keeps none.
    pub async fn page_work(&self) -> Result<Option<f64>> {
        if self.kind != Kind::Chromium {
            return Ok(None);
        }
        let tools = self.web.cdp();
        tools
            .send_raw("Performance.enable", json!({"timeDomain": "threadTicks"}))
            .await?;
        let told: Value = tools.send_raw("Performance.getMetrics", json!({})).await?;
        let parts = ["ScriptDuration", "RecalcStyleDuration", "LayoutDuration"];
        let metrics = told["metrics"].as_array().into_iter().flatten();
        let ours = metrics.filter(|metric| metric["name"].as_str().is_some_and(|name| parts.contains(&name)));
        let seconds: f64 = ours.filter_map(|metric| metric["value"].as_f64()).sum();
        Ok(Some(seconds * 1000.0))
    }

    /// One command without parameters of Chromium's developer tools.
    pub async fn dev_tools(&self, command: &str) -> Result<()> {
        self.web.cmd(DevTools(command.to_owned())).await?;
        Ok(())
    }

    /// Runs a script in Firefox's own window and answers what it calls its last argument with.
    pub async fn in_window(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        self.web.cmd(Context("chrome")).await?;
        let done = self.web.execute_async(script, arguments).await;
        self.web.cmd(Context("content")).await?;
        Ok(done?.json().clone())
    }

    /// Touches the page at a place in its window, in pixels, as a finger does.
    pub async fn touch(&self, x: f64, y: f64) -> Result<()> {
        let (x, y) = (x as i64, y as i64);
        let finger = json!({"type": "pointer", "id": "finger", "parameters": {"pointerType": "touch"}, "actions": [
            {"type": "pointerMove", "duration": 0, "x": x, "y": y},
            {"type": "pointerDown", "button": 0}, {"type": "pause", "duration": 50}, {"type": "pointerUp", "button": 0},
        ]});
        self.web.cmd(Actions(finger)).await?;
        Ok(())
    }

    /// The host of the extension's own pages: its id in Chromium.
    pub fn extension_host(&self) -> &str {
        self.base.rsplit('/').next().unwrap_or_default()
    }

    /// The extension's id in Firefox.
    pub fn firefox_id(&self) -> &str {
        self.package.firefox_id()
    }

    /// The address of one of the extension's own pages, such as `popup.html`.
    pub fn page_url(&self, page: &str) -> String {
        format!("{}/{page}", self.base)
    }

    /// Opens an extension page in a new tab and makes it the driven one.
    pub async fn open_page(&self, page: &str) -> Result<WindowHandle> {
        let url = self.page_url(page);
        match self.kind {
            Kind::Chromium => {
                let handle = self.web.new_tab().await?;
                self.web.switch_to_window(handle.clone()).await?;
                self.web.goto(&url).await?;
                Ok(handle)
            }
            Kind::Firefox => self.open_trusted(&url).await,
        }
    }

    /// Firefox refuses a plain navigation to `moz-extension:`; the browser's own window may open it.
    async fn open_trusted(&self, url: &str) -> Result<WindowHandle> {
        let before = self.web.windows().await?;
        self.web.cmd(Context("chrome")).await?;
        let opened = self
            .web
            .execute(
                "gBrowser.selectedTab = gBrowser.addTrustedTab(arguments[0]);",
                vec![serde_json::Value::from(url)],
            )
            .await;
        self.web.cmd(Context("content")).await?;
        opened?;
        // The tab is there before its page is, and the extension's welcome page may open beside it.
        let start = Instant::now();
        while start.elapsed() < LOADING {
            for handle in self.web.windows().await? {
                if before.contains(&handle) {
                    continue;
                }
                let ready =
                    "return location.href.startsWith(arguments[0]) && document.readyState === 'complete'";
                if self.web.switch_to_window(handle.clone()).await.is_ok()
                    && let Ok(answer) = self.web.execute(ready, vec![url.into()]).await
                    && answer.json() == true
                {
                    return Ok(handle);
                }
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err(format!("{url} did not load").into())
    }

    /// The first element that matches, once there is one.
    pub async fn wait_for(&self, what: By, patience: Duration) -> Result<WebElement> {
        let start = Instant::now();
        loop {
            match self.web.find(what.clone()).await {
                Ok(element) => return Ok(element),
                Err(_) if start.elapsed() < patience => tokio::time::sleep(Duration::from_millis(50)).await,
                Err(error) => return Err(format!("{what:?} did not appear: {error}").into()),
            }
        }
    }

    /// Ends the extension's background as the browser itself does when it has rested long enough.
    pub async fn stop_background(&self) -> Result<()> {
        match self.kind {
            Kind::Chromium => {
                for step in ["enable", "stopAllWorkers", "disable"] {
                    let command = format!("ServiceWorker.{step}");
                    self.web.cdp().send_raw(&command, json!({})).await?;
                }
            }
            Kind::Firefox => {
                let stop = "
                    const [id, done] = arguments;
                    WebExtensionPolicy.getByID(id).extension.terminateBackground().then(() => done(true), e => done(String(e)));";
                if self.in_window(stop, vec![self.firefox_id().into()]).await? != true {
                    return Err("the event page did not stop".into());
                }
            }
        }
        Ok(())
    }

    /// Ends the session in order; dropping does it too, only less politely.
    pub async fn stop(self) -> Result<()> {
        Ok(self.web.clone().quit().await?)
    }
}

/// Firefox's own command: whether scripts run in the page or in the browser's window.
#[derive(Debug)]
struct Context(&'static str);

impl FormatRequestData for Context {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(http::Method::POST, format!("/session/{session}/moz/context"))
            .add_body(json!({ "context": self.0 }))
    }
}

/// What one device of the reader does.
#[derive(Debug)]
struct Actions(Value);

impl FormatRequestData for Actions {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(http::Method::POST, format!("/session/{session}/actions"))
            .add_body(json!({ "actions": [self.0] }))
    }
}

/// A command of Chromium's developer tools.
#[derive(Debug)]
struct DevTools(String);

impl FormatRequestData for DevTools {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(http::Method::POST, format!("/session/{session}/goog/cdp/execute"))
            .add_body(json!({ "cmd": self.0, "params": {} }))
    }
}
