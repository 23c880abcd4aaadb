//! What the judge says of one item, and why.

use serde::{Deserialize, Serialize};

/// The badge that an item carries. Absent: nothing to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Label {
    /// The platform itself labels it as advertising.
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
}

impl Label {
    /// The label of a name as settings and messages write it.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "ad" => Self::Ad,
            "promo" => Self::Promo,
            "one-way" => Self::OneWay,
            "two-way" => Self::TwoWay,
            "unanswered" => Self::Unanswered,
            "unanswered-newcomer" => Self::UnansweredNewcomer,
            "answered-by-others" => Self::AnsweredByOthers,
            _ => return None,
        })
    }
}

/// What kind of promotion it is; product.md's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// Something is offered for sale.
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
    reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
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
