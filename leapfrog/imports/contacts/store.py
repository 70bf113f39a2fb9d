"""SQL of the items of files of contacts."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.imports.contacts.model import (
    Decision,
    ImportItem,
    ItemOutcome,
    Judged,
    Reason,
)
from leapfrog.imports.contacts.reading import ReadCard
from leapfrog.imports.model import ContactsInFile
from leapfrog.kernel.db import Db

IN_FILES = """
select i.id, count(o.n) as found, count(*) filter (where o.decision = 'add') as add,
    count(*) filter (where o.decision = 'merge') as merge,
    count(*) filter (where o.decision = 'same') as same,
    count(*) filter (where o.decision = 'skip') as skip,
    count(*) filter (where (o.decision, o.reason) = ('add', 'perhaps')) as perhaps,
    coalesce(i.details->'stayed', '[]') as stayed
from imports_job i left join imports_contact o on o.import_id = i.id
where i.id = any($1::uuid[]) group by i.id
"""
COUNTS = """
select decision, reason, count(*) as count from imports_contact where import_id = $1
group by decision, reason order by decision, reason
"""
COLUMNS = (
    *("import_id", "n", "name", "digest", "size", "properties", "unknown"),
    *("decision", "reason", "match_id", "matched_on", "contact_id"),
)
# What follows speaks of thousands of rows that are newer than the planner's statistics, which it
# takes for one: `offset 0` makes it look each of them up by its key.
EARLIER = """
select w.digest, coalesce(i.contact_id, i.match_id) as contact_id, i.decision = 'add' as added,
    o.applied_xid::text::bigint as applied_xid
from unnest($2::bytea[]) w (digest), lateral (
    select * from imports_contact where digest = w.digest and decision <> 'skip' offset 0
) i
join imports_job o on o.id = i.import_id and o.owner_id = $1 and o.state = 'applied'
order by i.import_id desc, i.n
"""
ITEMS = """
select i.n, i.name, i.decision, i.reason, i.properties, i.unknown,
    case when i.match_id is not null then jsonb_build_object(
        'contact_id', i.match_id, 'n', first.n, 'name', coalesce(first.name, ''),
        'on', coalesce(string_to_array(nullif(i.matched_on, ''), ' '), '{}')
    ) end as match
from imports_contact i
left join lateral (
    select f.n, f.name from imports_contact f
    where f.import_id = i.import_id and f.contact_id = i.match_id and f.n < i.n
    order by f.n limit 1
) first on true
where i.import_id = $1 and i.n > $2 order by i.n limit $3
"""
DECIDE = """
update imports_contact set decision = $3, reason = 'chosen' where import_id = $1 and n = $2
"""
DECIDE_TO_ADD = """
update imports_contact set decision = 'add', reason = 'chosen',
    contact_id = coalesce(contact_id, $3)
where import_id = $1 and n = $2 returning contact_id
"""
NUMBERS = """
select n from imports_contact where import_id = $1 and decision = 'add' order by n
"""
ADDED = "select contact_id from imports_contact where import_id = $1 and decision = 'add'"
SIZES = """
select n, size from imports_contact where import_id = $1 and decision = 'merge' order by n
"""
TO_MERGE = """
select n, match_id, contact_id from imports_contact
where import_id = $1 and n between $2 and $3 and decision = 'merge' order by n
"""
SETTLE = """
update imports_contact i set decision = s.decision, contact_id = s.contact_id
from unnest($2::int[], $3::text[], $4::uuid[]) s(n, decision, contact_id)
where i.import_id = $1 and i.n = s.n
"""


class ItemCount(msgspec.Struct, frozen=True):
    """How many items there are of a decision, and of why."""

    decision: Decision
    reason: Reason
    count: int


class EarlierItem(msgspec.Struct, frozen=True):
    """What the very same card became in an import that was not undone. `applied_xid`: of the
    transaction that made the contact, when it was `added`.
    """

    digest: bytes
    contact_id: UUID
    added: bool
    applied_xid: int | None


class MergeItem(msgspec.Struct, frozen=True):
    """An item to be merged. `contact_id`: what it was to become before its owner decided so."""

    n: int
    match_id: UUID
    contact_id: UUID | None


async def in_files(db: Db, ids: Sequence[UUID]) -> dict[UUID, ContactsInFile]:
    """What is in the files of these imports."""
    rows = await db.rows(IN_FILES, list(ids))
    return {row["id"]: msgspec.convert(dict(row), ContactsInFile) for row in rows}


async def counts(db: Db, import_id: UUID) -> list[ItemCount]:
    """How many items there are of each decision, and why."""
    return await db.all_as(ItemCount, COUNTS, import_id)


async def keep(db: Db, import_id: UUID, items: Sequence[tuple[ReadCard, Judged]]) -> None:
    """Adds items, by COPY."""
    rows = [(import_id, *_of_card(read), *_of_judged(made)) for read, made in items]
    await db.copy("imports_contact", COLUMNS, rows)


def _of_card(read: ReadCard) -> tuple[Any, ...]:
    properties = len(read.card.properties)
    return (read.n, read.name, read.digest, len(read.json), properties, read.unknown)


def _of_judged(made: Judged) -> tuple[Any, ...]:
    on = " ".join(made.matched_on)
    return (made.decision, made.reason, made.match_id, on, made.contact_id)


async def earlier(db: Db, owner: UUID, digests: Sequence[bytes]) -> list[EarlierItem]:
    """What the very same cards became, the newest import first."""
    return await db.all_as(EarlierItem, EARLIER, owner, list(digests))


async def items(db: Db, import_id: UUID, after: int, limit: int) -> list[ImportItem]:
    """The items after that number, without the names of contacts of the book."""
    rows = await db.rows(ITEMS, import_id, after, limit)
    return [msgspec.convert(dict(row), ImportItem) for row in rows]


async def decide(db: Db, import_id: UUID, n: int, decision: Decision) -> None:
    """The owner says so."""
    await db.run(DECIDE, import_id, n, decision)


async def decide_to_add(db: Db, import_id: UUID, n: int, contact_id: UUID) -> UUID:
    """`contact_id`: what it becomes when it was to be no contact before; answers what it does."""
    found: UUID = await db.value(DECIDE_TO_ADD, import_id, n, contact_id)
    return found


async def numbers_to_add(db: Db, import_id: UUID) -> list[int]:
    """The items that become contacts of their own."""
    return [row[0] for row in await db.rows(NUMBERS, import_id)]


async def added(db: Db, import_id: UUID) -> list[UUID]:
    """The contacts that an import made."""
    return [row[0] for row in await db.rows(ADDED, import_id)]


async def sizes(db: Db, import_id: UUID) -> dict[int, int]:
    """The bytes of the items to merge, by number, in order."""
    return dict(await db.rows(SIZES, import_id))


async def to_merge(db: Db, import_id: UUID, first: int, last: int) -> list[MergeItem]:
    """The items to merge, from one number to another."""
    return await db.all_as(MergeItem, TO_MERGE, import_id, first, last)


async def settle(db: Db, import_id: UUID, settled: Sequence[ItemOutcome]) -> None:
    """What became of items otherwise than it was decided."""
    if settled:
        columns = zip(*map(msgspec.structs.astuple, settled), strict=True)
        await db.run(SETTLE, import_id, *map(list, columns))
