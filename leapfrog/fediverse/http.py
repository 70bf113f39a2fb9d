"""What other towns ask of this one: who is who, what they show, and where to bring letters. None of
it is there in a town that keeps to itself.
"""

from typing import Annotated, Any
from uuid import UUID

import msgspec
import structlog
from litestar import Response, Router, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from leapfrog import identity, posts
from leapfrog.fediverse import http_api, inbox, rendering, store, store_emoji, store_post
from leapfrog.fediverse.addresses import Site
from leapfrog.fediverse.errors import KeepsToItself, NotSigned
from leapfrog.fediverse.rendering import Activity
from leapfrog.fediverse.signatures import Request
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound, TooLarge
from leapfrog.kernel.http import AnyRequest, Town, TownIn, address_of, headers_of, read_body

ACTIVITY_JSON = "application/activity+json"
JRD, NODEINFO = "application/jrd+json", "http://nodeinfo.diaspora.software/ns/schema/2.1"
PAGE = 20
SOFTWARE = {"name": "leapfrog", "version": "0.1.0"}
OPEN_TO_ALL = {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}
log = structlog.get_logger()
Page = Annotated[str | None, QueryParameter(name="page", max_length=200)]


def answer(what: Any, media_type: str = ACTIVITY_JSON) -> Response[bytes]:
    headers = {"vary": "Accept, Signature", "cache-control": "private, max-age=60", **OPEN_TO_ALL}
    return Response(msgspec.json.encode(what), media_type=media_type, headers=headers)


async def site_of(db: Db) -> Site:
    """Raises `KeepsToItself`."""
    found = await store.site(db)
    if found is None:
        raise KeepsToItself
    return found


async def _site(town: Town) -> Site:
    """Raises `KeepsToItself`."""
    found = await town.batchers.of(inbox.WHERE).submit(None)
    if found is None:
        raise KeepsToItself
    return found


def _asked(request: AnyRequest, site: Site, body: bytes | None = None) -> Request:
    scope: Any = request.scope
    target = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
    target = target.partition("?")[0]
    query = scope["query_string"].decode("latin-1")
    whole = f"{target}?{query}" if query else target
    return Request(request.method, whole, site.origin, headers_of(request), body)


async def _reader(request: AnyRequest, town: Town, site: Site) -> UUID | None:
    """Who asks, when they say so; where a town wants to know of all, whoever does not is refused.
    Raises `NotSigned`, `NotHeard`.
    """
    found = await inbox.viewer(town, site, _asked(request, site))
    if found is None and town.settings.authorised_fetch:
        raise NotSigned("This town answers to signed questions only.")
    return found


@get("/.well-known/webfinger", include_in_schema=False)
async def webfinger(
    town: TownIn, resource: Annotated[str, QueryParameter(max_length=500)]
) -> Response[bytes]:
    """RFC 7033: the actor behind an address, or behind a name of theirs."""
    async with town.database.glance() as db:
        site = await site_of(db)
        person = await _meant(db, site, resource)
    uri = site.person(person.id)
    page = f"{site.origin}/@{person.handle}"
    links = [
        {"rel": "self", "type": ACTIVITY_JSON, "href": uri},
        {"rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": page},
    ]
    told = {
        "subject": f"acct:{person.handle}@{site.domain}",
        "aliases": [page, uri],
        "links": links,
    }
    return answer(told, JRD)


async def _meant(db: Db, site: Site, resource: str) -> identity.Person:
    local = site.local(resource)
    if local and local[0] == "people":
        return await _person(db, local[1])
    if resource.startswith(f"{site.origin}/@"):
        return await identity.find(db, resource.removeprefix(f"{site.origin}/@"))
    handle, _, domain = resource.removeprefix("acct:").lstrip("@").rpartition("@")
    if domain.lower() not in (site.domain, site.host):
        raise NotFound
    return await identity.find(db, handle)


async def _person(db: Db, person_id: UUID) -> identity.Person:
    found = (await identity.named(db, [person_id])).get(person_id)
    if found is None or found.kind != "person":
        raise NotFound
    return found


@get("/.well-known/nodeinfo", include_in_schema=False)
async def nodeinfo_links(town: TownIn) -> Response[bytes]:
    site = await _site(town)
    href = f"{site.origin}/nodeinfo/2.1"
    return answer({"links": [{"rel": NODEINFO, "href": href}]}, "application/json")


@get("/nodeinfo/2.1", include_in_schema=False)
async def nodeinfo(town: TownIn) -> Response[bytes]:
    """NodeInfo 2.1: what runs here."""
    async with town.database.glance() as db:
        await site_of(db)
        found = await posts.census.last(db)
    users = {
        "total": found.people,
        "activeMonth": found.month,
        "activeHalfyear": found.half_year,
    }
    told = {
        "version": "2.1",
        "software": SOFTWARE,
        "protocols": ["activitypub"],
        "services": {"inbound": [], "outbound": ["atom1.0"]},
        "openRegistrations": True,
        "usage": {
            "users": users,
            "localPosts": found.posts,
            "localComments": found.comments,
        },
        "metadata": {"nodeName": town.settings.town_name},
    }
    return answer(told, "application/json")


@get("/ap/town", include_in_schema=False)
async def town_actor(town: TownIn) -> Response[bytes]:
    """By whom the town asks; always open, for without it no question of ours can be checked."""
    async with town.database.transaction() as db:
        site = await site_of(db)
        return answer(await rendering.town(db, site, town.settings.town_name))


@get("/ap/people/{person_id:uuid}", include_in_schema=False)
async def person(request: AnyRequest, town: TownIn, person_id: FromPath[UUID]) -> Response[bytes]:
    site = await _site(town)
    await _reader(request, town, site)
    async with town.database.transaction() as db:
        return answer(await rendering.person(db, site, await _person(db, person_id)))


@get("/ap/people/{person_id:uuid}/outbox", include_in_schema=False)
async def outbox(
    request: AnyRequest, town: TownIn, person_id: FromPath[UUID], page: Page = None
) -> Response[bytes]:
    """What the one who asks may see, the newest first."""
    site = await _site(town)
    viewer = await _reader(request, town, site)
    ident = f"{site.person(person_id)}/outbox"
    async with town.database.reading() as db:
        await _person(db, person_id)
        if page is None:
            total = (await posts.profiles.one(db, viewer, person_id)).posts
            return answer(rendering.collection(ident, total, f"{ident}?page=first"))
        before = None if page == "first" else page
        shown = await posts.timelines.of_person(db, viewer, person_id, before, PAGE)
        items = [await _created(db, site, one) for one in shown.posts]
    following = f"{ident}?page={shown.next}" if shown.next else None
    return answer(rendering.page(f"{ident}?page={page}", ident, items, following))


async def _created(db: Db, site: Site, one: posts.Post) -> Activity:
    thing = await rendering.post(db, site, one)
    if thing["type"] == "Announce":
        return thing
    uri = thing["id"]
    more = {"to": thing["to"], "cc": thing["cc"], "published": thing["published"]}
    return rendering.act("Create", thing["attributedTo"], thing, f"{uri}#create", **more)


@get(
    ["/ap/people/{person_id:uuid}/followers", "/ap/people/{person_id:uuid}/following"],
    include_in_schema=False,
)
async def follows(request: AnyRequest, town: TownIn, person_id: FromPath[UUID]) -> Response[bytes]:
    """How many; who they are is the person's own."""
    site = await _site(town)
    viewer = await _reader(request, town, site)
    async with town.database.reading() as db:
        await _person(db, person_id)
        profile = await posts.profiles.one(db, viewer, person_id)
    which = request.url.path.rpartition("/")[2]
    total = profile.followers if which == "followers" else profile.following
    return answer(rendering.collection(f"{site.person(person_id)}/{which}", total))


@get("/ap/posts/{post_id:uuid}", include_in_schema=False)
async def one_post(request: AnyRequest, town: TownIn, post_id: FromPath[UUID]) -> Response[bytes]:
    """For whoever may see it: of a post for followers, those who sign as one. Raises `NoPost`."""
    site = await _site(town)
    viewer = await _reader(request, town, site)
    async with town.database.reading() as db:
        shown = await posts.showing.one(db, viewer, post_id)
        if shown.author.remote:
            raise posts.NoPost
        return answer(await rendering.post(db, site, shown))


@get("/ap/comments/{comment_id:uuid}", include_in_schema=False)
async def one_comment(
    request: AnyRequest, town: TownIn, comment_id: FromPath[UUID]
) -> Response[bytes]:
    """Raises `NoComment`."""
    site = await _site(town)
    viewer = await _reader(request, town, site)
    async with town.database.reading() as db:
        comment = await posts.comments.one(db, viewer, comment_id)
        under = await posts.showing.one(db, viewer, comment.post_id)
        if comment.author.remote:
            raise posts.NoPost
        return answer(await rendering.comment(db, site, comment, under))


@get("/ap/quotes/{quote_id:uuid}", include_in_schema=False)
async def one_consent(town: TownIn, quote_id: FromPath[UUID]) -> Response[bytes]:
    """FEP-044f: that somebody here lets somebody elsewhere quote them."""
    async with town.database.glance() as db:
        site = await site_of(db)
        quote = await store_post.quote(db, quote_id)
        kept = await posts.elsewhere.here(db, quote.post_id) if quote else None
    if quote is None or kept is None:
        raise NotFound
    consent = {
        "id": f"{site.origin}/ap/quotes/{quote_id}",
        "type": "QuoteAuthorization",
        "attributedTo": site.person(kept.author_id),
        "interactingObject": quote.quote_uri,
        "interactionTarget": site.uri("posts", quote.post_id),
    }
    return answer(rendering.with_context(consent))


@get("/media/emojis/{emoji_id:uuid}", include_in_schema=False)
async def one_emoji(town: TownIn, emoji_id: FromPath[UUID]) -> Response[bytes]:
    """The picture that stands for a word elsewhere, made anew; its id never names another one."""
    async with town.database.glance() as db:
        picture = await store_emoji.picture(db, emoji_id)
    if picture is None:
        raise NotFound
    headers = {"cache-control": "public, max-age=31536000, immutable", **OPEN_TO_ALL}
    return Response(picture, media_type="image/webp", headers=headers)


@post(
    ["/ap/inbox", "/ap/people/{person_id:uuid}/inbox"],
    include_in_schema=False,
    status_code=202,
    request_max_body_size=None,
)
async def receive(request: AnyRequest, town: TownIn) -> Response[bytes]:
    """202 once it is verified and on disk. Raises `TooLarge`, `NotSigned`, `NotHeard`,
    `NoActivity`.
    """
    site = await _site(town)
    try:
        body = await read_body(request, inbox.LARGEST)
    except TooLarge:
        log.warning("fediverse_refused", why="too large", address=address_of(request))
        raise
    await inbox.take(town, site, _asked(request, site, body))
    return Response(b"", status_code=202)


public_routes: list[HTTPRouteHandler] = [
    webfinger,
    nodeinfo_links,
    nodeinfo,
    town_actor,
    person,
    outbox,
    follows,
    one_post,
    one_comment,
    one_consent,
    one_emoji,
    receive,
]
routes: list[HTTPRouteHandler | Router] = [*http_api.routes]
