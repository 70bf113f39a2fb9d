"""Uploads: looked at, made anew by what they are, and kept. All of it happens outside of the
transaction, in a folder that is gone afterwards.
"""

import asyncio
import mimetypes
from base64 import b64encode
from pathlib import Path
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog.chat import FileIdUsed, file_arrived, keep_file, known_file
from leapfrog.chat_content import ChatBlob, ChatFile, FileKind, Part, clean_name
from leapfrog.chat_files import dictation
from leapfrog.chat_files.errors import EmptyFile
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotAPicture
from leapfrog.kernel.files import digest_of, put_early
from leapfrog.kernel.http import Town
from leapfrog.media import (
    PICTURE_TYPE,
    PLAYS,
    UNKNOWN,
    NotAFilm,
    develop,
    one_at_a_time,
    paint,
    recogniser_of,
    record,
    sniff,
)

SOURCE = "source"
WHOLE = ("whole.webp", PICTURE_TYPE)


class UploadInfo(msgspec.Struct, frozen=True):
    """What the sender says of a file: None as its kind leaves that to what is in it."""

    id: UUID
    kind: FileKind | None
    name: str


class ProcessedFile(msgspec.Struct, frozen=True):
    """A file as it will be kept: which part lies under which name, and of what type."""

    file: ChatFile
    parts: list[tuple[Part, str, str]]


class MadeAnew(msgspec.Struct, frozen=True):
    """A file whose blobs are stored, and where they were before."""

    file: ChatFile
    blobs: list[ChatBlob]
    put: list[tuple[Path, bytes]]

    async def ensure(self, town: Town) -> None:
        """In the transaction that notes them: they are stored still."""
        for path, digest in self.put:
            await town.files.ensure(path, digest)


async def receive(town: Town, owner: UUID, told: UploadInfo, source: Path) -> ChatFile:
    """Keeps the file at `source`, which is called `source` and is alone in its folder, made anew
    where it is a picture, film or voice. The same id again answers the same file. Opens
    transactions of its own.

    Raises `EmptyFile`, `NotAPicture`, `NotAFilm`, `NotASound`, `LongVoice`, `FileIdUsed`,
    `QuotaFull`.
    """
    plain = _plain(told, source)
    try:
        async with one_at_a_time(owner):
            made = await _made(plain, told.kind or _kind(plain.type), source.parent)
    except (NotAPicture, NotAFilm):
        if told.kind:
            raise
        made = _as_it_is(plain)
    return await _kept(town, owner, made, source.parent)


async def take_in(town: Town, owner: UUID, told: UploadInfo, source: Path) -> bool:
    """Keeps the bytes of a file that another town had announced, made anew as an upload is;
    `source` lies as for `receive`. False when nobody awaits the file any more. Opens a transaction
    of its own. Raises what `receive` raises, but for `FileIdUsed`.
    """
    plain = _plain(told, source)
    async with one_at_a_time(owner):
        made = await _made(plain, told.kind or "file", source.parent)
    stored = await _stored(town, owner, made, source.parent)
    async with town.database.transaction() as db:
        if not await file_arrived(db, stored.file, stored.blobs):
            return False
        await stored.ensure(town)
        await _listen(town, db, stored.file)
    return True


async def _made(plain: ChatFile, kind: FileKind, folder: Path) -> ProcessedFile:
    match kind:
        case "image":
            return await _picture(plain, folder)
        case "video":
            return await _film(plain, folder)
        case "voice":
            return await _voice(plain, folder)
        case _:
            return _as_it_is(plain)


def _plain(told: UploadInfo, source: Path) -> ChatFile:
    size = source.stat().st_size
    if size == 0:
        raise EmptyFile
    return ChatFile(told.id, "file", sniff(source), size, clean_name(told.name))


def _as_it_is(plain: ChatFile) -> ProcessedFile:
    """The ending is good enough to choose an icon by: nobody's browser runs this file."""
    guessed = mimetypes.guess_type(plain.name)[0] if plain.type == UNKNOWN else None
    file = replace(plain, type=guessed or plain.type, name=plain.name or "file")
    return ProcessedFile(file, [("whole", SOURCE, file.type)])


def _kind(sniffed: str) -> FileKind:
    family = sniffed.partition("/")[0]
    return "image" if family == "image" else "video" if family == "video" else "file"


async def _picture(plain: ChatFile, folder: Path) -> ProcessedFile:
    painted = await paint(folder)
    file = replace(
        plain,
        kind="image",
        type=PICTURE_TYPE,
        width=painted.width,
        height=painted.height,
        thumb=b64encode(painted.thumb).decode(),
    )
    return ProcessedFile(file, [("whole", *WHOLE), ("thumb", "thumb.webp", PICTURE_TYPE)])


async def _film(plain: ChatFile, folder: Path) -> ProcessedFile:
    found = await develop(folder, plain.type)
    file = replace(
        plain,
        kind="video",
        type=found.media_type,
        width=found.width,
        height=found.height,
        thumb=b64encode(found.thumb).decode(),
        duration_ms=found.duration_ms,
    )
    still: tuple[Part, str, str] = ("thumb", "thumb.webp", PICTURE_TYPE)
    return ProcessedFile(file, [("whole", found.file, found.media_type), still])


async def _voice(plain: ChatFile, folder: Path) -> ProcessedFile:
    voice = await record(folder, plain.type)
    (whole, media_type), *others = PLAYS.items()
    file = replace(
        plain,
        kind="voice",
        type=media_type,
        name="",
        duration_ms=voice.duration_ms,
        peaks=voice.peaks,
    )
    also: list[tuple[Part, str, str]] = [("play", name, plays) for name, plays in others]
    return ProcessedFile(file, [("whole", whole, media_type), *also])


async def _kept(town: Town, owner: UUID, made: ProcessedFile, folder: Path) -> ChatFile:
    stored = await _stored(town, owner, made, folder)
    file = stored.file
    async with town.database.transaction() as db:
        if await keep_file(db, owner, file, stored.blobs):
            await stored.ensure(town)
            await _listen(town, db, file)
            return file
        first = await known_file(db, owner, file.id)
    if first is None:
        raise FileIdUsed
    return first


async def _stored(town: Town, owner: UUID, made: ProcessedFile, folder: Path) -> MadeAnew:
    paths = [folder / name for _, name, _ in made.parts]
    digests = [await asyncio.to_thread(digest_of, path) for path in paths]
    blobs = [
        ChatBlob(part, digest, media_type, size)
        for (part, _, media_type), (digest, size) in zip(made.parts, digests, strict=True)
    ]
    put = [(path, blob.sha256) for path, blob in zip(paths, blobs, strict=True)]
    await put_early(town.database, town.files, put, owner)
    return MadeAnew(replace(made.file, size=blobs[0].size), blobs, put)


async def _listen(town: Town, db: Db, file: ChatFile) -> None:
    """A voice message is written down, where the town does that."""
    if file.kind == "voice" and recogniser_of(town.settings):
        await dictation.ask(db, file.id)
