//! What the judge says of one item, and why.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Fill, Out, Put, Value};

use super::sort_by;

/// The badge that an item carries. Absent: nothing to say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Label {
    /// The platform itself labels it as advertising.
    #[default]
    Ad,
    /// Its main purpose is promotion.
    Promo,
    /// Promotional, and no sign of conversation.
    OneWay,
    /// The author answers those who ask.
    TwoWay,
    /// Asks for a reply, all replies are on the page, none is by the author.
    Unanswered,
    /// The same, by a newcomer.
    UnansweredNewcomer,
    /// Others answered, the author did not.
    AnsweredByOthers,
    /// The reader's own words or authors.
    Own,
}

impl Label {
    /// All labels in the order in which they are listed.
    pub const ALL: [Self; 8] = [
        Self::Ad,
        Self::Promo,
        Self::OneWay,
        Self::TwoWay,
        Self::Unanswered,
        Self::UnansweredNewcomer,
        Self::AnsweredByOthers,
        Self::Own,
    ];

    /// The label in kebab-case, as it is written and as style sheets name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ad => "ad",
            Self::Promo => "promo",
            Self::OneWay => "one-way",
            Self::TwoWay => "two-way",
            Self::Unanswered => "unanswered",
            Self::UnansweredNewcomer => "unanswered-newcomer",
            Self::AnsweredByOthers => "answered-by-others",
            Self::Own => "own",
        }
    }

    /// The label of a name as settings and messages write it.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|label| label.name() == name)
    }

    /// Its shape, as paths on a field of 12 by 12: one that is filled, one that is drawn as a line.
    pub fn paths(self) -> [&'static str; 2] {
        match self {
            Self::Ad => ["M3 3h6v6H3z", ""],
            Self::Promo => ["M6 .8L11.2 6 6 11.2.8 6z", ""],
            Self::OneWay => ["M2 1l9 5-9 5z", ""],
            Self::TwoWay => [
                "",
                "M1 3.8h9M7.4 1.2L10 3.8 7.4 6.4M11 8.4H2M4.6 5.8L2 8.4 4.6 11",
            ],
            Self::Unanswered => ["", "M6 1.5a4.5 4.5 0 1 0 .01 0z"],
            Self::UnansweredNewcomer => ["", "M6 .8v10.4M1.5 3.4l9 5.2M10.5 3.4l-9 5.2"],
            Self::Own => ["", "M1 1.5h10L7.2 6.2V11L4.8 9.4V6.2z"],
            Self::AnsweredByOthers => ["M6 1.5a4.5 4.5 0 0 1 0 9z", "M6 1.5a4.5 4.5 0 1 0 .01 0z"],
        }
    }

    /// Whether it rests on a judgement of the text, which the reader may call wrong.
    pub fn is_judged(self) -> bool {
        !matches!(self, Self::Ad | Self::TwoWay | Self::Own)
    }
}

impl Put for Label {
    fn put(&self, out: &mut Out) {
        out.text_value(self.name());
    }
}

impl Fill for Label {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        let named = from.as_str().and_then(Self::named);
        *self = named.ok_or("is no kind of badge")?;
        Ok(())
    }
}

/// What kind of promotion it is; product.md's list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// Something is offered for sale.
    #[default]
    Sale,
    /// A discount or a code for one.
    DiscountCode,
    /// A prize for taking part.
    Giveaway,
    /// A webinar, show, course or free lead magnet.
    Webinar,
    /// A link that pays the author.
    AffiliateLink,
    /// Jobs, sign-ups, followers, donations, multi-level marketing.
    Recruiting,
    /// Crypto, betting, quick money.
    Crypto,
    /// The author's or sponsor's own blog, video, podcast, book, product, service.
    OwnProduct,
    /// "Comment YES", "tag a friend".
    EngagementBait,
    /// A scheduled or cross-posted copy.
    ScheduledCopy,
}

impl Category {
    /// All kinds.
    pub const ALL: [Self; 10] = [
        Self::Sale,
        Self::DiscountCode,
        Self::Giveaway,
        Self::Webinar,
        Self::AffiliateLink,
        Self::Recruiting,
        Self::Crypto,
        Self::OwnProduct,
        Self::EngagementBait,
        Self::ScheduledCopy,
    ];

    /// The kind in kebab-case, as it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sale => "sale",
            Self::DiscountCode => "discount-code",
            Self::Giveaway => "giveaway",
            Self::Webinar => "webinar",
            Self::AffiliateLink => "affiliate-link",
            Self::Recruiting => "recruiting",
            Self::Crypto => "crypto",
            Self::OwnProduct => "own-product",
            Self::EngagementBait => "engagement-bait",
            Self::ScheduledCopy => "scheduled-copy",
        }
    }

    /// Its text's key in `_locales`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Sale => "category_sale",
            Self::DiscountCode => "category_discount_code",
            Self::Giveaway => "category_giveaway",
            Self::Webinar => "category_webinar",
            Self::AffiliateLink => "category_affiliate_link",
            Self::Recruiting => "category_recruiting",
            Self::Crypto => "category_crypto",
            Self::OwnProduct => "category_own_product",
            Self::EngagementBait => "category_engagement_bait",
            Self::ScheduledCopy => "category_scheduled_copy",
        }
    }
}

impl Put for Category {
    fn put(&self, out: &mut Out) {
        out.text_value(self.name());
    }
}

impl Fill for Category {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        let named = |kind: &Self| from.as_str() == Some(kind.name());
        *self = Self::ALL
            .into_iter()
            .find(named)
            .ok_or("is no kind of promotion")?;
        Ok(())
    }
}

/// One reason: a named signal, where it stands, and what it adds to the score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// The signal's name, kebab-case. Reasons of the reply judge begin with `asks-`.
    pub signal: String,
    /// First UTF-16 unit of the evidence in `text`; equal to `end` for a fact about the whole.
    pub start: u32,
    /// One past the last UTF-16 unit of the evidence.
    pub end: u32,
    /// What it adds to the log-odds.
    pub weight: f64,
}

/// Sorts reasons, strongest first; equal ones keep their order.
pub fn strongest_first(reasons: &mut [Reason]) {
    sort_by(reasons, |a, b| b.weight.abs().total_cmp(&a.weight.abs()));
}

/// The judge's answer for one item.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Judgement {
    /// Probability that the item is promotional, 0 to 1.
    pub promo: f64,
    /// Probability that the comment asks its author for a reply; `None` for posts.
    pub asks: Option<f64>,
    /// The label that the text alone allows: `promo`, or none.
    pub label: Option<Label>,
    /// Kinds of promotion found, strongest first; empty when not promotional.
    pub categories: Vec<Category>,
    /// What decided, strongest first.
    pub reasons: Vec<Reason>,
}
