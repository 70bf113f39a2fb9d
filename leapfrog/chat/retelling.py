"""What becomes known of a file after its messages were sent: messages that are there say it from
now on, and those who have them are told; later ones take it from the file.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from leapfrog.chat import files, log_pages, store_files
from leapfrog.chat_content import ChatBlob, ChatFile, OwnedFile
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db


async def transcribe_file(db: Db, file_id: UUID, text: str) -> None:
    """Adds to messages with a voice the words that were said in it."""
    await _retell(db, file_id, {"transcript": text})


async def awaited_file(db: Db, file_id: UUID) -> OwnedFile | None:
    """A file that was announced from another town, while its bytes have not come and a message
    still shows it; locked until the end of the transaction. None otherwise.
    """
    return await store_files.awaited(db, file_id)


async def file_arrived(db: Db, file: ChatFile, kept: Sequence[ChatBlob]) -> bool:
    """Keeps that a file which was announced has come, whose blobs were put before; False when
    nobody awaits it any more. Raises `QuotaFull`.
    """
    await store_files.lock_places(db, file.id)
    found = await store_files.awaited(db, file.id)
    if found is None:
        return False
    await files.own_blobs(db, found.owner_id, file.id, kept)
    await store_files.arrived(db, file)
    said = {name: value for name, value in file.meta.items() if name not in ("file", "name")}
    await _retell(db, file.id, said)
    return True


async def file_is_awaited(db: Db, file_id: UUID) -> None:
    """Shows messages with a lost file as awaiting its bytes again."""
    await _retell(db, file_id, {"away": "coming"})


async def file_is_lost(db: Db, file_id: UUID) -> None:
    """Shows messages with an announced file that its bytes will not come."""
    if await store_files.awaited(db, file_id):
        await _retell(db, file_id, {"away": "lost"})


async def _retell(db: Db, file_id: UUID, said: Mapping[str, Any]) -> None:
    places = await store_files.retell(db, file_id, said)
    if not places:
        return
    found = await log_pages.at(db, places)
    for place, people in (await store_files.hearing(db, places)).items():
        stream.tell(db, people, {"t": "message", "message": found[place]})
