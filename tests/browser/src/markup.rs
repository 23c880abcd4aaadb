//! A page as a tree, for mutating our own fixtures: it reads well-formed markup and writes it again.

/// Elements that hold nothing.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr",
];

/// A node of the tree.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Text, comments and the doctype, as they stand.
    Text(String),
    /// An element.
    Element(Element),
}

/// An element with its attributes, in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Element {
    /// Its tag.
    pub tag: String,
    /// Names and values, as they stand in the source.
    pub attributes: Vec<(String, Option<String>)>,
    /// What it holds.
    pub nodes: Vec<Node>,
}

impl Element {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name)?;
        Some(found.1.as_deref().unwrap_or_default())
    }

    /// All text in it.
    pub fn text(&self) -> String {
        let texts = self.nodes.iter().map(|node| match node {
            Node::Text(text) => text.clone(),
            Node::Element(element) => element.text(),
        });
        texts.collect()
    }

    /// Runs `change` on it and all elements in it.
    pub fn each(&mut self, change: &mut impl FnMut(&mut Element)) {
        change(self);
        for node in &mut self.nodes {
            if let Node::Element(element) = node {
                element.each(change);
            }
        }
    }

    /// The markup.
    pub fn markup(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        if !self.tag.is_empty() {
            out.push('<');
            out.push_str(&self.tag);
            for (name, value) in &self.attributes {
                out.push(' ');
                out.push_str(name);
                if let Some(value) = value {
                    out.push_str("=\"");
                    out.push_str(value);
                    out.push('"');
                }
            }
            out.push('>');
        }
        for node in &self.nodes {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => element.write(out),
            }
        }
        if !self.tag.is_empty() && !VOID.contains(&self.tag.as_str()) {
            out.push_str("</");
            out.push_str(&self.tag);
            out.push('>');
        }
    }
}

/// Reads a page; its root has no tag.
pub fn parse(page: &str) -> Element {
    let mut open = vec![Element::default()];
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        push_text(&mut open, &rest[..start]);
        rest = &rest[start..];
        let raw = open
            .last()
            .is_some_and(|e| matches!(e.tag.as_str(), "script" | "style" | "textarea"));
        if let Some(tag) = rest.strip_prefix("</") {
            let end = tag.find('>').unwrap_or(tag.len());
            close(&mut open, tag[..end].trim());
            rest = tag.get(end + 1..).unwrap_or_default();
        } else if raw || !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let end = if rest.starts_with("<!--") {
                rest.find("-->").map_or(rest.len(), |end| end + 3)
            } else if raw {
                1
            } else {
                rest.find('>').map_or(rest.len(), |end| end + 1)
            };
            push_text(&mut open, &rest[..end]);
            rest = &rest[end..];
        } else {
            let (element, after) = open_tag(rest);
            rest = after;
            if VOID.contains(&element.tag.as_str()) {
                push(&mut open, Node::Element(element));
            } else {
                open.push(element);
            }
        }
    }
    push_text(&mut open, rest);
    while open.len() > 1 {
        let tag = open.last().map(|e| e.tag.clone()).unwrap_or_default();
        close(&mut open, &tag);
    }
    open.pop().unwrap_or_default()
}

fn push(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.nodes.push(node);
    }
}

fn push_text(open: &mut [Element], text: &str) {
    if !text.is_empty() {
        push(open, Node::Text(text.to_owned()));
    }
}

/// Closes the innermost element of this tag and those in it; without one nothing is closed.
fn close(open: &mut Vec<Element>, tag: &str) {
    if !open.iter().skip(1).any(|element| element.tag == tag) {
        return;
    }
    while open.len() > 1
        && let Some(element) = open.pop()
    {
        let found = element.tag == tag;
        push(open, Node::Element(element));
        if found {
            return;
        }
    }
}

/// Reads an opening tag, and what stands after it.
fn open_tag(text: &str) -> (Element, &str) {
    let name_end = |text: &str| {
        text.find(|c: char| c.is_whitespace() || matches!(c, '>' | '=' | '/'))
            .unwrap_or(text.len())
    };
    let text = &text[1..];
    let end = name_end(text);
    let mut element = Element {
        tag: text[..end].to_owned(),
        ..Element::default()
    };
    let mut rest = &text[end..];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return (element, after);
        }
        let end = name_end(rest);
        if end == 0 {
            return (element, rest.get(1..).unwrap_or_default());
        }
        let name = rest[..end].to_owned();
        rest = &rest[end..];
        let value = rest.strip_prefix('=').map(|after| {
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, after) = match quote {
                Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                None => after.split_at(name_end(after)),
            };
            rest = after;
            value.replace('"', "&quot;")
        });
        element.attributes.push((name, value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_is_written_again() {
        let page = "<!doctype html><html lang=\"de\"><body class=\"a b\"><p hidden>x &amp; y<br>z</p><script>if (a < b) c()</script></body></html>";
        assert_eq!(parse(page).markup(), page);
        let loose = parse("<div><ul><li title='say \"no\"'>one</ul>two");
        assert_eq!(
            loose.markup(),
            "<div><ul><li title=\"say &quot;no&quot;\">one</li></ul>two</div>"
        );
        assert_eq!(loose.text(), "onetwo");
    }
}
