"""Uploads for posts: looked at, made anew by what they are, and kept; outside of the transaction,
in a folder that is gone afterwards.
"""

import asyncio
from base64 import b64encode
from pathlib import Path
from uuid import UUID

import msgspec

from leapfrog.kernel.errors import NotAPicture
from leapfrog.kernel.files import digest_of, put_early
from leapfrog.kernel.http import Town
from leapfrog.media import (
    PICTURE_TYPE,
    PLAYS,
    NotAFilm,
    NotASound,
    develop,
    one_at_a_time,
    paint,
    record,
    sniff,
)
from leapfrog.post_media import files
from leapfrog.post_media.errors import PostIdUsed
from leapfrog.post_media.files import PostBlob
from leapfrog.post_media.model import Part, PostMedia

SIDE = 2048
Form = tuple[Part, str, str]


class ProcessedMedia(msgspec.Struct, frozen=True):
    """A file as it will be kept: which part lies under which name, and of what type."""

    media: PostMedia
    parts: list[Form]


async def receive(town: Town, owner: UUID, file_id: UUID, source: Path) -> PostMedia:
    """Keeps the picture, film or voice at `source`, made anew. The same id again answers the same
    file. Opens transactions of its own.

    Raises `NotAPicture`, `NotAFilm`, `NotASound`, `LongVoice`, `PostIdUsed`, `QuotaFull`.
    """
    async with one_at_a_time(owner):
        made = await _made(file_id, sniff(source), source.parent)
    return await _kept(town, owner, made, source.parent)


async def _made(file_id: UUID, sniffed: str, folder: Path) -> ProcessedMedia:
    match sniffed.partition("/")[0]:
        case "image":
            return await _picture(file_id, folder)
        case "video":
            return await _film_or_voice(file_id, sniffed, folder)
        case "audio":
            return await _voice(file_id, sniffed, folder)
        case _:
            raise NotAPicture


async def _picture(file_id: UUID, folder: Path) -> ProcessedMedia:
    painted = await paint(folder, SIDE)
    media = PostMedia(
        file=file_id,
        kind="image",
        type=PICTURE_TYPE,
        size=0,
        width=painted.width,
        height=painted.height,
        thumb=b64encode(painted.thumb).decode(),
    )
    return ProcessedMedia(media, [("whole", "whole.webp", PICTURE_TYPE), _thumb()])


async def _film_or_voice(file_id: UUID, sniffed: str, folder: Path) -> ProcessedMedia:
    """A browser records voices into the containers of films."""
    try:
        return await _film(file_id, sniffed, folder)
    except NotAFilm:
        try:
            return await _voice(file_id, sniffed, folder)
        except NotASound:
            raise NotAFilm from None


async def _film(file_id: UUID, sniffed: str, folder: Path) -> ProcessedMedia:
    found = await develop(folder, sniffed)
    media = PostMedia(
        file=file_id,
        kind="video",
        type=found.media_type,
        size=0,
        width=found.width,
        height=found.height,
        thumb=b64encode(found.thumb).decode(),
        duration_ms=found.duration_ms,
    )
    return ProcessedMedia(media, [("whole", found.file, found.media_type), _thumb()])


def _thumb() -> Form:
    return ("thumb", "thumb.webp", PICTURE_TYPE)


async def _voice(file_id: UUID, sniffed: str, folder: Path) -> ProcessedMedia:
    voice = await record(folder, sniffed)
    (whole, media_type), *others = PLAYS.items()
    lasts = {"duration_ms": voice.duration_ms, "peaks": voice.peaks}
    media = msgspec.structs.replace(PostMedia(file_id, "voice", media_type, 0), **lasts)
    also: list[Form] = [("play", name, plays) for name, plays in others]
    return ProcessedMedia(media, [("whole", whole, media_type), *also])


async def _kept(town: Town, owner: UUID, made: ProcessedMedia, folder: Path) -> PostMedia:
    paths = [folder / name for _, name, _ in made.parts]
    digests = [await asyncio.to_thread(digest_of, path) for path in paths]
    blobs = [
        PostBlob(part, digest, media_type, size)
        for (part, _, media_type), (digest, size) in zip(made.parts, digests, strict=True)
    ]
    media = msgspec.structs.replace(made.media, size=blobs[0].size)
    put = [(path, blob.sha256) for path, blob in zip(paths, blobs, strict=True)]
    await put_early(town.database, town.files, put, owner)
    async with town.database.transaction() as db:
        if await files.keep(db, owner, media, blobs):
            for path, digest in put:
                await town.files.ensure(path, digest)
            return media
        first = await files.known(db, owner, media.file)
    if first is None:
        raise PostIdUsed
    return first
