"""What there is of somebody here in groups across towns: what they want of another town."""

from collections.abc import AsyncIterator
from uuid import UUID

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.town_groups import leaving, seeking, store_wishes


async def export_wishes(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What they said or wanted in groups that live in other towns, and that waits there, or was not
    taken. What they said and was taken is in their conversations.
    """
    for one in await store_wishes.of_person(db, person_id):
        yield {
            "group": str(one.group_id),
            "at": one.at.isoformat(),
            "said": one.draft,
            "change": one.change,
            "refused": one.code,
        }


RECORD_SETS = (
    RecordSet("town_groups", seeking.export, seeking.restore, seeking.seek_none),
    RecordSet("town_group_wishes", export_wishes, None, leaving.erase),
)
