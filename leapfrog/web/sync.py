"""Sync: what changed for a person since their device's cursor, across all modules, in one
snapshot.
"""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get
from litestar.params import QueryParameter

from leapfrog import chat, contacts, identity
from leapfrog.chat import Conversation
from leapfrog.contacts import ContactRow
from leapfrog.identity import Me, SignedIn
from leapfrog.kernel import cursor
from leapfrog.kernel.db import Database
from leapfrog.kernel.http import TownIn

FIRST = 50


class SyncChanges(msgspec.Struct, frozen=True):
    """What is new. After a `reset` the device forgets what it had, and reads the lists anew.

    `cursor` goes into the next sync. A conversation of a delta carries its newest messages.
    """

    cursor: str
    reset: bool
    conversations: list[Conversation]
    contacts: list[ContactRow]
    removed_contacts: list[UUID]
    requests: int
    me: Me | None


async def sync(database: Database, person_id: UUID, since: str | None) -> SyncChanges:
    """The changes since a cursor; without one of this database, the first screen and `reset`."""
    async with database.reading(planned_once=True) as db:
        now = await cursor.here(db)
        xid = cursor.since(cursor.parse(since), now)
        if xid is None:
            talks = await chat.mine(db, person_id, FIRST)
        else:
            talks = await chat.changes(db, person_id, xid)
        book = await contacts.changes(db, person_id, xid if xid is not None else now.xid)
        mine = await identity.me_if_changed(db, person_id, xid)
        return SyncChanges(
            cursor=str(now),
            reset=xid is None,
            conversations=talks,
            contacts=book.rows,
            removed_contacts=book.removed,
            requests=book.pending_requests,
            me=mine,
        )


@get("/api/v1/sync", summary="Read what changed")
async def read_changes(
    town: TownIn,
    signed: SignedIn,
    since: Annotated[
        str | None,
        QueryParameter(name="cursor", description="What the last answer gave as `cursor`."),
    ] = None,
) -> SyncChanges:
    """All that changed since a cursor, in one snapshot, and the cursor to ask with the next time;
    without one, all that a new device needs. Raises `NoConversation`, `NotFound`.
    """
    return await sync(town.database, signed.person_id, since)


routes = [read_changes]
