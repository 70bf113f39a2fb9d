"""The wallet's record sets: what somebody takes along of their accounts, and what is forgotten.

Money does not travel in a file: what arrives from another town is history to read there, and is
not booked here. On erasure the books stay as they are, since what one account lost another got;
but nobody can say any more whose the accounts were. Money must be gone from them before.
"""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.wallet import accounts, statements, store
from leapfrog.wallet.errors import MoneyLeft
from leapfrog.wallet.money import decimal

PAGE = 500
WHY = "the owner left the town; the books keep the amounts without the name"


async def export_accounts(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """One record an account, amounts in minor units and as people write them."""
    for account in await accounts.owned(db, person_id):
        shown: Record = msgspec.to_builtins(account)
        del shown["owner_id"]
        yield {**shown, "amount": decimal(account.balance, account.exponent)}


async def export_entries(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """Every line of every account, the newest first; the other side by name."""
    for account in await accounts.owned(db, person_id):
        before, more = None, True
        while more:
            lines, more = await statements.statement_page(db, account.id, before, PAGE)
            for line in lines:
                before = line.no
                yield {"account_id": account.id, **msgspec.to_builtins(line)}


async def erase_accounts(db: Db, person_id: UUID) -> int:
    """Takes the person out of their accounts. Raises `MoneyLeft` while anything lies on them, is
    promised, or is owed.
    """
    for account in await accounts.owned(db, person_id):
        if account.balance or account.held or account.incoming:
            raise MoneyLeft(where="wallet")
    return await store.forget(db, person_id, WHY)


async def erase_entries(_db: Db, _person_id: UUID) -> int:
    """None: they belong to the other side as well, and hold no name."""
    return 0


RECORD_SETS = (
    RecordSet("wallet_accounts", export_accounts, None, erase_accounts),
    RecordSet("wallet_entries", export_entries, None, erase_entries),
)
