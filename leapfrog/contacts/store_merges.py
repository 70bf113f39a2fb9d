"""All SQL of merges, and of the pairs that might be one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.contacts.fingerprints import WHOLE
from leapfrog.kernel.db import Db

MERGE = """
insert into contacts_merge (
    id, owner_id, keep_id, absorbed_id, keep_before, absorbed_before, after, created_at
)
values ($1, $2, $3, $4, $5, $6, '', $7) on conflict do nothing
"""
FIND = """
select owner_id, keep_id, absorbed_id, keep_before, absorbed_before, after, undone_at
from contacts_merge where id = $1 for update
"""
AFTER = f"""
update contacts_merge m set after = {WHOLE} from contacts_contact c
where m.id = $1 and c.id = m.keep_id
"""
STATE = f"""
select not c.deleted and a.deleted as one, {WHOLE} = m.after as untouched from contacts_merge m
join contacts_contact c on c.id = m.keep_id join contacts_contact a on a.id = m.absorbed_id
where m.id = $1 for update of c, a
"""
UNDONE = "update contacts_merge set undone_at = $2 where id = $1"
MINE = """
select m.id, m.keep_id as keep,
    coalesce(nullif(m.keep_before->>'remark', ''), m.keep_before->>'name') as name,
    coalesce(nullif(m.absorbed_before->>'remark', ''), m.absorbed_before->>'name') as absorbed_name,
    m.created_at, m.undone_at
from contacts_merge m where m.owner_id = $1 order by m.created_at desc, m.id desc
"""
ADOPT = """
update contacts_contact set person_id = $3, connected = $4, deleted = false
where owner_id = $1 and id = $2
"""
ORPHAN = """
update contacts_contact set person_id = null, connected = false where owner_id = $1 and id = $2
"""
INVITATIONS = "select id from contacts_invitation where owner_id = $1 and contact_id = $2"
MOVE = """
update contacts_invitation set contact_id = $3 where owner_id = $1 and id = any($2::uuid[])
"""
# What many contacts have in common, such as the number of a firm, says nothing of two of them.
DUPLICATES = """
with telling as (
    select kind, value from contacts_identifier
    where owner_id = $1 and kind in ('phone', 'email', 'name')
    group by kind, value having count(*) between 2 and $2
), pair as (
    select one.contact_id as one_id, other.contact_id as other_id,
        array_agg(distinct kind order by kind) as kinds
    from telling join contacts_identifier one using (kind, value)
    join contacts_identifier other using (kind, value)
    where one.owner_id = $1 and other.owner_id = $1 and one.contact_id < other.contact_id
    group by one.contact_id, other.contact_id
)
select p.one_id, p.other_id, p.kinds from pair p
join contacts_contact one on one.id = p.one_id and not one.deleted
join contacts_contact other on other.id = p.other_id and not other.deleted
where one.person_id is null or other.person_id is null
order by p.kinds = '{name}', cardinality(p.kinds) desc, one.sort, p.one_id, p.other_id limit $3
"""


class MergeDraft(msgspec.Struct, frozen=True):
    """A merge to be made, with what both contacts are before it."""

    owner_id: UUID
    keep_id: UUID
    absorbed_id: UUID
    keep_before: dict[str, Any]
    absorbed_before: dict[str, Any]


class MergeRow(MergeDraft, frozen=True):
    """A merge with what both contacts were before it."""

    after: str
    undone_at: datetime | None


class MergeState(msgspec.Struct, frozen=True):
    """Whether both contacts are still one, and whether that one is as the merge left it."""

    one: bool = False
    untouched: bool = False


class DuplicateRow(msgspec.Struct, frozen=True):
    """Two contacts with what they have in common: "phone", "email", "name"."""

    one_id: UUID
    other_id: UUID
    kinds: list[str]


class Merge(msgspec.Struct, frozen=True):
    """Two contacts that were made one; `name` and `absorbed_name` are those of before."""

    id: UUID
    keep: UUID
    name: str
    absorbed_name: str
    created_at: datetime
    undone_at: datetime | None


async def merge(db: Db, merge_id: UUID, made: MergeDraft) -> bool:
    """False when there is a merge of this id."""
    return await db.run(MERGE, merge_id, *msgspec.structs.astuple(made), db.now) == 1


async def find(db: Db, merge_id: UUID) -> MergeRow | None:
    """A merge, to be changed in this transaction."""
    return await db.one_as(MergeRow, FIND, merge_id)


async def note_after(db: Db, merge_id: UUID) -> None:
    """Remembers what the kept contact is now."""
    await db.run(AFTER, merge_id)


async def state(db: Db, merge_id: UUID) -> MergeState:
    return await db.one_as(MergeState, STATE, merge_id) or MergeState()


async def undone(db: Db, merge_id: UUID) -> None:
    await db.run(UNDONE, merge_id, db.now)


async def mine(db: Db, owner: UUID) -> list[Merge]:
    return await db.all_as(Merge, MINE, owner)


async def adopt(
    db: Db, owner: UUID, contact_id: UUID, person_id: UUID | None, connected: bool
) -> None:
    """The contact is that person now, also a tombstone that comes alive."""
    await db.run(ADOPT, owner, contact_id, person_id, connected)


async def orphan(db: Db, owner: UUID, contact_id: UUID) -> None:
    """The contact is nobody of a town now."""
    await db.run(ORPHAN, owner, contact_id)


async def invitations(db: Db, owner: UUID, contact_id: UUID) -> list[UUID]:
    """The links that were made for this contact."""
    return [row[0] for row in await db.rows(INVITATIONS, owner, contact_id)]


async def move_invitations(db: Db, owner: UUID, ids: Sequence[UUID], to_id: UUID) -> None:
    await db.run(MOVE, owner, list(ids), to_id)


async def duplicates(db: Db, owner: UUID, most_alike: int, limit: int) -> list[DuplicateRow]:
    """The likeliest first."""
    return await db.all_as(DuplicateRow, DUPLICATES, owner, most_alike, limit)
