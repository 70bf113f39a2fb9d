"""Record sets of sales: what somebody said to those who have tickets of their shows."""

from collections.abc import AsyncIterator
from uuid import UUID

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.ticket_sales import store


async def export_messages(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store.of_person(db, person_id):
        at = one.at.isoformat()
        yield {"show_id": str(one.show_id), "text": one.text, "people": one.people, "at": at}


async def erase_messages(db: Db, person_id: UUID) -> int:
    """That something was said stays; the words are gone."""
    return await store.forget(db, person_id)


RECORD_SETS = (RecordSet("ticket_messages", export_messages, None, erase_messages),)
