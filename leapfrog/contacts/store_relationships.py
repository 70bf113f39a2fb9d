"""SQL of what people are to each other, for many at once."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

BLOCKED = """exists (
    select from contacts_block b where (b.owner_id, b.person_id) in (($1, w.id), (w.id, $1))
)"""
COLUMNS = f"""
w.id, coalesce(nullif(mine.remark, ''), mine.name) as name,
coalesce(mine.connected and theirs.connected, false) as connected, {BLOCKED} as apart,
array(select m.circle_id from contacts_circle_member m where m.contact_id = theirs.id) as circles
"""
TIES = """
left join contacts_contact theirs on theirs.owner_id = w.id and theirs.person_id = $1
    and not theirs.deleted
"""
OF = f"""
select {COLUMNS} from unnest($2::uuid[]) as w (id)
left join contacts_contact mine on mine.owner_id = $1 and mine.person_id = w.id
    and not mine.deleted
{TIES}
"""
# Contacts, and whoever blocked or is blocked: all others are strangers.
KNOWN = f"""
select {COLUMNS} from (
    select person_id as id from contacts_contact
    where owner_id = $1 and connected and person_id is not null and not deleted
    union select person_id from contacts_block where owner_id = $1
    union select owner_id from contacts_block where person_id = $1
) w
left join contacts_contact mine on mine.owner_id = $1 and mine.person_id = w.id
    and not mine.deleted
{TIES}
"""
IN_CIRCLES = """
select c.person_id from contacts_contact c
where c.owner_id = $1 and c.connected and c.person_id is not null and not c.deleted
    and ($2::uuid[] is null or exists (
        select from contacts_circle_member m
        where m.contact_id = c.id and m.circle_id = any($2)
    ))
"""


class RelationshipRow(msgspec.Struct, frozen=True):
    """What somebody is to the one who looks: what they are called, whether both are contacts of
    each other, whether one blocked the other, and in which of their circles the one who looks is.
    """

    name: str | None
    connected: bool
    apart: bool
    circles: list[UUID]


async def of(db: Db, viewer: UUID, people: Iterable[UUID]) -> dict[UUID, RelationshipRow]:
    return await db.map_as(RelationshipRow, OF, viewer, list(people))


async def known(db: Db, viewer: UUID) -> dict[UUID, RelationshipRow]:
    return await db.map_as(RelationshipRow, KNOWN, viewer)


async def in_circles(db: Db, owner: UUID, circles: Sequence[UUID] | None) -> list[UUID]:
    wanted = None if circles is None else list(circles)
    return [row[0] for row in await db.rows(IN_CIRCLES, owner, wanted)]
