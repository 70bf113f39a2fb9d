"""Routes of the town's desk for shops, and of what everybody may read of its rules."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn, operator_only
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.paging import Before, Position, Size, checked_position, next_of
from leapfrog.market import bans, desk, store_desk, store_items
from leapfrog.market.desk import Complaint
from leapfrog.market.model import Ban, BanWishes, FeeTable, FeeWishes, Front
from leapfrog.moderation import REPORTING

Text = Annotated[str, msgspec.Meta(max_length=10_000)]
Why = Literal["counterfeit", "prohibited", "unsafe", "misleading", "fraud", "other"]
Words = Annotated[list[Text], msgspec.Meta(max_length=200)]


class BanInput(Input, frozen=True):
    """What cannot be sold: by words, categories (and what is below them), barcodes; why, and why in
    other languages.
    """

    reason: Text
    words: Words = msgspec.field(default_factory=list)
    categories: Words = msgspec.field(default_factory=list)
    gtins: Words = msgspec.field(default_factory=list)
    reasons: dict[str, Text] = msgspec.field(default_factory=dict)


class BanShown(msgspec.Struct, frozen=True):
    """What cannot be sold, and why."""

    id: UUID
    words: list[str]
    categories: list[str]
    gtins: list[str]
    reason: str
    reasons: dict[str, str]
    at: datetime


class Bans(msgspec.Struct, frozen=True):
    """Those in force, the newest first; `next` is the `before` of the next page."""

    bans: list[BanShown]
    next: str | None


class FeeInput(Input, frozen=True):
    """From when on, for all, and for categories: hundredths of a percent, at most 1,000."""

    from_at: Annotated[datetime, msgspec.Meta(tz=True)]
    base_bp: int
    rates: dict[str, int] = msgspec.field(default_factory=dict)


class FeeShown(msgspec.Struct, frozen=True):
    """What the town takes of what is sold from then on, in hundredths of a percent; a category that
    is not in `rates` costs what the nearest one above it does, or `base_bp`.
    """

    id: UUID
    from_at: datetime
    base_bp: int
    rates: dict[str, int]


class Fees(msgspec.Struct, frozen=True):
    """All tables that ever were or are announced, the last one first; `now`: the one in force, null
    where the town takes nothing. `most_bp`: no table has more.
    """

    now: UUID | None
    tables: list[FeeShown]
    most_bp: int
    notice_days: int


class ComplaintInput(Input, frozen=True):
    """What is wrong with an item, or with the shop (`item_id` null), and what shows it."""

    why: Why
    text: Text
    item_id: UUID | None = None


class BanAppealInput(Input, frozen=True):
    """Why the ban is not about this item."""

    text: Text


class ShopRulesInput(Input, frozen=True):
    """Whether the town looks at shops before they open."""

    looked_at_first: bool


class ShopLook(Input, frozen=True):
    """Whether it may open; if not, why."""

    let_in: bool
    reason: Text = ""


class WaitingShop(msgspec.Struct, frozen=True):
    """A shop that waits for a look, with how many items of each state it has."""

    front: Front
    items: dict[str, int]


class WaitingShops(msgspec.Struct, frozen=True):
    """Who waits longest first, and whether the town looks at shops before they open; `next` is the
    `before` of the next page, null at the end.
    """

    looked_at_first: bool
    shops: list[WaitingShop]
    next: str | None


@get("/market/bans", summary="List what cannot be sold")
async def list_bans(db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 20) -> Bans:
    """What cannot be sold in this town, and why. Raises `Invalid`."""
    found = await store_desk.bans(db, checked_position(before), limit)
    following = next_of(found, limit, lambda one: Position(one.at, one.id))
    return Bans([_ban(one) for one in found], following)


@get("/market/fees", summary="Read the town's fees")
async def list_fees(db: DbIn) -> Fees:
    """What the town takes of what is sold: all tables, also of those who have not signed in."""
    now, every = await desk.fee_now(db), await store_desk.fees(db)
    tables = [_fee(one) for one in every]
    return Fees(now.id if now else None, tables, desk.MOST_FEE_BP, desk.FEE_NOTICE.days)


@put("/market/fronts/{merchant_id:uuid}/complaints/{report_id:uuid}", status_code=204)
async def complain_about_shop(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    merchant_id: FromPath[UUID],
    report_id: FromPath[UUID],
    data: JSONBody[ComplaintInput],
) -> None:
    """Shows a shop, or one of its items, to those who run the town, as it is now. The same id again
    is the same complaint. Raises `Invalid`, `NoFront`, `NoItem`, `RateLimited`.
    """
    town.limit(REPORTING, str(signed.person_id))
    what = Complaint(merchant_id, data.item_id, data.why, data.text)
    await desk.complain(db, signed.person_id, report_id, what)


@put("/market/items/{item_id:uuid}/ban-appeals/{report_id:uuid}", status_code=204)
async def appeal_ban(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    item_id: FromPath[UUID],
    report_id: FromPath[UUID],
    data: JSONBody[BanAppealInput],
) -> None:
    """An item of a shop that one runs is not what a ban is about: those who run the town look. The
    same id again is the same. Raises `Invalid`, `NoItem`, `RateLimited`, `RoleNeeded`.
    """
    town.limit(REPORTING, str(signed.person_id))
    await desk.appeal_ban(db, signed.person_id, report_id, item_id, data.text)


@put("/desk/market/bans/{ban_id:uuid}", summary="Ban what cannot be sold", guards=[operator_only])
async def put_ban(
    db: DbIn, signed: SignedIn, ban_id: FromPath[UUID], data: JSONBody[BanInput]
) -> BanShown:
    """A ban from now on; what is for sale and falls under it is not for sale any more. The same id
    again is the same. Raises `BanIdUsed`, `Invalid`.
    """
    check_new_id(ban_id)
    wanted = BanWishes(data.reason, data.words, data.categories, data.gtins, data.reasons)
    return _ban(await bans.put_ban(db, signed.person_id, ban_id, wanted))


@delete("/desk/market/bans/{ban_id:uuid}", status_code=204, guards=[operator_only])
async def end_ban(db: DbIn, signed: SignedIn, ban_id: FromPath[UUID]) -> None:
    """It can be sold again. Raises `NoBan`."""
    await bans.end_ban(db, ban_id)


@put(
    "/desk/market/bans/{ban_id:uuid}/exceptions/{item_id:uuid}",
    status_code=204,
    guards=[operator_only],
)
async def allow_item(
    db: DbIn, signed: SignedIn, ban_id: FromPath[UUID], item_id: FromPath[UUID]
) -> None:
    """A ban is not about this item. Raises `NoBan`."""
    await bans.allow(db, signed.person_id, ban_id, item_id)


@get("/desk/market/shops", summary="List shops that wait for a look", guards=[operator_only])
async def list_waiting_shops(
    db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 20
) -> WaitingShops:
    """Shops that want to open for the first time, who waits longest first. Raises `Invalid`."""
    found = await store_desk.waiting(db, checked_position(before), limit)
    counts = await store_items.counts(db, [one.merchant_id for one in found])
    shown = [WaitingShop(one, counts.get(one.merchant_id, {})) for one in found]
    following = next_of(found, limit, lambda one: Position(one.asked_at, one.merchant_id))
    return WaitingShops(await store_desk.looked_at_first(db), shown, following)


@put("/desk/market/rules", status_code=204, guards=[operator_only])
async def set_shop_rules(db: DbIn, signed: SignedIn, data: JSONBody[ShopRulesInput]) -> None:
    """Whether the town looks at shops before they open for the first time."""
    await store_desk.set_looked_at_first(db, data.looked_at_first)


@put(
    "/desk/market/shops/{merchant_id:uuid}/look",
    summary="Let a shop in",
    guards=[operator_only],
)
async def look_at_shop(
    db: DbIn, signed: SignedIn, merchant_id: FromPath[UUID], data: JSONBody[ShopLook]
) -> Front:
    """A shop that waits opens, or stays a draft and reads why. Raises `FrontIncomplete`, `Invalid`,
    `NoFront`.
    """
    if data.let_in:
        return await desk.let_in(db, merchant_id)
    return await desk.send_back(db, merchant_id, data.reason)


@put("/desk/market/fees/{fee_id:uuid}", summary="Announce fees", guards=[operator_only])
async def put_fee(
    db: DbIn, signed: SignedIn, fee_id: FromPath[UUID], data: JSONBody[FeeInput]
) -> FeeShown:
    """What the town takes of orders that are paid from then on, announced at least fifteen days
    before; nothing changes of orders before. The same id again is the same. Raises `FeeIdUsed`,
    `FeeTooSoon`, `Invalid`.
    """
    check_new_id(fee_id)
    wanted = FeeWishes(data.from_at, data.base_bp, data.rates)
    return _fee(await desk.put_fee(db, signed.person_id, fee_id, wanted))


def _ban(one: Ban) -> BanShown:
    shown = msgspec.structs.asdict(one)
    return BanShown(**{name: shown[name] for name in BanShown.__struct_fields__})


def _fee(one: FeeTable) -> FeeShown:
    return FeeShown(one.id, one.from_at, one.base_bp, one.rates)


routes: list[HTTPRouteHandler] = [
    list_bans,
    list_fees,
    complain_about_shop,
    appeal_ban,
    put_ban,
    end_ban,
    allow_item,
    list_waiting_shops,
    set_shop_rules,
    look_at_shop,
    put_fee,
]
