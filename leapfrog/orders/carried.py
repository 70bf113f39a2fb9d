"""An order follows its parcels: what was handed over by code is received, what came back or was
lost gives the buyer the money back, and once all is over the price of the delivery goes where it
belongs. Every step looks at how things stand now, so it does not matter what is heard first, or
twice.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from msgspec.structs import replace

from leapfrog import escrow, parcels, stock
from leapfrog.escrow import EscrowAct, EscrowChanged
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.spreading import spread
from leapfrog.kernel.timers import schedule
from leapfrog.orders import acting, answering, cases, news, store, store_cases
from leapfrog.orders.case_model import RETURNING, CaseEntry, CaseWish
from leapfrog.orders.errors import OrderNotNow
from leapfrog.orders.following import Followed
from leapfrog.orders.model import LONGEST_EXTENSION, TERMINAL, order_of
from leapfrog.orders.worth import part_worth
from leapfrog.parcels import DOUBT, Parcel, ParcelChanged
from leapfrog.stock import MoreThanClaimed, MoveIdUsed

# The due row of a signature that nobody doubted.
SIGNED = "orders.signed"
ON_THE_WAY = ("sent_part", "sent")
BACK = ("returned", "called_off")
# After what happens with a parcel by itself, a day or two to hear of it.
SPARE = timedelta(days=2)


async def parcel_moved(db: Db, event: ParcelChanged) -> None:
    """A reaction to a parcel: its order follows what became of it."""
    await follow_parcels(db, event.delivery_id)


async def after_money(db: Db, event: EscrowChanged) -> None:
    """A reaction to money in escrow: when a question is over, the parcels go on."""
    order_id = order_of(event.of)
    if order_id is not None:
        await follow_parcels(db, order_id)


async def after_signature(db: Db, ref: str, _body: object) -> None:
    """The handler of the due row after a signature: what nobody disputed has come."""
    await follow_parcels(db, UUID(ref))


async def follow_parcels(db: Db, order_id: UUID) -> None:
    """Does what follows from where the parcels of an order are; twice is once."""
    known = (await store.find(db, [order_id])).get(order_id)
    if known is None or known.delivery == "pickup":
        return
    here = before = await acting.enter(db, order_id)
    found = (await parcels.of_deliveries(db, [order_id])).get(order_id, [])
    gone = sorted(
        (one for one in found if one.state in (*BACK, "lost")),
        key=lambda one: (one.ended_at or one.changed_at, one.id),
    )
    for one in gone:
        await _shelve(db, here, one)
    for n, one in enumerate(gone):
        here = await _money_back(db, here, one, gone[: n + 1])
    if here is before:
        here = await _received(db, here, found)
    # Money that has moved is heard of (`after_money`): what follows from that has a transaction and
    # locks of its own.
    if here is before and here.order.state in TERMINAL:
        await parcels.close(db, order_id, earned=here.order.state == "done")


async def _shelve(db: Db, here: Followed, one: Parcel) -> None:
    """What was in a parcel that came back lies on the shelf again, once, whether or not money goes
    back for it: some or all of it may have gone back before. An open question comes first. What was
    called off after the buyer had it did not come back.
    """
    order = here.order
    came = one.state == "returned" or (one.state == "called_off" and order.state in ON_THE_WAY)
    # Where there is a case of it, that was done when it was opened.
    if not came or not order.is_quiet or await store_cases.find(db, _case_of(one)) is not None:
        return
    units = {line.no: one.contents.get(str(line.no), 0) for line in here.lines}
    back = [
        stock.TakeBack(
            id=derived_id(one.id, f"back {line.no}"),
            pool_id=line.pool_id,
            units=min(units[line.no], line.sent - line.returned),
            claim_id=line.claim_id,
        )
        for line in here.lines
        if min(units[line.no], line.sent - line.returned) > 0
    ]
    await answering.take_back(db, back, but=(MoreThanClaimed, MoveIdUsed))


async def _money_back(db: Db, here: Followed, one: Parcel, gone: Sequence[Parcel]) -> Followed:
    """What was in a parcel that reached nobody is paid back, at once and unasked, unless it was
    before; `gone`: those that reached nobody, up to this one. An open question comes first; of what
    was received nothing goes back by itself.
    """
    order, case_id = here.order, _case_of(one)
    if order.state not in ON_THE_WAY or not order.is_quiet:
        return here
    if await store_cases.find(db, case_id) is not None:
        return here
    back = one.state in BACK
    sent = {line.no: line.sent - line.returned for line in here.lines}
    units = {int(no): min(n, sent.get(int(no), 0)) for no, n in one.contents.items()}
    wish = CaseWish("return" if back else "refund", {no: n for no, n in units.items() if n})
    owed = await _owed(db, here, gone)
    asked = {no: owed[no] for no in wish.units if owed[no]}
    if not asked:
        # All of it has gone back before.
        return here
    opened = cases.opened_case(db, order.id, case_id, wish, asked, unsent=False)
    await store_cases.add(db, opened.case, opened.lines)
    entry = CaseEntry(case_id, case_id, None, side="town", act="open", text="", at=db.now)
    await store_cases.add_entry(db, entry)
    here = replace(here, case=opened)
    done = await acting.act(db, here, *_back_acts(here, case_id, opened.case.amount, back=back))
    await news.changed(db, done.order)
    return done


def _case_of(one: Parcel) -> UUID:
    return derived_id(one.id, "never came")


async def _owed(db: Db, here: Followed, gone: Sequence[Parcel]) -> dict[int, int]:
    """How much of each line is still to go back for parcels that reached nobody (minor units).
    What was given for goods that stayed counts first for those that never came: whoever gets the
    price of a unit back, because it does not come, gets it once.
    """
    before = (await store_cases.of_orders(db, [here.order.id])).get(here.order.id, [])
    ids = [one.id for one in before]
    about, steps = await store_cases.lines(db, ids), await store_cases.entries(db, ids)
    never = {_case_of(one) for one in gone}
    # What the buyer sent back, and what went back for it.
    units, money = Counter[int](), Counter[int]()
    for one in before:
        sent_back = any(step.act == "send_back" for step in steps.get(one.id, []))
        if one.id in never or one.unsent or one.kind not in RETURNING or not sent_back:
            continue
        lines = about.get(one.id, [])
        for each, part in zip(lines, spread(one.given, [x.amount for x in lines]), strict=True):
            units[each.no] += each.n
            money[each.no] += part
    owed = {}
    for line in here.lines:
        lost = sum(one.contents.get(str(line.no), 0) for one in gone)
        lost = min(lost, line.sent - units[line.no])
        had = (
            line.refunded
            - money[line.no]
            - part_worth(line, line.n - line.cancelled, line.cancelled)
        )
        due = part_worth(line, units[line.no], lost) - had
        owed[line.no] = max(0, min(due, line.paid - line.refunded))
    return owed


def _back_acts(here: Followed, case_id: UUID, amount: int, *, back: bool) -> list[EscrowAct]:
    """Asked, agreed and, where goods came back, looked at: in one step."""
    order = here.order
    asks: list[tuple[UUID, escrow.EscrowAction]] = [
        (order.buyer_id, escrow.AskRefund(amount, 0, back)),
        (order.merchant_id, escrow.Agree()),
    ]
    if back:
        asks += [(order.buyer_id, escrow.SendBack()), (order.merchant_id, escrow.GotBack())]
    return [
        EscrowAct(derived_id(case_id, f"step {n}"), order.id, party, action)
        for n, (party, action) in enumerate(asks)
    ]


async def _received(db: Db, here: Followed, found: Sequence[Parcel]) -> Followed:
    order = here.order
    if order.state != "sent" or not order.is_quiet or not found:
        return here
    open_ones = [one for one in found if one.ended_at is None and parcels.is_followed(one)]
    if open_ones:
        return await _more_time(db, here, open_ones)
    got = [one for one in found if one.state == "received"]
    signed = [one.ended_at for one in got if one.proof == "signature" and one.ended_at]
    sure = max(signed) + DOUBT if signed else None
    if not got:
        return here
    if sure is not None and sure > db.now:
        await schedule(db, SIGNED, str(order.id), sure)
        return here
    return replace(here, order=await acting.received(db, here, None))


async def _more_time(db: Db, here: Followed, open_ones: Sequence[Parcel]) -> Followed:
    """Nothing is confirmed by itself while a parcel is on its way, as far as escrow lets us."""
    order = here.order
    ends = max((one.due_at for one in open_ones if one.due_at), default=None)
    if ends is None or order.due_at is None or order.due_at >= ends + SPARE:
        return here
    days = min(LONGEST_EXTENSION, (ends + SPARE - order.due_at).days + 1)
    step = derived_id(order.id, f"until {ends.isoformat()}")
    more = escrow.Extend(timedelta(days=days))
    try:
        return await acting.act(db, here, EscrowAct(step, order.id, order.merchant_id, more))
    except OrderNotNow:
        return here
