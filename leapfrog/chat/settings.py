"""What a person lets others see and do: their marks, their presence, letters of strangers."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal
from uuid import UUID

import msgspec

from leapfrog.chat import store, store_safety
from leapfrog.chat.presence_events import look_anew
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.locks import lock


class ChatSettings(msgspec.Struct, frozen=True):
    """`read_marks` and `presence` go both ways: who does not show theirs does not see others'.
    `strangers`: who may ask to write to them.
    """

    read_marks: bool = True
    presence: Literal["contacts", "nobody"] = "contacts"
    strangers: Literal["all", "nobody"] = "all"


async def of(db: Db, person_id: UUID) -> ChatSettings:
    """What this person set, or what the town begins with."""
    found = await store_safety.settings(db, [person_id])
    return ChatSettings(*found[person_id]) if found else ChatSettings()


async def revise(db: Db, person_id: UUID, given: Mapping[str, Any]) -> ChatSettings:
    """Sets those that are named in `given` and keeps the others, also when several are revised at
    the same moment.
    """
    await lock(db, "chat_settings", person_id)
    before = await of(db, person_id)
    return await change(db, person_id, msgspec.structs.replace(before, **given))


async def change(db: Db, person_id: UUID, wanted: ChatSettings) -> ChatSettings:
    """Sets all three; those who talk with them see marks come or go, and open screens show whether
    they are there, or no longer.
    """
    before = await of(db, person_id)
    await store_safety.set_settings(db, person_id, msgspec.structs.astuple(wanted))
    if before.read_marks != wanted.read_marks:
        touched = await store.touch(db, person_id)
        talking = {person_id, *await store.talking(db, touched)}
        stream.tell(db, talking, {"t": "changed", "what": "conversations"})
    if before.presence != wanted.presence:
        look_anew(db, person_id)
    return wanted


async def hiding_marks(db: Db, people: Iterable[UUID]) -> set[UUID]:
    """Those of these people who do not show how far they have read."""
    found = await store_safety.settings(db, people)
    return {person for person, (read_marks, _, _) in found.items() if not read_marks}


async def hiding_presence(db: Db, people: Iterable[UUID]) -> set[UUID]:
    """Those of these people who do not show whether they are there."""
    found = await store_safety.settings(db, people)
    return {person for person, (_, presence, _) in found.items() if presence == "nobody"}
