"""SQL for programs that keep a copy of the book in step: which contacts there are, what a copy of
each follows from, and which have changed.
"""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

FIRST = UUID(int=0)

REVISIONS = """
select id, uid, name as shown, remark, tags, case when connected then person_id end as person_id,
    md5(card::text) as digest
from contacts_contact where owner_id = $1 and id = any($2::uuid[]) and not deleted order by id
"""
IDS = "select id from contacts_contact where owner_id = $1 and not deleted order by id"
# Every change makes a row's xid larger, so the sum is never the same twice, in whatever order
# transactions commit.
TAG = """
select count(*) || '-' || coalesce(sum(last_xid::text::numeric), 0)
from contacts_contact where owner_id = $1
"""
CHANGED = """
select id, deleted, last_xid::text::bigint as xid from contacts_contact
where owner_id = $1 and (last_xid, id) > ($2::text::xid8, $3::uuid) and not (deleted and $4::bool)
order by last_xid, id limit $5
"""


class ContactRevision(msgspec.Struct, frozen=True):
    """What a copy of a contact follows from, but for what its person shares; `digest` is that of
    the own card, `shown` what the contact is called without a remark, `person_id` its person if
    the two are connected.
    """

    id: UUID
    uid: str
    shown: str
    remark: str
    tags: tuple[str, ...]
    person_id: UUID | None
    digest: str


class ChangePlace(msgspec.Struct, frozen=True):
    """A place in the order of changes."""

    xid: int
    id: UUID


class ChangedContact(msgspec.Struct, frozen=True):
    """A contact that was written or deleted; `xid` is the transaction that did it last."""

    id: UUID
    deleted: bool
    xid: int


async def contact_revisions(db: Db, owner: UUID, ids: Sequence[UUID]) -> list[ContactRevision]:
    """What of these contacts tells whether a client's copy is old (digest of the card, names,
    tags), in the order of their ids; tombstones and others' contacts are left out.
    """
    rows = await db.rows(REVISIONS, owner, list(ids))
    return [msgspec.convert(dict(row), ContactRevision) for row in rows]


async def contact_ids(db: Db, owner: UUID) -> list[UUID]:
    """The ids of all live contacts of a book, sorted."""
    return [row[0] for row in await db.rows(IDS, owner)]


async def book_tag(db: Db, owner: UUID) -> str:
    """A text that is another one whenever anything in the book changes: the sync
    token of CardDAV.
    """
    found: str = await db.value(TAG, owner)
    return found


async def changed_contacts(
    db: Db, owner: UUID, after: ChangePlace | None, limit: int | None
) -> list[ChangedContact]:
    """The contacts of a book that changed after that place in the order of changes, tombstones too;
    with None, those that are there now. At most `limit`.
    """
    start = after or ChangePlace(0, FIRST)
    place = (str(start.xid), start.id, after is None)
    return await db.all_as(ChangedContact, CHANGED, owner, *place, limit)
