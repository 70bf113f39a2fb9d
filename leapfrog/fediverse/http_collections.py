"""What belongs to a person or a post of this town, as lists: as far as who asks may see it."""

from uuid import UUID

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from leapfrog import posts, timelines
from leapfrog.fediverse import rendering
from leapfrog.fediverse.addresses import TownAddress
from leapfrog.fediverse.answering import PAGE, Page, answer, person_here, reader, site_here
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import AnyRequest, TownIn
from leapfrog.posts import OPEN, Post, Threads


async def _ours(db: Db, viewer: UUID | None, post_id: UUID) -> Post:
    """Raises `NoPost`."""
    shown = await posts.post_for(db, viewer, post_id)
    if shown.author.remote:
        raise posts.NoPost
    return shown


@get("/ap/people/{person_id:uuid}/featured", include_in_schema=False)
async def featured(request: AnyRequest, town: TownIn, person_id: FromPath[UUID]) -> Response[bytes]:
    """What is open to all of what they put at the top of their page, the last one first."""
    site = await site_here(town)
    viewer = await reader(request, town, site)
    async with town.database.reading() as db:
        await person_here(db, person_id)
        pinned = await timelines.pinned(db, viewer, person_id)
    items = [rendering.uri_of(site, one) for one in pinned if one.audience in OPEN]
    return answer(rendering.listed(f"{site.person(person_id)}/featured", items))


NOTES = ("/ap/posts/{post_id:uuid}", "/ap/comments/{post_id:uuid}")


@get(
    [f"{note}/{what}" for note in NOTES for what in ("likes", "shares")],
    include_in_schema=False,
)
async def counted(request: AnyRequest, town: TownIn, post_id: FromPath[UUID]) -> Response[bytes]:
    """How many; who they are is told to nobody."""
    site = await site_here(town)
    viewer = await reader(request, town, site)
    async with town.database.reading() as db:
        shown = await _ours(db, viewer, post_id)
    which = request.url.path.rpartition("/")[2]
    total = shown.likes if which == "likes" else shown.reposts
    return answer(rendering.collection(f"{rendering.uri_of(site, shown)}/{which}", total))


@get([f"{note}/replies" for note in NOTES], include_in_schema=False)
async def replies(
    request: AnyRequest, town: TownIn, post_id: FromPath[UUID], page: Page = None
) -> Response[bytes]:
    """The comments under a post, or below a comment, the oldest first. Raises `NoPost`."""
    site = await site_here(town)
    viewer = await reader(request, town, site)
    async with town.database.reading() as db:
        shown = await _ours(db, viewer, post_id)
        found = await posts.comments_under(db, viewer, post_id, "time", page, PAGE)
    return _talk(site, shown, page, found)


def _talk(site: TownAddress, of: Post, page: str | None, found: Threads) -> Response[bytes]:
    """A page of what is said under or below a post, or how much that is."""
    ident = f"{rendering.uri_of(site, of)}/replies"
    if page is None:
        return answer(rendering.collection(ident, of.comments, f"{ident}?page=first"))
    items = [rendering.uri_of(site, one) for one in found.comments]
    return answer(rendering.page(ident, page, items, found.next))


routes: list[HTTPRouteHandler] = [featured, counted, replies]
