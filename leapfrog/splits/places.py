"""A bill that somebody wants to do something about: locked, open, and theirs to touch."""

from uuid import UUID

from leapfrog import chat
from leapfrog.kernel.db import Db
from leapfrog.splits import store
from leapfrog.splits.errors import NoSplit, NotYourBill, SplitOver
from leapfrog.splits.model import Split


async def entered(db: Db, me: UUID, split_id: UUID) -> Split:
    """For who has a part in it, or is in its conversation: nobody else changes it until the
    commit. Raises `NoSplit`.
    """
    split = await store.lock(db, split_id)
    if split is None or not await _may_see(db, me, split):
        raise NoSplit
    return split


async def own(db: Db, me: UUID, split_id: UUID, *, creditors: bool = False) -> Split:
    """For who asked for it, and with `creditors` for whom something is owed to in it; while it is
    open. Raises `NoSplit`, `NotYourBill`, `SplitOver`.
    """
    split = await entered(db, me, split_id)
    if split.by_id != me:
        debts = await store.debts(db, [split_id]) if creditors else []
        if not any(debt.to_id == me for debt in debts):
            raise NotYourBill
    if split.state != "open":
        raise SplitOver
    return split


async def _may_see(db: Db, me: UUID, split: Split) -> bool:
    """Who left the conversation still sees what they owe."""
    if await chat.present(db, [(me, split.conversation_id)]):
        return True
    return any(share.person_id == me for share in await store.shares(db, [split.id]))
