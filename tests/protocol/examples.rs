//! `docs/protocol.md` has one section an event, and every example in it is right.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use deskbell::protocol::{self, FRAME_LIMIT, MESSAGE_LIMIT, close, sequence_number};
use serde_json::{Value, json};

use crate::protocol_schemas::{self, NUMBERED, Side, short_name};
use crate::schemas::{assert_reads, assert_valid, in_package, validators};

/// A fenced block and where it stands.
struct Block {
    language: String,
    chapter: String,
    section: String,
    text: String,
}

fn words() -> String {
    fs::read_to_string(in_package("docs/protocol.md")).unwrap()
}

fn blocks() -> Vec<Block> {
    let (mut found, mut chapter, mut section) = (Vec::new(), String::new(), String::new());
    let mut open: Option<Block> = None;
    for line in words().lines() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some(_)) => found.extend(open.take()),
            (Some(block), None) => block.text += &format!("{line}\n"),
            (None, Some(language)) => {
                let (language, text) = (language.to_owned(), String::new());
                open = Some(Block { language, chapter: chapter.clone(), section: section.clone(), text });
            }
            (None, None) => {
                if let Some(title) = line.strip_prefix("## ") {
                    (chapter, section) = (title.to_owned(), String::new());
                } else if let Some(title) = line.strip_prefix("### ") {
                    section = title.trim_matches('`').to_owned();
                }
            }
        }
    }
    assert!(open.is_none(), "a block of docs/protocol.md is not closed");
    found
}

fn in_language(language: &str) -> Vec<Block> {
    blocks().into_iter().filter(|block| block.language == language).collect()
}

#[test]
fn each_event_has_one_section_with_one_example_under_its_side() {
    let validators = validators();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for block in in_language("json") {
        let event: Value = serde_json::from_str(&block.text).unwrap_or_else(|e| panic!("{}: {e}", block.section));
        assert_valid(&validators, &event);
        assert_reads(&event);
        let kind = event["type"].as_str().unwrap();
        assert_eq!(block.section, short_name(kind), "an example stands in another event's section");
        let chapter = match protocol_schemas::all()[kind].side {
            Side::Center => "Events from the center",
            Side::Client => "Events from the client",
        };
        assert_eq!(block.chapter, chapter, "{kind}");
        *seen.entry(kind.to_owned()).or_default() += 1;
    }
    let wanted = protocol_schemas::all().into_keys().map(|kind| (kind, 1)).collect();
    assert_eq!(seen, wanted, "examples an event");
}

#[test]
fn every_section_of_the_events_is_an_event() {
    let text = words();
    let titles: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`')).collect();
    let types: BTreeSet<String> =
        protocol_schemas::all().into_keys().map(|kind| short_name(&kind).to_owned()).collect();
    assert_eq!(titles.len(), types.len());
    assert_eq!(titles.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), types);
}

#[test]
fn every_line_of_the_session_is_a_right_event_and_numbers_grow() {
    let validators = validators();
    let lines: String = in_language("jsonl").into_iter().map(|block| block.text).collect();
    let events: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(events.len() >= 10, "the session has only {} lines", events.len());
    for event in &events {
        assert_valid(&validators, event);
        assert_reads(event);
    }
    assert_eq!(events[0]["type"], "dev.deskbell.session.hello.v1");
    assert_eq!(events[1]["type"], "dev.deskbell.session.ready.v1");
    for session in events.split(|event| event["type"] == "dev.deskbell.session.hello.v1") {
        let numbers: Vec<u64> =
            session.iter().filter_map(|event| event["sequence"].as_str()).filter_map(sequence_number).collect();
        assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
    }
}

#[test]
fn what_senders_post_is_right_once_the_center_has_numbered_it() {
    let validators = validators();
    let posted: Vec<Value> = in_language("json sender")
        .into_iter()
        .flat_map(|block| {
            let body: Value = serde_json::from_str(&block.text).unwrap();
            body.as_array().cloned().unwrap_or_else(|| vec![body])
        })
        .collect();
    assert_eq!(posted.len(), 3);
    for mut event in posted {
        assert!(event["subject"].as_str().unwrap().starts_with("agent/"));
        assert!(NUMBERED.contains(&event["type"].as_str().unwrap()), "senders cannot send {}", event["type"]);
        assert!(event.get("sequence").is_none(), "numbers are the center's");
        event["sequence"] = json!(protocol::sequence_text(1));
        assert_valid(&validators, &event);
        assert_reads(&event);
    }
}

#[test]
fn no_block_is_left_unread() {
    let known = ["json", "jsonl", "json sender", "http", "sh"];
    for block in blocks() {
        assert!(known.contains(&block.language.as_str()), "a block is marked {:?}", block.language);
    }
}

#[test]
fn the_words_name_the_limits_and_codes_of_the_code() {
    let text = words();
    for (limit, words) in [(MESSAGE_LIMIT, "65,536 bytes"), (FRAME_LIMIT, "1,048,576 bytes")] {
        assert_eq!(limit.to_string(), words.replace(',', "").trim_end_matches(" bytes"));
        assert!(text.contains(words), "{words}");
    }
    let codes = [
        close::GOING_AWAY,
        close::RESTART,
        close::TRY_LATER,
        close::TOO_BIG,
        close::PROTOCOL,
        close::REPLACED,
        close::SIGNED_OUT,
    ];
    for code in codes {
        assert!(text.contains(&format!("\n| {code} | ")), "close code {code} is in no table");
    }
    for limit in [deskbell::text::NAME, deskbell::text::COMMENT] {
        assert!(text.contains(&format!(" {limit}")), "{limit} characters");
    }
    assert!(text.contains(protocol::SUBPROTOCOL));
}

#[test]
fn the_words_list_exactly_the_numbered_events() {
    let text = words();
    let rule = text.split("**numbered**: ").nth(1).unwrap().split(". ").next().unwrap();
    let listed: BTreeSet<&str> = rule.split('`').skip(1).step_by(2).collect();
    assert_eq!(listed, NUMBERED.into_iter().map(short_name).collect());
}

#[test]
fn links_within_the_words_lead_to_headings_and_files() {
    let text = words();
    let anchors: BTreeSet<String> =
        text.lines().filter(|line| line.starts_with("##")).map(|line| anchor(line.trim_start_matches('#'))).collect();
    let targets: Vec<&str> = text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    assert!(targets.len() > 15);
    for target in targets {
        match target.strip_prefix('#') {
            Some(heading) => assert!(anchors.contains(heading), "no heading {heading}"),
            None => assert!(in_package("docs").join(target).exists(), "no file {target}"),
        }
    }
}

/// The anchor that GitHub and GitLab make of a heading.
fn anchor(title: &str) -> String {
    let kept = title.trim().to_lowercase();
    kept.chars().filter(|c| c.is_alphanumeric() || "- _".contains(*c)).map(|c| if c == ' ' { '-' } else { c }).collect()
}
