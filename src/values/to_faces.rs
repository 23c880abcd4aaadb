//! Writes what the engine tells the faces and the audits.

use super::{
    Audit, AuditItem, AuthorRecord, CategoryLine, How, Layout, Marked, Out, Put, SignalFamily, Summary,
};

impl Put for Layout {
    fn put(&self, out: &mut Out) {
        out.text_value(match self {
            Self::Recognised => "recognised",
            Self::Generic => "generic",
            Self::Unrecognised => "unrecognised",
        });
    }
}

impl Put for Summary {
    fn put(&self, out: &mut Out) {
        out.object(&[
            ("site", &self.site),
            ("name", &self.name),
            ("host", &self.host),
            ("layout", &self.layout),
            ("settled", &self.settled),
            ("paused", &self.paused),
            ("posts", &self.posts),
            ("comments", &self.comments),
            ("total", &self.total),
            ("unknown", &self.unknown),
            ("labels", &self.labels),
            ("marked", &self.marked),
            ("author", &self.author),
        ]);
    }
}

impl Put for Marked {
    fn put(&self, out: &mut Out) {
        out.object(&[
            ("key", &self.key),
            ("labels", &self.labels),
            ("author", &self.author),
            ("text", &self.text),
        ]);
    }
}

impl Put for AuthorRecord {
    fn put(&self, out: &mut Out) {
        out.object(&[
            ("id", &self.id),
            ("name", &self.name),
            ("posts", &self.posts),
            ("promo", &self.promo),
            ("asked", &self.asked),
            ("answered", &self.answered),
            ("rate", &self.rate),
        ]);
    }
}

impl Put for How {
    fn put(&self, out: &mut Out) {
        out.object(&[("families", &self.families), ("categories", &self.categories)]);
    }
}

impl Put for SignalFamily {
    fn put(&self, out: &mut Out) {
        out.object(&[
            ("key", &self.key),
            ("asks", &self.asks),
            ("example", &self.example),
            ("signals", &self.signals),
        ]);
    }
}

impl Put for CategoryLine {
    fn put(&self, out: &mut Out) {
        out.object(&[
            ("key", &self.key),
            ("example", &self.example),
            ("signals", &self.signals),
        ]);
    }
}

impl Put for AuditItem {
    fn put(&self, out: &mut Out) {
        out.object(&[
            ("key", &self.key),
            ("kind", &self.kind),
            ("author", &self.author),
            ("author_handle", &self.author_handle),
            ("text_start", &self.text_start),
            ("parent_index", &self.parent_index),
            ("op", &self.op),
            ("ad", &self.ad),
            ("state", &self.state),
            ("label", &self.label),
        ]);
    }
}

impl Put for Audit {
    fn put(&self, out: &mut Out) {
        out.object(&[
            ("site", &self.site),
            ("layout", &self.layout),
            ("settled", &self.settled),
            ("items", &self.items),
        ]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::{Kind, Label, State};

    #[test]
    fn an_audit_is_written_as_serde_would() {
        let item = |parent_index| AuditItem {
            key: "1".into(),
            kind: Kind::Comment,
            author: Some("Ann".into()),
            author_handle: None,
            text_start: "\"Now\"".into(),
            parent_index,
            op: true,
            ad: false,
            state: Some(State::Unanswered),
            label: Some(Label::OneWay),
        };
        let audit = Audit {
            site: "pond".into(),
            layout: Layout::Unrecognised,
            settled: true,
            items: vec![item(None), item(Some(70_000))],
        };
        assert_eq!(Out::text(&audit), serde_json::to_string(&audit).unwrap());
    }
}
