"""Topics: followed, and what the town writes about now."""

from functools import partial
from typing import Any

from leapfrog import timelines, topics
from leapfrog.mastodon.call import ApiCall, Routes, paged
from leapfrog.mastodon.calls.pages import timeline
from leapfrog.mastodon.entities.tags import tag

routes = Routes()


@routes("GET", "/api/v1/followed_tags", "read:follows")
async def followed(call: ApiCall) -> Any:
    mine = await topics.followed(call.db, call.me)
    return paged(call, [tag(call, one) for one in mine], None, None)


@routes("GET", "/api/v1/tags/{name}", "read:statuses", public=True)
async def one(call: ApiCall) -> Any:
    return tag(call, (await topics.one(call.db, call.viewer, call.path["name"])).topic)


@routes("POST", "/api/v1/tags/{name}/follow", "write:follows")
async def follow(call: ApiCall) -> Any:
    page = await topics.follow(call.db, call.me, call.path["name"], True)
    return tag(call, page.topic)


@routes("POST", "/api/v1/tags/{name}/unfollow", "write:follows")
async def unfollow(call: ApiCall) -> Any:
    page = await topics.follow(call.db, call.me, call.path["name"], False)
    return tag(call, page.topic)


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
