//! Threads to be remembered, a browser to do it, and questions to the record.

use std::time::{Duration, Instant};

use browser_tests::Result;
use browser_tests::browser::{Browser, Kind, Setup};
use browser_tests::extension::Inside;
use browser_tests::package::Package;
use browser_tests::server::{Page, Server};
use browser_tests::stage::PATIENCE;
use serde_json::{Value, json};

/// A thread by `poster` with `asked` questions, of which the first `answered` are answered.
pub(super) fn thread(id: u32, poster: &str, reader: &str, asked: u32, answered: u32) -> Page {
    let mut rows = String::new();
    let mut row = |id: u32, depth: u32, by: &str, text: &str| {
        rows.push_str(&format!(
            "<tr class=\"athing comtr\" id=\"{id}\"><td><table><tr><td class=\"ind\" indent=\"{depth}\"></td>\
             <td class=\"default\"><span class=\"comhead\"><a href=\"user?id={by}\" class=\"hnuser\">{by}</a> \
             <span class=\"age\" title=\"2026-03-01T09:00:00\"><a>8 months ago</a></span></span>\
             <div class=\"commtext c00\">{text}</div></td></tr></table></td></tr>"
        ));
    };
    for n in 0..asked {
        let key = id * 1000 + n * 2 + 1;
        row(
            key,
            0,
            &format!("asker{n}"),
            "Which bearings did you use for the spindle, and how do they stay clean?",
        );
        if n < answered {
            row(key + 1, 1, poster, "Tapered rollers, with a felt ring in front.");
        }
    }
    Page::html(format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><body><table id=\"hnmain\">\
         <tr><td><a id=\"me\" href=\"user?id={reader}\">{reader}</a></td></tr><tr><td><table class=\"fatitem\">\
         <tr class=\"athing submission\" id=\"{id}\"><td class=\"title\"><span class=\"titleline\">\
         <a href=\"https://lathe.example/{id}\">A lathe from scrap, part {id}</a></span></td></tr><tr><td>\
         <a href=\"user?id={poster}\" class=\"hnuser\">{poster}</a> \
         <span class=\"age\" title=\"2026-03-01T08:00:00\"><a>8 months ago</a></span></td></tr></table>\
         <table class=\"comment-tree\">{rows}</table></td></tr></table></body></html>"
    ))
}

pub(super) fn url(id: u32) -> String {
    format!("https://news.ycombinator.com/item?id={id}")
}

/// A browser with its server.
pub(super) struct Stage {
    pub(super) server: Server,
    pub(super) browser: Browser,
}

impl Stage {
    pub(super) async fn open(kind: Kind) -> Result<Self> {
        Self::open_in(kind, None, Server::start()?).await
    }

    pub(super) async fn open_in(
        kind: Kind,
        profile: Option<std::path::PathBuf>,
        server: Server,
    ) -> Result<Self> {
        let setup = Setup {
            server: Some(server.port()),
            profile,
            ..Setup::new(kind)
        };
        let browser = Browser::start(&setup, Package::built(kind)?).await?;
        Ok(Self { server, browser })
    }

    /// Shows a thread in the first tab, which is then the driven one.
    pub(super) async fn visit(&self, id: u32, page: Page) -> Result<()> {
        self.server.serve(&url(id), page);
        let first = self
            .browser
            .web
            .windows()
            .await?
            .first()
            .cloned()
            .ok_or("no tab")?;
        self.browser.web.switch_to_window(first).await?;
        Ok(self.browser.web.goto(url(id)).await?)
    }

    pub(super) async fn inside(&self) -> Result<Inside<'_>> {
        Inside::open(&self.browser, "options.html").await
    }
}

pub(super) async fn record(inside: &Inside<'_>, question: &Value) -> Result<Value> {
    let answer: Value = inside
        .ask(&json!({"ask": "record", "question": question.to_string()}))
        .await?;
    Ok(serde_json::from_str(answer["text"].as_str().unwrap_or("null"))?)
}

pub(super) async fn items(inside: &Inside<'_>) -> Result<u64> {
    let state = record(inside, &json!({"state": {}})).await?;
    Ok(state["items"].as_u64().unwrap_or_default())
}

/// Waits until the record holds so many items.
pub(super) async fn until_items(inside: &Inside<'_>, wanted: u64) -> Result<()> {
    let start = Instant::now();
    loop {
        let found = items(inside).await?;
        if found == wanted {
            return Ok(());
        }
        if start.elapsed() > PATIENCE {
            return Err(format!("{found} items are remembered, not {wanted}").into());
        }
        tokio::time::sleep(Duration::from_millis(80)).await;
    }
}

pub(super) async fn tally(inside: &Inside<'_>, name: &str) -> Result<Value> {
    let id = format!("hackernews\n{name}");
    let known = record(inside, &json!({"author": {"id": id}})).await?;
    Ok(known["author"]["tally"].clone())
}

/// A file of so many posts, each with one comment that asks; last seen on `day`.
pub(super) fn file(posts: u32, day: u32) -> String {
    let time = f64::from(day) * 86_400_000.0;
    let mut items = Vec::new();
    let mut authors =
        vec![json!({"id": "hackernews\nbo", "site": "hackernews", "name": "bo", "first": time, "last": day})];
    for n in 0..posts {
        let (author, id) = (format!("hackernews\na{n}"), format!("hackernews\np{n}"));
        authors.push(
            json!({"id": author, "site": "hackernews", "name": format!("a{n}"), "first": time, "last": day}),
        );
        items.push(json!({"i": id, "b": author, "f": time, "l": day, "a": time, "x": {"p": {}}}));
        items.push(
            json!({"i": format!("hackernews\nc{n}"), "b": "hackernews\nbo", "f": time, "l": day, "a": time,
            "x": {"c": {"p": id, "q": true, "s": "unanswered", "k": time}}}),
        );
    }
    json!({"duplex_record": 1, "authors": authors, "items": items}).to_string()
}

/// The present day, in days since 1970.
pub(super) fn today() -> u32 {
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    (now.as_secs() / 86_400) as u32
}
