"""All SQL of contacts' record sets that the verbs do not need."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from leapfrog.contacts.model import CircleKind, Invitation, StoredRequest
from leapfrog.kernel.db import Db

OWNERS = {
    table: f"select id, owner_id from {table} where id = any($1::uuid[])"
    for table in ("contacts_contact", "contacts_circle", "contacts_card_field")
}
DROP_UNUSED = """
delete from contacts_circle c where c.owner_id = $1 and c.kind = $2 and c.id <> $3
    and not exists (select from contacts_circle_member m where m.circle_id = c.id)
    and not exists (select from contacts_card_audience a where a.circle_id = c.id)
"""
HAS_KIND = "select exists (select from contacts_circle where owner_id = $1 and kind = $2)"
PEOPLE = """
select person_id from contacts_contact
where owner_id = $1 and person_id is not null and not deleted
"""
ENTER = """
insert into contacts_circle_member (contact_id, circle_id)
select w.contact_id, w.circle_id from unnest($2::uuid[], $3::uuid[]) w(contact_id, circle_id)
join contacts_circle c on c.id = w.circle_id and c.owner_id = $1
join contacts_contact m on m.id = w.contact_id and m.owner_id = $1 and not m.deleted
on conflict do nothing
"""
REQUESTS = """
select r.id, r.from_id, r.to_id, r.greeting,
    case when r.state = 'declined' and r.from_id = $1 then 'pending' else r.state end,
    r.created_at
from contacts_request r
where r.from_id = $1 or (r.to_id = $1 and not exists (
    select from contacts_block b where (b.owner_id, b.person_id) = (r.to_id, r.from_id)
))
order by r.created_at, r.id
"""
ADD_REQUEST = """
insert into contacts_request (id, from_id, to_id, greeting, state, created_at)
values ($1, $2, $3, $4, $5, $6) on conflict do nothing
"""
BLOCKS = """
select person_id, created_at from contacts_block where owner_id = $1 order by created_at, person_id
"""
INVITATIONS = """
select id, owner_id, contact_id, token, created_at, expires_at from contacts_invitation
where owner_id = $1 order by created_at, id
"""
ERASE = {
    "circles": """
with w as (delete from contacts_welcomed where owner_id = $1)
delete from contacts_circle where owner_id = $1
""",
    "own_card": "delete from contacts_card_field where owner_id = $1",
    "contact_requests": "delete from contacts_request where $1 in (from_id, to_id)",
    "blocks": "delete from contacts_block where $1 in (owner_id, person_id)",
    "invitations": "delete from contacts_invitation where owner_id = $1",
}


async def owners(db: Db, table: str, ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Whose these ids are already."""
    return {row[0]: row[1] for row in await db.rows(OWNERS[table], list(ids))}


async def make_room(db: Db, owner: UUID, kind: CircleKind, circle_id: UUID) -> bool:
    """Drops the first circle of a kind if nothing was done with it; False when one remains."""
    await db.run(DROP_UNUSED, owner, kind, circle_id)
    return not await db.value(HAS_KIND, owner, kind)


async def people(db: Db, owner: UUID) -> set[UUID]:
    """Who is in the book."""
    return {row[0] for row in await db.rows(PEOPLE, owner)}


async def enter(db: Db, owner: UUID, members: list[tuple[UUID, UUID]]) -> None:
    """(contact id, circle id), those of the owner."""
    contacts, circles = [one for one, _ in members], [one for _, one in members]
    await db.run(ENTER, owner, contacts, circles)


async def requests(db: Db, person_id: UUID) -> list[StoredRequest]:
    """As the person sees them."""
    return await db.all_as(StoredRequest, REQUESTS, person_id)


async def add_request(db: Db, asked: StoredRequest) -> bool:
    """False when it is there."""
    args = (asked.id, asked.from_id, asked.to_id, asked.greeting, asked.state, asked.created_at)
    return await db.run(ADD_REQUEST, *args) == 1


async def blocks(db: Db, owner: UUID) -> dict[UUID, datetime]:
    return dict(await db.rows(BLOCKS, owner))


async def invitations(db: Db, owner: UUID) -> list[Invitation]:
    return await db.all_as(Invitation, INVITATIONS, owner)


async def erase(db: Db, name: str, person_id: UUID) -> int:
    """Deletes a record set."""
    return await db.run(ERASE[name], person_id)
