//! The popup as a reader uses it, with the page beside it. In both browsers.

use browser_tests::Result;
use browser_tests::feed::{PITCH, Post, TALK, page};
use browser_tests::server::{NO_SCRIPTS, Page};
use browser_tests::stage::{Stage, in_both};

const HOME: &str = "https://x.com/home";
const READY: &str = "return document.body.getAttribute('aria-busy') === 'false'";

fn feed() -> Page {
    let post = |id, text| Post {
        id,
        author: "Loud Academy",
        text,
    };
    let mut posts: Vec<Post> = (1..40).map(|id| post(id, TALK)).collect();
    posts.push(post(40, PITCH));
    page(&posts, Some(NO_SCRIPTS), "")
}

/// Chooses what is done with promotion, as a reader does in the list beside its name.
async fn choose(stage: &Stage, treatment: &str) -> Result<()> {
    let script = format!(
        "const select = document.querySelector('#kinds .promo').closest('.kind').querySelector('select');
         select.value = 'treatment_{treatment}'; select.dispatchEvent(new Event('change', {{bubbles: true}}));"
    );
    stage.run(&script).await.map(|_| ())
}

/// Clicks what is there; the summary is drawn anew while a page is read, so it is looked up in the same breath.
async fn click(stage: &Stage, css: &str) -> Result<()> {
    stage
        .until(&format!(
            "const found = document.querySelector('{css}'); found?.click(); return !!found;"
        ))
        .await
}

#[test]
fn it_sums_up_the_page_and_what_is_chosen_there_happens_here() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        stage.show(HOME, feed()).await?;
        let popup = stage.open_face("popup.html").await?;
        stage.until(READY).await?;
        let text = stage
            .run("return document.getElementById('summary').innerText")
            .await?
            .to_string();
        assert!(text.contains("40") && text.contains('X'), "{text}");
        assert_eq!(
            stage
                .run("return document.querySelectorAll('#marked li').length")
                .await?,
            1
        );
        for (treatment, mark) in [("dim", "dim"), ("fold", "fold"), ("hide", "hide")] {
            stage.browser.web.switch_to_window(popup.clone()).await?;
            choose(&stage, treatment).await?;
            stage.to_page().await?;
            stage
                .until(&format!(
                    "return document.querySelectorAll('[data-duplex={mark}]').length === 1"
                ))
                .await?;
        }
        let gone = "return document.querySelector('[data-duplex=hide]').getBoundingClientRect().height === 0";
        assert_eq!(stage.run(gone).await?, true);
        stage.browser.web.switch_to_window(popup.clone()).await?;
        choose(&stage, "off").await?;
        stage.to_page().await?;
        stage
            .until("return !document.querySelector('[data-duplex], duplex-badge')")
            .await?;
        stage.browser.web.switch_to_window(popup).await?;
        choose(&stage, "badge").await?;
        stage.to_page().await?;
        stage
            .until("return document.querySelectorAll('duplex-badge').length === 1")
            .await?;
        stage.close().await
    });
}

#[test]
fn a_click_in_the_list_goes_to_the_post_and_pausing_takes_the_badges_away() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        stage.show(HOME, feed()).await?;
        let away = "return document.querySelector('duplex-badge').getBoundingClientRect().top > innerHeight";
        stage.find("duplex-badge").await?;
        assert_eq!(stage.run(away).await?, true);
        let popup = stage.open_face("popup.html").await?;
        stage.until(READY).await?;
        click(&stage, "#marked button").await?;
        stage.to_page().await?;
        let here = "const top = document.querySelector('duplex-badge').getBoundingClientRect().top;
            return top > 0 && top < innerHeight && document.activeElement?.localName === 'duplex-badge';";
        stage.until(here).await?;
        stage.browser.web.switch_to_window(popup.clone()).await?;
        click(&stage, "#here .toggle input").await?;
        stage.to_page().await?;
        stage
            .until("return !document.querySelector('duplex-badge')")
            .await?;
        stage.browser.web.switch_to_window(popup).await?;
        stage
            .until("return document.querySelector('#here .toggle input')?.checked === false")
            .await?;
        click(&stage, "#here .toggle input").await?;
        stage.to_page().await?;
        stage
            .until("return document.querySelectorAll('duplex-badge').length === 1")
            .await?;
        stage.close().await
    });
}

#[test]
fn where_it_may_not_read_it_offers_to_be_let_in() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &[]).await?;
        stage.server.serve(
            "https://blog.example/post",
            Page::html("<!doctype html><title>Blog</title><p>Hello"),
        );
        stage.to_page().await?;
        stage.browser.web.goto("https://blog.example/post").await?;
        let tab = stage.tab().await?;
        // The popup learns the address from its click; a test hands it over instead.
        stage
            .browser
            .open_page(&format!("popup.html?tab={tab}&url=https://blog.example/post"))
            .await?;
        stage.until(READY).await?;
        let offered = "const summary = document.getElementById('summary');
            return summary.textContent.includes('blog.example') && !!summary.querySelector('button.primary');";
        stage.until(offered).await?;
        stage.close().await
    });
}
