//! Pages in X's shape, made for a test: posts with invented authors, from fixed lists or from a script of the page's own.

use crate::server::Page;

/// One post.
#[derive(Clone, Copy, Debug)]
pub struct Post<'a> {
    /// Its number in the address.
    pub id: u32,
    /// Author's name, as HTML.
    pub author: &'a str,
    /// Its words, as HTML.
    pub text: &'a str,
}

/// Words that any judge of promotion must call promotional.
pub const PITCH: &str = "🚀 Our new masterclass is here! Only today 50% off with code LOUD50. Sign up now and save your seat: \
    <a href=\"https://masterclass.example/buy\">masterclass.example/buy</a> #sale #marketing";

/// Words that none may call so.
pub const TALK: &str = "I mended the gate this morning and the neighbour's cat watched me for an hour, as if it had a say in it.";

/// The markup of one post.
pub fn article(post: &Post) -> String {
    let Post { id, author, text } = post;
    format!(
        "<article data-testid=\"tweet\" role=\"article\" tabindex=\"0\"><div style=\"display:flex\">\
         <div data-testid=\"User-Name\">\
         <a href=\"/user{id}\"><span>{author}</span></a><a href=\"/user{id}\"><span>@user{id}</span></a>\
         <a href=\"/user{id}/status/{id}\"><time datetime=\"2026-03-01T08:00:00.000Z\">Mar 1</time></a></div></div>\
         <div data-testid=\"tweetText\" lang=\"en\">{text}</div>\
         <div role=\"group\"><button data-testid=\"reply\" aria-label=\"0 Replies. Reply\">reply</button></div></article>"
    )
}

/// A home feed of these posts; `style` goes to the body, `script` runs at its end.
pub fn home(posts: &[Post], style: &str, script: &str) -> String {
    let cell = |post: &Post| format!("<div data-testid=\"cellInnerDiv\">{}</div>", article(post));
    let cells: String = posts.iter().map(cell).collect();
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Home</title></head>\
         <body style=\"font:15px/1.4 sans-serif;max-width:600px;margin:20px auto;{style}\">\
         <main><div data-testid=\"primaryColumn\"><section id=\"feed\">{cells}</section></div></main>\
         <script>{script}</script></body></html>"
    )
}

/// The same page as a server gives it, with a policy or none.
pub fn page(posts: &[Post], policy: Option<&str>, script: &str) -> Page {
    Page::html(home(posts, "", script)).with_policy(policy)
}
