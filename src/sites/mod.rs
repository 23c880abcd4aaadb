//! Floor 1: the sites, one file of data each, and the reading plan made of them.

mod ad_words;
mod format;
mod host;
mod matches;
mod own;
mod plan;
mod take;

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::data;
use crate::values::{Lazy, read};

pub use ad_words::is_ad_word;
pub use format::{Complete, ItemRule, PageRule, Site, Takes};
pub use host::matches_host;
pub use matches::match_patterns;
pub use own::parse_own;
pub use plan::{Census, EVIDENCE, PageValues, RuleKind, plan, rule_kinds};

/// The site read by standards alone; serves any page that no other site file knows.
pub const GENERIC: &str = "generic";

/// All shipped sites, in alphabetical order of their files. A file that cannot be read is left out; a test proves there is none.
pub fn all() -> &'static [Arc<Site>] {
    static SITES: Lazy<Vec<Arc<Site>>> = Lazy::new(|| {
        let read = data::texts("sites/").map(|(_, file)| parse(file).map(Arc::new));
        read.filter_map(Result::ok).collect()
    });
    &SITES
}

/// Reads one site description. The error names the place and what is wrong there.
pub fn parse(json: &str) -> Result<Site, String> {
    let site: Site = read(json)?;
    for (name, value) in [
        ("site", &site.site),
        ("name", &site.name),
        ("checked", &site.checked),
    ] {
        if value.is_empty() {
            return Err(format!("`{name}` is missing"));
        }
    }
    let rules = site.posts.iter().chain(&site.comments).chain(&site.stream);
    for (index, rule) in rules.enumerate() {
        if rule.select.trim().is_empty() {
            return Err(format!("rule {} has no `select`", index + 1));
        }
    }
    Ok(site)
}

/// The site named `id`.
pub fn by_id(id: &str) -> Option<&'static Arc<Site>> {
    all().iter().find(|site| site.site == id)
}

/// The site that names this host.
pub fn for_host(host: &str) -> Option<&'static Arc<Site>> {
    all().iter().find(|site| site.is_on(host))
}

/// Sites that can be known by their markup on any host, with the selector.
pub fn detectable() -> impl Iterator<Item = (&'static Arc<Site>, &'static str)> {
    all()
        .iter()
        .filter_map(|site| Some((site, site.detect.as_deref()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_can_be_read_and_is_named_after_its_site() {
        let errors: Vec<_> = data::texts("sites/")
            .filter_map(|(_, file)| parse(file).err())
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
        for site in all() {
            let path = format!("{}/src/sites/{}.json", env!("CARGO_MANIFEST_DIR"), site.site);
            let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
            assert!(text.lines().count() <= 60, "{path} is longer than 60 lines");
            assert!(text.is_ascii() || site.site == GENERIC || !text.contains('\u{fffd}'));
        }
        assert!(by_id(GENERIC).is_some());
    }

    #[test]
    fn a_broken_description_says_where() {
        let error = parse("{\n\"site\": \"a\",\n\"name\" 1}").unwrap_err();
        assert!(error.contains("line 3"), "{error}");
        let error = parse(r#"{"site": "a", "posts": [{"select": "p", "nonsense": "b"}]}"#).unwrap_err();
        assert!(error.contains("posts: number 1: `nonsense`"), "{error}");
        let error =
            parse(r#"{"site":"a","name":"A","checked":"2026-01","posts":[{"select":"p","text":"a ~"}]}"#)
                .unwrap_err();
        assert!(error.contains("no pattern"), "{error}");
    }
}
