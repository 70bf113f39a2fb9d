"""The buyer asks for money back, or gives goods back, of what was paid at the door."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from leapfrog import door_orders
from leapfrog.door_cases import moving, news, store
from leapfrog.door_cases.errors import DoorCaseIdUsed, DoorCaseNotNow, NoMoreDoorCases
from leapfrog.door_cases.model import (
    ASK_WITHIN,
    LONGEST_TEXT,
    MOST_WITHOUT_SUCCESS,
    DoorCase,
    DoorCaseEntry,
    DoorCaseKind,
    DoorCaseLine,
    DoorCaseWish,
)
from leapfrog.door_orders import DoorLine, DoorOrder, NoDoorOrder
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.spreading import spread


async def open_case(
    db: Db, me: UUID, order_id: UUID, case_id: UUID, wish: DoorCaseWish
) -> DoorCase:
    """A question about an order of mine that was handed over, one at a time. A return that the law
    or the shop's word grants is agreed at once. The same id again is the same. Raises
    `NoDoorOrder`, `RoleNeeded`, `DoorCaseIdUsed`, `DoorCaseNotNow`, `NoMoreDoorCases`, `Invalid`.
    """
    if (await door_orders.of_either(db, me, order_id))[1] != "buyer":
        raise NoDoorOrder
    order = await door_orders.locked(db, order_id)
    known = await store.find(db, case_id)
    if known is not None:
        if (known.order_id, known.kind) != (order_id, wish.kind):
            raise DoorCaseIdUsed
        return known
    before = (await store.of_orders(db, [order_id])).get(order_id, [])
    check_askable(db, order, before)
    lines = await door_orders.lines_of(db, order_id)
    asked = asked_lines(case_id, lines, wish)
    case = DoorCase(
        id=case_id,
        order_id=order_id,
        kind=wish.kind,
        state="asked",
        amount=sum(one.amount for one in asked),
        opened_at=db.now,
        changed_at=db.now,
    )
    text = checked(wish.text)
    await store.add(db, case, asked)
    said = DoorCaseEntry(
        id=case_id, case_id=case_id, by_id=me, side="buyer", act="open", text=text, at=db.now
    )
    await store.add_entry(db, said)
    chosen = [line for line in lines if line.no in wish.units]
    if wish.kind == "return" and is_granted(db, order, chosen):
        case = moving.agreed(case)
    done = await moving.go_on(db, case, order)
    await news.changed(db, done, order, but=me)
    return done


def kinds(
    db: Db, order: DoorOrder, before: Sequence[DoorCase], lines: Sequence[DoorLine]
) -> list[DoorCaseKind]:
    """What the buyer can ask now."""
    try:
        check_askable(db, order, before)
    except (DoorCaseNotNow, NoMoreDoorCases):
        return []
    if any(line.returned < line.n and line.refunded < line.paid for line in lines):
        return ["refund", "return"]
    return []


def check_askable(db: Db, order: DoorOrder, before: Sequence[DoorCase]) -> None:
    """Raises `DoorCaseNotNow` unless it was handed over not long ago and no question is open;
    `NoMoreDoorCases` after the town has judged, or after too many that led to nothing.
    """
    still = next((one for one in before if one.ended_at is None), None)
    if still or order.state != "done" or not order.ended_at:
        raise DoorCaseNotNow(state=still.state if still else None)
    if db.now >= order.ended_at + max(ASK_WITHIN, timedelta(days=order.returns_days)):
        raise NoMoreDoorCases
    in_vain = sum(one.state in ("dropped", "denied") for one in before)
    if in_vain >= MOST_WITHOUT_SUCCESS or any(one.judged for one in before):
        raise NoMoreDoorCases


def is_granted(db: Db, order: DoorOrder, lines: Sequence[DoorLine]) -> bool:
    """Whether these can be given back without a reason: what a business sold, but for what the law
    leaves out, or as long as the shop said.
    """
    if order.ended_at is None:
        return False
    by_law = order.trader and db.now < order.ended_at + ASK_WITHIN
    by_shop = db.now < order.ended_at + timedelta(days=order.returns_days)
    return by_shop or (by_law and not any(line.no_withdrawal for line in lines))


def asked_lines(case_id: UUID, lines: Sequence[DoorLine], wish: DoorCaseWish) -> list[DoorCaseLine]:
    """How much is asked of each line. Raises `Invalid` for units that are not there, and for more
    than was paid for them.
    """
    there = {line.no: line for line in lines}
    if not wish.units or any(
        no not in there or not 0 < n <= there[no].n - there[no].returned
        for no, n in wish.units.items()
    ):
        raise Invalid("So many of that were not bought.", field="units")
    worth = {
        no: min(n * there[no].price, there[no].paid - there[no].refunded)
        for no, n in wish.units.items()
    }
    total = sum(worth.values())
    part = wish.amount if wish.kind == "refund" else None
    amount = total if part is None else part
    if not 0 < amount <= total:
        raise Invalid(f"Between 1 and {total} can go back for that.", field="amount")
    parts = spread(amount, list(worth.values()))
    comes = wish.units if wish.kind == "return" else {}
    return [
        DoorCaseLine(case_id, no, comes.get(no, 0), one)
        for no, one in zip(worth, parts, strict=True)
        if one
    ]


def checked(text: str) -> str:
    """What somebody says, as it is kept. Raises `Invalid`."""
    kept = text.strip()
    if len(kept) > LONGEST_TEXT:
        raise Invalid(f"At most {LONGEST_TEXT} characters.", field="text")
    return kept
