"""The route of pictures, films and voices of posts, for whoever may see the post."""

from typing import Any
from uuid import UUID

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery

from leapfrog.identity import signed_by
from leapfrog.kernel.http import AnyRequest, TownIn, address_of, headers_of
from leapfrog.kernel.serving import serve
from leapfrog.post_media import Part
from leapfrog.posts import files

# What has an id never changes; another one who signs in here must ask for themselves.
KEPT = {"cache-control": "private, max-age=604800, immutable", "vary": "Cookie, Authorization"}


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


routes: list[HTTPRouteHandler] = [read_post_file]
