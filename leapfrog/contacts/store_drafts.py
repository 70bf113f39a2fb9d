"""All SQL of batches: contacts that come from a file at once, prepared as drafts, and how the
contacts were before that a batch changed.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.contact_formats import Card
from leapfrog.contacts.fingerprints import CONTENT
from leapfrog.contacts.listing import Listing
from leapfrog.contacts.model import ContactEntry, card_of, card_rows
from leapfrog.kernel.db import Db

COLUMNS = (
    *("batch_id", "n", "name", "card", "contact_id", "uid", "sort", "org", "tags", "reach"),
    *("photo", "search", "identifiers"),
)
CARD = "select card from contacts_draft where batch_id = $1 and n = $2"
# Two of one batch never have one UID.
PREPARE = """
update contacts_draft d set contact_id = $3, uid = case when not exists (
        select from contacts_draft o where (o.batch_id, o.uid) = ($1, $4) and o.n <> $2
    ) then $4 end,
    sort = $5, org = $6, tags = $7, reach = $8, photo = $9, search = $10, identifiers = $11
where d.batch_id = $1 and d.n = $2
"""
# What follows speaks of thousands of rows that are newer than the planner's statistics, which it
# takes for one: `offset 0` makes it look each of them up by its key.
DRAFTS = """
from unnest($3::int[]) as w (n), lateral (
    select * from contacts_draft d where (d.batch_id, d.n) = ($2, w.n) offset 0
) d
"""
ADD_CONTACTS = f"""
insert into contacts_contact (
    id, owner_id, card, uid, name, sort, org, tags, source, reach, photo, search, created_at,
    updated_at
)
select d.contact_id, $1, d.card, case when d.uid is not null and not exists (
        select from contacts_contact c
        where (c.owner_id, c.uid) = ($1, d.uid) and not c.deleted
    ) then d.uid else d.contact_id::text end,
    d.name, d.sort, d.org, coalesce(d.tags, array[]::text[]), $4, d.reach, d.photo, d.search, $5, $5
{DRAFTS}
"""
ADD_IDENTIFIERS = f"""
insert into contacts_identifier (contact_id, owner_id, kind, value)
select found.contact_id, $1, found.pair->>0, found.pair->>1 from (
    select d.contact_id, jsonb_array_elements(d.identifiers) as pair {DRAFTS}
) found
"""
CARDS = """
select n, card from contacts_draft where batch_id = $1 and n = any($2::int[])
"""
KEEP_BEFORE = """
insert into contacts_batch_change (batch_id, contact_id, before)
select $1, (b->>'id')::uuid, b from jsonb_array_elements($2::jsonb) b on conflict do nothing
"""
AFTER = f"""
update contacts_batch_change h set after = {CONTENT} from contacts_contact c
where h.batch_id = $1 and c.id = h.contact_id
"""
DROP_DRAFTS = "delete from contacts_draft where batch_id = $1"
DROP_CHANGES = "delete from contacts_batch_change where batch_id = $1"
KNOWN = """
select id, name, last_xid::text::bigint from contacts_contact
where owner_id = $1 and id = any($2::uuid[]) and not deleted
"""
ADDED = """
select id, name, last_xid = $3::bigint::text::xid8 as untouched from contacts_contact
where owner_id = $1 and id = any($2::uuid[]) and not deleted order by id for update
"""
MERGED = f"""
select c.id, c.name, {CONTENT} = h.after as untouched from contacts_batch_change h
join contacts_contact c on c.id = h.contact_id and c.owner_id = $1 and not c.deleted
where h.batch_id = $2 order by c.id for update of c
"""
BEFORE = """
select contact_id, before from contacts_batch_change
where batch_id = $1 and contact_id = any($2::uuid[])
"""


class ContactDraft(msgspec.Struct, frozen=True, gc=False):
    """What a card would be as a contact. `uid` is None where it gets its id for one.

    `recognised`: (kind, value) of its identifiers.
    """

    uid: str | None
    tags: tuple[str, ...]
    listing: Listing
    recognised: list[tuple[str, str]]


class BatchCard(msgspec.Struct, frozen=True, gc=False):
    """A card of a batch. `json`: the card as it is stored. `contact_id` and `draft`: what it
    becomes, when it is to be a contact of its own.
    """

    n: int
    name: str
    json: bytes
    contact_id: UUID | None
    draft: ContactDraft | None


class KnownContact(msgspec.Struct, frozen=True):
    """A live contact; `last_xid`: of the last change that its owner can see."""

    id: UUID
    name: str
    last_xid: int


class TouchedContact(msgspec.Struct, frozen=True):
    """A contact that a batch made or changed; `untouched` since then."""

    id: UUID
    name: str
    untouched: bool


async def keep(db: Db, batch_id: UUID, cards: Iterable[BatchCard]) -> None:
    """Adds cards with their drafts to a batch, by COPY. Each number once."""
    rows = [
        (batch_id, one.n, one.name, msgspec.Raw(one.json), one.contact_id, *_columns(one.draft))
        for one in cards
    ]
    await db.copy("contacts_draft", COLUMNS, rows)


def _columns(draft: ContactDraft | None) -> tuple[Any, ...]:
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


async def card(db: Db, batch_id: UUID, n: int) -> Card:
    """The card of this number in a batch that has not come in yet."""
    return card_of(await db.value(CARD, batch_id, n))


async def prepare(db: Db, batch_id: UUID, n: int, contact_id: UUID, draft: ContactDraft) -> None:
    """Sets what the card of this number becomes in the book: a contact of its own with this id,
    instead of the one that it was matched with.
    """
    await db.run(PREPARE, batch_id, n, contact_id, *_columns(draft))


async def add_contacts(
    db: Db, owner: UUID, batch_id: UUID, numbers: Sequence[int], source: str
) -> None:
    """Makes contacts of these drafts of a batch, by their numbers, with `source` as where they come
    from. Nobody is told; `close_batch` tells the owner's devices.
    """
    await db.run(ADD_CONTACTS, owner, batch_id, numbers, source, db.now)
    await db.run(ADD_IDENTIFIERS, owner, batch_id, numbers)


async def cards(db: Db, batch_id: UUID, numbers: Sequence[int]) -> dict[int, Card]:
    """The cards of these numbers in a batch that has not come in yet, by number."""
    rows = await db.rows(CARDS, batch_id, list(numbers))
    return {row[0]: card_of(row[1]) for row in rows}


async def keep_before(db: Db, batch_id: UUID, entries: Iterable[ContactEntry]) -> None:
    """Notes, to undo a batch, what these contacts were before the batch changes them; what was
    noted once stays.
    """
    before = [
        {"id": one.id, "card": card_rows(one.card), "tags": list(one.tags)} for one in entries
    ]
    if before:
        await db.run(KEEP_BEFORE, batch_id, before)


async def close(db: Db, batch_id: UUID) -> None:
    """All of it is in the book: what was changed is known by what it is now; the drafts go."""
    await db.run(AFTER, batch_id)
    await db.run(DROP_DRAFTS, batch_id)


async def forget(db: Db, batch_id: UUID) -> None:
    """Deletes the drafts of a batch and what it noted to undo it; contacts that it made stay."""
    await db.run(DROP_DRAFTS, batch_id)
    await db.run(DROP_CHANGES, batch_id)


async def known(db: Db, owner: UUID, ids: Iterable[UUID]) -> dict[UUID, KnownContact]:
    """Name and last change (xid) of the live contacts of these ids, by id; others' are left out."""
    return {one.id: one for one in await db.all_as(KnownContact, KNOWN, owner, list(ids))}


async def added(db: Db, owner: UUID, ids: Sequence[UUID], applied_xid: int) -> list[TouchedContact]:
    """The live ones of those that a batch made in that transaction, to be changed in this one."""
    return await db.all_as(TouchedContact, ADDED, owner, list(ids), applied_xid)


async def merged(db: Db, owner: UUID, batch_id: UUID) -> list[TouchedContact]:
    """The live contacts that a batch changed, to be changed in this transaction."""
    return await db.all_as(TouchedContact, MERGED, owner, batch_id)


async def before(db: Db, batch_id: UUID, contacts: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """What these contacts were before the batch."""
    return dict(await db.rows(BEFORE, batch_id, list(contacts)))
