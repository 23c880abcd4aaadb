//! The same feed with uBlock Origin, hiding promotion by procedural filters.

use super::Figure;
use super::scroll::{Run, median_spent};
use crate::Result;
use crate::browser::Kind;
use crate::package::Package;

/// What readers use against promotion: one filter a phrase. Our own list, in the shape of common public ones.
const PHRASES: [&str; 20] = [
    "/sign up now/i",
    "/\\d+% off/i",
    "/save \\d+%/i",
    "/link in bio/i",
    "/use code/i",
    "/limited time/i",
    "/buy now/i",
    "/our new (course|book|e-book)/i",
    "/get it today/i",
    "/free webinar/i",
    "/giveaway/i",
    "/#(ad|sale|deal)\\b/i",
    "/register (now|today)/i",
    "/promo code/i",
    "/jetzt kaufen/i",
    "/nur heute/i",
    "/gewinnspiel/i",
    "/sponsored/i",
    "/tag a friend/i",
    "/dm me/i",
];

/// Added main-thread time a batch: ours against uBlock Origin's, each over the feed without an extension.
pub async fn figures(ublock: &std::path::Path) -> Result<Vec<Figure>> {
    let bare = Run::start(Kind::Firefox, Package::inert()?, false).await?;
    let without = median_spent(&bare.rounds().await?);
    bare.stop().await?;
    let ours = Run::start(Kind::Firefox, Package::built(Kind::Firefox)?, true).await?;
    let duplex = median_spent(&ours.rounds().await?) - without;
    ours.stop().await?;
    let peer = Run::start(Kind::Firefox, Package::at(ublock)?, false).await?;
    let filters = PHRASES
        .map(|phrase| format!("x.com##article:has-text({phrase})"))
        .join("\n");
    peer.browser().open_page("1p-filters.html").await?;
    let script = "
        const [filters, done] = arguments;
        const port = browser.runtime.connect({name: 'bench'});
        const send = (id, msg) => port.postMessage({channel: 'dashboard', msgId: id, msg});
        port.onMessage.addListener(({msgId}) => {
            if (msgId === 1) send(2, {what: 'applyFilterListSelection', toSelect: ['user-filters'], toRemove: []});
            if (msgId === 2) send(3, {what: 'reloadAllFilters'});
            if (msgId === 3) setTimeout(() => done(true), 3000);
        });
        send(1, {what: 'writeUserFilters', content: filters, enabled: true, trusted: false});";
    peer.browser()
        .web
        .execute_async(script, vec![filters.into()])
        .await?;
    peer.back().await?;
    peer.browser().web.refresh().await?;
    let values = peer.rounds().await?;
    let answer = peer.browser().web.execute(
        "return [...document.querySelectorAll('article')].filter((a) => !a.checkVisibility()).length / document.querySelectorAll('article').length",
        Vec::new(),
    );
    let hidden = answer.await?.json().as_f64().unwrap_or_default();
    peer.stop_peer().await?;
    if hidden < 0.1 {
        return Err(format!("uBlock Origin hid {hidden} of the feed: {values:?}").into());
    }
    Ok(vec![Figure::new(
        "peer_added_main_thread_firefox",
        duplex,
        "ms/batch",
        Some(median_spent(&values) - without),
    )])
}
