//! Credential Manager.

use super::desk::Desk;
use crate::support::workplace::{AGENT, TOKEN};

const CREDENTIALS: &str = "HKCU\\Software\\Wine\\Credential Manager";

#[test]
#[ignore = "make windows-test"]
fn a_token_is_kept_by_credential_manager_until_the_agent_signs_out() {
    let desk = Desk::new();
    let url = desk.center.agents_url();
    let folder = desk.data("Roaming");
    std::fs::create_dir_all(&folder).expect("the copy of wine is ours");
    std::fs::write(folder.join("config.toml"), format!("center = \"{url}\"\n")).expect("the copy of wine is ours");
    let mut sign_in = desk.start_exe(&["sign-in", "--token-stdin"], &[]);
    sign_in.feed(&format!("{TOKEN}\n"));
    let (status, said) = sign_in.finish();
    assert!(status.success() && !said.contains(TOKEN), "{said}");
    let kept = desk.registry(&["query", CREDENTIALS, "/s"]);
    assert!(kept.contains("deskbell") && !kept.contains(TOKEN), "{kept}");
    {
        let _daemon = desk.start_daemon(&[], &[]);
        assert_eq!(desk.json("status")["agent"], AGENT);
        assert!(desk.run(&["sign-out"]).0);
    }
    let kept = desk.registry(&["query", CREDENTIALS, "/s"]);
    assert!(!kept.contains("deskbell"), "{kept}");
}
