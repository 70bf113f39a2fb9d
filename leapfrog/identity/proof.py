"""Proof anew: who is signed in shows that it is them, before something that cannot be undone, or
that would let a stranger with the unlocked phone come back without it.

What cannot be undone brings its proof along (`prove`); for new ways in a proof of the session is
good for ten minutes (`prove_session`, `check_fresh`), and signing in was one.
"""

from uuid import UUID

import msgspec

from leapfrog.identity import passkeys, passwords, people, store, store_sessions
from leapfrog.identity.errors import NotConfirmed, OwnDeviceNeeded, PasskeyRefused, ProofNeeded
from leapfrog.identity.model import FRESH, Principal
from leapfrog.kernel import throttle
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.settings import Settings

# Only who holds a session of the person can use this up.
PROVING = Limit("prove", 10, 600)


class Proof(msgspec.Struct, frozen=True):
    """A password, or a passkey's answer to a `sign_in` challenge."""

    password: str | None = None
    passkey: passkeys.VerifiedPasskey | None = None


async def prove(database: Database, settings: Settings, signed: Principal, proof: Proof) -> None:
    """Proves, by passkey or password, that the person of a session is there; ten tries in ten
    minutes. The session stays as it is: see `prove_session`. Opens transactions of its own. Raises
    `OwnDeviceNeeded`, `RateLimited`, `NotConfirmed`.
    """
    if signed.borrowed:
        raise OwnDeviceNeeded
    async with database.transaction() as db:
        await throttle.take(db, PROVING, str(signed.person_id))
    if proof.passkey is not None:
        person_id = await _signer(database, settings, proof.passkey)
        if person_id != signed.person_id:
            raise NotConfirmed
    elif not await _is_password(database, signed.person_id, proof.password or ""):
        raise NotConfirmed
    async with database.transaction() as db:
        await throttle.forget(db, PROVING, str(signed.person_id))


async def prove_session(
    database: Database, settings: Settings, signed: Principal, proof: Proof
) -> None:
    """The session may make new ways in for ten minutes. Raises as `prove`."""
    await prove(database, settings, signed, proof)
    async with database.transaction() as db:
        await store_sessions.prove(db, signed.session_id)


async def is_fresh(db: Db, signed: Principal) -> bool:
    """Whether the session was proved within ten minutes."""
    proved_at = await store_sessions.proved_at(db, signed.session_id)
    return proved_at is not None and db.now - proved_at <= FRESH


async def check_fresh(db: Db, signed: Principal) -> None:
    """Checks that a session was proved within ten minutes. Raises `ProofNeeded`, which says by
    which `ways` (`password`, `passkey`) the person can.
    """
    if await is_fresh(db, signed):
        return
    me = await people.me(db, signed.person_id)
    there = {"password": me.has_password, "passkey": me.passkeys > 0}
    raise ProofNeeded(ways=[way for way, have in there.items() if have])


async def _is_password(database: Database, person_id: UUID, password: str) -> bool:
    async with database.reading() as db:
        encoded = await store.password(db, person_id)
    return await passwords.matches(encoded, password)


async def _signer(
    database: Database, settings: Settings, given: passkeys.VerifiedPasskey
) -> UUID | None:
    try:
        challenge = await passkeys.spend(database, given)
        async with database.transaction() as db:
            return await passkeys.proved_by(db, settings, given, challenge)
    except PasskeyRefused:
        return None
