"""Routes of pictures, films and voices of posts."""

from typing import Any
from uuid import UUID

from litestar import Response, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery

from leapfrog.identity import SignedIn, signed_by
from leapfrog.kernel.http import AnyRequest, TownIn, address_of, headers_of, spooled
from leapfrog.kernel.serving import serve
from leapfrog.posts import files, uploads
from leapfrog.posts.files import Part
from leapfrog.posts.http_input import UPLOADING
from leapfrog.posts.model import PostMedia

MB = 1_000_000
# What has an id never changes; another one who signs in here must ask for themselves.
KEPT = {"cache-control": "private, max-age=604800, immutable", "vary": "Cookie, Authorization"}


@put("/post-files/{file_id:uuid}", request_max_body_size=None, status_code=200)
async def upload_post_file(
    request: AnyRequest, town: TownIn, signed: SignedIn, file_id: FromPath[UUID]
) -> PostMedia:
    """Takes the raw body as a picture, a film or a voice for a post, by what is in it. It is made
    anew, without what the camera noted beside it. The same id again is the same file. Raises
    `DiskFull`, `LongVoice`, `NotAFilm`, `NotAPicture`, `NotASound`, `PostIdUsed`, `QuotaFull`,
    `TooLarge`.
    """
    async with town.database.reading() as db:
        known = await files.known(db, signed.person_id, file_id)
    if known is not None:
        return known
    town.limit(UPLOADING, str(signed.person_id))
    async with spooled(request, town, town.settings.largest_file * MB, signed.person_id) as path:
        return await uploads.receive(town, signed.person_id, file_id, path)


@get("/post-files/{file_id:uuid}", media_type="application/octet-stream")
async def read_post_file(
    request: AnyRequest,
    town: TownIn,
    file_id: FromPath[UUID],
    part: FromQuery[Part] = "whole",
    type: FromQuery[str | None] = None,
) -> Response[Any]:
    """The bytes of a post's file, or a `Range` of them, for whoever may see the post: of a public
    one, everybody, without a session. Raises `NoPostFile`, `NoSuchRange`.
    """
    found = await signed_by(town, headers_of(request), address_of(request))
    viewer = found.person_id if found else None
    async with town.database.reading() as db:
        _, blob = await files.one(db, viewer, file_id, part, type)
    headers = {
        **KEPT,
        "content-type": blob.media_type,
        "content-disposition": "inline",
        "content-security-policy": "default-src 'none'; sandbox",
    }
    if viewer is None:
        # What everybody may see stands on pages of other sites as well.
        headers |= {
            "access-control-allow-origin": "*",
            "cross-origin-resource-policy": "cross-origin",
        }
    return serve(request, town.files, blob.sha256, blob.size, headers)


routes: list[HTTPRouteHandler] = [upload_post_file, read_post_file]
