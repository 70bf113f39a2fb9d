"""Files of private notes that came: had once, by a job, and made anew as uploads are; each is a
message of its own. What cannot be had is shown as where it lies.
"""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
import structlog

from leapfrog import chat, chat_files, fediverse
from leapfrog.chat import MessageDraft
from leapfrog.chat_content import ChatFile
from leapfrog.chat_files import UploadInfo
from leapfrog.fediverse import NoteAttachment, NotFetched
from leapfrog.kernel.db import TRANSIENT
from leapfrog.kernel.errors import Problem, Unavailable
from leapfrog.kernel.folders import workplace
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.jobs import RunAgain
from leapfrog.kernel.spooling import temporary_folder
from leapfrog.kernel.storage import StorageFull
from leapfrog.media import sniff
from leapfrog.private_notes import store
from leapfrog.private_notes.hearing import append, part_id, shortened
from leapfrog.private_notes.store import KeptNote

TRIED_FOR, AGAIN = timedelta(hours=6), timedelta(minutes=5)
log = structlog.get_logger()


async def work(town: Town, payload: dict[str, Any]) -> None:
    """A job: each file of a note that is not in the conversation yet. Raises `RunAgain` while its
    server does not answer.
    """
    sender = UUID(payload["sender"])
    async with town.database.glance() as db:
        kept = await store.note(db, payload["uri"])
        now = db.now
    if kept is None or kept.gone:
        return
    waits = False
    for one in msgspec.convert(kept.files, list[NoteAttachment]):
        if await _is_there(town, kept, sender, one):
            continue
        try:
            file = await _had(town, kept, sender, one)
        except (StorageFull, Unavailable, OSError, *TRANSIENT) as why:
            log.info("private_notes_file_later", url=one.url, why=str(why))
            waits = True
            continue
        except (NotFetched, Problem) as why:
            log.info("private_notes_file_not_had", url=one.url, why=str(why))
            if isinstance(why, NotFetched) and why.later and kept.at > now - TRIED_FOR:
                waits = True
                continue
            file = None
        await _show(town, kept, sender, one, file)
    if waits:
        raise RunAgain(AGAIN)


async def _is_there(town: Town, kept: KeptNote, sender: UUID, one: NoteAttachment) -> bool:
    place = kept.conversation_id
    async with town.database.glance() as db:
        return await chat.is_said(db, place, sender, part_id(place, kept.uri, one.url))


async def _had(town: Town, kept: KeptNote, sender: UUID, one: NoteAttachment) -> ChatFile:
    """Raises `NotFetched`, `Problem`."""
    file_id = derived_id(kept.conversation_id, f"file {kept.uri} {one.url}")
    folder = await asyncio.to_thread(workplace, town.settings.home)
    name = one.url.partition("?")[0].rpartition("/")[2][-200:]
    async with temporary_folder(folder) as here:
        source = here / "source"
        await fediverse.fetch_media(town, one.url, source)
        spoken = (await asyncio.to_thread(sniff, source)).startswith("audio/")
        told = UploadInfo(file_id, "voice" if spoken else None, name)
        try:
            return await chat_files.receive(town, sender, told, source)
        except Problem:
            if not spoken:
                raise
            as_it_is = msgspec.structs.replace(told, kind="file")
            return await chat_files.receive(town, sender, as_it_is, source)


async def _show(
    town: Town, kept: KeptNote, sender: UUID, one: NoteAttachment, file: ChatFile | None
) -> None:
    """What a stranger may not send yet, and what is not to be had, is shown as where it lies."""
    place = kept.conversation_id
    link = MessageDraft(
        place,
        sender,
        part_id(place, kept.uri, one.url),
        shortened(f"{one.alt}\n{one.url}".strip(), kept.uri),
    )
    drafts = [link]
    if file:
        body = "" if file.kind == "voice" else one.alt
        shown = {"body": body, "kind": file.kind, "meta": file.meta}
        drafts.insert(0, msgspec.structs.replace(link, **shown))
    for draft in drafts:
        try:
            async with town.database.transaction() as db:
                now = await store.note(db, kept.uri, locked=True)
                if now and not now.gone and any(each["url"] == one.url for each in now.files):
                    await append(db, draft)
            return
        except Problem as why:
            log.info("private_notes_file_not_shown", url=one.url, why=why.code)
