"""How the stock of a shop is shown to who keeps it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from leapfrog import market
from leapfrog.identity import avatar_url
from leapfrog.kernel.db import Db
from leapfrog.market import Shelved, StockedVariant
from leapfrog.warehouses import access, store, store_counts, store_purchases
from leapfrog.warehouses.model import (
    WARN_DAYS,
    CountLine,
    CountReason,
    PurchaseState,
    StockCount,
    StockTransfer,
    Supplier,
    SupplierOrder,
)
from leapfrog.warehouses.stocktaking import KeptStock, KeptVariant
from leapfrog.warehouses.watching import expired, sellable


class GoodsShown(msgspec.Struct, frozen=True):
    """A variant by which people know it."""

    variant_id: UUID
    item_id: UUID
    title: str
    options: list[str]
    sku: str
    gtin: str
    picture_url: str | None


class StockPlaceShown(msgspec.Struct, frozen=True):
    """A warehouse of a shop; the first one is the shop itself."""

    id: UUID
    name: str
    lat: float | None
    lon: float | None


class ShelvedShown(msgspec.Struct, frozen=True):
    """What lies of a variant in a warehouse, of one lot: `free` of the `units` can be sold, unless
    it `is_expired`.
    """

    warehouse_id: UUID
    lot: str
    expires_on: date | None
    is_expired: bool
    shelf: str
    units: int
    free: int


class KeptVariantShown(GoodsShown, frozen=True, kw_only=True):
    """A variant of a shop with its stock. `free`: can be sold; `moving`, `expected`: units between
    warehouses, and ordered; `value`: at cost, minor units; `is_low`: it runs low since a while.
    """

    units: int
    free: int
    moving: int
    expected: int
    low_water: int | None
    is_low: bool
    cost: int | None
    value: int
    there: list[ShelvedShown]
    shelves: dict[UUID, str]


class KeptStockShown(msgspec.Struct, frozen=True):
    """The stock of a shop, a page of it. Over all of it: `units`, their `value` at cost (minor
    units), of how many variants no cost is known, how many run `low`, how many `expire` within a
    week or did. `next`: how many to skip for the page after; null: it was the last.
    """

    variants: list[KeptVariantShown]
    places: list[StockPlaceShown]
    currency: str
    units: int
    value: int
    without_cost: int
    low: int
    expiring: int
    next: int | None


class TransferLineShown(msgspec.Struct, frozen=True):
    """`arrived` null: nobody has looked yet."""

    goods: GoodsShown
    lot: str
    expires_on: date | None
    n: int
    arrived: int | None


class StockTransferShown(msgspec.Struct, frozen=True):
    """Goods between two warehouses; `arrived_at` null: they are on their way."""

    id: UUID
    from_id: UUID
    to_id: UUID
    note: str
    sent_at: datetime
    arrived_at: datetime | None
    lines: list[TransferLineShown]


class StockTransfers(msgspec.Struct, frozen=True):
    """The newest first."""

    transfers: list[StockTransferShown]
    places: list[StockPlaceShown]
    next: str | None


class CountLineShown(msgspec.Struct, frozen=True):
    """`expected`: by the books; `claimed` of these are sold and not sent; `value`: of what differs,
    at cost, minor units.
    """

    goods: GoodsShown
    lot: str
    counted: int
    expected: int
    claimed: int
    value: int
    reason: CountReason


class StockCountShown(msgspec.Struct, frozen=True):
    """What was counted beside what the books say; `booked_at` null: nothing has changed yet."""

    id: UUID
    warehouse_id: UUID
    at: datetime
    booked_at: datetime | None
    currency: str
    lines: list[CountLineShown]


class SupplierShown(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    contact: str


class SupplierLineShown(msgspec.Struct, frozen=True):
    """`cost`: of each, minor units."""

    goods: GoodsShown
    n: int
    cost: int
    received: int


class SupplierOrderShown(msgspec.Struct, frozen=True):
    """What was ordered from a supplier, and what of it came; `total`: minor units."""

    id: UUID
    supplier: SupplierShown
    warehouse_id: UUID
    state: PurchaseState
    expected_on: date | None
    note: str
    at: datetime
    ended_at: datetime | None
    total: int
    lines: list[SupplierLineShown]


class SupplierOrders(msgspec.Struct, frozen=True):
    """The newest first."""

    purchases: list[SupplierOrderShown]
    suppliers: list[SupplierShown]
    places: list[StockPlaceShown]
    currency: str
    next: str | None


def goods_shown(one: StockedVariant) -> GoodsShown:
    return GoodsShown(
        variant_id=one.id,
        item_id=one.item_id,
        title=one.title,
        options=one.options,
        sku=one.sku,
        gtin=one.gtin,
        picture_url=avatar_url(one.small),
    )


def variant_shown(db: Db, one: KeptVariant) -> KeptVariantShown:
    return KeptVariantShown(
        **msgspec.structs.asdict(goods_shown(one.variant)),
        units=one.units,
        free=sellable(db, one.there),
        moving=one.moving,
        expected=one.expected,
        low_water=one.watch.low_water if one.watch else None,
        is_low=one.watch is not None and one.watch.warned_at is not None,
        cost=one.variant.cost,
        value=one.value,
        there=[_shelved(db, each, one.shelves) for each in one.there],
        shelves=one.shelves,
    )


def _shelved(db: Db, one: Shelved, shelves: Mapping[UUID, str]) -> ShelvedShown:
    return ShelvedShown(
        warehouse_id=one.at.warehouse_id,
        lot=one.at.lot,
        expires_on=one.at.expires_on,
        is_expired=expired(db, one),
        shelf=shelves.get(one.at.warehouse_id, ""),
        units=one.units,
        free=one.free,
    )


class StockPage(msgspec.Struct, frozen=True):
    """Which of a shop's variants are shown: with these words, those that run low alone, from which
    on, how many.
    """

    words: str = ""
    only: str = "all"
    skipped: int = 0
    limit: int = 50


def stock_shown(db: Db, kept: KeptStock, page: StockPage) -> KeptStockShown:
    low = [one for one in kept.variants if one.watch and one.watch.warned_at]
    soon = [one for one in kept.variants if _expires(db, one)]
    chosen = {"low": low, "expiring": soon}.get(page.only, kept.variants)
    found = [one for one in chosen if _has(one.variant, page.words.casefold())]
    shown = found[page.skipped : page.skipped + page.limit]
    after = page.skipped + len(shown)
    return KeptStockShown(
        variants=[variant_shown(db, one) for one in shown],
        places=places_shown(kept),
        currency=kept.currency,
        units=sum(one.units + one.moving for one in kept.variants),
        value=sum(one.value for one in kept.variants),
        without_cost=sum(
            1 for one in kept.variants if one.variant.cost is None and one.units + one.moving
        ),
        low=len(low),
        expiring=len(soon),
        next=after if after < len(found) else None,
    )


def _expires(db: Db, one: KeptVariant) -> bool:
    return any(
        each.units
        and each.at.expires_on is not None
        and (each.at.expires_on - db.now.date()).days <= WARN_DAYS
        for each in one.there
    )


def _has(one: StockedVariant, words: str) -> bool:
    said = " ".join([one.title, *one.options, one.sku, one.gtin]).casefold()
    return all(word in said for word in words.split())


def places_shown(kept: KeptStock) -> list[StockPlaceShown]:
    return [StockPlaceShown(one.id, one.name, one.lat, one.lon) for one in kept.places]


async def places_of(db: Db, merchant_id: UUID) -> list[StockPlaceShown]:
    found = await access.places(db, merchant_id)
    return [StockPlaceShown(one.id, one.name, one.lat, one.lon) for one in found.values()]


async def transfers_shown(db: Db, some: Sequence[StockTransfer]) -> list[StockTransferShown]:
    lines = await store.transfer_lines(db, [one.id for one in some])
    known = await _goods(db, (line.variant_id for each in lines.values() for line in each))
    return [
        StockTransferShown(
            id=one.id,
            from_id=one.from_id,
            to_id=one.to_id,
            note=one.note,
            sent_at=one.sent_at,
            arrived_at=one.arrived_at,
            lines=[
                TransferLineShown(
                    known[line.variant_id], line.lot, line.expires_on, line.n, line.arrived
                )
                for line in lines.get(one.id, [])
            ],
        )
        for one in some
    ]


async def _goods(db: Db, variants: Iterable[UUID]) -> dict[UUID, GoodsShown]:
    found = await market.variants_on_shelves(db, {*variants})
    return {each: goods_shown(one) for each, one in found.items()}


async def count_shown(
    db: Db, one: StockCount, lines: Sequence[CountLine], currency: str
) -> StockCountShown:
    known = await market.variants_on_shelves(db, {line.variant_id for line in lines})
    there = await market.shelved(db, known)
    claimed = {each.at.pool_id: each.units - each.free for some in there.values() for each in some}
    return StockCountShown(
        id=one.id,
        warehouse_id=one.warehouse_id,
        at=one.at,
        booked_at=one.booked_at,
        currency=currency,
        lines=[
            CountLineShown(
                goods=goods_shown(known[line.variant_id]),
                lot=line.lot,
                counted=line.counted,
                expected=line.expected,
                claimed=claimed.get(line.pool_id, 0),
                value=(line.counted - line.expected) * (known[line.variant_id].cost or 0),
                reason=line.reason,
            )
            for line in lines
        ],
    )


async def counts_shown(db: Db, some: Sequence[StockCount], currency: str) -> list[StockCountShown]:
    lines = await store_counts.lines(db, [one.id for one in some])
    return [await count_shown(db, one, lines.get(one.id, []), currency) for one in some]


def supplier_shown(one: Supplier) -> SupplierShown:
    return SupplierShown(one.id, one.name, one.contact)


async def purchases_shown(
    db: Db, merchant_id: UUID, some: Sequence[SupplierOrder]
) -> list[SupplierOrderShown]:
    lines = await store_purchases.lines(db, [one.id for one in some])
    suppliers = await store_purchases.suppliers(db, [merchant_id])
    known = await _goods(db, (line.variant_id for each in lines.values() for line in each))
    return [
        SupplierOrderShown(
            id=one.id,
            supplier=supplier_shown(suppliers[one.supplier_id]),
            warehouse_id=one.warehouse_id,
            state=one.state,
            expected_on=one.expected_on,
            note=one.note,
            at=one.at,
            ended_at=one.ended_at,
            total=sum(line.n * line.cost for line in lines[one.id]),
            lines=[
                SupplierLineShown(known[line.variant_id], line.n, line.cost, line.received)
                for line in lines[one.id]
            ],
        )
        for one in some
    ]
