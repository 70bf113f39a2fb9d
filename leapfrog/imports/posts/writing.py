"""Bringing what was sent elsewhere: files first, made anew as for uploads; then the posts."""

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID, uuid5

import msgspec

from leapfrog import post_media, posts
from leapfrog.imports.counting import RecordCounts
from leapfrog.imports.model import ImportRemark
from leapfrog.imports.posts.model import NAMES, audience_of, post_id
from leapfrog.imports.posts.shaping import ShapedPost, alt_of, link_of, poll_of, shapes, warning_of
from leapfrog.imports.target import ImportRun
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.folders import workplace
from leapfrog.kernel.storage import StorageFull
from leapfrog.post_archives import (
    ArchivedFile,
    ArchivedPost,
    BroughtPostRow,
    Source,
    known,
    note_origins,
)
from leapfrog.post_media import PostIdUsed, PostMedia
from leapfrog.posts import BroughtPost, PostContent
from leapfrog.unpacking import Folder

BLOCK = 64 * 1024
MB = 1_000_000
SOURCE = "source"
# The kind under which files are counted, whatever is in them.
FILE = "file"
OWN_FILE = re.compile(r"/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.\w+\Z")
Ready = tuple[UUID, ArchivedPost, list[PostMedia]]


class PostImportWriter:
    """Of one run. `remarks`: what could not come in, though the rest of its post did; `counts`:
    what became of posts and files so far.
    """

    def __init__(self, run: ImportRun, folder: Folder) -> None:
        self.run, self.town, self.job, self.folder = run, run.town, run.job, folder
        self.owner, self.source = run.job.owner_id, msgspec.convert(run.job.format, Source)
        self.remarks: list[ImportRemark] = []
        self.counts = RecordCounts()
        self._seen: set[UUID] = set()

    async def ready(self, sent: Sequence[ArchivedPost]) -> list[Ready]:
        """Those of the chosen kinds that were not brought before, with their files."""
        wanted = {post_id(self.owner, self.source, one): one for one in sent}
        async with self.town.database.reading() as db:
            here = await known(db, self.owner, list(wanted))
            authors = await posts.authors_of(db, list(wanted))
        self._left_out(sent, here)
        new = {
            uuid5(self.owner, one_id.hex) if one_id in authors else one_id: one
            for one_id, one in wanted.items()
            if one_id not in here and self._is_chosen(one)
        }
        return [(one_id, one, await self._files(one_id, one)) for one_id, one in new.items()]

    def _is_chosen(self, one: ArchivedPost) -> bool:
        chosen = self.job.options.kinds
        return chosen is None or one.kind in chosen

    def _left_out(self, sent: Sequence[ArchivedPost], here: Mapping[UUID, UUID | None]) -> None:
        """Counts those that do not come in now: known, brought by a run before, or not chosen."""
        for one in sent:
            one_id = post_id(self.owner, self.source, one)
            again = one_id in self._seen
            self._seen.add(one_id)
            if not again and here.get(one_id) == self.job.id:
                self._count(one, self.counts.brought)
            elif again or one_id in here:
                self._count(one, self.counts.known)
            elif not self._is_chosen(one):
                self._count(one, partial(self.counts.skipped, reason="not_chosen"))

    def _count(self, one: ArchivedPost, count: Callable[[str], None]) -> None:
        for kind in (one.kind, *[FILE for _ in one.files]):
            count(kind)

    async def bring(self, db: Db, ready: Sequence[Ready]) -> None:
        """What is more than one post goes on only where its first one is new."""
        made = {one[0]: self._made(db, *one) for one in ready}
        new = await posts.bring_posts(db, self.owner, [parts[0] for parts in made.values()])
        more = [part for first, parts in made.items() if first in new for part in parts[1:]]
        also = await posts.bring_posts(db, self.owner, more)
        name = NAMES[self.source]
        urls = {first: sent.url[:2_000] for first, sent, _ in ready}
        found = [
            BroughtPostRow(part.id, name, urls[first])
            for first, parts in made.items()
            for part in parts
            if part.id in new or part.id in also
        ]
        await note_origins(db, self.owner, self.job.id, found)
        # Another run of this import may have been faster since `ready` looked.
        here = await known(db, self.owner, [first for first in made if first not in new])
        for first, sent, _ in ready:
            if first in new or here.get(first) == self.job.id:
                self.counts.brought(sent.kind)
            else:
                self.counts.known(sent.kind)

    def _made(
        self, db: Db, first_id: UUID, sent: ArchivedPost, media: Sequence[PostMedia]
    ) -> list[BroughtPost]:
        made = []
        for n, shape in enumerate(shapes(sent, media)):
            said = self._said(db, sent, shape, first=n == 0)
            if n == 0:
                one = self._brought(first_id, sent, shape, said)
                made.append(msgspec.structs.replace(one, named=sent.mentions))
            else:
                made.append(self._brought(uuid5(first_id, f"part {n}"), sent, shape, said))
        return made

    def _brought(
        self, one_id: UUID, sent: ArchivedPost, shape: ShapedPost, said: PostContent
    ) -> BroughtPost:
        here = BroughtPost(
            id=one_id,
            at=sent.at,
            audience=audience_of(sent.audience, self.job.options.audience),
            text=shape.text,
            content=said,
            imported_from=NAMES[self.source],
            edited_at=sent.edited_at,
        )
        own = sent.own
        if own is None:
            return here
        return msgspec.structs.replace(
            here,
            form=own.form,
            of_id=own.of,
            via_id=own.via,
            replies=own.replies,
            answers=own.answers,
            pinned_at=own.pinned,
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
        )

    async def _files(self, first_id: UUID, sent: ArchivedPost) -> list[PostMedia]:
        found = [await self._file(first_id, n, file) for n, file in enumerate(sent.files)]
        return [media for media in found if media]

    async def _file(self, first_id: UUID, n: int, file: ArchivedFile) -> PostMedia | None:
        """None for what is not there, too large, or no picture, film or sound. Raises `QuotaFull`,
        `DiskFull`.
        """
        if not file.path:
            self.counts.skipped(FILE, "missing")
            return None
        if self.folder.size(file.path) > self.town.settings.largest_file * MB:
            self._unreadable(file, "file_too_large")
            return None
        try:
            media = await self._media(first_id, n, file)
        except StorageFull:
            raise
        except Problem:
            self._unreadable(file, "file_unreadable")
            return None
        self.counts.brought(FILE)
        return msgspec.structs.replace(media, alt=alt_of(file.alt))

    def _unreadable(self, file: ArchivedFile, why: str) -> None:
        self.counts.skipped(FILE, why)
        self.remarks.append(ImportRemark(file.path, why))

    async def _media(self, first_id: UUID, n: int, file: ArchivedFile) -> PostMedia:
        """The same id each time; in our own archives a file is called by its id, unless somebody
        else has that one here.
        """
        found = OWN_FILE.search(file.path) if self.source == "leapfrog" else None
        again = uuid5(first_id, f"file {n}")
        wanted = UUID(found[1]) if found else again
        async with self.town.database.reading() as db:
            try:
                media = await post_media.known(db, self.owner, wanted)
            except PostIdUsed:
                wanted = again
                media = await post_media.known(db, self.owner, wanted)
        return media or await self._receive(wanted, file.path)

    async def _receive(self, file_id: UUID, name: str) -> PostMedia:
        with TemporaryDirectory(dir=workplace(self.town.settings.home)) as here:
            path = Path(here) / SOURCE
            await asyncio.to_thread(self._copy, name, path)
            self.run.received.append(file_id)
            return await post_media.receive(self.town, self.owner, file_id, path)

    def _copy(self, name: str, path: Path) -> None:
        with closing(self.folder.open(name)) as content, path.open("wb") as opened:
            while block := content.read(BLOCK):
                opened.write(block)
