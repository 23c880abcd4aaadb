//! What the faces ask of the record, and what it answers beside lists.

use crate::values::{Fill, Members, Out, Put, Value};

/// What a face asks.
#[derive(Clone, Debug)]
pub(in crate::web) enum Question {
    /// How large the record is, and what is wrong with it.
    State {},
    /// Authors in portions, in the order of their ids: those after an id, at most so many.
    Authors { after: String, most: u32 },
    /// One author with their rows, and the rows under their posts.
    Author { id: String },
    /// Newcomers' comments that nobody answered.
    Waiting {},
    /// Take out an author, a site, or everything.
    Forget(Which),
    /// The file in portions: `after` is empty for the first.
    Export { after: String, most: u32 },
    /// A file, to be merged with the record or to take its place.
    Import { file: String, replace: bool },
}

/// What is to be forgotten.
#[derive(Clone, Debug)]
pub(in crate::web) enum Which {
    /// The author with this id.
    Author(String),
    /// The site of this name.
    Site(String),
    /// Everything.
    All,
}

/// How large the record is, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub(in crate::web) struct State {
    /// Posts and comments.
    pub(in crate::web) items: u32,
    /// Authors.
    pub(in crate::web) authors: u32,
    /// What is wrong.
    pub(in crate::web) trouble: Option<Said>,
}

/// Something to be told, by its key in `_locales`.
#[derive(Clone, Debug, Default)]
pub(in crate::web) struct Said {
    /// Key.
    pub(in crate::web) key: String,
    /// `$1`, `$2` ...
    pub(in crate::web) args: Vec<String>,
}

/// One portion of the file.
#[derive(Clone, Debug, Default)]
pub(in crate::web) struct Portion {
    /// Its text.
    pub(in crate::web) text: String,
    /// The id after which the next begins; none after the last.
    pub(in crate::web) next: Option<String>,
}

impl Put for Question {
    fn put(&self, out: &mut Out) {
        let (name, members): (&str, &[(&str, &dyn Put)]) = match self {
            Self::State {} => ("state", &[]),
            Self::Authors { after, most } => ("authors", &[("after", after), ("most", most)]),
            Self::Author { id } => ("author", &[("id", id)]),
            Self::Waiting {} => ("waiting", &[]),
            Self::Forget(Which::Author(id)) => ("forget", &[("author", id)]),
            Self::Forget(Which::Site(site)) => ("forget", &[("site", site)]),
            Self::Forget(Which::All) => ("forget", &[("all", &true)]),
            Self::Export { after, most } => ("export", &[("after", after), ("most", most)]),
            Self::Import { file, replace } => ("import", &[("file", file), ("replace", replace)]),
        };
        out.open('{');
        out.name(name);
        out.open('{');
        out.members(members);
        out.close('}');
        out.close('}');
    }
}

impl Default for Question {
    fn default() -> Self {
        Self::State {}
    }
}

/// The members of all questions.
#[derive(Default)]
struct Asked {
    after: String,
    most: u32,
    id: String,
    author: Option<String>,
    site: Option<String>,
    all: bool,
    file: String,
    replace: bool,
}

impl Members for Asked {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "after" => &mut self.after,
            "most" => &mut self.most,
            "id" => &mut self.id,
            "author" => &mut self.author,
            "site" => &mut self.site,
            "all" => &mut self.all,
            "file" => &mut self.file,
            "replace" => &mut self.replace,
            _ => return None,
        })
    }
}

impl Fill for Question {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        let Value::Object(members) = from else {
            return Err("a question should be an object".to_owned());
        };
        let (name, value) = members.into_iter().next().ok_or("an empty question")?;
        let mut asked = Asked::default();
        asked.fill(value)?;
        let (after, most) = (asked.after, asked.most);
        *self = match (name.as_str(), asked.author, asked.site) {
            ("state", ..) => Self::State {},
            ("authors", ..) => Self::Authors { after, most },
            ("author", ..) => Self::Author { id: asked.id },
            ("waiting", ..) => Self::Waiting {},
            ("forget", Some(id), _) => Self::Forget(Which::Author(id)),
            ("forget", None, Some(site)) => Self::Forget(Which::Site(site)),
            ("forget", ..) if asked.all => Self::Forget(Which::All),
            ("export", ..) => Self::Export { after, most },
            ("import", ..) => Self::Import {
                file: asked.file,
                replace: asked.replace,
            },
            _ => return Err(format!("`{name}` is no question")),
        };
        Ok(())
    }
}

impl Put for State {
    fn put(&self, out: &mut Out) {
        out.open('{');
        out.members(&[
            ("items", &self.items),
            ("authors", &self.authors),
            ("trouble", &self.trouble),
        ]);
        out.close('}');
    }
}

impl Members for State {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "items" => &mut self.items,
            "authors" => &mut self.authors,
            "trouble" => &mut self.trouble,
            _ => return None,
        })
    }
}

impl Put for Said {
    fn put(&self, out: &mut Out) {
        out.open('{');
        out.members(&[("key", &self.key), ("args", &self.args)]);
        out.close('}');
    }
}

impl Members for Said {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "key" => &mut self.key,
            "args" => &mut self.args,
            _ => return None,
        })
    }
}

impl Put for Portion {
    fn put(&self, out: &mut Out) {
        out.open('{');
        out.members(&[("text", &self.text), ("next", &self.next)]);
        out.close('}');
    }
}

impl Members for Portion {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "text" => &mut self.text,
            "next" => &mut self.next,
            _ => return None,
        })
    }
}
