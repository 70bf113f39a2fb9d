"""What belongs to a person, a post or a comment of this town, as lists: as far as who asks may see
it.
"""

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
    items = [site.uri("posts", one.id) for one in pinned if one.audience in OPEN]
    return answer(rendering.listed(f"{site.person(person_id)}/featured", items))


@get(
    ["/ap/posts/{post_id:uuid}/likes", "/ap/posts/{post_id:uuid}/shares"],
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
    return answer(rendering.collection(f"{site.uri('posts', post_id)}/{which}", total))


@get("/ap/posts/{post_id:uuid}/replies", include_in_schema=False)
async def replies(
    request: AnyRequest, town: TownIn, post_id: FromPath[UUID], page: Page = None
) -> Response[bytes]:
    """The comments under a post, the oldest first. Raises `NoPost`."""
    site = await site_here(town)
    viewer = await reader(request, town, site)
    async with town.database.reading() as db:
        shown = await _ours(db, viewer, post_id)
        found = await posts.comments_under(db, viewer, post_id, "time", page, PAGE)
    return _talk(site, site.uri("posts", post_id), page, shown.comments, found)


@get("/ap/comments/{comment_id:uuid}/replies", include_in_schema=False)
async def answers(
    request: AnyRequest, town: TownIn, comment_id: FromPath[UUID], page: Page = None
) -> Response[bytes]:
    """What stands below a comment, the oldest first. Raises `NoComment`."""
    site = await site_here(town)
    viewer = await reader(request, town, site)
    async with town.database.reading() as db:
        shown = await posts.comment_for(db, viewer, comment_id)
        if shown.author.remote:
            raise posts.NoComment
        found = await posts.comments_below(db, viewer, comment_id, page, PAGE)
    of = site.uri("comments", comment_id)
    return _talk(site, of, page, shown.replies, found)


def _talk(
    site: TownAddress, of: str, page: str | None, total: int, found: Threads
) -> Response[bytes]:
    """A page of the talk under something, or what there is: `total` comments."""
    ident = f"{of}/replies"
    if page is None:
        return answer(rendering.collection(ident, total, f"{ident}?page=first"))
    items = [one.uri or site.uri("comments", one.id) for one in found.comments]
    return answer(rendering.page(ident, page, items, found.next))


routes: list[HTTPRouteHandler] = [featured, counted, replies, answers]
