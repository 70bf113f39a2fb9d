"""Routes of the market for who runs a shop: its front, items, pictures, stock."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import AnyRequest, DbIn, Input, TownIn, read_body
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.paging import Before, Position, Size, checked_position, next_of
from leapfrog.market import items, photos, shapes, shops, stocking, store_items
from leapfrog.market.model import (
    Contents,
    Front,
    FrontWishes,
    Item,
    ItemKind,
    ItemOption,
    NewItem,
    NewVariant,
    ReturnPayer,
    TaxClass,
    Warehouse,
)
from leapfrog.market.photos import PictureUpload
from leapfrog.market.shapes import OwnItem, PictureShown
from leapfrog.market.stocking import StockChange

LARGEST_PICTURE = 12_000_000
SHOWING = Limit("market_picture", 300, 3600)
WRITING = Limit("market_write", 1200, 3600)
Text = Annotated[str, msgspec.Meta(max_length=12_000)]
Word = Annotated[str, msgspec.Meta(max_length=600)]
MerchantId = FromPath[UUID]
ItemId = FromPath[UUID]
OfState = Annotated[
    Literal["draft", "live", "off", "taken_down"] | None,
    QueryParameter(description="Only those of this state."),
]
Alt = Annotated[str, QueryParameter(max_length=500, description="What is seen on the picture.")]


class FrontInput(Input, frozen=True):
    """How the front of a shop shall be; `ships_within` so many hours."""

    sign: Word
    about: Text = ""
    hours: Word = ""
    place_id: Word | None = None
    lat: float | None = None
    lon: float | None = None
    ships_within: int = 48
    returns_days: int = 14
    return_payer: ReturnPayer = "buyer"
    trader: bool = False
    pickup: bool = False
    legal: dict[str, Text] = msgspec.field(default_factory=dict)


class FrontStateInput(Input, frozen=True):
    state: Literal["open", "resting"]


class VariantInput(Input, frozen=True):
    """A variant: one value of each option; amounts gross and in minor units; `cost` null: as it is
    known.
    """

    id: UUID
    price: int
    options: list[Word] = msgspec.field(default_factory=list)
    sku: Word = ""
    gtin: Word = ""
    list_price: int | None = None
    cost: int | None = None
    contents: Contents | None = None
    no_withdrawal: bool = False
    weight_g: int | None = None
    picture: UUID | None = None
    purchase_limit: int | None = None


class ItemInput(Input, frozen=True):
    """An item with all of its variants in order; `texts`: title and body in other languages."""

    merchant_id: UUID
    title: Text
    variants: list[VariantInput]
    body: Text = ""
    category: Word = ""
    brand: Word = ""
    kind: ItemKind = "new"
    tax_class: TaxClass = "standard"
    options: list[ItemOption] = msgspec.field(default_factory=list)
    attributes: dict[str, Word] = msgspec.field(default_factory=dict)
    texts: dict[str, dict[str, Text]] = msgspec.field(default_factory=dict)
    handle: Word = ""


class PublicationInput(Input, frozen=True):
    """`live`: for sale from now on; `off`: not any more."""

    state: Literal["live", "off"]


class PictureOrder(Input, frozen=True):
    """All pictures, the first one is shown in lists."""

    pictures: list[UUID]


class StockInput(Input, frozen=True):
    """So many more lie there (`receive`), or so many in all (`count`); without a warehouse at the
    shop. `seen`: how many lay there as one was told; null: whatever it was.
    """

    variant_id: UUID
    why: Literal["receive", "count"]
    units: int
    warehouse_id: UUID | None = None
    seen: int | None = None


class StockLeft(msgspec.Struct, frozen=True):
    """How many lie there after it."""

    units: int


class WarehouseInput(Input, frozen=True):
    merchant_id: UUID
    name: Word
    lat: float | None = None
    lon: float | None = None


class Warehouses(msgspec.Struct, frozen=True):
    """Where goods lie, the shop itself first."""

    warehouses: list[Warehouse]


class OwnFront(msgspec.Struct, frozen=True):
    """A front as those see it who run it; how many items of each state it has."""

    front: Front
    items: dict[str, int]


class OwnFronts(msgspec.Struct, frozen=True):
    fronts: list[OwnFront]


class OwnItems(msgspec.Struct, frozen=True):
    """The newest first."""

    items: list[OwnItem]
    next: str | None


class ItemPictures(msgspec.Struct, frozen=True):
    """In the order of the shop."""

    pictures: list[PictureShown]


@get("/market/own-fronts")
async def list_own_fronts(db: DbIn, signed: SignedIn) -> OwnFronts:
    """The fronts of the shops that one runs."""
    found = await shops.mine(db, signed.person_id)
    counts = await store_items.counts(db, [one.merchant_id for one in found])
    return OwnFronts([OwnFront(one, counts.get(one.merchant_id, {})) for one in found])


@put("/market/fronts/{merchant_id:uuid}")
async def put_front(
    db: DbIn, town: TownIn, signed: SignedIn, merchant_id: MerchantId, data: JSONBody[FrontInput]
) -> Front:
    """A shop that one runs gets a front in the market, as a draft, or changes it. Raises
    `FrontIncomplete`, `Invalid`, `NoFront`, `NoMerchant`, `NoPlace`, `RateLimited`, `RoleNeeded`.
    """
    town.limit(WRITING, str(signed.person_id))
    wanted = FrontWishes(**msgspec.structs.asdict(data))
    return await shops.put_front(db, signed.person_id, merchant_id, wanted)


@put("/market/fronts/{merchant_id:uuid}/state")
async def set_front_state(
    db: DbIn, signed: SignedIn, merchant_id: MerchantId, data: JSONBody[FrontStateInput]
) -> Front:
    """It sells from now on, or rests: then nobody sees what it has. Raises `FrontIncomplete`,
    `FrontLimited`, `NoFront`, `NoMerchant`, `RoleNeeded`.
    """
    return await shops.set_front_state(db, signed.person_id, merchant_id, data.state)


@get("/market/fronts/{merchant_id:uuid}/items")
async def list_own_items(
    db: DbIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    of: OfState = None,
    before: Before = None,
    limit: Size = 50,
) -> OwnItems:
    """All items of a shop that one runs, the newest first. Raises `Invalid`, `NoFront`,
    `NoMerchant`, `RoleNeeded`.
    """
    await shops.look(db, signed.person_id, merchant_id)
    found = await store_items.of_shop(db, merchant_id, of, checked_position(before), limit)
    following = next_of(found, limit, lambda one: Position(one.created_at, one.id))
    return OwnItems(await shapes.own_items(db, found), following)


@get("/market/own-items/{item_id:uuid}")
async def read_own_item(db: DbIn, signed: SignedIn, item_id: ItemId) -> OwnItem:
    """An item of a shop that one runs, in whatever state. Raises `NoItem`, `RoleNeeded`."""
    return await _own(db, await items.look_item(db, signed.person_id, item_id))


@put("/market/items/{item_id:uuid}")
async def put_item(
    db: DbIn, town: TownIn, signed: SignedIn, item_id: ItemId, data: JSONBody[ItemInput]
) -> OwnItem:
    """An item of a shop that one runs, new as a draft, or changed: it has these variants from then
    on, and no others. Raises `Invalid`, `ItemIdUsed`, `ItemProhibited`, `ItemTakenDown`,
    `NoFront`, `NoMerchant`, `NoPicture`, `RateLimited`, `RoleNeeded`, `SkuUsed`.
    """
    town.limit(WRITING, str(signed.person_id))
    given = msgspec.structs.asdict(data)
    merchant_id = given.pop("merchant_id")
    given["variants"] = [_variant(one) for one in data.variants]
    me, wanted = signed.person_id, NewItem(**given)
    return await _own(db, await items.put_item(db, me, item_id, merchant_id, wanted))


@put("/market/items/{item_id:uuid}/variants")
async def put_variant(
    db: DbIn, town: TownIn, signed: SignedIn, item_id: ItemId, data: JSONBody[VariantInput]
) -> OwnItem:
    """Changes one of the variants of an item: its price, its number. Raises `Invalid`,
    `ItemIdUsed`, `ItemProhibited`, `ItemTakenDown`, `NoItem`, `NoPicture`, `NoVariant`,
    `RateLimited`, `RoleNeeded`, `SkuUsed`.
    """
    town.limit(WRITING, str(signed.person_id))
    await items.put_variant(db, signed.person_id, item_id, _variant(data))
    return await _own(db, await items.own_item(db, signed.person_id, item_id))


@put("/market/items/{item_id:uuid}/publication")
async def publish_item(
    db: DbIn, signed: SignedIn, item_id: ItemId, data: JSONBody[PublicationInput]
) -> OwnItem:
    """It is for sale from now on, or not any more. Raises `ItemIncomplete`, `ItemProhibited`,
    `ItemTakenDown`, `NoItem`, `RoleNeeded`.
    """
    return await _own(db, await items.publish(db, signed.person_id, item_id, data.state))


@put(
    "/market/items/{item_id:uuid}/pictures/{picture_id:uuid}",
    request_max_body_size=LARGEST_PICTURE,
)
async def add_item_picture(
    town: TownIn,
    signed: SignedIn,
    item_id: ItemId,
    picture_id: FromPath[UUID],
    request: AnyRequest,
    alt: Alt = "",
) -> PictureShown:
    """One more picture of an item: any usual one of at most 12 MB, as the raw body. Raises
    `Invalid`, `ItemIdUsed`, `NoItem`, `NotAPicture`, `QuotaFull`, `RateLimited`, `RoleNeeded`,
    `TooLarge`, `TooManyPictures`.
    """
    town.limit(SHOWING, str(signed.person_id))
    async with town.database.glance() as db:
        await items.look_item(db, signed.person_id, item_id)
    made = await photos.made(await read_body(request, LARGEST_PICTURE))
    wanted = PictureUpload(picture_id, item_id, alt)
    async with town.database.transaction() as db:
        kept = await photos.add_picture(db, town, signed.person_id, wanted, made)
    return shapes.picture_shown(kept)


@delete("/market/items/{item_id:uuid}/pictures/{picture_id:uuid}", status_code=204)
async def drop_item_picture(
    db: DbIn, signed: SignedIn, item_id: ItemId, picture_id: FromPath[UUID]
) -> None:
    """Takes a picture away from an item. Raises `NoItem`, `RoleNeeded`."""
    await photos.drop_picture(db, signed.person_id, item_id, picture_id)


@put("/market/items/{item_id:uuid}/pictures")
async def sort_item_pictures(
    db: DbIn, signed: SignedIn, item_id: ItemId, data: JSONBody[PictureOrder]
) -> ItemPictures:
    """All pictures of an item in another order. Raises `Invalid`, `NoItem`, `NoPicture`,
    `RoleNeeded`.
    """
    found = await photos.sort_pictures(db, signed.person_id, item_id, data.pictures)
    return ItemPictures([shapes.picture_shown(one) for one in found])


@put("/market/stock-moves/{move_id:uuid}")
async def change_stock(
    db: DbIn, signed: SignedIn, move_id: FromPath[UUID], data: JSONBody[StockInput]
) -> StockLeft:
    """Writes down what lies of a variant in a warehouse. The same id again is the same entry.
    What lies there in lots is part of the number. Raises `Invalid`, `MoreInLots`, `MoveIdUsed`,
    `NoVariant`, `NoWarehouse`, `RoleNeeded`, `StockChanged`.
    """
    wanted = StockChange(move_id, **msgspec.structs.asdict(data))
    made = await stocking.change_stock(db, signed.person_id, wanted)
    return StockLeft(made.units)


@get("/market/fronts/{merchant_id:uuid}/warehouses")
async def list_warehouses(db: DbIn, signed: SignedIn, merchant_id: MerchantId) -> Warehouses:
    """Where goods of a shop that one runs lie. Raises `NoFront`, `NoMerchant`, `RoleNeeded`."""
    return Warehouses(await shops.warehouses(db, signed.person_id, merchant_id))


@put("/market/warehouses/{warehouse_id:uuid}")
async def put_warehouse(
    db: DbIn, signed: SignedIn, warehouse_id: FromPath[UUID], data: JSONBody[WarehouseInput]
) -> Warehouses:
    """A place where goods of a shop that one runs lie, new or renamed. Raises `Invalid`, `NoFront`,
    `NoMerchant`, `NoWarehouse`, `RoleNeeded`, `TooManyWarehouses`.
    """
    wanted = Warehouse(warehouse_id, data.merchant_id, 0, data.name, data.lat, data.lon)
    return Warehouses(await shops.put_warehouse(db, signed.person_id, wanted))


async def _own(db: DbIn, found: Item) -> OwnItem:
    [shown] = await shapes.own_items(db, [found])
    return shown


def _variant(data: VariantInput) -> NewVariant:
    return NewVariant(**msgspec.structs.asdict(data))


routes: list[HTTPRouteHandler] = [
    list_own_fronts,
    put_front,
    set_front_state,
    list_own_items,
    read_own_item,
    put_item,
    put_variant,
    publish_item,
    add_item_picture,
    drop_item_picture,
    sort_item_pictures,
    change_stock,
    list_warehouses,
    put_warehouse,
]
