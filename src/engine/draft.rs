//! How what the reader is writing reads, said before it is sent; nothing of it is kept.

use alloc::string::{String, ToString};

use super::verdict::evidence;
use super::{Engine, PageId, views};
use crate::judge::judge;
use crate::values::{Kind, Message, Subject, ToPage, maths};

impl Engine {
    /// Says it once when a draft begins to read like promotion, and once when it does so no more.
    pub(super) fn draft(&mut self, id: PageId, text: String, reply: bool) -> Option<ToPage> {
        let page = self.pages.get_mut(&id).filter(|_| self.settings.drafts)?;
        let subject = Subject {
            kind: if reply { Kind::Comment } else { Kind::Post },
            text,
            ..Subject::default()
        };
        let judgement = judge(&subject);
        let promo = self.settings.leaning.promo(&judgement);
        let promotional = promo >= self.settings.promo_threshold;
        if page.warned == promotional {
            return None;
        }
        page.warned = promotional;
        let evidence = evidence(&subject.text, &judgement);
        let percent = (maths::round(promo * 100.0) as u32).to_string();
        // An emptied box is a new beginning, not a mended draft.
        let told = match (promotional, evidence.is_empty()) {
            (true, false) => Message::with("note_draft", [percent, evidence]),
            (true, true) => Message::with("note_draft_whole", [percent]),
            (false, _) if subject.text.trim().is_empty() => return None,
            (false, _) => Message::new("note_draft_plain"),
        };
        Some(ToPage::Tell(views::note(told, false)))
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::Engine;
    use crate::values::{FromPage, Out, Settings, ToPage};

    const PAGE: (i32, i64) = (1, 0);
    const PITCH: &str =
        "Join our FREE webinar on Thursday! Sign up now: https://pond.example/webinar #sales #growth";

    fn engine(drafts: bool) -> Engine {
        let mut engine = Engine::new(Settings {
            drafts,
            ..Settings::default()
        });
        let hello = FromPage::Hello {
            url: "https://news.ycombinator.com/item?id=1".into(),
            drawn: Vec::new(),
        };
        let answers = engine.receive(PAGE, hello, 0.0);
        assert!(matches!(&answers[..], [ToPage::Plan(plan)] if plan.drafts == drafts));
        engine
    }

    fn said(engine: &mut Engine, text: &str) -> String {
        let draft = FromPage::Draft {
            text: text.into(),
            reply: false,
        };
        let answers = engine.receive(PAGE, draft, 0.0);
        answers.iter().map(|answer| Out::text(answer)).collect()
    }

    #[test]
    fn a_draft_that_becomes_promotion_is_told_once_and_its_mending_too() {
        let mut engine = engine(true);
        assert_eq!(said(&mut engine, "Does anybody know this bird?"), "");
        let told = said(&mut engine, PITCH);
        assert!(told.contains("note_draft") && told.contains("webinar"), "{told}");
        assert_eq!(said(&mut engine, PITCH), "", "it nags");
        assert!(said(&mut engine, "Does anybody know this bird?").contains("note_draft_plain"));
        said(&mut engine, PITCH);
        assert_eq!(said(&mut engine, " "), "", "an emptied box is praised");
    }

    #[test]
    fn nothing_is_said_unless_it_was_asked_for() {
        assert_eq!(said(&mut engine(false), PITCH), "");
    }
}
