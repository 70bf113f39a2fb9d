"""Changing one's password, or setting a first one."""

import msgspec

from leapfrog.identity import app_passwords, passwords, people, sessions, store
from leapfrog.identity.errors import OwnDeviceNeeded
from leapfrog.identity.model import Principal
from leapfrog.identity.proof import Proof, is_fresh, prove
from leapfrog.kernel.db import Database
from leapfrog.kernel.settings import Settings


class Wanted(msgspec.Struct, frozen=True):
    """`sign_out_client_apps`: apps with access, and app passwords, end as well."""

    password: str
    sign_out_client_apps: bool


async def change(
    database: Database,
    settings: Settings,
    signed: Principal,
    proof: Proof,
    wanted: Wanted,
) -> None:
    """Ends all other sessions. Raises as `prove`, and `WeakPassword`.

    Whoever has no password yet, and showed within ten minutes that it is them (joined, or used a
    passkey just now), need not prove it anew.
    """
    if signed.borrowed:
        raise OwnDeviceNeeded
    if proof != Proof() or not await _is_first_and_fresh(database, signed):
        await prove(database, settings, signed, proof)
    async with database.reading() as db:
        me = await people.me(db, signed.person_id)
    passwords.check_strength(wanted.password, me.handle)
    encoded = await passwords.hash_password(wanted.password)
    async with database.transaction() as db:
        await store.set_password(db, signed.person_id, encoded)
        await people.note_ways(db, signed.person_id)
        await sessions.end_others(db, signed)
        if wanted.sign_out_client_apps:
            await app_passwords.sign_out_client_apps(db, signed.person_id)


async def _is_first_and_fresh(database: Database, signed: Principal) -> bool:
    async with database.reading() as db:
        has_one = await store.password(db, signed.person_id) is not None
        return not has_one and await is_fresh(db, signed)
