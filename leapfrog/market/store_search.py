"""SQL of the search and of the pools behind what is for sale."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.market.model import ItemKind, Stocked
from leapfrog.places import Point

FORGET = "delete from market_search where item_id = any($1::uuid[])"
FORGET_SHOPS = "delete from market_search where merchant_id = any($1::uuid[])"
PUT = """
insert into market_search (
    item_id, merchant_id, category, kind, pieces, words, min_price, in_stock, at, since, brand
) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
on conflict (item_id) do update
set category = excluded.category, kind = excluded.kind, pieces = excluded.pieces,
    words = excluded.words, min_price = excluded.min_price, in_stock = excluded.in_stock,
    at = excluded.at, since = excluded.since, brand = excluded.brand
"""
SET_IN_STOCK = """
update market_search set in_stock = $2 where item_id = $1 and in_stock is distinct from $2
"""
VERIFIED = """
merchant_id in (select f.merchant_id from market_front f where f.brand_until > $8::timestamptz)
"""
FILTERS = f"""
($1::text[] is null or category = any($1)) and ($2::uuid is null or merchant_id = $2)
and ($3::bigint is null or min_price >= $3) and ($4::bigint is null or min_price <= $4)
and ($5::text is null or kind = $5) and (not $6::bool or in_stock)
and (not $7::bool or {VERIFIED})
and ($9::point is null or at <-> $9 <= $10::float8)
and ($11::text is null or lower(brand) = lower($11))
"""
HAVING = f"pieces @> $12::integer[] and words like all ($13::text[]) and {FILTERS}"
# A title that begins with what is asked for comes first, then one in which it stands as it is asked
# for, then all others; of each what more people bought, then the newest.
ORDER = """
case $14::text when 'price' then min_price::float8
    when 'dear' then -min_price::float8
    when 'near' then coalesce(at <-> $15::point, 'infinity')
    when 'newest' then 0
    when 'sales' then -sold::float8
    else case when words like E'\\n' || $16 || '%' then -3
        when words like '%' || $16 || '%' then -2 else -1 end
end, case when $14 = 'relevance' then -sold else 0 end
"""
METRES = "(at <-> $15::point) * $19::float8 as metres"
FIND = f"""
select item_id, {METRES} from market_search where {HAVING}
order by {ORDER}, since desc, item_id limit $17 offset $18
"""
# What is spelt like it; the most alike first.
ALIKE = "select set_config('pg_trgm.word_similarity_threshold', $1, true)"
MISSPELT = f"""
select item_id, {METRES} from market_search
where $16 <% words and $12::integer[] is not null and $13::text[] is not null
    and $14::text is not null and {FILTERS}
order by word_similarity($16, words) desc, since desc, item_id limit $17 offset $18
"""
# Counted no further than this: "5,000 and more".
MOST_COUNTED = 5_001
FACETS = f"""
select category, count(*) as n, count(*) filter (where in_stock) as in_stock,
    count(*) filter (where {VERIFIED}) as verified
from (
    select category, in_stock, merchant_id from market_search where {HAVING} limit {MOST_COUNTED}
) hit group by category
"""
# Each as most write it.
BRANDS = f"""
select mode() within group (order by brand) as name, count(*) as n
from (
    select brand from market_search where {HAVING} and brand <> '' limit {MOST_COUNTED}
) hit group by lower(brand) order by n desc, name limit $14
"""
# Of some items those that pass, the cheapest first.
PASSING = f"""
select item_id, category, in_stock, {VERIFIED} as verified from market_search
where item_id = any($12::uuid[]) and {FILTERS} order by min_price, item_id
"""
# All that is for sale: what is not named was bought by nobody.
SET_SOLD = """
update market_search s set sold = n.sold from (
    select m.item_id, coalesce(c.sold, 0) as sold from market_search m
    left join unnest($1::uuid[], $2::integer[]) as c (item_id, sold) on c.item_id = m.item_id
) n where n.item_id = s.item_id and n.sold <> s.sold
"""
OPEN_POOLS = """
insert into market_stocked (variant_id, warehouse_id, pool_id, lot, expires_on)
select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::date[])
on conflict do nothing
"""
STOCKED_COLUMNS = "s.variant_id, s.warehouse_id, s.pool_id, s.lot, s.expires_on"
STOCKED = f"""
select {STOCKED_COLUMNS} from market_stocked s
join market_warehouse w on w.id = s.warehouse_id
where s.variant_id = any($1::uuid[]) order by s.variant_id, w.place, w.id, s.expires_on, s.lot
"""
OF_POOLS = f"select {STOCKED_COLUMNS} from market_stocked s where s.pool_id = any($1::uuid[])"
EXPIRING = f"""
select {STOCKED_COLUMNS} from market_stocked s where s.expires_on > $1 and s.expires_on <= $2
order by s.expires_on, s.pool_id
"""
OF_POOL = """
select v.item_id from market_stocked s join market_variant v on v.id = s.variant_id
where s.pool_id = $1
"""
LIVE = "select item_id from market_search where item_id >= $1 order by item_id limit $2"
STARTS = """
select item_id from (
    select item_id, row_number() over (order by item_id) as n from market_search
) numbered where n % $1 = 1 order by item_id
"""


class SearchRow(msgspec.Struct, frozen=True):
    """An item for sale as it is searched; `at`: Mercator's metres."""

    item_id: UUID
    merchant_id: UUID
    category: str
    kind: ItemKind
    pieces: list[int]
    words: str
    min_price: int
    in_stock: bool
    at: tuple[float, float] | None
    since: datetime
    brand: str


class SearchHit(msgspec.Struct, frozen=True):
    """An item that was found; `metres` from the point that was asked about."""

    item_id: UUID
    metres: float | None


class SearchCircle(msgspec.Struct, frozen=True):
    """Within so many metres of a point."""

    point: Point
    metres: float


class SearchFilters(msgspec.Struct, frozen=True):
    """What a search for items is narrowed to; None: any. Prices in minor units. `verified`: only of
    shops that the town has verified as brands; `around`: only of shops that are there; `brand`: as
    shops say.
    """

    categories: Sequence[str] | None = None
    merchant_id: UUID | None = None
    least: int | None = None
    most: int | None = None
    kind: ItemKind | None = None
    in_stock: bool = False
    verified: bool = False
    around: SearchCircle | None = None
    brand: str | None = None


class SearchFacet(msgspec.Struct, frozen=True):
    """How much was found of a category; of that so much can be bought now, and is of verified
    brands.
    """

    category: str
    n: int
    in_stock: int
    verified: int


class BrandCount(msgspec.Struct, frozen=True):
    """How much was found of what shops say is of a brand."""

    name: str
    n: int


class PassingItem(msgspec.Struct, frozen=True):
    """An item that passes the filters."""

    item_id: UUID
    category: str
    in_stock: bool
    verified: bool


class SearchWords(msgspec.Struct, frozen=True):
    """What is asked for: the folded words, and the pieces that what has them has."""

    words: Sequence[str]
    pieces: Sequence[int]

    @property
    def within(self) -> list[str]:
        """As patterns."""
        return [f"%{word}%" for word in self.words]

    @property
    def phrase(self) -> str:
        return " ".join(self.words)


class SearchWindow(msgspec.Struct, frozen=True):
    """In which order, from which place on, how many."""

    sort: str
    near: Point | None
    limit: int
    skipped: int


async def put(db: Db, rows: Sequence[SearchRow]) -> None:
    await db.run_many(PUT, [msgspec.structs.astuple(one) for one in rows])


async def forget(db: Db, items: Iterable[UUID]) -> None:
    """They are not for sale."""
    await db.run(FORGET, list(items))


async def forget_shops(db: Db, merchants: list[UUID]) -> None:
    """Nothing of these is for sale."""
    await db.run(FORGET_SHOPS, merchants)


async def set_in_stock(db: Db, item_id: UUID, there: bool) -> None:
    await db.run(SET_IN_STOCK, item_id, there)


async def find(
    db: Db, asked: SearchWords, filters: SearchFilters, page: SearchWindow
) -> list[SearchHit]:
    """What has all of these words."""
    return await db.all_as(SearchHit, FIND, *_values(db, asked, filters), *_place(asked, page))


async def misspelt(
    db: Db, asked: SearchWords, filters: SearchFilters, page: SearchWindow, alike: float
) -> list[SearchHit]:
    """What has words that are so much alike (0 to 1)."""
    await db.value(ALIKE, str(alike))
    values = (*_values(db, asked, filters), *_place(asked, page))
    return await db.all_as(SearchHit, MISSPELT, *values)


async def facets(db: Db, asked: SearchWords, filters: SearchFilters) -> list[SearchFacet]:
    """How much is found of each category, counted up to `MOST_COUNTED` in all."""
    return await db.all_as(SearchFacet, FACETS, *_values(db, asked, filters))


async def brands(db: Db, asked: SearchWords, filters: SearchFilters, most: int) -> list[BrandCount]:
    """How much is found of each brand, the one with most first, whichever is asked for."""
    any_brand = msgspec.structs.replace(filters, brand=None)
    return await db.all_as(BrandCount, BRANDS, *_values(db, asked, any_brand), most)


async def passing(db: Db, items: Iterable[UUID], filters: SearchFilters) -> list[PassingItem]:
    """Those of these items that are for sale and pass, the cheapest first."""
    return await db.all_as(PassingItem, PASSING, *_passes(db, filters), list(items))


async def set_sold(db: Db, sold: Mapping[UUID, int]) -> None:
    """Sets how many people bought each item; of items that are left out, nobody did."""
    await db.run(SET_SOLD, list(sold), list(sold.values()))


def _values(db: Db, asked: SearchWords, filters: SearchFilters) -> tuple[object, ...]:
    return (*_passes(db, filters), list(asked.pieces), asked.within)


def _passes(db: Db, filters: SearchFilters) -> tuple[object, ...]:
    categories = list(filters.categories) if filters.categories is not None else None
    prices = (filters.least, filters.most)
    kept = (categories, filters.merchant_id, *prices, filters.kind, filters.in_stock)
    around = filters.around
    # On Mercator's map what is far from the equator is drawn larger.
    circle = (around.point.metres, around.metres / around.point.shrink) if around else (None, None)
    return (*kept, filters.verified, db.now, *circle, filters.brand)


def _place(asked: SearchWords, page: SearchWindow) -> tuple[object, ...]:
    near = page.near
    begin = (page.sort, near.metres if near else None, asked.phrase)
    return (*begin, page.limit, page.skipped, near.shrink if near else None)


async def open_pools(db: Db, rows: Sequence[Stocked]) -> None:
    """Notes which pool counts what; those that are known stay."""
    pools = [one.pool_id for one in rows]
    places = [one.warehouse_id for one in rows]
    lots, days = [one.lot for one in rows], [one.expires_on for one in rows]
    await db.run(OPEN_POOLS, [one.variant_id for one in rows], places, pools, lots, days)


async def stocked(db: Db, variants: Iterable[UUID]) -> dict[UUID, list[Stocked]]:
    """By variant, in the order of the warehouses."""
    found: dict[UUID, list[Stocked]] = {}
    for one in await db.all_as(Stocked, STOCKED, list(variants)):
        found.setdefault(one.variant_id, []).append(one)
    return found


async def of_pools(db: Db, pools: Iterable[UUID]) -> dict[UUID, Stocked]:
    """Which variant lies where, by the pools that count it."""
    return {one.pool_id: one for one in await db.all_as(Stocked, OF_POOLS, list(pools))}


async def expiring(db: Db, after: date, until: date) -> list[Stocked]:
    """The lots of all shops that expire after a day, until another."""
    return await db.all_as(Stocked, EXPIRING, after, until)


async def item_of_pool(db: Db, pool_id: UUID) -> UUID | None:
    found: UUID | None = await db.value(OF_POOL, pool_id)
    return found


async def live(db: Db, first: UUID, limit: int) -> list[UUID]:
    """The ids of items for sale, sorted, from `first` on, at most `limit`."""
    return [row[0] for row in await db.rows(LIVE, first, limit)]


async def starts(db: Db, each: int) -> list[UUID]:
    """The first id of each `each` items for sale, sorted: where a sitemap's pages begin."""
    return [row[0] for row in await db.rows(STARTS, each)]
