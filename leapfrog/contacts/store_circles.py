"""All SQL of circles and who is in them."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from leapfrog.contacts.model import Circle
from leapfrog.kernel.db import Db

CIRCLES = """
select c.id, c.name, c.kind,
    (select count(*) from contacts_circle_member m where m.circle_id = c.id) as members
from contacts_circle c where c.owner_id = $1 order by c.position, c.id
"""
CIRCLE_OWNER = "select owner_id from contacts_circle where id = $1"
WELCOME = """
insert into contacts_welcomed (owner_id) values ($1) on conflict do nothing returning owner_id
"""
PUT = """
insert into contacts_circle as c (id, owner_id, name, kind, position)
values ($1, $2, $3, $4,
    (select coalesce(max(position), 0) + 1 from contacts_circle where owner_id = $2))
on conflict (id) do update set name = excluded.name where c.owner_id = excluded.owner_id
returning c.id, c.name, c.kind,
    (select count(*) from contacts_circle_member m where m.circle_id = c.id) as members
"""
DELETE = """
with members as (
    update contacts_contact set last_xid = pg_current_xact_id()
    where id in (select contact_id from contacts_circle_member where circle_id = $1)
        and owner_id = $2
)
delete from contacts_circle where id = $1 and owner_id = $2
"""
OF = """
select m.contact_id, m.circle_id from contacts_circle_member m
join contacts_circle c on c.id = m.circle_id and c.owner_id = $1
where m.contact_id = any($2::uuid[]) order by c.position, c.id
"""
MINE = "select id from contacts_circle where owner_id = $1 and id = any($2::uuid[])"
LEAVE = """
delete from contacts_circle_member where contact_id = $1 and circle_id <> all($2::uuid[])
"""
ENTER = """
insert into contacts_circle_member (contact_id, circle_id) select $1, unnest($2::uuid[])
on conflict do nothing
"""
TOUCH = """
update contacts_contact set last_xid = pg_current_xact_id(), updated_at = $2 where id = $1
"""


async def circles(db: Db, owner: UUID) -> list[Circle]:
    return await db.all_as(Circle, CIRCLES, owner)


async def circle_owner(db: Db, circle_id: UUID) -> UUID | None:
    found: UUID | None = await db.value(CIRCLE_OWNER, circle_id)
    return found


async def welcome(db: Db, owner: UUID) -> bool:
    """True the first time."""
    return await db.value(WELCOME, owner) is not None


async def put(db: Db, owner: UUID, circle: Circle) -> Circle | None:
    """Makes or renames; answers it as it is now, None when the id is another owner's."""
    return await db.one_as(Circle, PUT, circle.id, owner, circle.name, circle.kind)


async def delete(db: Db, owner: UUID, circle_id: UUID) -> bool:
    """Its members look different after that."""
    return await db.run(DELETE, circle_id, owner) == 1


async def of(db: Db, owner: UUID, contacts: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """By contact, the circles that it is in; those in none are left out."""
    found: dict[UUID, list[UUID]] = {}
    for contact_id, circle_id in await db.rows(OF, owner, list(contacts)):
        found.setdefault(contact_id, []).append(circle_id)
    return found


async def mine(db: Db, owner: UUID, circles: Sequence[UUID]) -> set[UUID]:
    """Those of these circles that are the owner's."""
    return {row[0] for row in await db.rows(MINE, owner, list(circles))}


async def place(db: Db, contact_id: UUID, circles: Sequence[UUID]) -> None:
    """The contact is in these circles and in no other."""
    await db.run(LEAVE, contact_id, list(circles))
    await db.run(ENTER, contact_id, list(circles))
    await db.run(TOUCH, contact_id, db.now)
