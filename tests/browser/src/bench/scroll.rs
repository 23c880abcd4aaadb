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
    server: Server,
}

/// What came out of scrolling; times are of the page's main thread, in milliseconds a batch.
#[derive(Debug, Default)]
pub struct Course {
    /// At the beginning, one value a round.
    pub first: Vec<Spent>,
    /// The same with the floor's loop, [`feed::FLOORS`] times.
    pub floor: Vec<Spent>,
    /// The same where the page then puts a plain mark on one post in five.
    pub marks: Vec<Spent>,
    /// At the end.
    pub last: Vec<Spent>,
    /// Tasks of more than 50 ms, where the browser counts them.
    pub tasks: f64,
    /// Bytes that the page's process holds at the end.
    pub memory: f64,
    /// Milliseconds that page and background ran while nothing happened.
    pub idle: (f64, f64),
    /// Whether the last posts carry a badge.
    pub badges: bool,
}

/// Main-thread milliseconds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spent {
    /// Of all kinds, frames that the browser draws with them.
    pub all: f64,
    /// Scripts, style and layout, where the browser tells.
    pub work: Option<f64>,
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
            server,
        };
        run.browser.bring_to_front().await?;
        run.scroll(BATCHES, PAUSE, "").await?;
        Ok(run)
    }

    /// The browser, to set an extension up in; the feed is in front again after it.
    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// Puts the feed in front.
    pub async fn back(&self) -> Result<()> {
        self.browser.web.switch_to_window(self.page.clone()).await?;
        self.browser.bring_to_front().await
    }

    async fn scroll(&self, batches: usize, pause: u64, least: &str) -> Result<()> {
        let script =
            "const [batches, pause, least, done] = arguments; feed.scroll(batches, pause, least).then(done);";
        let arguments = vec![batches.into(), pause.into(), least.into()];
        self.browser.web.execute_async(script, arguments).await?;
        Ok(())
    }

    /// Rounds of batches: main-thread milliseconds a batch, one value each.
    pub async fn rounds(&self) -> Result<Vec<Spent>> {
        let mut values = Vec::new();
        for _ in 0..ROUNDS {
            values.push(self.round("").await?);
        }
        Ok(values)
    }

    async fn round(&self, least: &str) -> Result<Spent> {
        let work = self.browser.page_work().await?;
        let before = self.process.main_thread();
        self.scroll(BATCHES, PAUSE, least).await?;
        let spent = self.process.main_thread().saturating_sub(before);
        let after = self.browser.page_work().await?;
        let batch = |milliseconds: f64| milliseconds / BATCHES as f64;
        Ok(Spent {
            all: batch(spent.as_secs_f64() * 1000.0),
            work: after.zip(work).map(|(after, before)| batch(after - before)),
        })
    }

    /// Scrolls from beginning to end.
    pub async fn whole(&self) -> Result<Course> {
        let mut course = Course::default();
        // In turns, as a page becomes faster in its first minute.
        for _ in 0..ROUNDS {
            course.first.push(self.round("").await?);
            course.floor.push(self.round("floor").await?);
            course.marks.push(self.round("marks").await?);
        }
        let done = (1 + 3 * ROUNDS) * BATCHES + 1;
        let mut left = (LONG / feed::BATCH).saturating_sub(done + ROUNDS * BATCHES);
        while left > 0 {
            let batches = left.min(100);
            self.scroll(batches, HASTE, "").await?;
            left -= batches;
        }
        self.scroll(1, 5_000, "").await?;
        course.last = self.rounds().await?;
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

    /// Ends the browser with an extension that is not ours, and may ask for what it likes.
    pub async fn stop_peer(self) -> Result<()> {
        self.browser.stop().await?;
        self.server.take_requests();
        Ok(())
    }

    /// Ends the browser.
    pub async fn stop(self) -> Result<()> {
        self.browser.stop().await
    }
}

/// The middle of what rounds spent in all.
pub fn median_spent(rounds: &[Spent]) -> f64 {
    median(&rounds.iter().map(|spent| spent.all).collect::<Vec<_>>())
}

/// The same of scripts, style and layout alone.
fn median_work(rounds: &[Spent]) -> Option<f64> {
    let told: Option<Vec<f64>> = rounds.iter().map(|spent| spent.work).collect();
    Some(median(&told?))
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
    let added = |with: &[Spent], without: &[Spent]| median_spent(with) - median_spent(without);
    let floor = added(&without.floor, &without.first) / feed::FLOORS as f64;
    let marks = added(&without.marks, &without.floor) + floor;
    let (first, last) = (
        added(&with.first, &without.first),
        added(&with.last, &without.last),
    );
    let thousands = LONG as f64 / 1000.0;
    let named = |name: &str| format!("{name}_{kind}");
    let mut figures = Vec::new();
    if let (Some(ours), Some(none), Some(loops)) = (
        median_work(&with.first),
        median_work(&without.first),
        median_work(&without.floor),
    ) {
        let loops = (loops - none) / feed::FLOORS as f64;
        let name = named("main_thread_work_per_item");
        figures.push(Figure::new(name, item(ours - none), "us", Some(item(loops))));
    }
    figures.extend([
        Figure::new(
            named("main_thread_per_item"),
            item(first),
            "us",
            Some(item(floor)),
        ),
        Figure::new(
            named("main_thread_per_item_marks"),
            item(first),
            "us",
            Some(item(marks)),
        ),
        Figure::new(
            named("main_thread_per_item_page"),
            item(median_spent(&with.first)),
            "us",
            Some(item(median_spent(&without.first))),
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
    ]);
    Ok(figures)
}
