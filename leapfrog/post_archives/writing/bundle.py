"""The zip: made while it is sent, page by page, so that nothing of it is ever whole in memory."""

from collections.abc import AsyncIterator, Sequence
from uuid import UUID

import msgspec

from leapfrog import identity, post_media, posts
from leapfrog.kernel import files as blobs
from leapfrog.kernel.db import Db
from leapfrog.kernel.files import File
from leapfrog.kernel.http import Town
from leapfrog.kernel.paging import Position
from leapfrog.kernel.zipping import BLOCK, Zip
from leapfrog.post_archives.formats.model import LeapfrogDetails
from leapfrog.post_archives.sources import origins
from leapfrog.post_archives.writing import lists
from leapfrog.post_archives.writing.activities import (
    CONTEXT,
    ExportAuthor,
    ExportedPost,
    activity,
    actor,
    head_of,
)
from leapfrog.post_media import NoPostFile, PostMedia
from leapfrog.posts import OwnPost

PAGE = 200
ENDINGS = {
    "image/webp": "webp",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "audio/ogg": "ogg",
    "audio/mp4": "m4a",
}


async def export(town: Town, me: UUID, *, media: bool) -> AsyncIterator[bytes]:
    """All that one posted, as a zip; without `media`, without the files."""
    maker = _Maker(town, me, media=media)
    await maker.open()
    return maker.blocks()


class _Maker:
    def __init__(self, town: Town, me: UUID, *, media: bool) -> None:
        self.town, self.me, self.media = town, me, media
        self.origin = town.settings.origin

    async def open(self) -> None:
        async with self.town.database.reading() as db:
            person = (await identity.named(db, [self.me]))[self.me]
            self.zip = Zip(db.now)
            mine = await blobs.of_owner(db, self.me)
            shown = [one for one in mine if one.purpose == "avatar"][-1:]
            self.avatar = shown[0] if shown and self.media else None
            self.small = await lists.small(db, self.me, self.origin)
        ending = ENDINGS.get(self.avatar.media_type, "webp") if self.avatar else ""
        avatar = f"avatar.{ending}" if ending else ""
        named = (person.handle, person.display_name, person.about, avatar)
        self.author = ExportAuthor(self.origin, *named)

    async def blocks(self) -> AsyncIterator[bytes]:
        small = {"actor.json": msgspec.json.encode(actor(self.author)), **self.small}
        for name, content in small.items():
            async for block in self.zip.entry(name, _once(content)):
                yield block
        async for block in self.zip.entry("outbox.json", self._outbox()):
            yield block
        async for name, kept in self._files():
            chunks = self.town.files.chunks(kept.sha256)
            async for block in self.zip.entry(name, chunks, packed=True):
                yield block
        yield self.zip.end()

    async def _outbox(self) -> AsyncIterator[bytes]:
        """The oldest first, as Mastodon has it."""
        head = {"@context": CONTEXT, "id": "outbox.json", "type": "OrderedCollection"}
        held, first = bytearray(head_of(head)), True
        async for told in self._told():
            held += (b"" if first else b",\n") + msgspec.json.encode(activity(self.author, told))
            first = False
            if len(held) >= BLOCK:
                yield bytes(held)
                held.clear()
        yield bytes(held) + b"]}\n"

    async def _told(self) -> AsyncIterator[ExportedPost]:
        after: Position | None = Position()
        while after:
            async with self.town.database.reading() as db:
                page = await posts.own_posts(db, self.me, after, PAGE)
                exported = await _exported(db, page.posts)
            for told in exported:
                yield told
            after = page.next

    async def _files(self) -> AsyncIterator[tuple[str, File]]:
        if not self.media:
            return
        if self.avatar:
            yield self.author.avatar, self.avatar
        async with self.town.database.reading() as db:
            mine = await post_media.in_posts(db, self.me)
        for media in mine:
            async with self.town.database.reading() as db:
                try:
                    _, whole = await posts.file_for(db, self.me, media.file, "whole")
                except NoPostFile:
                    continue
            yield path_of(media), whole


async def _exported(db: Db, page: Sequence[OwnPost]) -> list[ExportedPost]:
    came = await origins(db, [own.row.id for own in page])
    named = {one.person_id for own in page for one in own.content.mentions}
    people = await identity.named(db, sorted(named))
    addresses = {one.id: one.address for one in people.values()}
    return [
        ExportedPost(
            own.post,
            own.content,
            _details(own),
            {media.file: path_of(media) for media in own.content.media},
            {one: addresses[one] for one in own.row.mentions if one in addresses},
            came.get(own.row.id),
        )
        for own in page
    ]


def _details(own: OwnPost) -> LeapfrogDetails:
    row = own.row
    return LeapfrogDetails(
        id=row.id,
        audience=row.audience,
        replies=row.replies,
        form=row.form,
        of=row.of_id,
        via=row.via_id,
        pinned=own.pinned_at,
        answers=own.answers,
    )


def path_of(media: PostMedia) -> str:
    """Where a file lies."""
    return f"media_attachments/files/{media.file}.{ENDINGS.get(media.type, 'bin')}"


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content
