"""The escrow's record set: what somebody bought or sold through it."""

from collections.abc import AsyncIterator, Iterable
from uuid import UUID

import msgspec

from leapfrog import wallet
from leapfrog.escrow import store
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db

# Numbers of the books.
ACCOUNTS = ("account", "buyer_account", "seller_account", "fee_account")


async def records(db: Db, parties: Iterable[UUID]) -> AsyncIterator[Record]:
    """The trades of these people or shops for their archive, the oldest first, each with its time
    line and the `role` in it; without ids of accounts.
    """
    asked = set(parties)
    trades = await store.of_parties(db, asked)
    steps: dict[UUID, list[Record]] = {}
    for step in await store.steps(db, [one.id for one in trades]):
        shown: Record = msgspec.to_builtins(step)
        del shown["escrow_id"], shown["id"], shown["by_id"]
        steps.setdefault(step.escrow_id, []).append(shown)
    for one in trades:
        shown = msgspec.to_builtins(one)
        for name in ACCOUNTS:
            del shown[name]
        role = "buyer" if one.buyer_id in asked else "seller"
        yield {**shown, "role": role, "steps": steps.get(one.id, [])}


async def check_over(db: Db, parties: Iterable[UUID]) -> None:
    """Checks that people or shops may go. Raises `MoneyLeft` while a trade of theirs is under way,
    or a refund of one can still be asked for.
    """
    if not all(one.is_over(db.now) for one in await store.of_parties(db, parties)):
        raise wallet.MoneyLeft(where="trade")


async def export_trades(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    async for record in records(db, [person_id]):
        yield record


async def erase_trades(db: Db, person_id: UUID) -> int:
    """None: they are the other side's as well. Raises `MoneyLeft` while one is under way."""
    await check_over(db, [person_id])
    return 0


RECORD_SETS = (RecordSet("escrow_trades", export_trades, None, erase_trades),)
