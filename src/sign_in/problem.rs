//! What the library's errors mean. They may hold tokens, so none of them is logged or passed on.

use std::fmt;

use openidconnect::core::CoreErrorResponseType;
use openidconnect::{
    ClaimsVerificationError, DeviceCodeErrorResponse, DeviceCodeErrorResponseType, DiscoveryError, RequestTokenError,
    StandardErrorResponse,
};

use crate::domain::input::LinkProblem;
use crate::domain::sign_in::SignInProblem;

/// An error code of a provider is not longer than this.
const CODE_LIMIT: usize = 40;

/// A request that got no answer, or one that only says "later".
#[derive(Debug)]
pub(super) struct NoAnswer(pub(super) LinkProblem);

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the sign-in service gave no answer")
    }
}

impl std::error::Error for NoAnswer {}

impl From<NoAnswer> for SignInProblem {
    fn from(NoAnswer(problem): NoAnswer) -> Self {
        if problem == LinkProblem::NotTheProtocol { Self::NotAProvider } else { Self::Network(Box::new(problem)) }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the library's errors are many, and all others mean the same")]
pub(super) fn of_discovery(error: DiscoveryError<NoAnswer>) -> SignInProblem {
    match error {
        DiscoveryError::Request(error) => error.into(),
        DiscoveryError::Validation(_) => SignInProblem::WrongIssuer,
        // What the provider sent is not passed on; where it was not understood helps who mends it.
        DiscoveryError::Parse(error) => {
            tracing::warn!(at = %error.path(), "the sign-in service's description was not understood");
            SignInProblem::NotAProvider
        }
        DiscoveryError::Response(status, _, _) => {
            tracing::warn!(%status, "the sign-in service did not describe itself");
            SignInProblem::NotAProvider
        }
        _ => SignInProblem::NotAProvider,
    }
}

pub(super) fn of_tokens(
    error: RequestTokenError<NoAnswer, StandardErrorResponse<CoreErrorResponseType>>,
) -> SignInProblem {
    match error {
        RequestTokenError::Request(error) => error.into(),
        RequestTokenError::ServerResponse(answer) => of_code(answer.error()),
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => SignInProblem::NotAProvider,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the library calls the known codes by name, and takes any other")]
fn of_code(code: &CoreErrorResponseType) -> SignInProblem {
    match code {
        CoreErrorResponseType::InvalidClient | CoreErrorResponseType::UnauthorizedClient => {
            SignInProblem::ClientUnknown
        }
        CoreErrorResponseType::InvalidGrant => SignInProblem::Ended,
        other => refused(other.as_ref()),
    }
}

pub(super) fn of_device(error: RequestTokenError<NoAnswer, DeviceCodeErrorResponse>) -> SignInProblem {
    let answer = match error {
        RequestTokenError::Request(error) => return error.into(),
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => return SignInProblem::NotAProvider,
        RequestTokenError::ServerResponse(answer) => answer,
    };
    match answer.error() {
        DeviceCodeErrorResponseType::AccessDenied => SignInProblem::Denied,
        DeviceCodeErrorResponseType::ExpiredToken
        | DeviceCodeErrorResponseType::AuthorizationPending
        | DeviceCodeErrorResponseType::SlowDown => SignInProblem::TimedOut,
        DeviceCodeErrorResponseType::Basic(code) => of_code(code),
    }
}

/// The provider's code for why it refused, as far as it is one (RFC 6749, 4.1.2.1).
pub(super) fn refused(code: &str) -> SignInProblem {
    match code {
        "access_denied" => SignInProblem::Denied,
        "unauthorized_client" | "invalid_client" => SignInProblem::ClientUnknown,
        code => SignInProblem::Refused(
            code.chars().filter(|c| c.is_ascii_alphanumeric() || "_-.".contains(*c)).take(CODE_LIMIT).collect(),
        ),
    }
}

/// Why an ID token is not believed, in words that hold nothing of it.
#[expect(clippy::wildcard_enum_match_arm, reason = "the library's errors are many, and these are worth a word")]
pub(super) const fn why_not_believed(error: &ClaimsVerificationError) -> &'static str {
    match error {
        ClaimsVerificationError::Expired(_) => "it is too old",
        ClaimsVerificationError::InvalidAudience(_) => "it is for another program",
        ClaimsVerificationError::InvalidIssuer(_) => "another provider made it",
        ClaimsVerificationError::InvalidNonce(_) => "it belongs to another sign-in",
        ClaimsVerificationError::SignatureVerification(_) => "its signature is not the provider's",
        _ => "something in it is not as it must be",
    }
}
