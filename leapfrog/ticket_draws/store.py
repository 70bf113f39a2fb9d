"""SQL of draws: what was announced, who takes part, the closed list, and whose turn it is."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.ticket_draws.model import DrawEntry, DrawPlace, TicketDraw

COLUMNS = """
show_id, merchant_id, by_id, rights, each, buy_hours, registered_before, opens_at, closes_at, state,
town_seed, maker_commitment, maker_seed, root, entries, drawn_at, drawn_rights, ended_why, made_at
"""
ADD = f"""
insert into ticket_draws_draw ({COLUMNS})
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
on conflict do nothing
"""
FIND = f"select {COLUMNS} from ticket_draws_draw where show_id = $1"
LOCK = f"{FIND} for update"
# Many take part at a time; whoever closes it waits for them.
SHARE = f"{FIND} for share"
OF_SHOPS = f"""
select {COLUMNS} from ticket_draws_draw where merchant_id = any($1::uuid[]) order by made_at
"""
SAVE = """
update ticket_draws_draw set state = $2, maker_seed = $3, root = $4, entries = $5, drawn_at = $6,
    drawn_rights = $7, ended_why = $8 where show_id = $1
"""
FORGET = "update ticket_draws_draw set ended_why = null where merchant_id = any($1::uuid[])"
ENTRY = "id, show_id, person_id, at"
ENTER = f"""
insert into ticket_draws_entry ({ENTRY}) values ($1, $2, $3, $4) on conflict do nothing
"""
ENTRY_FIND = f"select {ENTRY} from ticket_draws_entry where id = $1"
ENTRY_OF = f"select {ENTRY} from ticket_draws_entry where show_id = $1 and person_id = $2"
ENTRIES_OF = f"select {ENTRY} from ticket_draws_entry where person_id = $1 order by at, id"
COUNT = "select count(*) from ticket_draws_entry where show_id = $1"
LEAVE = "delete from ticket_draws_entry where id = $1"
LEAVE_OPEN = """
delete from ticket_draws_entry e using ticket_draws_draw d
where d.show_id = e.show_id and e.person_id = $1 and d.state = 'announced'
"""
FORGET_PERSON = "update ticket_draws_entry set person_id = null where person_id = $1"
KEEP_LIST = """
insert into ticket_draws_list (show_id, entries)
select $1, coalesce(string_agg(uuid_send(id) || '\\x00'::bytea, '' order by id), '')
from ticket_draws_entry where show_id = $1
returning sha256(entries) as root
"""
LIST = "select entries from ticket_draws_list where show_id = $1"
# The next ones after the last that is known. `start`: what each key begins with.
EXTEND = """
insert into ticket_draws_place (show_id, key, entry_id)
select show_id, key, id from (
    select show_id, id, sha256($2::bytea || uuid_send(id)) as key
    from ticket_draws_entry where show_id = $1
) e where key > coalesce((
    select max(key) from ticket_draws_place where show_id = $1
), ''::bytea)
order by key limit $3
"""
PLACE = "show_id, key, entry_id, given_at"
WAITING = f"""
select {PLACE} from ticket_draws_place
where show_id = $1 and given_at is null order by key limit $2
"""
GIVE = """
update ticket_draws_place set given_at = $3 where show_id = $1 and key = any($2::bytea[])
"""
PLACE_OF = f"select {PLACE} from ticket_draws_place where entry_id = $1"
BEFORE = "select count(*) from ticket_draws_place where show_id = $1 and key < $2"
FIRST = "select entry_id from ticket_draws_place where show_id = $1 order by key limit $2"
PEOPLE = """
select e.id, e.person_id from ticket_draws_entry e join identity_person p on p.id = e.person_id
where e.id = any($1::uuid[])
"""
REGISTERED = "select created_at from identity_person where id = $1 and kind = 'person'"
# Tickets that are taken, and what those who have a right could take still.
TAKEN = """
select (
    select count(*) from tickets_ticket t join tickets_order o on o.id = t.order_id
    where t.show_id = $1 and (
        t.state in ('valid', 'used') or (t.state = 'held' and o.state = 'held' and o.until > $2)
    )
) as taken, (
    select coalesce(sum(greatest(0, r.count - (
        select count(*) from tickets_ticket t join tickets_order o on o.id = t.order_id
        where t.show_id = r.show_id and o.buyer_id = r.person_id and (
            t.state in ('valid', 'used')
            or (t.state = 'held' and o.state = 'held' and o.until > $2)
        )
    ))), 0)::bigint from tickets_right r where r.show_id = $1 and r.until > $2
) as open
"""


class TicketsTaken(msgspec.Struct, frozen=True):
    """So many tickets of a show are bought or held, and `open`: can be taken by who has a right."""

    taken: int
    open: int


async def add(db: Db, draw: TicketDraw) -> bool:
    """False where the show has one."""
    return await db.run(ADD, *msgspec.structs.astuple(draw)) == 1


async def find(db: Db, show_id: UUID) -> TicketDraw | None:
    """The draw of a show, whatever its state; None where there is none."""
    return await db.one_as(TicketDraw, FIND, show_id)


async def lock(db: Db, show_id: UUID) -> TicketDraw | None:
    """Nobody else changes it, nor takes part, until the end of the transaction."""
    return await db.one_as(TicketDraw, LOCK, show_id)


async def share(db: Db, show_id: UUID) -> TicketDraw | None:
    """It stays as it is until the end of the transaction."""
    return await db.one_as(TicketDraw, SHARE, show_id)


async def of_shops(db: Db, shops: Sequence[UUID]) -> list[TicketDraw]:
    return await db.all_as(TicketDraw, OF_SHOPS, shops)


async def save(db: Db, draw: TicketDraw) -> None:
    """A locked draw is this from now on."""
    given = (draw.state, draw.maker_seed, draw.root, draw.entries, draw.drawn_at)
    await db.run(SAVE, draw.show_id, *given, draw.drawn_rights, draw.ended_why)


async def forget(db: Db, shops: Sequence[UUID]) -> None:
    """Words of these organisers."""
    await db.run(FORGET, shops)


async def enter(db: Db, entry: DrawEntry) -> bool:
    """False where the id is used, or the person takes part already."""
    return await db.run(ENTER, *msgspec.structs.astuple(entry)) == 1


async def entry(db: Db, entry_id: UUID) -> DrawEntry | None:
    return await db.one_as(DrawEntry, ENTRY_FIND, entry_id)


async def entry_of(db: Db, show_id: UUID, person_id: UUID) -> DrawEntry | None:
    return await db.one_as(DrawEntry, ENTRY_OF, show_id, person_id)


async def entries_of(db: Db, person_id: UUID) -> list[DrawEntry]:
    return await db.all_as(DrawEntry, ENTRIES_OF, person_id)


async def count(db: Db, show_id: UUID) -> int:
    """How many people take part."""
    return int(await db.value(COUNT, show_id))


async def leave(db: Db, entry_id: UUID) -> None:
    await db.run(LEAVE, entry_id)


async def forget_person(db: Db, person_id: UUID) -> int:
    """Who takes part in an open draw is gone; in closed lists they are nobody's."""
    gone = await db.run(LEAVE_OPEN, person_id)
    return gone + await db.run(FORGET_PERSON, person_id)


async def keep_list(db: Db, show_id: UUID) -> bytes:
    """Closes the list; answers its root."""
    row = await db.row(KEEP_LIST, show_id)
    assert row is not None
    root: bytes = row["root"]
    return root


async def entries(db: Db, show_id: UUID) -> bytes | None:
    """The closed list of a draw's entries, as the bytes that its root was hashed from; None while
    there is none.
    """
    found: bytes | None = await db.value(LIST, show_id)
    return found


async def extend(db: Db, show_id: UUID, start: bytes, n: int) -> None:
    """Says of so many more when it is their turn."""
    await db.run(EXTEND, show_id, start, n)


async def waiting(db: Db, show_id: UUID, n: int) -> list[DrawPlace]:
    """Whose turn it is next."""
    return await db.all_as(DrawPlace, WAITING, show_id, n)


async def give(db: Db, show_id: UUID, keys: Sequence[bytes]) -> None:
    """These had their turn, got a right or are gone."""
    await db.run(GIVE, show_id, keys, db.now)


async def place_of(db: Db, entry_id: UUID) -> DrawPlace | None:
    return await db.one_as(DrawPlace, PLACE_OF, entry_id)


async def before(db: Db, place: DrawPlace) -> int:
    """How many come sooner."""
    return int(await db.value(BEFORE, place.show_id, place.key))


async def first(db: Db, show_id: UUID, n: int) -> list[UUID]:
    """Who came first when it was drawn."""
    return [row[0] for row in await db.rows(FIRST, show_id, n)]


async def people(db: Db, entries: Iterable[UUID]) -> dict[UUID, UUID]:
    """Whose these are, of those who are still there."""
    return {row[0]: row[1] for row in await db.rows(PEOPLE, list(entries))}


async def registered_at(db: Db, person_id: UUID) -> datetime | None:
    """Since when somebody lives here."""
    found: datetime | None = await db.value(REGISTERED, person_id)
    return found


async def taken(db: Db, show_id: UUID) -> TicketsTaken:
    found = await db.one_as(TicketsTaken, TAKEN, show_id, db.now)
    assert found is not None
    return found
