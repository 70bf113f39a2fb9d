"""A shop rewards sharing, and may stop; what nobody earned is the shop's again.

Locked are, in this order: what is confirmed, the offer, a reward, the accounts of the wallet.
"""

import hashlib
from uuid import UUID

import msgspec

from leapfrog import market, pay, till, wallet
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.ids import check_new_id, derived_id
from leapfrog.kernel.timers import schedule
from leapfrog.market import Item
from leapfrog.share_rewards import store
from leapfrog.share_rewards.errors import NoRewardOffer, RewardIdUsed, RewardRuns
from leapfrog.share_rewards.model import (
    LARGEST,
    LONGEST,
    MOST_CAP,
    TRY_AGAIN,
    NewRewardOffer,
    RewardOffer,
)
from leapfrog.wallet import NewAccount, Reason, Refund, Transfer, stored_id

END = "share_rewards.end"
# Money of the shop leaves its account.
OWNER: tuple[till.Role, ...] = ("owner",)


def terms(wanted: NewRewardOffer) -> str:
    """A hash, hexadecimal, of what is confirmed with the budget."""
    return hashlib.sha256(msgspec.json.encode(wanted)).hexdigest()


async def offer(db: Db, me: UUID, wanted: NewRewardOffer, consent: pay.Consent) -> RewardOffer:
    """Rewards sharing an item of a shop that I own: the budget leaves the shop's account now. The
    same again is the same. Raises `Invalid`, `NoItem`, `RoleNeeded`, `RewardIdUsed`, `RewardRuns`,
    what is not confirmed, what the wallet refuses.
    """
    check_new_id(wanted.id)
    held = await pay.hold_consents(db, [(me, consent)])
    item = await market.item(db, wanted.item_id)
    try:
        await till.enter_shop(db, me, item.merchant_id, OWNER)
    except till.NoMerchant:
        raise market.NoItem from None
    known = (await store.find(db, [wanted.id])).get(wanted.id)
    if known is not None:
        return _same(known, wanted)
    _check(wanted, db)
    if await store.of_item(db, wanted.item_id) is not None:
        raise RewardRuns
    order = pay.Order("order", wanted.id, terms(wanted), wanted.budget)
    await held.take(pay.PaymentToConfirm(me, consent, order))
    made = await _made(db, me, wanted, item)
    if not await store.add(db, made):
        # Somebody was as fast, with this id or for this item.
        known = (await store.find(db, [wanted.id])).get(wanted.id)
        raise RewardIdUsed if known else RewardRuns
    budget = Transfer(
        id=budget_id(made.id),
        payer=made.shop_account,
        payee=made.account,
        amount=wanted.budget,
        code=Reason.PAYMENT,
        ref=made.id,
    )
    await pay.post_all(db, [budget])
    await schedule(db, END, str(made.id), made.ends_at)
    return made


async def _made(db: Db, me: UUID, wanted: NewRewardOffer, item: Item) -> RewardOffer:
    """With an account of its own."""
    shop = await till.merchant(db, item.merchant_id)
    new = NewAccount("system", None, "hold", shop.currency, f"share rewards:{wanted.id}")
    return RewardOffer(
        id=wanted.id,
        merchant_id=item.merchant_id,
        item_id=wanted.item_id,
        title=item.title,
        by_id=me,
        reward=wanted.reward,
        budget=wanted.budget,
        promised=0,
        paid=0,
        returned=0,
        cap=wanted.cap,
        currency=shop.currency,
        account=await wallet.open_account(db, new),
        shop_account=shop.available,
        ends_at=wanted.ends_at,
        over=False,
        created_at=db.now,
    )


def budget_id(offer_id: UUID) -> UUID:
    """The id of the operation with which a budget was set aside."""
    return derived_id(offer_id, "budget of rewards")


def _same(known: RewardOffer, wanted: NewRewardOffer) -> RewardOffer:
    names = ("item_id", "reward", "budget", "cap")
    if any(getattr(known, name) != getattr(wanted, name) for name in names):
        raise RewardIdUsed
    return known


def _check(wanted: NewRewardOffer, db: Db) -> None:
    """Raises `Invalid`."""
    if not 1 <= wanted.reward <= LARGEST:
        raise Invalid(f"1 to {LARGEST}.", field="reward")
    if not wanted.reward <= wanted.budget <= LARGEST or wanted.budget % wanted.reward:
        raise Invalid("A budget is some whole rewards.", field="budget")
    if not 1 <= wanted.cap <= MOST_CAP:
        raise Invalid(f"1 to {MOST_CAP}.", field="cap")
    if not db.now < wanted.ends_at <= db.now + LONGEST:
        raise Invalid(f"It ends within {LONGEST.days} days.", field="ends_at")


async def stop(db: Db, me: UUID, offer_id: UUID) -> RewardOffer:
    """Ends a reward offer of a shop that I own: nothing more is promised, what is promised is still
    paid, and the rest of the budget goes back. Again, nothing happens. Raises `NoRewardOffer`,
    `RoleNeeded`.
    """
    found = (await store.find(db, [offer_id])).get(offer_id)
    if found is None:
        raise NoRewardOffer
    try:
        await till.enter_shop(db, me, found.merchant_id, OWNER)
    except till.NoMerchant:
        raise NoRewardOffer from None
    locked = await store.lock(db, offer_id)
    assert locked
    return await end(db, locked)


async def time_over(db: Db, ref: str, _body: object) -> None:
    """The due row's handler: safe to run twice, and too early."""
    locked = await store.lock(db, UUID(ref))
    if locked is not None and db.now >= locked.ends_at:
        await end(db, locked)


async def end(db: Db, locked: RewardOffer) -> RewardOffer:
    """Ends a locked offer."""
    if not locked.over:
        await store.end(db, locked.id)
    now = await store.lock(db, locked.id)
    assert now
    await give_back(db, now)
    return (await store.find(db, [locked.id]))[locked.id]


async def give_back(db: Db, locked: RewardOffer) -> None:
    """What is over and neither promised nor paid is the shop's again. While the shop's account is
    frozen it waits: nobody else is hindered by that, and it is tried again.
    """
    left = locked.budget - locked.promised - locked.paid - locked.returned
    if not locked.over or not left:
        return
    back = Refund(
        id=derived_id(locked.id, f"budget back after {locked.returned}"),
        payer=locked.account,
        payee=locked.shop_account,
        of=stored_id(locked.shop_account, budget_id(locked.id)),
        amount=left,
        code=Reason.REFUND,
    )
    [done] = await wallet.post(db, [back])
    if isinstance(done, wallet.AccountFrozen):
        await schedule(db, END, str(locked.id), db.now + TRY_AGAIN)
        return
    if isinstance(done, Problem):
        raise done
    await store.move(db, locked.id, returned=left)
