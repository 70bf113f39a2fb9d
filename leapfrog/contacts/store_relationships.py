"""SQL of what people are to each other, for many at once."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec

from leapfrog.identity import Person, person_sql
from leapfrog.kernel.db import Db

CIRCLES = """
array(select m.circle_id from contacts_circle_member m where m.contact_id = theirs.id) as circles
"""


def ties_sql(viewer: str, person: str) -> str:
    """The columns of what somebody is to the one who looks, both given as the SQL of their ids:
    `connected`, `apart`, and `name`, what they are called. `entries_sql` of both has to be joined.
    """
    return f"""
coalesce(mine.connected and theirs.connected, false) as connected, exists (
    select from contacts_block b
    where (b.owner_id, b.person_id) in (({viewer}, {person}), ({person}, {viewer}))
) as apart, coalesce(nullif(mine.remark, ''), mine.name) as name
"""


def entries_sql(viewer: str, person: str) -> str:
    """The joins of `ties_sql`: what each has of the other in the book. With a limit each is looked
    up: for a join, a plan made in an empty town walks all that somebody has.
    """
    return f"{_entry_sql('mine', viewer, person)} {_entry_sql('theirs', person, viewer)}"


def _entry_sql(name: str, owner: str, person: str) -> str:
    return f"""
left join lateral (
    select c.id, c.connected, c.remark, c.name from contacts_contact c
    where c.owner_id = {owner} and c.person_id = {person} and not c.deleted limit 1
) {name} on true
"""


def ties(person: str) -> str:
    return f"{ties_sql('$1', person)}, {CIRCLES}"


def entries(person: str) -> str:
    return entries_sql("$1", person)


OF = f"select w.id, {ties('w.id')} from unnest($2::uuid[]) as w (id) {entries('w.id')}"
SEEN = person_sql(ties("p.id"), f"{entries('p.id')} where p.id = any($2::uuid[])")
# Contacts, and whoever blocked or is blocked: all others are strangers.
KNOWN = f"""
select w.id, {ties("w.id")} from (
    select person_id as id from contacts_contact
    where owner_id = $1 and connected and person_id is not null and not deleted
    union select person_id from contacts_block where owner_id = $1
    union select owner_id from contacts_block where person_id = $1
) w {entries("w.id")}
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
    """What somebody is to the one who looks: whether both are contacts of each other, whether one
    blocked the other, what they are called, and in which of their circles the one who looks is.
    """

    connected: bool
    apart: bool
    name: str | None
    circles: list[UUID]


async def of(db: Db, viewer: UUID, people: Iterable[UUID]) -> dict[UUID, RelationshipRow]:
    return await db.map_as(RelationshipRow, OF, viewer, list(people))


async def seen(
    db: Db, viewer: UUID, people: Iterable[UUID]
) -> list[tuple[Person, RelationshipRow | None]]:
    return await db.pairs_as(Person, RelationshipRow, SEEN, viewer, list(people))


async def known(db: Db, viewer: UUID) -> dict[UUID, RelationshipRow]:
    return await db.map_as(RelationshipRow, KNOWN, viewer)


async def in_circles(db: Db, owner: UUID, circles: Sequence[UUID] | None) -> list[UUID]:
    wanted = None if circles is None else list(circles)
    return [row[0] for row in await db.rows(IN_CIRCLES, owner, wanted)]
