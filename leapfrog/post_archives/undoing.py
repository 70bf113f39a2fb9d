"""Undoing: what an archive brought is gone again, and the file may be brought anew."""

from uuid import UUID

from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.post_archives import store
from leapfrog.post_archives.errors import NoPostImport, PostImportBusy, PostImportNotApplied
from leapfrog.post_archives.model import PostImport
from leapfrog.post_archives.preview import let_go, one
from leapfrog.post_archives.removal import take_away


async def undo(db: Db, owner: UUID, import_id: UUID) -> PostImport:
    """Takes away what it made. Twice is one operation. Raises `NoPostImport`, `PostImportBusy`,
    `PostImportNotApplied`.
    """
    found = await store.lock(db, owner, import_id)
    if found is None:
        raise NoPostImport
    state, file_id = found
    if state == "working":
        raise PostImportBusy
    if state == "preview":
        raise PostImportNotApplied
    if state != "undone":
        await take_away(db, owner, import_id)
        await store.set_state(db, import_id, "undone")
        await let_go(db, owner, import_id, file_id)
        stream.tell(db, (owner,), {"t": "changed", "what": "post_imports"})
    return await one(db, owner, import_id)
