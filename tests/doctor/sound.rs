//! What sounds are played on: PulseAudio without a loudspeaker, whole and broken.

use std::os::unix::net::{UnixListener, UnixStream};

use crate::desktop::examined;
use crate::support::process::{Process, wait_until};
use crate::support::session::Session;

/// PulseAudio with these outputs; each plays nowhere.
fn pulse(session: &Session, outputs: &[&str]) -> Process {
    let folder = session.folder().join("run/pulse");
    std::fs::create_dir_all(&folder).unwrap();
    let socket = folder.join("native");
    let protocol = format!("module-native-protocol-unix socket={} auth-anonymous=1", socket.display());
    let mut arguments = vec!["-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm", "--use-pid-file=no"];
    arguments.extend(["-L", &protocol]);
    arguments.extend(outputs.iter().flat_map(|output| ["-L", output]));
    let server = session.spawn("pulseaudio", &arguments, &[]);
    wait_until("a sound server", || UnixStream::connect(&socket).is_ok());
    server
}

#[test]
fn an_output_is_good_and_a_muted_or_wrong_one_is_told() {
    let session = Session::builder().start();
    let outputs = ["module-null-sink sink_name=test sink_properties=device.description=Headset"];
    let server = pulse(&session, &outputs);
    examined(&session, &[]).says("sound", "good", "Offers are heard on Headset.");
    examined(&session, &[("DESKBELL_SOUND_DEVICE", "test")]).says("sound", "good", "Headset");
    let found = examined(&session, &[("DESKBELL_SOUND_DEVICE", "gone")]);
    found.says("sound", "bad", "There is no output gone.");
    found.says("sound", "bad", "one of: test");
    examined(&session, &[("DESKBELL_SOUNDS", "false")]).says("sound", "note", "switched off");
    let muted = session.command("pactl").args(["set-sink-mute", "test", "1"]).status().unwrap();
    assert!(muted.success());
    examined(&session, &[]).says("sound", "note", "Headset is muted.");
    server.pause(true);
    examined(&session, &[]).says("sound", "bad", "does not answer");
    server.pause(false);
}

#[test]
fn no_sound_server_and_one_without_an_output_and_a_mute_one_are_told() {
    let session = Session::builder().start();
    examined(&session, &[]).says("sound", "bad", "PipeWire");
    for outputs in [&[][..], &["module-always-sink"]] {
        let mut server = pulse(&session, outputs);
        examined(&session, &[]).says("sound", "bad", "There is nothing to play sounds on.");
        server.kill();
    }
    let socket = session.folder().join("run/pulse/native");
    std::fs::remove_file(&socket).unwrap();
    let _silent = UnixListener::bind(&socket).unwrap();
    examined(&session, &[]).says("sound", "bad", "does not answer");
}
