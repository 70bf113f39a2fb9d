"""Routes of files that are sent."""

from typing import Annotated, Any
from urllib.parse import quote, unquote
from uuid import UUID

import msgspec
from litestar import Response, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, QueryParameter

from leapfrog.chat import file_part, known_file
from leapfrog.chat_content import ChatFile, FileKind, Part, saved_as
from leapfrog.chat_files import transcripts, uploads
from leapfrog.chat_files.uploads import UploadInfo
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import AnyRequest, TownIn, spooled
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.serving import serve

# Making them anew is dear.
UPLOADS = Limit("chat_file", 600, 3600)
# So is listening.
DICTATIONS = Limit("chat_dictation", 60, 3600)
MB = 1_000_000
LARGEST_DICTATION = 4 * MB
# What has an id never changes; another one who signs in here must ask for themselves.
KEPT = {"cache-control": "private, max-age=604800, immutable", "vary": "Cookie, Authorization"}


class DictationText(msgspec.Struct, frozen=True):
    """What was understood; may be empty."""

    text: str


@put(
    "/chat/files/{file_id:uuid}",
    summary="Upload a chat file",
    request_max_body_size=None,
    status_code=200,
)
async def upload(
    request: AnyRequest,
    town: TownIn,
    signed: SignedIn,
    file_id: FromPath[UUID],
    kind: Annotated[
        FileKind | None,
        QueryParameter(description="What it is to be sent as; else by its content."),
    ] = None,
) -> ChatFile:
    """Takes the raw body as a file to send, with its name in the header `X-File-Name`. Without a
    `kind`, a picture or film is known by what is in it. Pictures, films and voice messages are made
    anew, without what the camera noted beside them; a `file` stays as it is. The same id again is
    the same file. Raises `DiskFull`, `EmptyFile`, `FileIdUsed`, `LongVoice`, `NotAFilm`,
    `NotAPicture`, `NotASound`, `QuotaFull`, `TooLarge`.
    """
    async with town.database.reading() as db:
        known = await known_file(db, signed.person_id, file_id)
    if known is not None:
        return known
    town.limit(UPLOADS, str(signed.person_id))
    told = UploadInfo(file_id, kind, unquote(request.headers.get("x-file-name", "")))
    async with spooled(request, town, town.settings.largest_file * MB, signed.person_id) as path:
        return await uploads.receive(town, signed.person_id, told, path)


@get(
    "/chat/files/{file_id:uuid}", summary="Read a chat file", media_type="application/octet-stream"
)
async def read_file(
    request: AnyRequest,
    town: TownIn,
    signed: SignedIn,
    file_id: FromPath[UUID],
    part: FromQuery[Part] = "whole",
    type: FromQuery[str | None] = None,
) -> Response[Any]:
    """The bytes of a file in a conversation of one's own, or a `Range` of them. Ask
    `part=play&type=audio/mp4` for a browser that knows no Opus. Raises `NoFile`, `NoSuchRange`.
    """
    async with town.database.reading() as db:
        file, blob = await file_part(db, signed.person_id, file_id, part, type)
    headers = {
        **KEPT,
        "content-type": blob.type,
        "content-disposition": _disposition(file, blob.type),
        "content-security-policy": "default-src 'none'; sandbox",
    }
    return serve(request, town.files, blob.sha256, blob.size, headers)


@post("/chat/dictations", summary="Dictate a text", request_max_body_size=None, status_code=200)
async def dictate(request: AnyRequest, town: TownIn, signed: SignedIn) -> DictationText:
    """Writes down what is said in the raw body, a recording of at most a minute, where the town has
    a recogniser. Nothing of it is kept. Raises `DiskFull`, `NoRecogniser`, `NotASound`,
    `QuotaFull`, `TooLarge`.
    """
    town.limit(DICTATIONS, str(signed.person_id))
    async with spooled(request, town, LARGEST_DICTATION, None) as path:
        return DictationText(await transcripts.dictated(town, path))


def _disposition(file: ChatFile, media_type: str) -> str:
    """Only what we made ourselves is shown in the browser (RFC 6266)."""
    how = "attachment" if file.kind == "file" else "inline"
    return f"{how}; filename*=UTF-8''{quote(saved_as(file, media_type))}"


routes: list[HTTPRouteHandler] = [upload, read_file, dictate]
