"""Timelines, and what one keeps and likes."""

from functools import partial
from typing import Any

from leapfrog import post_text, posts, timelines
from leapfrog.mastodon.call import ApiCall, Routes
from leapfrog.mastodon.calls.pages import there, timeline
from leapfrog.posts import Post

routes = Routes()


@routes("GET", "/api/v1/timelines/home", "read:statuses")
async def home(call: ApiCall) -> Any:
    return await timeline(call, partial(timelines.home, call.db, call.me), "home")


@routes("GET", "/api/v1/timelines/public", "read:statuses", public=True)
async def public(call: ApiCall) -> Any:
    fetch = partial(timelines.everybody, call.db, call.viewer)
    return await timeline(call, fetch, "public", _of(call))


@routes("GET", "/api/v1/timelines/tag/{name}", "read:statuses", public=True)
async def tag(call: ApiCall) -> Any:
    others = [str(one) for one in call.several("any")]
    fetch = partial(timelines.of_topic, call.db, call.viewer, call.path["name"])
    if others:
        names = [call.path["name"], *others]
        fetch = partial(timelines.of_topics, call.db, call.viewer, names)
    return await timeline(call, fetch, "public", _of(call))


def _of(call: ApiCall) -> Any:
    """What a client app leaves out of public timelines."""
    local, remote, media = call.flag("local"), call.flag("remote"), call.flag("only_media")
    wanted = {post_text.topic_name(str(one)) for one in call.several("all")}
    never = {post_text.topic_name(str(one)) for one in call.several("none")}

    def fits(post: Post) -> bool:
        if (local and post.author.remote) or (remote and not post.author.remote):
            return False
        if not (media or wanted or never):
            return there(post)
        said = posts.content_of(post)
        names = set(map(post_text.topic_name, said.topics))
        return (
            there(post)
            and wanted <= names
            and never.isdisjoint(names)
            and (bool(said.media) or not media)
        )

    return fits


@routes("GET", "/api/v1/timelines/list/{id}", "read:lists")
async def of_list(call: ApiCall) -> Any:
    fetch = partial(timelines.of_list, call.db, call.me, await call.own("list"))
    return await timeline(call, fetch, "home")


@routes("GET", "/api/v1/timelines/link", "read:statuses", public=True)
async def of_link(call: ApiCall) -> Any:
    return []


@routes("GET", "/api/v1/bookmarks", "read:bookmarks")
async def bookmarks(call: ApiCall) -> Any:
    fetch = partial(timelines.saved, call.db, call.me)
    return await timeline(call, fetch, own_marks=True)


@routes("GET", "/api/v1/favourites", "read:favourites")
async def favourites(call: ApiCall) -> Any:
    fetch = partial(timelines.liked, call.db, call.me)
    return await timeline(call, fetch, own_marks=True)
