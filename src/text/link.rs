//! What kind of place a web address leads to. Only the address is read; nothing is fetched.

/// Where a link leads, as far as the address tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// A shortener: the target is hidden.
    Short,
    /// Pays or counts for somebody: affiliate, referral, campaign parameters.
    Tracked,
    /// A shop, an app store, a crowdfunding page.
    Shop,
    /// A ticket, event or meeting page, a sign-up form.
    Event,
    /// A video or music page.
    Media,
    /// A messenger: WhatsApp, Telegram.
    Messenger,
    /// A job page.
    Job,
    /// A page of the same social sites: an image, a status, a check-in.
    Social,
    /// Anything else.
    Plain,
}

const SHORT: &[&str] = &[
    "bit.ly",
    "ow.ly",
    "goo.gl",
    "tinyurl.com",
    "buff.ly",
    "is.gd",
    "dlvr.it",
    "ift.tt",
    "t.ly",
    "cutt.ly",
    "rebrand.ly",
    "lnkd.in",
    "fb.me",
    "j.mp",
    "tiny.cc",
    "adf.ly",
    "linkbucks.com",
    "shorturl.at",
    "wp.me",
    "trib.al",
    "hubs.ly",
    "hubs.li",
    "amzn.to",
    "linktr.ee",
    "beacons.ai",
    "ecs.page",
    "spoti.fi",
];
const SHOP: &[&str] = &[
    "amazon.",
    "etsy.com",
    "ebay.",
    "gumroad.com",
    "shopify.com",
    "myshopify.com",
    "patreon.com",
    "ko-fi.com",
    "kickstarter.com",
    "indiegogo.com",
    "gofundme.com",
    "startnext.com",
    "apps.apple.com",
    "play.google.com",
    "itunes.apple.com",
    "store.",
    "shop.",
    "aliexpress.",
    "redbubble.com",
    "teepublic.com",
    "udemy.com",
    "buymeacoffee.com",
    "paypal.",
    "steampowered.com",
    "zalando.",
    "mercadolibre.",
    "shopee.",
    "bol.com",
    "otto.de",
];
const EVENT: &[&str] = &[
    "eventbrite.",
    "meetup.com",
    "lu.ma",
    "zoom.us",
    "calendly.com",
    "ticketmaster.",
    "eventim.",
    "forms.gle",
    "docs.google.com/forms",
    "typeform.com",
    "facebook.com/events",
    "tickets.",
    "sympla.com",
    "webinar",
    "gotowebinar",
    "register.",
    "luma.com",
    "change.org",
    "airmeet",
    "pretix",
];
const MEDIA: &[&str] = &[
    "youtube.com",
    "youtu.be",
    "vimeo.com",
    "twitch.tv",
    "soundcloud.com",
    "spotify.com",
    "bandcamp.com",
    "podcasts.apple",
    "deezer.com",
    "tiktok.com",
    "mixcloud.com",
    "anchor.fm",
    "substack.com",
    "medium.com",
];
const MESSENGER: &[&str] = &[
    "wa.me",
    "whatsapp.com",
    "t.me/",
    "telegram.me",
    "m.me",
    "discord.gg",
    "line.me",
];
const JOB: &[&str] = &[
    "jobs.",
    "careers.",
    "/jobs/",
    "/careers",
    "karriere",
    "indeed.",
    "stepstone.",
    "/job/",
    "stellenangebot",
];
const SOCIAL: &[&str] = &[
    "twitter.com",
    "pic.twitter",
    "instagram.com",
    "facebook.com",
    "twitpic.com",
    "fb.com",
    "x.com/",
    "foursquare.com",
    "swarmapp.com",
    "4sq.com",
    "tumblr.com",
    "instagr.am",
    "yfrog.com",
    "imgur.com",
    "linkedin.com",
    "reddit.com",
    "wikipedia.org",
];
const TRACKED: &[&str] = &[
    "utm_",
    "?ref=",
    "&ref=",
    "ref_",
    "tag=",
    "aff=",
    "affiliate",
    "?r=",
    "rb=",
    "/refer",
    "invite=",
    "register?",
    "/invite/",
    "referral",
    "partner=",
    "clickid",
    "coupon",
    "promo=",
    "discount",
    "awin1",
    "/r/?",
    "subid",
    "join?",
    "pid=",
];

/// Judges one folded address, with or without its scheme.
pub fn link_kind(folded: &str) -> LinkKind {
    let bare = folded
        .strip_prefix("https://")
        .or_else(|| folded.strip_prefix("http://"))
        .unwrap_or(folded);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    // The platform's own wrapper hides every target alike: it says nothing.
    if bare.starts_with("t.co/") || bare.len() < 4 {
        return LinkKind::Plain;
    }
    let bare = bare.get(..bare.len().min(200)).unwrap_or(bare);
    let has = |list: &[&str]| list.iter().any(|part| bare.contains(part));
    let begins = |list: &[&str]| list.iter().any(|part| bare.starts_with(part));
    match () {
        () if has(TRACKED) => LinkKind::Tracked,
        () if begins(SHORT) => LinkKind::Short,
        () if has(EVENT) => LinkKind::Event,
        () if has(SHOP) => LinkKind::Shop,
        () if has(MESSENGER) => LinkKind::Messenger,
        () if has(JOB) => LinkKind::Job,
        () if has(MEDIA) => LinkKind::Media,
        () if begins(SOCIAL) => LinkKind::Social,
        () => LinkKind::Plain,
    }
}

/// Endings that make `word.ending` a web address without `http`.
pub(super) const ENDINGS: &[&str] = &[
    "com", "org", "net", "de", "at", "ch", "eu", "io", "co", "uk", "fr", "es", "it", "nl", "be", "br", "pt",
    "ai", "app", "dev", "me", "ly", "gl", "be", "tv", "info", "shop", "store", "blog", "live", "news",
    "online", "gle", "in", "us", "ca", "mx", "ar", "ltd", "xyz", "site",
];
