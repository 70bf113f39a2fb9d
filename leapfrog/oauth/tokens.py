"""Tokens with which client apps speak: given for a code, used, taken back (OAuth 2.0: RFC 6749;
revoking: RFC 7009).
"""

import hmac
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from leapfrog.identity import ClientAppsSignedOut
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound, Problem
from leapfrog.kernel.ids import new_id, new_secret, secret_hash
from leapfrog.kernel.signing import base64url
from leapfrog.oauth import store
from leapfrog.oauth.apps import client
from leapfrog.oauth.errors import BadClient, BadGrant, BadScope, NotTheirs
from leapfrog.oauth.model import (
    CODE_LIFE,
    SEEN_EVERY,
    TOKEN_PREFIX,
    Access,
    ClientApp,
    Token,
    scopes_in,
    within,
)


async def exchange(
    db: Db, client_id: str, secret: str, code: str, redirect_uri: str, verifier: str
) -> dict[str, Any] | Problem:
    """Exchanges a code for a token. A client app that cannot keep a secret proves itself by what it
    hashed into the challenge (RFC 7636). Raises `BadClient`.

    A code is used up by whatever comes with it; brought again, it ends the token that it gave, for
    then two have it (RFC 6749, 4.1.2; RFC 9700, 4.8.2 for a verifier without a challenge). So that
    this stays, why there is no token is answered and not raised.
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
    digest = base64url(sha256(verifier.encode()).digest())
    return hmac.compare_digest(challenge, digest)


async def for_itself(db: Db, client_id: str, secret: str, scope: str) -> dict[str, Any]:
    """A token with which a client app speaks for nobody. Raises `BadClient`, `BadScope`."""
    app = await client(db, client_id, secret)
    scopes = scopes_in(scope) if scope.strip() else ["read"]
    if not scopes or not within(scopes, app.scopes):
        raise BadScope
    return await _token(db, new_id(), app, None, scopes)


async def for_newcomer(db: Db, own: Token, person_id: UUID) -> dict[str, Any]:
    """A token for a person who joined by a client app, which asked with its `own` one; for as much
    as that is for. Raises `BadClient`.
    """
    app = await store.app_by_id(db, own.app_id)
    if app is None:
        raise BadClient
    return await _token(db, new_id(), app, person_id, own.scopes)


async def _token(
    db: Db, token_id: UUID, app: ClientApp, person_id: UUID | None, scopes: list[str]
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
    """Ends a token that its client app gives back; again, nothing happens. Raises `NotTheirs`."""
    try:
        app = await client(db, client_id, secret)
    except BadClient:
        raise NotTheirs from None
    found = await store.token(db, secret_hash(token))
    if found and not await store.drop_token(db, found.id, app.id):
        raise NotTheirs
    if found and found.person_id:
        stream.end_sessions(db, found.person_id, only=found.id)


async def who(db: Db, token: str) -> Token | None:
    """The token that this secret text is, with person and scopes; None when it is none or over.
    Notes every ten minutes that it was used.
    """
    found = await store.token(db, secret_hash(token))
    if found and db.now - found.last_used_at > SEEN_EVERY:
        await store.used(db, found.id)
    return found


async def mine(db: Db, person_id: UUID) -> list[Access]:
    """The client apps that may speak for a person, the last used first."""
    return await store.mine(db, person_id)


async def end(db: Db, person_id: UUID, token_id: UUID) -> None:
    """Ends a token of a person, and the streams that were opened with it. Raises `NotFound`."""
    if not await store.end(db, person_id, token_id):
        raise NotFound
    stream.end_sessions(db, person_id, only=token_id)


async def end_all(db: Db, person_id: UUID, before: datetime) -> int:
    """Ends all tokens of a person that were given until `before`, with their streams, and deletes
    codes that nobody has exchanged yet; answers how many tokens.
    """
    await store.drop_codes(db, person_id, before + CODE_LIFE)
    ended = await store.end_all(db, person_id, before)
    for token_id in ended:
        stream.end_sessions(db, person_id, only=token_id)
    return len(ended)


async def client_apps_are_signed_out(db: Db, event: ClientAppsSignedOut) -> None:
    """A reaction: ends all tokens of a person that were given before a time."""
    await end_all(db, event.person_id, event.before)


async def by_id(db: Db, token_id: UUID) -> Token | None:
    """A token by its id, without its secret; None when it is over."""
    return await store.token_by_id(db, token_id)


async def tokens_of(db: Db, people: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    """The pairs (person, token) of all client apps that may speak for these people."""
    return await store.tokens_of(db, people)
