//! Which proxy is on the way: the configuration's, the environment's or the system's.

use std::sync::Arc;

use http::Uri;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};

use crate::config::proxy::{self, Mistake};
use crate::config::{Config, Kind, Problem, ProblemKind};
use crate::platform::system_proxy;

/// The variables that name the proxy for secure connections; the first that is set counts.
const PROXY: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
/// The variables that name what is reached without it.
const EXCEPT: [&str; 2] = ["NO_PROXY", "no_proxy"];

/// Where the proxy is looked up.
#[derive(Clone, Debug, Default)]
pub(super) enum Proxies {
    /// Everything is reached directly.
    #[default]
    Direct,
    /// In these rules.
    Rules(Arc<Matcher>),
    /// In the system's settings, anew for each connection, for a computer may move.
    System {
        /// What is reached without the proxy; none: what the system says.
        except: Option<String>,
    },
}

impl Proxies {
    /// Where the configuration says. What is not understood goes to `problems`.
    ///
    /// Exceptions come from the same place as the proxy, unless the configuration has its own: a
    /// variable does not lead around a proxy that the administrator has set.
    pub(super) fn from_config(
        config: &Config,
        variable: impl Fn(&str) -> Option<String>,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let except = config.get("no-proxy").map(|_| config.list("no-proxy").join(","));
        match config.text("proxy") {
            Some("direct") => Self::Direct,
            Some("system") | None => Self::from_environment(except, variable, problems),
            Some(address) => rules(address, except),
        }
    }

    fn from_environment(
        except: Option<String>,
        variable: impl Fn(&str) -> Option<String>,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let set = |name: &&'static str| variable(name).filter(|text| !text.is_empty()).map(|text| (*name, text));
        let Some((name, address)) = PROXY.iter().find_map(set) else {
            let pac = system_proxy::script().map(|place| Problem { place, kind: ProblemKind::Pac });
            problems.extend(pac);
            return Self::System { except };
        };
        if let Some(kind) = mistake(&address) {
            problems.push(Problem { place: name.to_owned(), kind });
            return Self::Direct;
        }
        rules(&address, except.or_else(|| EXCEPT.iter().find_map(set).map(|(_, text)| text)))
    }

    /// The proxy on the way to a destination, if there is one.
    pub(super) fn intercept(&self, destination: &Uri) -> Option<Intercept> {
        match self {
            Self::Direct => None,
            Self::Rules(rules) => rules.intercept(destination),
            Self::System { except: None } => system().intercept(destination),
            Self::System { except: Some(except) } => {
                let anything = Uri::from_static("https://anything.invalid/");
                let proxy = system().intercept(&anything)?;
                matcher(&proxy.uri().to_string(), except).intercept(destination)
            }
        }
    }
}

fn rules(address: &str, except: Option<String>) -> Proxies {
    Proxies::Rules(Arc::new(matcher(address, &except.unwrap_or_default())))
}

fn matcher(address: &str, except: &str) -> Matcher {
    Matcher::builder().all(address).no(except).build()
}

/// The system's own settings; where it has none but the environment's, those were read already.
fn system() -> Matcher {
    if cfg!(any(windows, target_os = "macos")) { Matcher::from_system() } else { Matcher::builder().build() }
}

fn mistake(address: &str) -> Option<ProblemKind> {
    match proxy::address(address) {
        Ok(_) => None,
        Err(Mistake::Pac) => Some(ProblemKind::Pac),
        Err(Mistake::Unclear) => Some(ProblemKind::Value { key: "proxy", kind: Kind::Proxy }),
    }
}
