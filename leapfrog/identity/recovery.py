"""Recovery codes: ten printed secrets, each good once, when phone and password are gone.

A code is 80 random bits in Crockford's base32 (no I, L, O, U; the look-alikes are read as what
was meant); that is too many to guess, so the database keeps a SHA-256 of it.
"""

import secrets
from uuid import UUID

from leapfrog.identity import passwords, sessions, store_recovery
from leapfrog.identity.errors import WrongCredentials
from leapfrog.identity.model import Device, Signed
from leapfrog.identity.store import password_by_handle, set_password
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.ids import secret_hash
from leapfrog.kernel.limits import Limiter

COUNT = 10
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LOOK_ALIKE = str.maketrans({"i": "1", "l": "1", "o": "0", "-": None, " ": None})


def normal(code: str) -> str:
    """The code as it is hashed: small letters, no dashes, look-alikes mended."""
    return code.strip().lower().translate(LOOK_ALIKE)


async def make(db: Db, person_id: UUID) -> list[str]:
    """Ten new codes, shown once; the old ones are void."""
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(16)) for _ in range(COUNT)]
    await store_recovery.replace(db, person_id, [secret_hash(code) for code in codes])
    return ["-".join(code[i : i + 4] for i in range(0, 16, 4)) for code in codes]


async def sign_in(
    database: Database,
    limiter: Limiter,
    handle: str,
    code: str,
    new_password: str,
    device: Device,
) -> tuple[Signed, str]:
    """A code buys a new password, and ends all sessions but the new one. Raises
    `WrongCredentials`.
    """
    name = handle.strip().lower().partition("@")[0]
    limiter.take(sessions.BY_ADDRESS, device.address)
    limiter.take(sessions.BY_NAME_AND_ADDRESS, f"{name} {device.address}")
    passwords.check_strength(new_password, name)
    encoded = await passwords.hash_password(new_password)
    async with database.transaction() as db:
        person_id, _ = await password_by_handle(db, name)
        if person_id is None or not await store_recovery.use(
            db, person_id, secret_hash(normal(code))
        ):
            raise WrongCredentials
        await set_password(db, person_id, encoded)
        signed, token = await sessions.begin(db, person_id, "recovery", device)
        await sessions.end_others(db, signed)
        return signed, token
