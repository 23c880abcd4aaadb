//! Writes what the engine sends to a page.

use super::{Field, Message, Mode, Out, Painted, Part, Plan, Put, RulePlan, Step, Take, ToPage, View, Way};

impl Put for ToPage {
    fn put(&self, out: &mut Out) {
        match self {
            Self::Plan(plan) => out.object(&[("plan", plan)]),
            Self::Paint {
                verdicts,
                hide_numbers,
            } => out.tagged("paint", &[("verdicts", verdicts), ("hide_numbers", hide_numbers)]),
            Self::Card { key, view } => out.tagged("card", &[("key", key), ("view", view)]),
            Self::Jump(key) => out.object(&[("jump", key)]),
            Self::Tell(view) => out.object(&[("tell", view)]),
            Self::Stop {} => out.tagged("stop", &[]),
        }
    }
}

impl Put for Painted {
    fn put(&self, out: &mut Out) {
        out.open('{');
        out.members(&[("key", &self.key)]);
        out.said(&[("badges", &self.badges)]);
        out.members(&[("treatment", &self.treatment.name())]);
        out.said(&[("fold", &self.fold)]);
        out.close('}');
    }
}

impl Put for View {
    fn put(&self, out: &mut Out) {
        out.open('{');
        out.members(&[("tag", &self.tag)]);
        out.said(&[
            ("attrs", &self.attrs),
            ("words", &self.words),
            ("nodes", &self.nodes),
        ]);
        out.close('}');
    }
}

impl Put for Part {
    fn put(&self, out: &mut Out) {
        match self {
            Self::Text(text) => text.put(out),
            Self::Message(message) => message.put(out),
        }
    }
}

impl Put for Message {
    fn put(&self, out: &mut Out) {
        out.open('{');
        out.members(&[("key", &self.key)]);
        out.said(&[("args", &self.args)]);
        out.close('}');
    }
}

impl Put for Plan {
    fn put(&self, out: &mut Out) {
        out.object(&[
            ("site", &self.site),
            ("select", &self.select),
            ("rules", &self.rules),
            ("page", &self.page),
            ("watch", &self.watch),
            ("style", &self.style),
            ("drafts", &self.drafts),
        ]);
    }
}

impl Put for RulePlan {
    fn put(&self, out: &mut Out) {
        let [beside, within] = &self.silent;
        out.open('{');
        out.members(&[("select", &self.select)]);
        out.name("silent");
        out.list(&[beside, within]);
        out.members(&[("identity", &self.identity)]);
        out.said(&[("quote", &self.quote)]);
        out.members(&[
            ("id", &self.id),
            ("fields", &self.fields),
            ("badge", &self.badge),
            ("reply", &self.reply),
        ]);
        out.said(&[("numbers", &self.numbers)]);
        out.close('}');
    }
}

impl Put for Field {
    fn put(&self, out: &mut Out) {
        out.object(&[("mode", &self.mode.name()), ("takes", &self.takes)]);
    }
}

impl Put for Take {
    fn put(&self, out: &mut Out) {
        out.open('{');
        out.members(&[("steps", &self.steps)]);
        out.said(&[
            ("attr", &self.attr),
            ("pattern", &self.pattern),
            ("all", &self.all),
        ]);
        out.close('}');
    }
}

impl Put for Step {
    fn put(&self, out: &mut Out) {
        out.object(&[("go", &self.go.name()), ("css", &self.css)]);
    }
}

impl Mode {
    fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Prose => "prose",
            Self::Flag => "flag",
            Self::Count => "count",
            Self::Source => "source",
        }
    }
}

impl Way {
    fn name(self) -> &'static str {
        match self {
            Self::Inside => "inside",
            Self::Outward => "outward",
            Self::Next => "next",
            Self::Before => "before",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Treatment;

    #[test]
    fn everything_is_written_as_serde_would() {
        let take = |pattern: Option<&str>, all| Take {
            steps: [Way::Inside, Way::Outward, Way::Next, Way::Before]
                .map(|go| Step {
                    go,
                    css: "a > b".into(),
                })
                .into(),
            attr: pattern.map(|_| "href".into()),
            pattern: pattern.map(str::to_owned),
            all,
        };
        let field = |mode| Field {
            mode,
            takes: vec![take(None, false), take(Some("\\d+\""), true)],
        };
        let rule = |quote: Option<&str>| RulePlan {
            select: "article".into(),
            silent: ["nav".into(), String::new()],
            identity: vec![0, 3],
            quote: quote.map(str::to_owned),
            id: vec![take(None, false)],
            fields: [Mode::Line, Mode::Prose, Mode::Flag, Mode::Count, Mode::Source]
                .map(field)
                .into(),
            badge: Vec::new(),
            reply: vec![take(Some("x"), false)],
            numbers: quote.map(str::to_owned),
        };
        let view = View::new("p", "lead")
            .with("title", Message::with("by", ["Ann\n", "7"]))
            .say("a \"word\"")
            .say(Message::new("key"))
            .of([View::new("br", "")]);
        let painted = |badges: Vec<View>, treatment| Painted {
            key: "1".into(),
            fold: badges.clone(),
            badges,
            treatment,
        };
        let messages = [
            ToPage::Plan(Plan {
                site: "pond".into(),
                select: "article, li".into(),
                rules: vec![rule(None), rule(Some("blockquote"))],
                page: vec![field(Mode::Line)],
                watch: vec!["class".into()],
                style: "p { color: red }",
                drafts: true,
            }),
            ToPage::Paint {
                verdicts: vec![
                    painted(vec![view.clone()], Treatment::Badge),
                    painted(Vec::new(), Treatment::Hide),
                ],
                hide_numbers: true,
            },
            ToPage::Card {
                key: "ü".into(),
                view: view.clone(),
            },
            ToPage::Jump("2".into()),
            ToPage::Tell(view),
            ToPage::Stop {},
        ];
        for message in messages {
            assert_eq!(Out::text(&message), serde_json::to_string(&message).unwrap());
        }
    }
}
