"""A case goes on by what both sides do, and by what the town decides."""

from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import door_orders, till
from leapfrog.door_cases import moving, news, store
from leapfrog.door_cases.asking import checked
from leapfrog.door_cases.errors import (
    DoorCaseIdUsed,
    NoDoorCase,
    OwnDoorCase,
    ShopHasNotEnough,
)
from leapfrog.door_cases.model import (
    DoorCase,
    DoorCaseEntry,
    DoorCaseRuling,
    DoorCaseStep,
)
from leapfrog.door_orders import DoorOrder, Shelving, Side
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid

# Nobody is told no, or called before the town, without a word.
WITH_REASON: tuple[DoorCaseStep, ...] = ("refuse", "appeal", "evidence")


class DoorCaseSaid(msgspec.Struct, frozen=True):
    """What a side does about a case, and why. `sellable`: what came back is on the shelf again."""

    act: DoorCaseStep
    text: str = ""
    sellable: bool = True


async def say(db: Db, me: UUID, case_id: UUID, entry_id: UUID, said: DoorCaseSaid) -> DoorCase:
    """One side answers, sends goods back or has them, calls the town, pays, or says that it has the
    money. The same id again is the same. Raises `NoDoorCase`, `RoleNeeded`, `DoorCaseIdUsed`,
    `Invalid`, `DoorCaseNotNow`, `ShopHasNotEnough`.
    """
    case, order, side = await entered(db, me, case_id)
    known = await store.entry(db, entry_id)
    if known is not None:
        if (known.case_id, known.act, known.side) != (case_id, said.act, side):
            raise DoorCaseIdUsed
        return case
    moving.check_may(case, said.act, side)
    text = checked(said.text)
    if said.act in WITH_REASON and not text:
        raise Invalid("Please say why.", field="text")
    entry = DoorCaseEntry(
        id=entry_id, case_id=case_id, by_id=me, side=side, act=said.act, text=text, at=db.now
    )
    await store.add_entry(db, entry)
    if said.act == "got_back" and said.sellable:
        back = (await store.lines(db, [case_id]))[case_id]
        units = {one.no: one.n for one in back}
        await door_orders.shelve(db, order.id, Shelving(case_id, units, me))
    done = await _moved(db, case, order, said.act)
    await news.changed(db, done, order, but=me)
    return done


async def _moved(db: Db, case: DoorCase, order: DoorOrder, act: DoorCaseStep) -> DoorCase:
    match act:
        case "evidence":
            return case
        case "pay":
            done = await moving.pay_or_owe(db, case, order)
            if done.state != "given":
                raise ShopHasNotEnough(amount=case.given)
            return done
        case "got_cash":
            return await moving.settled(db, case, order, "cash")
        case "agree":
            return await moving.go_on(db, moving.agreed(case), order)
        case "got_back":
            return await moving.go_on(db, moving.agreed(replace(case, sent_back=True)), order)
        case "send_back":
            return await moving.keep(db, replace(case, state="returned", sent_back=True))
        case "refuse":
            return await moving.keep(db, replace(case, state="refused"))
        case "appeal":
            return await moving.keep(db, replace(case, state="appealed"))
        case "drop":
            return await moving.keep(db, replace(case, state="dropped"))


async def entered(db: Db, me: UUID, case_id: UUID) -> tuple[DoorCase, DoorOrder, Side]:
    """A case and its order, which nobody changes until the transaction ends, and on which side of
    it I am. Raises `NoDoorCase`, `RoleNeeded`.
    """
    known = await store.find(db, case_id)
    if known is None:
        raise NoDoorCase
    try:
        _, side = await door_orders.of_either(db, me, known.order_id)
    except door_orders.NoDoorOrder:
        raise NoDoorCase from None
    order = await door_orders.locked(db, known.order_id)
    case = await store.find(db, case_id)
    assert case
    return case, order, side


async def rule(
    db: Db, clerk: UUID, case_id: UUID, entry_id: UUID, ruling: DoorCaseRuling
) -> DoorCase:
    """The town decides how much of what was asked goes back, with a reason for each side. The shop
    owes it from then on; where its wallet has it, it goes at once. Nobody judges what they or their
    shop have a part in. The same id again is the same. Raises `NoDoorCase`, `OwnDoorCase`,
    `DoorCaseIdUsed`, `Invalid`, `DoorCaseNotNow`.
    """
    known = await store.find(db, case_id)
    if known is None:
        raise NoDoorCase
    order = await door_orders.locked(db, known.order_id)
    if clerk in await parties(db, order):
        raise OwnDoorCase
    entry = await store.entry(db, entry_id)
    case = await store.find(db, case_id)
    assert case
    if entry is not None:
        if (entry.case_id, entry.act) != (case_id, "ruling"):
            raise DoorCaseIdUsed
        return case
    for_buyer, for_shop = checked(ruling.for_buyer), checked(ruling.for_shop)
    if not for_buyer or not for_shop:
        raise Invalid("A ruling has a reason for each side.")
    if not 0 <= ruling.to_buyer <= case.amount:
        raise Invalid(f"Between 0 and {case.amount} can go back.", field="to_buyer")
    moving.check_may(case, "ruling", "town")
    said = DoorCaseEntry(
        id=entry_id,
        case_id=case_id,
        by_id=clerk,
        side="town",
        act="ruling",
        text=for_buyer,
        at=db.now,
        for_shop=for_shop,
        to_buyer=ruling.to_buyer,
    )
    await store.add_entry(db, said)
    state = "owed" if ruling.to_buyer else "denied"
    judged = replace(case, state=state, given=ruling.to_buyer, judged=True)
    done = await moving.go_on(db, judged, order)
    await news.changed(db, done, order)
    return done


async def parties(db: Db, order: DoorOrder) -> set[UUID]:
    """Who has a part in an order: its buyer, and who works in the shop."""
    staff = (await till.shop_staff(db, [order.merchant_id])).get(order.merchant_id, set())
    return {order.buyer_id, *staff}
