//! How rows and authors are written in the database and in files. The names in rows are short, because there are many of
//! them; what a later version adds is passed over.

use alloc::borrow::ToOwned;
use alloc::string::String;

use super::author::{Author, Kinds, Tally};
use super::row::{CommentRow, Copy, PostRow, Row, ThreadTally, What};
use crate::values::{Category, Fill, Members, Out, Put, Value};

impl Default for What {
    fn default() -> Self {
        Self::Post(PostRow::default())
    }
}

impl Put for Row {
    fn put(&self, out: &mut Out) {
        out.open('{');
        out.said(&[("i", &self.id), ("b", &self.by)]);
        out.members(&[("f", &self.first), ("l", &self.last)]);
        out.said(&[("w", &self.written)]);
        out.members(&[("a", &self.at), ("x", &self.what)]);
        out.close('}');
    }
}

impl Members for Row {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "i" => &mut self.id,
            "b" => &mut self.by,
            "f" => &mut self.first,
            "l" => &mut self.last,
            "w" => &mut self.written,
            "a" => &mut self.at,
            "x" => &mut self.what,
            _ => return None,
        })
    }

    fn needs(&self) -> &[&str] {
        &["i", "f", "l", "a", "x"]
    }

    fn passes_over(&self) -> bool {
        true
    }
}

impl Put for What {
    fn put(&self, out: &mut Out) {
        out.open('{');
        match self {
            Self::Post(post) => out.members(&[("p", post)]),
            Self::Comment(comment) => out.members(&[("c", comment)]),
        }
        out.close('}');
    }
}

impl Fill for What {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        let Value::Object(members) = from else {
            return Err("should be an object".to_owned());
        };
        match members.into_iter().next() {
            Some((name, value)) if name == "p" => {
                let mut post = PostRow::default();
                post.fill(value)?;
                *self = Self::Post(post);
            }
            Some((name, value)) if name == "c" => {
                let mut comment = CommentRow::default();
                comment.fill(value)?;
                *self = Self::Comment(comment);
            }
            _ => return Err("should be a post or a comment".to_owned()),
        }
        Ok(())
    }
}

impl Put for PostRow {
    fn put(&self, out: &mut Out) {
        out.open('{');
        out.said(&[
            ("promo", &self.promo),
            ("ad", &self.ad),
            ("kinds", &self.kinds),
            ("sketch", &self.sketch),
            ("copy", &self.copy),
        ]);
        out.members(&[("t", &self.thread)]);
        out.close('}');
    }
}

impl Members for PostRow {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "promo" => &mut self.promo,
            "ad" => &mut self.ad,
            "kinds" => &mut self.kinds,
            "sketch" => &mut self.sketch,
            "copy" => &mut self.copy,
            "t" => &mut self.thread,
            _ => return None,
        })
    }

    fn passes_over(&self) -> bool {
        true
    }
}

impl Put for Copy {
    fn put(&self, out: &mut Out) {
        out.open('{');
        out.members(&[
            ("of", &self.of),
            ("by", &self.by),
            ("name", &self.name),
            ("first", &self.first),
            ("own", &self.own),
        ]);
        out.close('}');
    }
}

impl Members for Copy {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "of" => &mut self.of,
            "by" => &mut self.by,
            "name" => &mut self.name,
            "first" => &mut self.first,
            "own" => &mut self.own,
            _ => return None,
        })
    }

    fn needs(&self) -> &[&str] {
        &["of", "by", "name", "first", "own"]
    }

    fn passes_over(&self) -> bool {
        true
    }
}

impl Put for ThreadTally {
    fn put(&self, out: &mut Out) {
        out.open('{');
        out.members(&[
            ("q", &self.asked),
            ("a", &self.answered),
            ("u", &self.unknown),
            ("nq", &self.plain_asked),
            ("na", &self.plain_answered),
        ]);
        out.close('}');
    }
}

impl Members for ThreadTally {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "q" => &mut self.asked,
            "a" => &mut self.answered,
            "u" => &mut self.unknown,
            "nq" => &mut self.plain_asked,
            "na" => &mut self.plain_answered,
            _ => return None,
        })
    }

    fn passes_over(&self) -> bool {
        true
    }
}

impl Put for CommentRow {
    fn put(&self, out: &mut Out) {
        out.open('{');
        out.said(&[("p", &self.post), ("o", &self.to), ("q", &self.asks)]);
        out.members(&[("s", &self.state), ("k", &self.known)]);
        out.said(&[
            ("m", &self.marked),
            ("n", &self.newcomer),
            ("u", &self.page),
            ("t", &self.start),
        ]);
        out.close('}');
    }
}

impl Members for CommentRow {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "p" => &mut self.post,
            "o" => &mut self.to,
            "q" => &mut self.asks,
            "s" => &mut self.state,
            "k" => &mut self.known,
            "m" => &mut self.marked,
            "n" => &mut self.newcomer,
            "u" => &mut self.page,
            "t" => &mut self.start,
            _ => return None,
        })
    }

    fn needs(&self) -> &[&str] {
        &["s", "k"]
    }

    fn passes_over(&self) -> bool {
        true
    }
}

impl Put for Author {
    fn put(&self, out: &mut Out) {
        out.open('{');
        out.members(&[("id", &self.id), ("site", &self.site)]);
        out.said(&[
            ("name", &self.name),
            ("handle", &self.handle),
            ("link", &self.link),
            ("own", &self.own),
        ]);
        out.members(&[
            ("first", &self.first),
            ("last", &self.last),
            ("at", &self.at),
            ("tally", &self.tally),
        ]);
        out.close('}');
    }
}

impl Members for Author {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "id" => &mut self.id,
            "site" => &mut self.site,
            "name" => &mut self.name,
            "handle" => &mut self.handle,
            "link" => &mut self.link,
            "own" => &mut self.own,
            "first" => &mut self.first,
            "last" => &mut self.last,
            "at" => &mut self.at,
            "tally" => &mut self.tally,
            _ => return None,
        })
    }

    fn needs(&self) -> &[&str] {
        &["id", "site", "first", "last"]
    }

    fn passes_over(&self) -> bool {
        true
    }
}

impl Put for Tally {
    fn put(&self, out: &mut Out) {
        out.open('{');
        let mut tally = *self;
        for (name, sum) in Self::NAMES.iter().zip(tally.sums()) {
            out.said(&[(name, sum)]);
        }
        out.said(&[("kinds", &self.kinds)]);
        out.close('}');
    }
}

impl Members for Tally {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        if name == "kinds" {
            return Some(&mut self.kinds);
        }
        let at = Self::NAMES.iter().position(|known| *known == name)?;
        Some(self.sums().into_iter().nth(at)?)
    }

    fn passes_over(&self) -> bool {
        true
    }
}

impl Put for Kinds {
    fn put(&self, out: &mut Out) {
        out.open('{');
        for kind in Category::ALL {
            out.said(&[(kind.name(), &self[kind])]);
        }
        out.close('}');
    }

    fn is_blank(&self) -> bool {
        *self == Self::default()
    }
}

impl Members for Kinds {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        let kind = Category::ALL.into_iter().find(|kind| kind.name() == name)?;
        Some(&mut self[kind])
    }

    fn passes_over(&self) -> bool {
        true
    }
}
