"""Items: written, changed, published, counted by who runs the shop."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog import till
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import check_new_id
from leapfrog.market import bans, checking, indexing, shops, store, store_items
from leapfrog.market.errors import (
    ItemIdUsed,
    ItemIncomplete,
    ItemTakenDown,
    NoFront,
    NoItem,
    NoPicture,
    NoVariant,
    SkuUsed,
)
from leapfrog.market.model import Item, NewItem, NewVariant, Offer, PriceReason, Variant


async def item_of_variant(db: Db, variant_id: UUID) -> Item | None:
    """The item that has this variant, in whatever state; None for none."""
    found = (await store_items.variants_by_id(db, [variant_id])).get(variant_id)
    return (await store_items.items(db, [found.item_id])).get(found.item_id) if found else None


async def offers(db: Db, variant_ids: Iterable[UUID]) -> dict[UUID, Offer]:
    """Those of these variants that are for sale now, also sold out, by variant."""
    return {one.variant_id: one for one in await store_items.offers(db, variant_ids)}


async def led_offer(db: Db, me: UUID, variant_id: UUID) -> Offer:
    """A variant for sale now of a shop that I lead. Raises `NoVariant`, `RoleNeeded`."""
    offer = (await offers(db, [variant_id])).get(variant_id)
    if offer is None:
        raise NoVariant
    try:
        await till.enter_shop(db, me, offer.merchant_id, till.LEADING_ROLES)
    except till.NoMerchant:
        raise NoVariant from None
    return offer


async def own_variant(db: Db, me: UUID, variant_id: UUID) -> Variant:
    """One that can be had, of an item of a shop that I lead. Raises `NoVariant`, `RoleNeeded`."""
    variant = (await store_items.variants_by_id(db, [variant_id])).get(variant_id)
    if variant is None or not variant.active:
        raise NoVariant
    try:
        await own_item(db, me, variant.item_id)
    except NoItem:
        raise NoVariant from None
    return variant


async def item(db: Db, item_id: UUID) -> Item:
    """An item that is for sale, in an open shop. Raises `NoItem`."""
    found = (await store_items.items(db, [item_id])).get(item_id)
    if found is None or found.state != "live":
        raise NoItem
    shop = (await shops.fronts(db, [found.merchant_id]))[found.merchant_id]
    if shop.state != "open":
        raise NoItem
    return found


async def own_item(db: Db, me: UUID, item_id: UUID) -> Item:
    """One of a shop that I run, in whatever state, locked until the transaction ends. Raises
    `NoItem`, `RoleNeeded`.
    """
    found = await look_item(db, me, item_id)
    await store.lock(db, found.merchant_id)
    # Somebody may have changed it before.
    return (await store_items.items(db, [item_id]))[item_id]


async def look_item(db: Db, me: UUID, item_id: UUID) -> Item:
    """An item of a shop that I run, in whatever state, not locked; as `own_item`."""
    found = (await store_items.items(db, [item_id])).get(item_id)
    if found is None or found.state == "erased":
        raise NoItem
    try:
        await shops.look(db, me, found.merchant_id)
    except (till.NoMerchant, NoFront):
        raise NoItem from None
    return found


async def put_item(db: Db, me: UUID, item_id: UUID, merchant_id: UUID, wanted: NewItem) -> Item:
    """Makes an item of a shop that I run, as a draft, or changes it: it has these variants and no
    others then. Raises `NoMerchant`, `RoleNeeded`, `NoFront`, `Invalid`, `ItemIdUsed`,
    `ItemTakenDown`, `SkuUsed`, `NoPicture`, `ItemProhibited` for what is for sale.
    """
    await shops.run(db, me, merchant_id)
    kept = checking.item(wanted)
    [made] = await write(db, merchant_id, [(item_id, kept)], "base")
    if made.state == "live":
        await bans.check(db, {made.id: made})
    await indexing.index(db, [item_id])
    return made


async def write(
    db: Db, merchant_id: UUID, wanted: Sequence[tuple[UUID, NewItem]], why: PriceReason
) -> list[Item]:
    """Items of a locked front, each checked already; the search does not know of it yet. Raises
    `Invalid`, `ItemIdUsed`, `ItemTakenDown`, `SkuUsed`, `NoPicture`.
    """
    ids = [item_id for item_id, _ in wanted]
    there = await store_items.items(db, ids)
    for item_id in ids:
        _check_own(merchant_id, item_id, there.get(item_id))
    variants = {item_id: new.variants for item_id, new in wanted}
    await _check_free(db, merchant_id, variants)
    await store_items.put(db, merchant_id, wanted)
    await store_items.put_variants(db, variants)
    await store_items.note_prices(db, ids, why)
    found = await store_items.items(db, ids)
    # Somebody else's with the same id may have come in meanwhile.
    if any(found[one].merchant_id != merchant_id for one in ids):
        raise ItemIdUsed
    await bans.forget_exceptions(db, there, found)
    return [found[one] for one in ids]


def _check_own(merchant_id: UUID, item_id: UUID, before: Item | None) -> None:
    """It is new, or this shop's."""
    if before is None:
        check_new_id(item_id)
    elif before.merchant_id != merchant_id or before.state == "erased":
        raise ItemIdUsed
    elif before.state == "taken_down":
        raise ItemTakenDown


async def _check_free(
    db: Db, merchant_id: UUID, wanted: Mapping[UUID, Sequence[NewVariant]]
) -> None:
    """Nothing of these variants, by item, is another item's."""
    item_of = {one.id: item_id for item_id, some in wanted.items() for one in some}
    known = await store_items.variants_by_id(db, item_of)
    for variant_id, item_id in item_of.items():
        if variant_id not in known:
            check_new_id(variant_id)
        elif known[variant_id].item_id != item_id:
            raise ItemIdUsed
    every = [one for some in wanted.values() for one in some]
    skus = [one.sku for one in every if one.sku]
    used = await store_items.used_sku(db, merchant_id, skus, list(wanted)) if skus else None
    if used:
        raise SkuUsed(sku=used)
    if any(one.picture for one in every):
        await _check_pictures(db, wanted)


async def _check_pictures(db: Db, wanted: Mapping[UUID, Sequence[NewVariant]]) -> None:
    pictures = await store_items.pictures(db, wanted)
    for item_id, variants in wanted.items():
        own = {one.id for one in pictures.get(item_id, [])}
        if {one.picture for one in variants if one.picture} - own:
            raise NoPicture


async def put_variant(db: Db, me: UUID, item_id: UUID, wanted: NewVariant) -> Variant:
    """Changes one of the variants that an item has: price, number, picture. Raises `NoItem`,
    `RoleNeeded`, `ItemTakenDown`, `NoVariant`, `Invalid`, `SkuUsed`, `NoPicture`, `ItemProhibited`.
    """
    found = await own_item(db, me, item_id)
    if found.state == "taken_down":
        raise ItemTakenDown
    own = (await store_items.variants(db, [item_id])).get(item_id, [])
    before = {one.id: one for one in own}.get(wanted.id)
    if before is None:
        raise NoVariant
    kept = checking.variant(wanted, found.options)
    others = [one for one in own if one.id != kept.id]
    checking.check_apart([kept, *others])
    await _check_free(db, found.merchant_id, {item_id: [kept]})
    changed = Variant(
        **msgspec.structs.asdict(kept), item_id=item_id, place=before.place, active=True
    )
    await store_items.put_variant(db, changed)
    if found.state == "live":
        await bans.check(db, {found.id: found})
    await store_items.touch(db, [item_id])
    await store_items.note_prices(db, [item_id], "base")
    await indexing.index(db, [item_id])
    return changed


async def publish(db: Db, me: UUID, item_id: UUID, state: Literal["live", "off"]) -> Item:
    """Sets an item of mine on sale (`live`), or takes it off; again is the same. Raises `NoItem`,
    `RoleNeeded`, `ItemTakenDown`, `ItemIncomplete`, `ItemProhibited`.
    """
    found = await own_item(db, me, item_id)
    if found.state == "taken_down":
        raise ItemTakenDown
    if state == "live":
        await _check_complete(db, found)
        await bans.check(db, {found.id: found})
    await store_items.set_state(db, [item_id], state)
    await indexing.index(db, [item_id])
    return (await store_items.items(db, [item_id]))[item_id]


async def _check_complete(db: Db, found: Item) -> None:
    """Whoever reads of it knows what it is: it has a category, and a picture or some words."""
    missing = [] if found.category else ["category"]
    if not found.body and not (await store_items.pictures(db, [found.id])).get(found.id):
        missing.append("pictures")
    if missing:
        raise ItemIncomplete(fields=missing)
