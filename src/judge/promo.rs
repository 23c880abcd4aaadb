//! Is it promotional? Named signals with their evidence, added up.

use crate::values::{AuthorKind, Category, Judgement, Label, Reason, Subject};

/// Log-odds before any signal: most posts are not promotional.
const PRIOR: f64 = -2.4;
/// Least probability for the label; the reader may set another for the badge.
const THRESHOLD: f64 = 0.5;
/// How often one signal counts, at most.
const REPEATS: usize = 2;

/// A signal found by its words: name, weight, category, and the words in small letters.
struct Lexicon {
    signal: &'static str,
    weight: f64,
    category: Option<Category>,
    words: &'static [&'static str],
}

/// Words of English and German, some of other languages; grouped by what they do, not by what they speak of.
const LEXICA: &[Lexicon] = &[
    Lexicon {
        signal: "call-to-act",
        weight: 1.3,
        category: None,
        words: &[
            "register now",
            "sign up",
            "buy now",
            "shop now",
            "order now",
            "get yours",
            "grab your",
            "book now",
            "join us",
            "click here",
            "swipe up",
            "download now",
            "subscribe",
            "link in bio",
            "check out my",
            "check out our",
            "learn more",
            "don't miss",
            "jetzt anmelden",
            "jetzt kaufen",
            "jetzt bestellen",
            "jetzt sichern",
            "jetzt zuschlagen",
            "jetzt buchen",
            "jetzt kostenlos",
            "hier klicken",
            "herunterladen",
            "link in der bio",
            "zum angebot",
            "mehr erfahren",
            "melde dich an",
            "meldet euch an",
            "sichere dir",
            "jetzt bewerben",
            "compra ahora",
            "inscríbete",
            "enlace en la bio",
            "inscrivez-vous",
            "lien en bio",
            "inscreve-te",
            "link na bio",
            "iscriviti",
            "link in bio",
            "schrijf je in",
            "bestel nu",
        ],
    },
    Lexicon {
        signal: "offer",
        weight: 1.5,
        category: Some(Category::Sale),
        words: &[
            "for sale",
            "on sale",
            "special offer",
            "limited offer",
            "limited time",
            "only today",
            "last chance",
            "while stocks last",
            "free shipping",
            "best price",
            "im angebot",
            "sonderangebot",
            "nur heute",
            "nur für kurze zeit",
            "nur solange der vorrat reicht",
            "versandkostenfrei",
            "schnäppchen",
            "statt",
            "oferta",
            "rebajas",
            "soldes",
            "promoção",
            "offerta",
            "aanbieding",
            "doors close",
        ],
    },
    Lexicon {
        signal: "discount",
        weight: 1.6,
        category: Some(Category::DiscountCode),
        words: &[
            "% off",
            "discount",
            "promo code",
            "with code",
            "use code",
            "coupon",
            "voucher",
            "% rabatt",
            "rabattcode",
            "gutschein",
            "rabatt",
            "startguthaben",
            "descuento",
            "código",
            "réduction",
            "code promo",
            "desconto",
            "sconto",
            "korting",
        ],
    },
    Lexicon {
        signal: "giveaway",
        weight: 1.7,
        category: Some(Category::Giveaway),
        words: &[
            "giveaway",
            "win a",
            "enter to win",
            "gewinnspiel",
            "verlosen",
            "zu gewinnen",
            "sorteo",
            "concours",
            "sorteio",
            "winactie",
        ],
    },
    Lexicon {
        signal: "event",
        weight: 1.0,
        category: Some(Category::Webinar),
        words: &[
            "webinar",
            "masterclass",
            "free ebook",
            "free guide",
            "free training",
            "workshop",
            "early bird",
            "tickets",
            "kostenloses e-book",
            "seminar",
            "online-kurs",
            "anmeldung",
            "curso gratis",
            "formation gratuite",
        ],
    },
    Lexicon {
        signal: "recruiting",
        weight: 1.4,
        category: Some(Category::Recruiting),
        words: &[
            "we're hiring",
            "we are hiring",
            "apply now",
            "join our team",
            "wir suchen",
            "bewirb dich",
            "stellenangebot",
            "be your own boss",
            "passive income",
            "follow me",
            "folgt mir",
            "buscamos",
            "nous recrutons",
        ],
    },
    Lexicon {
        signal: "quick-money",
        weight: 1.7,
        category: Some(Category::Crypto),
        words: &[
            "bitcoin",
            "crypto",
            "airdrop",
            "forex",
            "make money",
            "double your",
            "casino",
            "geld verdienen",
            "krypto",
            "ganar dinero",
        ],
    },
    Lexicon {
        signal: "announcement",
        weight: 1.1,
        category: Some(Category::OwnProduct),
        words: &[
            "we're excited",
            "excited to announce",
            "proud to announce",
            "thrilled to",
            "is finally here",
            "now available",
            "out now",
            "new video",
            "new episode",
            "my new book",
            "our new",
            "introducing",
            "wir freuen uns",
            "ab sofort",
            "jetzt erhältlich",
            "neue folge",
            "neues video",
            "unsere neue",
            "unser neues",
            "mein neues buch",
            "ya disponible",
            "disponible maintenant",
            "já disponível",
            "ora disponibile",
            "nu verkrijgbaar",
        ],
    },
    Lexicon {
        signal: "engagement-bait",
        weight: 1.6,
        category: Some(Category::EngagementBait),
        words: &[
            "comment yes",
            "tag a friend",
            "like and share",
            "double tap",
            "dm me",
            "kommentiere ja",
            "markiere einen freund",
            "schreib mir",
        ],
    },
    Lexicon {
        signal: "personal",
        weight: -0.7,
        category: None,
        words: &[
            "i think",
            "i feel",
            "i wonder",
            "i remember",
            "my grandmother",
            "does anybody",
            "does anyone",
            "ich glaube",
            "ich finde",
            "ich frage mich",
            "weiß jemand",
            "kennt jemand",
            "creo que",
            "je pense",
            "acho que",
            "penso che",
            "ik denk",
        ],
    },
    Lexicon {
        signal: "thanks",
        weight: -0.8,
        category: None,
        words: &[
            "thank you",
            "thanks to",
            "danke",
            "gracias",
            "merci",
            "obrigad",
            "grazie",
            "bedankt",
        ],
    },
];

const AFFILIATE: &[&str] = &[
    "tag=",
    "ref=",
    "aff=",
    "affiliate",
    "partner=",
    "amzn.to",
    "/ref/",
];
const TRACKED: &[&str] = &[
    "utm_source",
    "utm_campaign",
    "bit.ly/",
    "lnkd.in/",
    "linktr.ee",
    "tinyurl.com",
    "t.ly/",
];

/// Judges promotion: fills in probability, label, categories and reasons.
pub(super) fn judge_promo(subject: &Subject, judgement: &mut Judgement) {
    let mut found = Found::new(&subject.text);
    for lexicon in LEXICA {
        for word in lexicon.words {
            found.word(lexicon, word);
        }
    }
    found.price();
    found.tags();
    for link in &subject.links {
        let link = link.to_lowercase();
        if AFFILIATE.iter().any(|mark| link.contains(mark)) {
            found.fact("affiliate-link", 1.6, Some(Category::AffiliateLink));
        } else if TRACKED.iter().any(|mark| link.contains(mark)) {
            found.fact("tracked-link", 0.9, None);
        }
    }
    if !subject.links.is_empty() {
        found.fact("link", 0.5, None);
    }
    if subject.author_kind == Some(AuthorKind::Organisation) {
        found.fact("organisation", 0.8, None);
    }
    let sum: f64 = PRIOR + found.reasons.iter().map(|reason| reason.weight).sum::<f64>();
    judgement.promo = 1.0 / (1.0 + (-sum).exp());
    if judgement.promo >= THRESHOLD {
        judgement.label = Some(Label::Promo);
        judgement.categories = found.categories();
    }
    found.reasons.push(Reason {
        signal: "prior".to_owned(),
        start: 0,
        end: 0,
        weight: PRIOR,
    });
    found
        .reasons
        .sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    judgement.reasons.extend(found.reasons);
}

/// What was found so far in one text.
struct Found {
    /// The text in small letters, letter by letter, with the place of each in UTF-16 units.
    letters: Vec<(char, u32)>,
    low: String,
    /// Where each byte of `low` stands in UTF-16 units of the text.
    places: Vec<u32>,
    reasons: Vec<Reason>,
    categories: Vec<(Category, f64)>,
}

impl Found {
    fn new(text: &str) -> Self {
        let mut found = Found {
            letters: Vec::new(),
            low: String::with_capacity(text.len()),
            places: Vec::with_capacity(text.len() + 1),
            reasons: Vec::new(),
            categories: Vec::new(),
        };
        let mut at = 0u32;
        for c in text.chars() {
            found.letters.push((c, at));
            let before = found.low.len();
            found.low.extend(c.to_lowercase());
            found
                .places
                .resize(found.places.len() + found.low.len() - before, at);
            at += c.len_utf16() as u32;
        }
        found.places.push(at);
        found
    }

    fn word(&mut self, lexicon: &Lexicon, word: &str) {
        let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let spans: Vec<(u32, u32)> = self
            .low
            .match_indices(word)
            .filter(|(at, _)| {
                !inside(self.low[..*at].chars().next_back()) || !word.starts_with(char::is_alphanumeric)
            })
            .filter(|(at, _)| !inside(self.low[at + word.len()..].chars().next()))
            .map(|(at, _)| (self.places[at], self.places[at + word.len()]))
            .collect();
        let known = self
            .reasons
            .iter()
            .filter(|reason| reason.signal == lexicon.signal)
            .count();
        for (start, end) in spans.into_iter().take(REPEATS.saturating_sub(known)) {
            self.add(lexicon.signal, lexicon.weight, lexicon.category, start, end);
        }
    }

    /// Amounts of money and percentages.
    fn price(&mut self) {
        let mark = |c: char| matches!(c, '€' | '$' | '£' | '%');
        let hit = self.letters.iter().enumerate().find(|(i, (c, _))| {
            let near = |j: Option<usize>| {
                j.and_then(|j| self.letters.get(j))
                    .is_some_and(|(c, _)| c.is_ascii_digit())
            };
            mark(*c) && (near(i.checked_sub(1)) || near(i.checked_sub(2)) || near(Some(i + 1)))
        });
        if let Some((i, (c, _))) = hit {
            let (signal, weight) = if *c == '%' {
                ("percentage", 0.4)
            } else {
                ("price", 0.9)
            };
            let digit = |j: usize| {
                self.letters
                    .get(j)
                    .is_some_and(|(c, _)| c.is_ascii_digit() || matches!(c, ' ' | '.' | ','))
            };
            let mut first = i;
            while first > 0 && digit(first - 1) {
                first -= 1;
            }
            let end = self
                .letters
                .get(i + 1)
                .map_or(*self.places.last().unwrap_or(&0), |(_, at)| *at);
            self.add(signal, weight, None, self.letters[first].1, end);
        }
    }

    /// Three hashtags and more.
    fn tags(&mut self) {
        let count = self
            .low
            .split_whitespace()
            .filter(|word| word.len() > 2 && word.starts_with('#'))
            .count();
        if count >= 3 {
            self.fact("hashtags", 0.7, None);
        }
    }

    fn fact(&mut self, signal: &'static str, weight: f64, category: Option<Category>) {
        if !self.reasons.iter().any(|reason| reason.signal == signal) {
            self.add(signal, weight, category, 0, 0);
        }
    }

    fn add(&mut self, signal: &str, weight: f64, category: Option<Category>, start: u32, end: u32) {
        self.reasons.push(Reason {
            signal: signal.to_owned(),
            start,
            end,
            weight,
        });
        if let Some(category) = category {
            match self.categories.iter_mut().find(|(known, _)| *known == category) {
                Some((_, sum)) => *sum += weight,
                None => self.categories.push((category, weight)),
            }
        }
    }

    fn categories(&mut self) -> Vec<Category> {
        self.categories.sort_by(|a, b| b.1.total_cmp(&a.1));
        self.categories.iter().map(|(category, _)| *category).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(text: &str) -> Judgement {
        let mut judgement = Judgement::default();
        judge_promo(
            &Subject {
                text: text.into(),
                ..Subject::default()
            },
            &mut judgement,
        );
        judgement
    }

    #[test]
    fn tells_an_offer_from_a_story() {
        assert_eq!(
            judged("Only today: 30% off with code SUN. Shop now!").label,
            Some(Label::Promo)
        );
        assert_eq!(
            judged("Jetzt anmelden: unser neues Online-Seminar, nur 49 €.").label,
            Some(Label::Promo)
        );
        assert_eq!(
            judged("I think the river was higher last spring. Does anybody remember?").label,
            None
        );
        assert_eq!(judged("").label, None);
    }

    #[test]
    fn the_weights_add_up_and_the_spans_stand_on_the_words() {
        let text = "İ 😀 Buy now";
        let judgement = judged(text);
        let sum: f64 = judgement.reasons.iter().map(|reason| reason.weight).sum();
        assert!((judgement.promo - 1.0 / (1.0 + (-sum).exp())).abs() < 1e-9);
        let reason = judgement
            .reasons
            .iter()
            .find(|reason| reason.signal == "call-to-act")
            .unwrap();
        let units: Vec<u16> = text.encode_utf16().collect();
        assert_eq!(
            String::from_utf16_lossy(&units[reason.start as usize..reason.end as usize]),
            "Buy now"
        );
    }
}
