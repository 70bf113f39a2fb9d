"""What was kept for client apps alone: private notes about people. Who was let in is no use
elsewhere, filters and markers belong to the client app.
"""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog import oauth
from leapfrog.identity import named, person_at
from leapfrog.kernel.archive import Record, RecordSet, Restored, restored
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.mastodon import store_preferences


class NoteRecord(msgspec.Struct, frozen=True):
    """What somebody wrote about the person of this address, for themselves."""

    address: str
    text: str


async def export_notes(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    notes = await store_preferences.all_notes(db, person_id)
    people = await named(db, list(notes))
    for one, text in notes.items():
        if one in people:
            yield msgspec.to_builtins(NoteRecord(people[one].address, text))


async def restore_notes(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    """About whom is known here. Raises `Invalid`."""
    new = 0
    for record in records:
        try:
            note = msgspec.convert(record, NoteRecord)
        except msgspec.ValidationError as cause:
            raise Invalid(f"private_notes: {cause}") from None
        about = await person_at(db, note.address, "")
        if about and not await store_preferences.notes(db, person_id, [about]):
            await store_preferences.note(db, person_id, about, note.text)
            new += 1
    return restored(new, records)


async def forget(db: Db, person_id: UUID) -> int:
    """Also whom they let in."""
    return await oauth.end_all(db, person_id, db.now) + await store_preferences.forget(
        db, person_id
    )


RECORD_SETS = (RecordSet("private_notes", export_notes, restore_notes, forget),)
