"""Many items of a shop at once, as a catalogue brings them: found again, written, counted, set on
sale, taken back. Whoever calls has asked whether the person may (`run_front`).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel import files
from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position
from leapfrog.market import (
    bans,
    indexing,
    items,
    stocking,
    store_bringing,
    store_items,
    store_search,
)
from leapfrog.market.model import Item, ItemPicture, NewItem, NewVariant, Variant

Sale = Literal["live", "off"]


class KnownItem(msgspec.Struct, frozen=True):
    """An item that a shop has, with its variants, how many of each lie at the shop (those that
    nobody counted are missing), and its pictures.
    """

    item: Item
    variants: list[Variant]
    units: dict[UUID, int]
    pictures: list[ItemPicture]

    def as_wanted(self) -> NewItem:
        """As it would be written to stay as it is."""
        kept = {
            name: getattr(self.item, name) for name in NewItem.__struct_fields__ if name in ITEM
        }
        names = NewVariant.__struct_fields__
        variants = [NewVariant(**{name: getattr(v, name) for name in names}) for v in self.variants]
        return NewItem(**kept, variants=variants)


ITEM = frozenset(Item.__struct_fields__)


class BroughtItem(msgspec.Struct, frozen=True):
    """An item to be written, checked already. `sale`: whether it is for sale from then on, as soon
    as it is complete; None: as it was. `units`: how many lie there of its variants.
    """

    id: UUID
    wanted: NewItem
    sale: Sale | None = None
    units: dict[UUID, int] = {}


async def known_items(
    db: Db, merchant_id: UUID, handles: Iterable[str], skus: Iterable[str]
) -> list[KnownItem]:
    """The items of a shop with one of these catalogue keys, or of a variant with such a number."""
    return await _with_parts(db, await store_bringing.known(db, merchant_id, handles, skus))


async def _with_parts(db: Db, ids: Sequence[UUID]) -> list[KnownItem]:
    if not ids:
        return []
    found = await store_items.items(db, ids)
    variants = await store_items.variants(db, ids)
    pictures = await store_items.pictures(db, ids)
    shops = {v.id: found[v.item_id].merchant_id for some in variants.values() for v in some}
    units = await stocking.at_shop(db, shops)
    return [
        KnownItem(
            item=one,
            variants=variants.get(one.id, []),
            units={v.id: units[v.id] for v in variants.get(one.id, []) if v.id in units},
            pictures=pictures.get(one.id, []),
        )
        for one in found.values()
    ]


async def shop_items(db: Db, merchant_id: UUID, before: Position, limit: int) -> list[KnownItem]:
    """A page of all items that a shop has, in whatever state, the newest first."""
    page = await store_items.of_shop(db, merchant_id, None, before, limit)
    found = {one.item.id: one for one in await _with_parts(db, [one.id for one in page])}
    return [found[one.id] for one in page]


async def bring_items(db: Db, merchant_id: UUID, by: UUID, brought: Sequence[BroughtItem]) -> None:
    """Writes items of a locked front with their stock, and sets on sale those that are complete;
    what was for sale and is now called something that is banned is not any more. Raises `Invalid`,
    `ItemIdUsed`, `ItemTakenDown`, `SkuUsed`, `NoPicture`.
    """
    if not brought:
        return
    wanted = [(one.id, one.wanted) for one in brought]
    await items.write(db, merchant_id, wanted, "import")
    units = {variant: n for one in brought for variant, n in one.units.items()}
    await stocking.count_all(db, merchant_id, by, units)
    await set_sale(db, {one.id: one.sale for one in brought if one.sale})
    there = await store_items.items(db, [one.id for one in brought])
    shown = {one: item for one, item in there.items() if item.state == "live"}
    await store_items.set_state(db, list(await bans.prohibited(db, shown)), "off")
    await indexing.index(db, [one.id for one in brought])


async def set_sale(db: Db, sale: Mapping[UUID, Sale]) -> None:
    """For sale or not; what is not complete, or cannot be sold here, stays a draft."""
    live = [one for one, state in sale.items() if state == "live"]
    ready = await store_bringing.ready(db, live)
    banned = await bans.prohibited(db, await store_items.items(db, ready))
    await store_items.set_state(db, [one for one in ready if one not in banned], "live")
    off = [one for one, state in sale.items() if state == "off"]
    there = await store_items.items(db, off)
    shown = [one.id for one in there.values() if one.state == "live"]
    await store_items.set_state(db, shown, "off")


async def complete_sale(db: Db, wanted: Iterable[UUID], pictures: Mapping[UUID, UUID]) -> None:
    """After pictures of a catalogue came: sets those of variants, and puts on sale the items that
    wait for nothing more.
    """
    await store_bringing.set_pictures(db, pictures)
    ids = list(wanted)
    await set_sale(db, dict.fromkeys(ids, "live"))
    await indexing.index(db, ids)


async def untouched_items(db: Db, merchant_id: UUID, at: Mapping[UUID, datetime]) -> list[UUID]:
    """Those of these items of a shop that nobody changed since the time given with each."""
    return await store_bringing.untouched(db, merchant_id, at)


async def take_back(db: Db, ids: Sequence[UUID]) -> None:
    """Erases these items: their words and pictures go, numbers and prices stay for buyers."""
    await store_search.forget(db, ids)
    pictures = await store_bringing.forget(db, list(ids))
    await files.forget(db, await files.disown_several(db, pictures))


async def size_of_shop(db: Db, merchant_id: UUID) -> int:
    """How many items a shop has, in whatever state."""
    return await store_bringing.size(db, merchant_id)
