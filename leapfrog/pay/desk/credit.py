"""Credit lines of a town of mutual credit: how far below zero somebody may go."""

from uuid import UUID

import msgspec

from leapfrog import wallet
from leapfrog.kernel.db import Db
from leapfrog.pay import wallet_accounts
from leapfrog.pay.desk import book
from leapfrog.pay.errors import NotInThisMode


async def set_line(db: Db, by_id: UUID, person_id: UUID, credit: int, why: str) -> None:
    """Raises `NotInThisMode`, `NoAccount`, `CreditInUse`."""
    if (await wallet_accounts.terms(db)).mode != "credit":
        raise NotInThisMode
    wallet_account = await wallet_accounts.wallet_account(db, person_id)
    limits = msgspec.structs.replace(wallet_account.limits, credit=credit)
    await wallet.set_limits(db, wallet_account.id, limits, by_id, why)
    await book.enter(db, by_id, "credit", person_id=person_id, amount=credit, note=why)
