"""The zip: made while it is sent, page by page, so that nothing of it is ever whole in memory."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import identity
from leapfrog.kernel import files as blobs
from leapfrog.kernel.db import Db
from leapfrog.kernel.files import File
from leapfrog.kernel.http import Town
from leapfrog.kernel.zipping import BLOCK, Zip
from leapfrog.posts import answering, hydration, store_archive, store_files
from leapfrog.posts.archive_people import addresses
from leapfrog.posts.exports import lists
from leapfrog.posts.exports.activities import (
    CONTEXT,
    ExportAuthor,
    ExportedPost,
    activity,
    actor,
    collection,
    head_of,
)
from leapfrog.posts.files import PURPOSE
from leapfrog.posts.imports.origins import origins
from leapfrog.posts.model import PostMedia, PostRow
from leapfrog.posts.outboxes.model import LeapfrogDetails

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
            self.small = await self._small(db)
        ending = ENDINGS.get(self.avatar.media_type, "webp") if self.avatar else ""
        avatar = f"avatar.{ending}" if ending else ""
        named = (person.handle, person.display_name, person.about, avatar)
        self.author = ExportAuthor(self.origin, *named)

    async def _small(self, db: Db) -> dict[str, bytes]:
        made = await lists.csvs(db, self.me, self.origin)
        for name, kind in (("likes.json", "like"), ("bookmarks.json", "save")):
            links = await lists.links(db, self.me, self.origin, kind)
            made[name] = collection(name, [msgspec.json.encode(link) for link in links])
        return made

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
        after: tuple[datetime | None, UUID | None] = (None, None)
        while True:
            async with self.town.database.reading() as db:
                rows = await store_archive.posts_after(db, self.me, *after, PAGE)
                page = await self._page(db, rows)
            for told in page:
                yield told
            if len(rows) < PAGE:
                return
            after = (rows[-1][0].at, rows[-1][0].id)

    async def _page(
        self, db: Db, rows: Sequence[tuple[PostRow, datetime | None]]
    ) -> list[ExportedPost]:
        shown = {one.id: one for one in await hydration.posts(db, self.me, [k.id for k, _ in rows])}
        came = await origins(db, list(shown))
        contents = {one: hydration.said(post) for one, post in shown.items()}
        named = {m.person_id for said in contents.values() for m in said.mentions}
        people = {one: found[0] for one, found in (await addresses(db, list(named))).items()}
        return [
            ExportedPost(
                shown[kept.id],
                contents[kept.id],
                LeapfrogDetails(
                    kept.id,
                    kept.audience,
                    kept.replies,
                    kept.form,
                    kept.of_id,
                    kept.via_id,
                    pinned,
                    answering.of(kept),
                ),
                {media.file: path_of(media) for media in contents[kept.id].media},
                {one: people[one] for one in kept.mentions if one in people},
                came.get(kept.id),
            )
            for kept, pinned in rows
            if kept.id in shown
        ]

    async def _files(self) -> AsyncIterator[tuple[str, File]]:
        if not self.media:
            return
        if self.avatar:
            yield self.author.avatar, self.avatar
        async with self.town.database.reading() as db:
            mine = [media for media, _ in await store_files.of_owner(db, self.me)]
        for media in mine:
            async with self.town.database.reading() as db:
                kept = await store_files.find(db, media.file)
                forms = await blobs.of_owner(db, media.file)
            whole = [form for form in forms if form.purpose == f"{PURPOSE}whole"]
            if kept and kept.post_id and whole:
                yield path_of(media), whole[0]


def path_of(media: PostMedia) -> str:
    """Where a file lies."""
    return f"media_attachments/files/{media.file}.{ENDINGS.get(media.type, 'bin')}"


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content
