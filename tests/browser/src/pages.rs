//! A folder of pages to audit: `pages.json`, the pages, and what is known of each beside it.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::Result;
use crate::audit::Item;

/// One entry of `pages.json`.
#[derive(Clone, Debug, Deserialize)]
pub struct Entry {
    /// The file, relative to the folder.
    pub path: String,
    /// The address that it is served under.
    pub url: String,
    /// Its language.
    #[serde(default)]
    pub lang: String,
    /// The site that it is of, as the truth names it.
    pub site: String,
}

/// What a person says is on a page, as far as scoring uses it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Truth {
    /// `post` or `comment`.
    pub kind: String,
    /// Name shown.
    pub author: Option<String>,
    /// Handle.
    pub author_handle: Option<String>,
    /// First 60 characters.
    pub text_start: Option<String>,
    /// Position of its parent in the list.
    pub parent_index: Option<usize>,
    /// By the original poster.
    pub is_op_author: Option<bool>,
    /// The original poster answered; unknown when none.
    pub answered_by_author: Option<bool>,
    /// The platform labels it as an ad.
    pub platform_marked_ad: Option<bool>,
}

/// A folder of pages.
#[derive(Clone, Debug)]
pub struct Folder {
    /// Where it lies.
    pub path: PathBuf,
    /// Its pages, in the order of `pages.json`.
    pub entries: Vec<Entry>,
}

impl Folder {
    /// Reads `pages.json`.
    pub fn open(path: &Path) -> Result<Self> {
        Self::open_below(path, path)
    }

    /// Reads the `pages.json` in `part`, whose paths start at `path`.
    pub fn open_below(path: &Path, part: &Path) -> Result<Self> {
        let list = part.join("pages.json");
        let bytes = fs::read(&list).map_err(|error| format!("{}: {error}", list.display()))?;
        let entries =
            serde_json::from_slice(&bytes).map_err(|error| format!("{}: {error}", list.display()))?;
        Ok(Self {
            path: path.to_owned(),
            entries,
        })
    }

    /// The page itself.
    pub fn page(&self, entry: &Entry) -> Result<Vec<u8>> {
        let file = self.path.join(&entry.path);
        fs::read(&file).map_err(|error| format!("{}: {error}", file.display()).into())
    }

    /// The truth beside a page, `NAME.truth.json`, if there is one.
    pub fn truth(&self, entry: &Entry) -> Result<Option<Vec<Truth>>> {
        self.beside(entry, "truth")
    }

    /// What the engine must read on a fixture page, `NAME.expect.json`, if it says so.
    pub fn expected(&self, entry: &Entry) -> Result<Option<Vec<Item>>> {
        self.beside(entry, "expect")
    }

    fn beside<T: DeserializeOwned>(&self, entry: &Entry, what: &str) -> Result<Option<T>> {
        let name = entry.path.strip_suffix(".html").unwrap_or(&entry.path);
        let file = self.path.join(format!("{name}.{what}.json"));
        if !file.exists() {
            return Ok(None);
        }
        let read = serde_json::from_slice(&fs::read(&file)?);
        read.map(Some)
            .map_err(|error| format!("{}: {error}", file.display()).into())
    }
}
