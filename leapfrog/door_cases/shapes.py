"""How cases of what was paid at the door are shown to both sides, and to the desk."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import door_orders, market, till
from leapfrog.door_cases import asking, store
from leapfrog.door_cases.model import (
    DoorCase,
    DoorCaseEntryAct,
    DoorCaseKind,
    DoorCaseSide,
    DoorCaseState,
    DoorCaseStep,
    PaidBack,
    steps_of,
)
from leapfrog.door_orders import DoorLine, DoorOrder, Side
from leapfrog.identity import named
from leapfrog.kernel.db import Db


class DoorCaseEntryShown(msgspec.Struct, frozen=True):
    """What a side did and said. Of a ruling: `text` is for the buyer, `for_shop` for the shop,
    `to_buyer` what goes back (minor units).
    """

    id: UUID
    side: DoorCaseSide
    act: DoorCaseEntryAct
    text: str
    at: datetime
    for_shop: str
    to_buyer: int | None


class DoorCaseUnits(msgspec.Struct, frozen=True):
    """Of a line `n` units come back, and so much is asked (minor units)."""

    no: int
    title: str
    n: int
    amount: int


class DoorCaseShown(msgspec.Struct, frozen=True, kw_only=True):
    """A question about money or goods back. `amount`: what is asked, `given`: what goes back once
    that is decided (minor units); `may`: what one can do now; `due_at`: what happens by itself
    happens then; `paid_by`: how the money went back.
    """

    id: UUID
    kind: DoorCaseKind
    state: DoorCaseState
    amount: int
    given: int
    judged: bool
    paid_by: PaidBack | None
    due_at: datetime | None
    opened_at: datetime
    ended_at: datetime | None
    units: list[DoorCaseUnits]
    entries: list[DoorCaseEntryShown]
    may: list[DoorCaseStep]


class AskableLine(msgspec.Struct, frozen=True):
    """Of a line `most` units can be asked about, which cost `price` each; at most `worth` of all of
    it can still go back (minor units).
    """

    no: int
    title: str
    most: int
    price: int
    worth: int


class DoorCases(msgspec.Struct, frozen=True):
    """The questions about an order, the oldest first, and what its buyer can ask now of which
    lines. `granted`: what the shop cannot refuse to take back.
    """

    cases: list[DoorCaseShown]
    kinds: list[DoorCaseKind]
    lines: list[AskableLine]
    granted: bool
    currency: str


class DoorCaseAtDesk(msgspec.Struct, frozen=True, kw_only=True):
    """A case as the desk reads it, with what was sold by whom to whom for how much (minor units)
    and how that was paid.
    """

    case: DoorCaseShown
    order_id: UUID
    number: str
    sign: str
    buyer_name: str
    goods: list[str]
    total: int
    currency: str
    paid_by: str
    ended_at: datetime | None


async def of_order(db: Db, me: UUID, order_id: UUID) -> DoorCases:
    """For its buyer, and for who leads the shop. Raises `NoDoorOrder`, `RoleNeeded`."""
    order, side = await door_orders.of_either(db, me, order_id)
    lines = await door_orders.lines_of(db, order_id)
    before = (await store.of_orders(db, [order_id])).get(order_id, [])
    kinds = asking.kinds(db, order, before, lines) if side == "buyer" else []
    left = [line for line in lines if line.returned < line.n and line.refunded < line.paid]
    return DoorCases(
        cases=await shown(db, before, {order_id: lines}, side),
        kinds=kinds,
        lines=[_askable(line) for line in left] if kinds else [],
        granted=bool(kinds) and asking.is_granted(db, order, left),
        currency=order.currency,
    )


def _askable(line: DoorLine) -> AskableLine:
    most, worth = line.n - line.returned, line.paid - line.refunded
    return AskableLine(line.no, title_of(line), most, line.price, worth)


def title_of(line: DoorLine) -> str:
    """With what was chosen of it."""
    return " · ".join([line.title, *line.options])


async def shown(
    db: Db,
    cases: Sequence[DoorCase],
    lines: dict[UUID, list[DoorLine]],
    side: Side | None,
) -> list[DoorCaseShown]:
    """Cases as a side sees them; None: the desk. `lines`: those of each order."""
    ids = [one.id for one in cases]
    units, entries = await store.lines(db, ids), await store.entries(db, ids)
    titles = {(line.order_id, line.no): title_of(line) for each in lines.values() for line in each}
    return [
        DoorCaseShown(
            **{name: getattr(one, name) for name in KEPT},
            units=[
                DoorCaseUnits(each.no, titles[one.order_id, each.no], each.n, each.amount)
                for each in units[one.id]
            ],
            entries=[
                DoorCaseEntryShown(**{name: getattr(each, name) for name in SAID})
                for each in entries[one.id]
            ],
            may=steps_of(side, one.state) if side else [],
        )
        for one in cases
    ]


async def at_desk(db: Db, me: UUID, cases: Sequence[DoorCase]) -> list[DoorCaseAtDesk]:
    """As who works at the desk sees them; none that they or their shop have a part in."""
    orders = await door_orders.by_ids(db, {one.order_id for one in cases})
    staff = await till.shop_staff(db, {one.merchant_id for one in orders.values()})
    theirs = [
        one
        for one in cases
        for order in [orders[one.order_id]]
        if me not in {order.buyer_id, *staff.get(order.merchant_id, ())}
    ]
    lines = await door_orders.lines_of_all(db, [one.order_id for one in theirs])
    fronts = await market.fronts(db, {one.merchant_id for one in orders.values()})
    names = await named(db, [one.buyer_id for one in orders.values()])

    def one_at_desk(case: DoorCaseShown, order: DoorOrder) -> DoorCaseAtDesk:
        front, buyer = fronts.get(order.merchant_id), names.get(order.buyer_id)
        return DoorCaseAtDesk(
            case=case,
            order_id=order.id,
            number=order.number,
            sign=front.sign if front else "",
            buyer_name=buyer.display_name if buyer else "",
            goods=[f"{line.n} × {title_of(line)}" for line in lines[order.id]],
            total=order.total,
            currency=order.currency,
            paid_by=order.paid_by or "",
            ended_at=order.ended_at,
        )

    seen = await shown(db, theirs, lines, None)
    return [one_at_desk(case, orders[one.order_id]) for one, case in zip(theirs, seen, strict=True)]


KEPT = [name for name in DoorCaseShown.__struct_fields__ if name in DoorCase.__struct_fields__]
SAID = DoorCaseEntryShown.__struct_fields__
