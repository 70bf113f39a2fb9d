"""SQL of items that a catalogue brings: found again by its keys, set on sale, taken back."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from leapfrog.kernel.db import Db

BY_HANDLE = """
select id from market_item
where merchant_id = $1 and handle = any($2::text[]) and handle <> '' and state <> 'erased'
"""
BY_SKU = """
select distinct v.item_id from market_variant v join market_item i on i.id = v.item_id
where v.sku = any($2::text[]) and v.sku <> '' and v.active
    and i.merchant_id = $1 and i.state <> 'erased'
"""
SIZE = "select count(*) from market_item where merchant_id = $1 and state <> 'erased'"
# Whoever reads of it knows what it is.
READY = """
select i.id from market_item i
where i.id = any($1::uuid[]) and i.state in ('draft', 'off', 'live') and i.category <> ''
    and (i.body <> '' or exists (select from market_picture p where p.item_id = i.id))
"""
SET_PICTURES = """
update market_variant v set picture = n.picture
from unnest($1::uuid[], $2::uuid[]) as n (id, picture)
where v.id = n.id and v.picture is distinct from n.picture
    and exists (select from market_picture p where p.id = n.picture and p.item_id = v.item_id)
"""
UNTOUCHED = """
select i.id from market_item i
join unnest($2::uuid[], $3::timestamptz[]) as n (id, changed_at) on n.id = i.id
where i.merchant_id = $1 and i.changed_at <= n.changed_at and i.state <> 'erased'
"""
FORGET_VARIANTS = """
update market_variant set active = false, options = '{}', sku = '', gtin = '', cost = null
where item_id = any($1::uuid[])
"""
FORGET = """
update market_item
set state = 'erased', title = '', body = '', brand = '', options = '[]', attributes = '{}',
    texts = '{}', handle = '', source = '{}'
where id = any($1::uuid[])
"""
FORGET_PICTURES = "delete from market_picture where item_id = any($1::uuid[]) returning id"


async def known(
    db: Db, merchant_id: UUID, handles: Iterable[str], skus: Iterable[str]
) -> list[UUID]:
    """The items of a shop that have one of these handles, or a variant with one of these
    numbers.
    """
    found = await db.rows(BY_HANDLE, merchant_id, list(handles))
    found += await db.rows(BY_SKU, merchant_id, list(skus))
    return list(dict.fromkeys(row[0] for row in found))


async def size(db: Db, merchant_id: UUID) -> int:
    """How many items a shop has, in whatever state."""
    found: int = await db.value(SIZE, merchant_id)
    return found


async def ready(db: Db, items: Iterable[UUID]) -> list[UUID]:
    """Those of these that may be for sale."""
    return [row[0] for row in await db.rows(READY, list(items))]


async def set_pictures(db: Db, pictures: Mapping[UUID, UUID]) -> None:
    """By which of its item's pictures each variant is shown."""
    await db.run(SET_PICTURES, list(pictures), list(pictures.values()))


async def untouched(db: Db, merchant_id: UUID, at: Mapping[UUID, object]) -> list[UUID]:
    """Those of these items that nobody changed since then."""
    found = await db.rows(UNTOUCHED, merchant_id, list(at), list(at.values()))
    return [row[0] for row in found]


async def forget(db: Db, items: list[UUID]) -> list[UUID]:
    """They are nameless from now on; answers their pictures, which are gone."""
    await db.run(FORGET_VARIANTS, items)
    await db.run(FORGET, items)
    return [row[0] for row in await db.rows(FORGET_PICTURES, items)]
