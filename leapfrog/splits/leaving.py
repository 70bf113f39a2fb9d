"""Somebody leaves the town: what they owe, and what they are owed, is dropped."""

from collections import defaultdict
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.splits import news, store, together
from leapfrog.splits.model import Debt


async def let_go_of(db: Db, person_id: UUID) -> int:
    """Nobody waits for money of who is gone; what they had promised is free, and bills of which
    nothing else is open are done. Answers how many debts were dropped.
    """
    of_bills: dict[UUID, list[Debt]] = defaultdict(list)
    for debt in await store.debts_of(db, person_id):
        if debt.state in ("open", "held"):
            of_bills[debt.split_id].append(debt)
    for split_id in sorted(of_bills):
        split = await store.lock(db, split_id)
        if split is None or split.state != "open":
            continue
        if split.payee_id:
            # All or none: without them it is none.
            await together.end(db, split)
            continue
        theirs = {debt.n for debt in of_bills[split_id]}
        await store.move(db, split_id, sorted(theirs), "dropped")
        debts = await store.debts(db, [split_id])
        if not any(debt.state == "open" for debt in debts):
            await store.close(db, [split_id], "done")
        await news.tell(db, split)
    return sum(map(len, of_bills.values()))
