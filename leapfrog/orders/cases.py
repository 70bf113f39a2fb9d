"""Cases opened: what can be asked back of an order, by whom, and how much that is."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from msgspec.structs import replace

from leapfrog import escrow
from leapfrog.escrow import EscrowAct
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.spreading import spread
from leapfrog.orders import acting, news, store, store_cases
from leapfrog.orders.acting import check_units, not_now
from leapfrog.orders.case_model import (
    RETURNING,
    Case,
    CaseEntry,
    CaseLine,
    CaseWish,
    OpenCase,
)
from leapfrog.orders.errors import (
    NoOrder,
    NoRightToReturn,
    NothingMoreToAsk,
    OrderActIdUsed,
)
from leapfrog.orders.following import Followed
from leapfrog.orders.model import OrderLine, ShopOrder, Side
from leapfrog.orders.worth import cancelled_worth, sent_worth

LONGEST_TEXT = 2_000
BUYERS = ("cancel", "refund", "return", "withdrawal")
SHOPS = ("cancel", "gift")
# While a question is open the shop's money waits: so many of a buyer's may lead to nothing.
MOST_WITHOUT_SUCCESS = 3


async def open_case(db: Db, me: UUID, order_id: UUID, case_id: UUID, wish: CaseWish) -> ShopOrder:
    """Opens a case about an order: the buyer asks for money or gives goods back; the shop gives
    money back, or says what it will not send. What cannot be refused is agreed at once: calling off
    what is not packed, a withdrawal, a return within the time that the shop promised. The same id
    again is the same. Raises `NoOrder`, `RoleNeeded`, `OrderActIdUsed`, `OrderNotNow`, `Invalid`,
    `NotSoMany`, `NoRightToReturn`, `NothingMoreToAsk`.
    """
    order = (await store.find(db, [order_id])).get(order_id)
    if order is None:
        raise NoOrder
    side: Side = "buyer" if order.buyer_id == me else "shop"
    enter = acting.enter_as_buyer if side == "buyer" else acting.enter_as_shop
    here = await enter(db, me, order_id)
    known = await store_cases.find(db, case_id)
    if known is not None:
        if (known.order_id, known.kind) != (order_id, wish.kind):
            raise OrderActIdUsed
        return here.order
    if wish.kind not in (BUYERS if side == "buyer" else SHOPS):
        raise Invalid("That is for the other side to ask.")
    if not here.order.is_quiet:
        raise not_now(here.order)
    unsent = is_about_unsent(here.order, wish)
    check_units(here, wish.units, _most(here.lines, unsent=unsent))
    _check_right(db, here, wish, unsent=unsent)
    if side == "buyer":
        await _check_before(db, order_id, wish)
    asked = amounts(here.lines, wish, unsent=unsent)
    opened = opened_case(db, order_id, case_id, wish, asked, unsent=unsent)
    await store_cases.add(db, opened.case, opened.lines)
    text = checked(wish.text)
    entry = CaseEntry(case_id, case_id, me, side=side, act="open", text=text, at=db.now)
    await store_cases.add_entry(db, entry)
    acts = [_act(opened, here.order, side, me)]
    if side == "buyer" and is_granted(db, here.order, wish, unsent=unsent):
        agreed = derived_id(case_id, "agreed")
        acts.append(EscrowAct(agreed, order_id, order.merchant_id, escrow.Agree()))
    done = await acting.act(db, replace(here, case=opened), *acts)
    await news.changed(db, done.order, but=me)
    return done.order


def opened_case(
    db: Db,
    order_id: UUID,
    case_id: UUID,
    wish: CaseWish,
    asked: Mapping[int, int],
    *,
    unsent: bool,
) -> OpenCase:
    """A case as it begins; `asked`: minor units by line."""
    case = Case(
        id=case_id,
        order_id=order_id,
        kind=wish.kind,
        amount=sum(asked.values()),
        unsent=unsent,
        given=0,
        outcome=None,
        opened_at=db.now,
        ended_at=None,
    )
    return OpenCase(case, _lines(case, wish, asked))


def is_about_unsent(order: ShopOrder, wish: CaseWish) -> bool:
    """Whether it is about goods that were not sent: before any was, a withdrawal is that."""
    return wish.kind == "cancel" or (wish.kind == "withdrawal" and order.state == "paid")


def _most(lines: Sequence[OrderLine], *, unsent: bool) -> dict[int, int]:
    if unsent:
        return {line.no: line.open for line in lines}
    return {line.no: line.sent - line.returned for line in lines}


def _check_right(db: Db, here: Followed, wish: CaseWish, *, unsent: bool) -> None:
    if wish.kind != "withdrawal":
        return
    bound = any(line.no_withdrawal for line in here.lines if line.no in wish.units)
    if not here.order.may_withdraw(db.now) or (bound and not unsent):
        raise NoRightToReturn


async def _check_before(db: Db, order_id: UUID, wish: CaseWish) -> None:
    """What the town has judged is not asked again, and nobody asks again and again. A right that
    the law gives outlasts a judgement about something else.
    """
    before = (await store_cases.of_orders(db, [order_id])).get(order_id, [])
    about = await store_cases.lines(db, [one.id for one in before])
    for one in before:
        same = any(line.no in wish.units for line in about.get(one.id, []))
        by_law = wish.kind == "withdrawal" and one.kind != "withdrawal"
        if one.outcome == "judged" and same and not by_law:
            raise NothingMoreToAsk(most=None)
    if sum(one.outcome is not None and not one.given for one in before) >= MOST_WITHOUT_SUCCESS:
        raise NothingMoreToAsk(most=MOST_WITHOUT_SUCCESS)


def is_granted(db: Db, order: ShopOrder, wish: CaseWish, *, unsent: bool) -> bool:
    """Whether the shop has agreed beforehand, or must."""
    if wish.kind == "withdrawal":
        return True
    if wish.kind == "cancel":
        return unsent and order.state == "paid" and order.packed_at is None
    return wish.kind == "return" and order.takes_back(db.now)


def amounts(lines: Sequence[OrderLine], wish: CaseWish, *, unsent: bool) -> dict[int, int]:
    """How much of each line is asked back (minor units). Raises `Invalid` unless something is."""
    chosen = [line for line in lines if line.no in wish.units]
    worth = cancelled_worth if unsent else sent_worth
    most = [worth(line, wish.units[line.no]) for line in chosen]
    total = sum(most)
    part = wish.kind in ("refund", "gift") and wish.amount is not None
    amount = wish.amount if part and wish.amount is not None else total
    if not 0 < amount <= total:
        raise Invalid(f"Between 1 and {total} can go back for that.")
    parts = spread(amount, most)
    return {line.no: one for line, one in zip(chosen, parts, strict=True) if one}


def checked(text: str) -> str:
    """What somebody says, as it is kept. Raises `Invalid`."""
    kept = text.strip()
    if len(kept) > LONGEST_TEXT:
        raise Invalid(f"At most {LONGEST_TEXT} characters.")
    return kept


def _lines(case: Case, wish: CaseWish, asked: Mapping[int, int]) -> list[CaseLine]:
    goes = wish.kind in RETURNING or case.unsent
    return [
        CaseLine(case.id, no, wish.units[no] if goes else 0, amount) for no, amount in asked.items()
    ]


def _act(opened: OpenCase, order: ShopOrder, side: Side, me: UUID) -> EscrowAct:
    case = opened.case
    unsent = case.amount if case.unsent else 0
    step = derived_id(case.id, f"case of {order.id}")
    if side == "shop":
        given = escrow.GiveBack(case.amount, unsent)
        return EscrowAct(step, order.id, order.merchant_id, given, me)
    returns = case.kind in RETURNING and not case.unsent
    asked = escrow.AskRefund(case.amount, unsent, returns)
    return EscrowAct(step, order.id, order.buyer_id, asked, me)
