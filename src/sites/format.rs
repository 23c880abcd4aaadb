//! The site description: what a site file (or a reader's own) says, as read from JSON.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::{vec, vec::Vec};

use super::{matches_host, take};
use crate::values::{Field, Fill, Members, Mode, Take, Value};

/// One site: which hosts, which items, where each field stands. Pure data.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Short name, kebab-case; also the file's name.
    pub site: String,
    /// Name shown to the reader.
    pub name: String,
    /// Month of the markup it was checked on, `YYYY-MM`.
    pub checked: String,
    /// Host patterns: `x.com` (also with `www.`), `*.blogspot.com` (any subdomain).
    pub hosts: Vec<String>,
    /// Whether it is also read inside frames of other sites.
    pub frames: bool,
    /// Selector by which the site is known on any other host.
    pub detect: Option<String>,
    /// What makes a branch complete.
    pub complete: Complete,
    /// The site marks every comment of the original poster, so that an absent mark says something.
    pub marks_op: bool,
    /// Whether JSON-LD in the page is read for what the rules do not find.
    pub embedded: bool,
    /// Fields of the page as a whole.
    pub page: PageRule,
    /// How posts are found.
    pub posts: Vec<ItemRule>,
    /// How comments are found.
    pub comments: Vec<ItemRule>,
    /// Items of a flat stream: a comment when joined to the one above or under the focused post, else a post.
    pub stream: Vec<ItemRule>,
    /// What was left out and why; for people.
    pub notes: String,
}

impl Site {
    /// Whether it names this host.
    pub fn is_on(&self, host: &str) -> bool {
        self.hosts.iter().any(|pattern| matches_host(pattern, host))
    }
}

/// What proves that all replies of a comment are on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Complete {
    /// The site puts the whole tree on the page, save where it says otherwise.
    Page,
    /// The reply count beside the item equals the replies loaded.
    Count,
    /// Nothing does.
    #[default]
    Never,
}

/// A list of takes; in JSON one string or several.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Takes(pub Vec<Take>);

impl Fill for Takes {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        let mut notations = Vec::<String>::new();
        match from {
            Value::String(one) => notations.push(one),
            several => notations.fill(several)?,
        }
        self.0 = notations
            .iter()
            .map(|n| take::parse(n))
            .collect::<Result<_, _>>()?;
        Ok(())
    }
}

impl Fill for Complete {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        *self = match from.as_str() {
            Some("page") => Self::Page,
            Some("count") => Self::Count,
            Some("never") => Self::Never,
            _ => return Err("should be `page`, `count` or `never`".to_owned()),
        };
        Ok(())
    }
}

impl Members for Site {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "site" => &mut self.site,
            "name" => &mut self.name,
            "checked" => &mut self.checked,
            "hosts" => &mut self.hosts,
            "frames" => &mut self.frames,
            "detect" => &mut self.detect,
            "complete" => &mut self.complete,
            "marks_op" => &mut self.marks_op,
            "embedded" => &mut self.embedded,
            "page" => &mut self.page,
            "posts" => &mut self.posts,
            "comments" => &mut self.comments,
            "stream" => &mut self.stream,
            "notes" => &mut self.notes,
            _ => return None,
        })
    }
}

macro_rules! fields {
    ($(#[$doc:meta])* $rule:ident { $($(#[$field_doc:meta])* $name:ident: $mode:ident),* $(,)? } $(plus { $($(#[$extra_doc:meta])* $extra:ident: $kind:ty),* $(,)? })?) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default)]
        pub struct $rule {
            $($(#[$field_doc])* pub $name: Takes,)*
            $($($(#[$extra_doc])* pub $extra: $kind,)*)?
        }

        impl $rule {
            /// The fields' names, in the order in which the shim sends their values.
            pub const FIELDS: &[&str] = &[$(stringify!($name)),*];

            /// The fields as the shim reads them, in the same order.
            pub fn fields(&self) -> Vec<Field> {
                vec![$(Field { mode: Mode::$mode, takes: self.$name.0.clone() }),*]
            }
        }

        impl Members for $rule {
            fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
                Some(match name {
                    $(stringify!($name) => &mut self.$name,)*
                    $($(stringify!($extra) => &mut self.$extra,)*)?
                    _ => return None,
                })
            }
        }
    };
}

fields! {
    /// Where the page as a whole says what.
    PageRule {
        /// The signed-in reader's own handle.
        own: Line,
        /// The post's id where the page shows one post with its thread.
        focus: Line,
        /// The handle of the focused post's author.
        op: Line,
        /// The post's author, where the post itself is not an item.
        author: Line,
        /// How many comments the site says there are.
        total: Line,
        /// The page is cut: more follows after the last comment.
        cut: Flag,
        /// The view is sorted or filtered so that comments may be missing anywhere.
        filtered: Flag,
        /// Nobody can comment any more.
        locked: Flag,
    }
}

fields! {
    /// How items of one kind are found and read.
    ItemRule {
        /// Name shown.
        author: Line,
        /// Handle, unique on the site.
        handle: Line,
        /// Address of the author's page.
        link: Line,
        /// The author's own words.
        text: Prose,
        /// The beginning as the page shows it, quotes included, where that differs from the own words.
        shown: Line,
        /// When it was written, in any form the site uses.
        time: Line,
        /// Language, where the site marks it.
        lang: Line,
        /// Id of the item that it answers.
        parent: Line,
        /// Name or handle of the person that it answers.
        answers: Line,
        /// Depth in the thread.
        depth: Line,
        /// Number in a flat topic; 1 is the post.
        number: Line,
        /// Joined to the item above.
        joins: Flag,
        /// Stands apart from the thread ("more posts").
        apart: Flag,
        /// How many replies the site says it has.
        replies: Line,
        /// Replies are collapsed or on another page.
        more: Flag,
        /// Site's mark: by the original poster.
        op: Flag,
        /// Site's mark: verified, staff, moderator.
        verified: Flag,
        /// The account is an organisation's.
        organisation: Flag,
        /// Headline or biography beside the name.
        about: Line,
        /// The words that are quoted or passed on, not the author's own.
        quoted: Prose,
        /// The platform's own ad label, by structure.
        ad: Flag,
        /// A short text that is an ad label in some language.
        ad_word: Line,
        /// The original poster liked or hearted it.
        seen: Flag,
        /// Removed by its author or the site.
        deleted: Flag,
    } plus {
        /// Selector of the items.
        select: String,
        /// Selector of quoted parts.
        quote: Option<String>,
        /// Selector of furniture inside the text.
        skip: Option<String>,
        /// The item's own id.
        id: Takes,
        /// After which element the badge stands; default: the author.
        badge: Takes,
        /// The site's reply control.
        reply: Takes,
        /// Selector of counts to hide.
        numbers: Option<String>,
    }
}
