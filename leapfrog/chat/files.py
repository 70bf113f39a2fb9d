"""Files that are sent: kept, given to whoever is where they were sent, attached, forgotten.

A blob belongs to the file and not to a person, so that what others passed on outlives its sender.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from leapfrog.chat import store_files as store
from leapfrog.chat.errors import FileIdUsed, NoFile
from leapfrog.chat.store_files import Place, Wanted
from leapfrog.chat_content import ChatBlob, ChatFile, OwnedFile, Part
from leapfrog.kernel import files as blobs
from leapfrog.kernel.db import Db

# An upload whose message never came.
UNUSED = timedelta(days=1)
PURPOSE = "chat:"
AT_ONCE = 500


async def known(db: Db, owner: UUID, file_id: UUID) -> ChatFile | None:
    """The file that `owner` uploaded under this id. Raises `FileIdUsed` for somebody else's."""
    found = await store.find(db, file_id)
    if found is None:
        return None
    if found.owner_id != owner:
        raise FileIdUsed
    return found.file


async def file_owner(db: Db, file_id: UUID) -> UUID | None:
    """The person who uploaded the file of this id; None where there is none."""
    found = await store.find(db, file_id)
    return found.owner_id if found else None


async def files_of(db: Db, person_id: UUID) -> list[OwnedFile]:
    """All files that a person sent, or was sent in a conversation."""
    return await store.of_person(db, person_id)


async def keep(
    db: Db, owner: UUID, file: ChatFile, kept: Sequence[ChatBlob], at: datetime | None = None
) -> bool:
    """Notes an upload of now, or `at`, with its blobs; False: the id is
    taken. Raises `QuotaFull`.
    """
    if not await store.add(db, owner, file, at or db.now):
        return False
    await own_blobs(db, owner, file.id, kept)
    return True


async def own_blobs(db: Db, owner: UUID, file_id: UUID, kept: Sequence[ChatBlob]) -> None:
    """Notes in which forms a file is kept; they count for its owner. Raises `QuotaFull`."""
    for blob in kept:
        form = (PURPOSE + blob.part, blob.sha256, blob.type)
        await blobs.own(db, file_id, *form, size=blob.size, person=owner)


async def one(
    db: Db, person_id: UUID, file_id: UUID, part: Part, media_type: str | None
) -> tuple[ChatFile, ChatBlob]:
    """A part of a file and its blob, for its owner and those in whose conversations it is. `play`
    is the whole, or what plays as `media_type`. Raises `NoFile`.
    """
    found = await store.may_have(db, [(person_id, file_id)])
    file = found.get((person_id, file_id))
    if file is None:
        raise NoFile
    kept = await blobs_of(db, file_id)
    suits = [blob for blob in kept if blob.part == part or (part == "play" and _plays(blob))]
    if part == "play" and media_type:
        suits = [blob for blob in suits if blob.type == media_type] or suits
    if not suits:
        raise NoFile
    return file, min(suits, key=lambda blob: blob.part != "whole")


async def sendable(db: Db, wanted: Collection[Wanted]) -> dict[Wanted, ChatFile]:
    """Of (person, file): which files each may send, being their own or in a conversation of
    theirs. They stay until the end of this transaction.
    """
    return await store.sendable(db, wanted) if wanted else {}


async def attach(db: Db, places: Sequence[Place]) -> None:
    """Notes that files were sent: (file, conversation, seq)."""
    if places:
        await store.attach(db, places)


async def detach(db: Db, places: Sequence[tuple[UUID, int]]) -> None:
    """What was sent there, as (conversation, seq), is not there any more; what is nowhere goes
    with the next sweep.
    """
    if places:
        await store.detach(db, places)


async def drop_unused(db: Db) -> None:
    """Deletes a batch of the files that are in no message a day after they were uploaded."""
    await _forget(db, await store.drop_unused(db, db.now - UNUSED, AT_ONCE))


async def drop_of(db: Db, owner: UUID) -> int:
    """Deletes all files of a person, whose messages are emptied already, but for those that others
    passed on: these become theirs. Answers how many were deleted.
    """
    for file_id, heir in (await store.hand_on(db, owner)).items():
        await blobs.count_for(db, [file_id], heir)
    gone = await store.drop_of(db, owner)
    await _forget(db, gone)
    return len(gone)


async def blobs_of(db: Db, file_id: UUID) -> list[ChatBlob]:
    """All stored blobs of a file, one for each form in which it is kept."""
    parts = [(row.purpose.removeprefix(PURPOSE), row) for row in await blobs.of_owner(db, file_id)]
    return [ChatBlob(cast(Part, part), row.sha256, row.media_type, row.size) for part, row in parts]


def _plays(blob: ChatBlob) -> bool:
    return blob.part in ("whole", "play")


async def _forget(db: Db, ids: Sequence[UUID]) -> None:
    orphans = [digest for file_id in ids for digest in await blobs.disown_all(db, file_id)]
    await blobs.forget(db, orphans)
