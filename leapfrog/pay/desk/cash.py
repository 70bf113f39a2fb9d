"""Cash: somebody brings some, and the town issues as much into their wallet."""

from uuid import UUID

from leapfrog import wallet
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.pay import wallet_accounts
from leapfrog.pay.desk import book, store
from leapfrog.pay.desk.model import DeskEntry, TopUp
from leapfrog.pay.errors import NotInThisMode, OperationIdUsed
from leapfrog.wallet import Reason, Transfer


async def top_up(db: Db, given: TopUp) -> DeskEntry:
    """Books cash that a person gave at the desk into their wallet account; answers the entry in the
    desk's book. The same id again is the same operation. Raises `NoMoney`, `NotInThisMode`,
    `CurrenciesDiffer`, `NoAccount`, `OperationIdUsed`, or what the wallet refuses.
    """
    await issuing(db, given.currency)
    before = await store.one(db, given.id)
    if before:
        return _same(before, given)
    payee = await wallet_accounts.wallet_account(db, given.person_id)
    cash = await wallet_accounts.town(db, "issuer", "cash")
    operation = Transfer(
        id=given.id,
        payer=cash.id,
        payee=payee.id,
        amount=given.amount,
        code=Reason.TOP_UP,
        ref=given.id,
    )
    posted = await booked(db, operation)
    return await book.enter(
        db,
        given.by_id,
        "top_up",
        entry_id=given.id,
        person_id=given.person_id,
        amount=given.amount,
        note=given.note,
        operation_id=posted,
    )


async def issuing(db: Db, currency: str | None = None) -> None:
    """Only where the town issues units itself does money come in and leave at the desk. Raises
    `NotInThisMode`, `CurrenciesDiffer`.
    """
    terms = await wallet_accounts.terms(db)
    if terms.mode != "units":
        raise NotInThisMode
    if currency not in (None, terms.currency):
        raise wallet.CurrenciesDiffer


async def booked(db: Db, operation: wallet.Operation) -> UUID:
    """The id in the books. Raises what the wallet refuses."""
    [result] = await wallet.post(db, [operation])
    if isinstance(result, Problem):
        raise result
    return result.id


def _same(before: DeskEntry, given: TopUp) -> DeskEntry:
    then = (before.what, before.person_id, before.amount)
    if then != ("top_up", given.person_id, given.amount):
        raise OperationIdUsed
    return before
