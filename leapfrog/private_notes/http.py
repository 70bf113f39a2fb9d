"""Routes of private notes."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from litestar import Response, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from leapfrog import chat
from leapfrog.chat import Conversation
from leapfrog.chat_content import saved_as
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import AnyRequest, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.serving import serve
from leapfrog.private_notes import opening, store

ASKING = Limit("note_stranger", 20, 86_400)


@put("/conversations/note/{person_id:uuid}", summary="Write to somebody on the fediverse")
async def open_by_note(town: TownIn, signed: SignedIn, person_id: FromPath[UUID]) -> Conversation:
    """Opens the conversation with somebody elsewhere whose server takes private notes and does not
    speak the line between towns, or answers the one that there is. It is a request: three texts,
    until they answer. Raises `NoConversation`, `NoPerson`, `NotReachedByNote`, `OnTheLine`,
    `ServerSilent`.
    """
    town.limit(ASKING, str(signed.person_id))
    return await opening.open_by_note(town, signed.person_id, person_id)


@get("/ap/note-files/{token:str}", include_in_schema=False, media_type="application/octet-stream")
async def read_note_file(request: AnyRequest, town: TownIn, token: FromPath[str]) -> Response[Any]:
    """The bytes of a file of a private note, for whoever has its address: the server to which it
    was sent, and who reads it there. Raises `NoFile`, `NoSuchRange`.
    """
    async with town.database.reading() as db:
        given = await store.by_token(db, token)
        if given is None:
            raise chat.NoFile
        file, blob = await chat.file_part(db, given.sender_id, given.file_id, "whole", None)
    how = "attachment" if file.kind == "file" else "inline"
    headers = {
        "cache-control": "private, no-cache",
        "content-type": blob.type,
        "content-disposition": f"{how}; filename*=UTF-8''{quote(saved_as(file, blob.type))}",
        "content-security-policy": "default-src 'none'; sandbox",
        "cross-origin-resource-policy": "cross-origin",
        "referrer-policy": "no-referrer",
        "x-robots-tag": "noindex",
    }
    return serve(request, town.files, blob.sha256, blob.size, headers)


routes: list[HTTPRouteHandler] = [open_by_note]
public_routes: list[HTTPRouteHandler] = [read_note_file]
