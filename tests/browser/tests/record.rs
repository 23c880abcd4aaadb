//! The record in real browsers: what is remembered, and what it survives.

#![allow(clippy::unwrap_used)] // What is missing should fail there and then.

#[path = "record/stage.rs"]
mod stage;

use std::time::{Duration, Instant};

use browser_tests::server::Server;
use browser_tests::stage::{PATIENCE, in_both};
use serde_json::{Value, json};
use stage::{Stage, file, items, record, tally, thread, today, until_items, url};
use thirtyfour::By;

#[test]
fn a_thread_is_remembered_once_and_corrected() {
    in_both(|kind| async move {
        let stage = Stage::open(kind).await?;
        stage.visit(100, thread(100, "ada_t", "reader1", 6, 2)).await?;
        let inside = stage.inside().await?;
        until_items(&inside, 7).await?;
        let ada = tally(&inside, "ada_t").await?;
        assert_eq!(
            (&ada["posts"], &ada["asked"], &ada["answered"]),
            (&json!(1), &json!(6), &json!(2))
        );
        stage.visit(100, thread(100, "ada_t", "reader1", 6, 5)).await?;
        let start = Instant::now();
        while tally(&inside, "ada_t").await?["answered"] != json!(5) {
            assert!(
                start.elapsed() < PATIENCE,
                "not corrected: {}",
                tally(&inside, "ada_t").await?
            );
            tokio::time::sleep(Duration::from_millis(80)).await;
        }
        assert_eq!(items(&inside).await?, 7);
        stage.browser.stop().await
    });
}

#[test]
fn two_tabs_that_write_at_once_lose_nothing() {
    in_both(|kind| async move {
        let stage = Stage::open(kind).await?;
        for id in [201, 202, 203] {
            stage
                .server
                .serve(&url(id), thread(id, "ada_t", "reader1", 40, 10));
        }
        let web = &stage.browser.web;
        web.goto("https://news.ycombinator.com/").await?;
        let open = "for (const address of arguments) if (typeof address === 'string') window.open(address);";
        web.execute(open, [201, 202, 203].map(|id| Value::from(url(id))).to_vec())
            .await?;
        let inside = stage.inside().await?;
        let start = Instant::now();
        // Pages that are not shown are read too, but slower: each is brought to the front.
        while items(&inside).await? != 123 {
            assert!(start.elapsed() < PATIENCE * 2, "{} items", items(&inside).await?);
            for handle in web.windows().await? {
                web.switch_to_window(handle).await?;
                tokio::time::sleep(Duration::from_millis(150)).await;
            }
        }
        let ada = tally(&inside, "ada_t").await?;
        assert_eq!(
            (&ada["posts"], &ada["asked"], &ada["answered"]),
            (&json!(3), &json!(120), &json!(30))
        );
        assert_eq!(
            (&ada["fair_asked"], &ada["fair_answered"]),
            (&json!(60), &json!(30))
        );
        stage.browser.stop().await
    });
}

#[test]
fn a_worker_stopped_in_the_middle_of_a_write_leaves_all_or_nothing() {
    in_both(|kind| async move {
        let stage = Stage::open(kind).await?;
        stage.visit(100, thread(100, "ada_t", "reader1", 6, 2)).await?;
        let inside = stage.inside().await?;
        until_items(&inside, 7).await?;
        let question = json!({"import": {"file": file(6_000, today()), "replace": false}}).to_string();
        let start_import = "
            const api = globalThis.browser ?? globalThis.chrome;
            api.runtime.sendMessage({ask: 'record', question: arguments[0]}).catch(() => {});";
        for pause in [40, 400, 900] {
            inside.enter().await?;
            stage
                .browser
                .web
                .execute(start_import, vec![question.clone().into()])
                .await?;
            tokio::time::sleep(Duration::from_millis(pause)).await;
            stage.browser.stop_background().await?;
            let found = items(&inside).await?;
            assert!(found == 7 || found == 12_007, "{found} items after {pause} ms");
            assert_eq!(tally(&inside, "ada_t").await?["asked"], json!(6));
        }
        // And it goes on as if nothing had been.
        stage.visit(101, thread(101, "ada_t", "reader1", 6, 0)).await?;
        let start = Instant::now();
        while tally(&inside, "ada_t").await?["asked"] != json!(12) {
            assert!(start.elapsed() < PATIENCE, "{}", tally(&inside, "ada_t").await?);
            tokio::time::sleep(Duration::from_millis(80)).await;
        }
        stage.browser.stop().await
    });
}

#[test]
fn what_was_remembered_outlives_a_killed_browser() {
    in_both(|kind| async move {
        let folder = tempfile::tempdir()?;
        let profile = folder.path().join("kept");
        let stage = Stage::open_in(kind, Some(profile.clone()), Server::start()?).await?;
        stage.visit(100, thread(100, "ada_t", "reader1", 6, 2)).await?;
        let inside = stage.inside().await?;
        until_items(&inside, 7).await?;
        // Browsers may hold a commit back from the disk for a moment.
        tokio::time::sleep(Duration::from_secs(2)).await;
        let Stage { server, browser } = stage;
        browser.kill();
        let stage = Stage::open_in(kind, Some(profile), server).await?;
        stage.visit(101, thread(101, "ada_t", "reader1", 1, 0)).await?;
        let inside = stage.inside().await?;
        until_items(&inside, 9).await?;
        assert_eq!(tally(&inside, "ada_t").await?["posts"], json!(2));
        stage.browser.kill();
        Ok(())
    });
}

#[test]
fn a_database_without_room_is_told_and_badges_go_on() {
    in_both(|kind| async move {
        let stage = Stage::open(kind).await?;
        stage.browser.web.goto("https://news.ycombinator.com/").await?;
        let inside = stage.inside().await?;
        inside.enter().await?;
        // Before the first write: Chromium remembers for half a minute how much room there was.
        stage.browser.take_room_away().await?;
        stage.visit(101, thread(101, "ada_t", "reader1", 300, 0)).await?;
        stage.browser.wait_for(By::Css("duplex-badge"), PATIENCE).await?;
        let start = Instant::now();
        loop {
            let state = record(&inside, &json!({"state": {}})).await?;
            if state["trouble"]["key"] == "record_full" {
                assert_eq!(state["items"], json!(0), "all of a batch or nothing");
                break;
            }
            assert!(start.elapsed() < PATIENCE, "{state}");
            tokio::time::sleep(Duration::from_millis(80)).await;
        }
        stage.browser.open_page("options.html").await?;
        let told = stage
            .browser
            .wait_for(By::Css("#told:not([hidden]) p"), PATIENCE)
            .await?;
        assert!(
            told.text().await?.contains("no more room"),
            "{}",
            told.text().await?
        );
        stage.browser.stop().await
    });
}

#[test]
fn a_database_deleted_underneath_is_made_anew() {
    in_both(|kind| async move {
        let stage = Stage::open(kind).await?;
        stage.visit(100, thread(100, "ada_t", "reader1", 6, 2)).await?;
        let inside = stage.inside().await?;
        until_items(&inside, 7).await?;
        inside.enter().await?;
        // A background that starts with several questions at once is left with one connection, not with several.
        stage.browser.stop_background().await?;
        inside.enter().await?;
        let ask_at_once = "
            const done = arguments[arguments.length - 1];
            const api = globalThis.browser ?? globalThis.chrome;
            const ask = () => api.runtime.sendMessage({ask: 'record', question: '{\"state\":{}}'});
            Promise.all(Array.from({length: 8}, ask)).then(all => done(all.length), error => done(String(error)));";
        let answer = stage.browser.web.execute_async(ask_at_once, Vec::new()).await?;
        assert_eq!(answer.json(), 8);
        let delete = "
            const done = arguments[arguments.length - 1];
            const request = indexedDB.deleteDatabase('record');
            request.onsuccess = () => done('deleted');
            request.onerror = () => done(String(request.error));";
        let answer = stage.browser.web.execute_async(delete, Vec::new()).await?;
        assert_eq!(answer.json(), "deleted");
        assert_eq!(items(&inside).await?, 0);
        stage.visit(101, thread(101, "ada_t", "reader1", 3, 0)).await?;
        until_items(&inside, 4).await?;
        stage.browser.stop().await
    });
}

#[test]
fn a_record_from_the_future_is_corrected_and_not_pruned() {
    // What a clock that was set back leaves: rows that were learnt later than now.
    in_both(|kind| async move {
        let stage = Stage::open(kind).await?;
        stage.browser.web.goto("https://news.ycombinator.com/").await?;
        let inside = stage.inside().await?;
        let day = today() + 400;
        let time = f64::from(day) * 86_400_000.0;
        let post = json!({"i": "hackernews\n100", "b": "hackernews\nada_t", "f": time, "l": day, "a": time, "x": {"p": {}}});
        let comment = json!({"i": "hackernews\n100001", "f": time, "l": day, "a": time,
            "x": {"c": {"p": "hackernews\n100", "q": true, "s": "unanswered", "k": time}}});
        let ada = json!({"id": "hackernews\nada_t", "site": "hackernews", "first": time, "last": day});
        let file = json!({"duplex_record": 1, "authors": [ada], "items": [post, comment]}).to_string();
        record(&inside, &json!({"import": {"file": file, "replace": true}})).await?;
        assert_eq!(tally(&inside, "ada_t").await?["asked"], json!(1));
        stage.visit(100, thread(100, "ada_t", "reader1", 2, 1)).await?;
        until_items(&inside, 3).await?;
        let ada = tally(&inside, "ada_t").await?;
        assert_eq!(
            (&ada["posts"], &ada["asked"], &ada["answered"]),
            (&json!(1), &json!(2), &json!(1))
        );
        stage.browser.stop().await
    });
}

#[test]
fn a_record_of_a_later_version_is_left_alone_and_said_so() {
    in_both(|kind| async move {
        let stage = Stage::open(kind).await?;
        stage.browser.web.goto("https://news.ycombinator.com/").await?;
        let inside = stage.inside().await?;
        inside.enter().await?;
        let write_later = "
            const done = arguments[arguments.length - 1];
            indexedDB.deleteDatabase('record').onsuccess = () => {
                const request = indexedDB.open('record', 7);
                request.onupgradeneeded = () => request.result.createObjectStore('tomorrow').put('kept', 1);
                request.onsuccess = () => { request.result.close(); done('written'); };
                request.onerror = () => done(String(request.error));
            };";
        assert_eq!(
            stage
                .browser
                .web
                .execute_async(write_later, Vec::new())
                .await?
                .json(),
            "written"
        );
        stage.visit(100, thread(100, "ada_t", "reader1", 6, 2)).await?;
        stage.browser.wait_for(By::Css("duplex-badge"), PATIENCE).await?;
        let state = record(&inside, &json!({"state": {}})).await?;
        assert_eq!(state["trouble"]["key"], "record_newer");
        let look = "
            const done = arguments[arguments.length - 1];
            const request = indexedDB.open('record');
            request.onsuccess = () => {
                const read = request.result.transaction('tomorrow').objectStore('tomorrow').get(1);
                read.onsuccess = () => done([request.result.version, read.result].join());
            };";
        assert_eq!(
            stage.browser.web.execute_async(look, Vec::new()).await?.json(),
            "7,kept"
        );
        stage.browser.stop().await
    });
}

#[test]
fn files_come_back_whole_and_broken_ones_change_nothing() {
    in_both(|kind| async move {
        let stage = Stage::open(kind).await?;
        stage.visit(100, thread(100, "ada_t", "ada_t", 6, 2)).await?;
        let inside = stage.inside().await?;
        until_items(&inside, 7).await?;
        let exported = record(&inside, &json!({"export": {"after": "", "most": 500}})).await?;
        let text = exported["text"].as_str().unwrap().to_owned();
        assert!(exported["next"].is_null());
        for (broken, key) in [
            (text[..text.len() / 2].to_owned(), "record_file_broken"),
            (
                text.replacen("\"duplex_record\":1", "\"duplex_record\":2", 1),
                "record_file_too_new",
            ),
        ] {
            let answer = record(&inside, &json!({"import": {"file": broken, "replace": true}})).await?;
            assert_eq!(answer["said"]["key"], key, "{answer}");
            assert_eq!(items(&inside).await?, 7);
        }
        for replace in [false, true, false] {
            let state = record(&inside, &json!({"import": {"file": text, "replace": replace}})).await?;
            assert_eq!((&state["items"], &state["authors"]), (&json!(7), &json!(7)));
        }
        let ada = record(&inside, &json!({"author": {"id": "hackernews\nada_t"}})).await?;
        assert_eq!(
            (&ada["author"]["own"], &ada["author"]["tally"]["answered"]),
            (&json!(true), &json!(2))
        );
        record(&inside, &json!({"forget": {"author": "hackernews\nasker0"}})).await?;
        assert_eq!(items(&inside).await?, 6);
        record(&inside, &json!({"forget": {"site": "hackernews"}})).await?;
        assert_eq!(items(&inside).await?, 0);
        stage.browser.stop().await
    });
}

#[test]
fn of_a_private_window_nothing_is_written_down() {
    in_both(|kind| async move {
        let stage = Stage::open(kind).await?;
        stage.browser.allow_private().await?;
        let inside = stage.inside().await?;
        inside.enter().await?;
        stage
            .server
            .serve(&url(100), thread(100, "ada_t", "reader1", 6, 2));
        stage.browser.open_private(&url(100)).await?;
        // It works there as anywhere ...
        stage.browser.wait_for(By::Css("duplex-badge"), PATIENCE).await?;
        // ... and what a common window shows afterwards is all that is kept.
        stage.visit(101, thread(101, "bob_t", "reader1", 3, 1)).await?;
        until_items(&inside, 4).await?;
        assert_eq!(tally(&inside, "ada_t").await?, Value::Null);
        assert_eq!(tally(&inside, "bob_t").await?["asked"], json!(3));
        stage.browser.stop().await
    });
}
