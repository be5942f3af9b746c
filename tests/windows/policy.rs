//! Group Policy in the registry.

use super::desk::Desk;
use crate::support::process::wait_until;
use serde_json::Value;

const ENFORCED: &str = "HKLM\\Software\\Policies\\Deskbell";

fn entry(desk: &Desk, setting: &str) -> Value {
    let settings = desk.json("config");
    let all = settings["settings"].as_array().cloned().unwrap_or_default();
    all.into_iter().find(|entry| entry["name"] == setting).unwrap_or_else(|| panic!("{setting} in {settings}"))
}

#[test]
#[ignore = "make windows-test"]
fn what_the_registry_enforces_counts_at_once_and_is_greyed() {
    let desk = Desk::new();
    // Policies' key is there on every Windows; wine makes it with the first value.
    desk.registry(&["add", "HKLM\\Software\\Policies", "/f"]);
    let _daemon = desk.start_signed_in(&["--language", "en"]);
    assert!(desk.run(&["deskbell://settings"]).0);
    let window = desk.wait_for_window("Deskbell settings");
    let display = &desk.session.display;
    let picture = || display.pixels(window.area);
    // The window is drawn some time after it is there.
    wait_until("the window's words", || colours(&picture()) > 16);
    let free = settled(&picture);
    desk.picture("settings");
    desk.registry(&["add", ENFORCED, "/v", "sounds", "/t", "REG_DWORD", "/d", "0", "/f"]);
    wait_until("the window to change", || picture() != free);
    desk.picture("settings-enforced");
    let sounds = entry(&desk, "sounds");
    assert_eq!(sounds["value"], false, "{sounds}");
    assert!(
        sounds["place"].as_str().is_some_and(|place| place.contains("HKLM")) && sounds["enforced"] == true,
        "{sounds}"
    );
    desk.registry(&["delete", ENFORCED, "/v", "sounds", "/f"]);
    wait_until("the window to be as before", || picture() == free);
}

/// The picture when two looks saw the same.
fn settled(picture: &dyn Fn() -> Vec<u8>) -> Vec<u8> {
    let mut last = picture();
    wait_until("the picture to rest", || {
        std::thread::sleep(std::time::Duration::from_millis(300));
        let now = picture();
        std::mem::replace(&mut last, now.clone()) == now
    });
    last
}

fn colours(pixels: &[u8]) -> usize {
    pixels.chunks_exact(3).collect::<std::collections::BTreeSet<_>>().len()
}

#[test]
#[ignore = "make windows-test"]
fn a_value_of_the_wrong_kind_is_named_and_does_not_count() {
    let desk = Desk::new();
    desk.registry(&["add", ENFORCED, "/v", "volume", "/t", "REG_BINARY", "/d", "ff", "/f"]);
    desk.registry(&["add", ENFORCED, "/v", "volum", "/t", "REG_DWORD", "/d", "5", "/f"]);
    let (_, said) = desk.run(&["doctor"]);
    for (value, what) in [("volume", "REG_BINARY"), ("volum", "did you mean “volume”?")] {
        let place = format!("HKLM\\Software\\Policies\\Deskbell\\{value}: ");
        assert!(said.lines().any(|line| line.contains(&place) && line.contains(what)), "{value} in {said}");
    }
    let volume = entry(&desk, "volume");
    assert!(volume["enforced"] == false && volume["place"].is_null(), "{volume}");
}
