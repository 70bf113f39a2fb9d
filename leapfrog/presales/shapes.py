"""How pre-sales are shown."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import market, orders, stock, till
from leapfrog.identity import avatar_url
from leapfrog.kernel.db import Db
from leapfrog.market import Front
from leapfrog.presales import store
from leapfrog.presales.model import Booking, BookingState, EndedBy, Presale, PresalePhase


class OwnBooking(msgspec.Struct, frozen=True):
    """One's own deposit. `right_id`: with which the rest is paid now; `order_id`: of which it is a
    part, once that is paid; `why` and `ended_at`: who ended it and when.
    """

    id: UUID
    state: BookingState
    why: EndedBy | None
    at: datetime
    ended_at: datetime | None
    right_id: UUID | None
    order_id: UUID | None


class PresaleShown(msgspec.Struct, frozen=True):
    """A pre-sale; amounts in minor units. The deposit takes `counts` off `full_price`, so it costs
    `price` in all, of which `rest` is paid between `rest_from` and `rest_by`. `kept`: who does not
    pay it loses the deposit; `may_give_up`: until then it comes back whole to who does not want it.
    `terms`: what is confirmed with the deposit; `left`: units nobody has taken; `booked`: people
    who paid the deposit, of whom `paid` have paid the rest; `leads`: one runs the shop.
    """

    id: UUID
    merchant_id: UUID
    sign: str
    item_id: UUID
    variant_id: UUID
    campaign_id: UUID | None
    title: str
    options: list[str]
    picture_url: str | None
    phase: PresalePhase
    units: int
    left: int
    booked: int
    paid: int
    full_price: int
    price: int
    deposit: int
    counts: int
    rest: int
    currency: str
    kept: bool
    may_give_up: bool
    trader: bool
    closes_at: datetime
    rest_from: datetime
    rest_by: datetime
    sends_by: datetime
    ended_why: str | None
    terms: str
    created_at: datetime
    booking: OwnBooking | None
    leads: bool


class PresaleParts(msgspec.Struct, frozen=True):
    """What is read once for all pre-sales of a page."""

    fronts: dict[UUID, Front]
    pictures: dict[UUID, str | None]
    leads: set[UUID]
    counts: dict[UUID, tuple[int, int]]
    left: dict[UUID, int]
    own: dict[UUID, Booking]
    rights: set[UUID]
    used: set[UUID]


async def shown(db: Db, me: UUID, presales: Sequence[Presale]) -> list[PresaleShown]:
    """Pre-sales as a person sees them, in their order, with their own booking. For the few of a
    page.
    """
    pictures = await market.pictures(db, {one.picture for one in presales if one.picture})
    ids = [one.id for one in presales]
    own = await store.own(db, me, ids)
    given = [one.right_id for one in own.values() if one.right_id]
    rights = await orders.buying_rights(db, given)
    known = PresaleParts(
        fronts=await market.fronts(db, {one.merchant_id for one in presales}),
        pictures={key: avatar_url(one.small) for key, one in pictures.items()},
        leads={
            one.shop.id for one in await till.shops_of(db, me) if one.role in till.LEADING_ROLES
        },
        counts=await store.counts(db, ids),
        left=await stock.free(db, [one.pool_id for one in presales]),
        own=own,
        rights={key for key, one in rights.items() if one.is_open(db.now)},
        used={key for key, one in rights.items() if one.used_at},
    )
    return [_shown(one, known, one.phase(db.now)) for one in presales]


def _shown(one: Presale, known: PresaleParts, phase: PresalePhase) -> PresaleShown:
    front = known.fronts.get(one.merchant_id)
    booked, paid = known.counts.get(one.id, (0, 0))
    own = known.own.get(one.id)
    return PresaleShown(
        **{name: getattr(one, name) for name in KEPT},
        sign=front.sign if front else "",
        picture_url=known.pictures.get(one.picture) if one.picture else None,
        phase=phase,
        left=known.left.get(one.pool_id, 0) if phase == "open" else 0,
        booked=booked,
        paid=paid,
        rest=one.price - one.deposit,
        booking=_own(own, known) if own else None,
        leads=one.merchant_id in known.leads,
    )


def _own(one: Booking, known: PresaleParts) -> OwnBooking:
    # The order is there with the payment; the booking follows it a moment later.
    state: BookingState = "paid" if one.right_id in known.used else one.state
    return OwnBooking(
        id=one.id,
        state=state,
        why=one.why,
        at=one.at,
        ended_at=one.ended_at,
        right_id=one.right_id if one.right_id in known.rights else None,
        order_id=one.trade_id if state == "paid" else None,
    )


KEPT = [
    name
    for name in PresaleShown.__struct_fields__
    if name in ("terms", "may_give_up", *Presale.__struct_fields__)
]
