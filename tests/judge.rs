//! The judge of promotion as a whole: reasons add up, disguise does not help, bad input is survived.

use duplex::judge::judge;
use duplex::judge::model::probability;
use duplex::values::{AuthorKind, Category, Judgement, Kind, Label, Subject};

fn post(text: &str) -> Judgement {
    judge(&Subject {
        text: text.into(),
        ..Subject::default()
    })
}

/// Pieces that texts are thrown together from: all scripts, marks and lengths that have broken readers before.
const PIECES: &[&str] = &[
    "sale",
    "wir",
    "ｆｒｅｅ",
    "s a l e",
    "с\u{43a}идка",
    "🔥",
    "👩\u{200d}👩\u{200d}👧",
    "\u{200b}",
    "e\u{301}",
    "#ad",
    "@user",
    "https://shop.example/?utm_source=a",
    "20 %",
    "\n",
    "...",
    "!!!",
    "\"",
    "1.",
    "\u{202e}abc",
    "𝗕𝗼𝗹𝗱",
    "中文",
    "c'est",
    "\0",
    "ß",
    "İ",
];

#[test]
fn reasons_add_up_whatever_the_text_and_author() {
    let mut random = 0x9E37_79B9_7F4A_7C15u64;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % below as u64) as usize
    };
    for _ in 0..2_000 {
        let text: Vec<&str> = (0..next(40)).map(|_| PIECES[next(PIECES.len())]).collect();
        let text = text.join(if next(2) == 0 { " " } else { "" });
        let subject = Subject {
            author_kind: [None, Some(AuthorKind::Person), Some(AuthorKind::Organisation)][next(3)],
            author_about: (next(2) == 0).then(|| "Coach and founder".to_string()),
            text,
            ..Subject::default()
        };
        let verdict = judge(&subject);
        let sum: f64 = verdict.reasons.iter().map(|r| r.weight).sum();
        assert!((probability(sum) - verdict.promo).abs() < 1e-9, "{subject:?}");
        let units = subject.text.encode_utf16().count() as u32;
        assert!(
            verdict.reasons.iter().all(|r| r.start <= r.end && r.end <= units),
            "{subject:?}"
        );
    }
}

#[test]
fn disguise_does_not_lower_the_score() {
    let plain = post("Sponsored: order now and save 20% with code LAMP20 https://lamps.example").promo;
    for text in [
        "S p o n s o r e d: order now and save 20% with code LAMP20 https://lamps.example",
        "Spоnsоred: оrder nоw and sаve 20% with code LAMP20 https://lamps.example",
        "Spon\u{200b}sored: or\u{200b}der n\u{200b}ow and sa\u{200b}ve 20% with code LAMP20 https://lamps.example",
        "Ｓｐｏｎｓｏｒｅｄ: ｏｒｄｅｒ ｎｏｗ and ｓａｖｅ 20% with code LAMP20 https://lamps.example",
    ] {
        let disguised = post(text).promo;
        assert!(disguised > plain - 0.1, "{disguised} {plain}: {text}");
    }
}

#[test]
fn each_category_is_told_by_its_own_signals() {
    for (text, category) in [
        (
            "Last three lamps in stock, order yours today: 40 € https://lamps.example/shop",
            Category::Sale,
        ),
        (
            "Save 20% with the discount code LAMP20, this week only! https://lamps.example",
            Category::DiscountCode,
        ),
        (
            "GIVEAWAY! Win two tickets: follow us, like this post and tag a friend to enter",
            Category::Giveaway,
        ),
        (
            "Free webinar on Tuesday at 6 pm: save your seat, register now https://lamps.example",
            Category::Webinar,
        ),
        (
            "We're hiring! Join our team as a baker, apply now: https://bakery.example/jobs",
            Category::Recruiting,
        ),
        (
            "Make money with bitcoin trading, earn $500 weekly, DM me to invest now!",
            Category::Crypto,
        ),
    ] {
        let verdict = post(text);
        assert_eq!(verdict.label, Some(Label::Promo), "{} {text}", verdict.promo);
        assert!(
            verdict.categories.contains(&category),
            "{:?} {text}",
            verdict.categories
        );
    }
    let course =
        post("Our masterclass is here! Sign up now and save your seat: https://lamps.example #learn");
    assert!(
        !course.categories.contains(&Category::Recruiting),
        "{:?}",
        course.categories
    );
}

#[test]
fn talk_in_seven_languages_is_not_accused() {
    for text in [
        "@user yeah I don't think that was his point, but I was tired yesterday",
        "ich finde das ehrlich gesagt nicht so schlimm, gestern war es schlimmer",
        "pues yo creo que no, pero ayer estaba muy cansada y no me acuerdo",
        "je pense que c'est pas grave mais j'ai mal dormi hier",
        "acho que não, mas ontem eu tava muito cansado",
        "io penso di no, ma ieri ero troppo stanca per capire",
        "ik denk eigenlijk van niet, maar gisteren was ik te moe",
    ] {
        let promo = post(text).promo;
        assert!(promo < 0.2, "{promo} {text}");
    }
}

#[test]
fn emoji_in_place_of_words_are_heard() {
    let bare = post("New lamps https://lamps.example").promo;
    let words = post("New lamps in the shop: https://lamps.example").promo;
    for text in [
        "🛒 New lamps 💥 20% 👉 https://lamps.example",
        "🔥🔥 New lamps 🎁 👇👇👇 https://lamps.example",
        "💸 New lamps ➡ https://lamps.example 🚀",
    ] {
        let shown = post(text).promo;
        assert!(shown > bare + 0.1, "{shown} {bare}: {text}");
        assert!(shown > words - 0.1, "{shown} {words}: {text}");
    }
}

#[test]
fn the_address_counts_that_a_link_s_text_hides() {
    let text = "Look at this lamp, so warm: lamps.example";
    let with = |links: &[&str]| {
        judge(&Subject {
            text: text.into(),
            links: links.iter().map(ToString::to_string).collect(),
            ..Subject::default()
        })
    };
    let plain = with(&["https://lamps.example/warm"]);
    for hidden in [
        "https://www.amazon.example/dp/B000?tag=lampfan-21",
        "https://lamps.example/?ref=anna&utm_source=feed",
    ] {
        let verdict = with(&[hidden]);
        assert!(verdict.promo > plain.promo, "{} {}", verdict.promo, plain.promo);
        assert!(
            verdict.reasons.iter().any(|r| r.signal == "link-tracked"),
            "{hidden}"
        );
    }
}

#[test]
fn what_is_in_pictures_alone_is_not_accused() {
    for text in ["", "📷", "https://t.co/xxxx", "🛒🔥", "[image]", "1/3"] {
        let verdict = post(text);
        assert_eq!(verdict.label, None, "{} {text}", verdict.promo);
    }
}

#[test]
fn a_link_to_the_author_s_own_site_counts_for_promotion() {
    let subject = |own_site| Subject {
        text: "Walnuts, chapter two https://walnuts.example/two".into(),
        own_site,
        ..Subject::default()
    };
    let (own, other) = (judge(&subject(true)), judge(&subject(false)));
    assert!(own.promo > other.promo + 0.02, "{} {}", own.promo, other.promo);
    assert!(own.reasons.iter().any(|r| r.signal == "link-own-site"));
}

#[test]
fn a_mark_of_paid_partnership_weighs_heavily() {
    for text in [
        "Evening routine with the new clay mask #ad",
        "Abendroutine mit der neuen Maske #werbung",
        "Rutina de noche con la nueva mascarilla #publi",
        "Routine du soir avec le nouveau masque #sponsorisé",
    ] {
        let tag = post(text).reasons.into_iter().find(|r| r.signal == "ad-tag");
        assert!(tag.is_some_and(|tag| tag.weight > 1.8), "{text}");
    }
}

#[test]
fn blunt_plugs_in_comments_are_called_by_name() {
    for text in [
        "sub me plz im so close to 100",
        "suscribe to my chanel i make vids!!",
        "Nice song. Check out my new track on my channel",
        "please like my page https://www.facebook.com/pages/xxxx/123",
        "abonniert meinen kanal, ich mache musik",
        "suscribanse a mi canal por favor",
    ] {
        let verdict = judge(&Subject {
            kind: Kind::Comment,
            text: text.into(),
            ..Subject::default()
        });
        assert_eq!(verdict.label, Some(Label::Promo), "{} {text}", verdict.promo);
    }
    for text in ["I watch this video every year", "the drummer carries this song"] {
        let verdict = judge(&Subject {
            kind: Kind::Comment,
            text: text.into(),
            ..Subject::default()
        });
        assert_eq!(verdict.label, None, "{} {text}", verdict.promo);
    }
}
