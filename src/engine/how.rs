//! How detection works, told from the shipped model itself: the signals by what they are called, with their weights.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use super::views::words::keys;
use crate::judge::{SPEAKS, weights};
use crate::values::{Category, CategoryLine, How, SignalFamily, sort_by};

/// Words that show a signal, in English; by the key of its text.
const EXAMPLES: &[(&str, &str)] = &[
    ("signal_link", "example.org/post"),
    ("signal_link_shop", "shop.example/cart"),
    ("signal_link_event", "tickets.example/summit"),
    ("signal_link_tracked", "example.org/?utm_source=feed, ?ref=anna"),
    ("signal_link_job", "jobs.example/apply"),
    ("signal_hashtag", "#ad #sale #growth"),
    ("signal_mention", "@anna @bert"),
    ("signal_emoji", "🚀 👉 🎉"),
    ("signal_exclamation", "Finally here!!!"),
    ("signal_question", "Which wax did you use?"),
    ("signal_price", "only €79"),
    ("signal_offer", "40% off with code LOUD40"),
    ("signal_urgent", "only today, last chance"),
    ("signal_free", "free download"),
    ("signal_giveaway", "win one of three books"),
    ("signal_when", "Friday, 8 pm"),
    ("signal_number", "10,000 readers"),
    ("signal_layout", "✓ one ✓ two ✓ three"),
    ("signal_length", "three words, or three pages"),
    ("signal_quote", "“as she said”"),
    ("signal_contact", "DM me, call 555 0100"),
    ("signal_disguise", "Ｓａｌｅ, s.a.l.e"),
    ("signal_i", "I walked there"),
    ("signal_we", "we are proud to present"),
    ("signal_you", "you will love it"),
    ("signal_passed_on", "via Scheduler, RT"),
    ("signal_author", "Coach | Founder | Book now"),
    ("signal_engage", "comment YES and tag a friend"),
    ("signal_act", "buy now, sign up, click the link in bio"),
    ("signal_event", "live webinar, masterclass"),
    ("signal_hiring", "we are hiring"),
    ("signal_announce", "excited to announce"),
    ("signal_own_content", "my new book, latest episode"),
    ("signal_product", "our new app"),
    ("signal_money", "passive income, token presale"),
    ("signal_cause", "please donate"),
    ("signal_brand_voice", "our customers, our mission"),
    ("signal_opinion", "I think that is wrong"),
    ("signal_story", "yesterday my neighbour"),
    ("signal_thanks", "thank you all"),
    ("signal_news", "police say"),
    ("signal_letters", "LAST CHANCE, 𝓷𝓮𝔀 𝓲𝓷"),
    ("signal_advice", "three things I would do again"),
    ("signal_recap", "what a day it was"),
    ("signal_grumble", "my train is late again"),
    ("signal_fan", "what a voice she has"),
    ("signal_place", "in the town hall, room 3"),
    ("signal_names", "Nordufer, Halle Sieben"),
    ("signal_achieve", "I passed the exam"),
    ("signal_chat", "morning, how is everyone?"),
    ("signal_asks_post", "a comment under a long article"),
    ("signal_other", "all small letters, no full stop"),
    ("signal_asks_request", "please send me the drawing"),
    ("signal_asks_problem", "it stops with error 402"),
    ("signal_asks_argument", "no, because oak is harder"),
    ("signal_asks_praise", "lovely work, thanks!"),
    ("signal_asks_ditto", "same here"),
    ("signal_asks_mood", "haha, good luck with that"),
    ("signal_asks_detail", "version 3.2, `cargo run`"),
    ("signal_asks_whom", "@bert, you forgot"),
    ("signal_asks_statement", "the bridge is closed"),
    ("signal_wording", "shares words with the post"),
];

/// Words that show a kind of promotion, in English.
fn example_of(category: Category) -> &'static str {
    match category {
        Category::Sale => "Now in our shop: the drill for €79",
        Category::DiscountCode => "20% off with code SPRING20",
        Category::Giveaway => "Follow and share to win one",
        Category::Webinar => "Free webinar on Thursday, save your seat",
        Category::AffiliateLink => "My favourite mixer: shop.example/?ref=anna",
        Category::Recruiting => "We are hiring, apply now",
        Category::Crypto => "Presale of our token ends tonight",
        Category::OwnProduct => "My new book is out",
        Category::EngagementBait => "Comment YES and I send it to you",
        Category::ScheduledCopy => "The same words, posted again",
    }
}

/// The signals that move a score, and the kinds of promotion. Single words are too many to list.
pub(super) fn how() -> How {
    let weights = weights();
    let mut families: Vec<SignalFamily> = Vec::new();
    for (name, weight) in &weights {
        let asks = name.starts_with("asks-");
        let listed = *weight != 0.0 && !name.starts_with("asks-word-") && !name.ends_with("prior");
        let [key] = keys(name)[..] else { continue };
        if !listed {
            continue;
        }
        let known = families.iter().position(|f| f.asks == asks && f.key == key);
        let at = known.unwrap_or_else(|| {
            let example = EXAMPLES.iter().find(|(known, _)| *known == key);
            families.push(SignalFamily {
                key: key.to_owned(),
                asks,
                example: example.map_or("", |(_, example)| *example).to_owned(),
                signals: Vec::new(),
            });
            families.len() - 1
        });
        families[at].signals.push((name.clone(), *weight));
    }
    let size = |signal: &(String, f64)| signal.1.abs();
    for family in &mut families {
        sort_by(&mut family.signals, |a, b| size(b).total_cmp(&size(a)));
    }
    sort_by(&mut families, |a, b| {
        size(&b.signals[0]).total_cmp(&size(&a.signals[0]))
    });
    let of = |name: &&str| weights.iter().find(|(known, _)| known == name).cloned();
    let categories = SPEAKS.iter().map(|(category, names)| CategoryLine {
        key: category.key().to_owned(),
        example: example_of(*category).to_owned(),
        signals: names.iter().filter_map(of).collect(),
    });
    How {
        categories: categories.collect(),
        families,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_signal_of_the_shipped_model_is_told_with_an_example() {
        let how = how();
        assert!(how.families.iter().any(|f| f.asks) && how.families.iter().any(|f| !f.asks));
        for family in &how.families {
            assert!(!family.example.is_empty(), "{} has no example", family.key);
            assert!(family.signals.iter().all(|(_, weight)| *weight != 0.0));
        }
        assert!(how.categories.len() >= 9);
        assert!(how.categories.iter().all(|line| !line.signals.is_empty()));
    }
}
