//! Floor 0: the site files and word lists. They are deflated at build time, to a third of their size, and unpacked once.

use alloc::string::String;

use crate::inflate::inflate;
use crate::values::Lazy;

/// Names below `src` and lengths in bytes, in the order of the stream.
const LIST: &[(&str, usize)] = include!(concat!(env!("OUT_DIR"), "/texts.rs"));
const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/texts.deflate"));

/// The texts whose names begin with `folder`, by name.
pub(crate) fn texts(folder: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut rest = UNPACKED.as_str();
    LIST.iter()
        .map(move |(name, length)| {
            let (text, after) = rest.split_at_checked(*length).unwrap_or_default();
            rest = after;
            (*name, text)
        })
        .filter(move |(name, _)| name.starts_with(folder))
}

/// The text of one file, by its name below `src`; empty where there is none, which a test rules out for those in use.
pub(crate) fn text(name: &str) -> &'static str {
    texts(name).next().map_or("", |(_, text)| text)
}

static UNPACKED: Lazy<String> = Lazy::new(|| {
    let length = LIST.iter().map(|(_, length)| length).sum();
    String::from_utf8(inflate(PACKED, length)).unwrap_or_default()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_as_its_file() {
        assert!(LIST.len() > 8);
        let said =
            |line: &&str| !line.is_empty() && !line.starts_with("# ") && !line.starts_with("\"notes\":");
        for (name, text) in texts("").filter(|(name, _)| *name != "style.css") {
            let file = format!("{}/src/{name}", env!("CARGO_MANIFEST_DIR"));
            let file = std::fs::read_to_string(&file).unwrap();
            let lines = file.lines().map(str::trim).filter(said);
            assert!(lines.eq(text.lines().filter(said)), "{name}");
        }
        assert!(text("style.css").contains("!important"));
    }

    #[test]
    fn texts_are_found_by_name_and_by_folder() {
        assert!(text("sites/generic.json").starts_with('{'));
        assert!(text("judge/words.txt").contains('['));
        assert!(texts("sites/").all(|(name, _)| name.ends_with(".json")));
        assert_eq!(text("sites/none.json"), "");
    }
}
