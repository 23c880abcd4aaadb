//! The words by which platforms label an ad, as a whole short text.
//!
//! Sources: the interface words that EasyList (2026-07) tests for on LinkedIn, X, Facebook and Instagram.

/// Sorted, lower case.
const WORDS: &[&str] = &[
    "ad",
    "advertisement",
    "anuncio",
    "anzeige",
    "anúncio",
    "dipromosikan",
    "gesponsert",
    "gesponserte inhalte",
    "gesponserter beitrag",
    "gesponsord",
    "paid advertisement",
    "patrocinado",
    "post sponsorisé",
    "post sponsorizzato",
    "promocionado",
    "promoted",
    "promotet",
    "promovat",
    "promoveret",
    "promovido",
    "propagováno",
    "publicidad",
    "publicidade",
    "publicité",
    "pubblicità",
    "sponsorisé",
    "sponsorizzato",
    "sponsored",
    "sponsored content",
    "sponsrad",
    "treść promowana",
    "werbung",
    "продвигается",
    "реклама",
    "プロモーション",
    "広告",
    "促銷內容",
    "프로모션",
];

/// Whether a short text is an ad label and nothing else.
pub fn is_ad_word(text: &str) -> bool {
    if text.len() > 80 {
        return false;
    }
    let text = text
        .trim()
        .trim_end_matches(['·', '•', '.', ':'])
        .trim()
        .to_lowercase();
    WORDS.contains(&text.as_str()) || text.starts_with("promoted by ") || text.starts_with("anzeige von ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_text_is_the_label() {
        assert!(is_ad_word("Promoted") && is_ad_word(" Anzeige · ") && is_ad_word("Gesponsert"));
        assert!(!is_ad_word("She was promoted to manager") && !is_ad_word("ads") && !is_ad_word(""));
    }
}
