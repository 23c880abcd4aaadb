//! The judge's signals in words: many signals share one text, because a reader wants to know what spoke, not how it
//! was measured.

use alloc::vec::Vec;

use crate::values::{Message, Part};

/// Beginnings of signals of promotion and their texts; the first that fits counts.
const PROMO: &[(&str, &str)] = &[
    ("link-shop", "signal_link_shop"),
    ("link-event", "signal_link_event"),
    ("link-tracked", "signal_link_tracked"),
    ("link-job", "signal_link_job"),
    ("link-messenger", "signal_contact"),
    ("link", "signal_link"),
    ("headline-and-link", "signal_link"),
    ("hashtag", "signal_hashtag"),
    ("mention", "signal_mention"),
    ("emoji", "signal_emoji"),
    ("exclamation", "signal_exclamation"),
    ("question", "signal_question"),
    ("price", "signal_price"),
    ("dollar", "signal_price"),
    ("percent", "signal_offer"),
    ("offer", "signal_offer"),
    ("urgent", "signal_urgent"),
    ("free", "signal_free"),
    ("giveaway", "signal_giveaway"),
    ("clock-time", "signal_when"),
    ("date", "signal_when"),
    ("when", "signal_when"),
    ("number", "signal_number"),
    ("list", "signal_layout"),
    ("line", "signal_layout"),
    ("divider", "signal_layout"),
    ("colon", "signal_layout"),
    ("length", "signal_length"),
    ("quote", "signal_quote"),
    ("e-mail", "signal_contact"),
    ("phone", "signal_contact"),
    ("disguise", "signal_disguise"),
    ("first-person-only", "signal_i"),
    ("i", "signal_i"),
    ("we", "signal_we"),
    ("you", "signal_you"),
    ("via", "signal_passed_on"),
    ("posted-auto", "signal_passed_on"),
    ("repost", "signal_passed_on"),
    ("author", "signal_author"),
    ("about-seller", "signal_author"),
    ("act-engage", "signal_engage"),
    ("act", "signal_act"),
    ("event", "signal_event"),
    ("course", "signal_event"),
    ("hiring", "signal_hiring"),
    ("announce", "signal_announce"),
    ("own-content", "signal_own_content"),
    ("product", "signal_product"),
    ("money", "signal_money"),
    ("cause", "signal_cause"),
    ("brand-voice", "signal_brand_voice"),
    ("opinion", "signal_opinion"),
    ("story", "signal_story"),
    ("thanks", "signal_thanks"),
    ("news", "signal_news"),
    ("wording", "signal_wording"),
    ("own-answers", "signal_own_answers"),
    ("capitals", "signal_letters"),
    ("headline-capitals", "signal_letters"),
    ("few-capitals", "signal_letters"),
    ("all-small", "signal_letters"),
    ("styled-letters", "signal_letters"),
    ("drawn-out", "signal_letters"),
    ("numbered", "signal_layout"),
    ("dots", "signal_layout"),
    ("stop-link", "signal_link"),
    ("arrow-link", "signal_link"),
    ("word-link", "signal_link"),
    ("names", "signal_names"),
    ("achieve", "signal_achieve"),
    ("recap", "signal_recap"),
    ("advice", "signal_advice"),
    ("grumble", "signal_grumble"),
    ("org-voice", "signal_brand_voice"),
    ("fan", "signal_fan"),
    ("place", "signal_place"),
    ("chat", "signal_chat"),
    ("self-plug", "signal_own_content"),
    ("like-bait", "signal_engage"),
    ("comment-word", "signal_engage"),
    ("auto-stats", "signal_passed_on"),
    ("referral", "signal_link_tracked"),
    ("ad-tag", "signal_offer"),
    ("tag-partner", "signal_offer"),
    ("company-news", "signal_brand_voice"),
    ("findings", "signal_story"),
    ("show", "signal_announce"),
    ("listing", "signal_product"),
    ("measure", "signal_product"),
    ("soon", "signal_event"),
    ("seeking", "signal_hiring"),
    ("job-genders", "signal_hiring"),
    ("crowd", "signal_you"),
    ("about", "signal_author"),
];

/// The same for signals of asking, without their `asks-`.
const ASKS: &[(&str, &str)] = &[
    ("q", "signal_question"),
    ("u", "signal_question"),
    ("asking", "signal_question"),
    ("frame", "signal_question"),
    ("wonder", "signal_question"),
    ("request", "signal_asks_request"),
    ("please", "signal_asks_request"),
    ("wish", "signal_asks_request"),
    ("suggestion", "signal_asks_request"),
    ("problem", "signal_asks_problem"),
    ("trouble", "signal_asks_problem"),
    ("argument", "signal_asks_argument"),
    ("because", "signal_asks_argument"),
    ("counter", "signal_asks_argument"),
    ("opens-counter", "signal_asks_argument"),
    ("correction", "signal_asks_argument"),
    ("opinion", "signal_asks_argument"),
    ("experience", "signal_asks_argument"),
    ("thanks", "signal_asks_praise"),
    ("closes-thanks", "signal_asks_praise"),
    ("opens-thanks", "signal_asks_praise"),
    ("opens-praise", "signal_asks_praise"),
    ("praise", "signal_asks_praise"),
    ("warm", "signal_asks_praise"),
    ("short-warm", "signal_asks_praise"),
    ("ditto", "signal_asks_ditto"),
    ("agreement", "signal_asks_ditto"),
    ("laugh", "signal_asks_mood"),
    ("derision", "signal_asks_mood"),
    ("scorn", "signal_asks_mood"),
    ("rhetoric", "signal_asks_mood"),
    ("emoji", "signal_emoji"),
    ("link", "signal_link"),
    ("code", "signal_asks_detail"),
    ("digits", "signal_asks_detail"),
    ("technical", "signal_asks_detail"),
    ("length", "signal_length"),
    ("sentences", "signal_length"),
    ("paragraphs", "signal_length"),
    ("answers-another", "signal_asks_whom"),
    ("others", "signal_asks_whom"),
    ("to-mention", "signal_asks_whom"),
    ("mentions", "signal_asks_whom"),
    ("audience", "signal_asks_whom"),
    ("anybody", "signal_asks_whom"),
    ("statement", "signal_asks_statement"),
    ("post", "signal_asks_post"),
    ("timestamp", "signal_asks_detail"),
    ("verb", "signal_wording"),
    ("word", "signal_wording"),
    ("shares-words", "signal_wording"),
    ("topic", "signal_wording"),
];

/// The text of what has no name of its own.
const OTHER: &str = "signal_other";

/// The keys of a signal's texts: one, or two where it is a pair.
pub(in crate::engine) fn keys(signal: &str) -> Vec<&'static str> {
    let (list, name) = match signal.strip_prefix("asks-") {
        Some(name) => (ASKS, name),
        None => (PROMO, signal),
    };
    let mut keys: Vec<&'static str> = name.split('+').map(|part| key(list, part)).collect();
    keys.dedup();
    keys
}

fn key(list: &[(&'static str, &'static str)], name: &str) -> &'static str {
    let fits = |beginning: &str| {
        name.strip_prefix(beginning)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', 's']))
    };
    list.iter()
        .find(|(beginning, _)| fits(beginning))
        .map_or(OTHER, |(_, key)| key)
}

/// The words of texts by their keys.
pub(super) fn words(keys: &[&'static str]) -> Vec<Part> {
    let mut words = Vec::new();
    for key in keys {
        if !words.is_empty() {
            words.push(" + ".into());
        }
        words.push(Message::new(*key).into());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::keys;

    #[test]
    fn signals_are_named_by_their_beginning() {
        assert_eq!(keys("link-shop"), ["signal_link_shop"]);
        assert_eq!(keys("link-many"), ["signal_link"]);
        assert_eq!(keys("length-short"), ["signal_length"]);
        assert_eq!(keys("i-dense"), ["signal_i"]);
        assert_eq!(keys("event+when"), ["signal_event", "signal_when"]);
        assert_eq!(keys("asks-q-you"), ["signal_question"]);
        assert_eq!(keys("asks-quotes"), ["signal_other"]);
        assert_eq!(keys("asks-word-a-few"), ["signal_wording"]);
    }

    #[test]
    fn most_signals_of_the_shipped_judge_have_words() {
        let names = crate::judge::signals::names();
        let nameless: Vec<_> = names.iter().filter(|n| keys(n) == ["signal_other"]).collect();
        assert!(
            nameless.len() * 8 < names.len(),
            "{nameless:?} of {}",
            names.len()
        );
    }
}
