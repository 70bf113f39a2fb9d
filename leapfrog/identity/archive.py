"""Identity's record sets: what a person takes along of who they are, and what is forgotten.

A password, a passkey or a session opens this town only, and is not carried to another.
"""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import msgspec
from msgspec.structs import asdict

from leapfrog.identity import (
    homes,
    people,
    pictures,
    sessions,
    store_devices,
    store_passkeys,
    store_recovery,
    store_sessions,
)
from leapfrog.identity.model import Language, Me, ProfileChange, Session
from leapfrog.kernel.archive import Record, RecordSet, Restored, restored
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid


class ArchivedProfile(msgspec.Struct, frozen=True):
    """What is read of a profile that comes from another town."""

    display_name: str
    about: str = ""
    language: Language = "en"
    service: bool = False


def _record(value: Any, *but: str) -> Record:
    return {name: each for name, each in msgspec.to_builtins(value).items() if name not in but}


def _words(me: Me) -> ArchivedProfile:
    return ArchivedProfile(*(getattr(me, name) for name in ArchivedProfile.__struct_fields__))


async def export_profile(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """One record; `avatar` is `{sha256, media_type}` or null."""
    me = await people.me(db, person_id)
    shown = _record(me, "avatar", "has_password", "passkeys", "recovery_codes_left", "operator")
    mine = await pictures.mine(db, person_id)
    avatar = {"sha256": mine[-1].sha256.hex(), "media_type": mine[-1].media_type} if mine else None
    yield {**shown, "avatar": avatar}


async def restore_profile(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    """Name, words and language; the handle stays. The picture is the person's last file of the
    purpose `avatar`, which the arrival has made anew from the archive's. Raises `Invalid`.
    """
    if not records:
        return restored(0, records)
    before = await people.me(db, person_id)
    try:
        found = msgspec.convert(records[-1], ArchivedProfile)
    except msgspec.ValidationError as cause:
        raise Invalid(f"profile: {cause}") from None
    after = await people.change(db, person_id, ProfileChange(**asdict(found)))
    mine = await pictures.mine(db, person_id)
    if records[-1].get("avatar") and mine:
        after = await people.show_picture(db, person_id, mine[-1].sha256)
    is_new = (_words(after), after.avatar) != (_words(before), before.avatar)
    return restored(int(is_new), records)


async def erase_profile(db: Db, person_id: UUID) -> int:
    """Empties the person and forgets their password; files are for `kernel.files` to drop."""
    return await people.erase(db, person_id)


async def export_sessions(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    listed: list[Session] = await store_sessions.sessions_of(db, person_id)
    for session in listed:
        yield _record(session, "current")


async def export_passkeys(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """The public half, in base64: the other one never left the authenticator."""
    public = await store_passkeys.public_keys(db, person_id)
    for passkey in await store_passkeys.passkeys(db, person_id):
        yield {**_record(passkey), "public_key": msgspec.to_builtins(public[passkey.id])}


async def export_app_passwords(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """Names and times; nobody knows the passwords."""
    for password in await store_devices.app_passwords(db, person_id):
        yield _record(password)


async def export_recovery_codes(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """One record: how many there are, and how many are left."""
    made, left = await store_recovery.count(db, person_id)
    yield {"made": made, "left": left}


RECORD_SETS = (
    RecordSet("profile", export_profile, restore_profile, erase_profile),
    RecordSet("sessions", export_sessions, None, sessions.end_all),
    RecordSet("passkeys", export_passkeys, None, store_passkeys.remove_all),
    RecordSet("app_passwords", export_app_passwords, None, store_devices.drop_app_passwords),
    RecordSet("recovery_codes", export_recovery_codes, None, store_recovery.drop),
    RecordSet("home", homes.export, None, homes.erase),
)
