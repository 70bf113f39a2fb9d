"""Proof anew: who is signed in shows that it is them, before something that cannot be undone."""

from uuid import UUID

import msgspec

from leapfrog.identity import passkeys, passwords, store
from leapfrog.identity.errors import NotConfirmed, OwnDeviceNeeded, PasskeyRefused
from leapfrog.identity.model import Signed
from leapfrog.kernel.db import Database
from leapfrog.kernel.limits import Limit, Limiter
from leapfrog.kernel.settings import Settings

# Only who holds a session of the person can use this up.
PROVING = Limit("prove", 10, 600)


class Proof(msgspec.Struct, frozen=True):
    """A password, or a passkey's answer to a `sign_in` challenge."""

    password: str | None = None
    passkey: passkeys.Given | None = None


async def prove(
    database: Database, settings: Settings, limiter: Limiter, signed: Signed, proof: Proof
) -> None:
    """Raises `OwnDeviceNeeded`, `RateLimited`, `NotConfirmed`. Opens transactions of its own."""
    if signed.borrowed:
        raise OwnDeviceNeeded
    limiter.take(PROVING, str(signed.person_id))
    if proof.passkey is not None:
        person_id = await _signer(database, settings, proof.passkey)
        if person_id != signed.person_id:
            raise NotConfirmed
    elif not await _is_password(database, signed.person_id, proof.password or ""):
        raise NotConfirmed
    limiter.forget(PROVING, str(signed.person_id))


async def _is_password(database: Database, person_id: UUID, password: str) -> bool:
    async with database.reading() as db:
        encoded = await store.password(db, person_id)
    return await passwords.matches(encoded, password)


async def _signer(database: Database, settings: Settings, given: passkeys.Given) -> UUID | None:
    try:
        challenge = await passkeys.spend(database, given)
        async with database.transaction() as db:
            return await passkeys.proved_by(db, settings, given, challenge)
    except PasskeyRefused:
        return None
