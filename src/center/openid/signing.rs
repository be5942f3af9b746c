//! The provider's key, and the ID tokens that it signs (OpenID Connect Core, 2).

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use openidconnect::core::{
    CoreEdDsaPrivateSigningKey, CoreGenderClaim, CoreIdToken, CoreJsonWebKeySet, CoreJwsSigningAlgorithm,
};
use openidconnect::{
    AccessToken, Audience, EmptyAdditionalClaims, EndUserName, IdTokenClaims, IssuerUrl, JsonWebKeyId, LocalizedClaim,
    Nonce, PrivateSigningKey as _, StandardClaims, SubjectIdentifier,
};
use serde_json::Value;
use time::{Duration, OffsetDateTime};

use super::grants::Tokens;
use crate::center::input::Now;

/// An ID token is read at once; a computer's clock may be a little off.
const ID_TOKEN_TIME: Duration = Duration::minutes(10);
/// What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410, 7).
const PKCS8: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/// A key of this run.
pub(super) struct Signing(CoreEdDsaPrivateSigningKey);

impl Signing {
    /// The key made of 32 random bytes.
    pub(super) fn new(seed: [u8; 32]) -> Self {
        let text = BASE64_STANDARD.encode([&PKCS8[..], &seed[..]].concat());
        let pem = format!("-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n");
        let id = JsonWebKeyId::new("1".into());
        Self(
            CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(id))
                .expect("any 32 bytes are an Ed25519 key, and what is around them is fixed"),
        )
    }

    /// What others check signatures with (RFC 7517).
    pub(super) fn keys(&self) -> Value {
        serde_json::to_value(CoreJsonWebKeySet::new(vec![self.0.as_verification_key()])).unwrap_or_default()
    }

    /// The ID token that goes with these tokens.
    pub(super) fn id_token(&self, issuer: &str, tokens: &Tokens, name: Option<&str>, now: Now) -> Option<String> {
        let claims = claims(issuer, tokens, name, now)?;
        let access = AccessToken::new(tokens.access.clone());
        let token = CoreIdToken::new(claims, &self.0, CoreJwsSigningAlgorithm::EdDsa, Some(&access), None).ok()?;
        Some(token.to_string())
    }
}

type Claims = IdTokenClaims<EmptyAdditionalClaims, CoreGenderClaim>;

fn claims(issuer: &str, tokens: &Tokens, name: Option<&str>, now: Now) -> Option<Claims> {
    let grant = &tokens.grant;
    let name = name.map(|name| LocalizedClaim::from(EndUserName::new(name.to_owned())));
    let standard = StandardClaims::new(SubjectIdentifier::new(grant.agent.clone())).set_name(name);
    let claims = Claims::new(
        IssuerUrl::new(issuer.to_owned()).ok()?,
        vec![Audience::new(grant.client.clone())],
        moment(now + ID_TOKEN_TIME)?,
        moment(now)?,
        standard,
        EmptyAdditionalClaims {},
    );
    let signed_in = moment(grant.signed_in)?;
    Some(claims.set_nonce(grant.nonce.clone().map(Nonce::new)).set_auth_time(Some(signed_in)))
}

fn moment(at: OffsetDateTime) -> Option<chrono::DateTime<chrono::Utc>> {
    chrono::DateTime::from_timestamp(at.unix_timestamp(), 0)
}
