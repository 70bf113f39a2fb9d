"""Routes of pre-sales."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog import pay
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.paging import Before, Position, Size, checked_position, next_of
from leapfrog.presales import booking, enrolling, shapes, store
from leapfrog.presales.booking import DepositWish
from leapfrog.presales.errors import NoPresale
from leapfrog.presales.model import NewPresale
from leapfrog.presales.shapes import PresaleShown

PresaleId = FromPath[UUID]
MAKING = Limit("presale_make", 60, 3600)
Zoned = Annotated[datetime, msgspec.Meta(tz=True)]
OfItem = Annotated[UUID | None, QueryParameter(description="Only of this item.")]
OfShop = Annotated[UUID | None, QueryParameter(description="Only of this shop.")]
OfDays = Annotated[UUID | None, QueryParameter(description="Only of these campaign days.")]
Past = Annotated[bool, QueryParameter(description="Also those that are over.")]


class PresaleInput(Input, frozen=True):
    """In minor units: it costs `price` in all, of which `deposit` is paid until `closes_at`, and
    the rest between `rest_from` and `rest_by`. The deposit takes `counts` off what it would cost
    without, which is at most the lowest price of the last 30 days. `kept`: who does not pay the
    rest loses the deposit. It is sent by `sends_by`.
    """

    variant_id: UUID
    units: int
    price: int
    deposit: int
    counts: int
    closes_at: Zoned
    rest_from: Zoned
    rest_by: Zoned
    sends_by: Zoned
    kept: bool = False
    campaign_id: UUID | None = None


class PresaleEnd(Input, frozen=True):
    """For everybody to read."""

    why: Annotated[str, msgspec.Meta(max_length=600)]


class DepositInput(Input, frozen=True):
    """`terms`: those that were seen; `confirmation`: of the deposit, for them (`to` of an `order`
    under the id of the booking).
    """

    terms: Annotated[str, msgspec.Meta(max_length=64)]
    confirmation: pay.ConfirmationInput = None


class Presales(msgspec.Struct, frozen=True):
    """Pre-sales, the newest first; `next` is the `before` of the next page, null at the end."""

    presales: Sequence[PresaleShown]
    next: str | None


async def one_shown(db: Db, me: UUID, presale_id: UUID) -> PresaleShown:
    """Raises `NoPresale`."""
    found = await store.find(db, [presale_id])
    if not found:
        raise NoPresale
    [shown] = await shapes.shown(db, me, list(found.values()))
    return shown


@get("/presales")
async def list_presales(
    db: DbIn,
    signed: SignedIn,
    *,
    item: OfItem = None,
    shop: OfShop = None,
    campaign: OfDays = None,
    past: Past = False,
    before: Before = None,
    limit: Size = 20,
) -> Presales:
    """What is sold for a deposit now. Raises `Invalid`."""
    of = {"item": item, "shop": shop, "campaign": campaign}
    found = await store.shown(db, of, checked_position(before), limit, past=past)
    return Presales(
        await shapes.shown(db, signed.person_id, found),
        next_of(found, limit, lambda one: Position(one.created_at, one.id)),
    )


@get("/presales/mine", summary="List one's deposits")
async def list_booked(
    db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 20
) -> Presales:
    """The pre-sales of which one paid the deposit, the newest deposit first. Raises `Invalid`."""
    me = signed.person_id
    mine = await store.of_person(db, me, checked_position(before), limit)
    found = await store.find(db, {one.presale_id for one in mine})
    once = dict.fromkeys(one.presale_id for one in mine)
    return Presales(
        await shapes.shown(db, me, [found[each] for each in once]),
        next_of(mine, limit, lambda one: Position(one.at, one.id)),
    )


@get("/presales/{presale_id:uuid}")
async def read_presale(db: DbIn, signed: SignedIn, presale_id: PresaleId) -> PresaleShown:
    """A pre-sale, and what of it is one's own. Raises `NoPresale`."""
    return await one_shown(db, signed.person_id, presale_id)


@put("/presales/{presale_id:uuid}", summary="Enrol for a pre-sale", guards=[pay.town_has_money])
async def enrol_presale(
    db: DbIn, town: TownIn, signed: SignedIn, presale_id: PresaleId, data: JSONBody[PresaleInput]
) -> PresaleShown:
    """Something of a shop that one leads is sold for a deposit; its units leave the shelf for it.
    Again is the same. Raises `Invalid`, `NoCampaign`, `NoMoney`, `NoPresale`, `NoVariant`,
    `PresaleIdUsed`, `PresalePriceHigh`, `RateLimited`, `RoleNeeded`, `TooFewFree`.
    """
    town.limit(MAKING, str(signed.person_id))
    wanted = NewPresale(id=presale_id, **msgspec.structs.asdict(data))
    await enrolling.enrol(db, signed.person_id, wanted)
    return await one_shown(db, signed.person_id, presale_id)


@put("/presales/{presale_id:uuid}/end", summary="Call a pre-sale off")
async def end_presale(
    db: DbIn, signed: SignedIn, presale_id: PresaleId, data: JSONBody[PresaleEnd]
) -> PresaleShown:
    """Whoever has not paid the rest gets the deposit back whole, at once; what is paid is an order,
    and goes on. Again is the same. Raises `AccountClosed`, `AccountFrozen`, `InsufficientFunds`,
    `Invalid`, `NoAccount`, `NoPresale`, `OperationIdUsed`, `OverBalanceLimit`, `OverDailyLimit`,
    `OverPaymentLimit`, `PresaleNotNow`, `RoleNeeded`.
    """
    await enrolling.call_off(db, signed.person_id, presale_id, data.why)
    return await one_shown(db, signed.person_id, presale_id)


@put(
    "/presales/{presale_id:uuid}/bookings/{booking_id:uuid}",
    summary="Pay a deposit",
    guards=[pay.town_has_money, pay.with_consent],
)
async def pay_deposit(
    db: DbIn,
    signed: SignedIn,
    presale_id: PresaleId,
    booking_id: FromPath[UUID],
    data: JSONBody[DepositInput],
    consent: pay.ConsentIn,
) -> PresaleShown:
    """Takes a unit, and pays the deposit, which waits at the town. Again is the same. Raises
    `AccountClosed`, `AccountFrozen`, `BadAmount`, `BookedAlready`, `ConfirmationNeeded`,
    `CurrenciesDiffer`, `InsufficientFunds`, `Invalid`, `NoAccount`, `NoMerchant`, `NoMoney`,
    `NoPin`, `NoPresale`, `OperationIdUsed`, `OverBalanceLimit`, `OverDailyLimit`,
    `OverPaymentLimit`, `OwnPresale`, `PresaleIdUsed`, `PresaleNotNow`, `PresaleSoldOut`.
    """
    me = signed.person_id
    await booking.book(db, DepositWish(booking_id, presale_id, me, data.terms, consent))
    return await one_shown(db, me, presale_id)


@delete(
    "/presales/{presale_id:uuid}/bookings/{booking_id:uuid}",
    summary="Give a deposit up",
    status_code=200,
    guards=[own_device],
)
async def give_deposit_up(
    db: DbIn, signed: SignedIn, presale_id: PresaleId, booking_id: FromPath[UUID]
) -> PresaleShown:
    """One does not want it any more, and gets the deposit back whole where that is allowed. Again
    is the same. Raises `AccountClosed`, `AccountFrozen`, `DepositStays`, `InsufficientFunds`,
    `NoAccount`, `NoBooking`, `NoPresale`, `OperationIdUsed`, `OverBalanceLimit`, `OverDailyLimit`,
    `OverPaymentLimit`, `PresaleNotNow`.
    """
    await booking.give_up(db, signed.person_id, presale_id, booking_id)
    return await one_shown(db, signed.person_id, presale_id)


routes: list[HTTPRouteHandler] = [
    list_presales,
    list_booked,
    read_presale,
    enrol_presale,
    end_presale,
    pay_deposit,
    give_deposit_up,
]
