"""Bringing what was sent elsewhere: files first, made anew as for uploads; then the posts."""

import asyncio
import re
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID, uuid5

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.folders import workplace
from leapfrog.kernel.http import Town
from leapfrog.kernel.storage import StorageFull
from leapfrog.kernel.unpacking import Folder
from leapfrog.posts import answering, files, store_archive, store_files, uploads, words, writing
from leapfrog.posts import store as store_posts
from leapfrog.posts.archive_people import person_at
from leapfrog.posts.content import mentioned
from leapfrog.posts.imports import store
from leapfrog.posts.imports.model import NAMES, PostImportRemark, audience_of, post_id
from leapfrog.posts.imports.shaping import ShapedPost, alt_of, link_of, poll_of, shapes, warning_of
from leapfrog.posts.model import Mention, PostContent, PostMedia, PostRow
from leapfrog.posts.outboxes import ArchivedFile, ArchivedPost

BLOCK = 64 * 1024
MB = 1_000_000
SOURCE = "source"
OWN_FILE = re.compile(r"/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.\w+\Z")
Ready = tuple[UUID, ArchivedPost, list[PostMedia]]


class PostImportWriter:
    """Of one import. `remarks`: what could not come in, though the rest of its post did;
    `received`: the files that came in, whatever becomes of their posts.
    """

    def __init__(
        self,
        town: Town,
        import_id: UUID,
        job: store.PostImportJob,
        folder: Folder,
        received: list[UUID],
    ) -> None:
        self.town, self.import_id, self.job, self.folder = town, import_id, job, folder
        self.owner, self.received = job.owner_id, received
        self.remarks: list[PostImportRemark] = []

    async def ready(self, sent: Sequence[ArchivedPost]) -> list[Ready]:
        """Those of the chosen kinds that were not brought before, with their files."""
        wanted = {post_id(self.owner, self.job.source, one): one for one in sent}
        async with self.town.database.reading() as db:
            known = await store.known(db, self.owner, list(wanted))
            taken = await store.taken(db, self.owner, list(wanted))
        new = {
            uuid5(self.owner, one_id.hex) if one_id in taken else one_id: one
            for one_id, one in wanted.items()
            if one_id not in known and one.kind in self.job.chosen
        }
        return [(one_id, one, await self._files(one_id, one)) for one_id, one in new.items()]

    async def bring(self, db: Db, ready: Sequence[Ready]) -> int:
        """Answers how many of them were not here yet."""
        return sum([await self._bring(db, *one) for one in ready])

    async def _bring(
        self, db: Db, first_id: UUID, sent: ArchivedPost, media: Sequence[PostMedia]
    ) -> bool:
        mentions = [
            Mention(person_id, handle)
            for handle, address in sent.mentions[: words.MOST_MENTIONS]
            if (person_id := await person_at(db, address, ""))
        ]
        for n, shape in enumerate(shapes(sent, media)):
            one_id = uuid5(first_id, f"part {n}") if n else first_id
            said = self._said(db, sent, shape, first=n == 0)
            said = msgspec.structs.replace(said, mentions=[] if n else mentions)
            kept = self._kept(db, one_id, sent, shape, said)
            answers = await answering.still(db, sent.own.answers if sent.own else None)
            kept = msgspec.structs.replace(kept, **answering.columns(answers))
            tokens = await writing.tokens_of(db, kept, said)
            name = NAMES[self.job.source]
            new = store_posts.InsertedPost(
                kept=kept, content=said, imported_from=name, tokens=tokens
            )
            if not await writing.bring(db, new):
                return False
            pinned = sent.own.pinned if sent.own else None
            await store_archive.restore_flags(db, one_id, sent.edited_at, pinned)
            await store_files.attach(db, one_id, [one.file for one in shape.media])
            origin = (name, sent.url[:2_000])
            await store.bring(db, self.owner, one_id, self.import_id, origin)
        return True

    def _kept(
        self, db: Db, one_id: UUID, sent: ArchivedPost, shape: ShapedPost, said: PostContent
    ) -> PostRow:
        own = sent.own
        return PostRow(
            one_id,
            self.owner,
            min(sent.at, db.now),
            audience_of(sent.audience, self.job.audience),
            [],
            own.form if own else "post",
            own.of if own else None,
            own.via if own else None,
            shape.text,
            {},
            mentioned(said),
            [words.topic_name(shown) for shown in said.topics],
            own.replies if own else "everyone",
            False,
        )

    def _said(self, db: Db, sent: ArchivedPost, shape: ShapedPost, *, first: bool) -> PostContent:
        poll = poll_of(sent, db.now) if first else None
        link = link_of(sent, shape.text) if first and not shape.media and poll is None else None
        return PostContent(
            title=shape.title,
            warning=warning_of(sent),
            media=list(shape.media),
            link=link,
            poll=poll,
            place=sent.place if first else None,
            topics=words.topics_in(f"{shape.title}\n{shape.text}"),
        )

    async def _files(self, first_id: UUID, sent: ArchivedPost) -> list[PostMedia]:
        found = [await self._file(first_id, n, file) for n, file in enumerate(sent.files)]
        return [media for media in found if media]

    async def _file(self, first_id: UUID, n: int, file: ArchivedFile) -> PostMedia | None:
        """None for what is not there, too large, or no picture, film or sound. Raises `QuotaFull`,
        `DiskFull`.
        """
        if not file.path:
            return None
        if self.folder.size(file.path) > self.town.settings.largest_file * MB:
            self.remarks.append(PostImportRemark(file.path, "file_too_large"))
            return None
        try:
            async with self.town.database.reading() as db:
                wanted = await self._file_id(db, first_id, n, file)
                media = await files.known(db, self.owner, wanted)
            media = media or await self._receive(wanted, file.path)
        except StorageFull:
            raise
        except Problem:
            self.remarks.append(PostImportRemark(file.path, "file_unreadable"))
            return None
        return msgspec.structs.replace(media, alt=alt_of(file.alt))

    async def _file_id(self, db: Db, first_id: UUID, n: int, file: ArchivedFile) -> UUID:
        """The same each time; in our own archives a file is called by its id."""
        found = OWN_FILE.search(file.path) if self.job.source == "leapfrog" else None
        kept = await store_files.find(db, UUID(found[1])) if found else None
        if found and (kept is None or kept.owner_id == self.owner):
            return UUID(found[1])
        return uuid5(first_id, f"file {n}")

    async def _receive(self, file_id: UUID, name: str) -> PostMedia:
        with TemporaryDirectory(dir=workplace(self.town.settings.home)) as here:
            path = Path(here) / SOURCE
            await asyncio.to_thread(self._copy, name, path)
            self.received.append(file_id)
            return await uploads.receive(self.town, self.owner, file_id, path)

    def _copy(self, name: str, path: Path) -> None:
        with closing(self.folder.open(name)) as content, path.open("wb") as opened:
            while block := content.read(BLOCK):
                opened.write(block)
