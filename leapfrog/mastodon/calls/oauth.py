"""Client apps introduce themselves and fetch their tokens."""

import binascii
from base64 import b64decode
from importlib.metadata import version
from typing import Any
from urllib.parse import unquote

from leapfrog import oauth
from leapfrog.kernel.limits import Limit, network
from leapfrog.mastodon import ids
from leapfrog.mastodon.call import ApiCall, ApiResponse, Routes
from leapfrog.mastodon.entities.accounts import accounts
from leapfrog.mastodon.errors import NoToken
from leapfrog.oauth import OUT_OF_BAND, SCOPES, BadGrantType, BadRequest, ClientApp
from leapfrog.push import public_key

REGISTERING = Limit("client_app_registration", 60, 3_600)
FETCHING = Limit("client_app_token", 120, 600)

routes = Routes()


def application(app: ClientApp) -> dict[str, Any]:
    """Application, without its secret."""
    return {
        "id": ids.shown(app.id),
        "name": app.name,
        "website": app.website,
        "scopes": app.scopes,
        "redirect_uri": "\n".join(app.redirect_uris),
        "redirect_uris": app.redirect_uris,
    }


@routes("POST", "/api/v1/apps")
async def register(call: ApiCall) -> Any:
    call.take(REGISTERING)
    given = call.several("redirect_uris")
    uris = [uri for text in given for uri in str(text).split()] or [OUT_OF_BAND]
    words = (call.text("client_name"), call.text("website"))
    app, secret = await oauth.register(call.db, *words, uris, call.text("scopes"))
    return {
        **application(app),
        "client_id": app.client_id,
        "client_secret": secret,
        "client_secret_expires_at": 0,
        "vapid_key": await public_key(call.db),
    }


@routes("GET", "/api/v1/apps/verify_credentials", "read|profile|write|follow|push")
async def whose_app(call: ApiCall) -> Any:
    assert call.token
    app = await oauth.client_app(call.db, call.token.app_id)
    if app is None:
        raise NoToken
    return {**application(app), "vapid_key": await public_key(call.db)}


def credentials(call: ApiCall) -> tuple[str, str]:
    """The client app's id and secret, in the body or in a header (RFC 6749, 2.3.1)."""
    kind, _, encoded = call.headers.get(b"authorization", b"").partition(b" ")
    if kind.lower() != b"basic":
        return call.text("client_id"), call.text("client_secret")
    try:
        name, _, secret = b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        raise BadRequest from None
    return unquote(name), unquote(secret)


@routes("POST", "/oauth/token")
async def fetch_token(call: ApiCall) -> Any:
    call.town.limit(FETCHING, network(call.address))
    client_id, secret = credentials(call)
    match call.text("grant_type"):
        case "authorization_code":
            code, uri = call.text("code"), call.text("redirect_uri", OUT_OF_BAND)
            verifier = call.text("code_verifier")
            return await oauth.exchange(call.db, client_id, secret, code, uri, verifier)
        case "client_credentials":
            return await oauth.for_itself(call.db, client_id, secret, call.text("scope"))
    raise BadGrantType


@routes("POST", "/oauth/revoke")
async def revoke(call: ApiCall) -> Any:
    await oauth.revoke(call.db, *credentials(call), call.text("token"))
    return {}


@routes("GET", "/oauth/userinfo", "profile|read:accounts")
async def userinfo(call: ApiCall) -> Any:
    """OpenID Connect's words for who is signed in."""
    me = (await accounts(call, [call.me]))[call.me]
    return {
        "iss": call.at.origin,
        "sub": me["uri"],
        "name": me["display_name"],
        "preferred_username": me["username"],
        "profile": me["url"],
        "picture": me["avatar"],
    }


@routes("GET", "/.well-known/oauth-authorization-server")
async def about_oauth(call: ApiCall) -> Any:
    """RFC 8414."""
    here = call.at.here
    return ApiResponse(
        {
            "issuer": f"{call.at.origin}/",
            "service_documentation": f"{call.at.origin}/",
            "authorization_endpoint": here("/oauth/authorize"),
            "token_endpoint": here("/oauth/token"),
            "app_registration_endpoint": here("/api/v1/apps"),
            "revocation_endpoint": here("/oauth/revoke"),
            "userinfo_endpoint": here("/oauth/userinfo"),
            "scopes_supported": sorted(SCOPES),
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code", "client_credentials"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
            "software_version": version("leapfrog"),
        }
    )
