"""Routes of shops and of who works there."""

import hashlib
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, patch, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn, avatar_url, named, own_device
from leapfrog.kernel import files
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import AnyRequest, DbIn, Input, TownIn, read_body
from leapfrog.kernel.images import square_webp
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.settings import Settings
from leapfrog.oauth import SCOPE, SHOP_ORDERS
from leapfrog.till.merchants import roles, shops
from leapfrog.till.merchants.model import Category, Merchant, Role, ShopChanges, printed, shop_path

LARGEST_PICTURE = 8_000_000
SIDE = 288
SHOWING = Limit("merchant_picture", 30, 3600)
OPENING = Limit("merchant", 10, 3600)
Text = Annotated[str, msgspec.Meta(max_length=2000)]
MerchantId = FromPath[UUID]


class ShopInput(Input, frozen=True):
    """How a shop is called and described; what is left out stays as it was. `latin`: the name in
    ASCII, for printed codes.
    """

    name: Text | None = None
    latin: Text | None = None
    about: Text | None = None
    category: Category | None = None
    pays_out: bool | None = None


class RoleWanted(Input, frozen=True):
    role: Role


class Shop(msgspec.Struct, frozen=True):
    """A shop as everybody sees it. `link`: its page, which the code that it hangs up says, so that
    any camera opens it; `code`: what it hung up before (EMVCo), which is good for ever.
    """

    id: UUID
    name: str
    latin: str
    about: str
    category: Category
    picture_url: str | None
    currency: str
    closed: bool
    link: str
    code: str


class OwnShop(Shop, frozen=True):
    """A shop as those see it who work there."""

    role: Role
    pays_out: bool


class OwnShops(msgspec.Struct, frozen=True):
    shops: list[OwnShop]


class Worker(msgspec.Struct, frozen=True):
    """One who works in a shop."""

    person_id: UUID
    name: str
    avatar_url: str | None
    role: Role


class Workers(msgspec.Struct, frozen=True):
    """The owner first."""

    cashiers: list[Worker]


@get("/merchants", opt={SCOPE: SHOP_ORDERS})
async def list_merchants(db: DbIn, town: TownIn, signed: SignedIn) -> OwnShops:
    """The shops where one works, and as what. Raises `BadCode`."""
    found = await shops.mine(db, signed.person_id)
    return OwnShops([own_shop(one.shop, one.role, town.settings) for one in found])


@put("/merchants/{merchant_id:uuid}", summary="Open a shop")
async def open_merchant(
    db: DbIn, town: TownIn, signed: SignedIn, merchant_id: MerchantId, data: JSONBody[ShopInput]
) -> OwnShop:
    """Opens a shop, of which one is the owner. The same id again is the same shop. Raises
    `BadCode`, `Invalid`, `MerchantIdUsed`, `NoAccount`, `NoCurrency`.
    """
    town.limit(OPENING, str(signed.person_id))
    made = await shops.open_shop(db, signed.person_id, merchant_id, _wishes(data))
    return own_shop(made, "owner", town.settings)


@get("/merchants/{merchant_id:uuid}", summary="Read a shop")
async def read_merchant(db: DbIn, town: TownIn, signed: SignedIn, merchant_id: MerchantId) -> Shop:
    """A shop as its customers see it, with its printed code. Raises `BadCode`, `NoMerchant`."""
    return shop(await shops.merchant(db, merchant_id), town.settings)


@patch("/merchants/{merchant_id:uuid}", summary="Change a shop")
async def change_merchant(
    db: DbIn, town: TownIn, signed: SignedIn, merchant_id: MerchantId, data: JSONBody[ShopInput]
) -> Shop:
    """Changes name and other data of a shop; for its owner and managers. Raises `BadCode`,
    `Invalid`, `NoMerchant`, `RoleNeeded`.
    """
    changed = await shops.change(db, signed.person_id, merchant_id, _wishes(data))
    return shop(changed, town.settings)


@put(
    "/merchants/{merchant_id:uuid}/picture",
    summary="Show a shop's picture",
    request_max_body_size=LARGEST_PICTURE,
)
async def show_merchant_picture(
    town: TownIn, signed: SignedIn, merchant_id: MerchantId, request: AnyRequest
) -> Shop:
    """Gives a shop a picture: any usual one of at most 8 MB, as the raw body; its middle square is
    kept. Raises `BadCode`, `NoMerchant`, `NotAPicture`, `QuotaFull`, `RoleNeeded`, `TooLarge`.
    """
    town.limit(SHOWING, str(signed.person_id))
    async with town.database.glance() as db:
        await roles.enter(db, signed.person_id, merchant_id, ("owner", "manager"))
    picture = await square_webp(await read_body(request, LARGEST_PICTURE), SIDE)
    digest = hashlib.sha256(picture).digest()
    async with town.database.transaction() as db:
        changed, orphans = await shops.show_picture(
            db, signed.person_id, merchant_id, digest, len(picture)
        )
        await town.files.put(picture)
    await files.delete_unowned(town.database, town.files, orphans)
    return shop(changed, town.settings)


@get("/merchants/{merchant_id:uuid}/cashiers")
async def list_cashiers(db: DbIn, signed: SignedIn, merchant_id: MerchantId) -> Workers:
    """Who works in a shop, the owner first. Raises `NoMerchant`, `RoleNeeded`."""
    return await _workers(db, signed.person_id, merchant_id)


@put("/merchants/{merchant_id:uuid}/cashiers/{person_id:uuid}", guards=[own_device])
async def set_cashier(
    db: DbIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    person_id: FromPath[UUID],
    data: JSONBody[RoleWanted],
) -> Workers:
    """One of one's contacts works in the shop from now on, or as something else. Only the owner
    makes managers. Raises `NoMerchant`, `NotYourPerson`, `OwnerStays`, `RoleNeeded`.
    """
    await roles.set_role(db, signed.person_id, merchant_id, person_id, data.role)
    return await _workers(db, signed.person_id, merchant_id)


@delete("/merchants/{merchant_id:uuid}/cashiers/{person_id:uuid}", status_code=204)
async def remove_cashier(
    db: DbIn, signed: SignedIn, merchant_id: MerchantId, person_id: FromPath[UUID]
) -> None:
    """Somebody works in the shop no longer; everybody may go themselves but the owner. Raises
    `NoMerchant`, `OwnerStays`, `RoleNeeded`.
    """
    await roles.remove(db, signed.person_id, merchant_id, person_id)


async def _workers(db: Db, me: UUID, merchant_id: UUID) -> Workers:
    found = await roles.cashiers(db, me, merchant_id)
    people = await named(db, [one.person_id for one in found])
    return Workers(
        [
            Worker(one.person_id, who.display_name, who.avatar, one.role)
            for one in found
            if (who := people.get(one.person_id))
        ]
    )


def _wishes(data: ShopInput) -> ShopChanges:
    return ShopChanges(data.name, data.latin, data.about, data.category, data.pays_out)


def shop(merchant: Merchant, settings: Settings) -> Shop:
    """As everybody sees it."""
    return Shop(
        id=merchant.id,
        name=merchant.name,
        latin=merchant.latin,
        about=merchant.about,
        category=merchant.category,
        picture_url=avatar_url(merchant.picture),
        currency=merchant.currency,
        closed=merchant.closed_at is not None,
        link=settings.origin + shop_path(merchant.id),
        code=printed(merchant, settings.town_domain, settings.town_name, settings.region),
    )


def own_shop(merchant: Merchant, role: Role, settings: Settings) -> OwnShop:
    """As those see it who work there."""
    shown = msgspec.structs.asdict(shop(merchant, settings))
    return OwnShop(**shown, role=role, pays_out=merchant.pays_out)


routes: list[HTTPRouteHandler] = [
    list_merchants,
    open_merchant,
    read_merchant,
    change_merchant,
    show_merchant_picture,
    list_cashiers,
    set_cashier,
    remove_cashier,
]
