"""What other towns ask of this one: who is who, and what they show. None of it is there in a town
that keeps to itself.
"""

from typing import Annotated
from uuid import UUID

from litestar import Response, Router, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from leapfrog import census, identity, posts, timelines
from leapfrog.fediverse import (
    forwarding,
    http_api,
    http_collections,
    rendering,
    store,
    store_emoji,
    store_post,
)
from leapfrog.fediverse.addresses import TOWN, TownAddress
from leapfrog.fediverse.answering import (
    ACTIVITY_JSON,
    OPEN_TO_ALL,
    PAGE,
    Page,
    answer,
    person_here,
    reader,
    site_here,
    site_of,
)
from leapfrog.fediverse.rendering import Activity
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.http import AnyRequest, Town, TownIn

JRD, NODEINFO = "application/jrd+json", "http://nodeinfo.diaspora.software/ns/schema/2.1"
SOFTWARE = {"name": "leapfrog", "version": "0.1.0"}


@get("/.well-known/webfinger", include_in_schema=False)
async def webfinger(
    town: TownIn, resource: Annotated[str, QueryParameter(max_length=500)]
) -> Response[bytes]:
    """RFC 7033: the actor behind an address, or behind a name of theirs; also that of the town.
    410 for who was erased here, with where they live now if they had moved.
    """
    async with town.database.glance() as db:
        site = await site_of(db)
        own = [f"acct:{site.name}@{domain}" for domain in (site.domain, site.host)]
        if resource in (site.person(TOWN), *own):
            return _found(site, site.name, site.person(TOWN), site.origin)
        who = _meant(site, resource)
        person = await _person(db, who)
        if person is None and (gone := await forwarding.departed(db, who)):
            return forwarding.not_fingered(resource, gone)
    if person is None:
        raise NotFound
    page = f"{site.origin}/@{person.handle}"
    return _found(site, person.handle, site.person(person.id), page)


def _found(site: TownAddress, name: str, uri: str, page: str) -> Response[bytes]:
    links = [
        {"rel": "self", "type": ACTIVITY_JSON, "href": uri},
        {"rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": page},
    ]
    told = {
        "subject": f"acct:{name}@{site.domain}",
        "aliases": [page, uri],
        "links": links,
    }
    return answer(told, JRD)


def _meant(site: TownAddress, resource: str) -> UUID | str:
    """Whom of this town that names, by id or handle. Raises `NotFound`."""
    local = site.local(resource)
    if local and local[0] == "people":
        return local[1]
    if resource.startswith(f"{site.origin}/@"):
        return resource.removeprefix(f"{site.origin}/@").lower()
    handle, _, domain = resource.removeprefix("acct:").lstrip("@").rpartition("@")
    if domain.lower() not in (site.domain, site.host):
        raise NotFound
    return handle.lower()


async def _person(db: Db, who: UUID | str) -> identity.Person | None:
    """Somebody of this town by id or handle; None for nobody."""
    try:
        return await (person_here(db, who) if isinstance(who, UUID) else identity.find(db, who))
    except NotFound:
        return None


@get("/.well-known/nodeinfo", include_in_schema=False)
async def nodeinfo_links(town: TownIn) -> Response[bytes]:
    site = await site_here(town)
    href = f"{site.origin}/nodeinfo/2.1"
    return answer({"links": [{"rel": NODEINFO, "href": href}]}, "application/json")


@get("/nodeinfo/2.1", include_in_schema=False)
async def nodeinfo(town: TownIn) -> Response[bytes]:
    """NodeInfo 2.1: what runs here."""
    async with town.database.glance() as db:
        await site_of(db)
        found = await census.last(db)
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
    return await show_person(request, town, person_id)


async def show_person(request: AnyRequest, town: Town, who: UUID | str) -> Response[bytes]:
    """The actor document of a person by id or handle; by id also a Tombstone (410) of who was
    erased. Opens transactions of its own. Raises `NotFound`, `KeepsToItself`, `NotSigned`,
    `NotHeard`.
    """
    site = await site_here(town)
    await reader(request, town, site)
    async with town.database.transaction() as db:
        found = await _person(db, who)
        if found:
            return answer(await rendering.person(db, site, found))
        gone = await forwarding.departed(db, who) if isinstance(who, UUID) else None
    if gone is None or isinstance(who, str):
        raise NotFound
    return forwarding.tombstone(site, who, gone)


async def moved_page(db: Db, who: UUID | str) -> str | None:
    """The address of the page of a person (by id or handle) in the town to which they moved, also
    when they were erased after that; None for anybody else.
    """
    return await forwarding.page(db, who) if await store.site(db) else None


@get("/ap/people/{person_id:uuid}/outbox", include_in_schema=False)
async def outbox(
    request: AnyRequest, town: TownIn, person_id: FromPath[UUID], page: Page = None
) -> Response[bytes]:
    """What the one who asks may see, the newest first."""
    site = await site_here(town)
    viewer = await reader(request, town, site)
    ident = f"{site.person(person_id)}/outbox"
    async with town.database.reading() as db:
        await person_here(db, person_id)
        if page is None:
            total = (await timelines.profile_of(db, viewer, person_id)).posts
            return answer(rendering.collection(ident, total, f"{ident}?page=first"))
        before = None if page == "first" else page
        shown = await timelines.of_person(db, viewer, person_id, before, PAGE)
        items = [await _created(db, site, one) for one in shown.posts]
    return answer(rendering.page(ident, page, items, shown.next))


async def _created(db: Db, site: TownAddress, one: posts.Post) -> Activity:
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
    site = await site_here(town)
    viewer = await reader(request, town, site)
    async with town.database.reading() as db:
        await person_here(db, person_id)
        profile = await timelines.profile_of(db, viewer, person_id)
    which = request.url.path.rpartition("/")[2]
    total = profile.followers if which == "followers" else profile.following
    return answer(rendering.collection(f"{site.person(person_id)}/{which}", total))


@get(["/ap/posts/{post_id:uuid}", "/ap/comments/{post_id:uuid}"], include_in_schema=False)
async def one_post(request: AnyRequest, town: TownIn, post_id: FromPath[UUID]) -> Response[bytes]:
    return await show_post(request, town, post_id)


async def show_post(request: AnyRequest, town: Town, post_id: UUID) -> Response[bytes]:
    """The Note of a post for whoever may see it: one for followers for servers that sign as a
    follower. Opens a transaction of its own. Raises `NoPost`, `KeepsToItself`, `NotSigned`,
    `NotHeard`.
    """
    site = await site_here(town)
    viewer = await reader(request, town, site)
    async with town.database.reading() as db:
        shown = await posts.post_for(db, viewer, post_id)
        if shown.author.remote:
            raise posts.NoPost
        return answer(await rendering.post(db, site, shown))


@get("/ap/quotes/{quote_id:uuid}", include_in_schema=False)
async def one_consent(town: TownIn, quote_id: FromPath[UUID]) -> Response[bytes]:
    """FEP-044f: that somebody here lets somebody elsewhere quote them."""
    async with town.database.glance() as db:
        site = await site_of(db)
        quote = await store_post.quote(db, quote_id)
        kept = await posts.place_of(db, quote.post_id) if quote else None
    if quote is None or kept is None:
        raise NotFound
    consent = {
        "id": f"{site.origin}/ap/quotes/{quote_id}",
        "type": "QuoteAuthorization",
        "attributedTo": site.person(kept.author_id),
        "interactingObject": quote.quote_uri,
        "interactionTarget": site.note(quote.post_id, comment=kept.under_id is not None),
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


public_routes: list[HTTPRouteHandler] = [
    webfinger,
    nodeinfo_links,
    nodeinfo,
    town_actor,
    person,
    outbox,
    follows,
    one_post,
    one_consent,
    one_emoji,
    *http_collections.routes,
]
routes: list[HTTPRouteHandler | Router] = [*http_api.routes]
