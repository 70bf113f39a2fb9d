"""All SQL of one's own card: its fields, who sees them, and what each one sees."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from leapfrog.contacts.model import Audience, CardField, ContactDetail
from leapfrog.kernel.db import Db

FIELDS = """
select f.id, f.kind, f.label, f.value, f.everyone,
    array(select a.circle_id from contacts_card_audience a where a.field_id = f.id order by 1)
from contacts_card_field f where f.owner_id = $1 order by f.position, f.id
"""
FIELD_OWNER = "select owner_id from contacts_card_field where id = $1"
PUT_FIELD = """
insert into contacts_card_field as f
    (id, owner_id, kind, label, value, everyone, position, updated_at)
values ($1, $2, $3, $4, $5, $6,
    (select coalesce(max(position), 0) + 1 from contacts_card_field where owner_id = $2), $7)
on conflict (id) do update set kind = excluded.kind, label = excluded.label,
    value = excluded.value, everyone = excluded.everyone, updated_at = excluded.updated_at
where f.owner_id = excluded.owner_id
"""
CLEAR_AUDIENCE = "delete from contacts_card_audience where field_id = $1"
SET_AUDIENCE = """
insert into contacts_card_audience (field_id, circle_id)
select $1, c.id from contacts_circle c where c.owner_id = $2 and c.id = any($3::uuid[])
"""
DELETE_FIELD = "delete from contacts_card_field where id = $1 and owner_id = $2"

# Who (viewer) sees which fields of whom: both hold a live connected contact for each other, nobody
# blocked the other, and the field is for everyone or for a circle in which the viewer was put.
SEEN = """
from contacts_contact theirs
join contacts_contact mine on mine.owner_id = theirs.person_id and mine.person_id = theirs.owner_id
    and mine.connected and not mine.deleted
join contacts_card_field f on f.owner_id = theirs.owner_id
where theirs.connected and not theirs.deleted
    and not exists (
        select from contacts_block b
        where (b.owner_id, b.person_id) in
            ((theirs.owner_id, theirs.person_id), (theirs.person_id, theirs.owner_id))
    )
    and (f.everyone or exists (
        select from contacts_card_audience a
        join contacts_circle_member m on m.circle_id = a.circle_id
        where a.field_id = f.id and m.contact_id = theirs.id
    ))
"""
# Of who is not connected, what they showed in the town before; of who lives elsewhere, what their
# town says that they show.
SHARED = f"""
select owner_id, kind, label, value from (
    select theirs.owner_id, f.kind, f.label, f.value, f.position, f.id {SEEN}
        and theirs.person_id = $1 and theirs.owner_id = any($2::uuid[])
    union all
    select c.person_id, s.field->>'kind', s.field->>'label', s.field->>'value', s.n, c.id
    from contacts_contact c
    cross join lateral jsonb_array_elements(c.shown) with ordinality as s (field, n)
    join identity_person p on p.id = c.person_id
    where c.owner_id = $1 and c.person_id = any($2::uuid[]) and not c.deleted
        and (not c.connected or p.kind = 'remote')
) as seen
order by owner_id, position, id
"""
SHOWN = "select shown from contacts_contact where owner_id = $1 and id = $2"
KEEP_SHOWN = """
update contacts_contact c set shown = w.shown
from jsonb_to_recordset($2::jsonb) as w (id uuid, shown jsonb)
where c.owner_id = $1 and c.id = w.id
"""
SIGHT = f"""
select theirs.person_id,
    md5(jsonb_agg(jsonb_build_array(f.kind, f.label, f.value) order by f.position, f.id)::text)
{SEEN}
    and theirs.owner_id = $1 and ($2::uuid[] is null or theirs.person_id = any($2))
group by theirs.person_id
"""


async def fields(db: Db, owner: UUID) -> list[CardField]:
    rows = await db.rows(FIELDS, owner)
    return [
        CardField(field_id, kind, label, value, Audience(everyone, circles))
        for field_id, kind, label, value, everyone, circles in rows
    ]


async def field_owner(db: Db, field_id: UUID) -> UUID | None:
    found: UUID | None = await db.value(FIELD_OWNER, field_id)
    return found


async def put_field(db: Db, owner: UUID, field: CardField) -> bool:
    """False when the id is another owner's. Circles of others are left out of the audience."""
    words = (field.kind, field.label, field.value, field.audience.everyone)
    if not await db.run(PUT_FIELD, field.id, owner, *words, db.now):
        return False
    await db.run(CLEAR_AUDIENCE, field.id)
    await db.run(SET_AUDIENCE, field.id, owner, field.audience.circles)
    return True


async def delete_field(db: Db, owner: UUID, field_id: UUID) -> bool:
    return await db.run(DELETE_FIELD, field_id, owner) == 1


class SharedRow(msgspec.Struct, frozen=True):
    """What somebody shows."""

    owner_id: UUID
    detail: ContactDetail


async def shared(db: Db, viewer: UUID, people: Sequence[UUID]) -> dict[UUID, list[ContactDetail]]:
    """What each of these people shows to the viewer now, or showed them in the town before."""
    found: dict[UUID, list[ContactDetail]] = {}
    for one in await db.all_as(SharedRow, SHARED, viewer, list(people)):
        found.setdefault(one.owner_id, []).append(one.detail)
    return found


async def shown(db: Db, owner: UUID, contact_id: UUID) -> list[ContactDetail]:
    """What the person of this contact showed in the town before."""
    return msgspec.convert(await db.value(SHOWN, owner, contact_id), list[ContactDetail])


async def keep_shown(db: Db, owner: UUID, shown: Mapping[UUID, Sequence[ContactDetail]]) -> None:
    """By contact, what its person showed in the town before."""
    rows = [{"id": one, "shown": list(details)} for one, details in shown.items()]
    await db.run(KEEP_SHOWN, owner, msgspec.to_builtins(rows))


async def sight(db: Db, owner: UUID, viewers: Sequence[UUID] | None) -> dict[UUID, str]:
    """A fingerprint of what each viewer (all, or these) sees of the owner's card."""
    chosen = None if viewers is None else list(viewers)
    return {row[0]: row[1] for row in await db.rows(SIGHT, owner, chosen)}
