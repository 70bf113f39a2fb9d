"""SQL of fronts and of where their goods lie."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.market.model import Front, FrontState, FrontWishes, Warehouse
from leapfrog.places import Point

COLUMNS = """
merchant_id, sign, about, hours, place_id, lat, lon, state, ships_within, returns_days,
return_payer, trader, pickup, legal, currency, created_at, opened_at, asked_at,
let_in_at, look_reason, state_before, brand, brand_until, private_at
"""
FIND = f"select {COLUMNS} from market_front where merchant_id = any($1::uuid[])"
LOCK = f"select {COLUMNS} from market_front where merchant_id = $1 for no key update"
PUT = """
insert into market_front (
    merchant_id, sign, about, hours, place_id, lat, lon, ships_within, returns_days,
    return_payer, trader, pickup, legal, currency, created_at, state
) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'draft')
on conflict (merchant_id) do update
set sign = excluded.sign, about = excluded.about, hours = excluded.hours,
    place_id = excluded.place_id, lat = excluded.lat, lon = excluded.lon,
    ships_within = excluded.ships_within, returns_days = excluded.returns_days,
    return_payer = excluded.return_payer, trader = excluded.trader, pickup = excluded.pickup,
    legal = excluded.legal
where market_front.state <> 'closed'
"""
SET_STATE = """
update market_front
set state = $2, state_before = case when $2 = 'limited' then state end,
    opened_at = coalesce(opened_at, case when $2 = 'open' then $3::timestamptz end)
where merchant_id = $1
"""
SET_BRAND = "update market_front set brand = $2, brand_until = $3 where merchant_id = $1"
SAY_PRIVATE = "update market_front set private_at = $2 where merchant_id = $1"
CLOSE = """
update market_front
set state = 'closed', brand = '', brand_until = null, sign = '', about = '', hours = '',
    place_id = null, lat = null, lon = null, legal = '{}'
where merchant_id = any($1::uuid[])
"""
# The nearest first; without a point the newest.
OPEN = f"""
select {COLUMNS} from market_front where state = 'open'
order by case when $1::float8 is null or lat is null then null
        else power(lat - $1, 2) + power((lon - $2) * cos(radians($1)), 2) end nulls last,
    opened_at desc, merchant_id
limit $3 offset $4
"""
WAREHOUSES = """
select id, merchant_id, place, name, lat, lon from market_warehouse
where merchant_id = any($1::uuid[]) order by merchant_id, place, id
"""
PUT_WAREHOUSE = """
insert into market_warehouse (id, merchant_id, place, name, lat, lon)
values ($1, $2, $3, $4, $5, $6)
on conflict (id) do update set name = excluded.name, lat = excluded.lat, lon = excluded.lon
where market_warehouse.merchant_id = excluded.merchant_id
"""
FORGET_WAREHOUSES = """
update market_warehouse set name = '', lat = null, lon = null where merchant_id = any($1::uuid[])
"""


async def fronts(db: Db, merchants: Iterable[UUID]) -> dict[UUID, Front]:
    return {one.merchant_id: one for one in await db.all_as(Front, FIND, list(merchants))}


async def lock(db: Db, merchant_id: UUID) -> Front | None:
    """Nobody else changes it or what it sells until the end of the transaction."""
    return await db.one_as(Front, LOCK, merchant_id)


async def put(db: Db, merchant_id: UUID, wanted: FrontWishes, currency: str) -> bool:
    """A new one is a draft; False for one that is closed for good."""
    where = (wanted.place_id, wanted.lat, wanted.lon)
    terms = (wanted.ships_within, wanted.returns_days, wanted.return_payer)
    who = (wanted.trader, wanted.pickup, wanted.legal)
    said = (wanted.sign, wanted.about, wanted.hours)
    return await db.run(PUT, merchant_id, *said, *where, *terms, *who, currency, db.now) == 1


async def set_state(db: Db, merchant_id: UUID, state: FrontState) -> None:
    await db.run(SET_STATE, merchant_id, state, db.now)


async def set_brand(db: Db, merchant_id: UUID, brand: str, until: datetime | None) -> None:
    await db.run(SET_BRAND, merchant_id, brand, until)


async def close(db: Db, merchants: list[UUID]) -> int:
    """For good: what they said is forgotten. Answers how many there were."""
    await db.run(FORGET_WAREHOUSES, merchants)
    return await db.run(CLOSE, merchants)


async def open_fronts(db: Db, near: Point | None, limit: int, skipped: int) -> list[Front]:
    """Those that sell, the nearest to a point first."""
    at = (near.lat, near.lon) if near else (None, None)
    return await db.all_as(Front, OPEN, *at, limit, skipped)


async def warehouses(db: Db, merchants: Iterable[UUID]) -> list[Warehouse]:
    """By shop, in their order."""
    return await db.all_as(Warehouse, WAREHOUSES, list(merchants))


async def put_warehouse(db: Db, kept: Warehouse) -> bool:
    """False when the id is another shop's."""
    given = (kept.id, kept.merchant_id, kept.place, kept.name, kept.lat, kept.lon)
    return await db.run(PUT_WAREHOUSE, *given) == 1
