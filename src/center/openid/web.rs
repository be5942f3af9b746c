//! What programs ask the provider, as JSON.

use axum::Json;
use axum::extract::{Form, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::device::DEVICE_TIME;
use super::grants::Tokens;
use super::state::{Proof, Refusal};
use super::{random_text, random_tokens, random_user_code};
use crate::center::http::{Web, refusal};
use crate::center::input::Now;
use crate::center::words::CENTER;

const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// `GET /.well-known/openid-configuration` (OpenID Connect Discovery, 3).
pub(super) async fn discovery(State(web): State<Web>) -> Json<Value> {
    let issuer = &web.openid.issuer;
    let at = |path: &str| format!("{issuer}/openid/{path}");
    Json(json!({
        "issuer": &**issuer,
        "authorization_endpoint": at("authorize"),
        "token_endpoint": at("token"),
        "jwks_uri": at("keys"),
        "device_authorization_endpoint": at("device"),
        "revocation_endpoint": at("revoke"),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token", DEVICE_GRANT],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA"],
        "scopes_supported": ["openid", "profile", "offline_access"],
        "token_endpoint_auth_methods_supported": ["none"],
        "revocation_endpoint_auth_methods_supported": ["none"],
        "code_challenge_methods_supported": ["S256"],
        "claims_supported": ["sub", "name", "auth_time"],
        "ui_locales_supported": CENTER.iter().map(|(tag, _)| *tag).collect::<Vec<_>>(),
        "authorization_response_iss_parameter_supported": true,
    }))
}

/// `GET /openid/keys`.
pub(super) async fn keys(State(web): State<Web>) -> Json<Value> {
    Json(web.openid.signing.keys())
}

/// A request for tokens, of any kind.
#[derive(Deserialize)]
pub(super) struct TokenForm {
    grant_type: Option<String>,
    client_id: Option<String>,
    code: Option<String>,
    redirect_uri: Option<String>,
    code_verifier: Option<String>,
    refresh_token: Option<String>,
    device_code: Option<String>,
}

type Filled<T> = Result<Form<T>, axum::extract::rejection::FormRejection>;

/// `POST /openid/token` (RFC 6749, 3.2).
pub(super) async fn token(State(web): State<Web>, form: Filled<TokenForm>) -> Response {
    let Ok(Form(form)) = form else { return refused(Refusal::InvalidRequest) };
    let client = form.client_id.unwrap_or_default();
    let fresh = random_tokens();
    let tokens = match form.grant_type.as_deref() {
        Some("authorization_code") => {
            let (Some(code), Some(redirect), Some(verifier)) = (form.code, form.redirect_uri, form.code_verifier)
            else {
                return refused(Refusal::InvalidRequest);
            };
            let proof = Proof { client, code, redirect, verifier };
            web.openid.with(move |state, now| Ok((state.exchange(now, &proof, fresh)?, now))).await
        }
        Some("refresh_token") => {
            let Some(token) = form.refresh_token else { return refused(Refusal::InvalidRequest) };
            web.openid.with(move |state, now| Ok((state.refresh(now, &client, &token, fresh)?, now))).await
        }
        Some(DEVICE_GRANT) => {
            let Some(device) = form.device_code else { return refused(Refusal::InvalidRequest) };
            web.openid.with(move |state, now| Ok((state.poll_device(now, &client, &device, fresh)?, now))).await
        }
        Some(_) => Some(Err(Refusal::UnsupportedGrantType)),
        None => Some(Err(Refusal::InvalidRequest)),
    };
    match tokens {
        Some(Ok((tokens, now))) => given(&web, &tokens, now),
        Some(Err(refusal)) => refused(refusal),
        None => stopped(),
    }
}

fn given(web: &Web, tokens: &Tokens, now: Now) -> Response {
    let agents = &web.openid.agents;
    let name = agents.iter().find(|(id, _)| *id == tokens.grant.agent).map(|(_, name)| name.as_str());
    let Some(id_token) = web.openid.signing.id_token(&web.openid.issuer, tokens, name, now) else {
        return stopped();
    };
    let mut body = json!({
        "access_token": tokens.access,
        "token_type": "Bearer",
        "expires_in": tokens.access_time.whole_seconds(),
        "scope": tokens.grant.scopes.join(" "),
        "id_token": id_token,
    });
    if let Some(refresh) = &tokens.refresh {
        body["refresh_token"] = refresh.as_str().into();
    }
    unstored(Json(body))
}

/// A device's first request.
#[derive(Deserialize)]
pub(super) struct DeviceForm {
    client_id: Option<String>,
    scope: Option<String>,
}

/// `POST /openid/device` (RFC 8628, 3.1).
pub(super) async fn device(State(web): State<Web>, form: Filled<DeviceForm>) -> Response {
    let Ok(Form(DeviceForm { client_id: Some(client), scope })) = form else {
        return refused(Refusal::InvalidRequest);
    };
    let (device, user) = (random_text(), random_user_code());
    let begun = web.openid.with(move |state, now| state.begin_device(now, &client, scope.as_deref(), device, user));
    let codes = match begun.await {
        Some(Ok(codes)) => codes,
        Some(Err(refusal)) => return refused(refusal),
        None => return stopped(),
    };
    let page = format!("{}/openid/activate", web.openid.issuer);
    unstored(Json(json!({
        "device_code": codes.device,
        "user_code": codes.user,
        "verification_uri": page,
        "verification_uri_complete": format!("{page}?user_code={}", codes.user),
        "expires_in": DEVICE_TIME.whole_seconds(),
        "interval": codes.interval.whole_seconds(),
    })))
}

/// A token that is given back.
#[derive(Deserialize)]
pub(super) struct RevokeForm {
    client_id: Option<String>,
    token: Option<String>,
}

/// `POST /openid/revoke` (RFC 7009).
pub(super) async fn revoke(State(web): State<Web>, form: Filled<RevokeForm>) -> Response {
    let Ok(Form(RevokeForm { client_id: Some(client), token: Some(token) })) = form else {
        return refused(Refusal::InvalidRequest);
    };
    match web.openid.with(move |state, now| state.revoke(now, &client, &token)).await {
        Some(Ok(())) => StatusCode::OK.into_response(),
        Some(Err(refusal)) => refused(refusal),
        None => stopped(),
    }
}

fn refused(refusal: Refusal) -> Response {
    let status = if refusal == Refusal::InvalidClient { StatusCode::UNAUTHORIZED } else { StatusCode::BAD_REQUEST };
    (status, unstored(Json(json!({ "error": refusal.code() })))).into_response()
}

pub(super) fn stopped() -> Response {
    refusal(StatusCode::SERVICE_UNAVAILABLE, "The center has stopped.")
}

/// Tokens are not for caches (RFC 6749, 5.1).
fn unstored(answer: impl IntoResponse) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], answer).into_response()
}
