"""Routes of histories: brought from elsewhere, and taken out of here."""

from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from litestar import delete, get, patch, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.response import Stream

from leapfrog.chat_archives import exporting, preview
from leapfrog.chat_archives import people as speakers
from leapfrog.chat_archives.applying import ask
from leapfrog.chat_archives.model import (
    LARGEST,
    HistoryImport,
    HistoryUpload,
    ImportPerson,
    SpeakerChoice,
    name_of,
)
from leapfrog.chat_archives.undoing import undo as take_away
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import AnyRequest, DbIn, Input, Limit, Town, TownIn, spooled
from leapfrog.kernel.limits import Limit as Rate
from leapfrog.kernel.pool import take_time

# A whole account may be one file; reading it takes long.
UPLOADS = Rate("history", 60, 3600)
EXPORTS = Rate("history_export", 60, 3600)
LONGEST_NAME = 200
Zone = Annotated[str, msgspec.Meta(max_length=64)]
Number = Annotated[
    int, QueryParameter(ge=0, le=1_000_000, description="The `next` of the page before.")
]


class HistoryOptions(Input, frozen=True):
    """How the file is to be read: the zone of its times, and what comes first in its dates."""

    zone: Zone
    day_first: bool | None = None


class SpeakerInput(Input, frozen=True):
    """Who these people are."""

    people: Annotated[list[SpeakerChoice], msgspec.Meta(max_length=1000)]


class ThreadSelection(Input, frozen=True):
    """The numbers of the conversations that come in; null: all."""

    threads: Annotated[list[int], msgspec.Meta(max_length=5000)] | None = None


class ImportPeople(msgspec.Struct, frozen=True):
    """A page, who says most first; `next` is the `after` of the following one."""

    people: list[ImportPerson]
    next: int | None


@put(
    "/histories/{history_id:uuid}",
    summary="Upload a chat history",
    request_max_body_size=None,
    status_code=200,
)
async def upload(
    request: AnyRequest,
    town: TownIn,
    signed: SignedIn,
    history_id: FromPath[UUID],
    *,
    name: FromQuery[str] = "",
    zone: FromQuery[str] = "UTC",
    day_first: Annotated[
        bool | None,
        QueryParameter(description="Whether dates are day before month; else as it seems."),
    ] = None,
) -> HistoryImport:
    """Takes the raw bytes of another app's export, or of ours, and answers what is in it. Nothing
    is let in before it is applied. Raises `DiskFull`, `GroupIdUsed`, `Invalid`, `NoHistory`,
    `QuotaFull`, `TooLarge`, `UnreadableFile`.
    """
    _take(town, UPLOADS, signed.person_id)
    given = HistoryUpload(history_id, name_of(name)[:LONGEST_NAME], zone, day_first)
    async with spooled(request, town, LARGEST, signed.person_id) as path:
        take_time()
        return await preview.preview(town, signed.person_id, given, path)


@get("/histories")
async def list_histories(db: DbIn, signed: SignedIn) -> list[HistoryImport]:
    """All chat histories that one brought, the newest first, each with its state."""
    return await preview.mine(db, signed.person_id)


@get("/histories/{history_id:uuid}")
async def read_history_import(
    db: DbIn, signed: SignedIn, history_id: FromPath[UUID]
) -> HistoryImport:
    """One chat history that one brought: what is in it, and how far it is applied. Raises
    `NoHistory`.
    """
    return await preview.one(db, signed.person_id, history_id)


@patch("/histories/{history_id:uuid}", summary="Read a history anew")
async def read_anew(
    town: TownIn, signed: SignedIn, history_id: FromPath[UUID], data: JSONBody[HistoryOptions]
) -> HistoryImport:
    """Reads the same file with another time zone or order of day and month. Raises
    `HistoryApplied`, `HistoryBusy`, `HistoryUndone`, `Invalid`, `NoHistory`, `UnreadableFile`.
    """
    _take(town, UPLOADS, signed.person_id)
    take_time()
    return await preview.look_again(town, signed.person_id, history_id, data.zone, data.day_first)


@get("/histories/{history_id:uuid}/people", summary="List people of a history")
async def list_people(
    db: DbIn,
    signed: SignedIn,
    history_id: FromPath[UUID],
    after: Number = 0,
    limit: Limit = 100,
) -> ImportPeople:
    """A page of the people who speak in an imported history, with whom each was matched. Raises
    `NoContact`, `NoHistory`.
    """
    found = await speakers.people(db, signed.person_id, history_id, after, limit)
    return ImportPeople(found, after + limit if len(found) == limit else None)


@put("/histories/{history_id:uuid}/people", summary="Choose people of a history", status_code=204)
async def choose_people(
    db: DbIn, signed: SignedIn, history_id: FromPath[UUID], data: JSONBody[SpeakerInput]
) -> None:
    """Says which of the people in a history is oneself, and which are contacts. Raises
    `HistoryApplied`, `HistoryBusy`, `HistoryUndone`, `Invalid`, `NoContact`, `NoHistory`.
    """
    await speakers.choose(db, signed.person_id, history_id, data.people)


@post("/histories/{history_id:uuid}/application", summary="Apply a chat history", status_code=202)
async def apply(
    db: DbIn, signed: SignedIn, history_id: FromPath[UUID], data: JSONBody[ThreadSelection]
) -> HistoryImport:
    """Lets the chosen conversations of a history in. Answers at once; the work goes on, and its
    state is read with the import. Raises `HistoryUndone`, `Invalid`, `NoHistory`.
    """
    return await ask(db, signed.person_id, history_id, data.threads)


@post("/histories/{history_id:uuid}/undo", summary="Undo a chat history", status_code=200)
async def undo(slow_db: DbIn, signed: SignedIn, history_id: FromPath[UUID]) -> HistoryImport:
    """Takes out again all that an applied history brought. Raises `HistoryBusy`,
    `HistoryNotApplied`, `NoHistory`.
    """
    return await take_away(slow_db, signed.person_id, history_id)


@delete("/histories/{history_id:uuid}", summary="Discard a chat history")
async def discard(slow_db: DbIn, signed: SignedIn, history_id: FromPath[UUID]) -> None:
    """Forgets a history that was only looked at, with its file, or what is known of one that was
    undone. Raises `HistoryApplied`, `HistoryBusy`, `HistoryUndone`, `NoHistory`.
    """
    await preview.discard(slow_db, signed.person_id, history_id)


@get(
    "/conversations/{conversation_id:uuid}/export",
    summary="Export a conversation",
    media_type="application/zip",
    guards=[own_device],
)
async def export_one(
    town: TownIn,
    signed: SignedIn,
    conversation_id: FromPath[UUID],
    zone: FromQuery[str] = "UTC",
    media: FromQuery[bool] = True,
) -> Stream:
    """One conversation as a zip: JSON, pages, plain text and files, as docs/chat-export.md
    describes. Raises `Invalid`, `NoConversation`.
    """
    return await _export(town, signed.person_id, [conversation_id], zone, media=media)


@get(
    "/export/conversations",
    summary="Export all conversations",
    media_type="application/zip",
    guards=[own_device],
)
async def export_all(
    town: TownIn, signed: SignedIn, zone: FromQuery[str] = "UTC", media: FromQuery[bool] = True
) -> Stream:
    """All conversations in one zip, a folder for each. Raises `Invalid`, `NoConversation`,
    `NotFound`.
    """
    return await _export(town, signed.person_id, None, zone, media=media)


async def _export(
    town: Town, person_id: UUID, ids: list[UUID] | None, zone: str, *, media: bool
) -> Stream:
    _take(town, EXPORTS, person_id)
    take_time()
    blocks = await exporting.export(town, person_id, ids, _zone(zone), media=media)
    name = f"chat-{ids[0]}.zip" if ids else "chats.zip"
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "private, no-store",
    }
    return Stream(blocks, media_type="application/zip", headers=headers)


def _take(town: Town, rate: Rate, person_id: UUID) -> None:
    if town.settings.rate_limits:
        town.limiter.take(rate, str(person_id))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as cause:
        raise Invalid(f"There is no time zone {name[:50]}.") from cause


routes: list[HTTPRouteHandler] = [
    upload,
    list_histories,
    read_history_import,
    read_anew,
    list_people,
    choose_people,
    apply,
    undo,
    discard,
    export_one,
    export_all,
]
