"""Recovery codes: ten printed secrets, each good once, when phone and password are gone.

A code is 80 random bits, too many to guess, so the database keeps a SHA-256 of it.
"""

from uuid import UUID

from leapfrog.identity import app_passwords, passwords, people, sessions, store_recovery
from leapfrog.identity.codes import new_code, normal
from leapfrog.identity.errors import WrongCredentials
from leapfrog.identity.model import ClientInfo, Principal
from leapfrog.identity.store import set_password
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.ids import secret_hash
from leapfrog.kernel.limits import network

COUNT, LENGTH = 10, 16


async def make(db: Db, person_id: UUID) -> list[str]:
    """Ten new codes, shown once; the old ones are void."""
    codes = [new_code(LENGTH) for _ in range(COUNT)]
    await store_recovery.replace(db, person_id, [secret_hash(normal(code)) for code in codes])
    await people.note_ways(db, person_id)
    return codes


async def sign_in(
    database: Database, handle: str, code: str, new_password: str, device: ClientInfo
) -> tuple[Principal, str]:
    """A code buys a new password, ends all sessions but the new one, and signs out all programs.
    Raises `WrongCredentials`, the same for an unknown name; `WeakPassword`, `RateLimited`.
    """
    near = network(device.address)
    async with database.transaction() as db:
        name = await people.handle_here(db, handle)
        await sessions.count_try(db, name, near)
    passwords.check_strength(new_password, name)
    encoded = await passwords.hash_password(new_password)
    async with database.transaction() as db:
        person_id = await store_recovery.use(db, name, secret_hash(normal(code)))
        if person_id is None:
            raise WrongCredentials
        await set_password(db, person_id, encoded)
        await people.note_ways(db, person_id)
        signed, token = await sessions.begin(db, person_id, "recovery", device)
        await sessions.end_others(db, signed)
        await app_passwords.sign_out_client_apps(db, person_id)
        return signed, token
