"""SQL of what the search does not know yet: one row for each batch of messages."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

TAKE = """
delete from chat_unindexed where ctid = any(array(
    select ctid from chat_unindexed limit $1 for update skip locked
)) returning conversation_ids, anew
"""
UNINDEXED_WAITS = "select exists (select from chat_unindexed)"
PUT_BACK = "insert into chat_unindexed values ($1)"


class Unindexed(msgspec.Struct, frozen=True):
    """Conversations in which something was written; `anew`: what was known of them is true no
    more, and all of them is to be read again.
    """

    conversation_ids: Sequence[UUID]
    anew: bool


async def take_unindexed(db: Db, limit: int) -> list[Unindexed]:
    """Takes what was written since the last time, to be indexed; at most `limit` batches."""
    return await db.all_as(Unindexed, TAKE, limit)


async def put_back_unindexed(db: Db, ids: Iterable[UUID]) -> None:
    """Puts these conversations back among those in which more is to be indexed."""
    await db.run(PUT_BACK, list(ids))
