"""All SQL of CardDAV: what programs chose to call cards. Others have the name of their id.

The table is CardDAV's own; it was made by a migration of contacts, from before they parted.
"""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.kernel.db import Db

SUFFIX = ".vcf"

NAMES = "select contact_id, name from carddav_resource where contact_id = any($1::uuid[])"
FIND = """
select contact_id, name from carddav_resource
where owner_id = $1 and (name = any($2::text[]) or contact_id = any($3::uuid[]))
"""
CALL = """
insert into carddav_resource (contact_id, owner_id, name) values ($1, $2, $3)
on conflict (owner_id, name) do update set contact_id = excluded.contact_id
"""


async def names(db: Db, ids: Sequence[UUID]) -> dict[UUID, str]:
    """The resource name of each of these contacts, deleted ones too."""
    chosen = {row[0]: row[1] for row in await db.rows(NAMES, list(ids))} if ids else {}
    return {one: chosen.get(one) or f"{one}{SUFFIX}" for one in ids}


async def ids_by_names(db: Db, owner: UUID, wanted: Sequence[str]) -> list[UUID]:
    """The contacts that may be meant by these resource names, also deleted ones and others' (an id
    says not whose it is). Where two have one name, which can be after a deleted contact came back,
    the one that is called by its id goes first.
    """
    own = list(filter(None, map(_own_id, wanted)))
    chosen = {row[0]: row[1] for row in await db.rows(FIND, owner, list(wanted), own)}
    asked = set(wanted)
    unnamed = [one for one in own if one not in chosen]
    return unnamed + [contact_id for contact_id, name in chosen.items() if name in asked]


async def call(db: Db, owner: UUID, contact_id: UUID, name: str) -> None:
    """Gives a contact the resource name that a program chose; a deleted one loses it."""
    if _own_id(name) != contact_id:
        await db.run(CALL, contact_id, owner, name)


def _own_id(name: str) -> UUID | None:
    """The id in the name of a contact that no program has named."""
    try:
        found = UUID(name.removesuffix(SUFFIX))
    except ValueError:
        return None
    return found if name == f"{found}{SUFFIX}" else None
