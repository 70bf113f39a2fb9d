"""SQL of pre-sales, and of who paid a deposit."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from msgspec.structs import asdict

from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position
from leapfrog.presales.model import Booking, EndedBy, Presale

COLUMNS = """
id, merchant_id, item_id, variant_id, campaign_id, title, options, picture, by_id, units,
full_price, price, deposit, counts, currency, kept, trader, closes_at, rest_from, rest_by, sends_by,
state, ended_why, shelved, reminded, pool_id, from_pool, created_at
"""
ADD = f"""
insert into presales_presale ({COLUMNS}) values (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
    $22, $23, $24, $25, $26, $27, $28
) on conflict (id) do nothing
"""
FIND = f"select {COLUMNS} from presales_presale where id = any($1::uuid[])"
LOCK = f"select {COLUMNS} from presales_presale where id = $1 for no key update"
# Nobody ends it meanwhile.
HOLD = f"select {COLUMNS} from presales_presale where id = $1 for share"
SAVE = """
update presales_presale set state = $2, ended_why = $3, shelved = $4, reminded = $5 where id = $1
"""
SHOWN = f"""
select {COLUMNS} from presales_presale
where ($1::uuid is null or item_id = $1) and ($2::uuid is null or merchant_id = $2)
    and ($3::uuid is null or campaign_id = $3) and (state = 'open' or $4)
    and ($5::timestamptz is null or (created_at, id) < ($5, $6::uuid))
order by created_at desc, id desc limit $7
"""
OF_MERCHANTS = f"""
select {COLUMNS} from presales_presale where merchant_id = any($1::uuid[]) order by created_at, id
"""
FORGET = """
update presales_presale set title = '', options = '{}', picture = null, ended_why = null
where merchant_id = any($1::uuid[])
"""
BOOKING = """
id, presale_id, person_id, trade_id, right_id, deposit, price, state, why, at, ended_at
"""
BOOK = """
insert into presales_booking (id, presale_id, person_id, trade_id, deposit, price, state, at)
values ($1, $2, $3, $4, $5, $6, 'deposited', $7) on conflict do nothing
"""
BOOKINGS = f"select {BOOKING} from presales_booking where id = any($1::uuid[])"
LOCK_BOOKING = f"select {BOOKING} from presales_booking where id = $1 for no key update"
BY_TRADE = f"select {BOOKING} from presales_booking where trade_id = $1"
# Those first with which it was tried longest ago: one of which the money cannot move now is no
# reason that others wait.
OPEN = f"""
select {BOOKING} from presales_booking where presale_id = $1 and state = 'deposited'
order by tried_at nulls first, id limit $2 for no key update
"""
UNTRIED = """
select exists (
    select from presales_booking where presale_id = $1 and state = 'deposited' and tried_at is null
)
"""
TRIED = "update presales_booking set tried_at = $2 where id = any($1::uuid[])"
WITHOUT_RIGHT = f"""
select {BOOKING} from presales_booking
where presale_id = $1 and state = 'deposited' and right_id is null
order by id limit $2 for no key update
"""
WAITING = "select person_id from presales_booking where presale_id = $1 and state = 'deposited'"
GIVE_RIGHTS = """
update presales_booking b set right_id = n.right_id
from unnest($1::uuid[], $2::uuid[]) as n (id, right_id) where b.id = n.id
"""
END = """
update presales_booking set state = $2, why = $3, ended_at = $4
where id = any($1::uuid[]) and state = 'deposited'
"""
OF_PERSON = f"""
select {BOOKING} from presales_booking
where person_id = $1 and ($2::timestamptz is null or (at, id) < ($2, $3::uuid))
order by at desc, id desc limit $4
"""
ALL_OF_PERSON = f"select {BOOKING} from presales_booking where person_id = $1 order by at, id"
OWN = f"""
select distinct on (presale_id) {BOOKING} from presales_booking
where person_id = $1 and presale_id = any($2::uuid[]) order by presale_id, at desc, id desc
"""
COUNTS = """
select presale_id, count(*), count(*) filter (where state = 'paid') from presales_booking
where presale_id = any($1::uuid[]) and state in ('deposited', 'paid') group by presale_id
"""


async def add(db: Db, one: Presale) -> bool:
    """False when the id was used."""
    names = [name.strip() for name in COLUMNS.split(",")]
    values = asdict(one)
    return await db.run(ADD, *(values[name] for name in names)) == 1


async def find(db: Db, ids: Iterable[UUID]) -> dict[UUID, Presale]:
    """The pre-sales of these ids, by id; ids of none are left out."""
    return {one.id: one for one in await db.all_as(Presale, FIND, list(ids))}


async def lock(db: Db, presale_id: UUID) -> Presale | None:
    """Nobody else changes it, or books, until the end of the transaction."""
    return await db.one_as(Presale, LOCK, presale_id)


async def hold(db: Db, presale_id: UUID) -> Presale | None:
    """Nobody ends it until the end of the transaction; others may book."""
    return await db.one_as(Presale, HOLD, presale_id)


async def save(db: Db, one: Presale) -> None:
    """What of it changes."""
    await db.run(SAVE, one.id, one.state, one.ended_why, one.shelved, one.reminded)


async def shown(
    db: Db, of: Mapping[str, UUID | None], before: Position, limit: int, *, past: bool
) -> list[Presale]:
    """The newest first; `of`: only of this `item`, `shop`, `campaign`."""
    named = (of.get("item"), of.get("shop"), of.get("campaign"))
    return await db.all_as(Presale, SHOWN, *named, past, before.at, before.id, limit)


async def of_merchants(db: Db, merchants: Iterable[UUID]) -> list[Presale]:
    """The oldest first."""
    return await db.all_as(Presale, OF_MERCHANTS, list(merchants))


async def forget(db: Db, merchants: Iterable[UUID]) -> int:
    """What these shops called it."""
    return await db.run(FORGET, list(merchants))


async def book(db: Db, one: Booking) -> bool:
    """False when the id was used, or the person has booked."""
    kept = (one.id, one.presale_id, one.person_id, one.trade_id, one.deposit, one.price, one.at)
    return await db.run(BOOK, *kept) == 1


async def bookings(db: Db, ids: Iterable[UUID]) -> dict[UUID, Booking]:
    return {one.id: one for one in await db.all_as(Booking, BOOKINGS, list(ids))}


async def lock_booking(db: Db, booking_id: UUID) -> Booking | None:
    return await db.one_as(Booking, LOCK_BOOKING, booking_id)


async def by_trade(db: Db, trade_id: UUID) -> Booking | None:
    return await db.one_as(Booking, BY_TRADE, trade_id)


async def open_of(db: Db, presale_id: UUID, limit: int) -> list[Booking]:
    """Some of those that are paid in part, locked."""
    return await db.all_as(Booking, OPEN, presale_id, limit)


async def tried(db: Db, ids: Iterable[UUID]) -> None:
    """The money of these could not move now."""
    await db.run(TRIED, list(ids), db.now)


async def untried(db: Db, presale_id: UUID) -> bool:
    """Whether there are some that are paid in part and with which nothing was tried."""
    return bool(await db.value(UNTRIED, presale_id))


async def without_right(db: Db, presale_id: UUID, limit: int) -> list[Booking]:
    """Some bookings of a presale that are paid in part and cannot pay the rest yet."""
    return await db.all_as(Booking, WITHOUT_RIGHT, presale_id, limit)


async def waiting(db: Db, presale_id: UUID) -> list[UUID]:
    """Who has not paid the rest."""
    return [row[0] for row in await db.rows(WAITING, presale_id)]


async def give_rights(db: Db, rights: Mapping[UUID, UUID]) -> None:
    """Rights to buy, by booking."""
    await db.run(GIVE_RIGHTS, list(rights), list(rights.values()))


async def end(db: Db, ids: Sequence[UUID], state: str, why: EndedBy | None) -> int:
    """Those of these that are paid in part come to this end; answers how many."""
    return await db.run(END, list(ids), state, why, db.now)


async def of_person(db: Db, person_id: UUID, before: Position, limit: int) -> list[Booking]:
    """The newest first."""
    return await db.all_as(Booking, OF_PERSON, person_id, before.at, before.id, limit)


async def all_of_person(db: Db, person_id: UUID) -> list[Booking]:
    """The oldest first."""
    return await db.all_as(Booking, ALL_OF_PERSON, person_id)


async def own(db: Db, person_id: UUID, presales: Iterable[UUID]) -> dict[UUID, Booking]:
    """By pre-sale, somebody's newest booking."""
    found = await db.all_as(Booking, OWN, person_id, list(presales))
    return {one.presale_id: one for one in found}


async def counts(db: Db, presales: Iterable[UUID]) -> dict[UUID, tuple[int, int]]:
    """By pre-sale, how many have paid the deposit, and how many of them the rest."""
    return {row[0]: (row[1], row[2]) for row in await db.rows(COUNTS, list(presales))}
