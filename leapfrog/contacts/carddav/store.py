"""All SQL of CardDAV: what cards are called, which there are, and which have changed."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db, Row

SUFFIX = ".vcf"
FIRST = UUID(int=0)

NAME = f"coalesce(n.name, c.id::text || '{SUFFIX}')"
FROM = "from contacts_contact c left join contacts_resource n on n.contact_id = c.id"

HEADS = f"""
select c.id, {NAME}, c.uid, c.name, c.remark, c.tags,
    case when c.connected then c.person_id end, md5(c.card::text)
{FROM} where c.owner_id = $1 and c.id = any($2::uuid[]) and not c.deleted order by c.id
"""
IDS = "select id from contacts_contact where owner_id = $1 and not deleted order by id"
BY_NAMES = """
select n.name, c.id from contacts_resource n
join contacts_contact c on c.id = n.contact_id and not c.deleted
where n.owner_id = $1 and n.name = any($2::text[])
union all
select c.id::text || $4, c.id from contacts_contact c
left join contacts_resource n on n.contact_id = c.id
where c.owner_id = $1 and c.id = any($3::uuid[]) and not c.deleted and n.name is null
"""
CALL = """
insert into contacts_resource (contact_id, owner_id, name) values ($1, $2, $3)
on conflict (owner_id, name) do update set contact_id = excluded.contact_id
"""
# Every change makes a row's xid larger, so the sum is never the same twice, in whatever order
# transactions commit.
TAG = """
select count(*) || '-' || coalesce(sum(last_xid::text::numeric), 0)
from contacts_contact where owner_id = $1
"""
CHANGED = f"""
select c.id, {NAME}, c.deleted, c.last_xid::text::bigint {FROM}
where c.owner_id = $1 and (c.last_xid, c.id) > ($2::text::xid8, $3::uuid)
    and not (c.deleted and $4::bool)
order by c.last_xid, c.id limit $5
"""


class CardRevision(msgspec.Struct, frozen=True):
    """What a card's ETag follows from, but for what its person shares; `name` is the resource's,
    `digest` that of the own card."""

    id: UUID
    name: str
    uid: str
    shown: str
    remark: str
    tags: tuple[str, ...]
    person_id: UUID | None
    digest: str


class ChangedCards(msgspec.Struct, frozen=True):
    """A card that was written or deleted."""

    id: UUID
    name: str
    deleted: bool
    xid: int


async def heads(db: Db, owner: UUID, ids: Sequence[UUID]) -> list[CardRevision]:
    """The live ones of these."""
    return [_head(row) for row in await db.rows(HEADS, owner, ids)]


async def all_ids(db: Db, owner: UUID) -> list[UUID]:
    """All live contacts."""
    return [row[0] for row in await db.rows(IDS, owner)]


async def ids_by_names(db: Db, owner: UUID, names: Sequence[str]) -> dict[str, UUID]:
    """The live contacts with these resource names."""
    rows = await db.rows(BY_NAMES, owner, names, list(filter(None, map(_own_id, names))), SUFFIX)
    return {row[0]: row[1] for row in rows}


async def call(db: Db, owner: UUID, contact_id: UUID, name: str) -> None:
    """Gives a contact the resource name that a program chose; a deleted one loses it."""
    if _own_id(name) != contact_id:
        await db.run(CALL, contact_id, owner, name)


async def tag(db: Db, owner: UUID) -> str:
    """A text that changes whenever anything in the book does."""
    found: str = await db.value(TAG, owner)
    return found


async def changed(
    db: Db, owner: UUID, after: tuple[int, UUID] | None, limit: int | None
) -> list[ChangedCards]:
    """What changed after that place in the order of changes; from None on, what is there now."""
    xid, contact_id = after or (0, FIRST)
    rows = await db.rows(CHANGED, owner, str(xid), contact_id, after is None, limit)
    return [ChangedCards(*row) for row in rows]


def _head(row: Row) -> CardRevision:
    found = list(row)
    found[5] = tuple(found[5])
    return CardRevision(*found)


def _own_id(name: str) -> UUID | None:
    """The id in the name of a contact that no program has named."""
    try:
        found = UUID(name.removesuffix(SUFFIX))
    except ValueError:
        return None
    return found if name == f"{found}{SUFFIX}" else None
