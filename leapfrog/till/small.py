"""One amount that a payer typed, out of their day's allowance, as most payments at a printed code
are: paid by one statement.
"""

import msgspec

from leapfrog import wallet
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.pay import forget_payer, goes_unasked, payer_account
from leapfrog.till import store
from leapfrog.till.intents import tell
from leapfrog.till.merchants import Merchant
from leapfrog.till.model import Intent, PaymentAttempt, new, transfer_key
from leapfrog.wallet import LARGEST


class PaidAtTill(msgspec.Struct, frozen=True):
    """A payment, and the shop that got it."""

    intent: Intent
    shop: Merchant


async def pay_small(db: Db, one: PaymentAttempt) -> PaidAtTill | Problem | None:
    """The payment and its shop, or why the wallet refused it, where it is a small one and all is as
    usual. None: nothing was done; `paying.pay` says why not. Locks wallet accounts: call it last.
    Where nothing has begun in this transaction yet, it commits by itself.
    """
    if one.asked is None or not 0 < one.asked.amount <= LARGEST or not goes_unasked(one.consent):
        return None
    account = await payer_account(db, one.payer_id)
    if account is None:
        return None
    paid = msgspec.structs.replace(
        new(one.intent_id, "static", one.asked, db.now),
        payer_id=one.payer_id,
        state="succeeded",
        transfer_id=wallet.stored_id(account, transfer_key(one.intent_id)),
        paid_at=db.now,
    )
    done = await store.pay_small(db, paid, account)
    if done is None:
        forget_payer(one.payer_id)
        return None
    moved, shop = done
    wallet.tell(db, moved.owners or ())
    if shop is None:
        return wallet.refusal(moved.refused)
    await tell(db, [paid], {shop.id: moved.staff or ()})
    return PaidAtTill(paid, shop)
