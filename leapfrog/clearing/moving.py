"""The wallet of somebody who moves away: with an agreement between both towns all of it follows, by
one ordinary payment to oneself, which nobody has to accept; else it must be empty before, as it is
without one.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog

from leapfrog import pay, towns, wallet
from leapfrog.clearing import paying
from leapfrog.clearing.errors import NoPartner, OverTownLimit, PartnerStopped
from leapfrog.clearing.paying import NewTownPayment
from leapfrog.identity import departed
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.timers import schedule
from leapfrog.wallet import MoneyLeft, Reason, Transfer

FOLLOW = "clearing.follow"
AGAIN = timedelta(days=1)
log = structlog.get_logger()


async def empty_for_move(db: Db, person_id: UUID, domain: str) -> None:
    """Sends the whole balance of somebody's wallet account to the account of the town at `domain`.
    Call it in a savepoint that is undone, to try whether a person could move there. Raises
    `MoneyLeft` where the money cannot follow.
    """
    try:
        await towns.line_to(db, domain)
        partner, terms = await paying.agreement(db, domain)
        account = await pay.wallet_account_of(db, person_id)
        await paying.check_sum(db, partner, terms, account.balance, account.currency)
    except (NoPartner, PartnerStopped, OverTownLimit, wallet.BadAmount, wallet.CurrenciesDiffer):
        raise MoneyLeft(where="wallet") from None
    assert partner.account_id is not None
    given: dict[str, Any] = {"payer": account.id, "payee": partner.account_id}
    gone = Transfer(id=new_id(), amount=account.balance, code=Reason.TRANSFER, **given)
    [result] = await wallet.post(db, [gone])
    if not isinstance(result, wallet.Posted):
        raise MoneyLeft(where="wallet")


async def money_follows(db: Db, person_id: UUID, domain: str) -> None:
    """Sends what is left in the wallet of a person who moved to the town at `domain` after them,
    and tries it again each day until it is there.
    """
    await schedule(db, FOLLOW, f"{person_id} {domain}", db.now)


async def follow(db: Db, ref: str, _body: Any) -> None:
    """The timer."""
    person, domain = ref.split(" ")
    person_id = UUID(person)
    account_id = (await pay.wallet_account_ids(db, [person_id])).get(person_id)
    if account_id is None or not await departed(db, person_id):
        return
    await towns.line_to(db, domain)
    account = await wallet.account(db, account_id)
    if account.balance <= 0 and not account.held:
        return
    await schedule(db, FOLLOW, ref, db.now + AGAIN)
    if account.held:
        return
    try:
        partner, terms = await paying.agreement(db, domain)
        await paying.check_sum(db, partner, terms, account.balance, account.currency)
        one = NewTownPayment(new_id(), person_id, person_id, account.balance, account.currency)
        async with db.savepoint():
            await paying.offer(db, partner, one)
    except Problem as why:
        # Say the account is frozen, or the limit used: it is tried again tomorrow.
        log.info("clearing_not_followed", domain=domain, why=why.code)
