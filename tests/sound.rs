//! What an agent hears: the real daemon and center with a real sound server, recorded.

#[expect(dead_code, unreachable_pub, reason = "each test file uses its own part of the support")]
mod support;

use std::os::unix::net::UnixListener;
use std::time::Duration;

use serde_json::json;

use support::ear::Ear;
use support::process::wait_until;
use support::session::Session;
use support::workplace::{AGENT, Workplace, anna_chats};

fn workplace(session: Session, settings: &[&str]) -> Workplace {
    let folder = session.configuration().join("deskbell");
    std::fs::create_dir_all(&folder).expect("the session's folder is ours");
    std::fs::write(folder.join("config.toml"), settings.join("\n")).expect("the session's folder is ours");
    Workplace::start(session)
}

#[test]
fn an_offer_is_heard_by_the_ladder_and_no_longer_than_it_rings() {
    let session = Session::builder().start();
    let ear = Ear::start(&session);
    let place = workplace(session, &["sound-ladder = [2, 4]"]);
    assert_eq!(ear.heard(), [], "there is no offer");

    let conversation = place.center.customer_writes(&anna_chats("Hello"));
    // When exactly is for the domain's tests, which have a time of their own.
    ear.wait_for(4);
    let begun = ear.now();
    place.center.post(&format!("/v1/conversations/{conversation}/close"), &json!({ "by": "customer" }));
    ear.listen(Duration::from_secs(5));
    let heard = ear.heard();
    assert_eq!(heard.len(), 4, "the next would have come four seconds later: {heard:?}");
    println!("silent {:?} after the customer left, while it sounded", heard[3].until.saturating_sub(begun));
}

#[test]
fn accepting_ends_the_sound_and_a_louder_volume_is_louder() {
    let loudest = |volume: &str| {
        let session = Session::builder().start();
        let ear = Ear::start(&session);
        let place = workplace(session, &[volume, "sound-ladder = [2]"]);
        let conversation = place.center.customer_writes(&anna_chats("Hello"));
        let alert = place.wait_for_alert("Anna Nowak");
        let peak = ear.wait_for(2).peak.max(ear.heard()[0].peak);
        place.click_in_alert(&alert, "Accept");
        place.center.wait_until_taken_by(&conversation, AGENT);
        // What was played just before is recorded a little later.
        ear.listen(Duration::from_millis(500));
        let sounds = ear.heard().len();
        ear.listen(Duration::from_secs(3));
        assert_eq!(ear.heard().len(), sounds, "nothing rings");
        peak
    };
    let (soft, loud) = (loudest("volume = 20"), loudest("volume = 80"));
    assert!(loud > 3 * soft && loud < 5 * soft, "{soft} {loud}");
}

#[test]
fn the_menu_plays_a_test_sound_and_mutes_offers_for_good() {
    let session = Session::builder().start();
    let ear = Ear::start(&session);
    let place = workplace(session, &["theme = \"light\" # mine", ""]);
    let tray = place.session.tray();
    tray.choose(&["Sound", "Play a test sound"]);
    ear.wait_for(1);
    tray.choose(&["Sound", "Sounds on"]);
    wait_until("no tick", || tray.wait_for_line(&["Sound", "Sounds on"]).checked == Some(false));
    place.center.customer_writes(&anna_chats("Hello"));
    place.wait_for_alert("Anna Nowak");
    ear.listen(Duration::from_secs(2));
    assert_eq!(ear.heard().len(), 1, "{:?}", ear.heard());
    let file = place.session.configuration().join("deskbell/config.toml");
    wait_until("the choice in the file", || {
        std::fs::read_to_string(&file).is_ok_and(|text| text == "theme = \"light\" # mine\nsounds = false\n")
    });
}

#[test]
fn without_a_sound_server_or_with_a_hung_one_offers_still_come_and_the_menu_says_so() {
    for hung in [false, true] {
        let session = Session::builder().start();
        let folder = session.folder().join("run/pulse");
        std::fs::create_dir_all(&folder).expect("the session's folder is ours");
        let _silent = hung.then(|| UnixListener::bind(folder.join("native")).expect("the session's folder is ours"));
        let place = workplace(session, &[]);
        place.center.customer_writes(&anna_chats("Hello"));
        place.wait_for_alert("Anna Nowak");
        place.session.tray().wait_for_line(&["Sound", "No sound could be played"]);
    }
}
