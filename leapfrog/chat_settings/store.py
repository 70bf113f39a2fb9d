"""SQL of what people let others see and do."""

from collections.abc import Iterable
from uuid import UUID

from leapfrog.chat_settings.model import ChatSettings
from leapfrog.kernel.db import Db

SETTINGS = """
select person_id, read_marks, presence, strangers from chat_settings
where person_id = any($1::uuid[])
"""
KEEP = """
insert into chat_settings (person_id, read_marks, presence, strangers) values ($1, $2, $3, $4)
on conflict (person_id) do update set read_marks = excluded.read_marks,
    presence = excluded.presence, strangers = excluded.strangers
"""
FORGET = "delete from chat_settings where person_id = $1"


async def settings(db: Db, people: Iterable[UUID]) -> dict[UUID, ChatSettings]:
    """By person, of those who set something."""
    return await db.map_as(ChatSettings, SETTINGS, list(people))


async def keep(db: Db, person_id: UUID, wanted: ChatSettings) -> None:
    await db.run(KEEP, person_id, wanted.read_marks, wanted.presence, wanted.strangers)


async def forget(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET, person_id)
