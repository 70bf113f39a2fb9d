"""Paying together what a till asks for: who scanned its code shares it, and it is paid by all.

The promises go to an account of the bill's own. With the last of them everything goes on in one
chain, by way of the wallet account of who shared it, to the shop: the till knows one payer, as
always, who also gets what the shop gives back.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from leapfrog import till, wallet
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id
from leapfrog.pay import post_all, wallet_account_of
from leapfrog.splits.errors import BadBill
from leapfrog.splits.model import Payee, Split, SplitIds
from leapfrog.till import Intent
from leapfrog.wallet import NewAccount, Operation, Reason, Transfer


async def payee(db: Db, ids: SplitIds, intent_id: UUID, total: int, ends_at: datetime) -> Payee:
    """The till that asks whoever shares the bill for `intent_id`. Raises `NoIntent`, `IntentPaid`,
    `IntentOver`, `NoMerchant`, `MerchantClosed`, `BadBill`.
    """
    intent = await till.payable(db, ids.by_id, intent_id)
    shop = await till.trading_merchant(db, intent.merchant_id)
    if intent.amount != total:
        raise BadBill("That is not what the till asks for.")
    new = NewAccount("system", None, "escrow", shop.currency, f"split:{ids.split_id}")
    account = await wallet.open_account(db, new)
    return Payee(intent_id, account, shop.name, min(ends_at, intent.expires_at))


async def payable(db: Db, split: Split) -> Intent | None:
    """What a till asks for in this bill; None where a person is paid. Raises `NoIntent`,
    `IntentPaid`, `IntentOver`.
    """
    assert split.payee_id is not None
    if not await till.is_asked(db, split.payee_id):
        return None
    return await till.payable(db, split.by_id, split.payee_id)


async def complete(db: Db, split: Split, operations: Sequence[Operation]) -> None:
    """Posts what completes a bill that is paid together, in one chain; where a till asked for it,
    with the payment. Raises what the till refuses, and the wallet.
    """
    assert split.payee_account is not None
    intent = await payable(db, split)
    if intent is None:
        await post_all(db, operations)
        return
    shop = await till.trading_merchant(db, intent.merchant_id)
    wallet_account = (await wallet_account_of(db, split.by_id)).id
    collected = Transfer(
        id=derived_id(split.id, "collected"),
        payer=split.payee_account,
        payee=wallet_account,
        amount=split.total,
        code=Reason.SPLIT,
        ref=split.id,
    )
    payment = till.operation(intent, wallet_account, shop)
    await post_all(db, [*operations, collected, payment])
    await till.note_paid(db, intent, payment)
