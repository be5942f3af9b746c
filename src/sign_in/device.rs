//! Signing in where there is no browser: a code that is typed on another device (RFC 8628).

use super::provider::Provider;
use super::tokens::Tokens;
use crate::domain::sign_in::SignInProblem;
use crate::text;

/// A link is not longer than this, in characters.
const LINK_LIMIT: usize = 300;

/// What the agent has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instructions {
    /// The page to open on another device.
    pub page: String,
    /// The code to type there.
    pub code: String,
    /// The page with the code filled in, where the provider has one.
    pub with_code: Option<String>,
}

/// Tokens for an agent who signs in on another device; `tell` shows what to do.
///
/// # Errors
/// Why there are none.
pub async fn sign_in(provider: &Provider, tell: impl FnOnce(Instructions)) -> Result<Tokens, SignInProblem> {
    let device = provider.begin_device().await?;
    let codes = &device.codes;
    let shown = |link: &str| text::shown(link, LINK_LIMIT);
    tell(Instructions {
        page: shown(codes.verification_uri().as_str()),
        code: shown(codes.user_code().secret()),
        with_code: codes.verification_uri_complete().map(|link| shown(link.secret())),
    });
    provider.wait_for_device(&device).await
}
