//! Pages that want to break Duplex, or break it without wanting to. In both browsers: the page stays responsive, badges
//! are right or absent, the worker lives, and the diagnostics say what was given up.

use std::io::Write as _;

use browser_tests::hostile::{ABSENT, Case, HOME, RIGHT, alive, faults, open, said, survives};
use browser_tests::package::{Package, root};
use browser_tests::server::Page;
use browser_tests::stage::{Stage, in_both};

/// `post(1)` is talk, `post(2)` a pitch.
const CASES: &[Case] = &[
    Case {
        name: "markup in every field",
        script: "
            const evil = '\"><img src=x onerror=\"window.hit=1\"><script>window.hit=1</' + 'script>';
            for (const node of post(1).querySelectorAll('*')) {
                if (!node.children.length) node.textContent += evil;
                for (const name of ['lang', 'datetime', 'aria-label', 'title', 'alt']) node.setAttribute(name, evil);
            }
            post(2).querySelectorAll('span').forEach(s => s.textContent += evil);
            words(2).append(evil);",
        holds: "return window.hit === undefined && !document.querySelector('img') && (() => { RIGHT })()",
        said: "",
    },
    Case {
        name: "ten megabytes of text in one post",
        script: "words(1).textContent = 'I mended the gate. '.repeat(550000); words(1).style.display = 'none';",
        holds: RIGHT,
        said: "",
    },
    Case {
        name: "ten megabytes without a blank, and 40,000 links",
        script: "
            words(1).style.display = 'none';
            words(1).textContent = 'a'.repeat(1e7);
            const links = document.createDocumentFragment();
            for (let i = 0; i < 40000; i++) { const a = document.createElement('a'); a.href = 'https://a.example/' + i; a.textContent = i; links.append(a); }
            words(1).append(links);",
        holds: RIGHT,
        said: "",
    },
    Case {
        name: "words split by elements, zero-width letters and turned by overrides",
        script: "
            words(1).textContent = '\\u202e' + words(1).textContent + '\\ud800 \\udfff\\u202c';
            post(1).querySelector('span').textContent = 'Ada\\ud800';
            const split = (node, glue) => { for (const child of [...node.childNodes]) if (child.nodeType === 3)
                child.replaceWith(...[...child.nodeValue].map(c => Object.assign(document.createElement('span'), {textContent: c + glue}))); else split(child, glue); };
            split(words(2), '\\u200b');",
        holds: "return !post(1).querySelector('duplex-badge')",
        said: "",
    },
    Case {
        // Shown, so many would end Chromium's page without us.
        name: "10,000 hidden elements in each other within a post, and 1,000 around it",
        script: "
            const deep = n => { const top = document.createElement('div'); let at = top; for (let i = 1; i < n; i++) at = at.appendChild(document.createElement('div')); return [top, at]; };
            const [inner, bottom] = deep(10000);
            bottom.textContent = 'So deep down.';
            inner.hidden = true;
            words(1).append(inner);
            const [outer, around] = deep(1000);
            around.append(feed.firstElementChild);
            feed.prepend(outer);",
        holds: "return !post(1).querySelector('duplex-badge')",
        said: "",
    },
    Case {
        name: "3,000 hidden posts in each other",
        script: "
            let at = words(1).appendChild(document.createElement('div'));
            at.hidden = true;
            for (let i = 0; i < 3000; i++) { const copy = post(1).cloneNode(false); copy.append(words(2).cloneNode(false)); at.append(copy); at = copy.firstChild; }",
        holds: "return window.beats > 200",
        said: "",
    },
    Case {
        name: "properties of forms hidden by their controls",
        script: "
            const form = document.createElement('form');
            for (const name of ['parentElement', 'parentNode', 'children', 'firstChild', 'nextSibling', 'querySelector', 'querySelectorAll',
                'closest', 'matches', 'tagName', 'contains', 'previousElementSibling', 'getAttribute', 'setAttribute', 'toggleAttribute', 'isConnected']) {
                const input = document.createElement('input'); input.name = name; form.append(input);
            }
            feed.before(form); form.append(feed);
            setInterval(() => form.append(document.createElement('b')), 200);",
        holds: RIGHT,
        said: "",
    },
    Case {
        name: "our elements taken away at once, again and again",
        script: "
            window.taken = 0;
            new MutationObserver(() => document.querySelectorAll('duplex-badge').forEach(b => { b.remove(); taken++; })).observe(document, {childList: true, subtree: true});",
        holds: "return taken > 2",
        said: "",
    },
    Case {
        name: "our elements moved, copied and faked",
        script: "
            const fake = document.createElement('duplex-badge'); fake.textContent = 'promo'; fake.setAttribute('of', 'badge');
            post(1).prepend(fake);
            window.turns = 0;
            setInterval(() => { const badge = post(2).querySelector('duplex-badge'); if (!badge) return;
                if (turns++ < 3) { post(1).append(badge.cloneNode(true)); document.body.append(badge); } }, 50);",
        holds: "return turns > 0 && [...document.querySelectorAll('duplex-badge')].every(b => b.shadowRoot === null)",
        said: "",
    },
    Case {
        name: "a flood of changes",
        script: "
            const flood = document.createElement('div'); feed.append(flood);
            setInterval(() => {
                flood.replaceChildren(...Array.from({length: 200}, () => document.createElement('i')));
                words(1).lang = words(1).lang === 'en' ? 'de' : 'en';
                words(1).firstChild.nodeValue += '.';
            }, 8);",
        holds: RIGHT,
        said: "",
    },
    Case {
        name: "elements of our name, made by the page before us",
        script: "
            window.seen = [];
            for (const kind of ['badge', 'fold', 'card', 'note']) customElements.define('duplex-' + kind, class extends HTMLElement {
                constructor() { super(); window.seen.push(this.attachInternals()); } });",
        holds: "return seen.length > 0 && seen.every(inside => inside.shadowRoot === null) && (() => { ABSENT })()",
        said: "the page defines",
    },
    Case {
        name: "elements of our name, made by the page after us",
        script: "
            window.seen = [];
            const defined = setInterval(() => { if (!document.querySelector('duplex-badge')) return;
                clearInterval(defined);
                customElements.define('duplex-badge', class extends HTMLElement { constructor() { super(); window.seen.push(this.attachInternals()); } });
            }, 20);",
        holds: "return seen.length > 0 && seen.every(inside => inside.shadowRoot === null)",
        said: "",
    },
    Case {
        name: "prototypes that the page has made its own",
        script: "
            window.found = [];
            const lie = name => function () { window.found.push(name); throw new Error('caught you'); };
            // Not those that the driver itself uses in the page.
            for (const [of, names] of [[Element.prototype, ['attachShadow', 'prepend', 'after', 'toggleAttribute']], [WeakMap.prototype, ['set']], [String.prototype, ['toWellFormed']]])
                for (const name of names) of[name] = lie(name);
            for (const [name, value] of [['badges', [{tag: 'img'}]], ['ask', 'settings'], ['fold', [{tag: 'img'}]], ['stop', {}]])
                Object.defineProperty(Object.prototype, name, {value, configurable: true, writable: true});
            window.MutationObserver = lie('MutationObserver');",
        holds: "return found.length === 0 && document.querySelectorAll('duplex-badge').length === 1",
        said: "",
    },
    Case {
        name: "forty frames of itself",
        script: "
            if (top === window) for (let i = 0; i < 40; i++) { const frame = document.createElement('iframe');
                if (i % 2) frame.src = location.href; else frame.srcdoc = feed.outerHTML; document.body.append(frame); }",
        holds: RIGHT,
        said: "",
    },
    Case {
        name: "100,000 posts at once",
        script: "
            const more = document.createElement('div'); more.style.display = 'none';
            more.innerHTML = Array.from({length: 100000}, (_, i) => '<article data-testid=tweet><a href=\"/u/status/' + (i + 9) + '\"></a></article>').join('');
            feed.append(more);",
        holds: ABSENT,
        said: "too many items",
    },
    Case {
        name: "the document's own properties hidden by names",
        script: "
            for (const name of ['querySelectorAll', 'querySelector', 'documentElement', 'body', 'createElement', 'createElementNS']) {
                const image = document.createElement('img'); image.name = name; feed.append(image);
            }",
        holds: "return window.beats > 100",
        said: "",
    },
];

#[test]
fn nothing_that_a_page_does_breaks_it_or_us() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        let only = std::env::var("DUPLEX_CASE").unwrap_or_default();
        for case in CASES.iter().filter(|case| case.name.contains(&only)) {
            // Scripts in scripts: what holds may name what it builds on.
            let holds = case.holds.replace("RIGHT", RIGHT).replace("ABSENT", ABSENT);
            let case = Case {
                holds: holds.leak(),
                ..*case
            };
            let longest = survives(&stage, &case).await?;
            writeln!(
                std::io::stderr(),
                "{kind}: {}: the page stood still for {longest:.0} ms at most",
                case.name
            )
            .ok();
        }
        // And after all of it an honest page is served as ever.
        open(&stage, "").await?;
        stage.until(RIGHT).await?;
        let lines = faults(&stage).await?;
        assert!(lines.len() <= 20, "{lines:?}");
        for (line, ..) in &lines {
            assert!(
                !line.contains("gate") && !line.contains("webinar") && line.len() < 200,
                "words of a page: {line}"
            );
        }
        writeln!(std::io::stderr(), "{kind}: {lines:?}").ok();
        stage.close().await
    });
}

/// Comments whose parents go round in a circle, and a comment that is its own parent.
#[test]
fn parents_in_a_circle_accuse_nobody() {
    let comment = |id: &str, parent: &str| {
        format!(
            "<shreddit-comment thingid=\"t1_{id}\" parentid=\"t1_{parent}\" author=\"ann{id}\" depth=\"0\">\
             <div slot=\"commentMeta\"><a href=\"/user/ann{id}\">ann{id}</a></div>\
             <div slot=\"comment\"><p>How do you restore it from a backup when the disk is full?</p></div></shreddit-comment>"
        )
    };
    let circle: Vec<String> = [("a", "b"), ("b", "c"), ("c", "a"), ("d", "d")]
        .iter()
        .map(|(id, parent)| comment(id, parent))
        .collect();
    let html = format!(
        "<!doctype html><meta charset=utf-8><title>r</title><shreddit-post id=\"t3_p\" author=\"bo\" permalink=\"/r/lathes/comments/p/x/\" \
         comment-count=\"4\"><h1 slot=title>On lathes</h1></shreddit-post><shreddit-comment-tree totalcomments=\"4\">{}</shreddit-comment-tree>",
        circle.concat()
    );
    in_both(|kind| {
        let html = html.clone();
        async move {
            let stage = Stage::open(kind, &["www.reddit.com"]).await?;
            let dump = stage
                .show("https://www.reddit.com/r/lathes/comments/p/x/", Page::html(html))
                .await?;
            assert!(dump.items.len() >= 5, "{dump:?}");
            // Who stands under whom cannot be known.
            for item in dump.items.iter().filter(|item| item.kind == "comment") {
                assert_ne!(item.state.as_deref(), Some("answered"), "{item:?}");
            }
            stage.close().await
        }
    });
}

/// The engine does not break; if it did, only the page that broke it would go without.
#[test]
fn an_engine_that_breaks_down_at_a_page_serves_the_others() {
    in_both(|kind| async move {
        let glue = std::fs::read_to_string(root().join(format!("dist/{kind}/engine/duplex.js")))?;
        let receive = glue.find("    receive(tab,").ok_or("no receive in the glue")?;
        let body = receive + glue[receive..].find('{').ok_or("no body")? + 1;
        let trap =
            " if (text.includes('break the engine')) throw new WebAssembly.RuntimeError('unreachable');";
        let glue = format!("{}{trap}{}", &glue[..body], &glue[body..]);
        let package = Package::built(kind)?.with_files(&[("engine/duplex.js", glue.as_bytes())])?;
        let stage = Stage::of(package, kind).await?;
        open(&stage, "words(1).textContent = 'Please break the engine.'").await?;
        said(&stage, "engine: RuntimeError").await?;
        assert_eq!(stage.run(ABSENT).await?, true);
        alive(&stage).await?;
        open(&stage, "").await?;
        stage.until(RIGHT).await?;
        assert_eq!(stage.run("return location.href").await?, HOME);
        stage.close().await
    });
}
