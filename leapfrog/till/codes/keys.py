"""Keys of payment codes: the town's own, and one for each device that shows codes."""

import secrets
from base64 import b64encode
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.identity import Principal, session_ends
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Unavailable
from leapfrog.till.codes import presented, store
from leapfrog.till.codes.presented import UsedCode

TRIES = 20


class CodeKey(msgspec.Struct, frozen=True):
    """What a device needs to show codes without asking: the secret in base64, `step` in seconds,
    and the town's time, by which the device knows how wrong its own clock is.
    """

    number: int
    secret: str
    step: int
    now: datetime


async def town_secret(db: Db) -> bytes:
    """What the town signs its codes with, made at the first call."""
    found = await store.secret(db)
    if found is None:
        await store.make_secret(db, secrets.token_bytes(32))
        found = await store.secret(db)
    assert found is not None
    return found


async def device_key(db: Db, signed: Principal) -> CodeKey:
    """The key of this device, made at the first call. It dies with the session."""
    for _ in range(TRIES):
        key = await store.of_session(db, signed.session_id)
        if key is not None:
            return CodeKey(key.number, b64encode(key.secret).decode(), presented.STEP, db.now)
        made = (secrets.randbelow(10**8), signed.person_id, signed.session_id)
        await store.make_key(db, store.DeviceKey(*made, secrets.token_bytes(32)))
    raise Unavailable


async def shown_by(db: Db, codes: list[str]) -> list[tuple[UUID, UsedCode] | None]:
    """Who shows each of these codes, and which it is; None for what is no code of a living
    device, wrong, or too old.
    """
    apart = [presented.taken_apart(code) for code in codes]
    keys = await store.keys(db, {one.number for one in apart if one})
    alive = {number: key for number, key in keys.items() if await _lives(db, key)}
    secret_of = {number: key.secret for number, key in alive.items()}
    told: list[tuple[UUID, UsedCode] | None] = []
    for one in apart:
        used = presented.found(one, secret_of, db.now) if one else None
        told.append((alive[used.number].person_id, used) if used else None)
    return told


async def _lives(db: Db, key: store.DeviceKey) -> bool:
    ends = await session_ends(db, Principal(key.person_id, key.session_id))
    return ends is not None and ends > db.now


async def tidy(db: Db) -> None:
    """Forgets codes that are too old to be taken anyway."""
    await store.forget_used(db, presented.step_of(db.now) - 10 * presented.OLD)
