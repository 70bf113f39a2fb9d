"""Routes of posts that come from elsewhere, and of taking one's own along as an archive."""

from typing import Annotated
from uuid import UUID

from litestar import delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.response import Stream
from msgspec import Meta

from leapfrog.identity import Principal, SignedIn, own_device
from leapfrog.kernel.http import AnyRequest, DbIn, Input, Town, TownIn, spooled
from leapfrog.kernel.http import Limit as Size
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.pool import take_time
from leapfrog.post_archives import applying, preview, traces, undoing, writing
from leapfrog.post_archives.formats import Kind, TraceKind
from leapfrog.post_archives.model import LARGEST, ImportChoice, PostImport, TracePage, Widest

# A whole account may be one file; reading it takes long.
BRINGING = Limit("post_import", 60, 3600)
EXPORTING = Limit("post_export", 60, 3600)
Number = Annotated[
    int, QueryParameter(ge=0, le=1_000_000, description="The `next` of the page before.")
]


def take(town: Town, limit: Limit, signed: Principal) -> None:
    """Raises `RateLimited`."""
    if town.settings.rate_limits:
        town.limiter.take(limit, str(signed.person_id))


class ChoiceInput(Input, frozen=True):
    """For whom the posts are at most, and which kinds of them come in."""

    audience: Widest = "me"
    kinds: Annotated[tuple[Kind, ...], Meta(max_length=10)] = ImportChoice().kinds


@put("/post-imports/{import_id:uuid}", request_max_body_size=None, status_code=200)
async def upload_posts(
    request: AnyRequest,
    town: TownIn,
    signed: SignedIn,
    import_id: FromPath[UUID],
    *,
    name: FromQuery[str] = "",
) -> PostImport:
    """Takes the raw bytes of an archive of another place, or of ours, and answers what is in it.
    Nothing is let in before it is applied. Raises `DiskFull`, `NoPostImport`, `PostIdUsed`,
    `QuotaFull`, `TooLarge`, `UnreadableFile`.
    """
    take(town, BRINGING, signed)
    async with spooled(request, town, LARGEST, signed.person_id) as path:
        take_time()
        return await preview.preview(town, signed.person_id, import_id, name[:200], path)


@get("/post-imports")
async def list_post_imports(db: DbIn, signed: SignedIn) -> list[PostImport]:
    """The archives of posts that one brought, the newest first."""
    return await preview.mine(db, signed.person_id)


@get("/post-imports/{import_id:uuid}")
async def read_post_import(db: DbIn, signed: SignedIn, import_id: FromPath[UUID]) -> PostImport:
    """One archive of posts that one brought: what is in it, and its state. Raises
    `NoPostImport`.
    """
    return await preview.one(db, signed.person_id, import_id)


@post("/post-imports/{import_id:uuid}/application", status_code=202)
async def apply_post_import(
    db: DbIn, signed: SignedIn, import_id: FromPath[UUID], data: JSONBody[ChoiceInput]
) -> PostImport:
    """Lets an archive in, with the dates that it has; nobody is told of it. Answers at once; the
    work goes on. Raises `Invalid`, `NoPostImport`, `PostImportUndone`, `PostingClosed`.
    """
    choice = ImportChoice(data.audience, tuple(dict.fromkeys(data.kinds)))
    return await applying.ask(db, signed.person_id, import_id, choice)


@post("/post-imports/{import_id:uuid}/undo", status_code=200)
async def undo_post_import(
    slow_db: DbIn, signed: SignedIn, import_id: FromPath[UUID]
) -> PostImport:
    """Takes out again all that an applied archive brought. Raises `NoPostImport`, `PostImportBusy`,
    `PostImportNotApplied`.
    """
    return await undoing.undo(slow_db, signed.person_id, import_id)


@delete("/post-imports/{import_id:uuid}")
async def discard_post_import(slow_db: DbIn, signed: SignedIn, import_id: FromPath[UUID]) -> None:
    """Forgets an archive that was only looked at, or what is known of one that was undone. Raises
    `NoPostImport`, `PostImportApplied`, `PostImportBusy`.
    """
    await preview.discard(slow_db, signed.person_id, import_id)


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
    take(town, EXPORTING, signed)
    take_time()
    blocks = await writing.export(town, signed.person_id, media=media)
    headers = {
        "content-disposition": 'attachment; filename="posts.zip"',
        "cache-control": "private, no-store",
    }
    return Stream(blocks, media_type="application/zip", headers=headers)


routes: list[HTTPRouteHandler] = [
    upload_posts,
    list_post_imports,
    read_post_import,
    apply_post_import,
    undo_post_import,
    discard_post_import,
    list_post_traces,
    export_posts,
]
