"""Paying one's part: straight to whom it is owed, or as a promise to who is paid together."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id
from leapfrog.pay import (
    Consent,
    Order,
    PaymentToConfirm,
    hold_consents,
    post_all,
    wallet_account_ids,
)
from leapfrog.splits import news, store, together
from leapfrog.splits.errors import NothingOwed, NotYourBill, SplitOver
from leapfrog.splits.model import Debt, Split
from leapfrog.splits.places import entered, own
from leapfrog.wallet import Reason, Transfer


async def pay(db: Db, me: UUID, split_id: UUID, consent: Consent) -> None:
    """Pays all that `me` owes in a bill, or promises it where it is paid together. Paid already,
    nothing happens. Raises `NoSplit`, `SplitOver`, `NothingOwed`, what is not confirmed, and what
    the wallet refuses.
    """
    split = await entered(db, me, split_id)
    debts = await store.debts(db, [split_id])
    mine = [debt for debt in debts if debt.from_id == me]
    if mine and all(debt.state in ("paid", "held") for debt in mine):
        return
    if split.state != "open":
        raise SplitOver
    due = [debt for debt in mine if debt.state == "open"]
    if not due:
        raise NothingOwed
    held = await hold_consents(db, [(me, consent)])
    order = Order("bill", split_id, str(split_id), sum(debt.amount for debt in due))
    await held.take(PaymentToConfirm(me, consent, order))
    if split.payee_id:
        await together.promise(db, me, split, debts)
    else:
        await _pay(db, me, split, due)
        await _close_if_done(db, split, debts, due)
    await news.tell(db, split)


async def mark_cash(db: Db, me: UUID, split_id: UUID, n: int) -> None:
    """Marks a debt `n` of a bill, which is owed to me, as paid some other way, or waived. Again,
    nothing happens. Raises `NoSplit`, `NotYourBill`, `SplitOver`, `NothingOwed`.
    """
    split = await entered(db, me, split_id)
    debts = await store.debts(db, [split_id])
    debt = next((one for one in debts if one.n == n), None)
    if debt is None:
        raise NothingOwed
    if debt.to_id != me or split.payee_id:
        raise NotYourBill
    if debt.state == "cash":
        return
    if split.state != "open":
        raise SplitOver
    if debt.state != "open":
        raise NothingOwed
    await store.move(db, split_id, [n], "cash")
    await _close_if_done(db, split, debts, [debt])
    await news.tell(db, split)


async def cancel(db: Db, me: UUID, split_id: UUID) -> None:
    """Cancels a bill of mine: nobody has to pay any more, what was paid stays paid, promises are
    free. Raises `NoSplit`, `NotYourBill`, `SplitOver`.
    """
    split = await own(db, me, split_id)
    debts = await store.debts(db, [split_id])
    if split.payee_id:
        await together.let_go(db, split, debts)
    dropped = [debt.n for debt in debts if debt.state == "open"]
    await store.move(db, split_id, dropped, "dropped")
    await store.close(db, [split_id], "cancelled")
    await news.tell(db, split)


async def _pay(db: Db, me: UUID, split: Split, due: Sequence[Debt]) -> None:
    accounts = await wallet_account_ids(db, {me, *(debt.to_id for debt in due)})
    operations = [
        Transfer(
            id=derived_id(split.id, f"pay:{debt.n}"),
            payer=accounts[me],
            payee=accounts[debt.to_id],
            amount=debt.amount,
            code=Reason.SPLIT,
            ref=split.id,
        )
        for debt in due
    ]
    await post_all(db, operations)
    await store.move(db, split.id, [debt.n for debt in due], "paid")


async def _close_if_done(
    db: Db, split: Split, debts: Sequence[Debt], now_done: Sequence[Debt]
) -> None:
    done = {debt.n for debt in now_done}
    if not any(debt.state == "open" and debt.n not in done for debt in debts):
        await store.close(db, [split.id], "done")
