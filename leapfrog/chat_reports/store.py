"""SQL of reports."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

# What somebody reported is others' words; their own ones beside them prove nothing against them.
UNSAY = """
update chat_reports_report r set reason = '', messages = (
    select coalesce(jsonb_agg(
        case when m ->> 'sender_id' = $1::text then m - 'meta' || '{"body": "", "recalled": true}'
        else m end order by n
    ), '[]') from jsonb_array_elements(r.messages) with ordinality as e (m, n)
) where r.reporter_id = $1::text::uuid
"""
DROP_OLD = "delete from chat_reports_report where created_at < $1"
REPORT = """
insert into chat_reports_report (id, reporter_id, conversation_id, reason, messages, created_at)
values ($1, $2, $3, $4, $5, $6)
"""
REPORTS = """
select id, reporter_id, conversation_id, reason, messages, created_at from chat_reports_report
where $1::uuid is null
    or (created_at, id) < (select created_at, id from chat_reports_report where id = $1)
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


async def report(db: Db, kept: StoredReport) -> None:
    await db.run(REPORT, *msgspec.structs.astuple(kept))


async def reports(db: Db, before: UUID | None, limit: int) -> list[StoredReport]:
    """The newest first."""
    return await db.all_as(StoredReport, REPORTS, before, limit)


async def unsay(db: Db, person_id: UUID) -> None:
    """Nothing of this person's own is left in what they reported."""
    await db.run(UNSAY, str(person_id))


async def drop_old(db: Db, before: datetime) -> None:
    """Reports that are older."""
    await db.run(DROP_OLD, before)
