"""An order that a link led to: the reward is promised with the payment, and paid when the goods
cannot go back any more.

Locked are, in this order: the offer, the reward, the accounts of the wallet. An offer's row is held
by whoever promises, so that of twelve orders at once only as many are promised as there is money
for, and as one person may have.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from leapfrog import contacts, escrow, orders, pay, wallet
from leapfrog.escrow import EscrowChanged
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.timers import schedule
from leapfrog.orders import OrderLine, ShopOrder
from leapfrog.share_rewards import linking, news, offering, store
from leapfrog.share_rewards.model import (
    COUNTS_FOR,
    GIVES_UP,
    TRY_AGAIN,
    Reward,
    RewardLink,
    VoidedBy,
)
from leapfrog.wallet import Reason, Transfer

DUE = "share_rewards.due"
RUNNING = ("paid", "shipped_part", "shipped", "received", "released")
# As `orders` takes things back: the law's time, or the shop's where that is longer.
LAW = timedelta(days=14)
# A question that is asked at the last moment is open by then.
SPARE = timedelta(hours=1)


async def reward_follows_money(db: Db, event: EscrowChanged) -> None:
    """A reaction to an order's money: a reward is promised when it is paid, due once it is the
    shop's, void when it went back. Twice is once, and in any order: it looks at how things stand.
    """
    order_id = orders.order_of(event.of)
    found = (await orders.by_ids(db, [order_id])).get(order_id) if order_id else None
    if found is None:
        return
    order, lines = found
    # Not the event's: that the money went back may have been heard before that it was paid.
    state = (await escrow.one(db, order.buyer_id, event.escrow_id)).state
    known = await store.of_order(db, order.id)
    if known is None and state in RUNNING:
        await _promise(db, order, lines)
        known = await store.of_order(db, order.id)
    if known is None:
        return
    if state == "refunded":
        await _end(db, known, "returned")
    elif state == "released" and known.due_at is None:
        got = order.ended_at or db.now
        due = got + max(LAW, timedelta(days=order.returns_days)) + SPARE
        await store.set_due(db, known.id, due)
        await schedule(db, DUE, str(known.id), due)


async def _promise(db: Db, order: ShopOrder, lines: Sequence[OrderLine]) -> None:
    since = order.created_at - COUNTS_FOR
    items = {line.item_id for line in lines}
    link = await store.led_by(db, order.buyer_id, items, since, order.created_at)
    offer = await store.lock(db, link.offer_id) if link else None
    if link is None or offer is None or not offer.runs(order.created_at):
        return
    if not await _may(db, order, link) or offer.left < 1:
        return
    if await store.had(db, offer.id, link.person_id) >= offer.cap:
        return
    new = Reward(
        id=derived_id(order.id, f"reward of {offer.id}"),
        offer_id=offer.id,
        order_id=order.id,
        sharer_id=link.person_id,
        amount=offer.reward,
        state="promised",
        why=None,
        due_at=None,
        at=db.now,
        ended_at=None,
    )
    if await store.promise(db, new):
        await store.move(db, offer.id, promised=new.amount)
        news.tell(db, [link.person_id])


async def _may(db: Db, order: ShopOrder, link: RewardLink) -> bool:
    """Not for what somebody bought themselves, or who lives with them, or was blocked, or works in
    the shop.
    """
    sharer = link.person_id
    if sharer == order.buyer_id:
        return False
    offer = (await store.find(db, [link.offer_id]))[link.offer_id]
    if await linking.works_there(db, sharer, offer):
        return False
    if await contacts.blocked_between(db, [sharer], [order.buyer_id]):
        return False
    return not await store.same_door(db, order.id, sharer)


async def fall_due(db: Db, ref: str, _body: object) -> None:
    """The handler of the due row of a promised reward: pays it, or voids it where the goods went
    back. Safe to run twice, and too early. Locks the offer, then the reward.
    """
    known = await store.reward(db, UUID(ref))
    # The offer first, as everywhere.
    if known is None or await store.lock(db, known.offer_id) is None:
        return
    found = await store.lock_reward(db, known.id)
    if found is None or found.state != "promised" or found.due_at is None:
        return
    if db.now < found.due_at:
        return
    order, lines = (await orders.by_ids(db, [found.order_id]))[found.order_id]
    offer = (await store.find(db, [found.offer_id]))[found.offer_id]
    shared = [line for line in lines if line.item_id == offer.item_id]
    went_back = order.state == "returned" or order.refund == "owed"
    # A shop that gives a part back, or other goods of the order, owes the reward all the same.
    if went_back or all(line.refunded >= line.paid for line in shared):
        await _end(db, found, "returned")
        return
    if found.sharer_id is None:
        await _end(db, found, "gone")
        return
    if await contacts.blocked_between(db, [found.sharer_id], [order.buyer_id]):
        await _end(db, found, "blocked")
        return
    if not order.is_quiet or await _refused(db, found, found.sharer_id):
        if db.now >= found.due_at + GIVES_UP and order.is_quiet:
            await _end(db, found, "not_taken")
        else:
            await schedule(db, DUE, ref, db.now + TRY_AGAIN)


async def _refused(db: Db, one: Reward, sharer_id: UUID) -> Problem | None:
    """Pays it; answers why the sharer's account does not take it."""
    offer = await store.lock(db, one.offer_id)
    assert offer
    account = (await pay.wallet_account_ids(db, [sharer_id])).get(sharer_id)
    if account is None:
        return wallet.NoAccount()
    move = Transfer(
        id=derived_id(one.id, "paid"),
        payer=offer.account,
        payee=account,
        amount=one.amount,
        code=Reason.PAYMENT,
        ref=offer.id,
    )
    [answer] = await wallet.post(db, [move])
    if isinstance(answer, Problem):
        return answer
    if await store.end_reward(db, one.id, "paid", None):
        await store.move(db, offer.id, promised=-one.amount, paid=one.amount)
        news.tell(db, [sharer_id])
        await news.paid(db, one, sharer_id)
    return None


async def _end(db: Db, one: Reward, why: VoidedBy) -> None:
    """It is not paid after all: somebody else can earn it, or it is the shop's again."""
    offer = await store.lock(db, one.offer_id)
    assert offer
    if await store.end_reward(db, one.id, "void", why):
        await store.move(db, offer.id, promised=-one.amount)
        left = await store.lock(db, offer.id)
        assert left
        await offering.give_back(db, left)
        if one.sharer_id:
            news.tell(db, [one.sharer_id])


async def forget(db: Db, person_id: UUID) -> int:
    """Whoever is gone earns nothing any more: what was promised to them is the shop's again."""
    # In one order, so that two who leave at once do not wait for each other.
    for one in sorted(await store.all_of_sharer(db, person_id), key=lambda one: one.offer_id):
        if one.state == "promised":
            await _end(db, one, "gone")
    return await store.forget(db, person_id)
