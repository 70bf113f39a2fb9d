"""All SQL of contacts as rows of a list: one statement for a page, whatever its length."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

ROW = """
c.id, coalesce(nullif(c.remark, ''), c.name) as name, c.sort, c.person_id,
c.connected and c.person_id is not null as connected, c.org, c.starred, c.tags, c.reach, c.photo,
c.updated_at, c.search,
array(
    select m.circle_id from contacts_circle_member m where m.contact_id = c.id order by 1
) as circles
"""
PAGE = f"""
with found as materialized (
    select c.id, c.sort from contacts_contact c
    where c.owner_id = $1 and not c.deleted
        and ($2::uuid is null or exists (
            select from contacts_circle_member m where (m.circle_id, m.contact_id) = ($2, c.id)
        ))
        and ($3::text is null or $3 = any(c.tags))
        and not exists (
            select from unnest($4::text[], $5::text[]) word(typed, plain)
            where c.search not like word.typed and c.search not like word.plain
        )
), page as (
    select id, sort from found where $6::text is null or (sort, id) > ($6, $7::uuid)
    order by sort, id limit $8
)
select r.*, t.total from (select count(*) as total from found) t
left join (select {ROW} from page join contacts_contact c on c.id = page.id) r on true
order by r.sort, r.id
"""
NAMES = """
select c.person_id, coalesce(nullif(c.remark, ''), c.name) from contacts_contact c
where c.owner_id = $1 and c.person_id = any($2::uuid[]) and not c.deleted
"""
BY_IDS = f"""
select {ROW} from contacts_contact c where c.owner_id = $1 and c.id = any($2::uuid[])
    and not c.deleted
"""
CHANGED = f"""
select c.deleted, {ROW} from contacts_contact c
where c.owner_id = $1 and c.last_xid >= $2::text::xid8 order by c.sort, c.id
"""
CALLED = """
select lower(n.name) as called, c.id, n.name
from contacts_contact c, lateral (values (c.name), (c.remark)) as n (name)
where c.owner_id = $1 and not c.deleted and lower(n.name) = any($2::text[])
group by 1, 2, 3
"""


class RowWithoutProfile(msgspec.Struct, frozen=True):
    """A row before the person's face is put to it."""

    id: UUID
    name: str
    sort: str
    person_id: UUID | None
    connected: bool
    org: str
    starred: bool
    tags: list[str]
    reach: str
    photo: bool
    updated_at: Any
    search: str
    circles: list[UUID]


class PageRow(RowWithoutProfile, frozen=True):
    """A row, and how many there are of the wanted; where there is none, the total alone."""

    total: int


class RowChange(msgspec.Struct, frozen=True):
    """Whether a contact is gone."""

    deleted: bool


class RowPlace(msgspec.Struct, frozen=True):
    """A place in the order of the book."""

    sort: str
    id: UUID


class CalledRow(msgspec.Struct, frozen=True):
    """A contact by one of its names; `called`: that name in lower case."""

    called: str
    id: UUID
    name: str


class RowQuery(msgspec.Struct, frozen=True):
    """Which rows: in a circle, with a tag, with all these words (typed and plain LIKE patterns)."""

    circle: UUID | None = None
    tag: str | None = None
    typed: list[str] = []
    plain: list[str] = []


async def page(
    db: Db, owner: UUID, wanted: RowQuery, after: RowPlace | None, limit: int
) -> tuple[int, Sequence[RowWithoutProfile]]:
    """How many there are of the wanted, and those after a place, in that order."""
    place = (after.sort, after.id) if after else (None, None)
    given = (owner, wanted.circle, wanted.tag, wanted.typed, wanted.plain, *place, limit)
    rows = await db.all_as(PageRow, PAGE, *given)
    return rows[0].total, rows if rows[0].id else []


async def by_ids(db: Db, owner: UUID, ids: Iterable[UUID]) -> dict[UUID, RowWithoutProfile]:
    return {one.id: one for one in await db.all_as(RowWithoutProfile, BY_IDS, owner, list(ids))}


async def names(db: Db, owner: UUID, people: Iterable[UUID]) -> dict[UUID, str]:
    return {row[0]: row[1] for row in await db.rows(NAMES, owner, list(people))}


async def changed(db: Db, owner: UUID, since: int) -> tuple[list[RowWithoutProfile], list[UUID]]:
    """The rows that changed since that xid, and those that are gone."""
    rows = await db.pairs_as(RowChange, RowWithoutProfile, CHANGED, owner, str(since))
    found = [row for change, row in rows if row and not change.deleted]
    return found, [row.id for change, row in rows if row and change.deleted]


async def called(db: Db, owner: UUID, names: Iterable[str]) -> list[CalledRow]:
    """The live contacts of these names or remarks, given and answered in lower case."""
    return await db.all_as(CalledRow, CALLED, owner, list(names))
