//! What the engine saw of one item: the record's input.

use alloc::string::String;
use alloc::vec::Vec;

use crate::values::{Category, Fill, Members, Out, Put, State};

use super::Sketch;

/// A person on a site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Who {
    /// Unique across sites: the site's name, a line break, and what the site knows the person by.
    pub id: String,
    /// Site file's name.
    pub site: String,
    /// Name shown.
    pub name: Option<String>,
    /// Handle.
    pub handle: Option<String>,
    /// Address of their page.
    pub link: Option<String>,
    /// It is the reader.
    pub own: bool,
}

/// One item as it was seen just now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    /// Unique across sites, the same each time the item is seen.
    pub id: String,
    /// The author; nobody where the page does not say.
    pub by: Option<Who>,
    /// When it was written, in milliseconds since 1970.
    pub written: Option<f64>,
    /// Post or comment.
    pub what: SeenWhat,
}

/// What kind of item it is, with what only that kind has.
#[derive(Clone, Debug, PartialEq)]
pub enum SeenWhat {
    /// A post.
    Post(SeenPost),
    /// A comment by somebody other than the post's author.
    Comment(SeenComment),
}

/// A post as it was seen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeenPost {
    /// Promotional by the reader's sensitivity.
    pub promo: bool,
    /// Labelled as an ad by the platform.
    pub ad: bool,
    /// Kinds of promotion.
    pub kinds: Vec<Category>,
    /// Its wording; `None` where it is too short to be known again.
    pub sketch: Option<Sketch>,
}

/// A comment as it was seen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeenComment {
    /// Id of the post that it stands under.
    pub post: Option<String>,
    /// It asks for a reply.
    pub asks: bool,
    /// How it stands with the post's author.
    pub state: State,
    /// By somebody with the site's mark: verified, staff.
    pub marked: bool,
    /// By somebody whom the post's author has not been seen to answer.
    pub newcomer: bool,
    /// Address of the page that it is on.
    pub page: String,
    /// Its beginning.
    pub start: String,
}

impl Default for SeenWhat {
    fn default() -> Self {
        Self::Post(SeenPost::default())
    }
}

impl Put for Who {
    fn put(&self, out: &mut Out) {
        out.open('{');
        out.said(&[
            ("id", &self.id),
            ("site", &self.site),
            ("name", &self.name),
            ("handle", &self.handle),
            ("link", &self.link),
            ("own", &self.own),
        ]);
        out.close('}');
    }
}

impl Members for Who {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "id" => &mut self.id,
            "site" => &mut self.site,
            "name" => &mut self.name,
            "handle" => &mut self.handle,
            "link" => &mut self.link,
            "own" => &mut self.own,
            _ => return None,
        })
    }
}

impl Put for Seen {
    fn put(&self, out: &mut Out) {
        out.open('{');
        out.said(&[("id", &self.id), ("by", &self.by), ("written", &self.written)]);
        match &self.what {
            SeenWhat::Post(post) => out.members(&[("post", post)]),
            SeenWhat::Comment(comment) => out.members(&[("comment", comment)]),
        }
        out.close('}');
    }
}

impl Members for Seen {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        if name == "comment" {
            self.what = SeenWhat::Comment(SeenComment::default());
        }
        Some(match (name, &mut self.what) {
            ("id", _) => &mut self.id,
            ("by", _) => &mut self.by,
            ("written", _) => &mut self.written,
            ("post", SeenWhat::Post(post)) => post,
            ("comment", SeenWhat::Comment(comment)) => comment,
            _ => return None,
        })
    }
}

impl Put for SeenPost {
    fn put(&self, out: &mut Out) {
        out.open('{');
        out.said(&[
            ("promo", &self.promo),
            ("ad", &self.ad),
            ("kinds", &self.kinds),
            ("sketch", &self.sketch),
        ]);
        out.close('}');
    }
}

impl Members for SeenPost {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "promo" => &mut self.promo,
            "ad" => &mut self.ad,
            "kinds" => &mut self.kinds,
            "sketch" => &mut self.sketch,
            _ => return None,
        })
    }
}

impl Put for SeenComment {
    fn put(&self, out: &mut Out) {
        out.open('{');
        out.said(&[
            ("post", &self.post),
            ("asks", &self.asks),
            ("state", &self.state),
            ("marked", &self.marked),
            ("newcomer", &self.newcomer),
            ("page", &self.page),
            ("start", &self.start),
        ]);
        out.close('}');
    }
}

impl Members for SeenComment {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "post" => &mut self.post,
            "asks" => &mut self.asks,
            "state" => &mut self.state,
            "marked" => &mut self.marked,
            "newcomer" => &mut self.newcomer,
            "page" => &mut self.page,
            "start" => &mut self.start,
            _ => return None,
        })
    }
}
