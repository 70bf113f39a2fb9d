"""Sessions: begun by proof, seen on each request, ended from any device.

The token is 256 random bits in an HttpOnly cookie; the database keeps its SHA-256. A session is
made anew at each sign-in (nothing is carried over that was there before the proof), and lives
half a year from then.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from leapfrog.identity import passwords, store
from leapfrog.identity.errors import WrongCredentials
from leapfrog.identity.model import (
    LINKED_SESSION_LIFE,
    SEEN_EVERY,
    SESSION_LIFE,
    Device,
    Session,
    SessionKind,
    Signed,
)
from leapfrog.kernel import stream
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.ids import new_id, new_secret, secret_hash
from leapfrog.kernel.limits import Limit, Limiter

# A guesser is slowed by where the guesses come from, and for one name only from there: nobody can
# lock somebody else out. The third keeps many addresses from working on one name; it never
# applies where the name has signed in.
BY_NAME_AND_ADDRESS = Limit("sign_in_name_address", 8, 600)
BY_ADDRESS = Limit("sign_in_address", 40, 600)


def life(kind: SessionKind) -> timedelta:
    """How long a session lives."""
    return LINKED_SESSION_LIFE if kind == "linked" else SESSION_LIFE


async def begin(db: Db, person_id: UUID, kind: SessionKind, device: Device) -> tuple[Signed, str]:
    """A new session of somebody who has proved who they are; answers it with its token."""
    token = new_secret()
    signed = Signed(person_id, new_id())
    expires_at = db.now + life(kind)
    await store.add_session(db, signed, secret_hash(token), kind, device, expires_at)
    return signed, token


async def sign_in(
    database: Database, limiter: Limiter, handle: str, password: str, device: Device
) -> tuple[Signed, str]:
    """By handle and password. Raises `WrongCredentials`, the same for an unknown name;
    `RateLimited`.

    The password is checked between two transactions, so that no connection waits for the hash.
    """
    names = handle.strip().lower().partition("@")[0]
    with_address = f"{names} {device.address}"
    limiter.take(BY_ADDRESS, device.address)
    limiter.take(BY_NAME_AND_ADDRESS, with_address)
    async with database.reading() as db:
        person_id, encoded = await store.password_by_handle(db, names)
    if not await passwords.matches(encoded, password) or person_id is None:
        raise WrongCredentials
    limiter.forget(BY_NAME_AND_ADDRESS, with_address)
    async with database.transaction() as db:
        return await begin(db, person_id, "password", device)


async def who(db: Db, token: str, address: str) -> Signed | None:
    """Who holds this token now; notes every ten minutes that they were seen."""
    found = await store.signed(db, secret_hash(token))
    if found is None:
        return None
    signed, last_seen_at = found
    if db.now - last_seen_at > SEEN_EVERY:
        await store.seen(db, signed.session_id, address)
    return signed


async def mine(db: Db, signed: Signed) -> Sequence[Session]:
    """All sessions of a person, the last seen first."""
    return await store.sessions(db, signed)


async def end(db: Db, signed: Signed, session_id: UUID) -> None:
    """Ends one of a person's own sessions and closes its stream. Raises `NotFound`."""
    if not await store.end_session(db, signed.person_id, session_id):
        raise NotFound
    stream.end_sessions(db, signed.person_id, lambda ended: ended == session_id)


async def end_others(db: Db, signed: Signed) -> int:
    """Ends all of a person's sessions but this one; answers how many."""
    kept = signed.session_id
    stream.end_sessions(db, signed.person_id, lambda ended: ended != kept)
    return await store.end_others(db, signed)
