"""All SQL of contacts, their identifiers and tombstones (the rest: the other store files)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.contacts.listing import Listing
from leapfrog.contacts.model import Candidate, ContactEntry, card_rows
from leapfrog.kernel.db import Db, Row

COLUMNS = """
c.id, c.owner_id, c.person_id, c.connected and c.person_id is not null as connected, c.card,
c.uid, c.name, c.sort, c.org, c.remark, c.note, c.tags, c.starred, c.source, c.created_at,
c.updated_at, c.deleted, c.last_xid::text::bigint as last_xid
"""
FROM = f"select {COLUMNS} from contacts_contact c"
BY_IDS = f"{FROM} where c.owner_id = $1 and c.id = any($2::uuid[])"
LOCKED = f"{BY_IDS} order by c.id for update"
LIVE = f"{FROM} where c.owner_id = $1 and not c.deleted and c.id > $2 order by c.id limit $3"
CHANGED = f"{FROM} where c.owner_id = $1 and c.last_xid >= $2::text::xid8 order by c.id"
BY_UIDS = f"{FROM} where c.owner_id = $1 and c.uid = any($2::text[]) and not c.deleted"
BY_PERSON = f"{FROM} where c.owner_id = $1 and c.person_id = $2 and not c.deleted"
OF_PERSON = f"{FROM} where c.person_id = $1 and not c.deleted order by c.id for update"
COUNT = "select count(*) from contacts_contact where owner_id = $1 and not deleted"
OWNERS = "select id, owner_id from contacts_contact where id = any($1::uuid[])"

PUT = """
insert into contacts_contact as c (
    id, owner_id, person_id, connected, card, uid, name, sort, org, remark, note, tags, starred,
    source, reach, photo, search, created_at, updated_at
)
select r.id, $2, r.person_id, r.connected, r.card, r.uid, r.name, r.sort, r.org, r.remark, r.note,
    r.tags, r.starred, r.source, r.reach, r.photo, r.search, r.created_at, r.updated_at
from jsonb_to_recordset($1::jsonb) as r (
    id uuid, person_id uuid, connected boolean, card jsonb, uid text, name text, sort text,
    org text, remark text, note text, tags text[], starred boolean, source text, reach text,
    photo boolean, search text, created_at timestamptz, updated_at timestamptz
)
on conflict (id) do update set
    person_id = excluded.person_id, connected = excluded.connected, card = excluded.card,
    uid = excluded.uid, name = excluded.name, sort = excluded.sort, org = excluded.org,
    remark = excluded.remark, note = excluded.note, tags = excluded.tags,
    starred = excluded.starred, source = excluded.source, reach = excluded.reach,
    photo = excluded.photo, search = excluded.search, created_at = excluded.created_at,
    updated_at = excluded.updated_at, deleted = false, last_xid = pg_current_xact_id()
where c.owner_id = excluded.owner_id
returning c.id, c.last_xid::text::bigint
"""
FORGET_IDENTIFIERS = "delete from contacts_identifier where contact_id = any($1::uuid[])"
IDENTIFY = """
insert into contacts_identifier (contact_id, owner_id, kind, value)
select i.contact_id, $1, i.kind, i.value
from unnest($2::uuid[], $3::text[], $4::text[]) i(contact_id, kind, value)
on conflict do nothing
"""
BURY = """
with gone as (
    update contacts_contact set
        person_id = null, connected = false, card = '[]', name = '', sort = '', org = '',
        remark = '', note = '', tags = '{}', starred = false, reach = '', photo = false,
        search = '', shown = '[]', deleted = true, updated_at = $3, last_xid = pg_current_xact_id()
    where owner_id = $1 and id = any($2::uuid[]) and not deleted returning id
), unnamed as (
    delete from contacts_identifier where contact_id in (select id from gone)
), left_circles as (
    delete from contacts_circle_member where contact_id in (select id from gone)
)
select id from gone
"""
ERASE_UNTIED = """
delete from contacts_contact where owner_id = $1 and (deleted or not connected or person_id is null)
"""
ERASE = "delete from contacts_contact where owner_id = $1"
BUMP = """
update contacts_contact set last_xid = pg_current_xact_id()
where owner_id = any($1::uuid[]) and person_id = $2 and not deleted
"""
RELIST = """
update contacts_contact c set name = r.name, sort = r.sort, search = r.search,
    last_xid = pg_current_xact_id()
from jsonb_to_recordset($1::jsonb) as r (id uuid, name text, sort text, search text)
where c.id = r.id
"""
# What very many have in common tells nobody apart: a few of them are enough.
IDENTIFIED = """
select w.kind, w.value, c.id, c.name, c.remark, c.org, exists (
    select from contacts_identifier r where r.contact_id = c.id and r.kind in ('phone', 'email')
) as reachable
from unnest($2::text[], $3::text[]) w(kind, value), lateral (
    select c.id, c.name, c.remark, c.org from contacts_identifier i
    join contacts_contact c on c.id = i.contact_id and not c.deleted
    where (i.owner_id, i.kind, i.value) = ($1, w.kind, w.value) limit 20
) c
order by c.id
"""
SET_REGION = """
insert into contacts_town (region) values ($1)
on conflict (only_one) do update set region = excluded.region
"""
REGION = "select region from contacts_town"
# Verbs that change what two people are to each other, or who sees what, go one after the other
# for each person; all take their locks in one order.
HOLD = """
select pg_advisory_xact_lock(hashtextextended(held.id, 20))
from (select id::text from unnest($1::uuid[]) p(id) order by 1 offset 0) held
"""

Identifier = tuple[UUID, str, str]


class IdentifiedRow(msgspec.Struct, frozen=True):
    """A contact that has an identifier."""

    kind: str
    value: str
    contact: Candidate


def _entry(row: Row) -> ContactEntry:
    return msgspec.convert({**row, "card": {"properties": row["card"]}}, ContactEntry)


async def entries(db: Db, owner: UUID, ids: Iterable[UUID]) -> list[ContactEntry]:
    """Entries of a book by id, tombstones too."""
    return [_entry(row) for row in await db.rows(BY_IDS, owner, list(ids))]


async def locked(db: Db, owner: UUID, ids: Iterable[UUID]) -> dict[UUID, ContactEntry]:
    """Entries of a book by id, tombstones too, locked to be changed in this transaction."""
    return {row["id"]: _entry(row) for row in await db.rows(LOCKED, owner, list(ids))}


async def live(db: Db, owner: UUID, after: UUID, limit: int) -> list[ContactEntry]:
    return [_entry(row) for row in await db.rows(LIVE, owner, after, limit)]


async def changed(db: Db, owner: UUID, since: int) -> list[ContactEntry]:
    return [_entry(row) for row in await db.rows(CHANGED, owner, str(since))]


async def by_uids(db: Db, owner: UUID, uids: Iterable[str]) -> dict[str, ContactEntry]:
    """The live ones."""
    return {entry.uid: entry for entry in map(_entry, await db.rows(BY_UIDS, owner, list(uids)))}


async def by_person(db: Db, owner: UUID, person_id: UUID) -> ContactEntry | None:
    row = await db.row(BY_PERSON, owner, person_id)
    return _entry(row) if row else None


async def of_person(db: Db, person_id: UUID) -> list[ContactEntry]:
    """The contacts of all owners that are this person, to be changed in this transaction."""
    return [_entry(row) for row in await db.rows(OF_PERSON, person_id)]


async def owners(db: Db, ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Whose these contacts are, tombstones too."""
    return {row[0]: row[1] for row in await db.rows(OWNERS, list(ids))}


async def count(db: Db, owner: UUID) -> int:
    """The live ones."""
    return int(await db.value(COUNT, owner))


async def put(
    db: Db, owner: UUID, written: Sequence[tuple[ContactEntry, Listing]]
) -> dict[UUID, int]:
    """Makes or replaces; a tombstone comes alive again. Answers the new `last_xid` of each that
    is not another owner's.
    """
    records = [_record(entry, listing) for entry, listing in written]
    return {row[0]: row[1] for row in await db.rows(PUT, records, owner)}


def _record(entry: ContactEntry, listing: Listing) -> dict[str, Any]:
    content = msgspec.structs.asdict(entry) | msgspec.structs.asdict(listing)
    return content | {"card": card_rows(entry.card)}


async def identify(
    db: Db, owner: UUID, ids: Sequence[UUID], identifiers: Sequence[Identifier]
) -> None:
    """Replaces by what these contacts can be recognised."""
    await db.run(FORGET_IDENTIFIERS, list(ids))
    if identifiers:
        await db.run(IDENTIFY, owner, *map(list, zip(*identifiers, strict=True)))


async def bury(db: Db, owner: UUID, ids: Iterable[UUID]) -> list[UUID]:
    """Makes tombstones; answers of which."""
    return [row[0] for row in await db.rows(BURY, owner, list(ids), db.now)]


async def relist(db: Db, listings: Mapping[UUID, Listing]) -> None:
    """The persons that these contacts are call themselves something else now."""
    rows = [{"id": found, **msgspec.structs.asdict(made)} for found, made in listings.items()]
    await db.run(RELIST, rows)


async def bump(db: Db, owners: Sequence[UUID], person_id: UUID) -> None:
    """The contact of each of these owners that is this person looks different now."""
    await db.run(BUMP, list(owners), person_id)


async def identified(db: Db, owner: UUID, wanted: Iterable[tuple[str, str]]) -> list[IdentifiedRow]:
    """All contacts that have one of these (kind, value)."""
    pairs = list(wanted)
    kinds, values = [kind for kind, _ in pairs], [value for _, value in pairs]
    return await db.all_as(IdentifiedRow, IDENTIFIED, owner, kinds, values)


async def erase_untied(db: Db, owner: UUID) -> None:
    """All contacts but those with whom the owner is connected."""
    await db.run(ERASE_UNTIED, owner)


async def erase(db: Db, owner: UUID) -> int:
    """Answers how many live ones there were."""
    live = await count(db, owner)
    await db.run(ERASE, owner)
    return live


async def set_region(db: Db, region: str) -> None:
    await db.run(SET_REGION, region)


async def region(db: Db) -> str | None:
    found: str | None = await db.value(REGION)
    return found


async def hold(db: Db, people: Iterable[UUID]) -> None:
    """Until the end of the transaction nobody else changes what these people share or are."""
    await db.rows(HOLD, list(people))
