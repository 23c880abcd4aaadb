//! Loads a folder of pages in one browser and writes down what the engine read on each.

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::Result;
use crate::browser::{Browser, Kind, Setup};
use crate::extension::Inside;
use crate::package::{Package, pattern_names};
use crate::pages::{Entry, Folder};
use crate::server::{Page, Server, host};

/// How long a page may take until the engine has read all of it.
const SETTLING: Duration = Duration::from_secs(60);

/// How long the extension may take to say anything at all of a page that has loaded.
const CONNECTING: Duration = Duration::from_secs(10);

/// Where the frames of a page come from.
const FRAMES: &str = "return [...document.querySelectorAll('iframe[src]')].map(frame => new URL(frame.src, document.baseURI).host)";

/// How long the page before may take to let go of the tab.
const LEAVING: Duration = Duration::from_secs(10);

/// One post or comment as the engine understood it; the words are those of the audit's format.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Item {
    /// `post` or `comment`.
    pub kind: String,
    /// Name shown.
    pub author: Option<String>,
    /// Handle.
    pub author_handle: Option<String>,
    /// First 60 characters of the text.
    pub text_start: String,
    /// Position of its parent in the list.
    pub parent_index: Option<usize>,
    /// By the original poster.
    pub op: bool,
    /// Labelled as an ad by the platform.
    pub ad: bool,
    /// `answered`, `answered_by_others`, `unanswered`, `ditto` or `unknown`, of comments.
    pub state: Option<String>,
    /// The badge.
    pub label: Option<String>,
}

/// What the background answers when asked for a dump.
#[derive(Clone, Debug, Deserialize)]
pub struct Dump {
    /// `recognised`, `generic` or `unrecognised`.
    pub layout: String,
    /// Everything that the page shows has been read.
    pub settled: bool,
    /// How many frames within it are read.
    pub frames: usize,
    /// In document order.
    pub items: Vec<Item>,
}

/// One line of an audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Line {
    /// A page that was read.
    Read {
        /// The page's file.
        path: String,
        /// The site, as `pages.json` names it.
        site: String,
        /// `recognised`, `generic` or `unrecognised`.
        layout: String,
        /// In document order.
        items: Vec<Item>,
    },
    /// A page that was not.
    Failed {
        /// The page's file.
        path: String,
        /// Why.
        error: String,
    },
}

impl Line {
    /// The page's file.
    pub fn path(&self) -> &str {
        match self {
            Self::Read { path, .. } | Self::Failed { path, .. } => path,
        }
    }

    /// What was read; nothing of a page that failed.
    pub fn items(&self) -> &[Item] {
        match self {
            Self::Read { items, .. } => items,
            Self::Failed { .. } => &[],
        }
    }
}

/// Audits every page of `folder` in a fresh browser, and hands each line to `write` as soon as it is known.
pub async fn run(folder: &Folder, kind: Kind, mut write: impl FnMut(&Line) -> Result<()>) -> Result<()> {
    let server = Server::start()?;
    let hosts = folder.entries.iter().map(|entry| host(&entry.url));
    let package = Package::built(kind)?.with_hosts(hosts)?;
    let quiet = package.quiet_page().to_owned();
    let in_frames = package.frame_patterns();
    let setup = Setup {
        server: Some(server.port()),
        ..Setup::new(kind)
    };
    let browser = Browser::start(&setup, package).await?;
    let page = browser.web.window().await?;
    let inside = Inside::open(&browser, &quiet).await?;
    for entry in &folder.entries {
        let read = async {
            server.serve(&entry.url, Page::html(folder.page(entry)?));
            browser.web.switch_to_window(page.clone()).await?;
            browser.web.goto("about:blank").await?;
            let tab = inside.enter().await?;
            inside
                .wait_for_dump::<Dump>(tab, LEAVING, Result::is_err)
                .await
                .err()
                .ok_or("the page before is still there")?;
            browser.web.switch_to_window(page.clone()).await?;
            browser.web.goto(&entry.url).await?;
            let within: Vec<String> = browser.web.execute(FRAMES, Vec::new()).await?.convert()?;
            let read = |host: &&String| in_frames.iter().any(|pattern| pattern_names(pattern, host));
            let frames = within.iter().filter(read).count();
            let tab = inside.enter().await?;
            settled(&inside, tab, frames).await
        };
        write(&line(entry, read.await))?;
    }
    browser.stop().await
}

/// Waits until the engine says that all is read, twice with the same number of items. `frames`: so many within the page
/// are read too, if they load.
pub(crate) async fn settled(inside: &Inside<'_>, tab: i64, frames: usize) -> Result<Dump> {
    let start = Instant::now();
    let mut before = None;
    let dump = inside
        .wait_for_dump(tab, SETTLING, |answer: &Result<Dump>| {
            let count = answer
                .as_ref()
                .ok()
                .filter(|dump| dump.settled && (dump.frames >= frames || start.elapsed() > CONNECTING))
                .map(|dump| dump.items.len());
            let same = count.is_some() && count == before;
            before = count;
            same || (answer.is_err() && start.elapsed() > CONNECTING)
        })
        .await?;
    if !dump.settled {
        return Err(format!("not read to the end in {} s", SETTLING.as_secs()).into());
    }
    Ok(dump)
}

fn line(entry: &Entry, read: Result<Dump>) -> Line {
    let path = entry.path.clone();
    match read {
        Ok(dump) => Line::Read {
            path,
            site: entry.site.clone(),
            layout: dump.layout,
            items: dump.items,
        },
        Err(error) => Line::Failed {
            path,
            error: error.to_string(),
        },
    }
}
