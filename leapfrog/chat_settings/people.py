"""What a person set, and who of several people set what."""

from collections.abc import Iterable
from uuid import UUID

from leapfrog.chat_settings import store
from leapfrog.chat_settings.model import ChatSettings
from leapfrog.kernel.db import Db


async def settings_of(db: Db, person_id: UUID) -> ChatSettings:
    """The chat settings of a person, or the town's defaults."""
    found = await store.settings(db, [person_id])
    return found.get(person_id, ChatSettings())


async def keep_settings(db: Db, person_id: UUID, wanted: ChatSettings) -> None:
    """Keeps all three chat settings of a person. Screens that show the effect are not told:
    `chat.change_settings` does that.
    """
    await store.keep(db, person_id, wanted)


async def hiding_marks(db: Db, people: Iterable[UUID]) -> set[UUID]:
    """Those of these people who do not show how far they have read."""
    found = await store.settings(db, people)
    return {person for person, set_by in found.items() if not set_by.read_marks}


async def hiding_presence(db: Db, people: Iterable[UUID]) -> set[UUID]:
    """Those of these people who do not show whether they are there."""
    found = await store.settings(db, people)
    return {person for person, set_by in found.items() if set_by.presence == "nobody"}


async def forget(db: Db, person_id: UUID) -> int:
    """Deletes the chat settings of a person, who has the town's defaults then; answers how many
    rows that were: 1 or 0.
    """
    return await store.forget(db, person_id)
