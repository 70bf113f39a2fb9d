"""One transfer at once out of the day's allowance, as most are: sent by one statement."""

import msgspec

from leapfrog import wallet
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.pay import wallet_accounts
from leapfrog.pay.confirming import goes_unasked
from leapfrog.pay.transfers import notifying, store
from leapfrog.pay.transfers.model import MoneyTransfer, NewTransfer, noted
from leapfrog.wallet import LARGEST


async def send(db: Db, one: NewTransfer) -> MoneyTransfer | Problem | None:
    """The transfer, or why the wallet refused it, where it is a small one and all is as usual.
    None: nothing was done; `sending.send` says why not. Locks wallet accounts: call it last.
    """
    is_plain = one.at_once and not one.request_id and 0 < one.amount <= LARGEST
    if not is_plain or not goes_unasked(one.consent):
        return None
    payer = await wallet_accounts.payer_account(db, one.sender_id)
    if payer is None:
        return None
    made = MoneyTransfer(
        id=one.id,
        sender_id=one.sender_id,
        receiver_id=one.receiver_id,
        amount=one.amount,
        currency=one.currency,
        note=noted(one.note),
        state="accepted",
        operation_id=wallet.stored_id(payer, one.id),
        payer=payer,
        payee=0,
        request_id=None,
        made_at=db.now,
        expires_at=None,
        ended_at=db.now,
    )
    done = await store.send_small(db, made)
    if done.refused is None:
        wallet_accounts.forget_payer(one.sender_id)
        return None
    wallet.tell(db, done.owners or ())
    if done.payee is None:
        return wallet.refusal(done.refused)
    await notifying.sent(db, [made], has_devices=bool(done.has_devices))
    return msgspec.structs.replace(made, payee=done.payee)
