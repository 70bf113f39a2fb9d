"""SQL of what people let others do, of strangers who ask, and of reports."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

SETTINGS = """
select person_id, read_marks, presence, strangers from chat_settings
where person_id = any($1::uuid[])
"""
SET_SETTINGS = """
insert into chat_settings (person_id, read_marks, presence, strangers) values ($1, $2, $3, $4)
on conflict (person_id) do update set read_marks = excluded.read_marks,
    presence = excluded.presence, strangers = excluded.strangers
"""

FORGET = "delete from chat_settings where person_id = $1"
# What somebody reported is others' words; their own ones beside them prove nothing against them.
UNSAY = """
update chat_report r set reason = '', messages = (
    select coalesce(jsonb_agg(
        case when m ->> 'sender_id' = $1::text then m - 'meta' || '{"body": "", "recalled": true}'
        else m end order by n
    ), '[]') from jsonb_array_elements(r.messages) with ordinality as e (m, n)
) where r.reporter_id = $1::text::uuid
"""
DROP_OLD = "delete from chat_report where created_at < $1"

# What was asked and answered before stays so.
ASK = """
update chat_conversation set asked = 'waiting', asked_by = $2, asked_ord = last_ord,
    last_xid = pg_current_xact_id()
where id = $1 and asked is null
"""
ANSWER = """
update chat_conversation set asked = $2, last_xid = pg_current_xact_id() where id = $1
"""

REPORT = """
insert into chat_report (id, reporter_id, conversation_id, reason, messages, created_at)
values ($1, $2, $3, $4, $5, $6)
"""
REPORTS = """
select id, reporter_id, conversation_id, reason, messages, created_at from chat_report
where $1::uuid is null or (created_at, id) < (select created_at, id from chat_report where id = $1)
order by created_at desc, id desc limit $2
"""


class StoredReport(msgspec.Struct, frozen=True):
    """A report as it is kept; `messages` as JSON values."""

    id: UUID
    reporter_id: UUID
    conversation_id: UUID
    reason: str
    messages: list[dict[str, Any]]
    created_at: datetime


async def settings(db: Db, people: Iterable[UUID]) -> dict[UUID, tuple[Any, Any, Any]]:
    """By person, of those who set something: read marks, presence, strangers."""
    return {row[0]: (row[1], row[2], row[3]) for row in await db.rows(SETTINGS, list(people))}


async def set_settings(db: Db, person_id: UUID, wanted: Sequence[object]) -> None:
    await db.run(SET_SETTINGS, person_id, *wanted)


async def forget(db: Db, person_id: UUID) -> int:
    """Their settings, and their own words in what they reported; answers how many settings."""
    await db.run(UNSAY, str(person_id))
    return await db.run(FORGET, person_id)


async def drop_old(db: Db, before: datetime) -> None:
    """Reports that are older."""
    await db.run(DROP_OLD, before)


async def ask(db: Db, conversation_id: UUID, person_id: UUID) -> None:
    """A stranger asks to write there."""
    await db.run(ASK, conversation_id, person_id)


async def answer(db: Db, conversation_id: UUID, state: str) -> None:
    """`state`: accepted or declined."""
    await db.run(ANSWER, conversation_id, state)


async def report(db: Db, kept: StoredReport) -> None:
    await db.run(REPORT, *msgspec.structs.astuple(kept))


async def reports(db: Db, before: UUID | None, limit: int) -> list[StoredReport]:
    """The newest first."""
    return await db.all_as(StoredReport, REPORTS, before, limit)
