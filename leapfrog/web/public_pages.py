"""Pages for passers-by: public posts, people and topics as plain HTML, readable without a script,
and as Atom feeds (RFC 4287); for other towns, posts and people as what they read.

At the same addresses the app opens for who is signed in, so a link is good for both.
"""

from functools import partial
from typing import Any
from uuid import UUID

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from leapfrog import fediverse, posts, till, timelines, topics
from leapfrog.identity import find, signed_by
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound, Problem
from leapfrog.kernel.http import AnyRequest, Town, TownIn, address_of, headers_of
from leapfrog.mastodon import post_numbered
from leapfrog.web import atom, pages
from leapfrog.web.public_page import PageSite, page_of_person, page_of_post, page_of_topic
from leapfrog.web.shop_page import page_of_shop

MOST = 20
MOST_COMMENTS = 30
POLICY = (
    "default-src 'none'; style-src 'nonce-{nonce}'; img-src 'self'; media-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action {forms}"
)
FOR_PROGRAMS = frozenset((".well-known", "ap", "api", "feeds", "files", "media", "nodeinfo"))
CACHED = "public, max-age=60"


async def is_inside(request: AnyRequest, town: Town) -> bool:
    """Whether the app opens here: for who is signed in, and for the shell that a worker keeps."""
    if request.headers.get("x-boot") == "off":
        return True
    return await signed_by(town, headers_of(request), address_of(request)) is not None


def site_of(request: AnyRequest, town: Town) -> PageSite:
    settings = town.settings
    language = pages.preferred(request.headers)
    return PageSite(settings.town_name, settings.town_domain, settings.origin, language)


def page_answer(html: str, nonce: str, *, searches: bool = False) -> Response[bytes]:
    """`searches`: it has a form that asks the town."""
    forms = "'self'" if searches else "'none'"
    return Response(
        html.encode(),
        media_type="text/html",
        headers={
            "content-security-policy": POLICY.format(nonce=nonce, forms=forms),
            "cache-control": CACHED,
            "vary": "Accept, Cookie, Accept-Language, X-Boot",
        },
    )


async def nothing_here(request: AnyRequest, town: Town) -> Response[bytes]:
    """The door of the town, and for programs: there is nothing for passers-by here."""
    answer = await pages.shell(request, town)
    answer.status_code = 404
    return answer


@get("/post/{name:str}", include_in_schema=False)
async def public_post(request: AnyRequest, town: TownIn, name: FromPath[str]) -> Response[bytes]:
    """A post by its id, or by the number that client apps of Mastodon know, which leads there."""
    if name.isascii() and name.isdigit():
        return await _numbered(request, town, name)
    try:
        post_id = UUID(name)
    except ValueError:
        return await nothing_here(request, town)
    return await _post(request, town, post_id)


async def _numbered(request: AnyRequest, town: Town, number: str) -> Response[bytes]:
    async with town.database.reading() as db:
        try:
            post_id = await post_numbered(db, number)
        except NotFound:
            return await nothing_here(request, town)
    return Response(b"", status_code=302, headers={"location": f"/post/{post_id}"})


async def _post(request: AnyRequest, town: Town, post_id: UUID) -> Response[bytes]:
    if fediverse.wanted(request):
        return await fediverse.show_post(request, town, post_id)
    if await is_inside(request, town):
        return await pages.shell(request, town)
    site = site_of(request, town)

    async def found(db: Db) -> tuple[posts.Post, posts.Threads]:
        post = await posts.post_for(db, None, post_id)
        return post, await posts.comments_under(db, None, post_id, "heat", None, MOST_COMMENTS)

    try:
        post, said = await town.read_stale(found)
    except posts.NoPost:
        return await nothing_here(request, town)
    return page_answer(page_of_post(site, post, said), site.nonce)


async def public_person(request: AnyRequest, town: Town, handle: str) -> Response[bytes] | None:
    """Somebody's page, with where they live when they moved; who was erased after that is sent on
    there. None when there is nothing of them for passers-by.
    """
    site = site_of(request, town)

    async def found(db: Db) -> tuple[timelines.SquareProfile, posts.PostPage, str | None]:
        profile, page = await _person(db, handle)
        return profile, page, await fediverse.moved_page(db, profile.person.id)

    try:
        return page_answer(page_of_person(site, *await town.read_stale(found)), site.nonce)
    except NotFound:
        async with town.database.reading() as db:
            there = await fediverse.moved_page(db, handle.lower())
        return Response(b"", status_code=302, headers={"location": there}) if there else None


async def _person(db: Db, handle: str) -> tuple[timelines.SquareProfile, posts.PostPage]:
    person = await find(db, handle)
    profile = await timelines.profile_of(db, None, person.id)
    return profile, await timelines.of_person(db, None, person.id, None, MOST)


@get("/topic/{name:str}", include_in_schema=False)
async def public_topic(request: AnyRequest, town: TownIn, name: FromPath[str]) -> Response[bytes]:
    if await is_inside(request, town):
        return await pages.shell(request, town)
    site = site_of(request, town)
    try:
        topic, page = await town.read_stale(partial(_topic, name))
    except topics.NoTopic:
        return await nothing_here(request, town)
    return page_answer(page_of_topic(site, topic, page), site.nonce)


async def _topic(name: str, db: Db) -> tuple[topics.TopicPage, posts.PostPage]:
    topic = await topics.one(db, None, name)
    return topic, await timelines.of_topic(db, None, name, None, MOST)


@get("/feeds/people/{handle:str}", include_in_schema=False)
async def person_feed(request: AnyRequest, town: TownIn, handle: FromPath[str]) -> Response[bytes]:
    """What somebody shows publicly. Raises `NotFound`."""
    site = site_of(request, town)
    profile, page = await town.read_stale(lambda db: _person(db, handle))
    title = f"{profile.person.name} (@{profile.person.address})"
    place = f"/@{profile.person.handle}"
    return _feed(atom.feed(site, title, place, request.url.path, page.posts))


@get("/feeds/topics/{name:str}", include_in_schema=False)
async def topic_feed(request: AnyRequest, town: TownIn, name: FromPath[str]) -> Response[bytes]:
    """What is public about a topic. Raises `NotFound`."""
    site = site_of(request, town)
    topic, page = await town.read_stale(partial(_topic, name))
    title, place = f"#{topic.topic.shown} · {site.town}", site.topic(topic.topic.shown)
    return _feed(atom.feed(site, title, place, request.url.path, page.posts))


def _feed(content: bytes) -> Response[bytes]:
    headers: dict[str, Any] = {"cache-control": "public, max-age=300"}
    return Response(content, media_type="application/atom+xml; charset=utf-8", headers=headers)


async def _shop(request: AnyRequest, town: Town, name: str) -> Response[bytes] | None:
    """The page behind a shop's printed code; None for a shop that takes no money."""
    site = site_of(request, town)
    try:
        async with town.database.reading() as db:
            shop = await till.trading_merchant(db, UUID(name))
    except (ValueError, Problem):
        return None
    return page_answer(page_of_shop(site, shop), site.nonce)


async def place(request: AnyRequest, town: TownIn) -> Response[bytes]:
    """The app at any other place, or the page of a person or a shop. Raises `NotFound` below what
    is for programs: they take any page for what they asked for.
    """
    path = request.url.path
    if path.split("/")[1] in FOR_PROGRAMS:
        raise NotFound
    if path.startswith("/@") and "/" not in path[1:]:
        if fediverse.wanted(request):
            return await fediverse.show_person(request, town, path[2:])
        if not await is_inside(request, town):
            found = await public_person(request, town, path[2:])
            if found:
                return found
    if path.startswith(till.SHOP_PATH) and not await is_inside(request, town):
        found = await _shop(request, town, path.removeprefix(till.SHOP_PATH))
        if found:
            return found
    return await pages.shell(request, town)


routes: list[HTTPRouteHandler] = [
    public_post,
    public_topic,
    person_feed,
    topic_feed,
    # The places of the app; those beside a page for passers-by have to be named.
    get([*pages.PLACES, "/post/{post_id:uuid}/likes"], include_in_schema=False)(place),
    *pages.routes,
]
