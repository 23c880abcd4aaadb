//! What an extension adds to an endless feed: main-thread time of the page at its beginning and end, long tasks, memory,
//! and what goes on when nothing changes.

use std::time::Duration;

use thirtyfour::WindowHandle;

use super::feed;
use super::processes::Process;
use super::{Figure, ROUNDS, median};
use crate::Result;
use crate::browser::{Browser, Kind, Setup};
use crate::extension::Inside;
use crate::package::Package;
use crate::server::Server;

/// Batches in a round.
const BATCHES: usize = 10;
/// Pause after each batch in which all it causes comes to an end, in milliseconds.
const PAUSE: u64 = 300;
/// Pause between batches that are not measured, in milliseconds.
const HASTE: u64 = 60;
/// Posts at the end of the feed.
const LONG: usize = 10_000;
/// How long the last badge may take, in seconds, and how it is looked for.
const SETTLING: usize = 20;
const LAST_BADGE: &str = "document.querySelector('#feed > :nth-last-child(-n + 20) duplex-badge') ? 1 : 0";
/// How long nothing happens.
const IDLE: Duration = Duration::from_secs(30);

/// A feed in a browser with one extension.
pub struct Run {
    browser: Browser,
    page: WindowHandle,
    process: Process,
    background: Option<Process>,
    _server: Server,
}

/// What came out of scrolling; times are of the page's main thread, in milliseconds a batch.
#[derive(Debug, Default)]
pub struct Course {
    /// At the beginning, one value a round.
    pub first: Vec<f64>,
    /// The same with the floor's loop.
    pub floor: Vec<f64>,
    /// At the end.
    pub last: Vec<f64>,
    /// Tasks of more than 50 ms, where the browser counts them.
    pub tasks: f64,
    /// Bytes that the page's process holds at the end.
    pub memory: f64,
    /// Milliseconds that page and background ran while nothing happened.
    pub idle: (f64, f64),
    /// Whether the last posts carry a badge.
    pub badges: bool,
}

impl Run {
    /// Starts the browser with the extension and opens the feed.
    pub async fn start(kind: Kind, package: Package, has_background: bool) -> Result<Self> {
        let server = Server::start()?;
        server.serve(feed::URL, feed::page());
        let setup = Setup {
            server: Some(server.port()),
            ..Setup::new(kind)
        };
        let quiet = package.quiet_page().to_owned();
        let browser = Browser::start(&setup, package).await?;
        let page = browser.web.window().await?;
        browser.web.goto(feed::URL).await?;
        let mut background = None;
        if has_background {
            let inside = Inside::open(&browser, &quiet).await?;
            background = Some(Process::of_page(&browser).await?);
            inside.enter().await?;
            browser.web.switch_to_window(page.clone()).await?;
        }
        let process = Process::of_page(&browser).await?;
        let run = Self {
            browser,
            page,
            process,
            background,
            _server: server,
        };
        run.scroll(BATCHES, PAUSE, false).await?;
        Ok(run)
    }

    /// The browser, to set an extension up in; the feed is in front again after it.
    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// Puts the feed in front.
    pub async fn back(&self) -> Result<()> {
        Ok(self.browser.web.switch_to_window(self.page.clone()).await?)
    }

    async fn scroll(&self, batches: usize, pause: u64, floor: bool) -> Result<()> {
        let script =
            "const [batches, pause, floor, done] = arguments; feed.scroll(batches, pause, floor).then(done);";
        let arguments = vec![batches.into(), pause.into(), floor.into()];
        self.browser.web.execute_async(script, arguments).await?;
        Ok(())
    }

    /// Rounds of batches: main-thread milliseconds a batch, one value each.
    pub async fn rounds(&self, floor: bool) -> Result<Vec<f64>> {
        let mut values = Vec::new();
        for _ in 0..ROUNDS {
            let before = self.process.main_thread();
            self.scroll(BATCHES, PAUSE, floor).await?;
            let spent = self.process.main_thread().saturating_sub(before);
            values.push(spent.as_secs_f64() * 1000.0 / BATCHES as f64);
        }
        Ok(values)
    }

    /// Scrolls from beginning to end.
    pub async fn whole(&self) -> Result<Course> {
        let mut course = Course {
            first: self.rounds(false).await?,
            floor: self.rounds(true).await?,
            ..Course::default()
        };
        let done = (1 + 2 * ROUNDS) * BATCHES + 1;
        let mut left = (LONG / feed::BATCH).saturating_sub(done + ROUNDS * BATCHES);
        while left > 0 {
            let batches = left.min(100);
            self.scroll(batches, HASTE, false).await?;
            left -= batches;
        }
        self.scroll(1, 5_000, false).await?;
        course.last = self.rounds(false).await?;
        course.tasks = self.number("feed.tasks").await?;
        for _ in 0..SETTLING {
            course.badges |= self.number(LAST_BADGE).await? > 0.0;
            if !course.badges {
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
        self.free().await?;
        course.memory = self.process.memory();
        // Its leavings have been cleared up: what runs now runs of itself.
        let before = self.ran();
        tokio::time::sleep(IDLE).await;
        let after = self.ran();
        course.idle = (after.0 - before.0, after.1 - before.1);
        Ok(course)
    }

    fn ran(&self) -> (f64, f64) {
        let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
        let background = self.background.map_or(Duration::ZERO, Process::all_threads);
        (milliseconds(self.process.main_thread()), milliseconds(background))
    }

    async fn number(&self, what: &str) -> Result<f64> {
        let answer = self
            .browser
            .web
            .execute(format!("return {what};"), Vec::new())
            .await?;
        Ok(answer.json().as_f64().unwrap_or_default())
    }

    /// Lets the page's process give back what nothing holds any more.
    async fn free(&self) -> Result<()> {
        self.browser.collect_garbage().await?;
        tokio::time::sleep(Duration::from_secs(3)).await;
        Ok(())
    }

    /// Ends the browser.
    pub async fn stop(self) -> Result<()> {
        self.browser.stop().await
    }
}

/// The figures of one browser: its feed without an extension, and with ours.
pub async fn figures(kind: Kind) -> Result<Vec<Figure>> {
    let bare = Run::start(kind, Package::inert()?, false).await?;
    let without = bare.whole().await?;
    bare.stop().await?;
    let ours = Run::start(kind, Package::built(kind)?, true).await?;
    let with = ours.whole().await?;
    ours.stop().await?;
    if !with.badges {
        return Err("no badge was painted at the end of the feed".into());
    }
    let item = |batch: f64| batch * 1000.0 / feed::BATCH as f64;
    let added = |with: &[f64], without: &[f64]| median(with) - median(without);
    let floor = added(&without.floor, &without.first);
    let (first, last) = (
        added(&with.first, &without.first),
        added(&with.last, &without.last),
    );
    let thousands = LONG as f64 / 1000.0;
    let named = |name: &str| format!("{name}_{kind}");
    Ok(vec![
        Figure::new(
            named("main_thread_per_item"),
            item(first),
            "us",
            Some(item(floor)),
        ),
        Figure::new(
            named("main_thread_per_item_page"),
            item(median(&with.first)),
            "us",
            Some(item(median(&without.first))),
        ),
        Figure::new(named("scroll_10k_batch"), last, "ms", Some(first)),
        Figure::new(
            named("scroll_10k_long_tasks"),
            with.tasks - without.tasks,
            "tasks",
            Some(without.tasks),
        ),
        Figure::new(
            named("scroll_10k_page_memory"),
            (with.memory - without.memory) / thousands / 1024.0,
            "KB/1000 items",
            Some(without.memory / thousands / 1024.0),
        ),
        Figure::new(named("idle_page"), with.idle.0, "ms/30s", Some(without.idle.0)),
        Figure::new(named("idle_background"), with.idle.1, "ms/30s", None),
    ])
}
