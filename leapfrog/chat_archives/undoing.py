"""Undoing: what a file brought is gone again, and the file may be brought anew."""

from uuid import UUID

from leapfrog.chat import empty_archives
from leapfrog.chat_archives import store_imports
from leapfrog.chat_archives.errors import HistoryBusy, HistoryNotApplied, NoHistory
from leapfrog.chat_archives.model import HistoryImport
from leapfrog.chat_archives.preview import let_go, one
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db


async def undo(db: Db, owner: UUID, import_id: UUID) -> HistoryImport:
    """Takes away the archives that it made. Twice is one operation. What was here before it stays.

    Raises `NoHistory`, `HistoryBusy`, `HistoryNotApplied`.
    """
    found = await store_imports.lock(db, owner, import_id)
    if found is None:
        raise NoHistory
    state, file_id = found
    if state == "working":
        raise HistoryBusy
    if state == "preview":
        raise HistoryNotApplied
    if state != "undone":
        threads = (await one(db, owner, import_id)).threads
        await empty_archives(db, owner, [one.conversation_id for one in threads if one.chosen])
        await store_imports.set_state(db, import_id, "undone")
        await let_go(db, owner, import_id, file_id)
        stream.tell(db, (owner,), {"t": "changed", "what": "conversations"})
    return await one(db, owner, import_id)
