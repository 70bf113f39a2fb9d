"""A person lets a client app in (OAuth 2.0: RFC 6749, 4.1; PKCE: RFC 7636)."""

import re
from urllib.parse import urlencode, urlsplit
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_secret, secret_hash
from leapfrog.oauth import store
from leapfrog.oauth.apps import can_go
from leapfrog.oauth.errors import BadClient, BadRedirect, BadRequest, BadScope
from leapfrog.oauth.model import (
    CODE_LIFE,
    OUT_OF_BAND,
    AuthorizationCode,
    ClientApp,
    scopes_in,
    within,
)

CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")


class AuthorizationQuery(msgspec.Struct, frozen=True):
    """What a client app asks a person for, as it stands in the address of the page."""

    client_id: str
    redirect_uri: str
    scope: str = "read"
    state: str = ""
    code_challenge: str = ""
    code_challenge_method: str = ""


class AuthorizationRequest(msgspec.Struct, frozen=True):
    """An authorization request that was checked: which client app asks, and for which scopes."""

    app: ClientApp
    scopes: list[str]


async def look(db: Db, wish: AuthorizationQuery) -> AuthorizationRequest:
    """The client app that asks and the scopes that it asks for, checked against its registration
    and PKCE (RFC 7636, S256 alone). Raises `BadClient`, `BadRedirect`, `BadScope`, `BadRequest`.
    """
    app = await store.app(db, wish.client_id)
    if app is None:
        raise BadClient
    if wish.redirect_uri not in app.redirect_uris or not can_go(wish.redirect_uri):
        raise BadRedirect
    scopes = scopes_in(wish.scope)
    if not scopes or not within(scopes, app.scopes):
        raise BadScope
    if wish.code_challenge or wish.code_challenge_method:
        if wish.code_challenge_method != "S256":
            raise BadRequest("The code challenge method must be S256.")
        if not CHALLENGE.fullmatch(wish.code_challenge):
            raise BadRequest("The code challenge must be a SHA-256 in base64url.")
    return AuthorizationRequest(app, scopes)


async def let_in(db: Db, person_id: UUID, wish: AuthorizationQuery) -> str:
    """The person allows what a client app asks for: answers the authorization code (RFC 6749,
    4.1.2), which is good for ten minutes. Raises as `look`.
    """
    asked = await look(db, wish)
    code = new_secret()
    kept = AuthorizationCode(
        asked.app.id, person_id, wish.redirect_uri, asked.scopes, wish.code_challenge or None
    )
    await store.add_code(db, secret_hash(code), kept, db.now + CODE_LIFE)
    return code


def way_back(wish: AuthorizationQuery, **told: str) -> str | None:
    """The redirect URI with `told` (such as the code or an error) and the `state` that the client
    app sent; None when the person carries the code themselves (out of band).
    """
    if wish.redirect_uri == OUT_OF_BAND:
        return None
    given = told | ({"state": wish.state} if wish.state else {})
    mark = "&" if "?" in wish.redirect_uri else "?"
    return f"{wish.redirect_uri}{mark}{urlencode(given)}"


def host_of(uri: str) -> str:
    """What a redirect URI is shown as: the host alone, or the scheme of a client app's own."""
    parts = urlsplit(uri)
    return (parts.hostname or "") if parts.scheme in ("http", "https") else f"{parts.scheme}://"
