"""Money back: in part or whole by who runs the shop, and revoked by the cashier where nobody knows
what came of a payment.
"""

from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id
from leapfrog.pay import post_all, wallet_account_of
from leapfrog.till import merchants, store, store_closing
from leapfrog.till.errors import IntentIdUsed, MoreThanTaken, NoIntent, NotPaid
from leapfrog.till.intents import tell
from leapfrog.till.merchants import LEADING, Merchant
from leapfrog.till.model import Intent, NewIntent, State, check_amount, new
from leapfrog.till.store_closing import Refunded
from leapfrog.wallet import Operation, Reason, Refund, Transfer

REVOKED = "revoked"


class NewRefund(msgspec.Struct, frozen=True):
    """What is to be given back (minor units), and why."""

    id: UUID
    amount: int
    why: str


async def refund(db: Db, me: UUID, merchant_id: UUID, intent_id: UUID, wanted: NewRefund) -> Intent:
    """Gives back a part of a payment, or all of it. The same id again is the same refund. Raises
    `NoMerchant`, `RoleNeeded`, `NoIntent`, `NotPaid`, `BadAmount`, `MoreThanTaken`,
    `IntentIdUsed`, and what the wallet refuses.
    """
    amount = wanted.amount
    await merchants.enter(db, me, merchant_id, LEADING)
    intent = await _locked(db, merchant_id, intent_id)
    before = await store_closing.refund(db, wanted.id)
    if before is not None:
        if (before.intent_id, before.amount) != (intent_id, amount):
            raise IntentIdUsed
        return intent
    check_amount(amount)
    if intent.transfer_id is None:
        raise NotPaid
    if amount > intent.amount - intent.refunded:
        raise MoreThanTaken
    made = Refunded(
        id=wanted.id,
        intent_id=intent_id,
        amount=amount,
        why=wanted.why,
        by_id=me,
        at=db.now,
        late=intent.close_id is not None,
    )
    return await _give_back(db, intent, made, intent.state)


async def revoke(db: Db, me: UUID, merchant_id: UUID, intent_id: UUID, amount: int) -> Intent:
    """Whatever came of a payment: it is not to be. One that was paid is given back, one that was
    not is called off, and one that has not come yet is refused when it comes. Again and again the
    same. Raises `NoMerchant`, `RoleNeeded` for a cashier where the day is closed, `NoIntent`, and
    what the wallet refuses: then it is to be tried again.
    """
    role = await merchants.enter(db, me, merchant_id)
    await _leave_mark(db, me, intent_id, NewIntent(merchant_id, amount))
    intent = await _locked(db, merchant_id, intent_id)
    if intent.state == "cancelled":
        return intent
    if intent.transfer_id is None:
        await store.end(db, intent_id, "cancelled")
        ended = msgspec.structs.replace(intent, state="cancelled")
        await tell(db, [ended])
        return ended
    if intent.close_id is not None and role not in LEADING:
        raise merchants.RoleNeeded
    left = intent.amount - intent.refunded
    if left == 0:
        await store.end(db, intent_id, "cancelled")
        return msgspec.structs.replace(intent, state="cancelled")
    late = intent.close_id is not None
    made = Refunded(
        id=derived_id(intent_id, REVOKED),
        intent_id=intent_id,
        amount=left,
        why=REVOKED,
        by_id=me,
        at=db.now,
        late=late,
    )
    return await _give_back(db, intent, made, "cancelled")


async def _leave_mark(db: Db, me: UUID, intent_id: UUID, asked: NewIntent) -> None:
    """A row for a payment that has not come: when it does, it is over already."""
    check_amount(asked.amount)
    made = new(intent_id, "presented", asked, db.now)
    await store.add(db, [msgspec.structs.replace(made, state="cancelled", by_id=me)])


async def _locked(db: Db, merchant_id: UUID, intent_id: UUID) -> Intent:
    intent = (await store.lock(db, [intent_id])).get(intent_id)
    if intent is None or intent.merchant_id != merchant_id:
        raise NoIntent
    return intent


async def _give_back(db: Db, intent: Intent, made: Refunded, state: State) -> Intent:
    shop = await merchants.merchant(db, intent.merchant_id)
    await store_closing.add_refund(db, intent.merchant_id, made)
    await store.give_back(db, intent.id, made.amount, state)
    await post_all(db, await _operations(db, shop, intent, made))
    after = msgspec.structs.replace(intent, refunded=intent.refunded + made.amount, state=state)
    await tell(db, [after])
    return after


async def _operations(db: Db, shop: Merchant, intent: Intent, made: Refunded) -> list[Operation]:
    """Out of the day's takings; where the day is closed, out of what is the shop's."""
    assert intent.payer_id is not None
    assert intent.transfer_id is not None
    payer = (await wallet_account_of(db, intent.payer_id)).id
    back = Refund(
        id=derived_id(made.id, "refund"),
        payer=shop.pending,
        payee=payer,
        of=intent.transfer_id,
        amount=made.amount,
        code=Reason.REFUND,
    )
    if not made.late:
        return [back]
    first = Transfer(
        id=derived_id(made.id, "reopen"),
        payer=shop.available,
        payee=shop.pending,
        amount=made.amount,
        code=Reason.REFUND,
        ref=intent.id,
    )
    return [first, back]
