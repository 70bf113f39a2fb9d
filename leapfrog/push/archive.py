"""Push's record set: how a person wants to be told. Where their devices are is no use elsewhere."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet, Restored, restored
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.push import store


class PushPreferences(msgspec.Struct, frozen=True):
    """What a person chose about notifications."""

    shows_text: bool


async def export_choice(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """One record, or none for whoever never chose."""
    shows_text = await store.chosen(db, person_id)
    if shows_text is not None:
        yield msgspec.to_builtins(PushPreferences(shows_text))


async def restore_choice(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    """The last record counts. Raises `Invalid`."""
    if not records:
        return restored(0, records)
    try:
        chosen = msgspec.convert(records[-1], PushPreferences)
    except msgspec.ValidationError as cause:
        raise Invalid(f"notifications: {cause}") from None
    is_new = await store.chosen(db, person_id) != chosen.shows_text
    await store.show_text(db, person_id, chosen.shows_text)
    return restored(int(is_new), records)


RECORD_SETS = (RecordSet("notifications", export_choice, restore_choice, store.forget),)
