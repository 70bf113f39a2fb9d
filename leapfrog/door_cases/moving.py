"""A case goes on: to its next state, and to the money that goes back from the shop's wallet, or is
owed until it does.

Locked are, in this order: the order, the pools of the stock, that the shop is paused, the accounts
of the wallet, the numbers of papers.
"""

from collections.abc import Sequence
from uuid import UUID

from msgspec.structs import replace

from leapfrog import door_orders, papers, pay, till, wallet
from leapfrog.door_cases import news, store
from leapfrog.door_cases.errors import DoorCaseNotNow
from leapfrog.door_cases.model import (
    OWES_TOO_LONG,
    TERMINAL,
    WAITS,
    DoorCase,
    DoorCaseAct,
    DoorCaseLine,
    DoorCaseSide,
    PaidBack,
    rules_for,
)
from leapfrog.door_orders import DoorOrder, GivenBack
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.spreading import spread
from leapfrog.kernel.timers import cancel, schedule
from leapfrog.papers import KeptLine

# The due row of what happens to a case by itself.
DUE = "door_cases.due"


def check_may(case: DoorCase, act: DoorCaseAct, side: DoorCaseSide) -> None:
    """Raises `DoorCaseNotNow` unless a side can do this with a case as it stands."""
    if not rules_for(act, side, case.state):
        raise DoorCaseNotNow(state=case.state)


def agreed(case: DoorCase) -> DoorCase:
    """What was asked goes back; of a return once the goods have."""
    if case.kind == "return" and not case.sent_back:
        return replace(case, state="return_wait")
    return replace(case, state="owed", given=case.amount)


async def keep(db: Db, case: DoorCase) -> DoorCase:
    """Writes a case of a locked order as it is now, and when it goes on by itself."""
    waits = WAITS.get(case.state)
    owes = case.state == "owed"
    kept = replace(
        case,
        owed_at=case.owed_at or db.now if owes else None,
        due_at=db.now + waits if waits else None,
        changed_at=db.now,
        ended_at=db.now if case.state in TERMINAL else None,
    )
    await store.save(db, kept)
    if kept.due_at:
        await schedule(db, DUE, str(kept.id), kept.due_at)
    else:
        await cancel(db, DUE, str(kept.id))
    return kept


async def pay_or_owe(db: Db, case: DoorCase, order: DoorOrder) -> DoorCase:
    """What is owed goes from the shop's wallet to the buyer's, or stays owed where the shop has not
    got it; then it is tried again each day.
    """
    # Looked at afterwards, when no more such rows may be locked.
    await door_orders.lock_pause(db, order.merchant_id)
    refused = await _pay(db, case, order)
    return await (keep(db, case) if refused else settled(db, case, order, "wallet"))


async def _pay(db: Db, case: DoorCase, order: DoorOrder) -> Problem | None:
    shop = await till.merchant(db, order.merchant_id)
    try:
        buyer = await pay.wallet_account_of(db, order.buyer_id)
    except Problem as problem:
        return problem
    move = wallet.Transfer(
        id=derived_id(case.id, "goes back"),
        payer=shop.available,
        payee=buyer.id,
        amount=case.given,
        code=wallet.Reason.REFUND,
        ref=order.id,
    )
    [done] = await wallet.post(db, [move])
    return done if isinstance(done, Problem) else None


async def settled(db: Db, case: DoorCase, order: DoorOrder, paid_by: PaidBack) -> DoorCase:
    """The money has gone back: the order's lines say so, and its invoice is corrected. A shop that
    owed it for too long, and owes nothing else so, is paid at the door again.
    """
    asked = (await store.lines(db, [case.id]))[case.id]
    lines = await door_orders.give_back(db, case.order_id, given_back(case, asked))
    kept = {one.no: KeptLine(one.n - one.returned, one.paid - one.refunded) for one in lines}
    await papers.credit(db, case.order_id, kept)
    done = await keep(db, replace(case, state="given", paid_by=paid_by))
    shop, since = order.merchant_id, db.now - OWES_TOO_LONG
    if await door_orders.lock_pause(db, shop) and not await store.owes(db, shop, since):
        await door_orders.resume_selling(db, shop)
    return done


def given_back(case: DoorCase, asked: Sequence[DoorCaseLine]) -> list[GivenBack]:
    """How much of what goes back is of which line, in proportion to what was asked of each; and the
    units that came back with it.
    """
    parts = spread(case.given, [one.amount for one in asked])
    return [
        GivenBack(one.no, one.n if case.sent_back else 0, part)
        for one, part in zip(asked, parts, strict=True)
    ]


async def go_on(db: Db, case: DoorCase, order: DoorOrder) -> DoorCase:
    """Writes what a case has become; what is owed is paid if it can be."""
    return await (pay_or_owe(db, case, order) if case.state == "owed" else keep(db, case))


def after_silence(case: DoorCase) -> DoorCase:
    """What becomes of a case that nobody went on with: who does not answer agrees, who does not go
    on gives up.
    """
    if case.state in ("return_wait", "refused"):
        return replace(case, state="dropped")
    return agreed(case) if case.state in ("asked", "returned") else case


async def fall_due(db: Db, ref: str, _body: object) -> None:
    """The handler of the due row of a case about a door order: takes the step that silence means,
    if its time has come. A shop that owes money for more than a week is not paid at the door
    meanwhile.
    """
    known = await store.find(db, UUID(ref))
    if known is None:
        return
    order = await door_orders.locked(db, known.order_id)
    case = await store.find(db, known.id)
    if case is None or case.due_at is None or case.due_at > db.now:
        return
    check_may(case, "clock", "town")
    done = await go_on(db, after_silence(case), order)
    late = done.owed_at is not None and db.now >= done.owed_at + OWES_TOO_LONG
    stopped = late and await door_orders.pause_selling(db, order.merchant_id)
    if done.state != case.state or stopped:
        await news.changed(db, done, order)
