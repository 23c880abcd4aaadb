//! What stands in the page: badges, the card, and what becomes of them when the page changes. In both browsers.

use browser_tests::audit::Dump;
use browser_tests::feed::{PITCH, Post, TALK, page};
use browser_tests::server::NO_SCRIPTS;
use browser_tests::stage::{Stage, in_both};
use thirtyfour::Key;

const HOME: &str = "https://x.com/home";

const POSTS: [Post; 3] = [
    Post {
        id: 1,
        author: "Ada Brook",
        text: TALK,
    },
    Post {
        id: 2,
        author: "Loud Academy",
        text: PITCH,
    },
    Post {
        id: 3,
        author: "Bram Voss",
        text: TALK,
    },
];

/// Counts elements whose badge is not the post's that it stands in, by the number in the post's link.
const WHERE: &str = "
    return [...document.querySelectorAll('article')].filter(a => a.querySelector('duplex-badge'))
        .map(a => a.querySelector('a[href*=status]').getAttribute('href').split('/').pop()).join(' ');";

fn promotional(dump: &Dump) -> usize {
    dump.items.iter().filter(|item| item.label.is_some()).count()
}

#[test]
fn a_badge_stands_beside_the_author_and_the_page_cannot_look_into_it() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        let dump = stage.show(HOME, page(&POSTS, Some(NO_SCRIPTS), "")).await?;
        assert_eq!(promotional(&dump), 1, "{dump:?}");
        stage
            .until("return document.querySelectorAll('duplex-badge').length === 1")
            .await?;
        assert_eq!(stage.run(WHERE).await?, "2");
        let near = "const badge = document.querySelector('duplex-badge'), name = badge.previousElementSibling;
            const [a, b] = [badge.getBoundingClientRect(), name.getBoundingClientRect()];
            return [name.closest('[data-testid=User-Name]') !== null, badge.shadowRoot === null, a.width > 30, a.height > 10,
                Math.abs((a.top + a.bottom) - (b.top + b.bottom)) < 12].join();";
        assert_eq!(stage.run(near).await?, "true,true,true,true,true");
        assert_eq!(
            stage
                .run("return document.body.textContent.includes('promo')")
                .await?,
            false
        );
        stage.close().await
    });
}

#[test]
fn the_card_opens_on_hover_and_on_focus_in_the_top_layer_and_closes_on_escape() {
    const OPEN: &str = "return !!document.querySelector('duplex-card:popover-open')";
    const CLOSED: &str = "return !document.querySelector('duplex-card')";
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        let clipped = "document.querySelectorAll('[data-testid=cellInnerDiv]').forEach(c => c.style.overflow = 'hidden')";
        stage.show(HOME, page(&POSTS, None, clipped)).await?;
        let badge = stage.find("duplex-badge").await?;
        let web = &stage.browser.web;
        web.action_chain()
            .move_to_element_center(&badge)
            .perform()
            .await?;
        stage.until(OPEN).await?;
        let inside = "const card = document.querySelector('duplex-card'), box = card.getBoundingClientRect();
            const badge = document.querySelector('duplex-badge').getBoundingClientRect();
            const apart = box.top >= badge.bottom || box.bottom <= badge.top;
            return apart && box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight
                && document.elementFromPoint(box.left + 20, box.top + 20) === card && card.shadowRoot === null;";
        stage.until(inside).await?;
        let away = web.action_chain().move_to(2, 2);
        away.perform().await?;
        stage.until(CLOSED).await?;
        // By keyboard: one step on from the last link in the author's line.
        stage
            .run("document.querySelectorAll('article')[1].querySelector('a[href*=status]').focus()")
            .await?;
        web.action_chain().send_keys(Key::Tab).perform().await?;
        stage.until(OPEN).await?;
        web.action_chain().send_keys(Key::Escape).perform().await?;
        stage.until(CLOSED).await?;
        assert_eq!(
            stage
                .run("return document.activeElement?.localName === 'duplex-badge'")
                .await?,
            true
        );
        stage.close().await
    });
}

#[test]
fn what_a_page_says_stays_text() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        let evil = "&lt;img src=x onerror=\"window.hit=1\"&gt;&lt;script&gt;window.hit=1&lt;/script&gt;";
        let text = format!("{PITCH} {evil}");
        let posts = [Post {
            id: 9,
            author: evil,
            text: &text,
        }];
        stage.show(HOME, page(&posts, None, "")).await?;
        stage.open_card().await?;
        stage.open_face("popup.html").await?;
        stage
            .until("return document.body.getAttribute('aria-busy') === 'false' && document.querySelectorAll('#marked li').length === 1")
            .await?;
        let made =
            "return document.querySelectorAll('#marked img, #marked script').length === 0 && !window.hit
            && document.querySelector('#marked').textContent.includes('<img src=x');";
        assert_eq!(stage.run(made).await?, true);
        stage.to_page().await?;
        assert_eq!(
            stage
                .run("return window.hit === undefined && !document.querySelector('img')")
                .await?,
            true
        );
        stage.close().await
    });
}

/// A feed of 300 posts in 12 nodes: every fifth is a pitch; scrolling rewrites the nodes in place.
const RECYCLING: &str = "
    const feed = document.getElementById('feed'), cells = [...feed.children];
    const words = [cells[0], cells[1]].map(c => c.querySelector('[data-testid=tweetText]').innerHTML);
    window.shown = 0;
    const fill = (cell, n) => {
        const links = cell.querySelectorAll('a'), own = cell.querySelector('[data-testid=User-Name]');
        own.children[0].href = own.children[1].href = '/user' + n;
        own.querySelector('a[href*=status]').href = '/user' + n + '/status/' + n;
        own.querySelectorAll('span')[0].textContent = 'User ' + n;
        own.querySelectorAll('span')[1].textContent = '@user' + n;
        cell.querySelector('[data-testid=tweetText]').innerHTML = words[n % 5 ? 0 : 1] + ' No. ' + n;
    };
    while (feed.children.length < 12) feed.append(cells[0].cloneNode(true));
    window.go = from => [...feed.children].forEach((cell, i) => fill(cell, from + i + 1));
    go(0);";

#[test]
fn a_feed_that_recycles_its_nodes_keeps_badges_with_their_posts() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        let first = [POSTS[0], POSTS[1]];
        stage.show(HOME, page(&first, None, RECYCLING)).await?;
        let right = "const marked = [...document.querySelectorAll('article')]
                .filter(a => a.querySelector('duplex-badge')).map(a => +a.querySelector('a[href*=status]').href.split('/').pop());
            const pitches = [...document.querySelectorAll('article a[href*=status]')].map(a => +a.href.split('/').pop()).filter(n => n % 5 === 0);
            return marked.join() === pitches.join() && document.querySelectorAll('duplex-badge').length === pitches.length
                || [location.href, marked, pitches, document.querySelectorAll('duplex-badge').length].join(' ');";
        stage.until(right).await?;
        for from in [3, 12, 13, 50, 49, 120, 0, 7, 280] {
            stage.run(&format!("go({from})")).await?;
            stage.until(right).await?;
        }
        stage.close().await
    });
}

#[test]
fn posts_that_the_page_took_away_are_let_go() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        let [first, second] = [(5, "Loud Academy"), (10, "Big Savings")];
        let pitch = |(id, author)| Post {
            id,
            author,
            text: PITCH,
        };
        stage.show(HOME, page(&[pitch(first)], None, "")).await?;
        stage.find("article duplex-badge").await?;
        let cell = format!(
            "<div data-testid=\"cellInnerDiv\">{}</div>",
            browser_tests::feed::article(&pitch(second))
        );
        stage
            .run(&format!(
                "const old = document.querySelector('[data-testid=cellInnerDiv]');
                window.old = new WeakRef(old);
                old.insertAdjacentHTML('afterend', {});
                old.remove();",
                serde_json::to_string(&cell)?
            ))
            .await?;
        stage
            .until("return document.querySelectorAll('article duplex-badge').length === 1")
            .await?;
        let start = std::time::Instant::now();
        while stage.run("return !!window.old.deref()").await? != false {
            assert!(
                start.elapsed() < browser_tests::stage::PATIENCE,
                "{kind}: it is still held"
            );
            stage.browser.collect_garbage().await?;
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        }
        stage.close().await
    });
}

#[test]
fn a_page_that_goes_elsewhere_without_loading_is_read_anew() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        stage.show(HOME, page(&POSTS, None, "")).await?;
        stage.find("duplex-badge").await?;
        let other = browser_tests::feed::article(&Post {
            id: 77,
            author: "Ida Lenz",
            text: TALK,
        });
        let go = format!(
            "history.pushState(null, '', '/user77'); document.getElementById('feed').innerHTML =
             '<div data-testid=\"cellInnerDiv\">' + {} + '</div>';",
            serde_json::to_string(&other)?
        );
        stage.run(&go).await?;
        let dump = stage
            .dump_when("the other page", |dump| dump.settled && dump.items.len() == 1)
            .await?;
        assert_eq!(dump.items[0].author.as_deref(), Some("Ida Lenz"));
        assert_eq!(
            stage
                .run("return document.querySelectorAll('duplex-badge, duplex-card').length")
                .await?,
            0
        );
        stage.close().await
    });
}

#[test]
fn badges_follow_the_darkness_of_the_page() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        for (style, tone) in [
            ("background:#15202b;color:#fff", "dark"),
            ("background:#fff", "light"),
        ] {
            let dark = browser_tests::feed::home(&POSTS, style, "");
            stage.show(HOME, browser_tests::server::Page::html(dark)).await?;
            stage.find("duplex-badge").await?;
            let is = stage
                .run("return document.querySelector('duplex-badge').getAttribute('tone')")
                .await?;
            assert_eq!(is, tone);
        }
        stage.close().await
    });
}

#[test]
fn a_page_that_is_not_understood_stays_as_it_is() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["plain.example"]).await?;
        let html = "<!doctype html><title>t</title><h1>Nothing social here</h1><p>Just a paragraph.</p>";
        let dump = stage
            .show("https://plain.example/", browser_tests::server::Page::html(html))
            .await?;
        assert!(dump.items.is_empty());
        let untouched = "return document.querySelectorAll('duplex-badge, duplex-fold, duplex-card, [data-duplex]').length === 0";
        assert_eq!(stage.run(untouched).await?, true);
        stage.close().await
    });
}
