//! Floor 0: what the engine carries beside its code: style sheet, site files, word lists and weights, in one file that
//! `build.rs` makes. Native programs hold it; in the extension it lies beside the wasm, where a package's own compression
//! reaches it, and is handed over at the start.

/// Names below `src` and lengths in bytes of the texts, in the file's order; the weights of promotion follow.
const TEXTS: &[(&str, usize)] = include!(concat!(env!("OUT_DIR"), "/texts.rs"));
/// Length of the file in bytes.
const LENGTH: usize = include!(concat!(env!("OUT_DIR"), "/length.rs"));

/// The whole file.
#[cfg(not(target_arch = "wasm32"))]
pub fn all() -> &'static [u8] {
    include_bytes!(concat!(env!("OUT_DIR"), "/data.bin"))
}

#[cfg(target_arch = "wasm32")]
mod handed_over {
    use alloc::vec::Vec;

    use once_cell::race::OnceBox;

    static DATA: OnceBox<Vec<u8>> = OnceBox::new();

    pub(crate) fn all() -> &'static [u8] {
        DATA.get().map_or(&[], Vec::as_slice)
    }

    /// Takes the file over; whether it is the one that this code was built with. The first stays.
    #[cfg(feature = "background")]
    pub(crate) fn install(data: Vec<u8>) -> bool {
        let fits = data.len() == super::LENGTH;
        if fits {
            let _ = DATA.set(alloc::boxed::Box::new(data));
        }
        fits
    }
}
#[cfg(target_arch = "wasm32")]
use handed_over::all;
#[cfg(all(target_arch = "wasm32", feature = "background"))]
pub(crate) use handed_over::install;

/// The texts whose names begin with `folder`, by name.
pub(crate) fn texts(folder: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut rest = all();
    TEXTS
        .iter()
        .map(move |(name, length)| {
            let (text, after) = rest.split_at_checked(*length).unwrap_or_default();
            rest = after;
            (*name, text)
        })
        .filter(move |(name, _)| name.starts_with(folder))
        .map(|(name, text)| (name, core::str::from_utf8(text).unwrap_or_default()))
}

/// The text of one file, by its name below `src`; empty where there is none, which a test rules out for those in use.
pub(crate) fn text(name: &str) -> &'static str {
    texts(name).next().map_or("", |(_, text)| text)
}

/// The weights of promotion, see `judge::model`.
pub(crate) fn promo_weights() -> &'static [u8] {
    let texts: usize = TEXTS.iter().map(|(_, length)| length).sum();
    all().get(texts..LENGTH).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_as_its_file() {
        assert!(TEXTS.len() > 8);
        let said =
            |line: &&str| !line.is_empty() && !line.starts_with("# ") && !line.starts_with("\"notes\":");
        for (name, text) in texts("").filter(|(name, _)| *name != "style.css") {
            let file = format!("{}/src/{name}", env!("CARGO_MANIFEST_DIR"));
            let file = std::fs::read_to_string(&file).unwrap();
            let lines = file.lines().map(str::trim).filter(said);
            assert!(lines.eq(text.lines().filter(said)), "{name}");
        }
        assert!(text("style.css").contains("!important"));
        let weights = format!("{}/src/judge/model/promo.bin", env!("CARGO_MANIFEST_DIR"));
        assert_eq!(promo_weights(), std::fs::read(&weights).unwrap());
    }

    #[test]
    fn texts_are_found_by_name_and_by_folder() {
        assert!(text("sites/generic.json").starts_with('{'));
        assert!(text("judge/words.txt").contains('['));
        assert!(texts("sites/").all(|(name, _)| name.ends_with(".json")));
        assert_eq!(text("sites/none.json"), "");
    }
}
