"""Files that go with what is said: announced with their hash, and fetched by the other town.

Each town fetches at once, so that a picture outlives the town that it came from.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import chat
from leapfrog.chat import ChatFile
from leapfrog.chat_content import MessageDraft, checked
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound, Problem, TooLarge
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.jobs import enqueue
from leapfrog.towns import store_files
from leapfrog.towns.errors import InvalidDispatch

FETCH = "towns:fetch"
# So long a town may fetch what it was told of, and so long it tries.
OFFERED_FOR, TRIED_FOR = timedelta(days=90), timedelta(days=7)
# As much of a file is given out in one answer at most.
LARGEST_PART = 4_000_000
LARGEST = 100_000_000
FILED = frozenset(("image", "video", "voice", "file"))


class NotOffered(NotFound):
    code = "not_offered"
    title = "This file was not sent to that town, or is not here any more."


class FileDigest(msgspec.Struct, frozen=True):
    """Of the bytes of a file: SHA-256 in hex, and how many."""

    sha256: str
    size: int


class FileRequest(msgspec.Struct, frozen=True, rename={"sender": "from"}):
    """What a town asks for: of the file with this hash the bytes after the first `at` ones."""

    sender: str
    to: str
    sha256: str
    at: int = 0


async def offer(db: Db, domain: str, meta: dict[str, Any] | None) -> FileDigest | None:
    """Lets a town fetch the file that a message of one of the kinds with a file names; None when
    its bytes are not here.
    """
    file_id = UUID(str((meta or {})["file"]))
    for blob in await chat.file_blobs(db, file_id):
        if blob.part == "whole":
            await store_files.offer(db, domain, blob.sha256, file_id)
            return FileDigest(blob.sha256.hex(), blob.size)
    return None


async def announced(
    db: Db, domain: str, draft: MessageDraft, told: FileDigest | None
) -> MessageDraft:
    """A draft from another town, with the file that it announces, which will be fetched. The file
    has an id of this town: who sends it cannot name one that is here. Raises `InvalidDispatch`,
    `Problem`.
    """
    if told is None:
        raise InvalidDispatch("without the hash of its file")
    meta = dict(draft.meta or {})
    meta.pop("away", None)
    found = checked(msgspec.structs.replace(draft, meta=meta))
    if isinstance(found, Problem):
        raise found
    sha256 = _digest(told)
    if told.size > LARGEST:
        raise TooLarge
    file_id = derived_id(UUID(str(meta["file"])), f"from {domain}")
    about = {**meta, "id": file_id, "kind": draft.kind, "away": "coming"}
    for word in ("file", "forwarded"):
        about.pop(word, None)
    file = msgspec.convert(about, ChatFile)
    if await chat.keep_file(db, draft.sender_id, file, []):
        await store_files.announce(db, file_id, domain, sha256, told.size)
        await enqueue(db, FETCH, {"id": str(file_id)}, key=f"{FETCH}:{file_id}")
    return msgspec.structs.replace(draft, meta={**meta, "file": str(file_id)})


def _digest(told: FileDigest) -> bytes:
    try:
        sha256 = bytes.fromhex(told.sha256)
    except ValueError:
        sha256 = b""
    if len(sha256) != 32 or told.size < 1:
        raise InvalidDispatch("that is no hash of a file")
    return sha256


async def part(town: Town, domain: str, asked: FileRequest) -> bytes:
    """The bytes that a town asks for, at most `LARGEST_PART`; none after the end. Raises
    `NotOffered`.
    """
    try:
        sha256 = bytes.fromhex(asked.sha256)
    except ValueError:
        raise NotOffered from None
    async with town.database.reading() as db:
        size = await _size(db, domain, sha256)
    if size is None:
        raise NotOffered
    end = min(size, asked.at + LARGEST_PART)
    if not 0 <= asked.at < end:
        return b""
    return b"".join([some async for some in town.files.part(sha256, asked.at, end)])


async def _size(db: Db, domain: str, sha256: bytes) -> int | None:
    """Of a file that this town was told of and that is in a message still."""
    for file_id in await store_files.offered(db, domain, sha256):
        for blob in await chat.file_blobs(db, file_id):
            if blob.part == "whole" and blob.sha256 == sha256:
                return blob.size
    return None
