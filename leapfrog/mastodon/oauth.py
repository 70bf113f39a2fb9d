"""Client apps introduce themselves, people let them in, and take that back (OAuth 2.0: RFC 6749;
PKCE: RFC 7636; revoking: RFC 7009).
"""

import hmac
import re
from base64 import urlsafe_b64encode
from datetime import datetime
from hashlib import sha256
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

import msgspec

from leapfrog.identity import ClientAppsSignedOut, plain
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound, Problem
from leapfrog.kernel.ids import new_id, new_secret, secret_hash
from leapfrog.mastodon import store
from leapfrog.mastodon.errors import (
    ApiRefused,
    BadClient,
    BadGrant,
    BadRedirect,
    BadRequest,
    BadScope,
    NotTheirs,
)
from leapfrog.mastodon.model import (
    CODE_LIFE,
    ONCE,
    OUT_OF_BAND,
    SEEN_EVERY,
    TOKEN_PREFIX,
    UNUSED,
    Access,
    App,
    AuthorizationCode,
    Token,
    scopes_in,
    within,
)

LONGEST_NAME, LONGEST_URI, MOST_URIS = 100, 2_000, 10
# What a browser would run or open by itself, instead of handing the code to a client app.
NEVER = frozenset(
    (
        *("javascript", "vbscript", "livescript", "data", "blob", "file", "filesystem", "about"),
        *("view-source", "jar", "resource", "intent", "android-app", "urn", "ws", "wss"),
        *("ftp", "ftps", "gopher", "mailto", "tel", "sms", "news", "nntp", "irc"),
    )
)
# RFC 3986 without a fragment; no space, quote or backslash, by which readers of it differ.
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?\[\]@!$&'()*+,;=%-]*")
# A name, or an address of IPv4 or IPv6; in ASCII, so that it looks like no other.
HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
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
    """The same, looked at: who asks, for what."""

    app: App
    scopes: list[str]


async def register(db: Db, name: str, website: str, uris: list[str], scope: str) -> tuple[App, str]:
    """A new client app, and its secret, which is told once. Raises `ApiRefused`, `BadScope`."""
    shown = " ".join(plain(name).split())
    if not 1 <= len(shown) <= LONGEST_NAME:
        raise ApiRefused("Validation failed: Application name can't be blank")
    if not 1 <= len(uris) <= MOST_URIS or not all(map(can_go, uris)):
        raise ApiRefused("Validation failed: Redirect URI must be an absolute URI.")
    site = website.strip()
    kept = site if site.startswith(("https://", "http://")) and len(site) <= LONGEST_URI else None
    scopes = scopes_in(scope) if scope.strip() else ["read"]
    if not scopes:
        raise BadScope
    secret = new_secret()
    app = App(
        id=new_id(),
        client_id=new_secret(),
        secret_hash=secret_hash(secret),
        name=shown,
        website=kept,
        redirect_uris=uris,
        scopes=scopes,
    )
    await store.add_app(db, app)
    return app, secret


def can_go(uri: str) -> bool:
    """Whether a browser may be sent there with a code: an absolute address of the web over TLS, of
    this very machine (RFC 8252, 7.3), or of a client app's own scheme (7.1); nothing in it that
    makes it look like another (RFC 6749, 3.1.2: no fragment).
    """
    if uri == OUT_OF_BAND:
        return True
    if not ADDRESS.fullmatch(uri) or len(uri) > LONGEST_URI:
        return False
    try:
        parts = urlsplit(uri)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if "@" in parts.netloc or port == 0:
        return False
    if parts.scheme in ("http", "https"):
        plain = HOST.fullmatch(host) is not None
        return plain and (parts.scheme == "https" or _is_this_machine(host))
    return parts.scheme not in NEVER and uri != f"{parts.scheme}:"


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def look(db: Db, wish: AuthorizationQuery) -> AuthorizationRequest:
    """Who asks, and for what. Raises `BadClient`, `BadRedirect`, `BadScope`, `BadRequest`."""
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
    """The person says yes: a code, which the client app exchanges for its token. Raises as
    `look`.
    """
    asked = await look(db, wish)
    code = new_secret()
    kept = AuthorizationCode(
        asked.app.id, person_id, wish.redirect_uri, asked.scopes, wish.code_challenge or None
    )
    await store.add_code(db, secret_hash(code), kept, db.now + CODE_LIFE)
    return code


def way_back(wish: AuthorizationQuery, **told: str) -> str | None:
    """Where the browser goes then; None when the person carries the code themselves."""
    if wish.redirect_uri == OUT_OF_BAND:
        return None
    given = told | ({"state": wish.state} if wish.state else {})
    mark = "&" if "?" in wish.redirect_uri else "?"
    return f"{wish.redirect_uri}{mark}{urlencode(given)}"


def host_of(uri: str) -> str:
    """To whom the browser goes, in the shortest words: the host and nothing beside it, or a
    client app's own scheme.
    """
    parts = urlsplit(uri)
    return (parts.hostname or "") if parts.scheme in ("http", "https") else f"{parts.scheme}://"


async def client(db: Db, client_id: str, secret: str) -> App:
    """The client app that proves who it is. Raises `BadClient`."""
    app = await store.app(db, client_id)
    if app is None or not hmac.compare_digest(app.secret_hash, secret_hash(secret)):
        raise BadClient
    return app


async def exchange(
    db: Db, client_id: str, secret: str, code: str, redirect_uri: str, verifier: str
) -> dict[str, Any] | Problem:
    """A token for a code. A client app that cannot keep a secret proves itself by what it hashed
    into the challenge. Raises `BadClient`.

    A code is used up by whatever comes with it; brought again, it ends the token that it gave, for
    then two have it (RFC 6749, 4.1.2; RFC 9700, 4.8.2 for a verifier without a challenge). So
    that this stays, why there is no token is answered and not raised.
    """
    if secret or not verifier:
        app = await client(db, client_id, secret)
    else:
        found = await store.app(db, client_id)
        if found is None:
            raise BadClient
        app = found
    digest = secret_hash(code)
    kept = await store.take_code(db, digest)
    if kept is None:
        await _end_given(db, digest)
        return BadGrant()
    if (kept.app_id, kept.redirect_uri) != (app.id, redirect_uri):
        return BadGrant()
    if kept.challenge is None and not secret:
        return BadClient()
    if not _answers(kept.challenge, verifier):
        return BadGrant()
    token_id = new_id()
    made = await _token(db, token_id, app, kept.person_id, kept.scopes)
    await store.gave(db, digest, token_id)
    return made


async def _end_given(db: Db, digest: bytes) -> None:
    ended = await store.drop_given(db, digest)
    if ended is not None:
        person_id, token_id = ended
        stream.end_sessions(db, person_id, only=token_id)


def _answers(challenge: str | None, verifier: str) -> bool:
    if challenge is None:
        return not verifier
    digest = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    return hmac.compare_digest(challenge, digest)


async def for_itself(db: Db, client_id: str, secret: str, scope: str) -> dict[str, Any]:
    """A token with which a client app speaks for nobody. Raises `BadClient`, `BadScope`."""
    app = await client(db, client_id, secret)
    scopes = scopes_in(scope) if scope.strip() else ["read"]
    if not scopes or not within(scopes, app.scopes):
        raise BadScope
    return await _token(db, new_id(), app, None, scopes)


async def _token(
    db: Db, token_id: UUID, app: App, person_id: UUID | None, scopes: list[str]
) -> dict[str, Any]:
    token = TOKEN_PREFIX + new_secret()
    await store.add_token(db, token_id, secret_hash(token), app.id, person_id, scopes)
    return {
        "access_token": token,
        "token_type": "Bearer",
        "scope": " ".join(scopes),
        "created_at": int(db.now.timestamp()),
    }


async def revoke(db: Db, client_id: str, secret: str, token: str) -> None:
    """The client app gives its token back; again, nothing happens. Raises `NotTheirs`."""
    try:
        app = await client(db, client_id, secret)
    except BadClient:
        raise NotTheirs from None
    digest = secret_hash(token)
    found = await store.token(db, digest)
    if found and not await store.drop_token(db, digest, app.id):
        raise NotTheirs
    if found and found.person_id:
        stream.end_sessions(db, found.person_id, only=found.id)


async def who(db: Db, token: str) -> Token | None:
    """Who speaks; notes every ten minutes that they did."""
    found = await store.token(db, secret_hash(token))
    if found and db.now - found.last_used_at > SEEN_EVERY:
        await store.used(db, found.id)
    return found


async def mine(db: Db, person_id: UUID) -> list[Access]:
    """The client apps that may speak for somebody, the last used first."""
    return await store.mine(db, person_id)


async def end(db: Db, person_id: UUID, token_id: UUID) -> None:
    """This one may no longer, from now on. Raises `NotFound`."""
    if not await store.end(db, person_id, token_id):
        raise NotFound
    stream.end_sessions(db, person_id, only=token_id)


async def end_all(db: Db, person_id: UUID, before: datetime) -> int:
    """Whoever was let in until then may no longer: tokens, what they listen to, and codes that
    nobody has exchanged yet; answers how many.
    """
    await store.drop_codes(db, person_id, before + CODE_LIFE)
    ended = await store.end_all(db, person_id, before)
    for token_id in ended:
        stream.end_sessions(db, person_id, only=token_id)
    return len(ended)


async def client_apps_are_signed_out(db: Db, event: ClientAppsSignedOut) -> None:
    await end_all(db, event.person_id, event.before)


async def drop_expired(db: Db) -> None:
    """Old codes, keys and client apps that nobody let in."""
    await store.drop_expired(db, db.now - ONCE, db.now - UNUSED)
