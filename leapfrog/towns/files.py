"""Files that go with what is said: announced with their hash, and fetched by the other town.

Each town fetches at once, so that a picture outlives the town that it came from.
"""

from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import chat
from leapfrog.chat_content import ChatBlob, ChatFile, MessageDraft, checked, clean_name
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound, Problem, TooLarge
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.jobs import enqueue
from leapfrog.towns import store_files
from leapfrog.towns.addressing import Meta, each
from leapfrog.towns.errors import InvalidDispatch

FETCH = "towns:fetch"
# So long a town may fetch what it was told of, and so long it tries.
OFFERED_FOR, TRIED_FOR = timedelta(days=90), timedelta(days=7)
# As much of a file is given out in one answer at most.
LARGEST_PART, SMALLEST_PART = 4_000_000, 64_000
LARGEST = 100_000_000
# So many of a town may wait; what is said with more bounces.
MOST_WAITING = 1000
FILED = frozenset(("image", "video", "voice", "file"))
MOST_FILES = 100
# What a message says of a file that can be shown before it is here.
SHOWN = frozenset(
    ("type", "size", "name", "width", "height", "thumb", "duration_ms", "peaks", "transcript")
)


class TooManyFiles(Problem):
    code, status = "too_many_files", HTTPStatus.TOO_MANY_REQUESTS
    title = "Too many files of this town wait to be fetched."


class NotOffered(NotFound):
    code = "not_offered"
    title = "This file was not sent to that town, or is not here any more."


class FileDigest(msgspec.Struct, frozen=True):
    """The digest of a file between towns: the SHA-256 of its bytes in hex, and how
    many they are.
    """

    sha256: str
    size: int


Digests = dict[str, FileDigest]


class FileRequest(msgspec.Struct, frozen=True, rename={"sender": "from"}):
    """What a town asks for: of the file with this hash the bytes after the first `at` ones."""

    sender: str
    to: str
    sha256: str
    at: int = 0


async def offer(db: Db, domain: str, kind: str, meta: dict[str, Any]) -> Digests | None:
    """Lets a town fetch the files that a message names, also in what is forwarded with it; answers
    their digests by id, None when the bytes of one are not here.
    """
    found = Digests()
    for _, about in chat.filed(kind, meta):
        file_id = chat.file_in(about)
        whole = await _whole(db, file_id) if file_id else None
        if file_id is None or whole is None:
            return None
        await store_files.offer(db, domain, whole.sha256, file_id)
        found[str(file_id)] = FileDigest(whole.sha256.hex(), whole.size)
    return found


async def _whole(db: Db, file_id: UUID) -> ChatBlob | None:
    kept = await chat.file_blobs(db, file_id)
    return next((blob for blob in kept if blob.part == "whole"), None)


async def announced(db: Db, domain: str, draft: MessageDraft, told: Digests) -> MessageDraft:
    """A message's draft from another town, with the files that it announces, which will be fetched.
    Each has an id of this town: who sends it cannot name one that is here. Raises
    `InvalidDispatch`, `TooManyFiles`, `TooLarge`, `QuotaFull`, and why the message cannot be kept.
    """
    found = checked(msgspec.structs.replace(draft, mentions=()))
    if isinstance(found, Problem):
        raise found
    if found.meta is None:
        return found
    named = {
        str(about["file"]): (kind, about) for kind, about in chat.filed(found.kind, found.meta)
    }
    if len(named) > MOST_FILES:
        raise InvalidDispatch("too many files")
    source = f"from {domain} {draft.sender_id}"
    coming = {old: _coming(source, kind, about) for old, (kind, about) in named.items()}
    for old, file in coming.items():
        await expect(db, domain, draft.sender_id, file, told.get(old))
    ids = {old: str(file.id) for old, file in coming.items()}
    return msgspec.structs.replace(found, meta=_renamed(found.kind, found.meta, ids))


def _coming(source: str, kind: str, about: Meta) -> ChatFile:
    """A file as it is shown before it is here. Each sender's is another one here: what one of a
    town announces does not decide what somebody else of it sends.
    """
    return coming_file(derived_id(UUID(str(about["file"])), source), kind, about)


def coming_file(file_id: UUID, kind: str, about: Meta) -> ChatFile:
    """What a message says of a file, as one that is to come under this id."""
    shown = {name: value for name, value in about.items() if name in SHOWN}
    if "name" in shown:
        shown["name"] = clean_name(shown["name"]) or "file"
    return msgspec.convert({**shown, "id": file_id, "kind": kind, "away": "coming"}, ChatFile)


async def expect(
    db: Db, domain: str, sender: UUID, file: ChatFile, told: FileDigest | None
) -> None:
    """The file will be fetched, unless it is here or was announced before. One that was lost, or
    taken back before it came, is tried anew. Raises `InvalidDispatch`, `Problem`.
    """
    if told is None:
        raise InvalidDispatch("without the hash of its file")
    sha256 = _sha256(told)
    if told.size > LARGEST:
        raise TooLarge
    if await store_files.waiting(db, domain) >= MOST_WAITING:
        raise TooManyFiles
    if not await chat.keep_file(db, sender, file, []):
        known = await chat.known_file(db, sender, file.id)
        if known is None or not known.away:
            return
        await chat.file_is_awaited(db, file.id)
    if await store_files.announce(db, file.id, domain, sha256, told.size):
        await enqueue(db, FETCH, {"id": str(file.id)}, key=f"{FETCH}:{file.id}")


def _renamed(kind: str, meta: Meta, ids: Mapping[str, str]) -> Meta:
    """What a message says, with these ids of files."""
    return each(
        kind,
        meta,
        lambda one, about: {**about, "file": ids[str(about["file"])]} if one in FILED else about,
    )


def _sha256(told: FileDigest) -> bytes:
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
        whole = await _whole(db, file_id)
        if whole and whole.sha256 == sha256:
            return whole.size
    return None
