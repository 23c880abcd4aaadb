//! An endless feed in the shape of a real one, with invented people: the page, and the same items as messages.

use serde_json::{Value, json};

use crate::server::Page;

/// Where the feed is served.
pub const URL: &str = "https://x.com/home";
/// Posts in a batch.
pub const BATCH: usize = 20;
/// So many times the floor's loop runs after a batch, as once drowns in what the page itself does.
pub const FLOORS: usize = 10;

/// What the people write; every fifth sells something.
const TEXTS: [&str; 10] = [
    "Sign up now for our new autumn course and save 20% with the code FALL: https://shop.example/course?utm_source=feed #sale",
    "The river froze last night, and the geese walked over it as if it had always been a road.",
    "I disagree with the part about backups. Ours failed twice this year, both times because nobody had tried to restore.",
    "Three hours for one seal. It was the one on the lid, of course, and it cost less than the coffee I had meanwhile.",
    "My daughter asks why the moon follows the train. I had an answer, but hers was better.",
    "Our new e-book is out! Get it today, only 9.99: https://shop.example/book?ref=launch 👉 link in bio #ebook #deal",
    "Read the second edition again on the train. The table on page 12 is still wrong, and I am still fond of it.",
    "Nobody tells you that half of gardening is carrying water from one place to another.",
    "Gestern im Museum: ein Raum nur mit Türklinken. Ich war länger darin als in allen anderen.",
    "The committee met for two hours and agreed on the date of the next meeting. A good day, by our standards.",
];

/// Adds, reads and takes away posts: `feed.add()` is one step of scrolling, `feed.floor()` the least that reading takes,
/// `feed.mark()` the least that marking takes, one post in five and after the time that an answer takes.
const SCRIPT: &str = r#"
const feed = {
  count: 0, keep: 200, badge: null, tasks: 0,
  add() {
    const made = document.createDocumentFragment();
    for (let n = 0; n < BATCH; n++) {
      const id = ++feed.count, who = "person" + (id * 7 % 97), cell = document.createElement("div");
      cell.dataset.testid = "cellInnerDiv";
      cell.innerHTML = `<div><article data-testid="tweet" role="article"><div><div><div><div><div class="b"></div></div></div>
        <div><div><div data-testid="Tweet-User-Avatar"><div data-testid="UserAvatar-Container-${who}"></div></div></div>
        <div><div data-testid="User-Name"><div><a href="/${who}"><div><span>${who} Berg</span></div></a></div>
        <div><a href="/${who}"><span>@${who}</span></a><a href="/${who}/status/${id}"><time datetime="2026-03-01T08:00:00.000Z">Mar 1</time></a></div></div>
        <div data-testid="tweetText" lang="en"></div>
        <div role="group"><button data-testid="reply" aria-label="${id % 4} Replies. Reply"><span>${id % 4}</span></button></div>
        </div></div></div></div></article></div>`;
      // A text of its own each, with its link as a link.
      const text = cell.querySelector("[lang]");
      for (const part of (TEXTS[id % TEXTS.length] + " No. " + id).split(/(https:\S+)/)) {
        const node = document.createElement(part.startsWith("https:") ? "a" : "span");
        if (node.tagName === "A") node.href = part;
        node.textContent = part;
        text.append(node);
      }
      made.append(cell);
    }
    const home = document.getElementById("feed");
    home.append(made);
    while (home.childElementCount > feed.keep) home.firstElementChild.remove();
    scrollTo(0, document.body.scrollHeight);
  },
  floor() {
    let size = 0;
    const cells = [...document.querySelectorAll("article[data-testid=tweet]")].slice(-BATCH);
    for (const cell of cells) {
      size += cell.textContent.length;
      for (const link of cell.querySelectorAll("a[href]")) size += link.href.length;
    }
    return size;
  },
  mark() {
    const posts = [...document.querySelectorAll("article[data-testid=tweet]")].slice(-BATCH);
    for (const post of posts.filter((_, n) => n % 5 === 0)) {
      const mark = document.createElement("span");
      mark.textContent = "promo";
      post.querySelector("[data-testid=User-Name]").after(mark);
    }
  },
  async scroll(batches, pause, least) {
    const wait = (time) => new Promise((done) => setTimeout(done, time));
    for (let n = 0; n < batches; n++) {
      feed.add();
      for (let n = 0; least && n < FLOORS; n++) feed.floor();
      if (least === "marks") {
        await wait(pause / 2);
        feed.mark();
        await wait(pause / 2);
      } else await wait(pause);
    }
  },
};
new MutationObserver((_, observer) => {
  if (!document.querySelector("duplex-badge")) return;
  feed.badge = performance.now();
  observer.disconnect();
}).observe(document, { childList: true, subtree: true });
if (globalThis.PerformanceObserver?.supportedEntryTypes.includes("longtask"))
  new PerformanceObserver((list) => (feed.tasks += list.getEntries().length)).observe({ entryTypes: ["longtask"] });
globalThis.feed = feed;
document.addEventListener("DOMContentLoaded", () => feed.add());
"#;

/// The page.
pub fn page() -> Page {
    let texts = json!(TEXTS);
    let html = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>feed</title><style>article{{border-bottom:1px solid;padding:8px}}</style>\
         <script>const BATCH = {BATCH}, FLOORS = {FLOORS}, TEXTS = {texts};{SCRIPT}</script><body><main id=feed></main></body></html>"
    );
    Page::html(html).with_policy(None)
}

/// The feed's items as the shim sends them: a greeting, then `batches` batches.
pub fn messages(batches: usize) -> Vec<Value> {
    let item = |id: usize| {
        let who = format!("person{}", id * 7 % 97);
        let text = format!("{} No. {id}", TEXTS[id % TEXTS.len()]);
        let link = text.split_whitespace().find(|word| word.starts_with("https:"));
        let values = json!([
            format!("{who} Berg"),
            who,
            format!("https://x.com/{who}"),
            text,
            null,
            "2026-03-01T08:00:00.000Z",
            "en",
        ]);
        let before = (id > 1).then(|| (id - 1).to_string());
        json!([
            0,
            id.to_string(),
            before,
            null,
            values,
            link.into_iter().collect::<Vec<_>>()
        ])
    };
    let batch = |n: usize| {
        let items: Vec<Value> = (n * BATCH + 1..=(n + 1) * BATCH).map(item).collect();
        json!({"batch": {"site": "x", "items": items, "pending": 0}})
    };
    let hello = json!({"hello": {"url": URL, "drawn": []}});
    std::iter::once(hello).chain((0..batches).map(batch)).collect()
}

/// The texts alone, of as many items.
pub fn texts(items: usize) -> Vec<String> {
    (1..=items)
        .map(|id| format!("{} No. {id}", TEXTS[id % TEXTS.len()]))
        .collect()
}
