"""SQL of drops, their rounds, codes, and helpers of the community."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.drops.model import Drop, DropCode, DropHelper, DropRound
from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position
from leapfrog.market import CostPart

COLUMNS = """
id, merchant_id, item_id, variant_id, title, options, picture, maker_id, mode, units, early_units,
code_units, price, currency, costs, accessories, registered_before, levels, opens_at, closes_at,
buy_hours, state, round, root, tickets, pool_id, from_pool, giving_since, ends_at, ended_as,
ended_why, created_at
"""
ADD = f"""
insert into drops_drop ({COLUMNS}) values (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
    $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32
) on conflict (id) do nothing
"""
FIND = f"select {COLUMNS} from drops_drop where id = any($1::uuid[])"
LOCK = f"select {COLUMNS} from drops_drop where id = $1 for no key update"
# Nobody closes it meanwhile.
HOLD = f"{FIND} order by id for share"
SAVE = """
update drops_drop
set state = $2, round = $3, root = $4, tickets = $5, giving_since = $6, ends_at = $7, ended_as = $8,
    ended_why = $9
where id = $1
"""
SHOWN = f"""
select {COLUMNS} from drops_drop
where ($1::uuid is null or item_id = $1) and ($2::uuid is null or merchant_id = $2)
    and (state in ('over', 'called_off')) = $3
    and ($4::timestamptz is null or (closes_at, id) < ($4, $5::uuid))
order by closes_at desc, id desc limit $6
"""
OF_MERCHANTS = f"""
select {COLUMNS} from drops_drop where merchant_id = any($1::uuid[]) order by created_at, id
"""
ROUND = """
drop_id, n, town_seed, maker_commitment, maker_seed, at, drawn_at, drawn_units, void_at
"""
ADD_ROUND = """
insert into drops_round (drop_id, n, town_seed, maker_commitment, at) values ($1, $2, $3, $4, $5)
"""
ROUNDS = f"select {ROUND} from drops_round where drop_id = any($1::uuid[]) order by drop_id, n"
VOID_ROUND = "update drops_round set void_at = $3 where drop_id = $1 and n = $2"
DRAW_ROUND = """
update drops_round set maker_seed = $3, drawn_at = $4, drawn_units = $5
where drop_id = $1 and n = $2
"""
CODE = "id, drop_id, person_id, by_id, code, given_at, right_id"
ADD_CODE = f"""
insert into drops_code ({CODE}) values ($1, $2, $3, $4, $5, $6, null) on conflict do nothing
"""
CODES = f"select {CODE} from drops_code where drop_id = $1 order by given_at, id"
CODE_BY_ID = f"select {CODE} from drops_code where id = $1"
CODES_FOR = f"select {CODE} from drops_code where drop_id = any($1::uuid[]) and person_id = $2"
USE_CODE = "update drops_code set right_id = $2 where id = $1 and right_id is null"
CODES_OF = f"select {CODE} from drops_code where person_id = $1 order by given_at, id"
FORGET_CODES = "update drops_code set person_id = null where person_id = $1"
REGISTERED = """
select id, created_at from identity_person where id = any($1::uuid[]) and kind = 'person'
"""
FORGET = """
update drops_drop set title = '', options = '{}', costs = '[]', picture = null, ended_why = null
where merchant_id = any($1::uuid[])
"""
HELPER = "person_id, reason, by_id, at"
HELPERS = f"select {HELPER} from drops_helper order by at, person_id"
AMONG = "select person_id from drops_helper where person_id = any($1::uuid[])"
PUT_HELPER = f"""
insert into drops_helper ({HELPER}) values ($1, $2, $3, $4)
on conflict (person_id) do update
set reason = excluded.reason, by_id = excluded.by_id, at = excluded.at
"""
DROP_HELPER = "delete from drops_helper where person_id = $1"


def _drop(one: Drop) -> Drop:
    costs = [msgspec.convert(each, CostPart) for each in one.costs]
    return msgspec.structs.replace(one, costs=costs)


async def add(db: Db, made: Drop) -> bool:
    """False when the id is known already."""
    return await db.run(ADD, *msgspec.structs.astuple(made)) == 1


async def find(db: Db, ids: Iterable[UUID]) -> dict[UUID, Drop]:
    """The drops of these ids, by id; ids of none are left out."""
    return {one.id: _drop(one) for one in await db.all_as(Drop, FIND, list(ids))}


async def lock(db: Db, drop_id: UUID) -> Drop | None:
    """Nobody else changes it, or takes a ticket, until the end of the transaction."""
    found = await db.one_as(Drop, LOCK, drop_id)
    return _drop(found) if found else None


async def hold(db: Db, ids: Iterable[UUID]) -> dict[UUID, Drop]:
    """Nobody closes or draws them until the end of the transaction; others take tickets."""
    return {one.id: _drop(one) for one in await db.all_as(Drop, HOLD, list(ids))}


async def save(db: Db, drop: Drop) -> None:
    """What of a drop changes."""
    times = (drop.giving_since, drop.ends_at)
    ended = (drop.ended_as, drop.ended_why)
    await db.run(SAVE, drop.id, drop.state, drop.round, drop.root, drop.tickets, *times, *ended)


async def shown(
    db: Db, of: Mapping[str, UUID | None], before: Position, limit: int, *, past: bool
) -> list[Drop]:
    """Those that run, or with `past` those that are over: what closes last comes first. `of`: only
    of this `item`, `shop`.
    """
    named = (of.get("item"), of.get("shop"))
    found = await db.all_as(Drop, SHOWN, *named, past, before.at, before.id, limit)
    return [_drop(one) for one in found]


async def of_merchants(db: Db, merchants: Iterable[UUID]) -> list[Drop]:
    """The oldest first."""
    return [_drop(one) for one in await db.all_as(Drop, OF_MERCHANTS, list(merchants))]


async def forget(db: Db, merchants: Iterable[UUID]) -> None:
    """What these shops dropped is called nothing any more."""
    await db.run(FORGET, list(merchants))


async def add_round(db: Db, made: DropRound) -> None:
    given = (made.drop_id, made.n, made.town_seed, made.maker_commitment, made.at)
    await db.run(ADD_ROUND, *given)


async def rounds(db: Db, drop_id: UUID) -> list[DropRound]:
    """In their order."""
    return (await rounds_of(db, [drop_id])).get(drop_id, [])


async def rounds_of(db: Db, drops: Iterable[UUID]) -> dict[UUID, list[DropRound]]:
    """By drop, in their order."""
    found: dict[UUID, list[DropRound]] = {}
    for one in await db.all_as(DropRound, ROUNDS, list(drops)):
        found.setdefault(one.drop_id, []).append(one)
    return found


async def void_round(db: Db, drop_id: UUID, n: int) -> None:
    await db.run(VOID_ROUND, drop_id, n, db.now)


async def draw_round(db: Db, drop: Drop, maker_seed: bytes, units: int) -> None:
    await db.run(DRAW_ROUND, drop.id, drop.round, maker_seed, db.now, units)


async def add_code(db: Db, made: DropCode) -> bool:
    """False when the person has one, or the id or the code is used."""
    given = (made.id, made.drop_id, made.person_id, made.by_id, made.code, made.given_at)
    return await db.run(ADD_CODE, *given) == 1


async def codes(db: Db, drop_id: UUID) -> list[DropCode]:
    """In the order in which they were given."""
    return await db.all_as(DropCode, CODES, drop_id)


async def code(db: Db, code_id: UUID) -> DropCode | None:
    return await db.one_as(DropCode, CODE_BY_ID, code_id)


async def codes_for(db: Db, drops: Iterable[UUID], person_id: UUID) -> dict[UUID, DropCode]:
    """The codes that somebody was given, by drop."""
    found = await db.all_as(DropCode, CODES_FOR, list(drops), person_id)
    return {one.drop_id: one for one in found}


async def use_code(db: Db, code_id: UUID, right_id: UUID) -> bool:
    """False when it was used before."""
    return await db.run(USE_CODE, code_id, right_id) == 1


async def codes_of(db: Db, person_id: UUID) -> list[DropCode]:
    return await db.all_as(DropCode, CODES_OF, person_id)


async def forget_codes(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET_CODES, person_id)


async def registered(db: Db, people: Iterable[UUID]) -> dict[UUID, datetime]:
    """Since when those of these have an account who live here."""
    return dict(await db.rows(REGISTERED, list(people)))


async def helpers(db: Db) -> list[DropHelper]:
    """The helpers of the community, those first who were named first."""
    return await db.all_as(DropHelper, HELPERS)


async def helpers_among(db: Db, people: Iterable[UUID]) -> set[UUID]:
    return {row[0] for row in await db.rows(AMONG, list(people))}


async def put_helper(db: Db, made: DropHelper) -> None:
    await db.run(PUT_HELPER, made.person_id, made.reason, made.by_id, made.at)


async def drop_helper(db: Db, person_id: UUID) -> int:
    return await db.run(DROP_HELPER, person_id)
