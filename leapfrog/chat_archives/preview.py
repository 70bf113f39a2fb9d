"""Looking at a file: what is in it and who speaks, before anything of it comes in."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from leapfrog.chat import GroupIdUsed, archives_by_digest, empty_archives
from leapfrog.chat_archives import store_imports as store
from leapfrog.chat_archives.errors import HistoryApplied, HistoryBusy, HistoryUndone, NoHistory
from leapfrog.chat_archives.model import HistoryImport, HistoryUpload, State, name_of
from leapfrog.chat_archives.summary import HistorySummary, summarise
from leapfrog.chat_formats import ReadOptions
from leapfrog.contacts import likely
from leapfrog.identity import named
from leapfrog.kernel import files as blobs
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import Town

PURPOSE = "history"
AT_ONCE = 1000


async def preview(town: Town, owner: UUID, upload: HistoryUpload, path: Path) -> HistoryImport:
    """Keeps the file at `path` and says what is in it. The same id with the same file again
    answers the same.

    Raises `NoHistory` for an id of somebody else, `GroupIdUsed`, `Invalid` for a zone that is none,
    `Unreadable`.
    """
    digest, size = await asyncio.to_thread(blobs.digest_of, path)
    async with town.database.reading() as db:
        known = await store.origin(db, upload.id)
        options = options_of(db, upload.zone, upload.day_first)
    if known is None:
        found = await asyncio.to_thread(summarise, path, upload.name, options)
        await blobs.put_early(town.database, town.files, [(path, digest)], owner)
        async with town.database.transaction() as db:
            what = (PURPOSE, digest, "application/zip")
            kept = await blobs.own(db, owner, *what, size=size, person=owner)
            if await store.add(db, owner, upload, (digest, kept.id), found):
                await _note(db, owner, upload.id, found)
                await _drop_old(db, owner)
                await town.files.ensure(path, digest)
                return await one(db, owner, upload.id)
            # Somebody was faster with this id: what was noted is taken back with the upload.
            await blobs.forget(db, await blobs.disown(db, owner, kept.id))
    async with town.database.reading() as db:
        known = await store.origin(db, upload.id)
        if known is None or known[0] != owner:
            raise NoHistory
        if known[1] != digest:
            raise GroupIdUsed
        return await one(db, owner, upload.id)


async def look_again(
    town: Town, owner: UUID, import_id: UUID, zone: str, day_first: bool | None
) -> HistoryImport:
    """Reads the same file with other options. Raises `NoHistory`, `HistoryBusy`,
    `HistoryApplied`, `HistoryUndone`, `Invalid`.
    """
    async with town.database.reading() as db:
        options = options_of(db, zone, day_first)
        before = await one(db, owner, import_id)
    check_open(before.state)
    async with file_of(town, owner, import_id) as path:
        found = await asyncio.to_thread(summarise, path, before.name, options)
    async with town.database.transaction() as db:
        state, _ = await store.lock(db, owner, import_id) or (before.state, None)
        check_open(state)
        await store.again(db, HistoryUpload(import_id, before.name, zone, day_first), found)
        await _note(db, owner, import_id, found)
        return await one(db, owner, import_id)


def options_of(db: Db, zone: str, day_first: bool | None) -> ReadOptions:
    """Raises `Invalid` for a zone that is none."""
    try:
        return ReadOptions(ZoneInfo(zone), day_first, db.now)
    except (ZoneInfoNotFoundError, ValueError, OSError) as cause:
        raise Invalid(f"There is no time zone {zone[:50]}.") from cause


def check_open(state: State) -> None:
    """Whether it can still be changed. Raises `HistoryBusy`, `HistoryApplied`, `HistoryUndone`."""
    if state == "working":
        raise HistoryBusy
    if state == "applied":
        raise HistoryApplied
    if state == "undone":
        raise HistoryUndone


async def one(db: Db, owner: UUID, import_id: UUID) -> HistoryImport:
    """Raises `NoHistory`, for somebody else's too."""
    for found in await store.imports(db, owner, import_id):
        return found
    raise NoHistory


async def mine(db: Db, owner: UUID) -> list[HistoryImport]:
    return await store.imports(db, owner)


@asynccontextmanager
async def file_of(town: Town, owner: UUID, import_id: UUID) -> AsyncIterator[Path]:
    """The uploaded file, in a folder that is gone afterwards. Raises `NoHistory`."""
    async with town.database.transaction() as db:
        found = await store.lock(db, owner, import_id)
        kept = await blobs.find(db, owner, found[1]) if found and found[1] else None
    if kept is None:
        raise NoHistory
    async with town.files.copied(kept.sha256, town.settings.home / "tmp") as path:
        yield path


async def let_go(db: Db, owner: UUID, import_id: UUID, file_id: UUID | None) -> None:
    """The file is not needed any more."""
    if file_id:
        await store.lose_file(db, import_id)
        await blobs.forget(db, await blobs.disown(db, owner, file_id))


async def discard(db: Db, owner: UUID, import_id: UUID) -> None:
    """Forgets a file that was only looked at, or what is known of one that was undone. Raises
    `NoHistory`, `HistoryBusy`, `HistoryApplied`.
    """
    found = await store.lock(db, owner, import_id)
    if found is None:
        raise NoHistory
    if found[0] != "undone":
        check_open(found[0])
    await _forget(db, owner, import_id, found[1])


async def _drop_old(db: Db, owner: UUID) -> None:
    for import_id, file_id in await store.old(db, owner):
        await _forget(db, owner, import_id, file_id)


async def _forget(db: Db, owner: UUID, import_id: UUID, file_id: UUID | None) -> None:
    """Also what a job that failed had begun to write."""
    threads = (await one(db, owner, import_id)).threads
    await empty_archives(db, owner, [one.conversation_id for one in threads if one.chosen])
    await let_go(db, owner, import_id, file_id)
    await store.delete(db, import_id)


async def _note(db: Db, owner: UUID, import_id: UUID, found: HistorySummary) -> None:
    here = dict(await archives_by_digest(db, owner, [one.digest for one in found.threads]))
    threads = [
        (
            n,
            name_of(one.thread.title),
            one.thread.source,
            one.thread.group,
            one.entries,
            one.files,
            one.missing,
            one.first_at,
            one.last_at,
            one.digest,
            here.get(one.digest),
            uuid5(owner, f"history {import_id} {n}"),
        )
        for n, one in enumerate(found.threads)
        if one.entries
    ]
    await store.add_threads(db, import_id, threads)
    people = list(found.people.items())
    me = found.probably_me(await _own_names(db, owner))
    for start in range(0, len(people), AT_ONCE):
        part = people[start : start + AT_ONCE]
        rows = await _decided(db, owner, [(key, *about) for key, about in part], me)
        await store.add_people(db, import_id, rows)


async def _own_names(db: Db, owner: UUID) -> set[str]:
    person = (await named(db, [owner]))[owner]
    return {person.display_name.casefold(), (person.handle or "").casefold()} - {""}


async def _decided(
    db: Db, owner: UUID, people: Sequence[tuple[str, str, int]], me: str
) -> list[tuple[object, ...]]:
    """Key, name, entries, and who they probably are."""
    matches = await likely(db, owner, [name for _, name, _ in people])
    rows: list[tuple[object, ...]] = []
    for (key, name, count), match in zip(people, matches, strict=True):
        if key == me:
            rows.append((key, name, count, "me", None))
        elif match:
            rows.append((key, name, count, "contact", match.contact_id))
        else:
            rows.append((key, name, count, "outsider", None))
    return rows
