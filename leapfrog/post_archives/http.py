"""Routes of what one did elsewhere, and of taking one's own posts along as an archive."""

from typing import Annotated

from litestar import get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromQuery, QueryParameter
from litestar.response import Stream

from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.http import DbIn, TownIn
from leapfrog.kernel.http import Limit as Size
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.pool import take_time
from leapfrog.post_archives import traces, writing
from leapfrog.post_archives.formats import TraceKind
from leapfrog.post_archives.model import TracePage

EXPORTING = Limit("post_export", 60, 3600)
Number = Annotated[
    int, QueryParameter(ge=0, le=1_000_000, description="The `next` of the page before.")
]


@get("/post-traces")
async def list_post_traces(
    db: DbIn,
    signed: SignedIn,
    *,
    kind: Annotated[TraceKind | None, QueryParameter(description="Only of this kind.")] = None,
    after: Number = 0,
    limit: Size = 100,
) -> TracePage:
    """A page of whom one followed elsewhere, and what one liked and saved there, as archives
    told.
    """
    return await traces.page(db, signed.person_id, kind, after, limit)


@get("/export/posts", media_type="application/zip", guards=[own_device])
async def export_posts(town: TownIn, signed: SignedIn, *, media: FromQuery[bool] = True) -> Stream:
    """All that one posted as a zip, in the form of Mastodon's archive, with the lists as CSVs."""
    town.limit(EXPORTING, str(signed.person_id))
    take_time()
    blocks = await writing.export(town, signed.person_id, media=media)
    headers = {
        "content-disposition": 'attachment; filename="posts.zip"',
        "cache-control": "private, no-store",
    }
    return Stream(blocks, media_type="application/zip", headers=headers)


routes: list[HTTPRouteHandler] = [list_post_traces, export_posts]
