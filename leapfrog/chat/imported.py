"""Writing into an archive what was said elsewhere."""

from uuid import UUID

from leapfrog.chat import files, store_imported
from leapfrog.chat_content import ArchivePart
from leapfrog.kernel.db import Db


async def extend(
    db: Db, owner: UUID, conversation_id: UUID, source: str, part: ArchivePart
) -> None:
    """Adds people and entries to an archive that was begun; `source`: the app where they were said.
    Again, nothing happens. Files that the owner may not send are left out; nobody sees it before
    `open_archives`.
    """
    await store_imported.add_speakers(db, conversation_id, part.speakers)
    await store_imported.add_messages(db, conversation_id, source, part.rows)
    await store_imported.add_entries(db, conversation_id, part.entries)
    own = await files.sendable(db, [(owner, file_id) for file_id, _ in part.files])
    await files.attach(
        db,
        [(file_id, conversation_id, seq) for file_id, seq in part.files if (owner, file_id) in own],
    )
