"""Sessions: begun by proof, seen on each request, ended from any device.

The token is 256 random bits in an HttpOnly cookie; the database keeps its SHA-256. A session is
made anew at each sign-in (nothing is carried over that was there before the proof), and lives
half a year from then.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from leapfrog.identity import passwords, people, store, store_sessions
from leapfrog.identity.errors import WrongCredentials
from leapfrog.identity.model import (
    LINKED_SESSION_LIFE,
    SEEN_EVERY,
    SESSION_LIFE,
    ClientInfo,
    PresentedToken,
    Principal,
    Session,
    SessionKind,
)
from leapfrog.kernel import stream, throttle
from leapfrog.kernel.batcher import READING_PATIENCE, HotVerb
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.ids import new_id, new_secret, secret_hash
from leapfrog.kernel.limits import Limit, network

# A guesser is slowed by where the guesses come from, and for one name only from there: nobody can
# lock somebody else out. The third keeps many addresses from working on one name; it never
# applies where the name is signed in. What was right is given back, so that a house or a phone
# company behind one address does not slow itself.
BY_NAME_AND_ADDRESS = Limit("sign_in_name_address", 8, 600)
BY_ADDRESS = Limit("sign_in_address", 40, 600)
BY_NAME = Limit("sign_in_name", 100, 3600)
# Somebody is signed in elsewhere, or is not any more.
CHANGED = {"t": "changed", "what": "sessions"}


def life(kind: SessionKind) -> timedelta:
    """How long a session lives."""
    return LINKED_SESSION_LIFE if kind == "linked" else SESSION_LIFE


async def begin(
    db: Db, person_id: UUID, kind: SessionKind, device: ClientInfo
) -> tuple[Principal, str]:
    """A new session of somebody who has proved who they are; answers it with its token. It takes
    the place of the one that this browser had.
    """
    token = new_secret()
    signed = Principal(person_id, new_id(), kind == "linked")
    if device.held:
        await _end_held(db, device.held)
    expires_at = db.now + life(kind)
    await store_sessions.add_session(db, signed, secret_hash(token), kind, device, expires_at)
    return signed, token


async def sign_in(
    database: Database, handle: str, password: str, device: ClientInfo
) -> tuple[Principal, str]:
    """By handle and password. Raises `WrongCredentials`, the same for an unknown name;
    `RateLimited`.
    """
    person_id = await proved_by(database, handle, password, device)
    async with database.transaction() as db:
        return await begin(db, person_id, "password", device)


async def proved_by(database: Database, handle: str, password: str, device: ClientInfo) -> UUID:
    """Who has this handle and password. Raises `WrongCredentials`, `RateLimited`.

    No transaction is open while the password is checked, so that no connection waits for the hash.
    """
    near = network(device.address)
    async with database.transaction() as db:
        name = await people.handle_here(db, handle)
        await count_try(db, name, near)
        person_id, encoded = await store.password_by_handle(db, name)
        known = await store_sessions.addresses(db, person_id) if person_id else []
        if near not in map(network, known):
            await throttle.take(db, BY_NAME, name)
    if not await passwords.matches(encoded, password) or person_id is None:
        raise WrongCredentials
    async with database.transaction() as db:
        await throttle.forget(db, BY_NAME_AND_ADDRESS, f"{name} {near}")
        await throttle.give_back(db, BY_ADDRESS, near)
    return person_id


async def count_try(db: Db, name: str, near: str) -> None:
    """Counts one try at a secret of this name from this network, before it is looked at. Raises
    `RateLimited`.
    """
    await throttle.take(db, BY_ADDRESS, near)
    await throttle.take(db, BY_NAME_AND_ADDRESS, f"{name} {near}")


async def who(db: Db, shown: Sequence[PresentedToken]) -> list[Principal | None]:
    """Who holds each of these tokens now; notes every ten minutes that they were seen."""
    addresses = {one.token_hash: one.address for one in shown}
    found = await store_sessions.signed(db, addresses)
    for token_hash, (signed, last_seen_at) in found.items():
        if db.now - last_seen_at > SEEN_EVERY:
            await store_sessions.seen(db, signed.session_id, addresses[token_hash])
    known = {token_hash: signed for token_hash, (signed, _) in found.items()}
    return [known.get(one.token_hash) for one in shown]


# Each request asks, so those that come together ask together.
WHO: HotVerb[PresentedToken, Principal | None] = HotVerb(
    who, key=lambda one: one.token_hash, one_statement=True, patience=READING_PATIENCE
)


async def mine(db: Db, signed: Principal) -> Sequence[Session]:
    """All sessions of a person, the last seen first."""
    return await store_sessions.sessions(db, signed)


async def end(db: Db, signed: Principal, session_id: UUID) -> None:
    """Ends one of a person's own sessions and closes its stream. Raises `NotFound`."""
    if not await store_sessions.end_session(db, signed.person_id, session_id):
        raise NotFound
    # In this order, since nothing comes after the word that a stream is over.
    stream.tell(db, (signed.person_id,), CHANGED)
    stream.end_sessions(db, signed.person_id, only=session_id)


async def end_others(db: Db, signed: Principal) -> int:
    """Ends all of a person's sessions but this one; answers how many."""
    stream.end_sessions(db, signed.person_id, keep=signed.session_id)
    return await store_sessions.end_others(db, signed)


async def end_all(db: Db, person_id: UUID) -> int:
    """Ends all of a person's sessions and closes their streams; answers how many."""
    stream.end_sessions(db, person_id)
    return await store_sessions.end_all(db, person_id)


async def _end_held(db: Db, token_hash: bytes) -> None:
    ended = await store_sessions.end_held(db, token_hash)
    if ended is not None:
        person_id, session_id = ended
        stream.end_sessions(db, person_id, only=session_id)
