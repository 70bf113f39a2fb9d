"""SQL of items, their variants, pictures and prices."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position
from leapfrog.market.model import (
    Contents,
    Item,
    ItemOption,
    ItemPicture,
    ItemState,
    NewItem,
    NewVariant,
    Offer,
    PriceChange,
    PriceReason,
    StockedVariant,
    Variant,
)

ITEM = """
id, merchant_id, title, body, category, brand, kind, tax_class, state, options, attributes, texts,
handle, source, created_at, changed_at, published_at, state_before
"""
FIND = f"select {ITEM} from market_item where id = any($1::uuid[])"
# A page of all that a shop has, the newest first; of one state, or of all.
OF_SHOP = f"""
select {ITEM} from market_item
where merchant_id = $1 and state <> 'erased' and ($2::text is null or state = $2)
    and ($3::timestamptz is null or (created_at, id) < ($3, $4::uuid))
order by created_at desc, id desc limit $5
"""
COUNTS = """
select merchant_id, jsonb_object_agg(state, n) from (
    select merchant_id, state, count(*) as n from market_item
    where merchant_id = any($1::uuid[]) and state <> 'erased' group by 1, 2
) counted group by 1
"""
LIVE_IDS = "select id from market_item where merchant_id = $1 and state = 'live'"
PUT = """
insert into market_item (
    id, merchant_id, title, body, category, brand, kind, tax_class, options, attributes, texts,
    handle, source, created_at, changed_at, state
) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14, 'draft')
on conflict (id) do update
set title = excluded.title, body = excluded.body, category = excluded.category,
    brand = excluded.brand, kind = excluded.kind, tax_class = excluded.tax_class,
    options = excluded.options, attributes = excluded.attributes, texts = excluded.texts,
    handle = excluded.handle, source = excluded.source, changed_at = excluded.changed_at
where market_item.merchant_id = excluded.merchant_id
"""
TOUCH = "update market_item set changed_at = $2 where id = any($1::uuid[])"
SET_STATE = """
update market_item
set state = $2,
    state_before = case when $2 = 'taken_down' then state end,
    published_at = coalesce(published_at, case when $2 = 'live' then $3::timestamptz end)
where id = any($1::uuid[])
"""
FORGET = """
update market_item
set state = 'erased', title = '', body = '', brand = '', options = '[]', attributes = '{}',
    texts = '{}', handle = '', source = '{}'
where merchant_id = any($1::uuid[])
"""
FORGET_VARIANTS = """
update market_variant v set active = false, options = '{}', sku = '', gtin = '', cost = null
from market_item i where i.id = v.item_id and i.merchant_id = any($1::uuid[])
"""
VARIANT = """
id, price, options, sku, gtin, list_price, cost, contents, no_withdrawal, weight_g, picture,
purchase_limit, item_id, place, active
"""
VARIANTS = f"""
select {VARIANT} from market_variant where item_id = any($1::uuid[]) and active
order by item_id, place, id
"""
VARIANTS_BY_ID = f"select {VARIANT} from market_variant where id = any($1::uuid[])"
LOCK_VARIANTS = """
select id from market_variant where id = any($1::uuid[]) order by id for no key update
"""
# Nobody else's: an id that another item has changes nothing, and is counted as missing.
PUT_VARIANT = """
insert into market_variant (
    id, item_id, place, price, options, sku, gtin, list_price, cost, contents, no_withdrawal,
    weight_g, picture, purchase_limit, active
) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, true)
on conflict (id) do update
set place = excluded.place, price = excluded.price, options = excluded.options,
    sku = excluded.sku, gtin = excluded.gtin, list_price = excluded.list_price,
    -- Meanwhile goods may have come at another cost: who names none does not change it.
    cost = coalesce(excluded.cost, market_variant.cost), contents = excluded.contents,
    no_withdrawal = excluded.no_withdrawal,
    weight_g = excluded.weight_g, picture = excluded.picture,
    purchase_limit = excluded.purchase_limit, active = true
where market_variant.item_id = excluded.item_id
"""
ALL_INACTIVE = "update market_variant set active = false where item_id = any($1::uuid[])"
SAME_SKU = """
select v.sku from market_variant v join market_item i on i.id = v.item_id
where v.sku = any($2::text[]) and v.active and i.merchant_id = $1 and v.item_id <> all($3::uuid[])
limit 1
"""
BY_GTIN = """
select distinct v.item_id from market_variant v join market_search s on s.item_id = v.item_id
where v.gtin = $1 and v.active limit 50
"""
PRICE = """
insert into market_price (variant_id, at, price, why)
select v.id, $2, v.price, $3 from market_variant v
where v.item_id = any($1::uuid[]) and v.active and v.price is distinct from (
    select p.price from market_price p where p.variant_id = v.id order by p.at desc limit 1
)
on conflict (variant_id, at) do update set price = excluded.price, why = excluded.why
"""
# Those since a time, and of each variant the last one before.
PRICES = """
select variant_id, at, price, why from market_price p
where variant_id = any($1::uuid[]) and at >= coalesce((
    select max(b.at) from market_price b where b.variant_id = p.variant_id and b.at <= $2
), '-infinity')
order by variant_id, at
"""
ALL_PRICES = """
select variant_id, at, price, why from market_price where variant_id = any($1::uuid[])
order by variant_id, at
"""
PICTURE = "id, item_id, place, sha256, small, width, height, alt"
PICTURES = f"""
select {PICTURE} from market_picture where item_id = any($1::uuid[]) order by item_id, place, id
"""
PICTURES_BY_ID = f"select {PICTURE} from market_picture where id = any($1::uuid[])"
ADD_PICTURE = f"insert into market_picture ({PICTURE}) values ($1, $2, $3, $4, $5, $6, $7, $8)"
DROP_PICTURE = "delete from market_picture where id = $1"
SORT_PICTURES = """
update market_picture p set place = w.place - 1
from unnest($2::uuid[]) with ordinality as w (id, place)
where p.id = w.id and p.item_id = $1
"""
FORGET_PICTURES = """
delete from market_picture p using market_item i
where i.id = p.item_id and i.merchant_id = any($1::uuid[]) returning p.id
"""
OFFERS = """
select v.id as variant_id, v.item_id, i.merchant_id, i.title, v.options,
    coalesce(v.picture, (
        select p.id from market_picture p where p.item_id = i.id order by p.place, p.id limit 1
    )) as picture,
    v.price, f.currency, i.tax_class, i.kind, v.weight_g, v.purchase_limit, v.no_withdrawal,
    i.category, s.pools, s.places, case when exists (
        select from market_member_rule r where r.merchant_id = i.merchant_id
    ) then m.price end as member_price
from market_variant v
join market_item i on i.id = v.item_id
join market_front f on f.merchant_id = i.merchant_id
left join market_member_price m on m.variant_id = v.id
join lateral (
    select coalesce(array_agg(s.pool_id order by w.place, w.id, s.expires_on) filter (
            where s.expires_on is null or s.expires_on > $2
        ), '{}') as pools,
        coalesce(array_agg(s.warehouse_id order by w.place, w.id, s.expires_on) filter (
            where s.expires_on is null or s.expires_on > $2
        ), '{}') as places
    from market_stocked s join market_warehouse w on w.id = s.warehouse_id
    where s.variant_id = v.id group by s.variant_id
) s on true
where v.id = any($1::uuid[]) and v.active and i.state = 'live' and f.state = 'open'
"""
ON_SHELVES = """
select v.id, v.item_id, i.merchant_id, i.title, v.options, v.sku, v.gtin, v.price, v.cost, (
    select p.small from market_picture p
    where p.item_id = i.id and (v.picture is null or p.id = v.picture)
    order by p.place, p.id limit 1
) as small
from market_variant v join market_item i on i.id = v.item_id
"""
OF_SHELVES = f"""
{ON_SHELVES} where i.merchant_id = $1 and v.active and i.state <> 'erased'
order by i.title, i.id, v.place, v.id
"""
ON_SHELVES_BY_ID = f"{ON_SHELVES} where v.id = any($1::uuid[])"
OF_CODE = f"""
{ON_SHELVES} where i.merchant_id = $1 and v.active and i.state <> 'erased'
    and (($2 <> '' and v.gtin = $2) or ($3 <> '' and v.sku = $3))
order by (v.gtin = $2) desc, v.id limit 1
"""
SET_COST = """
update market_variant v set cost = n.cost from unnest($1::uuid[], $2::bigint[]) as n (id, cost)
where v.id = n.id
"""


async def items(db: Db, ids: Iterable[UUID]) -> dict[UUID, Item]:
    """The items of these ids, by id, in whatever state."""
    return {one.id: one for one in map(_item, await db.all_as(Item, FIND, list(ids)))}


async def of_shop(
    db: Db,
    merchant_id: UUID,
    state: ItemState | None,
    before: Position,
    limit: int,
) -> list[Item]:
    """The newest first, after the one at this position."""
    found = await db.all_as(Item, OF_SHOP, merchant_id, state, before.at, before.id, limit)
    return [_item(one) for one in found]


async def counts(db: Db, merchants: Iterable[UUID]) -> dict[UUID, dict[str, int]]:
    """How many items of each state each of these shops has, but for those that have none."""
    return {row[0]: row[1] for row in await db.rows(COUNTS, list(merchants))}


async def live_ids(db: Db, merchant_id: UUID) -> list[UUID]:
    return [row[0] for row in await db.rows(LIVE_IDS, merchant_id)]


async def put(db: Db, merchant_id: UUID, wanted: Sequence[tuple[UUID, NewItem]]) -> None:
    """New ones are drafts; an id of another shop's changes nothing."""
    rows = []
    for item_id, one in wanted:
        said = (one.title, one.body, one.category, one.brand, one.kind)
        more = (one.options, one.attributes, one.texts, one.handle, one.source)
        rows.append((item_id, merchant_id, *said, one.tax_class, *more, db.now))
    await db.run_many(PUT, rows)


async def touch(db: Db, ids: list[UUID]) -> None:
    """They were changed just now."""
    await db.run(TOUCH, ids, db.now)


async def set_state(db: Db, ids: list[UUID], state: ItemState) -> None:
    await db.run(SET_STATE, ids, state, db.now)


async def forget(db: Db, merchants: list[UUID]) -> list[UUID]:
    """All that these shops sold is nameless from now on; answers the pictures, which are gone."""
    await db.run(FORGET_VARIANTS, merchants)
    await db.run(FORGET, merchants)
    return [row[0] for row in await db.rows(FORGET_PICTURES, merchants)]


async def variants(db: Db, items: Iterable[UUID]) -> dict[UUID, list[Variant]]:
    """Those that are offered, by item, in their order."""
    found: dict[UUID, list[Variant]] = {}
    for one in await db.all_as(Variant, VARIANTS, list(items)):
        found.setdefault(one.item_id, []).append(_variant(one))
    return found


async def variants_by_id(db: Db, ids: Iterable[UUID]) -> dict[UUID, Variant]:
    """Also those that are not offered any more."""
    found = await db.all_as(Variant, VARIANTS_BY_ID, list(ids))
    return {one.id: _variant(one) for one in found}


async def put_variants(db: Db, wanted: Mapping[UUID, Sequence[NewVariant]]) -> None:
    """These are the variants of the items, and no others. An id of another item's changes
    nothing.
    """
    await db.run(ALL_INACTIVE, list(wanted))
    rows = [
        _values(item_id, n, one)
        for item_id, variants in wanted.items()
        for n, one in enumerate(variants)
    ]
    await db.run_many(PUT_VARIANT, rows)


async def put_variant(db: Db, kept: Variant) -> None:
    await db.run(PUT_VARIANT, *_values(kept.item_id, kept.place, kept))


def _values(item_id: UUID, place: int, one: NewVariant) -> tuple[object, ...]:
    amounts = (one.list_price, one.cost, one.contents, one.no_withdrawal)
    ends = (one.weight_g, one.picture, one.purchase_limit)
    names = (one.options, one.sku, one.gtin)
    return (one.id, item_id, place, one.price, *names, *amounts, *ends)


async def used_sku(db: Db, merchant_id: UUID, skus: list[str], items: list[UUID]) -> str | None:
    """One of these that another item of the shop has than these."""
    found: str | None = await db.value(SAME_SKU, merchant_id, skus, items)
    return found


async def by_gtin(db: Db, gtin: str) -> list[UUID]:
    """The items for sale of which a variant has this barcode."""
    return [row[0] for row in await db.rows(BY_GTIN, gtin)]


async def note_prices(db: Db, items: list[UUID], why: PriceReason) -> None:
    """Writes down the prices of these items' variants that are others than before."""
    await db.run(PRICE, items, db.now, why)


async def prices(
    db: Db, variants: Iterable[UUID], since: datetime
) -> dict[UUID, list[PriceChange]]:
    """By variant, in order of time: those since then, and the one that was asked then."""
    return _by_variant(await db.all_as(PriceChange, PRICES, list(variants), since))


async def all_prices(db: Db, variants: Iterable[UUID]) -> dict[UUID, list[PriceChange]]:
    """By variant, in order of time."""
    return _by_variant(await db.all_as(PriceChange, ALL_PRICES, list(variants)))


def _by_variant(changes: Iterable[PriceChange]) -> dict[UUID, list[PriceChange]]:
    found: dict[UUID, list[PriceChange]] = {}
    for one in changes:
        found.setdefault(one.variant_id, []).append(one)
    return found


async def pictures(db: Db, items: Iterable[UUID]) -> dict[UUID, list[ItemPicture]]:
    """By item, in their order."""
    found: dict[UUID, list[ItemPicture]] = {}
    for one in await db.all_as(ItemPicture, PICTURES, list(items)):
        found.setdefault(one.item_id, []).append(one)
    return found


async def pictures_by_id(db: Db, ids: Iterable[UUID]) -> dict[UUID, ItemPicture]:
    return {one.id: one for one in await db.all_as(ItemPicture, PICTURES_BY_ID, list(ids))}


async def add_picture(db: Db, kept: ItemPicture) -> None:
    await db.run(ADD_PICTURE, *msgspec.structs.astuple(kept))


async def drop_picture(db: Db, picture_id: UUID) -> None:
    await db.run(DROP_PICTURE, picture_id)


async def sort_pictures(db: Db, item_id: UUID, order: list[UUID]) -> None:
    await db.run(SORT_PICTURES, item_id, order)


async def offers(db: Db, variants: Iterable[UUID]) -> list[Offer]:
    return await db.all_as(Offer, OFFERS, list(variants), db.now.date())


async def of_shelves(db: Db, merchant_id: UUID) -> list[StockedVariant]:
    """All that a shop has variants of, by title."""
    return await db.all_as(StockedVariant, OF_SHELVES, merchant_id)


async def on_shelves(db: Db, variants: Iterable[UUID]) -> dict[UUID, StockedVariant]:
    found = await db.all_as(StockedVariant, ON_SHELVES_BY_ID, list(variants))
    return {one.id: one for one in found}


async def of_code(db: Db, merchant_id: UUID, gtin: str, sku: str) -> StockedVariant | None:
    """A bar code goes before a number of the shop's own."""
    return await db.one_as(StockedVariant, OF_CODE, merchant_id, gtin, sku)


async def lock_variants(db: Db, variants: Iterable[UUID]) -> None:
    """Nobody else changes these until the end of the transaction."""
    await db.run(LOCK_VARIANTS, list(variants))


async def set_costs(db: Db, costs: Mapping[UUID, int]) -> None:
    await db.run(SET_COST, list(costs), list(costs.values()))


def _item(raw: Item) -> Item:
    return msgspec.structs.replace(raw, options=msgspec.convert(raw.options, list[ItemOption]))


def _variant(raw: Variant) -> Variant:
    return msgspec.structs.replace(raw, contents=msgspec.convert(raw.contents, Contents | None))
