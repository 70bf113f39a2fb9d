"""All SQL of imports."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.contact_formats import Card
from leapfrog.contacts.fingerprints import CONTENT
from leapfrog.contacts.imports.model import (
    ContactDraft,
    Decision,
    Import,
    ImportItem,
    ImportRemark,
    ItemOutcome,
    Judged,
    KeptAsIs,
    LikelyMatch,
    PendingItem,
    State,
)
from leapfrog.contacts.imports.reading import ReadCard
from leapfrog.contacts.model import ContactEntry, Match, card_of, card_rows
from leapfrog.kernel.db import Db, Row

MOST_PREVIEWS = 10

BEGIN = """
insert into contacts_import (id, owner_id, name, sha256, format, state, created_at)
values ($1, $2, $3, $4, $5, 'preview', $6) on conflict do nothing
"""
ORIGIN = "select owner_id, sha256 from contacts_import where id = $1"
FINISH = "update contacts_import set problems = $2 where id = $1"
DROP_OLD = """
delete from contacts_import where id in (
    select id from contacts_import where owner_id = $1 and state = 'preview'
    order by created_at desc, id desc offset $2
)
"""
IMPORTS = """
select i.id, i.name, i.format, i.state, n.found, n.add, n.merge, n.same, n.skip, n.perhaps,
    i.problems, i.stayed, i.created_at, i.applied_at
from contacts_import i, lateral (
    select count(*) as found, count(*) filter (where decision = 'add') as add,
        count(*) filter (where decision = 'merge') as merge,
        count(*) filter (where decision = 'same') as same,
        count(*) filter (where decision = 'skip') as skip,
        count(*) filter (where (decision, reason) = ('add', 'perhaps')) as perhaps
    from contacts_import_item where import_id = i.id
) n
where i.owner_id = $1 and ($2::uuid is null or i.id = $2) order by i.created_at desc, i.id desc
"""
LOCK = "select state from contacts_import where owner_id = $1 and id = $2 for update"
DELETE = "delete from contacts_import where id = $1"

ITEM_COLUMNS = (
    *("import_id", "n", "name", "digest", "size", "properties", "unknown"),
    *("decision", "reason", "match_id", "matched_on", "contact_id"),
)
DRAFT_COLUMNS = (
    *("import_id", "n", "card", "uid", "sort", "org", "tags", "reach", "photo", "search"),
    "identifiers",
)
# What follows speaks of thousands of rows that are newer than the planner's statistics, which it
# takes for one: `offset 0` makes it look each of them up by its key.
EARLIER = """
select w.digest, was.* from unnest($2::bytea[]) w(digest), lateral (
    select c.id, c.name, i.decision = 'add' and c.last_xid = o.applied_xid
    from (
        select * from contacts_import_item where digest = w.digest and decision <> 'skip' offset 0
    ) i
    join contacts_import o on o.id = i.import_id and o.owner_id = $1 and o.state = 'applied'
    join contacts_contact c on c.id = coalesce(i.contact_id, i.match_id) and not c.deleted
    order by i.import_id desc, i.n limit 1
) was
"""
ITEMS = """
select i.n, i.name, i.decision, i.reason, i.properties, i.unknown, i.match_id, first.n,
    coalesce(first.name, c.name, ''), i.matched_on
from contacts_import_item i
left join lateral (
    select f.n, f.name from contacts_import_item f
    where f.import_id = i.import_id and f.contact_id = i.match_id and f.n < i.n
    order by f.n limit 1
) first on true
left join contacts_contact c on c.id = i.match_id and c.owner_id = $1 and not c.deleted
where i.import_id = $2 and i.n > $3 order by i.n limit $4
"""
DECIDE = """
update contacts_import_item set decision = $3, reason = 'chosen' where import_id = $1 and n = $2
"""
DECIDE_TO_ADD = """
update contacts_import_item set decision = 'add', reason = 'chosen',
    contact_id = coalesce(contact_id, $3)
where import_id = $1 and n = $2
"""
CARD = "select card from contacts_import_draft where import_id = $1 and n = $2"
# Two of one file never have one UID.
PREPARE = """
update contacts_import_draft d set uid = case when not exists (
        select from contacts_import_draft o where (o.import_id, o.uid) = ($1, $3) and o.n <> $2
    ) then $3 end,
    sort = $4, org = $5, tags = $6, reach = $7, photo = $8, search = $9, identifiers = $10
where d.import_id = $1 and d.n = $2
"""
DRAFTS = """
from contacts_import_item i, lateral (
    select * from contacts_import_draft d where (d.import_id, d.n) = (i.import_id, i.n) offset 0
) d
"""
ADD_CONTACTS = f"""
insert into contacts_contact (
    id, owner_id, card, uid, name, sort, org, tags, source, reach, photo, search, created_at,
    updated_at
)
select i.contact_id, $1, d.card, case when d.uid is not null and not exists (
        select from contacts_contact c
        where (c.owner_id, c.uid) = ($1, d.uid) and not c.deleted
    ) then d.uid else i.contact_id::text end,
    i.name, d.sort, d.org, coalesce(d.tags, array[]::text[]), $3, d.reach, d.photo, d.search, $4, $4
{DRAFTS} where i.import_id = $2 and i.decision = 'add'
"""
ADD_IDENTIFIERS = f"""
insert into contacts_identifier (contact_id, owner_id, kind, value)
select found.contact_id, $1, found.pair->>0, found.pair->>1 from (
    select i.contact_id, jsonb_array_elements(d.identifiers) as pair
    {DRAFTS} where i.import_id = $2 and i.decision = 'add'
) found
"""
SIZES = """
select n, size from contacts_import_item where import_id = $1 and decision = 'merge' order by n
"""
DUE = f"""
select i.n, d.card, i.match_id, i.contact_id
{DRAFTS} where i.import_id = $1 and i.n between $2 and $3 and i.decision = 'merge' order by i.n
"""
SETTLE = """
update contacts_import_item i set decision = s.decision, contact_id = s.contact_id
from unnest($2::int[], $3::text[], $4::uuid[]) s(n, decision, contact_id)
where i.import_id = $1 and i.n = s.n
"""
KEEP_BEFORE = """
insert into contacts_import_change (import_id, contact_id, before)
select $1, (b->>'id')::uuid, b from jsonb_array_elements($2::jsonb) b on conflict do nothing
"""
AFTER = f"""
update contacts_import_change h set after = {CONTENT} from contacts_contact c
where h.import_id = $1 and c.id = h.contact_id
"""
APPLIED = """
update contacts_import set state = 'applied', applied_at = $2, applied_xid = pg_current_xact_id()
where id = $1
"""
DROP_DRAFTS = "delete from contacts_import_draft where import_id = $1"
ADDED = """
select c.id, c.name, c.last_xid = o.applied_xid from contacts_import o
join contacts_import_item i on i.import_id = o.id and i.decision = 'add'
join contacts_contact c on c.id = i.contact_id and c.owner_id = $1 and not c.deleted
where o.id = $2 order by c.id for update of c
"""
MERGED = f"""
select c.id, c.name, {CONTENT} = h.after from contacts_import_change h
join contacts_contact c on c.id = h.contact_id and c.owner_id = $1 and not c.deleted
where h.import_id = $2 order by c.id for update of c
"""
BEFORE = """
select contact_id, before from contacts_import_change
where import_id = $1 and contact_id = any($2::uuid[])
"""
UNDONE = "update contacts_import set state = 'undone', stayed = $2 where id = $1"


class Result(msgspec.Struct, frozen=True):
    """A contact that an import made or changed; `untouched` since then."""

    id: UUID
    name: str
    untouched: bool


async def begin(db: Db, owner: UUID, import_id: UUID, file: tuple[str, bytes, str]) -> bool:
    """`file`: its name, SHA-256 and format. False when there is an import of this id."""
    return await db.run(BEGIN, import_id, owner, *file, db.now) == 1


async def origin(db: Db, import_id: UUID) -> tuple[UUID, bytes]:
    """Whose it is, and of which file."""
    row = await db.row(ORIGIN, import_id)
    assert row is not None
    return row[0], row[1]


async def finish(db: Db, import_id: UUID, problems: Sequence[ImportRemark]) -> None:
    await db.run(FINISH, import_id, [msgspec.structs.asdict(one) for one in problems])


async def drop_old(db: Db, owner: UUID) -> None:
    """Forgets all but the newest files that were only looked at."""
    await db.run(DROP_OLD, owner, MOST_PREVIEWS)


async def imports(db: Db, owner: UUID, import_id: UUID | None = None) -> list[Import]:
    """All of a person, or that one."""
    return [_import(row) for row in await db.rows(IMPORTS, owner, import_id)]


def _import(row: Row) -> Import:
    found = list(row)
    found[10] = msgspec.convert(row[10], list[ImportRemark])
    found[11] = msgspec.convert(row[11], list[KeptAsIs])
    return Import(*found)


async def lock(db: Db, owner: UUID, import_id: UUID) -> State | None:
    """What it is now, to be changed in this transaction; None when it is not the owner's."""
    found: State | None = await db.value(LOCK, owner, import_id)
    return found


async def delete(db: Db, import_id: UUID) -> None:
    await db.run(DELETE, import_id)


async def keep(db: Db, import_id: UUID, items: Sequence[tuple[ReadCard, Judged]]) -> None:
    """Adds items and, of each, the draft."""
    rows = [(import_id, *_item_columns(read), *_judged_columns(made)) for read, made in items]
    await db.copy("contacts_import_item", ITEM_COLUMNS, rows)
    drafts = [
        (import_id, read.n, msgspec.Raw(read.json), *_draft_columns(made.draft))
        for read, made in items
    ]
    await db.copy("contacts_import_draft", DRAFT_COLUMNS, drafts)


def _item_columns(read: ReadCard) -> tuple[Any, ...]:
    properties = len(read.card.properties)
    return (read.n, read.name, read.digest, len(read.json), properties, read.unknown)


def _judged_columns(made: Judged) -> tuple[Any, ...]:
    on = " ".join(made.matched_on)
    return (made.decision, made.reason, made.match_id, on, made.contact_id)


def _draft_columns(draft: ContactDraft | None) -> tuple[Any, ...]:
    if draft is None:
        return (None,) * 8
    seen = draft.listing
    return (
        draft.uid,
        seen.sort,
        seen.org,
        draft.tags or None,
        seen.reach,
        seen.photo,
        seen.search,
        draft.recognised,
    )


async def earlier(db: Db, owner: UUID, digests: Sequence[bytes]) -> dict[bytes, tuple[Match, bool]]:
    """The live contacts that the very same cards became in imports that were not undone, and
    whether they are untouched since, so that they have all of it.
    """
    rows = await db.rows(EARLIER, owner, list(digests))
    return {row[0]: (Match(row[1], row[2], ("card",)), row[3]) for row in rows}


async def items(db: Db, owner: UUID, import_id: UUID, after: int, limit: int) -> list[ImportItem]:
    return [_item(row) for row in await db.rows(ITEMS, owner, import_id, after, limit)]


def _item(row: Row) -> ImportItem:
    n, name, decision, reason, properties, unknown, match_id, first, match_name, on = row
    match = LikelyMatch(match_id, first, match_name, on.split()) if match_id else None
    return ImportItem(n, name, decision, reason, match, properties, unknown)


async def card(db: Db, import_id: UUID, n: int) -> Card:
    """The card of an item that is not applied yet."""
    return card_of(await db.value(CARD, import_id, n))


async def decide(db: Db, import_id: UUID, n: int, decision: Decision) -> None:
    await db.run(DECIDE, import_id, n, decision)


async def decide_to_add(
    db: Db, import_id: UUID, n: int, contact_id: UUID, draft: ContactDraft
) -> None:
    """`contact_id` and `draft`: what it becomes when it was to be no contact before."""
    await db.run(DECIDE_TO_ADD, import_id, n, contact_id)
    await db.run(PREPARE, import_id, n, *_draft_columns(draft))


async def add_contacts(db: Db, owner: UUID, import_id: UUID, source: str) -> None:
    """Makes contacts of all drafts to add; nothing of them travels."""
    await db.run(ADD_CONTACTS, owner, import_id, source, db.now)
    await db.run(ADD_IDENTIFIERS, owner, import_id)


async def sizes(db: Db, import_id: UUID) -> list[tuple[int, int]]:
    """(number, bytes) of the items to merge."""
    return [(row[0], row[1]) for row in await db.rows(SIZES, import_id)]


async def due(db: Db, import_id: UUID, first: int, last: int) -> list[PendingItem]:
    """The items to merge, from one number to another."""
    rows = await db.rows(DUE, import_id, first, last)
    return [PendingItem(row[0], card_of(row[1]), row[2], row[3]) for row in rows]


async def settle(db: Db, import_id: UUID, settled: Sequence[ItemOutcome]) -> None:
    if settled:
        columns = zip(*map(msgspec.structs.astuple, settled), strict=True)
        await db.run(SETTLE, import_id, *map(list, columns))


async def keep_before(db: Db, import_id: UUID, entries: Iterable[ContactEntry]) -> None:
    """Notes what these contacts were before the import, the first time that it changes them."""
    before = [
        {"id": one.id, "card": card_rows(one.card), "tags": list(one.tags)} for one in entries
    ]
    if before:
        await db.run(KEEP_BEFORE, import_id, before)


async def applied(db: Db, import_id: UUID) -> None:
    """All is in the book now; the items keep what is needed to know the cards again."""
    await db.run(AFTER, import_id)
    await db.run(APPLIED, import_id, db.now)
    await db.run(DROP_DRAFTS, import_id)


async def added(db: Db, owner: UUID, import_id: UUID) -> list[Result]:
    """The live contacts that an import made, to be changed in this transaction."""
    return [Result(*row) for row in await db.rows(ADDED, owner, import_id)]


async def merged(db: Db, owner: UUID, import_id: UUID) -> list[Result]:
    """The live contacts that an import changed, to be changed in this transaction."""
    return [Result(*row) for row in await db.rows(MERGED, owner, import_id)]


async def before(
    db: Db, import_id: UUID, contacts: Sequence[UUID]
) -> list[tuple[UUID, dict[str, Any]]]:
    """What these contacts were before the import."""
    return [(row[0], row[1]) for row in await db.rows(BEFORE, import_id, list(contacts))]


async def undone(db: Db, import_id: UUID, stayed: Sequence[KeptAsIs]) -> None:
    kept = [{"contact_id": one.contact_id, "name": one.name} for one in stayed]
    await db.run(UNDONE, import_id, kept)
