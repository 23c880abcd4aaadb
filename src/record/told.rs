//! What crosses between the engine and the record, each a wasm module of its own: JSON texts of these shapes.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Author, Copy, Habit, Seen};
use crate::values::{Fill, Members, Out, Put, Value, read};

/// What the record is told of a page, and asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// Items that are new or changed, posts first.
    pub seen: Vec<Seen>,
    /// Authors of posts of whom nothing was asked yet.
    pub authors: Vec<String>,
    /// Days after which what was not seen again is forgotten.
    pub days: u32,
    /// Items kept at most.
    pub items: u32,
}

/// What the record knew.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Learned {
    /// Authors with their habits.
    pub authors: Vec<Known>,
    /// Posts, by their ids in the record, whose text was seen before.
    pub copies: Vec<(String, Copy)>,
    /// Comments, by their ids in the record, whose author the post's author had answered before.
    pub met: Vec<String>,
}

/// An author as the record knows them, as much as a page shows of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// Id in the record.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// First seen, in milliseconds since 1970.
    pub first: f64,
    /// Their habit.
    pub habit: Habit,
}

impl From<&Author> for Known {
    fn from(author: &Author) -> Self {
        Self {
            id: author.id.clone(),
            name: author.called().to_owned(),
            first: author.first,
            habit: Habit::of(&author.tally),
        }
    }
}

impl Told {
    /// Whether there is nothing to tell and nothing to ask.
    pub fn is_empty(&self) -> bool {
        self.seen.is_empty() && self.authors.is_empty()
    }

    /// As it crosses.
    pub fn text(&self) -> String {
        Out::text(self)
    }

    /// What has crossed. The error says what is wrong with it.
    pub fn read(text: &str) -> Result<Self, String> {
        read(text)
    }
}

impl Learned {
    /// As it crosses.
    pub fn text(&self) -> String {
        Out::text(self)
    }

    /// What has crossed. The error says what is wrong with it.
    pub fn read(text: &str) -> Result<Self, String> {
        read(text)
    }
}

impl Put for Told {
    fn put(&self, out: &mut Out) {
        out.open('{');
        out.members(&[
            ("seen", &self.seen),
            ("authors", &self.authors),
            ("days", &self.days),
            ("items", &self.items),
        ]);
        out.close('}');
    }
}

impl Members for Told {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "seen" => &mut self.seen,
            "authors" => &mut self.authors,
            "days" => &mut self.days,
            "items" => &mut self.items,
            _ => return None,
        })
    }
}

impl Put for Learned {
    fn put(&self, out: &mut Out) {
        out.open('{');
        out.members(&[("authors", &self.authors), ("met", &self.met)]);
        out.name("copies");
        out.open('{');
        for (id, copy) in &self.copies {
            out.members(&[(id, copy)]);
        }
        out.close('}');
        out.close('}');
    }
}

impl Fill for Learned {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        let Value::Object(members) = from else {
            return Err("should be an object".to_owned());
        };
        for (name, value) in members {
            match (name.as_str(), value) {
                ("authors", value) => self.authors.fill(value)?,
                ("met", value) => self.met.fill(value)?,
                (_, Value::Object(copies)) => {
                    for (id, value) in copies {
                        let mut copy = Copy::default();
                        copy.fill(value)?;
                        self.copies.push((id, copy));
                    }
                }
                _ => return Err(format!("`{name}` is not known here")),
            }
        }
        Ok(())
    }
}

impl Put for Known {
    fn put(&self, out: &mut Out) {
        let habit = &self.habit;
        out.open('{');
        out.members(&[
            ("id", &self.id),
            ("name", &self.name),
            ("first", &self.first),
            ("posts", &habit.posts),
            ("promo", &habit.promo),
            ("asked", &habit.asked),
            ("answered", &habit.answered),
        ]);
        out.close('}');
    }
}

impl Members for Known {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "id" => &mut self.id,
            "name" => &mut self.name,
            "first" => &mut self.first,
            "posts" => &mut self.habit.posts,
            "promo" => &mut self.habit.promo,
            "asked" => &mut self.habit.asked,
            "answered" => &mut self.habit.answered,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{SeenComment, SeenPost, SeenWhat, Sketch, Who};
    use crate::values::{Category, State};

    fn seen(id: &str, what: SeenWhat) -> Seen {
        Seen {
            id: id.into(),
            by: Some(Who {
                id: "pond\nada".into(),
                site: "pond".into(),
                name: Some("Ada \"the\" \\ Lovelace\u{7}".into()),
                own: true,
                ..Who::default()
            }),
            written: Some(1_768_867_200_000.0),
            what,
        }
    }

    #[test]
    fn what_is_told_crosses_as_it_is() {
        let words = "one two three four five six seven eight nine ten eleven twelve thirteen";
        let post = SeenPost {
            promo: true,
            kinds: vec![Category::DiscountCode, Category::Sale],
            sketch: Sketch::of(words),
            ..SeenPost::default()
        };
        let comment = SeenComment {
            post: Some("pond\n1".into()),
            asks: true,
            state: State::AnsweredByOthers,
            newcomer: true,
            start: "Which way?".into(),
            ..SeenComment::default()
        };
        let nameless = Seen {
            by: None,
            written: None,
            ..seen("pond\n3", SeenWhat::Post(SeenPost::default()))
        };
        let told = Told {
            seen: vec![
                seen("pond\n1", SeenWhat::Post(post)),
                nameless,
                seen("pond\n2", SeenWhat::Comment(comment)),
            ],
            authors: vec!["pond\nada".into()],
            days: 180,
            items: 50_000,
        };
        assert_eq!(Told::read(&told.text()), Ok(told));
        assert!(Told::read("{\"seen\":[{\"id\":1}]}").is_err());
    }

    #[test]
    fn what_is_learnt_crosses_as_it_is() {
        let learned = Learned {
            authors: vec![Known {
                id: "pond\nada".into(),
                name: "Ada".into(),
                first: 1_768_867_200_123.0,
                habit: Habit {
                    posts: 7,
                    promo: 5,
                    asked: 6,
                    answered: 1,
                },
            }],
            copies: vec![(
                "pond\n1".into(),
                Copy {
                    of: "pond\n0".into(),
                    by: "pond\nbo".into(),
                    name: "Bo".into(),
                    first: 7.0,
                    own: false,
                },
            )],
            met: vec!["pond\n2".into()],
        };
        assert_eq!(Learned::read(&learned.text()), Ok(learned));
        assert_eq!(Learned::read("{}"), Ok(Learned::default()));
        assert!(Learned::read("[]").is_err() && Learned::read("").is_err());
    }
}
