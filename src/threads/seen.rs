//! Signs that the original poster noticed comments without answering one: a like, an update of the post.

use alloc::string::String;

/// How the OP noticed a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Seen {
    /// The OP liked or hearted it.
    Liked,
    /// The OP added an update to the post, which may take it up.
    Updated,
}

/// What an added paragraph begins with, in small letters; en, de, es, fr, pt, it, nl.
const UPDATES: &[&str] = &[
    "update",
    "updated",
    "upd",
    "edit",
    "edited",
    "edit to add",
    "eta",
    "addendum",
    "postscript",
    "nachtrag",
    "aktualisierung",
    "aktualisiert",
    "ergänzung",
    "korrektur",
    "actualización",
    "actualizado",
    "actualizo",
    "edito",
    "editado",
    "añadido",
    "mise à jour",
    "maj",
    "édit",
    "ajout",
    "atualização",
    "atualizado",
    "adendo",
    "aggiornamento",
    "aggiornato",
    "modifica",
    "aanvulling",
    "bijgewerkt",
    "bewerkt",
];

/// Longest note between the word and its colon: a number or a date.
const NOTE: usize = 24;

/// Whether a later paragraph of the text says that it was added: "Update:", "EDIT 2:", "[Nachtrag, 3. Mai]".
pub(super) fn has_update(text: &str) -> bool {
    // A text that only consists of an "Update:" announces something; it adds nothing to itself.
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .skip(1)
        .any(begins_update)
}

fn begins_update(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let start: String = line.chars().take(48).flat_map(char::to_lowercase).collect();
    UPDATES
        .iter()
        .filter_map(|word| start.strip_prefix(word))
        .any(|rest| {
            let end = rest.find([':', ']', ')']);
            !rest.starts_with(char::is_alphabetic)
                && end.is_some_and(|end| rest[..end].chars().count() <= NOTE)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_added_paragraph_is_an_update() {
        for text in [
            "My oven.\n\nUpdate: it was the fuse, thanks all",
            "My oven.\nEDIT 2: typo",
            "Mein Ofen.\n[Nachtrag, 3. Mai] Danke für die Hinweise",
            "Mon four.\n**Mise à jour** : réglé",
            "Il forno.\nAggiornamento (2 maggio): risolto",
        ] {
            assert!(has_update(text), "{text}");
        }
    }

    #[test]
    fn talk_of_updates_is_none() {
        for text in [
            "Update: we are open",
            "Our app.\nUpdates come every Monday: watch this space",
            "A diary.\nEditing took long",
            "A shop.\nUpdate your settings in the menu on the left side first: then go",
        ] {
            assert!(!has_update(text), "{text}");
        }
    }
}
