//! What the system's settings say about a script that chooses proxies (PAC).
//!
//! Linux has no such settings that all desktops share: there the environment counts.

/// Where the settings name a script, if they do.
#[cfg(windows)]
pub fn script() -> Option<String> {
    let settings = windows_registry::CURRENT_USER.open(INTERNET_SETTINGS).ok()?;
    let address = settings.get_string("AutoConfigURL").ok()?;
    (!address.is_empty()).then(|| "AutoConfigURL".to_owned())
}

#[cfg(windows)]
const INTERNET_SETTINGS: &str = "Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings";

/// Where the settings name a script, if they do.
#[cfg(target_os = "macos")]
pub fn script() -> Option<String> {
    use system_configuration::core_foundation::number::CFNumber;
    use system_configuration::core_foundation::string::CFString;
    use system_configuration::dynamic_store::SCDynamicStoreBuilder;

    let proxies = SCDynamicStoreBuilder::new("deskbell").build()?.get_proxies()?;
    let enabled = proxies.find(CFString::from_static_string("ProxyAutoConfigEnable"))?;
    let enabled = enabled.downcast::<CFNumber>()?.to_i32()?;
    (enabled == 1).then(|| "ProxyAutoConfigEnable".to_owned())
}

/// Where the settings name a script, if they do.
#[cfg(not(any(windows, target_os = "macos")))]
pub const fn script() -> Option<String> {
    None
}
