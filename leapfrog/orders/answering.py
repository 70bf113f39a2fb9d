"""Cases answered: by the shop, by the buyer, and by the town where both call it."""

from collections.abc import Sequence
from uuid import UUID

from msgspec.structs import replace

from leapfrog import escrow, stock
from leapfrog.escrow import EscrowAct, EscrowAction
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.orders import acting, following, news, reading, store, store_cases
from leapfrog.orders.acting import not_now, raise_first
from leapfrog.orders.case_model import Case, CaseEntry, CaseStep, Ruling, Said
from leapfrog.orders.cases import checked
from leapfrog.orders.errors import NoOrder, NoOrderCase, OrderActIdUsed, OwnOrderCase
from leapfrog.orders.following import Followed
from leapfrog.orders.model import ShopOrder, Side

ACTIONS: dict[CaseStep, EscrowAction] = {
    "agree": escrow.Agree(),
    "refuse": escrow.Refuse(),
    "got_back": escrow.GotBack(),
    "send_back": escrow.SendBack(),
    "drop": escrow.Withdraw(),
    "appeal": escrow.Appeal(),
}
SIDES: dict[CaseStep, tuple[Side, ...]] = {
    "agree": ("shop",),
    "refuse": ("shop",),
    "got_back": ("shop",),
    "send_back": ("buyer",),
    "drop": ("buyer",),
    "appeal": ("buyer", "shop"),
    "evidence": ("buyer", "shop"),
}
# Nobody is told no, or called before the town, without a word.
WITH_REASON: tuple[CaseStep, ...] = ("refuse", "appeal", "evidence")


async def say(db: Db, me: UUID, case_id: UUID, entry_id: UUID, said: Said) -> ShopOrder:
    """The buyer or the shop answers in a case, appeals, or shows something. The same id again is
    the same. Raises `NoOrderCase`, `RoleNeeded`, `OrderActIdUsed`, `Invalid`, `OrderNotNow`.
    """
    case, here, side = await _enter(db, me, case_id)
    known = await store_cases.entry(db, entry_id)
    if known is not None:
        if (known.case_id, known.act, known.side) != (case_id, said.act, side):
            raise OrderActIdUsed
        return here.order
    if side not in SIDES[said.act]:
        raise Invalid("That is for the other side to do.")
    text = checked(said.text)
    if said.act in WITH_REASON and not text:
        raise Invalid("Please say why.")
    if here.case is None or here.case.case.id != case_id:
        raise not_now(here.order)
    entry = CaseEntry(entry_id, case_id, me, side=side, act=said.act, text=text, at=db.now)
    await store_cases.add_entry(db, entry)
    if said.act == "got_back" and said.sellable:
        if here.order.refund != "returned":
            raise not_now(here.order)
        await shelve(db, here, me)
    done = here
    if said.act in ACTIONS:
        party = here.order.buyer_id if side == "buyer" else here.order.merchant_id
        step = derived_id(entry_id, f"entry of {case_id}")
        act = EscrowAct(step, case.order_id, party, ACTIONS[said.act], me)
        done = await acting.act(db, here, act)
    await news.changed(db, done.order, but=me)
    return done.order


async def _enter(db: Db, me: UUID, case_id: UUID) -> tuple[Case, Followed, Side]:
    case = await store_cases.find(db, case_id)
    if case is None:
        raise NoOrderCase
    order = (await store.find(db, [case.order_id]))[case.order_id]
    side: Side = "buyer" if order.buyer_id == me else "shop"
    enter = acting.enter_as_buyer if side == "buyer" else acting.enter_as_shop
    try:
        return case, await enter(db, me, order.id), side
    except NoOrder:
        raise NoOrderCase from None


async def shelve(db: Db, here: Followed, by_id: UUID | None) -> None:
    """What the open case is about came back and lies on the shelf again."""
    assert here.case is not None
    by_no = {line.no: line for line in here.lines}
    back = [
        stock.TakeBack(
            id=derived_id(one.case_id, f"back {one.no}"),
            pool_id=by_no[one.no].pool_id,
            units=one.n,
            claim_id=by_no[one.no].claim_id,
            by_id=by_id,
        )
        for one in here.case.lines
        if one.n
    ]
    await take_back(db, back)


async def take_back(
    db: Db, back: Sequence[stock.TakeBack], but: tuple[type[Problem], ...] = ()
) -> None:
    """Puts units back on their shelves. Raises what the stock refuses, `but` these."""
    answers = await stock.record(db, back) if back else []
    # Of what was sold long ago the stock knows no claim any more: then it is more that lies there.
    late = [
        stock.Receive(id=one.id, pool_id=one.pool_id, units=one.units, by_id=one.by_id)
        for one, answer in zip(back, answers, strict=True)
        if isinstance(answer, stock.NoClaim)
    ]
    raise_first([one for one in answers if not isinstance(one, (stock.NoClaim, *but))])
    answers = await stock.record(db, late) if late else []
    raise_first([one for one in answers if not isinstance(one, but)])


async def rule(db: Db, clerk: UUID, case_id: UUID, entry_id: UUID, ruling: Ruling) -> ShopOrder:
    """The town rules on an appeal, with a reason for each side. About goods that were not sent it
    is all or nothing: half a thing cannot be called off; and no whole order ends before all of it
    is sent. Nobody judges an order that they or their shop have a part in. The same id again is the
    same. Raises `NoOrderCase`, `OwnOrderCase`, `OrderActIdUsed`, `Invalid`, `OrderNotNow`.
    """
    case = await store_cases.find(db, case_id)
    if case is None:
        raise NoOrderCase
    here = await acting.enter(db, case.order_id)
    if not await reading.others_only(db, clerk, [here.order]):
        raise OwnOrderCase
    known = await store_cases.entry(db, entry_id)
    if known is not None:
        if (known.case_id, known.act) != (case_id, "ruling"):
            raise OrderActIdUsed
        return here.order
    for_buyer, for_shop = checked(ruling.for_buyer), checked(ruling.for_shop)
    if not for_buyer or not for_shop:
        raise Invalid("A ruling has a reason for each side.")
    if not 0 <= ruling.to_buyer <= case.amount:
        raise Invalid(f"Between 0 and {case.amount} can go back.")
    if case.unsent and ruling.to_buyer not in (0, case.amount):
        raise Invalid("What was not sent is called off as a whole, or not at all.")
    if ruling.whole and any(line.open for line in here.lines):
        raise Invalid("An order ends as a whole when all of it is sent.")
    if here.case is None or here.case.case.id != case_id:
        raise not_now(here.order)
    said = CaseEntry(entry_id, case_id, clerk, side="town", act="ruling", text=for_buyer, at=db.now)
    await store_cases.add_entry(db, replace(said, for_shop=for_shop, to_buyer=ruling.to_buyer))
    order = here.order
    waits = order.total - order.refunded - order.released
    # After the release nothing waits: the shop has all that is not the buyer's.
    whole = ruling.whole and waits > 0
    judged = escrow.Judge(ruling.to_buyer, waits - ruling.to_buyer if whole else 0, whole)
    if judged.to_seller:
        # Both go in one step: the rate must be right before.
        back = min(ruling.to_buyer, here.case.case.amount - here.case.case.given)
        left = following.given_back(here.lines, here.case, back)
        await acting.charge(db, order.id, left)
    step = derived_id(entry_id, f"ruling of {case_id}")
    done = await acting.act(db, here, EscrowAct(step, case.order_id, None, judged, clerk))
    await news.changed(db, done.order)
    return done.order
