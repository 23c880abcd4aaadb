//! What sites do to their pages: the mutations that the reader must survive without accusing anybody.

use crate::markup::{Element, Node, parse};

/// One way in which a page comes to differ from the one that a site file was written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mutation {
    /// A third of the class names has changed.
    RenameClasses(u8),
    /// All class names have changed.
    RenameAllClasses,
    /// The attributes that are there for tests and scripts are gone.
    DropTestIds,
    /// Every word of the interface is in another language: labels and buttons.
    Translate,
    /// What the poster answered is folded behind a button.
    Collapse,
    /// The page ends after half of its text.
    Cut,
    /// Items stand in the opposite order among their like.
    Reorder,
    /// Items stand there twice, as when a feed shows them again.
    Repeat,
}

impl Mutation {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::RenameClasses(0),
        Self::RenameClasses(1),
        Self::RenameClasses(2),
        Self::RenameAllClasses,
        Self::DropTestIds,
        Self::Translate,
        Self::Collapse,
        Self::Cut,
        Self::Reorder,
        Self::Repeat,
    ];

    /// The page after it happened. `answers`: beginnings of what the original poster wrote under others' comments.
    pub fn apply(self, page: &str, answers: &[&str]) -> String {
        let mut root = parse(page);
        match self {
            Self::RenameClasses(third) => rename(&mut root, |class| hash(class) % 3 == u32::from(third)),
            Self::RenameAllClasses => rename(&mut root, |_| true),
            Self::DropTestIds => root.each(&mut |element| {
                element.attributes.retain(|(name, _)| !is_test_id(name));
            }),
            Self::Translate => root.each(&mut translate),
            Self::Collapse => {
                for answer in answers {
                    collapse(&mut root, answer);
                }
            }
            Self::Cut => {
                let half = root.text().split_whitespace().map(str::len).sum::<usize>() / 2;
                cut(&mut root, &mut (half as isize));
            }
            Self::Reorder => root.each(&mut reorder),
            Self::Repeat => root.each(&mut repeat),
        }
        root.markup()
    }
}

fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |bits, byte| {
        (bits ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

fn rename(root: &mut Element, chosen: impl Fn(&str) -> bool) {
    root.each(&mut |element| {
        for (name, value) in &mut element.attributes {
            if let ("class", Some(value)) = (name.as_str(), value) {
                let names = value.split_whitespace().map(|class| {
                    if chosen(class) {
                        format!("x{:x}", hash(class))
                    } else {
                        class.to_owned()
                    }
                });
                *value = names.collect::<Vec<_>>().join(" ");
            }
        }
    });
}

fn is_test_id(name: &str) -> bool {
    name.starts_with("data-") || name == "componentkey"
}

/// Words of the interface: what labels and buttons say. Numbers and names stay, as they do in other languages.
fn translate(element: &mut Element) {
    for (name, value) in &mut element.attributes {
        if let ("aria-label" | "title" | "placeholder", Some(value)) = (name.as_str(), value)
            && !value.contains("20")
        {
            *value = foreign(value);
        }
    }
    if matches!(element.tag.as_str(), "button" | "label" | "h2" | "h3") {
        element.each(&mut |inner| {
            for node in &mut inner.nodes {
                if let Node::Text(text) = node {
                    *text = foreign(text);
                }
            }
        });
    }
}

fn foreign(text: &str) -> String {
    let word = |word: &str| {
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        if word.contains(|c: char| c.is_ascii_digit()) || word.starts_with('@') || capital {
            word.to_owned()
        } else {
            word.chars().rev().collect()
        }
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Puts a button in the place of the largest element in which there is nothing but this answer.
fn collapse(element: &mut Element, answer: &str) {
    let own = |element: &Element| element.text().contains(answer);
    for node in &mut element.nodes {
        let Node::Element(inner) = node else { continue };
        if !own(inner) {
            continue;
        }
        // An item of its own has a date or a name beside its words; what holds several such is no item.
        let words = inner.text().split_whitespace().map(str::len).sum::<usize>();
        if words <= answer.len() + 90 && !matches!(inner.tag.as_str(), "tbody" | "body" | "main") {
            // A table's rows cannot be a button; sites hide them.
            if inner.tag == "tr" {
                inner.attributes.push(("hidden".into(), None));
                return;
            }
            *node = Node::Element(Element {
                tag: "button".into(),
                attributes: vec![("aria-expanded".into(), Some("false".into()))],
                nodes: vec![Node::Text("1".into())],
            });
        } else {
            collapse(inner, answer);
        }
        return;
    }
}

/// Takes away what stands after so many letters.
fn cut(element: &mut Element, letters: &mut isize) {
    element.nodes.retain_mut(|node| {
        if *letters <= 0 {
            return false;
        }
        match node {
            Node::Text(text) => *letters -= text.split_whitespace().map(str::len).sum::<usize>() as isize,
            Node::Element(inner) => cut(inner, letters),
        }
        true
    });
}

/// What tells elements of one kind from others beside them.
fn likeness(node: &Node) -> Option<(String, bool)> {
    match node {
        // The rows of a table say by their order whom they answer: in another order they say something else.
        Node::Element(element) if element.tag != "tr" && element.text().len() > 40 => {
            Some((element.tag.clone(), element.attribute("class").is_some()))
        }
        _ => None,
    }
}

fn reorder(element: &mut Element) {
    let alike: Vec<usize> = (0..element.nodes.len())
        .filter(|index| likeness(&element.nodes[*index]).is_some())
        .collect();
    let same = alike
        .windows(2)
        .all(|pair| likeness(&element.nodes[pair[0]]) == likeness(&element.nodes[pair[1]]));
    if alike.len() > 2 && same {
        for (low, high) in (0..alike.len() / 2).map(|i| (alike[i], alike[alike.len() - 1 - i])) {
            element.nodes.swap(low, high);
        }
    }
}

fn repeat(element: &mut Element) {
    let alike = element.nodes.iter().filter_map(likeness).count();
    if alike > 2
        && let Some(index) = element.nodes.iter().position(|node| likeness(node).is_some())
    {
        let again = element.nodes[index].clone();
        element.nodes.push(again);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<ul><li class=\"a\" data-id=\"1\">Ada writes a long question here, at ten<ul><li class=\"a\">An answer<button aria-label=\"answer Ada\">more</button></li></ul></li><li class=\"b\">Bo writes another question, which is long too</li><li class=\"b\">Cy writes a third question, which is long too</li></ul>";

    #[test]
    fn each_mutation_changes_what_it_names_and_nothing_else() {
        for mutation in Mutation::ALL {
            let mutant = mutation.apply(PAGE, &["An answer"]);
            assert_eq!(mutant, parse(&mutant).markup());
            let changed = mutant != PAGE;
            assert!(
                changed || matches!(mutation, Mutation::RenameClasses(_)),
                "{mutation:?}"
            );
        }
        assert!(!Mutation::DropTestIds.apply(PAGE, &[]).contains("data-id"));
        assert!(
            !Mutation::Collapse
                .apply(PAGE, &["An answer"])
                .contains("An answer")
        );
        assert!(!Mutation::Cut.apply(PAGE, &[]).contains("Cy"));
        let order = Mutation::Reorder.apply(PAGE, &[]);
        assert!(
            order.find("Cy") < order.find("Bo") && order.find("Bo") < order.find("Ada"),
            "{order}"
        );
        assert_eq!(Mutation::Repeat.apply(PAGE, &[]).matches("Ada writes").count(), 2);
    }
}
