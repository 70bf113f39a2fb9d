"""Topics: followed, and what the town writes about now."""

from functools import partial
from typing import Any

from leapfrog import post_text, timelines, topics
from leapfrog.kernel.errors import NotFound
from leapfrog.mastodon.call import ApiCall, Routes, paged
from leapfrog.mastodon.calls.pages import timeline
from leapfrog.mastodon.entities.tags import tag
from leapfrog.posts import FOLLOWING
from leapfrog.topics import NoTopic, Topic, WrittenTopic

routes = Routes()


@routes("GET", "/api/v1/followed_tags", "read:follows")
async def followed(call: ApiCall) -> Any:
    mine = await topics.followed(call.db, call.me)
    return paged(call, [tag(call, one) for one in mine], None, None)


def _named(call: ApiCall) -> WrittenTopic:
    """The topic in the path, whether anybody wrote about it or not. Raises `NotFound` for a word
    that is none.
    """
    found = post_text.topics_in(f"#{call.path['name']}#")
    if len(found) != 1:
        raise NotFound
    return WrittenTopic(post_text.topic_name(found[0]), found[0])


@routes("GET", "/api/v1/tags/{name}", "read:statuses", public=True)
async def one(call: ApiCall) -> Any:
    named = _named(call)
    try:
        return tag(call, (await topics.one(call.db, call.viewer, named.name)).topic)
    except NoTopic:
        unused = Topic(
            name=named.name,
            shown=named.shown,
            category="talk",
            host_id=None,
            about="",
            posts=0,
            heat=0,
            followed=False,
        )
        return tag(call, unused)


@routes("POST", "/api/v1/tags/{name}/follow", "write:follows")
async def follow(call: ApiCall) -> Any:
    """Also of what nobody wrote about yet."""
    named = _named(call)
    call.take(FOLLOWING)
    await topics.begin(call.db, [named])
    return tag(call, (await topics.follow(call.db, call.me, named.name, True)).topic)


@routes("POST", "/api/v1/tags/{name}/unfollow", "write:follows")
async def unfollow(call: ApiCall) -> Any:
    named = _named(call)
    try:
        return tag(call, (await topics.follow(call.db, call.me, named.name, False)).topic)
    except NoTopic:
        return await one(call)


@routes("GET", "/api/v1/trends", public=True)
@routes("GET", "/api/v1/trends/tags", public=True)
async def trending(call: ApiCall) -> Any:
    hot = await topics.trending(call.db, call.viewer, None, call.limit(10, 20))
    return [tag(call, one) for one in hot]


@routes("GET", "/api/v1/trends/statuses", public=True)
async def hot(call: ApiCall) -> Any:
    """By the ranking that docs/ranking.md describes."""
    fetch = partial(timelines.hot, call.db, call.viewer)
    return await timeline(call, fetch, "public", own_marks=True)


@routes("GET", "/api/v1/trends/links", public=True)
async def links(call: ApiCall) -> Any:
    return []
