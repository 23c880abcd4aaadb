//! What a word or phrase may say about asking: one name a section of the word lists.

macro_rules! ideas {
    ($($variant:ident $name:literal $doc:literal,)*) => {
        /// An idea that words of any of the seven languages express.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Idea {
            $(#[doc = $doc] $variant,)*
        }

        impl Idea {
            /// All ideas, in the order of their numbers.
            pub(super) const ALL: &'static [Idea] = &[$(Idea::$variant,)*];

            /// The section's name in the word lists.
            #[cfg(test)]
            pub(super) fn name(self) -> &'static str {
                match self { $(Idea::$variant => $name,)* }
            }

            /// The idea of a section; `None` for an unknown name.
            pub(super) fn named(name: &str) -> Option<Idea> {
                match name { $($name => Some(Idea::$variant),)* _ => None }
            }
        }
    };
}

ideas! {
    Common "common" "Words that tell the language.",
    QuestionWord "question-word" "Opens a question: how, warum, dónde.",
    VerbFirst "verb-first" "The verb comes first: is it, kann man, peut-on.",
    AskFrame "ask-frame" "The frame of a question, also in the middle of a sentence.",
    Request "request" "Asks somebody to do or to tell something.",
    Wanted "wanted" "A thing that one asks for by its name alone: price, link, recipe.",
    Please "please" "Please.",
    Wonder "wonder" "Does not know or understand, has a question.",
    InAdvance "in-advance" "Thanks for an answer to come.",
    Problem "problem" "Something does not work.",
    Correction "correction" "Something said is not right.",
    Counter "counter" "Another view.",
    Opinion "opinion" "Says that it is an opinion.",
    Because "because" "Gives reasons or examples.",
    Experience "experience" "Tells what the commenter did.",
    Suggestion "suggestion" "Proposes something.",
    Ditto "ditto" "It is the same with the commenter, no more: me too, bei uns auch.",
    Agreement "agreement" "Agrees, no more.",
    Thanks "thanks" "Thanks.",
    Praise "praise" "Praises.",
    Wish "wish" "Wishes well or signs off.",
    Laugh "laugh" "Laughs.",
    Greeting "greeting" "Greets.",
    You "you" "Speaks to somebody.",
    Me "me" "Speaks of oneself.",
    They "they" "Speaks of third persons.",
    One "one" "Speaks of anybody at all: man, on peut, se puede.",
    Post "post" "Speaks of the post.",
    Audience "audience" "Asks the crowd who else is there.",
    AskAll "ask-all" "Asks whoever knows.",
    Rhetoric "rhetoric" "A question's form without a question.",
    TagQuestion "tag-question" "A tag after a statement: right? oder?",
    Worked "worked" "It worked.",
    Retract "retract" "Takes an earlier comment back.",
    Promo "promo" "Advertises.",
    Others "others" "Speaks of or to other commenters.",
    Derision "derision" "Scorns.",
    Cry "cry" "Cries for help, where it opens or closes the comment.",
}
